"""faceorg: find everyone in a photo library, on the user's own machine."""

__version__ = "0.1.0"
