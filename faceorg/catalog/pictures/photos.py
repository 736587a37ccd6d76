"""Photo rows: the roots, what lies in them, what state each file is in. Observed facts, written by scanning alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from faceorg.catalog.journal.triggers import DECIDED
from faceorg.catalog.storage.batches import of_ids, rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.paths import below, path_to_text, text_to_path
from faceorg.catalog.storage.rows import row_of, values_of
from faceorg.dates import DateSource
from faceorg.domain import Photo, PhotoId, PhotoState
from faceorg.errors import NotFound
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.messages.message import Message, from_json
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress


@dataclass(frozen=True, slots=True)
class Root:
    """A folder the user asked to scan. scanned_at: UTC, of the last scan that ended."""

    path: Path
    scanned_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What the catalogue knows of a file, enough to see whether it changed."""

    id: PhotoId
    path: Path
    size_bytes: int
    mtime_ns: int
    state: PhotoState
    content_hash: str | None


def roots(catalog: Catalog) -> list[Root]:
    rows = catalog.connection.execute("SELECT path, scanned_at FROM roots ORDER BY path")
    return list(values_of("roots", rows, _root))


def _root(row: sqlite3.Row) -> Root:
    return Root(text_to_path(row[0]), datetime.fromisoformat(row[1]) if row[1] else None)


def add_root(catalog: Catalog, path: Path) -> None:
    with catalog.atomic() as connection:
        connection.execute(
            "INSERT INTO roots (path, added_at) VALUES (?, ?) ON CONFLICT (path) DO NOTHING",
            (path_to_text(path), _now()),
        )


def remove_root(catalog: Catalog, path: Path) -> int:
    """Stop scanning a folder. Its photos become MISSING, but for those that another root has, too; return how many
    that were not so before.

    Faces and names are kept.
    """
    with catalog.atomic() as connection:
        connection.execute("DELETE FROM roots WHERE path = ?", (path_to_text(path),))
        others = [root.path for root in roots(catalog)]
        if any(path.is_relative_to(other) for other in others):
            return 0
        inner = [below(other) for other in others if other.is_relative_to(path)]
        kept = "".join(" AND NOT (path >= ? AND path < ?)" for _ in inner)
        values = [text for pair in (below(path), *inner) for text in pair]
        return connection.execute(
            f"UPDATE photos SET state = 'missing' WHERE state <> 'missing' AND path >= ? AND path < ?{kept}", values
        ).rowcount


def move_folder(
    catalog: Catalog,
    old: Path,
    new: Path,
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """A folder lies elsewhere now: its photos and roots follow. Return how many photos do. Raises Cancelled; then
    nothing follows.

    Where a photo is known in its new place already, the one about which something was decided has the place; of two
    such, the one that is there. The other is MISSING, with all that is known of it.
    """
    before, after = path_to_text(old).rstrip("/\\"), path_to_text(new).rstrip("/\\")
    moved = 0
    with catalog.atomic() as connection:
        known = connection.execute(
            "SELECT id, path FROM photos WHERE path >= ? AND path < ? ORDER BY id", below(old)
        ).fetchall()
        meter = ProgressMeter(TaskCode.MOVING_PHOTOS, len(known), progress)
        for photo_id, path in known:
            if cancel:
                cancel.raise_if_cancelled()
            meter.step()
            target = after + path[len(before) :]
            there = connection.execute(
                "SELECT id FROM photos WHERE path = ? AND id <> ?", (target, photo_id)
            ).fetchone()
            if there is not None:
                if _is_decided(connection, there[0]) or not _is_decided(connection, photo_id):
                    connection.execute("UPDATE photos SET state = 'missing' WHERE id = ?", (photo_id,))
                    continue
                connection.execute(
                    "UPDATE photos SET path = path || '?' || id, state = 'missing' WHERE id = ?", (there[0],)
                )
            connection.execute("UPDATE photos SET path = ? WHERE id = ?", (target, photo_id))
            moved += 1
        for root_id, path in connection.execute("SELECT id, path FROM roots").fetchall():
            if path == path_to_text(old) or below(old)[0] <= path < below(old)[1]:
                connection.execute("DELETE FROM roots WHERE id = ?", (root_id,))
    return moved


def _is_decided(connection: sqlite3.Connection, photo_id: int) -> bool:
    """Whether the user has said anything about a face of a photo."""
    query = f"SELECT 1 FROM faces f WHERE f.photo_id = ? AND {DECIDED} LIMIT 1"
    return connection.execute(query, (photo_id,)).fetchone() is not None


def root_scanned(catalog: Catalog, path: Path) -> None:
    with catalog.atomic() as connection:
        connection.execute("UPDATE roots SET scanned_at = ? WHERE path = ?", (_now(), path_to_text(path)))


def known_below(catalog: Catalog, root: Path) -> dict[str, KnownFile]:
    """Return every known file below a root (MISSING ones too) by its path text."""
    rows = catalog.connection.execute(
        "SELECT id, path, size_bytes, mtime_ns, state, content_hash FROM photos WHERE path >= ? AND path < ?",
        below(root),
    )
    return {row[1]: _known(row) for row in rows}


def known_of_sizes(catalog: Catalog, sizes: Iterable[int]) -> list[KnownFile]:
    """Return photos that have one of these sizes: where a moved file may come from. MISSING ones first."""
    states = ", ".join(f"'{state.value}'" for state in PhotoState)  # for the index, which begins with the state
    rows = rows_of(
        catalog,
        "SELECT id, path, size_bytes, mtime_ns, state, content_hash FROM photos "
        f"WHERE state IN ({states}) AND size_bytes IN ({{ids}}) ORDER BY state <> 'missing', id",
        sorted(set(sizes)),
    )
    return [_known(row) for row in rows]


def count_here(catalog: Catalog, folder: Path) -> int:
    """Return how many photos below a folder are not MISSING."""
    return int(
        catalog.connection.execute(
            "SELECT count(*) FROM photos WHERE path >= ? AND path < ? AND state <> 'missing'", below(folder)
        ).fetchone()[0]
    )


@row_of("photos")
def _known(row: sqlite3.Row) -> KnownFile:
    return KnownFile(PhotoId(row[0]), text_to_path(row[1]), row[2], row[3], PhotoState(row[4]), row[5])


def add_pending(catalog: Catalog, files: Sequence[tuple[Path, int, int]]) -> None:
    """Insert new files (path, size_bytes, mtime_ns) as PENDING."""
    with catalog.atomic() as connection:
        connection.executemany(
            "INSERT INTO photos (path, size_bytes, mtime_ns, state) VALUES (?, ?, ?, 'pending')",
            [(path_to_text(path), size, mtime) for path, size, mtime in files],
        )


def mark_changed(catalog: Catalog, files: Sequence[tuple[PhotoId, int, int]]) -> None:
    """A file has other bytes or another time (id, size_bytes, mtime_ns): analyse it again. Faces and names stay."""
    with catalog.atomic() as connection:
        connection.executemany(
            "UPDATE photos SET state = 'pending', failure = NULL, attempts = 0, size_bytes = ?, mtime_ns = ? "
            "WHERE id = ?",
            [(size, mtime, photo_id) for photo_id, size, mtime in files],
        )


def mark_missing(catalog: Catalog, photo_ids: Iterable[PhotoId]) -> None:
    with catalog.atomic() as connection:
        connection.executemany(
            "UPDATE photos SET state = 'missing' WHERE id = ?", [(photo_id,) for photo_id in photo_ids]
        )


def give_up_places(catalog: Catalog, photo_ids: Iterable[PhotoId]) -> None:
    """Photos whose place another file took: MISSING, under no path that a file can have, with all that is known."""
    with catalog.atomic() as connection:
        connection.executemany(
            "UPDATE photos SET path = path || '?' || id, state = 'missing' WHERE id = ?",
            [(photo_id,) for photo_id in photo_ids],
        )


def mark_returned(catalog: Catalog, files: Sequence[tuple[PhotoId, Path, int, int]]) -> None:
    """MISSING photos are here again with the same content, maybe elsewhere (id, path, size_bytes, mtime_ns)."""
    with catalog.atomic() as connection:
        for photo_id, path, size, mtime in files:
            text = path_to_text(path)
            # The place may be held by the row of another file that vanished; its row keeps its faces under no path.
            connection.execute(
                "UPDATE photos SET path = path || '?' || id WHERE path = ? AND id <> ? AND state = 'missing'",
                (text, photo_id),
            )
            connection.execute(
                "UPDATE photos SET path = ?, size_bytes = ?, mtime_ns = ?, "
                "state = CASE WHEN width > 0 THEN 'analyzed' ELSE 'pending' END WHERE id = ?",
                (text, size, mtime, photo_id),
            )


def take_place(catalog: Catalog, photo_id: PhotoId, new: Photo) -> None:
    """A photo is what was taken for a new one, of which nothing is known but its file: that row goes."""
    with catalog.atomic() as connection:
        connection.execute("DELETE FROM photos WHERE id = ?", (new.id,))
        mark_returned(catalog, [(photo_id, new.path, new.size_bytes, new.mtime_ns)])


def mark_failed(catalog: Catalog, photo_id: PhotoId, reason: Message) -> None:
    with catalog.atomic() as connection:
        connection.execute(
            "UPDATE photos SET state = 'failed', failure = ?, attempts = attempts + 1 WHERE id = ?",
            (reason.to_json(), photo_id),
        )


def retry_failed(catalog: Catalog, photo_ids: Iterable[PhotoId] | None = None) -> int:
    """Put FAILED photos back to PENDING; all of them, or the given ones. Return how many."""
    with catalog.atomic() as connection:
        if photo_ids is None:
            return connection.execute("UPDATE photos SET state = 'pending' WHERE state = 'failed'").rowcount
        ids = [(photo_id,) for photo_id in photo_ids]
        return connection.executemany(
            "UPDATE photos SET state = 'pending' WHERE state = 'failed' AND id = ?", ids
        ).rowcount


_WAITING = (
    "photos p LEFT JOIN emb.analyzed a ON a.photo_id = p.id AND a.pack_id = ? WHERE (p.state = 'pending' "
    "OR (p.state = 'analyzed' AND (a.photo_id IS NULL OR a.content_hash IS NOT p.content_hash)))"
)


def to_analyze(catalog: Catalog, pack_id: str) -> list[tuple[PhotoId, Path]]:
    """Return the photos that wait for analysis with this pack: PENDING, or analysed only with another pack."""
    rows = catalog.connection.execute(f"SELECT p.id, p.path FROM {_WAITING} ORDER BY p.id", (pack_id,))
    return list(values_of("photos", rows, lambda row: (PhotoId(row[0]), text_to_path(row[1]))))


def count_to_analyze(catalog: Catalog, pack_id: str, folders: Sequence[Path]) -> int:
    """Return how many of the photos below these folders wait for analysis with this pack, each counted once."""
    inside = " OR ".join(["(p.path >= ? AND p.path < ?)"] * len(folders)) or "0"
    values = [text for folder in folders for text in below(folder)]
    row = catalog.connection.execute(f"SELECT count(*) FROM {_WAITING} AND ({inside})", (pack_id, *values)).fetchone()
    return int(row[0])


_PHOTO = (
    "id, path, content_hash, size_bytes, mtime_ns, width, height, taken_at, taken_until, taken_from, state, failure, "
    "image_hash, orientation, turned, looked_at_turned, lies, frame, duration_ms, moments_ms, mirrored, "
    "ends_early"
)


def photo(catalog: Catalog, photo_id: PhotoId) -> Photo:
    """Return one photo. Raises NotFound."""
    for found in photos(catalog, [photo_id]):
        return found
    raise NotFound(ProblemCode.PHOTO_GONE, photo_id=photo_id)


def photos(catalog: Catalog, photo_ids: Iterable[PhotoId]) -> list[Photo]:
    """Return photos in the order of the ids; unknown ids are left out."""
    return of_ids(catalog, f"SELECT {_PHOTO} FROM photos WHERE id IN ({{ids}})", photo_ids, _photo)


def paths(catalog: Catalog, photo_ids: Sequence[PhotoId]) -> list[Path]:
    """Return the paths of photos in the order of the ids; unknown ids are left out."""
    rows = rows_of(catalog, "SELECT id, path FROM photos WHERE id IN ({ids})", photo_ids)
    found = dict(values_of("photos", rows, lambda row: (row["id"], text_to_path(row["path"]))))
    return [found[photo_id] for photo_id in photo_ids if photo_id in found]


def photos_in_state(catalog: Catalog, state: PhotoState) -> Iterator[Photo]:
    for row in catalog.connection.execute(f"SELECT {_PHOTO} FROM photos WHERE state = ? ORDER BY path", (state.value,)):
        yield _photo(row)


def photo_at(catalog: Catalog, path: Path) -> Photo | None:
    row = catalog.connection.execute(f"SELECT {_PHOTO} FROM photos WHERE path = ?", (path_to_text(path),)).fetchone()
    return _photo(row) if row else None


def photos_with_hash(catalog: Catalog, content_hash: str) -> list[Photo]:
    rows = catalog.connection.execute(
        f"SELECT {_PHOTO} FROM photos WHERE content_hash = ? ORDER BY id", (content_hash,)
    )
    return [_photo(row) for row in rows]


def photos_with_image(catalog: Catalog, image_hash: str | None) -> list[Photo]:
    """Return the photos with this picture, whatever their metadata; none for None."""
    rows = catalog.connection.execute(f"SELECT {_PHOTO} FROM photos WHERE image_hash = ? ORDER BY id", (image_hash,))
    return [_photo(row) for row in rows]


def all_photos(catalog: Catalog) -> Iterator[Photo]:
    for row in catalog.connection.execute(f"SELECT {_PHOTO} FROM photos ORDER BY id"):
        yield _photo(row)


def counts_by_state(catalog: Catalog) -> dict[PhotoState, int]:
    rows = catalog.connection.execute("SELECT state, count(*) FROM photos GROUP BY state")
    counts = dict(values_of("photos", rows, lambda row: (PhotoState(row[0]), int(row[1]))))
    return {state: counts.get(state, 0) for state in PhotoState}


@row_of("photos")
def _photo(row: sqlite3.Row) -> Photo:
    return Photo(
        id=PhotoId(row["id"]),
        path=text_to_path(row["path"]),
        content_hash=row["content_hash"],
        size_bytes=row["size_bytes"],
        mtime_ns=row["mtime_ns"],
        width=row["width"],
        height=row["height"],
        taken_at=datetime.fromisoformat(row["taken_at"]) if row["taken_at"] else None,
        taken_until=datetime.fromisoformat(row["taken_until"]) if row["taken_until"] else None,
        taken_from=DateSource(row["taken_from"]) if row["taken_from"] else None,
        state=PhotoState(row["state"]),
        failure=None if row["failure"] is None else from_json(row["failure"]),
        image_hash=row["image_hash"],
        orientation=row["orientation"],
        turned=row["turned"],
        looked_at_turned=row["looked_at_turned"],
        lies=row["lies"],
        frame=row["frame"],
        duration_ms=row["duration_ms"],
        moments_ms=tuple(int(moment) for moment in row["moments_ms"].split(",") if moment),
        mirrored=bool(row["mirrored"]),
        ends_early=bool(row["ends_early"]),
    )


def ending_early(catalog: Catalog) -> list[Path]:
    """Return the photos whose files end before their picture does, in the order of their paths."""
    query = "SELECT path FROM photos WHERE ends_early = 1 AND state = 'analyzed' ORDER BY path"
    return [text_to_path(row[0]) for row in catalog.connection.execute(query)]


def video_lengths(catalog: Catalog) -> dict[int, int]:
    """Return the length of each video, in milliseconds."""
    rows = catalog.connection.execute("SELECT id, duration_ms FROM photos WHERE duration_ms > 0")
    return {int(row[0]): int(row[1]) for row in rows}


def long_videos(catalog: Catalog) -> int:
    """Return how many videos are here of which no more than the length was asked."""
    query = "SELECT count(*) FROM photos WHERE duration_ms > 0 AND moments_ms = '' AND state = 'analyzed'"
    return int(catalog.connection.execute(query).fetchone()[0])


def look_through_long(catalog: Catalog) -> None:
    """Have those videos looked through by the next analysis."""
    with catalog.atomic() as connection:
        connection.execute(
            "UPDATE photos SET state = 'pending' WHERE duration_ms > 0 AND moments_ms = '' AND state = 'analyzed'"
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
