"""Whatever happened before, the window goes on: interrupted work, faces without an embedding, one mistake at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from faceorg.catalog import people
from faceorg.catalog.pictures import photos
from faceorg.domain import FaceId
from faceorg.gui.sheets.really import ReallySheet
from faceorg.gui.window.crash import CrashSheet
from faceorg.library.recognising import packs
from faceorg.library.recognising.vectors import space_of


def crash_sheets(window) -> list[CrashSheet]:
    return [sheet for sheet in window.findChildren(CrashSheet) if sheet.isVisible()]


def test_an_interrupted_analysis_goes_on_after_the_start(qtbot, window, library) -> None:
    pack = packs.pack_id(library)
    library.catalog.connection.execute("DELETE FROM emb.analyzed WHERE photo_id <= 2")
    assert len(photos.to_analyze(library.catalog, pack)) == 2
    titles: list[str] = []
    window.session.runner.job_started.connect(lambda job: titles.append(job.title))
    window.watchers.unfinished.look()  # as by its timer
    qtbot.waitUntil(lambda: titles == ["Going on with 2 photos"])
    qtbot.waitUntil(lambda: photos.to_analyze(library.catalog, pack) == [])
    qtbot.waitUntil(lambda: window.session.runner.is_idle)


def test_where_nothing_was_left_undone_nothing_starts(qtbot, window) -> None:
    window.watchers.unfinished.look()
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert window.session.runner.current_job is None


def test_a_library_whose_pack_is_gone_asks_for_nothing_at_the_start(qtbot, window, library) -> None:
    said: list[object] = []
    window.session.runner.problem_reported.connect(said.append)
    packs.choose_pack(library, "no_such_pack")
    window.watchers.unfinished.look()
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert said == []


@pytest.fixture
def lost(known):
    """Two of Amy's five confirmed faces, and one of Penny's, have no embedding of the pack in use."""
    amy, penny = (people.people_named(known.catalog, name)[0].id for name in ("Amy", "Penny"))
    own = people.confirmed(known.catalog)
    of = {who: sorted(face for face, said in own.items() if said == who) for who in (amy, penny)}
    gone = of[amy][:2] + of[penny][:1]
    marks = ",".join(str(int(face)) for face in gone)
    known.catalog.connection.execute(f"DELETE FROM emb.embeddings WHERE face_id IN ({marks})")
    space_of(known).rebuild()
    return gone


def test_review_and_a_persons_page_show_faces_without_an_embedding(
    qtbot, window, known, lost: list[FaceId], settled
) -> None:
    window.session.go("review")
    settled(window)
    assert window.page.data is not None
    amy = people.people_named(known.catalog, "Amy")[0].id
    window.session.go("person", amy)
    settled(window)
    whole = set(window.page.model.face_ids(range(window.page.model.rowCount())))
    qtbot.keyClick(window.page.grid, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)  # least alike first
    settled(window)
    shown = window.page.model.face_ids(range(window.page.model.rowCount()))
    assert set(shown) == whole
    without = set(lost) & whole
    assert set(shown[-len(without) :]) == without
    assert window.open_sheet() is None


def test_one_crash_sheet_at_a_time_whatever_else_is_open(window) -> None:
    ReallySheet(window, "Really?", "", "Yes", lambda: None).open()
    for trace in ("first", "second"):
        window.show_crash(trace)
    assert len(crash_sheets(window)) == 1


def test_a_mistake_that_happens_again_is_told_in_a_line(qtbot, window) -> None:
    window.show_crash("the same")
    crash_sheets(window)[0].close_sheet()
    window.show_crash("the same")
    assert crash_sheets(window) == []
    assert "again" in window.toast.text()
    window.show_crash("another")
    assert len(crash_sheets(window)) == 1
