"""EMBEDDINGS -> GROUPS: similarity, the search index, clustering, identification, calibration."""
