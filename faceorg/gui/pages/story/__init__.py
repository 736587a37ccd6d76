"""The page "What there is to tell of a person", with what only it uses."""
