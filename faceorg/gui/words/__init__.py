"""Everything the window says -> the user's language."""
