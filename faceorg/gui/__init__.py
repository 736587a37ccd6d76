"""The window: pages that show and ask over `faceorg.library`; PySide6 appears in this room only."""
