"""Photos that are true copies of one picture -> one of them, whose faces stand for all: decided once, counted once.

[Note: Copies] Libraries hold pictures twice: imported again, copied into an album, sent by mail with other metadata. A
copy shows the faces of one photo, so that a name, a rejection or a box is given once and counts once. Its own faces are
covered (gone, for whoever counts), and come back when one of the two becomes another picture: as new ones, but what was
said of a face that was cut off the other goes to the photo that still shows it. A photo about whose faces
something else was decided than about that one's stays by itself: nothing that was said is covered. A copy stays one
while its file, or that of the photo that stands for it, is missing: whichever comes back shows the same faces.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from faceorg.boxes import SAME_FACE_IOU, Box
from faceorg.catalog.journal.triggers import DECIDED
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.paths import below
from faceorg.domain import FaceId, Photo, PhotoId, PhotoState

_SAME_PICTURE = (
    "m.width = l.width AND m.height = l.height "
    "AND m.turned = l.turned AND m.mirrored = l.mirrored "
    "AND (m.content_hash = l.content_hash OR (m.image_hash = l.image_hash AND m.orientation = l.orientation))"
)


@dataclass(frozen=True)
class _Said:
    """What was decided about one face: who it is, why it was put aside, who it is not, its part of a split."""

    box: Box
    person_id: int | None
    reason: str | None
    rejected: str | None
    group_id: int | None
    placed: bool


def find_copies(catalog: Catalog) -> list[FaceId]:
    """Bring what is known of copies up to date; return the faces of photos that are copies no more. Two passes over
    indexes."""
    with catalog.atomic() as connection:
        parted = (
            "FROM copies WHERE NOT EXISTS (SELECT 1 FROM photos m, photos l "
            "WHERE m.id = copies.photo_id AND m.state IN ('analyzed', 'missing') "
            f"AND l.id = copies.of_photo AND l.state IN ('analyzed', 'missing') AND {_SAME_PICTURE})"
        )
        _bring_cut_off(connection, parted)
        back = connection.execute(
            f"SELECT id FROM faces WHERE covered = 1 AND photo_id IN (SELECT photo_id {parted}) ORDER BY id"
        ).fetchall()
        connection.execute(f"DELETE {parted}")
        for column in ("content_hash", "image_hash"):
            same = connection.execute(
                f"SELECT {column} FROM photos WHERE {column} IS NOT NULL AND state = 'analyzed' "
                f"GROUP BY {column} HAVING count(*) > 1"
            ).fetchall()
            for (value,) in [tuple(row) for row in same]:
                _stack(connection, column, value)
        _cover(connection)
        again = (
            "SELECT f.id FROM faces f JOIN photos p ON p.id = f.photo_id AND p.state = 'analyzed' "
            "WHERE f.gone = 0 AND f.id IN (SELECT value FROM json_each(?)) ORDER BY 1"
        )
        return [FaceId(row[0]) for row in connection.execute(again, (json.dumps([row[0] for row in back]),))]


def _bring_cut_off(connection: sqlite3.Connection, parted: str) -> None:
    """Have faces of which something was said, and which are cut off the photo that stood for a copy, be those of the
    copy, which is the picture that it was; the faces in whose place they come go to the other photo, as gone.

    parted : the rows of copies that are none any more, as "FROM ... WHERE ..."
    """
    rows = connection.execute(
        "SELECT c.photo_id, c.of_photo, f.id, f.seen_in, f.x, f.y, f.width, f.height, "
        "o.id, o.x, o.y, o.width, o.height "
        f"FROM (SELECT photo_id, of_photo {parted}) c JOIN photos m ON m.id = c.photo_id AND m.state = 'analyzed' "
        "JOIN faces f ON f.photo_id = c.of_photo AND f.gone = 1 AND f.covered = 0 AND f.drawn = 0 "
        "AND f.seen_in = m.content_hash "
        "JOIN faces o ON o.photo_id = c.photo_id AND o.covered = 1 AND o.drawn = 0 "
        f"WHERE {DECIDED} AND NOT {DECIDED.replace('f.id', 'o.id')} ORDER BY f.id, c.photo_id, o.id"
    ).fetchall()
    taken: set[int] = set()
    for copy, lead, cut, seen_in, *places in map(tuple, rows):
        other = places[4]
        same = Box(*places[:4]).iou(Box(*places[5:])) >= SAME_FACE_IOU
        if not same or not taken.isdisjoint((cut, other)):
            continue
        taken |= {cut, other}
        connection.execute("UPDATE faces SET photo_id = ?, covered = 1 WHERE id = ?", (copy, cut))
        connection.execute(
            "UPDATE faces SET photo_id = ?, covered = 0, seen_in = ? WHERE id = ?", (lead, seen_in, other)
        )
        connection.execute(
            "INSERT INTO evidence (person_id) SELECT person_id FROM assignments WHERE face_id = ? "
            "AND person_id NOT IN (SELECT person_id FROM evidence)",
            (cut,),
        )


def _cover(connection: sqlite3.Connection) -> None:
    """Cover faces of copies that were analysed again, and what was derived of them meanwhile."""
    mine = "SELECT f.id FROM copies c JOIN faces f ON f.photo_id = c.photo_id WHERE f.gone = 0"
    for table in ("automatic", "suggestions", "cluster_faces"):
        connection.execute(f"DELETE FROM {table} WHERE face_id IN ({mine})")
    connection.execute(
        "UPDATE faces SET gone = 1, covered = 1, seen_in = (SELECT content_hash FROM photos WHERE id = photo_id) "
        f"WHERE id IN ({mine})"
    )


def _stack(connection: sqlite3.Connection, column: str, value: str) -> None:
    """Find who stands for photos of one hash: whoever does already, else the one most is said of, else the oldest."""
    rows = connection.execute(
        "SELECT p.id, (SELECT count(*) FROM copies c WHERE c.of_photo = p.id) AS stands_for, "
        "(SELECT count(*) FROM faces f JOIN assignments a ON a.face_id = f.id WHERE f.photo_id = p.id) AS named "
        f"FROM photos p WHERE p.{column} = ? AND p.state = 'analyzed' AND p.id NOT IN (SELECT photo_id FROM copies) "
        "ORDER BY stands_for DESC, named DESC, p.id",
        (value,),
    ).fetchall()
    for photo_id, stands_for, _named in [tuple(row) for row in rows[1:]]:
        lead = int(rows[0][0])
        same = connection.execute(
            f"SELECT 1 FROM photos m, photos l WHERE m.id = ? AND l.id = ? AND {_SAME_PICTURE}", (photo_id, lead)
        ).fetchone()
        if same and not stands_for and _agree(_said(connection, photo_id), _said(connection, lead)):
            connection.execute("INSERT INTO copies (photo_id, of_photo) VALUES (?, ?)", (photo_id, lead))


def _agree(copy: list[_Said], lead: list[_Said]) -> bool:
    """Whether all that was decided in a copy was decided of the same face in the other photo, too."""
    return all(
        any(
            one.box.iou(other.box) >= SAME_FACE_IOU
            and (one.person_id, one.reason, one.rejected) == (other.person_id, other.reason, other.rejected)
            for other in lead
        )
        for one in copy
        if one.person_id or one.reason or one.rejected or one.group_id is not None or one.placed
    )


def _said(connection: sqlite3.Connection, photo_id: int) -> list[_Said]:
    rows = connection.execute(
        "SELECT w.x, w.y, w.width, w.height, a.person_id, i.reason, "
        "(SELECT group_concat(person_id) FROM (SELECT person_id FROM rejections r WHERE r.face_id = f.id ORDER BY 1)), "
        "g.group_id, w.placed FROM faces f JOIN face_places w ON w.face_id = f.id "
        "LEFT JOIN assignments a ON a.face_id = f.id LEFT JOIN ignored i ON i.face_id = f.id "
        "LEFT JOIN groups g ON g.face_id = f.id WHERE f.photo_id = ? AND (f.drawn = 0 OR w.placed)",
        (photo_id,),
    )
    return [_Said(Box(*row[:4]), row[4], row[5], row[6], row[7], bool(row[8])) for row in map(tuple, rows)]


def stand_in(catalog: Catalog, leaving: Collection[PhotoId] | None = None) -> None:
    """Where the photo that stands for others lost its file, or it is damaged, have a copy stand for all of them.

    leaving : photos that are about to be forgotten, in place of those that are missing; a copy that stays stands for
        them even where its file is not there

    After whatever finds out, or decides, which files no scan comes by.
    """
    values: tuple[str, ...] = ()
    which = f"l.state IN ('missing', 'failed') AND m.state = 'analyzed' AND {_SAME_PICTURE}"
    if leaving is not None:
        going = "(SELECT value FROM json_each(?))"
        which = f"l.id IN {going} AND m.id NOT IN {going} AND {_SAME_PICTURE}"
        values = (json.dumps(sorted(leaving)),) * 2
    with catalog.atomic() as connection:
        rows = connection.execute(
            "SELECT l.id, m.id FROM copies c JOIN photos l ON l.id = c.of_photo JOIN photos m ON m.id = c.photo_id "
            f"WHERE {which} ORDER BY m.state <> 'analyzed', m.state <> 'missing', m.id",
            values,
        ).fetchall()
        heirs: dict[int, int] = {}
        for lost, heir in [tuple(row) for row in rows]:
            heirs.setdefault(lost, heir)
        for lost, heir in heirs.items():
            _hand_over(connection, lost, heir)


def _hand_over(connection: sqlite3.Connection, lost: int, heir: int) -> None:
    """Have a copy show the faces of the photo that stood for it, which becomes a copy of it and gets its covered ones.

    What belongs to a file stays with it: its place, content, date, and what was written into it.
    """
    pair = {"lost": lost, "heir": heir}
    connection.execute("DELETE FROM copies WHERE photo_id = :heir", pair)
    connection.execute(
        "UPDATE faces SET photo_id = CASE photo_id WHEN :lost THEN :heir ELSE :lost END "
        "WHERE photo_id IN (:lost, :heir)",
        pair,
    )
    connection.execute("UPDATE copies SET of_photo = :heir WHERE of_photo = :lost", pair)
    connection.execute("INSERT INTO copies (photo_id, of_photo) VALUES (:lost, :heir)", pair)
    # What undo puts back is put back where the faces are.
    connection.execute("UPDATE OR IGNORE photos_before SET photo_id = :heir WHERE photo_id = :lost", pair)
    # With a pack that saw only one of the two, both are looked at again.
    both = "SELECT pack_id FROM emb.analyzed WHERE photo_id IN (:lost, :heir) GROUP BY 1 HAVING count(*) = 2"
    connection.execute(f"DELETE FROM emb.analyzed WHERE photo_id IN (:lost, :heir) AND pack_id NOT IN ({both})", pair)
    # Faces are of another photo, with another date: people are known by that, too.
    people = "SELECT DISTINCT a.person_id FROM faces f JOIN assignments a ON a.face_id = f.id WHERE f.photo_id = :heir"
    connection.execute(f"DELETE FROM evidence WHERE person_id IN ({people})", pair)
    connection.execute(f"INSERT INTO evidence (person_id) {people}", pair)
    _hand_over_date(connection, lost, heir)
    _hand_over_others(connection, lost, heir)


def _hand_over_date(connection: sqlite3.Connection, lost: int, heir: int) -> None:
    """Have a date that the user said of the one be said of the other, with its undo, unless one was said of that."""
    said = {
        row[0] for row in connection.execute("SELECT photo_id FROM photo_dates WHERE photo_id IN (?, ?)", (lost, heir))
    }
    if said != {lost}:
        return
    connection.execute("UPDATE journal_state SET mode = 'replay'")  # no edit: it is the same decision in another place
    connection.execute(
        "INSERT INTO photo_dates (photo_id, first, last) SELECT ?, first, last FROM photo_dates WHERE photo_id = ?",
        (heir, lost),
    )
    connection.execute("DELETE FROM photo_dates WHERE photo_id = ?", (lost,))
    connection.execute("UPDATE journal_state SET mode = 'closed'")
    for side in ("before", "after"):
        connection.execute(
            f"UPDATE edit_rows SET {side} = json_set({side}, '$.photo_id', ?) WHERE tbl = 'photo_dates' "
            f"AND json_valid({side}) AND json_extract({side}, '$.photo_id') = ?",
            (heir, lost),
        )


def _hand_over_others(connection: sqlite3.Connection, lost: int, heir: int) -> None:
    """Have what the user told apart from the one be told apart from the other, with its undo."""
    others = connection.execute(
        "SELECT other_id FROM other_pictures WHERE photo_id = :lost AND other_id <> :heir "
        "EXCEPT SELECT other_id FROM other_pictures WHERE photo_id = :heir",
        {"lost": lost, "heir": heir},
    ).fetchall()
    connection.execute("UPDATE journal_state SET mode = 'replay'")  # no edit: it is the same decision in another place
    for (other,) in map(tuple, others):
        for own, opposite in (("photo_id", "other_id"), ("other_id", "photo_id")):
            connection.execute(
                f"UPDATE other_pictures SET {own} = ? WHERE {own} = ? AND {opposite} = ?", (heir, lost, other)
            )
            for side in ("before", "after"):
                connection.execute(
                    f"UPDATE edit_rows SET {side} = json_set({side}, '$.{own}', ?) WHERE tbl = 'other_pictures' "
                    f"AND json_valid({side}) AND json_extract({side}, '$.{own}') = ? "
                    f"AND json_extract({side}, '$.{opposite}') = ?",
                    (heir, lost, other),
                )
    connection.execute("UPDATE journal_state SET mode = 'closed'")


def photo_that_counts(catalog: Catalog, photo_id: PhotoId) -> PhotoId:
    """Return the photo whose faces are those of a photo: itself, or the one that it is a copy of."""
    row = catalog.connection.execute("SELECT of_photo FROM copies WHERE photo_id = ?", (photo_id,)).fetchone()
    return photo_id if row is None else PhotoId(row[0])


def photos_of_the_picture(catalog: Catalog, photo: Photo) -> list[Photo]:
    """Return the other photos that show the same picture and are there, in the order of their ids."""
    from faceorg.catalog.pictures import photos

    lead = photo_that_counts(catalog, photo.id)
    rows = catalog.connection.execute("SELECT photo_id FROM copies WHERE of_photo = ? ORDER BY photo_id", (lead,))
    found = photos.photos(catalog, [lead, *(PhotoId(row[0]) for row in rows)])
    return [one for one in found if one.id != photo.id and one.state is not PhotoState.MISSING]


def count_below(catalog: Catalog, folder: Path) -> int:
    """Return how many photos below a folder are there and copies of another one."""
    row = catalog.connection.execute(
        "SELECT count(*) FROM copies c JOIN photos p ON p.id = c.photo_id "
        "WHERE p.state <> 'missing' AND p.path >= ? AND p.path < ?",
        below(folder),
    ).fetchone()
    return int(row[0])
