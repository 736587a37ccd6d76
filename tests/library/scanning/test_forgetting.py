"""Deleted photos: apart from all lists and counts, whole again when their file is back, forgotten when asked."""

from __future__ import annotations

import json
import sqlite3

import pytest

from faceorg.catalog import clusters, faces, notes, people, vectors
from faceorg.catalog.journal import journal
from faceorg.catalog.pictures import missing, photos
from faceorg.domain import IgnoreReason, PhotoFilter, PhotoState
from faceorg.errors import Cancelled, NotFound
from faceorg.library import maintenance
from faceorg.library.exports.contact_sheet import export_contact_sheet
from faceorg.library.exports.face_table import export_faces
from faceorg.library.opening.history import redo, undo
from faceorg.library.opening.library import Library
from faceorg.library.people import edits as verbs
from faceorg.library.recognising import grouping
from faceorg.library.recognising.vectors import space_of
from faceorg.library.scanning import folders, forgetting
from faceorg.library.views import face_views, people_views, photo_views
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken, Progress, ProgressMeter
from tests.problems import refused


def _face(studio, name: str, at: int = 0):
    photo = photos.photo_at(studio.library.catalog, studio.photos / name)
    return faces.faces_of_photo(studio.library.catalog, photo.id)[at]


@pytest.fixture
def named(family):
    """Anna named in all her pictures, the cover on anna0; Ben in all of his; a stranger put aside."""
    anna = [_face(family, name).id for name in ("anna0.png", "anna1.png", "anna2.png", "both.png")]
    ben = [_face(family, "ben0.png").id, _face(family, "ben1.png").id, _face(family, "both.png", 1).id]
    family.anna = verbs.name_faces(family.library, anna, "Anna").person_id
    family.ben = verbs.name_faces(family.library, ben, "Ben").person_id
    verbs.set_cover(family.library, family.anna, anna[0])
    verbs.ignore_faces(family.library, [_face(family, "stranger.png").id], IgnoreReason.STRANGER)
    verbs.reject_faces(family.library, [anna[0]], family.ben)
    return family


def _delete(studio, *names: str) -> None:
    for name in names:
        (studio.photos / name).unlink()
    studio.scan()


def _counts(studio) -> dict[str, tuple[int, int]]:
    return {found.person.name: (found.faces, found.photos) for found in people_views.summaries(studio.library)}


def test_deleted_photos_leave_lists_and_counts_and_are_shown_apart(named) -> None:
    assert _counts(named) == {"Anna": (4, 4), "Ben": (3, 3)}
    _delete(named, "anna0.png", "both.png", "stranger.png")
    assert _counts(named) == {"Anna": (2, 2), "Ben": (2, 2)}
    assert len(photo_views.timeline(named.library, PhotoFilter()).photo_ids) == 4
    assert len(photo_views.find_photos(named.library, PhotoFilter(all_of=(named.anna,)))) == 2
    assert len(face_views.rows_of_person(named.library, named.anna)) == 2
    assert faces.count_faces(named.library.catalog) == 4
    assert len(face_views.all_faces(named.library)) == 4
    assert len(face_views.faces_of_person(named.library, named.anna)) == 2
    gone = forgetting.missing_photos(named.library)
    assert [(one.path.name, one.faces, one.names) for one in gone] == [
        ("anna0.png", 1, ("Anna",)),
        ("both.png", 2, ("Anna", "Ben")),
        ("stranger.png", 1, ()),
    ]


def test_exports_leave_deleted_photos_out(named, tmp_path) -> None:
    _delete(named, "anna0.png")
    assert export_contact_sheet(named.library, named.anna, tmp_path / "anna.html") == 3
    assert export_faces(named.library, tmp_path / "faces.csv") == 7
    assert export_faces(named.library, tmp_path / "anna.csv", person_id=named.anna) == 3


def test_groups_and_suggestions_do_not_ask_about_deleted_photos(family) -> None:
    grouping.settle(family.library)
    before = {group.face_ids for group in clusters.clusters(family.library.catalog, min_faces=2)}
    assert sorted(map(len, before)) == [3, 4]
    _delete(family, "ben0.png", "ben1.png")
    after = clusters.clusters(family.library.catalog, min_faces=2)
    assert [len(group.face_ids) for group in after] == [4]
    assert people_views.counts(family.library).unnamed == 1


def test_a_file_that_comes_back_brings_everything_with_it(named) -> None:
    kept = (named.photos / "both.png").read_bytes()
    _delete(named, "both.png")
    (named.photos / "both.png").write_bytes(kept)
    _report, analyzed = named.scan()
    assert analyzed == []
    assert _counts(named) == {"Anna": (4, 4), "Ben": (3, 3)}


def test_forgetting_takes_everything_and_leaves_the_others(named) -> None:
    _delete(named, "anna0.png", "both.png", "stranger.png")
    ids = [one.id for one in forgetting.missing_photos(named.library)]
    done = forgetting.forget(named.library, ids)
    assert (done.photos, done.faces) == (3, 4)
    assert forgetting.missing_photos(named.library) == []
    assert _counts(named) == {"Anna": (2, 2), "Ben": (2, 2)}
    assert people.person(named.library.catalog, named.anna).cover_face_id is None
    connection = named.library.catalog.connection
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert maintenance.check(named.library).findings == ()
    known = {row[0] for row in connection.execute("SELECT id FROM faces")}
    for schema, table, column in missing.tables_with(connection, ("face_id",)):
        assert {row[0] for row in connection.execute(f"SELECT {column} FROM {schema}.{table}")} <= known, table


def test_forgetting_that_is_stopped_has_forgotten_whole_photos(named, monkeypatch) -> None:
    """Between two transactions; what is left is known as before, and the next one takes it."""
    _delete(named, "anna0.png", "both.png", "stranger.png")
    ids = [one.id for one in forgetting.missing_photos(named.library)]
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    cancel, told = CancelToken(), []

    def progress(said: Progress) -> None:
        told.append((said.done, said.total))
        if said.done == 2:
            cancel.cancel()

    monkeypatch.setattr(ProgressMeter, "REPORT_EVERY_S", 0.0)
    with pytest.raises(Cancelled):
        forgetting.forget(named.library, ids, progress=progress, cancel=cancel)
    assert told == [(0, 3), (2, 3)]
    assert [one.path.name for one in forgetting.missing_photos(named.library)] == ["stranger.png"]
    assert maintenance.check(named.library).findings == ()
    assert forgetting.forget(named.library, ids).photos == 1


def test_no_undo_and_no_redo_is_blocked_by_what_was_forgotten(named) -> None:
    verbs.rename_person(named.library, named.anna, "Anna K.")
    undo(named.library)
    _delete(named, "anna0.png", "both.png", "stranger.png")
    forgetting.forget(named.library, [one.id for one in forgetting.missing_photos(named.library)])
    redo(named.library)
    assert set(_counts(named)) == {"Anna K.", "Ben"}
    while undo(named.library) is not None:
        pass
    assert _counts(named) == {}
    while redo(named.library) is not None:
        pass
    assert _counts(named) == {"Anna K.": (2, 2), "Ben": (2, 2)}
    assert named.library.catalog.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_journal_says_nothing_of_forgotten_faces(named) -> None:
    gone = _face(named, "stranger.png").id
    _delete(named, "stranger.png")
    before = len(journal.history(named.library.catalog))
    forgetting.forget(named.library, [one.id for one in forgetting.missing_photos(named.library)])
    assert len(journal.history(named.library.catalog)) == before - 1  # that the stranger was put aside
    rows = named.library.catalog.connection.execute("SELECT before, after FROM edit_rows").fetchall()
    assert gone not in {json.loads(side).get("face_id") for row in rows for side in row if side}


def test_a_photo_whose_file_is_there_is_never_forgotten(named) -> None:
    photo = photos.photo_at(named.library.catalog, named.photos / "both.png")
    assert forgetting.forget(named.library, [photo.id]) == forgetting.Forgotten(0, 0)
    assert _counts(named) == {"Anna": (4, 4), "Ben": (3, 3)}


def test_only_photos_below_a_folder_are_listed(studio) -> None:
    for name in ("in/a.png", "b.png", "c.png"):
        studio.take(name, "anna")
    studio.scan()
    _delete(studio, "in/a.png", "b.png")
    assert [one.path.name for one in forgetting.missing_photos(studio.library, [studio.photos / "in"])] == ["a.png"]


def test_a_folder_that_is_left_out_keeps_what_lies_in_other_folders(studio) -> None:
    for name in ("a.png", "in/b.png", "in/c.png"):
        studio.take(name, "anna")
    studio.scan(studio.photos)
    studio.scan(studio.photos / "in")
    assert folders.leave_out(studio.library, studio.photos).photos == 1
    assert photo_views.counts_by_state(studio.library)[PhotoState.MISSING] == 1
    studio.scan(studio.photos)
    assert folders.leave_out(studio.library, studio.photos / "in").photos == 0
    with refused(NotFound, ProblemCode.FOLDER_NOT_SCANNED):
        folders.leave_out(studio.library, studio.photos / "other")


def test_every_table_about_faces_or_photos_is_known_to_forgetting(studio) -> None:
    """A table that names them otherwise (a column of another name) must be told to `forget`."""
    connection: sqlite3.Connection = studio.library.catalog.connection
    found = {(table, column) for schema, table, column in missing.tables_with(connection, ("face_id", "photo_id"))}
    pointing = set()
    for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        for row in connection.execute(f"PRAGMA foreign_key_list({table})"):
            if row[2] in ("faces", "photos"):
                pointing.add((table, row[3]))
    assert pointing - found == {("people", "cover_face_id"), ("faces", "photo_id")}


def test_another_process_of_the_library_forgets_too(named) -> None:
    """The helper has the index open while the window forgets: what it finds then is none of the forgotten faces."""
    face = _face(named, "anna0.png").id
    with Library(named.library.folder, shared=True) as helper:
        vector = space_of(helper).vectors_of([face])[1]
        assert face in space_of(helper).near(vector, 10, -1.0)
        _delete(named, "anna0.png")
        forgetting.forget(named.library, [one.id for one in forgetting.missing_photos(named.library)])
        assert face not in space_of(helper).near(vector, 10, -1.0)
        space_of(helper).save()
    assert maintenance.check(named.library).findings == ()


def test_forgetting_has_nobody_grouped_again(named) -> None:
    catalog = named.library.catalog

    def grouped() -> str | None:
        return notes.note(catalog, notes.grouping_key("seq", "fake", vectors.identity(catalog)))

    identity, before = vectors.identity(catalog), grouped()
    _delete(named, "anna0.png")
    forgetting.forget(named.library, [one.id for one in forgetting.missing_photos(named.library)])
    assert vectors.identity(catalog) != identity
    assert grouped() == before is not None


def test_forgetting_leaves_edits_alone_that_were_about_something_else(named) -> None:
    """An edit of an older faceorg may have kept no rows: it is told of in the history all the same."""
    connection = named.library.catalog.connection
    values = ("other", json.dumps({"text": "an old one"}), "2020-01-01T00:00:00+00:00")
    connection.execute("INSERT INTO edits (kind, facts, made_at) VALUES (?, ?, ?)", values)
    _delete(named, "stranger.png")
    before = len(journal.history(named.library.catalog))
    forgetting.forget(named.library, [one.id for one in forgetting.missing_photos(named.library)])
    kept = journal.history(named.library.catalog)
    assert len(kept) == before - 1
    assert "an old one" in {edit.facts.text for edit in kept}
