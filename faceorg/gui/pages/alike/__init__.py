"""The page "Similar faces" with what only it uses."""
