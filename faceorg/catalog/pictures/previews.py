"""Small JPEGs of whole photos by photo id: derived, beside the face crops, each for one content, shown one way."""

from __future__ import annotations

from collections.abc import Iterable

from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import Photo, PhotoId


def made_of(photo: Photo) -> str:
    """Return what a preview of a photo shows: its content, how it was turned, and which page."""
    return _made_of(photo.content_hash, photo.turned, photo.frame, photo.mirrored)


def _made_of(content_hash: str | None, turned: int, frame: int, mirrored: int) -> str:
    turn = f"+{turned}" if turned else ""
    return (content_hash or "") + turn + (f"@{frame}" if frame else "") + ("|" if mirrored else "")


def preview(catalog: Catalog, photo_id: PhotoId) -> bytes | None:
    """Return the JPEG of a photo as it is now; None if there is none, it is damaged, or the file has other content."""
    from faceorg.files.sealed_jpeg import is_whole

    row = catalog.connection.execute(
        "SELECT v.jpeg, v.content_hash, p.content_hash, p.turned, p.frame, p.mirrored "
        "FROM thumbs.photo_previews v JOIN photos p ON p.id = v.photo_id WHERE v.photo_id = ?",
        (photo_id,),
    ).fetchone()
    if row is None:
        return None
    jpeg, shows, *now = tuple(row)
    return jpeg if shows == _made_of(*now) and is_whole(jpeg) else None


def save_previews(catalog: Catalog, made: Iterable[tuple[PhotoId, str, bytes]]) -> None:
    """Keep previews: (photo, what it was made of, JPEG)."""
    with catalog.atomic() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO thumbs.photo_previews (photo_id, content_hash, jpeg) VALUES (?, ?, ?)", made
        )
