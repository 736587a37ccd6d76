"""EMBEDDINGS -> NEAREST FACES: similarities in blocks, neighbour graphs, and the search index with its files."""
