"""The history in plain words: what was decided, and back to any point of it with one key."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QToolButton

from faceorg.catalog import people
from faceorg.domain import PhotoFilter
from faceorg.edits import EVERYTHING, EditKind, Replayed
from faceorg.gui.jobs import scanning
from faceorg.gui.pages.history.history_model import HistoryModel
from faceorg.gui.pages.registry import PAGES
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.sheets.leave_out import LeaveOutSheet
from faceorg.library.opening import history, omissions
from faceorg.library.people import edits as verbs
from faceorg.library.scanning import exclusions
from faceorg.library.views import photo_views

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def decide(library, person_of) -> None:
    """Three edits: Penny, Howard, Penny's birth date."""
    penny = verbs.name_faces(library, person_of("penny")[:3], "Penny").person_id
    verbs.name_faces(library, person_of("howard")[:3], "Howard")
    verbs.set_birth_date(library, penny, date(1985, 12, 2))


def test_enter_takes_back_everything_down_to_the_chosen_line(qtbot, window, library, person_of) -> None:
    decide(library, person_of)
    window.session.go("history")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [edit.undone for edit in history.history(library)] == [True, True, False])
    assert [person.name for person in people.people(library.catalog)] == ["Penny"]
    qtbot.waitUntil(lambda: page.list.currentIndex().row() == 2)
    page.list.setCurrentIndex(page.model.index(0, 0))
    assert page.back_to.text() == "Do again up to here"
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    qtbot.mouseClick(page.back_to, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not any(edit.undone for edit in history.history(library)))


def test_going_back_is_told_once_as_one_edit_and_whoever_is_taken_back_is_offered_no_more(
    qtbot, window, library, person_of
) -> None:
    decide(library, person_of)
    window.session.broadcast(EVERYTHING)
    cache = window.session.people_cache
    qtbot.waitUntil(lambda: {found.person.name for found in cache.summaries()} == {"Penny", "Howard"})
    window.session.go("history")
    page, told = window.page, []
    qtbot.waitUntil(lambda: page.model.rowCount() == 3 and window.session.runner.is_idle)
    howard = people.people_named(library.catalog, "Howard")[0].id
    window.session.changed.connect(lambda changes, edited: told.append((changes, edited)))
    page.list.setCurrentIndex(page.model.index(1, 0))
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [found.person.name for found in cache.summaries()] == ["Penny"])
    [changes, edited], *_later = told
    assert (edited.steps, edited.replayed, edited.facts.kind) == (2, Replayed.UNDONE, EditKind.NAMED)
    assert not changes.everything and changes.people >= {howard}
    assert changes.faces >= set(person_of("howard")[:3])
    assert window.toast.text() == "Undone up to “Named 3 faces Howard” (2)"


def test_that_undo_is_held_is_told_as_no_change(qtbot, window, library, person_of) -> None:
    decide(library, person_of)
    window.session.broadcast(EVERYTHING)
    undo = window.actions_["undo"]
    qtbot.waitUntil(lambda: undo.text().startswith("Undo “"))
    told = []
    window.session.changed.connect(lambda *what: told.append(what))
    window.session.hold_undo("Undo brings no forgotten photo back.")
    assert window.session.next_held is not None and undo.text() == "Undo"
    assert told == []


def test_enter_on_a_list_from_before_takes_back_no_more_than_it_says(qtbot, window, library, person_of) -> None:
    decide(library, person_of)
    window.session.go("history")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    window.session.go("people")
    amy, stuart = person_of("amy"), person_of("stuart")
    with qtbot.waitSignal(window.session.changed):
        window.session.edit(lambda library: verbs.name_faces(library, amy, "Amy"))
    with qtbot.waitSignal(window.session.changed):
        window.session.edit(lambda library: verbs.name_faces(library, stuart, "Stuart"))
    window.session.go("history")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5 and window.session.runner.is_idle)
    assert sum(edit.undone for edit in history.history(library)) <= 1


@pytest.mark.both_helpers
def test_undo_and_redo_work_on_every_page(qtbot, window, library, person_of) -> None:
    """Ctrl+Z and Ctrl+Shift+Z, wherever the user is."""
    verbs.name_faces(library, person_of("penny"), "Penny")
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    shown = {"photo": PhotoTarget(None, person_of("howard")[0]), "alike": person_of("howard")[0]}
    for name in (page.name for page in PAGES if page.name != "person"):  # hers goes with her, see below
        window.session.broadcast(EVERYTHING)
        window.session.go(name, shown.get(name))
        qtbot.waitUntil(lambda: window.actions_["undo"].isEnabled())
        qtbot.keyClick(window.page, Qt.Key.Key_Z, ctrl)
        qtbot.waitUntil(lambda: people.people(library.catalog) == [])
        qtbot.waitUntil(lambda: window.actions_["redo"].isEnabled())
        qtbot.keyClick(window.page, Qt.Key.Key_Z, ctrl | shift)
        qtbot.waitUntil(lambda: len(people.people(library.catalog)) == 1)


def test_undo_works_on_the_page_of_a_person(qtbot, window, library, person_of) -> None:
    penny = verbs.name_faces(library, person_of("penny")[:3], "Penny").person_id
    verbs.name_faces(library, person_of("penny")[3:4], "Penny")
    window.session.broadcast(EVERYTHING)
    window.session.go("person", penny)
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 4)
    qtbot.waitUntil(lambda: window.actions_["undo"].isEnabled())
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(people.confirmed(library.catalog)) == 3)
    qtbot.waitUntil(lambda: window.actions_["redo"].isEnabled())
    qtbot.keyClick(window.page.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(people.confirmed(library.catalog)) == 4)


@pytest.mark.parametrize("how", ["from a photo", "by itself"])
def test_a_folder_that_was_left_out_stands_in_the_history_and_enter_takes_it_in_again(
    qtbot, window, library, person_of, still_photos, how: str
) -> None:
    decide(library, person_of)
    window.session.broadcast(EVERYTHING)
    folder = still_photos if how == "by itself" else still_photos / "howard"
    lost = len(photo_views.find_photos(library, PhotoFilter(folder=folder)))
    if how == "by itself":
        window.session.go("settings")
        leave = f"Leave {folder} out from now on; its faces and names are kept"
        qtbot.waitUntil(lambda: any(b.accessibleName() == leave for b in window.page.findChildren(QToolButton)))
        qtbot.mouseClick(next(b for b in window.page.findChildren(QToolButton) if b.accessibleName() == leave), LEFT)
    else:
        window.session.go("photos", PhotoFilter(folder=folder))
        qtbot.waitUntil(lambda: window.page.model.rowCount() == lost)
        window.page.grid.setCurrentIndex(window.page.model.index(0, 0))
        qtbot.keyClick(window.page.grid, Qt.Key.Key_N, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), LeaveOutSheet))
    qtbot.mouseClick(window.open_sheet().keep, LEFT)
    qtbot.waitUntil(lambda: photo_views.find_photos(library, PhotoFilter(folder=folder)) == [])
    window.session.go("history")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 4 and window.session.runner.is_idle)
    assert page.model.index(0, 0).data() == f"Left out {folder} ({lost} photos)"
    page.list.setFocus()
    assert page.list.currentIndex().row() == 0, "the newest comes first, as with Ctrl+Z"
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.back_to.text() == "Undo up to here"
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    assert page.back_to.text() == "Take it in again"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(photo_views.find_photos(library, PhotoFilter(folder=folder))) == lost)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3 and window.session.runner.is_idle)
    assert not any(edit.undone for edit in history.history(library))
    assert "Howard" in [person.name for person in people.people(library.catalog)]


@pytest.mark.parametrize("where", ["history", "people", "settings", "review"])
def test_undo_takes_folders_in_again_one_by_one_and_then_decisions(
    qtbot, window, library, person_of, still_photos, where: str
) -> None:
    """Ctrl+Z after a folder was left out: what was done last comes first, wherever it is pressed."""
    verbs.name_faces(library, person_of("penny")[:3], "Penny")
    window.session.broadcast(EVERYTHING)
    here, undo, out = window.session, window.actions_["undo"], [still_photos / "howard", still_photos / "raj"]
    both = threading.Event()
    for folder in out:
        scanning.leave_out(here, folder)
    here.runner.edit(both.set)
    assert both.wait(60)  # the window hears of the first one only when the second is left out, too
    qtbot.waitUntil(lambda: undo.text() == f"Undo “Left out {out[1].name}”")
    here.go(where)
    qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: library.settings.scan.exclude == (str(out[0]),) and here.runner.is_idle)
    assert window.toast.text() == f"{out[1].name} is taken in again; its photos come back."
    assert [bar.notice.text for bar in window.toast.bars() if "is left out" in bar.notice.text] == [
        f"{out[0].name} is left out. Its faces and names are kept."
    ]
    qtbot.waitUntil(lambda: undo.text() == f"Undo “Left out {out[0].name}”")
    qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: library.settings.scan.exclude == () and here.runner.is_idle)
    qtbot.waitUntil(lambda: len(photo_views.find_photos(library, PhotoFilter(folder=still_photos))) == 52)
    assert [person.name for person in people.people(library.catalog)] == ["Penny"]
    qtbot.waitUntil(lambda: undo.text() == "Undo “Named 3 faces Penny”")
    qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: people.people(library.catalog) == [])


def test_a_folder_that_is_taken_in_again_is_not_undone_a_second_time(
    qtbot, window, library, person_of, still_photos
) -> None:
    """Taken in again by a click: nothing is left of it to take back, and where it can be left out again is said."""
    verbs.name_faces(library, person_of("penny")[:3], "Penny")
    window.session.broadcast(EVERYTHING)
    scanning.leave_out(window.session, still_photos / "howard")
    qtbot.waitUntil(lambda: window.toast.more.text() == "Take it in again")
    qtbot.mouseClick(window.toast.more, LEFT)
    qtbot.waitUntil(lambda: library.settings.scan.exclude == () and window.session.runner.is_idle)
    qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: window.toast.text() == "Undo leaves no folder out again; the page Settings does.")
    assert window.toast.more.text() == "Undo “Named 3 faces Penny”"
    assert [person.name for person in people.people(library.catalog)] == ["Penny"]


def test_undo_keeps_the_order_of_the_history_whatever_window_left_the_folder_out(
    qtbot, window, library, person_of, still_photos
) -> None:
    """Named, left out (by another window), named again: three times Ctrl+Z, the last one first."""
    verbs.name_faces(library, person_of("penny")[:3], "Penny")
    exclusions.exclude(library, str(still_photos / "howard"))
    verbs.name_faces(library, person_of("amy")[:2], "Amy")
    window.session.broadcast(EVERYTHING)
    window.session.go("people")
    undo, left = window.actions_["undo"], lambda: [person.name for person in people.people(library.catalog)]
    qtbot.waitUntil(lambda: undo.text() == "Undo “Named 2 faces Amy”")
    qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: undo.text() == "Undo “Left out howard”")
    assert left() == ["Penny"] and library.settings.scan.exclude != ()
    qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: library.settings.scan.exclude == () and undo.text() == "Undo “Named 3 faces Penny”")
    assert left() == ["Penny"]
    qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: left() == [])


@pytest.mark.parametrize("by_itself", [False, True], ids=["in a scanned folder", "scanned by itself"])
def test_redo_leaves_a_folder_out_again(qtbot, window, library, person_of, still_photos, by_itself) -> None:
    """Named, left out, named again; all of it taken back and done again, each in its turn."""
    folder = still_photos if by_itself else still_photos / "howard"
    verbs.name_faces(library, person_of("penny")[:3], "Penny")
    scanning.leave_out(window.session, folder, by_itself)
    qtbot.waitUntil(lambda: bool(omissions.omissions(library)))
    verbs.name_faces(library, person_of("amy")[:2], "Amy")
    window.session.broadcast(EVERYTHING)
    session, redo = window.session, window.actions_["redo"]
    left_out = f"Left out {folder.name}"
    steps = ["Named 2 faces Amy", left_out, "Named 3 faces Penny"]
    for step in steps:
        qtbot.waitUntil(lambda step=step: session.undo_name == step)
        qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda step=step: session.redo_name == step)
    session.go("history")
    model = window.page.model
    qtbot.waitUntil(lambda: [model.line(row).undone for row in range(model.rowCount())] == [True, True, True])
    for step in reversed(steps):
        qtbot.waitUntil(lambda step=step: redo.text() == f"Redo “{step}”")
        qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL | SHIFT)
        qtbot.waitUntil(lambda step=step: session.undo_name == step)
    qtbot.waitUntil(lambda: session.runner.is_idle)
    assert (session.redo_name, redo.isEnabled()) == ("", False)
    assert [left.folder for left in omissions.omissions(library)] == [folder]
    here = photo_views.find_photos(library, PhotoFilter(folder=folder))
    assert here == [], "and no scan that the undo began has brought them back"


def test_a_new_decision_ends_what_redo_could_leave_out_again(qtbot, window, library, person_of, still_photos) -> None:
    scanning.leave_out(window.session, still_photos / "howard")
    qtbot.waitUntil(lambda: window.session.undo_name == "Left out howard")
    qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: window.session.redo_name == "Left out howard")
    verbs.name_faces(library, person_of("penny")[:3], "Penny")
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: not window.actions_["redo"].isEnabled())
    assert omissions.to_be_told(library) == []


def test_without_any_decision_undo_takes_a_folder_in_again(qtbot, window, library, still_photos) -> None:
    window.session.broadcast(EVERYTHING)
    scanning.leave_out(window.session, still_photos, scanned=True)
    qtbot.waitUntil(lambda: window.actions_["undo"].isEnabled())
    qtbot.keyClick(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(photo_views.find_photos(library, PhotoFilter(folder=still_photos))) == 52)


def test_the_steps_that_would_be_taken_back_count_no_folder(qtbot, window, library, person_of, still_photos) -> None:
    decide(library, person_of)
    exclusions.exclude(library, str(still_photos / "howard"))
    penny = people.people_named(library.catalog, "Penny")[0].id
    verbs.rename_person(library, penny, "Penelope")
    window.session.broadcast(EVERYTHING)
    window.session.go("history")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 5 and window.session.runner.is_idle)
    hint = "Takes back %s. Nothing is lost: %s can be done again."
    for row, steps in ((0, hint % ("1 step", "it")), (2, hint % ("2 steps", "they"))):
        page.list.setCurrentIndex(page.model.index(row, 0))
        assert steps in [label.text() for label in page.findChildren(QLabel)]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [edit.undone for edit in history.history(library)] == [True, True, False, False])
    assert library.settings.scan.exclude == (str(still_photos / "howard"),)


def test_the_page_begins_at_the_newest_line_a_folder_that_was_left_out_too(
    qtbot, window, library, person_of, still_photos
) -> None:
    decide(library, person_of)
    exclusions.exclude(library, str(still_photos / "howard"))
    window.session.broadcast(EVERYTHING)
    window.session.go("history")
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 4 and page.list.currentIndex().row() == 0)
    assert page.back_to.text() == "Take it in again"


def test_the_model_keeps_qts_rules_and_says_days_once(library, person_of) -> None:
    decide(library, person_of)
    model = HistoryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(history.history(library))
    exclusions.exclude(library, "old")
    model.show(history.history(library), omissions.omissions(library))
    model.show(history.history(library))
    from faceorg.gui.tiles.roles import Role

    assert model.index(0, 0).data(Role.COUNT) and not model.index(1, 0).data(Role.COUNT)
    assert "1985" in model.index(0, 0).data()
