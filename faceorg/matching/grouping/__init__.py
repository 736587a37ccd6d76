"""NEIGHBOURS + FACTS -> GROUPS: evidence, linkage and clustering, of everything or of what is new."""
