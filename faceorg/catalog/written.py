"""Who is named where, photo by photo, and what was written about it into files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from faceorg.catalog.connection import Catalog
from faceorg.catalog.paths import below, path_to_text, text_to_path
from faceorg.domain import Box, FaceId, PhotoId


@dataclass(frozen=True, slots=True)
class NamedFace:
    """A face the user named. box : as decided, else as observed."""

    face_id: FaceId
    name: str
    box: Box


@dataclass(frozen=True, slots=True)
class PhotoNames:
    """What the library would have a photo's file say, and what was written last (see names_in_files)."""

    photo_id: PhotoId
    path: Path
    faces: tuple[NamedFace, ...]
    written: str | None = None
    begun: str | None = None
    wanted: str | None = None


def photos_with_names(catalog: Catalog, folders: Sequence[Path] = ()) -> Iterator[PhotoNames]:
    """Yield every analysed photo in which the user named a face, or into whose files names were once written.

    folders : only photos below these; people who are hidden are left out
    """
    faces = _named_faces(catalog)
    clause, values = _below_any(folders)
    rows = catalog.connection.execute(
        "SELECT p.id, p.path, n.written, n.begun, n.wanted FROM photos p "
        "LEFT JOIN names_in_files n ON n.photo_id = p.id "
        f"WHERE p.state = 'analyzed' {clause} ORDER BY p.id",
        values,
    )
    for photo_id, path, written, begun, wanted in rows.fetchall():
        named = faces.get(photo_id, ())
        if named or wanted is not None:
            yield PhotoNames(PhotoId(photo_id), text_to_path(path), named, written, begun, wanted)


def _named_faces(catalog: Catalog) -> dict[int, tuple[NamedFace, ...]]:
    rows = catalog.connection.execute(
        "SELECT f.photo_id, f.id, w.name, COALESCE(b.x, f.x), COALESCE(b.y, f.y), COALESCE(b.width, f.width), "
        "COALESCE(b.height, f.height) FROM assignments a JOIN faces f ON f.id = a.face_id "
        "JOIN people w ON w.id = a.person_id LEFT JOIN face_boxes b ON b.face_id = f.id "
        "WHERE f.gone = 0 AND w.hidden = 0 AND (f.drawn = 0 OR b.face_id IS NOT NULL) ORDER BY f.photo_id, f.id"
    )
    return {
        photo_id: tuple(NamedFace(FaceId(row[1]), row[2], Box(row[3], row[4], row[5], row[6])) for row in group)
        for photo_id, group in groupby(rows, key=lambda row: row[0])
    }


def begin(catalog: Catalog, entries: Iterable[tuple[PhotoId, str]]) -> None:
    """Note writes (photo, JSON of what they will leave) before they happen."""
    with catalog.atomic() as connection:
        connection.executemany(
            "INSERT INTO names_in_files (photo_id, begun, wanted) VALUES (?, ?, '') "
            "ON CONFLICT (photo_id) DO UPDATE SET begun = excluded.begun, wanted = ''",
            entries,
        )


def finish(catalog: Catalog, entries: Iterable[tuple[PhotoId, str | None, str]]) -> None:
    """Note finished writes (photo, JSON of what they left, digest of what was wanted); None: nothing of ours left."""
    with catalog.atomic() as connection:
        for photo_id, written, wanted in entries:
            if written is None:
                connection.execute("DELETE FROM names_in_files WHERE photo_id = ?", (photo_id,))
            else:
                connection.execute(
                    "INSERT OR REPLACE INTO names_in_files (photo_id, written, begun, wanted) VALUES (?, ?, NULL, ?)",
                    (photo_id, written, wanted),
                )


def content_rewritten(
    catalog: Catalog, photo_id: PhotoId, old_hash: str, new_hash: str, facts: tuple[int, int]
) -> None:
    """Our own write changed a photo's bytes but not its picture: the scan need not look at it again.

    facts : size_bytes and mtime_ns now. A photo that had changed before our write is left for the scan.
    """
    with catalog.atomic() as connection:
        changed = connection.execute(
            "UPDATE photos SET content_hash = ?, size_bytes = ?, mtime_ns = ? WHERE id = ? AND content_hash = ?",
            (new_hash, *facts, photo_id, old_hash),
        ).rowcount
        if changed:
            connection.execute(
                "UPDATE emb.analyzed SET content_hash = ? WHERE photo_id = ? AND content_hash = ?",
                (new_hash, photo_id, old_hash),
            )


def analyzed_photos(catalog: Catalog, folders: Sequence[Path] = ()) -> list[tuple[PhotoId, Path]]:
    """Return the photos whose files can be read for names: analysed ones, below these folders if any are given."""
    clause, values = _below_any(folders)
    rows = catalog.connection.execute(
        f"SELECT p.id, p.path FROM photos p WHERE p.state = 'analyzed' {clause} ORDER BY p.id", values
    )
    return [(PhotoId(row[0]), text_to_path(row[1])) for row in rows]


def _below_any(folders: Sequence[Path]) -> tuple[str, list[str]]:
    if not folders:
        return "", []
    values = [text for folder in folders for text in (*below(folder), path_to_text(folder))]
    return "AND (" + " OR ".join(["(p.path >= ? AND p.path < ?) OR p.path = ?"] * len(folders)) + ")", values
