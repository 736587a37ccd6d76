"""FACES <-> XMP REGIONS: names that other programs left, and names written so that they read them."""
