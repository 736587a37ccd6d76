"""Small JPEGs of whole photos by photo id: derived, beside the face crops, each for one content of its file."""

from __future__ import annotations

from collections.abc import Iterable

from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import PhotoId


def preview(catalog: Catalog, photo_id: PhotoId) -> bytes | None:
    """Return the JPEG of a photo as it is now, None if there is none or the file has other content since."""
    row = catalog.connection.execute(
        "SELECT v.jpeg FROM thumbs.photo_previews v JOIN photos p ON p.id = v.photo_id "
        "WHERE v.photo_id = ? AND v.content_hash = p.content_hash",
        (photo_id,),
    ).fetchone()
    return row[0] if row else None


def save_previews(catalog: Catalog, made: Iterable[tuple[PhotoId, str, bytes]]) -> None:
    """Keep previews: (photo, hash of the content it was made from, JPEG)."""
    with catalog.atomic() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO thumbs.photo_previews (photo_id, content_hash, jpeg) VALUES (?, ?, ?)", made
        )
