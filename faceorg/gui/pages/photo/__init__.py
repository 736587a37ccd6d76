"""The page "One photo" with what only it uses."""
