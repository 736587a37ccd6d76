"""What is typed or pressed while something else is on its way: no letter is lost, nothing is asked or done twice."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from faceorg.catalog import clusters, faces, people
from faceorg.domain import IgnoreReason
from faceorg.edits import EVERYTHING
from faceorg.errors import LibraryProblem
from faceorg.gui.naming.inline_name import InlineName
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.split import SplitSheet
from faceorg.gui.tiles.roles import Role
from faceorg.gui.window.sidebar import NavButton
from faceorg.library.people import edits
from faceorg.library.views import face_views
from faceorg.messages.codes import ProblemCode

ENTER, F2 = Qt.Key.Key_Return, Qt.Key.Key_F2
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def slow_edits(window):
    """slow_edits(): from here on every edit waits until the event that is returned is set."""

    def hold() -> threading.Event:
        free = threading.Event()
        window.session.runner.edit(lambda: free.wait(60))
        return free

    return hold


def name_of(library, face_id) -> str | None:
    names = {person.id: person.name for person in people.people(library.catalog)}
    return names.get(faces.face(library.catalog, face_id).person_id)


# ---------------------------------------------------------------- letters while an edit runs
def test_letters_typed_while_a_name_is_saved_are_the_next_groups(qtbot, window, known, settled, slow_edits) -> None:
    window.session.go("unnamed")
    settled(window)
    rows, model = window.page.rows, window.page.model
    first, second = model.cluster(0), model.cluster(1)
    free = slow_edits()
    qtbot.keyClicks(rows.field, "Leonard")
    qtbot.keyClick(rows.field, ENTER)
    qtbot.keyClicks(rows.field, "Raj")
    assert (window.page.groups.current_group().id, rows.field.text()) == (second.id, "Raj")
    window.session.broadcast(EVERYTHING)  # read anew meanwhile, the first group has no name yet
    free.set()
    qtbot.waitUntil(lambda: name_of(known, first.face_ids[0]) == "Leonard")
    settled(window)
    assert (window.page.groups.current_group().id, rows.field.text()) == (second.id, "Raj")
    qtbot.keyClick(rows.field, ENTER)
    qtbot.waitUntil(lambda: name_of(known, second.face_ids[0]) == "Raj")


@pytest.mark.parametrize("answer", ["a name", "Del"])
def test_letters_typed_while_an_open_group_is_settled_are_the_next_groups(
    qtbot, window, known, settled, slow_edits, answer: str
) -> None:
    window.session.go("unnamed")
    settled(window)
    page = window.page
    first, second = page.model.cluster(0), page.model.cluster(1)
    window.session.go("unnamed", first.id)
    qtbot.waitUntil(lambda: page.group.cluster_id == first.id and page.group.field.hasFocus())
    free = slow_edits()
    if answer == "Del":
        qtbot.keyClick(page.group.field, Qt.Key.Key_Delete)
    else:
        qtbot.keyClicks(page.group.field, "Leonard")
        qtbot.keyClick(page.group.field, ENTER)
    assert page.rows.field.hasFocus(), "the list is there at once"
    qtbot.keyClicks(QApplication.focusWidget(), "Raj")
    window.session.broadcast(EVERYTHING)  # read anew meanwhile, the first group is unsettled yet
    assert (page.groups.current_group().id, page.rows.field.text()) == (second.id, "Raj")
    free.set()
    settled_as = {"a name": lambda: name_of(known, first.face_ids[0]) == "Leonard"}
    qtbot.waitUntil(settled_as.get(answer, lambda: first.face_ids[0] in people.ignored(known.catalog)))
    settled(window)
    assert (page.groups.current_group().id, page.rows.field.text()) == (second.id, "Raj")
    qtbot.keyClick(page.rows.field, ENTER)
    qtbot.waitUntil(lambda: name_of(known, second.face_ids[0]) == "Raj")
    settled(window)
    for opened in (None, first.id):  # where each of the two was done
        qtbot.keyClick(page.rows.field, Qt.Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda opened=opened: page.group.cluster_id == opened)
        settled(window)
    assert window.trail.here.item == first.id


def test_the_open_group_that_is_refused_its_name_is_listed_with_it(
    qtbot, window, known, settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.go("unnamed")
    settled(window)
    page, first = window.page, window.page.model.cluster(0)
    window.session.go("unnamed", first.id)
    qtbot.waitUntil(lambda: page.group.cluster_id == first.id and page.group.field.hasFocus())

    def refuse(*_what, **_how) -> None:
        raise LibraryProblem(ProblemCode.NO_SUCH_PERSON, id=1)

    monkeypatch.setattr(edits, "name_group", refuse)
    qtbot.keyClicks(page.group.field, "Leonard")
    qtbot.keyClick(page.group.field, ENTER)
    qtbot.waitUntil(lambda: page.rows.field.text() == "Leonard")
    settled(window)
    assert page.groups.current_group().id == first.id and page.rows.field.hasFocus()


@pytest.mark.parametrize("where", ["singles", "aside"])
def test_letters_typed_while_a_face_by_itself_is_named_are_those_selected_next(
    qtbot, window, known, settled, slow_edits, where: str
) -> None:
    kept = []
    for row in face_views.rows_alone(known)[:4]:
        kept.append(row.face_id)
    for group in clusters.clusters(known.catalog, min_faces=2):
        keep = 1 if len(kept) < 4 else 0
        kept += group.face_ids[:keep]
        edits.ignore_faces(known, group.face_ids[keep:], IgnoreReason.STRANGER)
    window.session.go("unnamed")
    settled(window)
    page = window.page
    qtbot.mouseClick(page.what.button(where), LEFT)
    settled(window)
    grid, field = page.group.grid, page.group.field
    first, second = page.group.faces()[:2]

    def select(face_id) -> None:
        at = grid.model().index(page.group.faces().index(face_id), 0)
        qtbot.mouseClick(grid.viewport(), LEFT, pos=grid.visualRect(at).center())

    select(first)
    qtbot.keyClicks(grid, "L")
    qtbot.keyClicks(field, "eonard")
    free = slow_edits()
    qtbot.keyClick(field, ENTER)
    assert (field.text(), grid.hasFocus()) == ("", True)
    select(second)
    qtbot.keyClicks(grid, "R")
    qtbot.keyClicks(field, "aj")
    free.set()
    qtbot.waitUntil(lambda: first not in page.group.faces())
    settled(window)
    assert name_of(known, first) == "Leonard"
    assert (field.text(), field.hasFocus(), grid.selected_faces()) == ("Raj", True, [second])
    qtbot.keyClick(field, ENTER)
    qtbot.waitUntil(lambda: name_of(known, second) == "Raj")


def test_letters_typed_while_similar_faces_get_their_name_stay(
    qtbot, window, known, person_of, settled, slow_edits
) -> None:
    own = person_of("howard")
    window.session.go("alike", own[0])
    page = window.page
    qtbot.waitUntil(lambda: bool(page.found) and page.model.rowCount() > 0)
    page.grid.select_rows([page.model.row_of(own[1])])
    free = slow_edits()
    qtbot.keyClick(page.grid, F2)
    qtbot.keyClicks(page.field, "Howard")
    qtbot.keyClick(page.field, ENTER)
    assert page.grid.hasFocus() and page.field.text() == ""
    page.grid.select_rows([page.model.row_of(own[2])])
    qtbot.keyClicks(page.grid, "R")
    qtbot.keyClicks(page.field, "aj")
    free.set()
    qtbot.waitUntil(lambda: name_of(known, own[1]) == "Howard")
    settled(window)
    assert (page.field.text(), QApplication.focusWidget()) == ("Raj", page.field)
    assert own[2] not in people.confirmed(known.catalog)


def test_captions_of_similar_faces_say_the_name_that_was_just_given(qtbot, window, known, person_of) -> None:
    own = person_of("howard")
    window.session.go("alike", own[0])
    page = window.page
    qtbot.waitUntil(lambda: bool(page.found) and page.model.rowCount() > 0)
    page.grid.select_rows([page.model.row_of(own[1])])
    qtbot.keyClick(page.grid, F2)
    qtbot.keyClicks(page.field, "Howard")
    qtbot.keyClick(page.field, ENTER)
    caption = page.model.index(page.model.row_of(own[1]), 0)
    qtbot.waitUntil(lambda: caption.data(Role.CAPTION).startswith("Howard"))
    howard = faces.face(known.catalog, own[1]).person_id
    window.session.edit(lambda library: edits.rename_person(library, howard, "Howie"))
    qtbot.waitUntil(lambda: page.model.index(page.model.row_of(own[1]), 0).data(Role.CAPTION).startswith("Howie"))


def test_captions_of_a_pictures_search_follow_as_well(qtbot, window, known, still_photos, drop_files) -> None:
    assert drop_files(window.page, [still_photos / "penny" / "penny1.png"])
    page = window.page
    qtbot.waitUntil(lambda: bool(page.found) and page.model.rowCount() > 0)
    penny = page.model.face_rows()[0]
    lines = page.probes.model()
    assert (lines.index(0, 0).data(), penny.person_id is not None) == ("Penny", True)
    window.session.edit(lambda library: edits.rename_person(library, penny.person_id, "Penelope"))
    qtbot.waitUntil(lambda: page.model.index(0, 0).data(Role.CAPTION).startswith("Penelope"))
    assert lines.index(0, 0).data() == "Penelope"
    window.session.edit(lambda library: edits.name_faces(library, [penny.face_id], "Howard"))
    qtbot.waitUntil(lambda: page.model.index(0, 0).data(Role.CAPTION).startswith("Howard"))
    assert page.model.face_rows()[0].face_id == penny.face_id


# ---------------------------------------------------------------- pressed twice
def test_f2_pressed_twice_opens_one_field_and_keeps_what_was_typed(qtbot, window, known) -> None:
    grid = window.page.grid
    qtbot.waitUntil(lambda: window.page.model.people_count() == 2)
    grid.setCurrentIndex(window.page.model.index(0, 0))
    qtbot.keyClick(grid, F2)
    QApplication.focusWidget().selectAll()
    qtbot.keyClicks(QApplication.focusWidget(), "Someone")
    qtbot.keyClick(QApplication.focusWidget(), F2)
    (field,) = grid.viewport().findChildren(InlineName)
    assert (field.text(), field.hasFocus()) == ("Someone", True)
    qtbot.keyClick(field, ENTER)
    qtbot.waitUntil(lambda: "Someone" in [person.name for person in people.people(known.catalog)])
    qtbot.waitUntil(lambda: grid.viewport().findChildren(InlineName) == [])


def test_f2_pressed_twice_on_a_persons_page_keeps_what_was_typed(qtbot, window, known) -> None:
    person = people.people(known.catalog)[0]
    window.session.go("person", person.id)
    page = window.page
    qtbot.waitUntil(lambda: page.header.name.text() == person.name)
    page.header.rename()
    qtbot.keyClicks(page.header.edit, "Someone")
    page.header.rename()
    assert page.header.edit.text() == "Someone"


def test_ctrl_m_pressed_twice_asks_once(qtbot, window, known) -> None:
    grid = window.page.grid
    qtbot.waitUntil(lambda: window.page.model.people_count() == 2)
    grid.select_rows([0, 1])
    for _press in range(2):
        QTest.keyClick(grid, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: isinstance(window.open_sheet(), MergeSheet))
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    qtbot.keyClick(window.open_sheet(), Qt.Key.Key_Escape)
    assert window.open_sheet() is None


# ---------------------------------------------------------------- read, and not read
def test_a_split_that_cannot_be_worked_out_says_so(qtbot, window, known, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_what) -> None:
        raise LibraryProblem(ProblemCode.NO_SUCH_PERSON, id=1)

    monkeypatch.setattr(window.session.helper, "split_preview", fail)
    person = people.people(known.catalog)[0]
    SplitSheet(window.session, window, person.id).open()
    sheet = window.open_sheet(SplitSheet)
    qtbot.waitUntil(lambda: sheet.says.text() == "This could not be worked out.")
    assert not sheet.split.isEnabled()


def test_a_face_that_comes_back_to_the_open_group_is_shown(qtbot, window, known, settled) -> None:
    window.session.go("unnamed")
    settled(window)
    group = window.page.model.cluster(0)
    window.session.go("unnamed", group.id)
    view = window.page.group
    qtbot.waitUntil(lambda: view.cluster_id == group.id)
    face = view.faces()[0]
    window.session.edit(lambda library: edits.ignore_faces(library, [face], IgnoreReason.STRANGER))
    qtbot.waitUntil(lambda: face not in view.faces())
    qtbot.keyClicks(view.field, "Raj")
    window.session.edit(lambda library: edits.unignore_faces(library, [face]))
    qtbot.waitUntil(lambda: face not in people.ignored(known.catalog))
    settled(window)
    assert face not in view.faces(), "the name that is begun is not for it"
    qtbot.keyClick(view.field, Qt.Key.Key_Escape)
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(lambda: set(view.faces()) == set(group.face_ids))


# ---------------------------------------------------------------- Esc, and inline names
def test_escape_clears_a_selection_before_it_leaves_a_page(qtbot, window, known, settled) -> None:
    window.session.go("photos")
    settled(window)
    page = window.page
    page.grid.select_rows([0, 1])
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert (window.trail.here.page, page.grid.selected_rows()) == ("photos", [])
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.trail.here.page == "people"


def test_a_name_under_a_cover_is_completed_and_enter_opens_nobody(qtbot, window, known) -> None:
    page = window.page
    qtbot.waitUntil(lambda: page.model.group_count() > 0)
    group = page.model.group(2)
    page.grid.setCurrentIndex(page.model.index(2, 0))
    page.grid.setFocus()
    qtbot.keyClick(page.grid, F2)
    field = page.grid.editor
    assert field.hasFocus()
    qtbot.keyClicks(field, "pen")
    assert field.lines() == ["Penny", "The name “pen”"]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, ENTER)
    qtbot.waitUntil(lambda: name_of(known, group.face_ids[0]) == "Penny")
    assert (window.trail.here.page, page.grid.editor, window.open_sheet()) == ("people", None, None)
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index(page.model.row_of(page.model.summary(0).person.id), 0))
    qtbot.keyClick(page.grid, F2)
    qtbot.keyClicks(page.grid.editor, "Somebody")
    qtbot.keyClick(page.grid.editor, ENTER)
    qtbot.waitUntil(lambda: "Somebody" in [person.name for person in people.people(known.catalog)])
    assert window.trail.here.page == "people"


def test_del_in_an_emptied_name_is_no_verb_of_the_page(qtbot, window, known) -> None:
    person = people.people(known.catalog)[0]
    window.session.go("person", person.id)
    page = window.page
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    page.grid.select_rows([0])
    page.header.rename()
    for _press in range(2):
        qtbot.keyClick(page.header.edit, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: window.session.runner.is_idle)
    assert people.rejections(known.catalog) == []
    qtbot.keyClick(page.header.edit, Qt.Key.Key_Escape)
    assert page.header.name.isVisible() and window.trail.here.page == "person"


def test_photos_that_are_filtered_are_shown_from_the_top(qtbot, window, known, settled) -> None:
    window.session.go("photos")
    settled(window)
    page, penny = window.page, next(who for who in people.people(known.catalog) if who.name == "Penny")
    window.resize(900, 600)
    for _step in range(6):
        page.grid.zoom(1)
    bar = page.grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    page.bar.person.setFocus()
    qtbot.keyClicks(page.bar.person, "Penny")
    qtbot.keyClick(page.bar.person, ENTER)
    qtbot.waitUntil(lambda: page.bar.filter.all_of == (penny.id,))
    settled(window)
    assert page.model.rowCount() > 1 and bar.maximum() > 0
    assert bar.value() == 0


@pytest.mark.parametrize("how", ["Ctrl+O", "sidebar"])
@pytest.mark.parametrize("page", ["people", "welcome"])
def test_add_a_folder_opens_the_chooser_everywhere(
    qtbot, window, library, monkeypatch: pytest.MonkeyPatch, tmp_path, page: str, how: str
) -> None:
    window.session.go(page)
    chosen = ["", str(tmp_path)]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: chosen.pop(0))

    def add() -> None:
        if how == "Ctrl+O":
            qtbot.keyClick(window.page, Qt.Key.Key_O, CTRL)
        else:
            entries = [entry for entry in window.sidebar.findChildren(NavButton) if entry.text().startswith("Add a")]
            qtbot.mouseClick(entries[0], LEFT)

    qtbot.waitUntil(lambda: any(e.text().startswith("Add a") for e in window.sidebar.findChildren(NavButton)))
    add()
    assert window.trail.here.page == page, "nothing was chosen"
    add()
    assert (window.trail.here.page, window.page.folders()) == ("welcome", [tmp_path])
