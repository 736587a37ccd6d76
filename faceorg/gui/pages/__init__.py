"""The pages of the window, a folder each; `registry.py` lists them. What several use lies beside the folders."""
