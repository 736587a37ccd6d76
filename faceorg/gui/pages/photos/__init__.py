"""The page "Photos" with what only it uses."""
