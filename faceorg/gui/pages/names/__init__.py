"""The page "Names in files" with what only it uses."""
