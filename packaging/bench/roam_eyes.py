"""What the window shows before a step of a random walk -> what the step means, as somebody who reads would say.

A name goes to the faces that are in sight as its faces: the row on which the field lies, the faces that are not clicked
off, those that are selected, the one that a card points at. A verb is meant if its button is pressed, or its key while
no text takes it. Everything else means no edit at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView, QMenu, QWidget
from roam_model import Meant, Model, Steps

from faceorg.domain import Cluster, FaceId, PersonId, PersonSummary
from faceorg.edits import Edit, EditKind
from faceorg.gui.naming.inline_name import InlineName
from faceorg.gui.naming.name_field import NameField
from faceorg.gui.naming.who_popup import WhoPopup
from faceorg.gui.naming.who_sheet import WhoSheet
from faceorg.gui.pages.alike.page import AlikePage
from faceorg.gui.pages.history.page import HistoryPage
from faceorg.gui.pages.people.page import PeoplePage
from faceorg.gui.pages.person.page import PersonPage
from faceorg.gui.pages.person_top import PersonTop
from faceorg.gui.pages.photo.page import PhotoPage
from faceorg.gui.pages.review.page import ReviewPage
from faceorg.gui.pages.turning import VERBS, LyingBar
from faceorg.gui.pages.unnamed.page import ASIDE, ONE_BY_ONE, UnnamedPage
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.sheets.birth_date import BirthDateSheet
from faceorg.gui.sheets.confirm_all import ConfirmAllSheet
from faceorg.gui.sheets.date_sheet import DateSheet
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.photo_date import PhotoDateSheet
from faceorg.gui.sheets.really import ReallySheet
from faceorg.gui.sheets.same_name import SameNameSheet
from faceorg.gui.sheets.split import SplitSheet
from faceorg.gui.tiles.roles import Role
from faceorg.gui.window.main_window import MainWindow
from faceorg.gui.window.notice_bar import NoticeBar
from faceorg.library.review.question import QuestionKind

K = EditKind
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
NAMED = frozenset({K.NAMED})
# What an answer in Review may be called, by how many faces it was about and which way.
ANSWERED = frozenset({K.NAMED, K.SORTED, K.REJECTED, K.CONFIRMED, K.MERGED, K.KEPT_APART})
FAVOURED = frozenset({K.FAVOURED, K.NOT_FAVOURED})
Means = list[Meant | Steps]


class Eyes:
    """Looks at one window; `model` says what there is to undo. `pending`: what the open question was asked about."""

    def __init__(self, window: MainWindow, model: Model) -> None:
        self.window, self.model = window, model
        self.pending: Meant | None = None
        self.about_sheet: frozenset[FaceId] = frozenset()
        self.asked: list[Meant] = []  # what the last verb meant: a sheet may ask whether it is

    # ------------------------------------------------------------ keys
    def key(self, key: int, held: Qt.KeyboardModifier) -> Means:
        """Say what a key means that is pressed now."""
        focused, sheet = QApplication.focusWidget(), self.window.open_sheet()
        enter, plain = key in ENTER, not held & HELD
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            return self.action(popup.activeAction()) if enter and popup.activeAction() else []
        if popup is not None:
            return []
        if isinstance(focused, QAbstractButton) and ((enter and plain) or key == Qt.Key.Key_Space):
            return self.button(focused)
        if isinstance(focused, InlineName) and enter and not held & Qt.KeyboardModifier.AltModifier:
            return self._renamed(focused)
        if isinstance(focused, NameField) and enter and not held & Qt.KeyboardModifier.AltModifier:
            for_page = held & Qt.KeyboardModifier.ShiftModifier and not focused.text()
            return self.name_in(focused, self._marked(focused)) if not for_page else []
        if sheet is not None:
            return self._key_in_sheet(sheet, focused, enter=enter)
        if isinstance(focused, QLineEdit) and ((enter and plain) or self._is_text(focused, key, held)):
            return []
        if isinstance(self.window.page, PersonPage) and self.window.page.strip.isAncestorOf(focused or self.window):
            strip = self.window.page.strip
            if enter or key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                return self.button(strip.yes if enter else strip.no)
        if isinstance(self.window.page, PhotoPage) and enter and (drawn := self._box_in_hand(self.window.page)):
            return drawn
        pressed = QKeySequence(int(key) | held.value)
        return self.action(action) if (action := self._on_key(pressed)) is not None else []

    def _is_text(self, field: QLineEdit, key: int, held: Qt.KeyboardModifier) -> bool:
        """Whether a key is the field's own: it types, deletes or moves in what is typed."""
        if held & HELD:
            own = Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_A
            return key in own and (bool(field.text()) or not isinstance(field, NameField))
        if isinstance(field, NameField) and field.lends_keys and not field.text():
            to_page = key in (Qt.Key.Key_Delete, Qt.Key.Key_Space) or 0x30 <= key <= 0x39
            return key == Qt.Key.Key_Backspace or (key < 0x01000000 and not to_page)
        return key < 0x01000000 or key in (
            Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
        )  # fmt: skip

    def _on_key(self, pressed: QKeySequence) -> QAction | None:
        verbs = [*self.window.page.page_actions, *self.window.actions_.findChildren(QAction)]
        fits = [v for v in verbs if v.isEnabled() and any(s == pressed for s in v.shortcuts())]
        return fits[0] if fits else None

    def _key_in_sheet(self, sheet: Sheet, focused: QWidget | None, *, enter: bool) -> Means:
        if not enter:
            return []
        if isinstance(sheet, DateSheet) and focused is sheet.date:
            return self.button(sheet.set_date)
        if sheet._first_answer is not None:
            return []  # nobody has gone to an answer yet
        last = sheet.buttons.itemAt(sheet.buttons.count() - 1)
        found = last.widget() if last is not None else None
        return self.button(found) if isinstance(found, QAbstractButton) and not isinstance(focused, NameField) else []

    # ------------------------------------------------------------ names
    def _marked(self, field: NameField) -> QModelIndex | None:
        """Return the line of the open list that is marked."""
        if not field.list_is_open():
            return None
        index = field.list_view().currentIndex()
        return index if index.isValid() else None

    def name_in(self, field: NameField, line: QModelIndex | None) -> Means:
        """Say what taking a line of a field's list means, or, without one, what is typed."""
        candidate = line.data(Role.ITEM) if line is not None else None
        name = candidate.name if candidate is not None else " ".join(field.text().split())
        target = self.target(field)
        self.pending = None
        if not name or target is None:
            return []
        taken = bool(self.window.session.people_cache.completer().exact(name))
        person = candidate.person_id if candidate is not None else None
        meant = replace(target, name=name, person=person, must=not taken or person is not None)
        if taken and not (target.faces is not None and not target.faces):
            self.pending = replace(meant, person=None)
            meant = replace(meant, must=False)
        return [meant] if meant.faces else []

    def target(self, field: NameField) -> Meant | None:
        """Return whose name is typed in a field, by what is seen; None: nobody's (it chooses whom to merge with)."""
        page, sheet, parent = self.window.page, self.window.open_sheet(), field.parentWidget()
        if isinstance(sheet, WhoSheet):
            return Meant(NAMED, self.about_sheet)
        if isinstance(parent, WhoPopup):
            return Meant(NAMED, frozenset({parent.face_id} if parent.face_id is not None else ()))
        if isinstance(page, UnnamedPage):
            if field is page.group.field:
                return self._of_group_view(page)
            return self._of_row(page.rows, field)
        if isinstance(page, ReviewPage):
            if field is page.groups.rows.field:
                return self._of_row(page.groups.rows, field)
            return Meant(NAMED, frozenset(page.card.chosen()))
        if isinstance(page, AlikePage):
            probe = page.probe()
            own = {probe.face_id} if probe and probe.face_id is not None and probe.person_id is None else set()
            return Meant(NAMED, frozenset(own | set(page.grid.selected_faces())))
        return None

    def _of_row(self, rows: Any, field: NameField) -> Meant | None:
        place = rows.viewport().mapFromGlobal(field.mapToGlobal(field.rect().center()))
        index = rows.indexAt(place)
        if not index.isValid():
            return None
        off = frozenset(index.data(Role.OFF))
        return Meant(NAMED, frozenset(index.data(Role.ITEM).face_ids) - off, off)

    def _of_group_view(self, page: UnnamedPage) -> Meant:
        group = page.group
        if page.what.choice() in ONE_BY_ONE:
            return Meant(NAMED, frozenset(group.chosen_faces()))
        off = frozenset(group.left_out())
        return Meant(NAMED, frozenset(group.faces()) - off, off)

    def _renamed(self, field: InlineName) -> Means:
        line = self._marked(field)
        candidate = line.data(Role.ITEM) if line is not None else None
        page, name = self.window.page, candidate.name if candidate is not None else " ".join(field.text().split())
        person = candidate.person_id if candidate is not None else None
        self.pending = None
        if isinstance(page, PeoplePage) and field is page.grid.editor and name:
            at = page.grid.indexAt(field.geometry().center())
            what = at.data(Role.ITEM)
            taken = bool(self.window.session.people_cache.completer().exact(name))
            if isinstance(what, Cluster):
                meant = Meant(NAMED, frozenset(what.face_ids), name=name, person=person, must=not taken)
            elif isinstance(what, PersonSummary):
                meant = Meant(frozenset({K.RENAMED}), frozenset(), people=frozenset({what.person.id}), must=False)
            else:
                return []
            self.pending = meant
            return [meant]
        if isinstance(page, PersonPage) and field is page.header.edit and name and page.person_id is not None:
            self.pending = Meant(frozenset({K.RENAMED}), frozenset(), people=frozenset({page.person_id}), must=False)
            return [self.pending]
        return []

    # ------------------------------------------------------------ verbs
    def action(self, action: QAction) -> Means:
        """Say what a verb of the page or the window means that is chosen now."""
        name, page = action.objectName(), self.window.page
        if not action.isEnabled():
            return []
        if name == "undo":
            return [Steps(-1, must=False)]
        if name == "redo":
            return [Steps(1, must=False)]
        if name in VERBS and action in page.page_actions:
            return [Meant(frozenset({K.TURNED}), must=False)]
        by_page: dict[type, Callable[[Any, str], Means]] = {
            PeoplePage: self._on_people, PersonPage: self._on_person, PhotoPage: self._on_photo,
            UnnamedPage: self._on_unnamed, ReviewPage: self._on_review, HistoryPage: self._on_history,
        }  # fmt: skip
        known = by_page.get(type(page))
        means = known(page, name) if known and action in page.page_actions else []
        self.asked = [one for one in means if isinstance(one, Meant)]
        return means

    def _on_people(self, page: PeoplePage, name: str) -> Means:
        rows = page.grid.selected_rows() or [page.grid.currentIndex().row()]
        shown = [page.model.index(row, 0).data(Role.ITEM) for row in rows]
        people = frozenset(found.person.id for found in shown if isinstance(found, PersonSummary))
        if name == "hide":
            return [Meant(frozenset({K.HIDDEN, K.SHOWN}), frozenset(), people=people, must=False)] if people else []
        if name == "favourite":
            return [Meant(FAVOURED, frozenset(), people=people, must=False)] if people else []
        if name == "delete" and people:
            return [Meant(frozenset({K.PERSON_REMOVED}), people=people, must=False)]
        return []

    def _on_person(self, page: PersonPage, name: str) -> Means:
        current = page.grid.current_face()
        chosen = frozenset(page.grid.selected_faces() or ([current] if current is not None else []))
        who = frozenset({page.person_id} if page.person_id is not None else ())
        kinds: dict[str, frozenset[EditKind]] = {
            "confirm": frozenset({K.CONFIRMED}), "reject": frozenset({K.REJECTED}), "stranger": frozenset({K.IGNORED}),
            "not_a_face": frozenset({K.IGNORED}), "split": frozenset({K.SPLIT_OFF}),
        }  # fmt: skip
        if name == "split" and not page.grid.selected_faces():
            return []
        if name in kinds:
            return [Meant(kinds[name], chosen, people=who, must=False)] if chosen else []
        about = {"cover": K.COVER_CHOSEN, "delete": K.PERSON_REMOVED}
        if name == "hide":
            return [Meant(frozenset({K.HIDDEN, K.SHOWN}), frozenset(), people=who, must=False)]
        if name == "favourite":
            return [Meant(FAVOURED, frozenset(), people=who, must=False)]
        if name in about:
            return [Meant(frozenset({about[name]}), people=who, must=False)]
        return []

    def _on_photo(self, page: PhotoPage, name: str) -> Means:
        if page.stage.current is None:
            return []
        about = frozenset({page.stage.current})
        kinds = {"remove": {K.IGNORED, K.DRAWN_FACE_REMOVED}, "confirm": {K.CONFIRMED}, "reject": {K.REJECTED}}
        return [Meant(frozenset(kinds[name]), about)] if name in kinds else []

    def _box_in_hand(self, page: PhotoPage) -> Means:
        """What Enter, or letting the mouse go, does with a box that is drawn or moved."""
        if page.stage.is_drawing:
            return [Meant(frozenset({K.FACE_DRAWN}), must=False)]
        if page.stage._edited is not None and page.stage.current is not None:
            return [Meant(frozenset({K.FACE_MOVED}), frozenset({page.stage.current}), must=False)]
        return []

    def _on_unnamed(self, page: UnnamedPage, name: str) -> Means:
        in_group = page.group.isVisible()
        aside = page.what.choice() in ONE_BY_ONE
        selected = frozenset(page.group.grid.selected_faces())
        if name == "back_in":
            back = in_group and page.what.choice() == ASIDE and bool(selected)
            return [Meant(frozenset({K.BROUGHT_BACK}), selected)] if back else []
        if name == "stranger":
            if in_group:
                faces = selected or (frozenset() if aside else (self._of_group_view(page).faces or frozenset()))
            else:
                row = self._of_row(page.rows, page.rows.field) if page.rows.field.isVisible() else None
                faces = (row.faces if row else None) or frozenset()
            return [Meant(frozenset({K.IGNORED}), faces)] if faces else []
        if name == "likely" and not in_group and page.rows.field.likely():
            row = self._of_row(page.rows, page.rows.field)
            return [replace(row, person=page.rows.field.likely()[0])] if row is not None and row.faces else []
        return []

    def _on_review(self, page: ReviewPage, name: str) -> Means:
        if name == "undo_answer":
            return [Steps(-1, must=False)]
        if page.data is None:
            return []
        groups = page.groups.isVisible()
        answers = page.answers
        if (name == "no" and groups) or (name in ("stranger", "not_a_face") and groups):
            row = self._of_row(page.groups.rows, page.groups.rows.field)
            return [Meant(frozenset({K.IGNORED}), row.faces)] if row is not None and row.faces else []
        if name == "likely" and groups and page.groups.rows.field.likely():
            row = self._of_row(page.groups.rows, page.groups.rows.field)
            who = page.groups.rows.field.likely()[0]
            return [replace(row, person=who)] if row is not None and row.faces else []
        if name == "no" and page.data.question.kind is QuestionKind.WHO_IS_THIS:
            name = "stranger"  # there is no button for it: it puts aside what is not clicked off
        buttons = {"yes": answers.yes, "no": answers.no, "stranger": answers.stranger, "not_a_face": answers.not_a_face}
        buttons |= {f"other{n + 1}": made for n, made in enumerate(answers.others)}
        return self._answer(page, buttons[name]) if name in buttons and buttons[name].isVisible() else []

    def _answer(self, page: ReviewPage, pressed: QAbstractButton) -> Means:
        data, answers = page.data, page.answers
        if data is None:
            return []
        kind, person = data.question.kind, data.question.person_id
        right, wrong = frozenset(page.card.chosen()), frozenset(page.card.left_out())
        if kind is QuestionKind.ARE_THEY_ONE:
            both = frozenset(p for p in (person, data.question.other_id) if p is not None)
            done = {answers.yes: K.MERGED, answers.no: K.KEPT_APART}.get(pressed)  # type: ignore[call-overload]
            return [Meant(frozenset({done}), people=both)] if done else []
        if pressed in answers.others:
            who = page._others[answers.others.index(pressed)].person_id
            return [Meant(NAMED, right, person=who)] if right else []
        if pressed in (answers.stranger, answers.not_a_face):
            return [Meant(frozenset({K.IGNORED}), right)] if right else []
        if pressed is answers.no and page.groups.isVisible():
            return [Meant(frozenset({K.IGNORED}), frozenset(page.groups.chosen()))]
        if pressed is answers.no or (kind is QuestionKind.NOT_THIS and pressed is answers.yes):
            return [Meant(ANSWERED, right | wrong, must=False)]
        if pressed is answers.yes:
            if kind is QuestionKind.IS_THIS and not right:
                return [Meant(ANSWERED, wrong, must=False)]  # "none of them", the button says
            return [Meant(ANSWERED, right, wrong, person=person)] if kind is QuestionKind.IS_THIS else []
        return []

    def _on_history(self, page: HistoryPage, name: str) -> Means:
        return self.button(page.back_to) if name == "replay" else []

    # ------------------------------------------------------------ buttons
    def button(self, pressed: QWidget) -> Means:
        """Say what a button means that is pressed now."""
        page, sheet = self.window.page, self.window.open_sheet()
        if not pressed.isEnabled() or not pressed.isVisible():
            return []
        if isinstance(bar := pressed.parentWidget(), NoticeBar):
            offers_undo = bar.notice.action is not None and bar.notice.action[0].startswith("Undo")
            return [Steps(-1, must=False)] if pressed is bar.undo or offers_undo else []
        if sheet is not None and sheet.isAncestorOf(pressed):
            return self._in_sheet(sheet, pressed)
        if isinstance(page, HistoryPage) and pressed is page.back_to:
            line = page._current()
            if page._is_old or not isinstance(line, Edit):
                return []  # a folder that was left out is taken in again without an edit
            return [Steps(page._steps(line) if line.undone else -page._steps(line))]
        if isinstance(top := pressed.parentWidget(), PersonTop) and pressed is top.star and top.person_id is not None:
            return [Meant(FAVOURED, frozenset(), people=frozenset({top.person_id}), must=False)]
        if isinstance(bar := pressed.parentWidget(), LyingBar):
            return [Meant(frozenset({K.TURNED if pressed is bar.upright else K.LIES_RIGHT}), must=False)]
        if isinstance(page, PersonPage):
            for action in page.page_actions:
                if action in page._on_selection_actions and page.bar.button(action.objectName()) is pressed:
                    return self.action(action)
            line = page.strip.line
            if pressed is page.strip.yes:
                return [Meant(ANSWERED, frozenset(line.chosen()), person=page.person_id)] if line.chosen() else []
            if pressed is page.strip.no:
                return [Meant(frozenset({K.REJECTED}), frozenset(line.shown()))]
        if isinstance(page, PhotoPage):
            if pressed in (page.who.yes, page.who.stranger) and page.who.face_id is not None:
                kind = K.CONFIRMED if pressed is page.who.yes else K.IGNORED
                return [Meant(frozenset({kind}), frozenset({page.who.face_id}))]
            if pressed in (page.why.yes, page.why.no) and page.stage.current is not None:
                kind = K.CONFIRMED if pressed is page.why.yes else K.REJECTED
                return [Meant(frozenset({kind}), frozenset({page.stage.current}))]
        if isinstance(page, UnnamedPage | ReviewPage):
            popup = page.apart.popup
            if pressed is popup.stranger and popup.face_id is not None:
                return [Meant(frozenset({K.IGNORED}), frozenset({popup.face_id}))]
        if isinstance(page, UnnamedPage) and pressed is page.group.back:
            return [Meant(frozenset({K.BROUGHT_BACK}), frozenset(page.group.grid.selected_faces()))]
        if isinstance(page, ReviewPage) and page.answers.isAncestorOf(pressed):
            return self._answer(page, pressed)  # type: ignore[arg-type]
        return []

    def _in_sheet(self, sheet: Sheet, pressed: QWidget) -> Means:
        pending = self.pending
        if isinstance(sheet, SameNameSheet) and pending is not None and pressed in (sheet.join, sheet.separate):
            if K.RENAMED in pending.kinds and pressed is sheet.join:
                return []  # the question about merging follows
            return [replace(pending, must=True)]
        if isinstance(sheet, MergeSheet):
            people = frozenset(person.id for person in sheet._people)
            unnamed = frozenset(face_id for group in sheet._groups for face_id in group.face_ids)
            if pressed is sheet.merge:
                kinds = frozenset({K.MERGED, K.NAMED} if people else {K.GROUPS_JOINED})
                return [Meant(kinds, None if people else unnamed, people=people)]
            if pressed is sheet.different:
                return [Meant(frozenset({K.REJECTED if unnamed else K.KEPT_APART}), unnamed, people=people)]
            return []
        if isinstance(sheet, SplitSheet) and pressed is sheet.split:
            return [Meant(frozenset({K.PERSON_SPLIT}), frozenset(f for g in sheet._groups for f in g), must=False)]
        if isinstance(sheet, ReallySheet) and pressed is sheet.yes:
            return [replace(one, must=True) for one in self.asked]
        if isinstance(sheet, ConfirmAllSheet) and pressed is sheet.confirm:
            return [Meant(frozenset({K.CONFIRMED}), frozenset(row.face_id for row in sheet._chosen()))]
        if isinstance(sheet, PhotoDateSheet):
            return [Meant(frozenset({K.DATED}), must=False)]
        if isinstance(sheet, BirthDateSheet) and isinstance(self.window.page, PersonPage):
            who = frozenset({self.window.page.person_id or PersonId(0)})
            return [Meant(frozenset({K.BIRTH_DATE}), frozenset(), people=who, must=False)]
        return []

    # ------------------------------------------------------------ the mouse
    def click(self, place: QPoint, widget: QWidget | None) -> Means:
        """Say what a left click means at a place of the window (its own coordinates), on the widget that lies there."""
        while widget is not None:
            if isinstance(widget, QAbstractButton):
                return self.button(widget)
            if isinstance(widget, QListView) and widget.objectName() == "completions":
                return self._line_clicked(widget, place)
            widget = widget.parentWidget()
        return []

    def _line_clicked(self, lines: QListView, place: QPoint) -> Means:
        index = lines.indexAt(lines.viewport().mapFrom(self.window, place))
        fields = [f for f in self.window.findChildren(NameField) if f.list_is_open() and f.list_view() is lines]
        return self.name_in(fields[0], index) if fields and index.isValid() else []

    def box_drag(self) -> Means:
        """Say what dragging on a photo means: a box drawn, or that of the current face moved."""
        page = self.window.page
        if not isinstance(page, PhotoPage) or self.window.open_sheet() is not None:
            return []
        if page.stage.is_drawing:
            return [Meant(frozenset({K.FACE_DRAWN}), must=False)]
        if page.stage.current is not None:
            return [Meant(frozenset({K.FACE_MOVED}), frozenset({page.stage.current}), must=False)]
        return []


def sheet_opened(eyes: Eyes, before: Sheet | None) -> None:
    """Remember what a sheet that was just opened is about: what is selected behind it."""
    page, sheet = eyes.window.page, eyes.window.open_sheet()
    if sheet is not before and isinstance(sheet, WhoSheet) and isinstance(page, PersonPage):
        current = page.grid.current_face()
        chosen = page.grid.selected_faces() or ([current] if current is not None else [])
        eyes.about_sheet = frozenset(chosen if sheet.field._new_people else ())  # else it asks whom to merge with


def all_means(parts: Sequence[Means]) -> Means:
    return [one for part in parts for one in part]
