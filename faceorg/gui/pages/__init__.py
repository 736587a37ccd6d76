"""The pages of the window, one file each; `registry.py` lists them."""
