"""The page "One person" with what only it uses."""
