"""People and what was decided about faces. Writes here only work inside `journal.edit` (triggers see to that)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from faceorg.boxes import Box
from faceorg.catalog.covers import STILL_THEIRS
from faceorg.catalog.pictures import stacks
from faceorg.catalog.pictures.presence import HERE
from faceorg.catalog.storage.batches import rows_of
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.rows import row_of, text_of, values_of
from faceorg.domain import FaceId, IgnoreReason, Person, PersonId, PersonSummary, PhotoId, Rejection, Separation
from faceorg.errors import NotFound
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PERSON = "id, name, cover_face_id, hidden, born_on, id IN (SELECT person_id FROM favourites) AS favourite"


# ---------------------------------------------------------------- reads
def person(catalog: Catalog, person_id: PersonId) -> Person:
    """Return one person. Raises NotFound."""
    row = catalog.connection.execute(f"SELECT {_PERSON} FROM people WHERE id = ?", (person_id,)).fetchone()
    if row is None:
        raise NotFound(ProblemCode.NO_SUCH_PERSON, person_id=person_id)
    return _person(row)


def people(catalog: Catalog) -> list[Person]:
    rows = catalog.connection.execute(f"SELECT {_PERSON} FROM people ORDER BY name COLLATE NOCASE, id")
    return [_person(row) for row in rows]


def people_named(catalog: Catalog, name: str) -> list[Person]:
    """Return the people of this name, whatever its case (Unicode-aware, so compared here, not in SQL)."""
    folded = name.casefold()
    return [found for found in people(catalog) if found.name.casefold() == folded]


def summaries(catalog: Catalog, person_ids: Sequence[PersonId] | None = None) -> list[PersonSummary]:
    """Return people with their counts; a person without a chosen cover gets the one that is kept for it as one, or its
    best confirmed face (see `covers`); who is in no photo that is there, the best one of those that are not.

    Faces of photos whose file is gone do not count, see [Note: Deleted photos], and those of a stack count once.
    """
    if person_ids is None:
        chosen, chosen_people = "", ""
    else:
        ids = ",".join(str(int(person_id)) for person_id in person_ids)
        chosen, chosen_people = f"WHERE person_id IN ({ids})", f"WHERE p.id IN ({ids})"
    rows = catalog.connection.execute(
        f"""
        WITH has AS (
          SELECT person_id, face_id, 0 AS auto FROM assignments {chosen}
          UNION ALL SELECT person_id, face_id, 1 FROM automatic {chosen}
        ), counted AS (
          SELECT h.person_id, sum(l.face_id IS NULL) AS faces, count(DISTINCT f.photo_id) AS pictures,
                 count(DISTINCT COALESCE(s.of_photo, f.photo_id)) AS photos,
                 sum(h.auto AND l.face_id IS NULL) AS automatic,
                 h.face_id AS best, max(f.quality - h.auto)
          FROM has h JOIN faces f ON f.id = h.face_id LEFT JOIN stack_faces l ON l.face_id = h.face_id
          LEFT JOIN stacks s ON s.photo_id = f.photo_id
          WHERE f.gone = 0 AND (f.drawn = 0 OR f.id IN (SELECT face_id FROM face_boxes)) AND {HERE}
          GROUP BY h.person_id
        ), asked AS (
          SELECT person_id, count(*) AS waiting FROM suggestions JOIN faces f ON f.id = face_id AND {HERE} {chosen}
          GROUP BY person_id
        )
        SELECT p.id, p.name, COALESCE(p.cover_face_id, k.face_id, c.best, (
                 SELECT a.face_id FROM assignments a JOIN faces f ON f.id = a.face_id
                 WHERE a.person_id = p.id AND f.gone = 0 ORDER BY f.quality DESC LIMIT 1)) AS cover_face_id,
               p.hidden, p.born_on,
               p.id IN (SELECT person_id FROM favourites) AS favourite,
               COALESCE(c.faces, 0) AS faces, COALESCE(c.photos, 0) AS photos, COALESCE(c.automatic, 0) AS automatic,
               COALESCE(a.waiting, 0) AS waiting, COALESCE(c.pictures - c.photos, 0) AS stacked
        FROM people p LEFT JOIN counted c ON c.person_id = p.id LEFT JOIN asked a ON a.person_id = p.id
        LEFT JOIN kept_covers k ON k.person_id = p.id AND {STILL_THEIRS} {chosen_people}
        ORDER BY p.name COLLATE NOCASE, p.id
        """
    )
    return [
        PersonSummary(_person(row), row["faces"], row["photos"], row["automatic"], row["waiting"], row["stacked"])
        for row in rows
    ]


def confirmed(catalog: Catalog) -> dict[FaceId, PersonId]:
    """Return who every decided face is."""
    rows = catalog.connection.execute("SELECT face_id, person_id FROM assignments")
    return {FaceId(row[0]): PersonId(row[1]) for row in rows}


def count_confirmed(catalog: Catalog) -> int:
    """Return how many faces the user has said who they are."""
    return int(catalog.connection.execute("SELECT count(*) FROM assignments").fetchone()[0])


def count_rejections(catalog: Catalog) -> int:
    """Return how many times the user has said who a face is not."""
    return int(catalog.connection.execute("SELECT count(*) FROM rejections").fetchone()[0])


def answers(catalog: Catalog) -> NDArray[np.int64]:
    """Return everything the user has said about faces, as rows to be compared: int64 (n, 3), in no order.

    Columns: 0 confirmed, 1 rejected, 2 a stranger; the face; the person, 0 for strangers.
    """
    import numpy as np

    rows = catalog.connection.execute(
        "SELECT 0, face_id, person_id FROM assignments UNION ALL SELECT 1, face_id, person_id FROM rejections "
        "UNION ALL SELECT 2, face_id, 0 FROM ignored WHERE reason = 'stranger'"
    ).fetchall()
    return np.array([tuple(row) for row in rows], np.int64).reshape(-1, 3)


def rejections(catalog: Catalog, of: Sequence[FaceId] | None = None) -> list[Rejection]:
    """Return what was rejected. of : about these faces only, at a cost that follows their number; None means all"""
    query = "SELECT face_id, person_id FROM rejections"
    if of is None:
        rows: Iterable[sqlite3.Row] = catalog.connection.execute(query + " ORDER BY 1, 2")
    else:
        rows = rows_of(catalog, query + " WHERE face_id IN ({ids}) ORDER BY 1, 2", of)
    return [Rejection(FaceId(row[0]), PersonId(row[1])) for row in rows]


def separations(catalog: Catalog) -> list[Separation]:
    rows = catalog.connection.execute("SELECT person_a, person_b FROM separations ORDER BY 1, 2")
    return [Separation(PersonId(row[0]), PersonId(row[1])) for row in rows]


def ignored(catalog: Catalog) -> dict[FaceId, IgnoreReason]:
    rows = catalog.connection.execute("SELECT face_id, reason FROM ignored")
    return dict(values_of("ignored", rows, lambda row: (FaceId(row[0]), IgnoreReason(row[1]))))


def parts_split_off(catalog: Catalog, of: Sequence[FaceId] | None = None) -> dict[FaceId, tuple[int, int]]:
    """Return (group_id, split_id) of the faces that were split off without a name; of : of these faces only."""
    query = "SELECT face_id, group_id, split_id FROM groups"
    if of is None:
        rows: Iterable[sqlite3.Row] = catalog.connection.execute(query)
    else:
        rows = rows_of(catalog, query + " WHERE face_id IN ({ids})", of)
    return {FaceId(row[0]): (int(row[1]), int(row[2])) for row in rows}


def photos_of_people(catalog: Catalog, person_ids: Sequence[PersonId]) -> dict[PersonId, frozenset[PhotoId]]:
    """Return the photos in which each of these people has a face, automatic ones included."""
    ids = ",".join(str(int(person_id)) for person_id in person_ids)
    rows = catalog.connection.execute(
        f"WITH has AS (SELECT face_id, person_id FROM assignments WHERE person_id IN ({ids}) "
        f"UNION ALL SELECT face_id, person_id FROM automatic WHERE person_id IN ({ids})) "
        "SELECT h.person_id, f.photo_id FROM has h JOIN faces f ON f.id = h.face_id WHERE f.gone = 0"
    )
    found: dict[PersonId, set[PhotoId]] = {}
    for person_id, photo_id in rows:
        found.setdefault(PersonId(person_id), set()).add(PhotoId(photo_id))
    return {person_id: frozenset(photos) for person_id, photos in found.items()}


def together(catalog: Catalog, person_id: PersonId, limit: int) -> list[tuple[PersonId, int]]:
    """Return who is in most photos of a person, with how many, automatic faces included; nobody who is hidden.

    Nearly the same pictures count once.
    """
    rows = catalog.connection.execute(
        f"""
        WITH mine AS (
          SELECT DISTINCT f.photo_id FROM faces f WHERE f.gone = 0 AND {HERE} AND f.id IN (
            SELECT face_id FROM assignments WHERE person_id = :p
            UNION SELECT face_id FROM automatic WHERE person_id = :p)
        ), others AS (
          SELECT f.photo_id, COALESCE(a.person_id, t.person_id) AS who
          FROM mine m JOIN faces f ON f.photo_id = m.photo_id
          LEFT JOIN assignments a ON a.face_id = f.id LEFT JOIN automatic t ON t.face_id = f.id WHERE f.gone = 0
        )
        SELECT o.who, count(DISTINCT COALESCE(s.of_photo, o.photo_id)) AS photos FROM others o
        JOIN people p ON p.id = o.who AND p.hidden = 0 LEFT JOIN stacks s ON s.photo_id = o.photo_id
        WHERE o.who <> :p GROUP BY o.who ORDER BY photos DESC, o.who LIMIT :limit
        """,
        {"p": person_id, "limit": limit},
    )
    return [(PersonId(row[0]), int(row[1])) for row in rows]


def absent_photos(catalog: Catalog, person_id: PersonId) -> int:
    """Return in how many photos this person has a confirmed face that no scan comes by: see [Note: Deleted photos]."""
    row = catalog.connection.execute(
        "SELECT count(DISTINCT f.photo_id) FROM assignments a JOIN faces f ON f.id = a.face_id "
        f"WHERE a.person_id = ? AND f.gone = 0 AND NOT {HERE}",
        (person_id,),
    ).fetchone()
    return int(row[0])


def pairs_in_one_photo(catalog: Catalog) -> list[tuple[int, int]]:
    """Return the pairs of people (smaller id first) who have confirmed faces in one photo."""
    rows = catalog.connection.execute(
        "WITH has AS (SELECT DISTINCT f.photo_id, a.person_id FROM assignments a JOIN faces f ON f.id = a.face_id "
        "WHERE f.gone = 0) SELECT DISTINCT a.person_id, b.person_id FROM has a JOIN has b ON b.photo_id = a.photo_id "
        "AND a.person_id < b.person_id"
    )
    return [(int(row[0]), int(row[1])) for row in rows]


# ---------------------------------------------------------------- writes, inside journal.edit
# What is said of a face is said of the same face in every picture of its stack: see library.recognising.stacking.
def insert_person(
    connection: sqlite3.Connection, name: str, born_on: date | None = None, *, hidden: bool = False
) -> PersonId:
    born = born_on.isoformat() if born_on else None
    cursor = connection.execute(
        "INSERT INTO people (name, born_on, hidden) VALUES (?, ?, ?)", (name, born, int(hidden))
    )
    return PersonId(int(cursor.lastrowid or 0))


def update_person(connection: sqlite3.Connection, person: Person) -> None:
    connection.execute(
        "UPDATE people SET name = ?, cover_face_id = ?, hidden = ?, born_on = ? WHERE id = ?",
        (
            person.name,
            person.cover_face_id,
            int(person.hidden),
            person.born_on.isoformat() if person.born_on else None,
            person.id,
        ),
    )


def set_favourite(connection: sqlite3.Connection, person_id: PersonId, *, favourite: bool) -> None:
    """Say that a person comes first wherever people are listed, or no longer."""
    if favourite:
        connection.execute("INSERT INTO favourites (person_id) VALUES (?) ON CONFLICT DO NOTHING", (person_id,))
    else:
        connection.execute("DELETE FROM favourites WHERE person_id = ?", (person_id,))


def delete_person(connection: sqlite3.Connection, person_id: PersonId) -> None:
    """Delete a person with everything decided about it; its faces become unnamed."""
    connection.execute("DELETE FROM assignments WHERE person_id = ?", (person_id,))
    connection.execute("DELETE FROM rejections WHERE person_id = ?", (person_id,))
    connection.execute("DELETE FROM separations WHERE person_a = ? OR person_b = ?", (person_id, person_id))
    set_favourite(connection, person_id, favourite=False)
    connection.execute("DELETE FROM people WHERE id = ?", (person_id,))


def assign(
    connection: sqlite3.Connection, face_ids: Iterable[FaceId], person_id: PersonId, origin: str = "user"
) -> None:
    """Say that these faces are this person; what was said of them before (another person, ignored) is replaced."""
    rows = [(face_id, person_id) for face_id in stacks.whole(connection, face_ids)]
    connection.executemany("DELETE FROM ignored WHERE face_id = ?", [row[:1] for row in rows])
    connection.executemany("DELETE FROM groups WHERE face_id = ?", [row[:1] for row in rows])
    connection.executemany("DELETE FROM rejections WHERE face_id = ? AND person_id = ?", rows)
    connection.executemany(
        "INSERT INTO assignments (face_id, person_id, origin) VALUES (?, ?, ?) "
        "ON CONFLICT (face_id) DO UPDATE SET person_id = excluded.person_id, origin = excluded.origin "
        "WHERE person_id <> excluded.person_id",
        [(*row, origin) for row in rows],
    )


def unassign(connection: sqlite3.Connection, face_ids: Iterable[FaceId]) -> None:
    ids = [(face_id,) for face_id in stacks.whole(connection, face_ids)]
    connection.executemany("DELETE FROM assignments WHERE face_id = ?", ids)


def reject(connection: sqlite3.Connection, face_ids: Iterable[FaceId], person_id: PersonId) -> None:
    """Say that these faces are not this person; an assignment to that person is taken back."""
    rows = [(face_id, person_id) for face_id in stacks.whole(connection, face_ids)]
    connection.executemany("DELETE FROM assignments WHERE face_id = ? AND person_id = ?", rows)
    connection.executemany("INSERT INTO rejections (face_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)


def separate(connection: sqlite3.Connection, person_a: PersonId, person_b: PersonId) -> None:
    pair = (min(person_a, person_b), max(person_a, person_b))
    connection.execute("INSERT INTO separations (person_a, person_b) VALUES (?, ?) ON CONFLICT DO NOTHING", pair)


def unseparate(connection: sqlite3.Connection, person_a: PersonId, person_b: PersonId) -> None:
    pair = (min(person_a, person_b), max(person_a, person_b))
    connection.execute("DELETE FROM separations WHERE person_a = ? AND person_b = ?", pair)


def ignore(connection: sqlite3.Connection, face_ids: Iterable[FaceId], reason: IgnoreReason) -> None:
    ids = [(face_id,) for face_id in stacks.whole(connection, face_ids)]
    connection.executemany("DELETE FROM assignments WHERE face_id = ?", ids)
    connection.executemany(
        "INSERT INTO ignored (face_id, reason) VALUES (?, ?) "
        "ON CONFLICT (face_id) DO UPDATE SET reason = excluded.reason",
        [(*row, reason.value) for row in ids],
    )


def unignore(connection: sqlite3.Connection, face_ids: Iterable[FaceId]) -> None:
    ids = [(face_id,) for face_id in stacks.whole(connection, face_ids)]
    connection.executemany("DELETE FROM ignored WHERE face_id = ?", ids)


def move_person(connection: sqlite3.Connection, absorbed: PersonId, kept: PersonId) -> None:
    """Give everything that was decided about one person to another, and delete the first."""
    connection.execute("UPDATE assignments SET person_id = ? WHERE person_id = ?", (kept, absorbed))
    connection.execute(
        "INSERT INTO rejections (face_id, person_id) SELECT face_id, ? FROM rejections WHERE person_id = ? "
        "AND face_id NOT IN (SELECT face_id FROM assignments WHERE person_id = ?) ON CONFLICT DO NOTHING",
        (kept, absorbed, kept),
    )
    connection.execute(
        "DELETE FROM rejections WHERE person_id = ? "
        "AND face_id IN (SELECT face_id FROM assignments WHERE person_id = ?)",
        (kept, kept),
    )
    others = connection.execute(
        "SELECT CASE person_a WHEN :a THEN person_b ELSE person_a END FROM separations "
        "WHERE :a IN (person_a, person_b)",
        {"a": absorbed},
    ).fetchall()
    for (other,) in others:
        if other != kept:
            separate(connection, PersonId(other), kept)
    if connection.execute("SELECT 1 FROM favourites WHERE person_id = ?", (absorbed,)).fetchone():
        set_favourite(connection, kept, favourite=True)
    delete_person(connection, absorbed)


def set_groups(connection: sqlite3.Connection, parts: Sequence[Sequence[FaceId]]) -> None:
    """Split faces into unnamed groups: each part is one person, different parts are different people."""
    add_splits(connection, [parts])


def add_splits(connection: sqlite3.Connection, splits: Sequence[Sequence[Sequence[FaceId]]]) -> None:
    """Make several splits, each as `set_groups` does one."""
    following = int(connection.execute("SELECT COALESCE(max(group_id), 0) + 1 FROM groups").fetchone()[0])
    rows: list[tuple[FaceId, int, int]] = []
    for parts in splits:
        rows += [(face_id, following + number, following) for number, part in enumerate(parts) for face_id in part]
        following += len(parts)
    connection.executemany(
        "INSERT INTO groups (face_id, group_id, split_id) VALUES (?, ?, ?) ON CONFLICT (face_id) DO UPDATE SET "
        "group_id = excluded.group_id, split_id = excluded.split_id",
        rows,
    )


def join_groups(
    connection: sqlite3.Connection, face_ids: Sequence[FaceId], into: tuple[int, int] | None = None
) -> None:
    """Say that unnamed faces are one person. into : (group_id, split_id) of the split they are a part of, or None"""
    new = int(connection.execute("SELECT COALESCE(max(group_id), 0) + 1 FROM groups").fetchone()[0])
    connection.executemany(
        "INSERT INTO groups (face_id, group_id, split_id) VALUES (?, ?, ?) ON CONFLICT (face_id) DO UPDATE SET "
        "group_id = excluded.group_id, split_id = excluded.split_id",
        [(face_id, *(into or (new, new))) for face_id in face_ids],
    )


def set_box(connection: sqlite3.Connection, face_id: FaceId, box: Box | None) -> None:
    """Decide a face's box; None: back to what was observed (a drawn face disappears)."""
    connection.execute("DELETE FROM face_boxes WHERE face_id = ?", (face_id,))
    if box is not None:
        connection.execute(
            "INSERT INTO face_boxes (face_id, x, y, width, height) VALUES (?, ?, ?, ?, ?)",
            (face_id, box.x, box.y, box.width, box.height),
        )


@row_of("people")
def _person(row: sqlite3.Row) -> Person:
    return Person(
        id=PersonId(row["id"]),
        name=text_of(row["name"]),
        cover_face_id=FaceId(row["cover_face_id"]) if row["cover_face_id"] is not None else None,
        hidden=bool(row["hidden"]),
        born_on=date.fromisoformat(row["born_on"]) if row["born_on"] else None,
        favourite=bool(row["favourite"]),
    )
