"""Names that other programs left in photos -> people here; names given here -> files for other programs."""
