"""What was decided is as the journal recorded it, or `check` says so: to SQLite a changed letter is no fault."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.catalog import clusters, people
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.faults import CATALOG_FILE
from faceorg.domain import IgnoreReason
from faceorg.library import maintenance
from faceorg.library.opening import history
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import boxes, edits, photo_dates
from faceorg.library.views import face_views
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message


@pytest.fixture
def named(family):
    """Anna has a name. Yields the studio of the library, which is open."""
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, "Anna")
    return family


def behind_its_back(studio, *statements: str) -> Library:
    """Close the library, run SQL on its catalogue, and open it again."""
    studio.library.close()
    with closing(sqlite3.connect(studio.library.folder / CATALOG_FILE, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    studio.library = open_library(studio.library.folder)
    return studio.library


def told(library: Library) -> list[Message]:
    every = (finding.message for finding in maintenance.check(library).findings)
    return [message for message in every if message.code is FindingCode.DECISIONS_NOT_AS_RECORDED]


def flip(folder: Path, table: str, text: bytes) -> None:
    """Change one bit of a text in the first page of a table of a closed library."""
    with closing(sqlite3.connect(folder / CATALOG_FILE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page_bytes = connection.execute("PRAGMA page_size").fetchone()[0]
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        page = connection.execute(query, (table,)).fetchone()[0] - 1
    data = bytearray((folder / CATALOG_FILE).read_bytes())
    data[data.index(text, page * page_bytes, (page + 1) * page_bytes)] ^= 2
    (folder / CATALOG_FILE).write_bytes(bytes(data))


@pytest.mark.parametrize(("table", "name"), [("people", "Cnna"), ("edit_rows", "Anna")])
def test_a_bit_that_changed_in_a_name_is_noticed_and_deciding_again_mends_it(named, table, name):
    """Wherever it is, in what was decided or in what the journal says of it."""
    named.library.close()
    flip(named.library.folder, table, b"Anna")
    library = named.library = open_library(named.library.folder)
    (message,) = told(library)
    assert dict(message.fields) == {"count": 1, "table": "people"}
    anna = people.people(library.catalog)[0]
    assert anna.name == name
    edits.rename_person(library, anna.id, "Anna K.")
    assert maintenance.check(library).findings == ()


CHANGED = {
    "assignments": "UPDATE assignments SET origin = 'imported' WHERE face_id = (SELECT min(face_id) FROM assignments)",
    "rejections": "DELETE FROM rejections",
    "ignored": "UPDATE ignored SET reason = 'not_a_face'",
    "photo_dates": "UPDATE photo_dates SET last = '2001-02-04T23:59:59'",
    "face_boxes": "UPDATE face_boxes SET x = x + 0.001",
    "people": "UPDATE people SET born_on = '1981-03-12'",
}


def test_any_decision_that_is_not_as_it_was_left_is_noticed(named):
    library = named.library
    catalog = library.catalog
    anna = people.people(catalog)[0].id
    other = [face.id for face in face_views.all_faces(library) if face.id not in people.confirmed(catalog)]
    edits.reject_faces(library, other[:1], anna)
    edits.ignore_faces(library, other[1:2], IgnoreReason.STRANGER)
    boxes.move_face(library, other[2], Box(0.1, 0.123456789, 0.3, 0.3))
    photo_dates.set_dates(library, [next(iter(photos.all_photos(catalog))).id], photo_dates.span_of("2001-02-03"))
    edits.set_birth_date(library, anna, date(1980, 1, 2))
    assert told(library) == []
    history.undo(library)
    assert told(library) == []
    for number, (table, statement) in enumerate(CHANGED.items(), 1):
        let, guard = (f"UPDATE journal_state SET mode = '{mode}'" for mode in ("replay", "closed"))
        library = behind_its_back(named, let, statement, guard)
        (message,) = told(library) or [None]
        assert message is not None, table
        assert table in str(message.fields["table"]).split(", ") and message.fields["count"] == number


def test_of_a_table_whose_journal_does_not_read_nothing_is_said(named):
    """What such a row said nobody knows; that it does not read is said already."""
    library = behind_its_back(named, "UPDATE edit_rows SET after = 'no json' WHERE tbl = 'people'")
    codes = [finding.message.code for finding in maintenance.check(library).findings]
    assert codes == [FindingCode.JOURNAL_ROWS_UNREADABLE]
