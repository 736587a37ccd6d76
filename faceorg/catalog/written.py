"""Who is named where, photo by photo, and what was written about it into files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from faceorg.boxes import AS_FILED, Box, ShownAs
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.paths import below, path_to_text, text_to_path
from faceorg.catalog.storage.rows import value_of, values_of
from faceorg.domain import FaceId, PhotoId


@dataclass(frozen=True, slots=True)
class NamedFace:
    """A face the user named. box : as decided, else as observed."""

    face_id: FaceId
    name: str
    box: Box


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A photo's file as the last scan found it; content_hash : SHA-256, hexadecimal."""

    content_hash: str | None
    size_bytes: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class PhotoNames:
    """What the library would have a photo's file say, and what was written last (see names_in_files).

    shown_as : how the library shows it, and its file does not know of
    """

    photo_id: PhotoId
    path: Path
    faces: tuple[NamedFace, ...]
    written: str | None = None
    begun: str | None = None
    wanted: str | None = None
    facts: FileFacts | None = None
    shown_as: ShownAs = AS_FILED


# Photos read at a time: between two pages the caller may write, and memory stays small in a library of any size.
PAGE_PHOTOS = 500
# No videos: their faces lie in a strip that only faceorg knows, and nothing is ever written into them.
# "+": the index on the state would have each page sort all photos; going by id reads only the page.
_SOMEBODY = (
    "+p.state = 'analyzed' AND p.duration_ms = 0 "
    "AND (EXISTS (SELECT 1 FROM names_in_files n WHERE n.photo_id = p.id) "
    "OR EXISTS (SELECT 1 FROM faces f JOIN assignments a ON a.face_id = f.id "
    "WHERE f.photo_id = COALESCE((SELECT of_photo FROM copies WHERE photo_id = p.id), p.id)))"
)


def count_written(catalog: Catalog) -> int:
    """Return in how many photos' files names of faceorg's stand, or may stand after a write that was cut short."""
    return int(catalog.connection.execute("SELECT count(*) FROM names_in_files").fetchone()[0])


def count_photos_with_names(catalog: Catalog, folders: Sequence[Path] = ()) -> int:
    """Return how many photos `photos_with_names` goes through, a few it leaves out included."""
    clause, values = _below_any(folders)
    row = catalog.connection.execute(f"SELECT count(*) FROM photos p WHERE {_SOMEBODY} {clause}", values).fetchone()
    return int(row[0])


def photos_with_names(catalog: Catalog, folders: Sequence[Path] = ()) -> Iterator[PhotoNames]:
    """Yield every analysed photo in which the user named a face, or into whose files names were once written.

    folders : only photos below these; people who are hidden are left out
    """
    clause, values = _below_any(folders)
    last = 0
    while True:
        rows = catalog.connection.execute(
            "SELECT p.id, p.path, p.turned, p.mirrored, p.content_hash, p.size_bytes, p.mtime_ns FROM photos p "
            f"WHERE {_SOMEBODY} AND p.id > ? {clause} "
            f"ORDER BY p.id LIMIT {PAGE_PHOTOS}",
            [last, *values],
        ).fetchall()
        if not rows:
            return
        ids = [int(row[0]) for row in rows]
        last = ids[-1]
        faces, notes = named_faces(catalog, ids), _notes(catalog, ids)
        for photo_id, path, turned, mirrored, *facts in rows:
            named, note = faces.get(photo_id, ()), notes.get(photo_id)
            if named or note:
                said = note or (None, None, None)
                where = value_of("photos", photo_id, partial(text_to_path, path))
                known = PhotoNames(PhotoId(photo_id), where, named, *said)
                yield replace(known, facts=FileFacts(*facts), shown_as=ShownAs(turned, bool(mirrored)))


def named_faces(catalog: Catalog, photo_ids: Sequence[int]) -> dict[int, tuple[NamedFace, ...]]:
    """Return the faces that the user named in these photos; people who are hidden are left out."""
    rows = catalog.connection.execute(
        "SELECT p.id, f.id, w.name, b.x, b.y, b.width, b.height "
        "FROM photos p LEFT JOIN copies c ON c.photo_id = p.id "
        "JOIN faces f ON f.photo_id = COALESCE(c.of_photo, p.id) JOIN assignments a ON a.face_id = f.id "
        "JOIN people w ON w.id = a.person_id JOIN face_places b ON b.face_id = f.id "
        "WHERE f.gone = 0 AND w.hidden = 0 AND (f.drawn = 0 OR b.placed) "
        f"AND p.id IN ({_marks(photo_ids)}) ORDER BY p.id, f.id",
        photo_ids,
    )
    return {
        photo_id: tuple(NamedFace(FaceId(row[1]), row[2], Box(row[3], row[4], row[5], row[6])) for row in group)
        for photo_id, group in groupby(rows, key=lambda row: row[0])
    }


def _notes(catalog: Catalog, photo_ids: Sequence[int]) -> dict[int, tuple[str | None, str | None, str]]:
    rows = catalog.connection.execute(
        f"SELECT photo_id, written, begun, wanted FROM names_in_files WHERE photo_id IN ({_marks(photo_ids)})",
        photo_ids,
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))


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


def give_up(catalog: Catalog, photo_ids: Iterable[PhotoId]) -> None:
    """Note that begun writes did not happen: what was written before is all that is ours."""
    ids = [(photo_id,) for photo_id in photo_ids]
    with catalog.atomic() as connection:
        connection.executemany("UPDATE names_in_files SET begun = NULL WHERE photo_id = ?", ids)
        connection.executemany("DELETE FROM names_in_files WHERE photo_id = ? AND written IS NULL", ids)


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
    """Return the photos whose files can be read for names: analysed ones, no videos, below these folders if given."""
    clause, values = _below_any(folders)
    rows = catalog.connection.execute(
        f"SELECT p.id, p.path FROM photos p WHERE p.state = 'analyzed' AND p.duration_ms = 0 {clause} ORDER BY p.id",
        values,
    )
    return list(values_of("photos", rows, lambda row: (PhotoId(row[0]), text_to_path(row[1]))))


def _below_any(folders: Sequence[Path]) -> tuple[str, list[str]]:
    if not folders:
        return "", []
    values = [text for folder in folders for text in (*below(folder), path_to_text(folder))]
    return "AND (" + " OR ".join(["(p.path >= ? AND p.path < ?) OR p.path = ?"] * len(folders)) + ")", values
