"""The page "Welcome" with what only it uses."""
