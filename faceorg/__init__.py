"""faceorg: find everyone in a photo library, on the user's own machine."""

__version__ = "1.0.0"
