"""The page "Settings" with what only it uses."""
