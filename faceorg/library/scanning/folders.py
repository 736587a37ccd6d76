"""What a user changes between two scans: which folders are scanned, and which photos are tried once more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from faceorg.catalog import photos
from faceorg.domain import PhotoId
from faceorg.library.opening.library import Library


def leave_out(library: Library, folder: Path) -> None:
    """Stop scanning a folder. Its photos count as missing; their faces and names are kept."""
    photos.remove_root(library.catalog, folder)


def try_again(library: Library, photo_ids: Iterable[PhotoId]) -> None:
    """Have photos that could not be read wait for the next analysis."""
    photos.retry_failed(library.catalog, photo_ids)
