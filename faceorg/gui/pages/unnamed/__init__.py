"""The page "Unnamed groups" with what only it uses."""
