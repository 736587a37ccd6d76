"""FILES -> PIXELS: walking folders, decoding photos upright, dates, thumbnails."""
