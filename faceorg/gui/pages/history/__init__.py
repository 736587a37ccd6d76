"""The page "History" with what only it uses."""
