"""The page "Recognition" with what only it uses."""
