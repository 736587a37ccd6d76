"""EMBEDDINGS -> GROUPS: similarity, the HNSW index, clustering, identification, calibration."""
