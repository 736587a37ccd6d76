"""PIXELS -> EMBEDDINGS: model packs, sessions, detection, alignment, embedding, quality."""
