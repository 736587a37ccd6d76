"""The page "Review" with what only it uses."""
