"""Faces -> who they are in this library: embeddings, groups, assignments, suggestions, search, learning, packs."""
