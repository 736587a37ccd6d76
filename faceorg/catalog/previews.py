"""Small JPEGs of whole photos by photo id: derived, beside the face crops, each for one content and one turn."""

from __future__ import annotations

from collections.abc import Iterable

from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import Photo, PhotoId

# Of a photo p: what a preview was made of.
_MADE_OF = (
    "p.content_hash || CASE p.turned WHEN 0 THEN '' ELSE '+' || p.turned END "
    "|| CASE p.frame WHEN 0 THEN '' ELSE '@' || p.frame END"
)


def made_of(photo: Photo) -> str:
    """Return what a preview of a photo shows: its content, how it was turned, and which page."""
    turned, page = f"+{photo.turned}" if photo.turned else "", f"@{photo.frame}" if photo.frame else ""
    return (photo.content_hash or "") + turned + page


def preview(catalog: Catalog, photo_id: PhotoId) -> bytes | None:
    """Return the JPEG of a photo as it is now, None if there is none or the file has other content since."""
    row = catalog.connection.execute(
        "SELECT v.jpeg FROM thumbs.photo_previews v JOIN photos p ON p.id = v.photo_id "
        f"WHERE v.photo_id = ? AND v.content_hash = {_MADE_OF}",
        (photo_id,),
    ).fetchone()
    return row[0] if row else None


def save_previews(catalog: Catalog, made: Iterable[tuple[PhotoId, str, bytes]]) -> None:
    """Keep previews: (photo, what it was made of, JPEG)."""
    with catalog.atomic() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO thumbs.photo_previews (photo_id, content_hash, jpeg) VALUES (?, ?, ?)", made
        )
