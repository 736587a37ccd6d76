"""The page "People" with what only it uses."""
