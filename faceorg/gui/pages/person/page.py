"""One person: all faces along a timeline or least alike first, what may belong too, and the verbs to put it right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMenu

from faceorg.domain import FaceId, FaceRow, IgnoreReason, PersonId, PersonSummary, PhotoFilter, PhotoId
from faceorg.edits import Changes
from faceorg.gui.look.icons import icon
from faceorg.gui.look.widgets import column, rounded, row
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.naming.naming import name_faces, rename_person
from faceorg.gui.naming.who_sheet import WhoSheet
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.person.header import BY_FIT, BY_TIME, FACES, PHOTOS, STORY, PersonHeader
from faceorg.gui.pages.person.person_data import PersonData, read_person
from faceorg.gui.pages.person.selection_bar import SelectionBar
from faceorg.gui.pages.person.suggestion_strip import SuggestionStrip
from faceorg.gui.pages.person.telling import add_telling
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.session.taken_back import TakenBack
from faceorg.gui.sheets.birth_date import BirthDateSheet
from faceorg.gui.sheets.merge import MergeSheet
from faceorg.gui.sheets.really import ask_if_many, doing, forgetting, hiding
from faceorg.gui.sheets.split import SplitSheet
from faceorg.gui.tiles.face_grid import FaceGrid
from faceorg.gui.tiles.faces_model import FacesModel
from faceorg.gui.tiles.rows_by_identity import Kept
from faceorg.gui.words.i18n import tr
from faceorg.library.opening.library import Edited, Library
from faceorg.library.people import edits, pictures

READ_EVERY_MS = 300


class PersonPage(Page):
    """`item`: a PersonId."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.person_id: PersonId | None = None
        self._summary: PersonSummary | None = None
        self.header = PersonHeader(session)
        self.header.renamed.connect(self._on_renamed)
        self.header.birth_clicked.connect(self._ask_birth)
        self.header.order_chosen.connect(lambda _order: self._read())
        self.header.what_chosen.connect(lambda what: self._turns.get(what, self._read)())
        self.strip = SuggestionStrip(session)
        self.strip.answered.connect(self._on_answered)
        self.model = FacesModel(session.people_cache, session.thumbnails, self)
        self.grid = FaceGrid(session, self.model)
        self.grid.face_opened.connect(session.look_at_photo)
        self.grid.face_photo_requested.connect(session.look_at_photo)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._on_menu)
        self.grid.stack_clicked.connect(lambda row: self._toggle_stack(self.model.face_id(row)))
        self._on_selection_actions: list[QAction] = []
        # A face of each stack that is shown whole, and the faces of every stack by each of them.
        self._spread: set[FaceId] = set()
        self._beside: Mapping[FaceId, Sequence[FaceRow]] = {}
        self._add_actions()
        self.bar = SelectionBar(self._on_selection_actions, session.theme)
        self.grid.selection_changed.connect(self._on_selection_changed)
        self.grid.typed.connect(self._begin_name)
        TakenBack(session, self._kept, self.grid.select_again, self)
        layout = column(self.header, spacing=0)
        layout.addLayout(row(self.strip, margins=(24, 0, 24, 8)))
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.bar)
        self.setLayout(layout)
        self._timer = QTimer(self, singleShot=True, interval=READ_EVERY_MS)
        self._timer.timeout.connect(self._read)
        self._on_selection_changed()

    def _add_actions(self) -> None:
        add = self.add_action
        self._on_selection_actions = [
            add("confirm", tr("Confirm"), "Ctrl+Return", self._confirm, "check"),
            add("move", tr("Move to…"), "Ctrl+Shift+M", self._move, "move"),
            add("reject", tr("Not this person"), "Del", self._reject, "not"),
            add("split", tr("Split off…"), "Ctrl+S", self._split, "split"),
            add("stranger", tr("A stranger"), "Ctrl+U", lambda: self._ignore(IgnoreReason.STRANGER), "eye_off"),
            add("not_a_face", tr("Not a face"), "Ctrl+Shift+U", lambda: self._ignore(IgnoreReason.NOT_A_FACE)),
            add("cover", tr("Make cover"), "Ctrl+K", self._cover, "cover"),
        ]
        add("alike", tr("Find similar faces"), "Shift+Return", self._look_alike, "search")
        add("suggestions", tr("Go to the suggestions"), "F6", self._focus_strip)
        add("photos", tr("Show the photos"), "Ctrl+Shift+P", self._show_photos, "photos")
        add("order", tr("Least alike first, or by time"), "Ctrl+L", self._toggle_order, "sort")
        stack = add("stack", tr("Spread or fold the stack"), "Ctrl+G", self._toggle_stack_in_hand)
        self._on_stack_actions = [stack, add("apart", tr("Not the same picture"), "Ctrl+Shift+G", self._part)]
        add("larger", tr("Larger faces"), "+", lambda: self.grid.zoom(1), repeats=True)
        add("smaller", tr("Smaller faces"), "-", lambda: self.grid.zoom(-1), repeats=True)
        confirm_all, favourite, story, _slides = telling = add_telling(self, lambda: self._summary)
        self.header.confirm_all_clicked.connect(confirm_all.trigger)
        self.header.favourite_clicked.connect(favourite.trigger)
        self._turns = {PHOTOS: self._show_photos, STORY: story.trigger}
        self._about = [
            *telling,
            add("rename", tr("Rename…"), "F2", self.header.rename, "pencil"),
            add("born", tr("Birth date…"), "Ctrl+D", self._ask_birth, "calendar"),
            add("split_all", tr("Split by likeness…"), "Ctrl+Shift+S", self._split_all, "split"),
            add("merge", tr("Merge with…"), "Ctrl+M", self._merge, "merge"),
            add("hide", tr("Hide or show"), "Ctrl+H", self._hide, "eye_off"),
            add("delete", tr("Forget the name…"), "Ctrl+Del", self._delete, "trash"),
        ]
        self.header.menu.addActions(self._about)

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return self._summary.person.name if self._summary else tr("Person")

    def show_item(self, item: Item) -> None:
        if isinstance(item, int) and item != self.person_id:
            self.person_id = PersonId(item)
            self._summary = self.session.people_cache.get(self.person_id)
            self.model.show([])
            self._spread = set()
            self.grid.set_sections([])
            self.header.order.set_choice(BY_TIME)
            self.strip.hide()
        self.header.what.set_choice(FACES)
        if self._summary:
            self.header.show_person(self._summary)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.everything:
            self._timer.start()
        elif self.person_id in changes.people or not changes.faces.isdisjoint(self._known_faces()):
            self._read()

    def _known_faces(self) -> set[FaceId]:
        return {face_row.face_id for face_row in self.model.face_rows()} | set(self.strip.line.shown())

    def take_focus(self) -> None:
        self.grid.setFocus()

    def main_grid(self) -> FaceGrid:
        return self.grid

    def current_face(self) -> FaceId | None:
        return self.grid.current_face()

    def escape(self) -> bool:
        if self.grid.selected_rows():
            self.grid.clearSelection()
            return True
        return False

    def _kept(self) -> Kept | None:
        return self.grid.kept_selection() if self.isVisible() else None

    def foot_height(self) -> int:
        return self.bar.height() if self.bar.isVisible() else 0

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.grid.setFocus()

    # ------------------------------------------------------------ reading
    def _read(self) -> None:
        if self.person_id is None:
            return
        library, helper, person_id = self.session.library, self.session.helper, self.person_id
        by_fit, spread = self.header.order.choice() == BY_FIT, frozenset(self._spread)
        self.session.runner.read(
            lambda: read_person(library, helper, person_id, by_fit=by_fit, spread=spread),
            lambda found: self._show(person_id, found),
            self,
        )

    def _show(self, person_id: PersonId, data: PersonData) -> None:
        if person_id != self.person_id:
            return  # the user has gone on meanwhile
        if data.summary is None:
            self._on_gone()
            return
        self._summary = data.summary
        person = data.summary.person
        self.header.show_person(data.summary)
        self.grid.show_captions(bool(data.captions))
        self.model.show(data.faces, data.captions, stacks=data.stacks)
        self._beside = data.beside
        self.grid.set_sections(data.sections)
        self.grid.setAccessibleName(tr("Faces of {name}").format(name=person.name))
        self.strip.show_question(
            tr("Also {name}?").format(name=person.name),
            [row.face_id for row in data.suggested],
            {row.face_id: row.probability for row in data.suggested},
        )
        self._on_selection_changed()

    def _on_gone(self) -> None:
        self.model.show([])
        self.strip.hide()
        self.person_id = self._summary = None
        if self.isVisible():
            self.session.go("people")

    # ------------------------------------------------------------ the selection
    def _chosen(self) -> list[FaceId]:
        """Return the selected faces, or the current one if none is selected."""
        chosen = self.grid.selected_faces()
        current = self.grid.current_face()
        return chosen or ([current] if current is not None else [])

    def _on_selection_changed(self) -> None:
        had_keyboard = self.bar.isAncestorOf(self.window().focusWidget() or self)
        self.bar.show_count(self.grid.selected_count())
        if had_keyboard and not self.bar.isVisible():
            self.grid.setFocus()

    def _with_chosen(self, name: str, do: Callable[[list[FaceId]], Callable[[Library], Edited]]) -> None:
        """Do what the action of this name says with the faces chosen; of many that are not all in sight, ask first."""
        if not (faces := self._chosen()):
            return
        verb = next(action.text() for action in self._on_selection_actions if action.objectName() == name)
        edit = do(faces)

        def run() -> None:
            self.session.edit(edit)

        if self.grid.shows_all(self.grid.selected_rows()):
            run()
        else:
            ask_if_many(self.window(), len(faces), doing(verb, len(faces)), run)

    def _confirm(self) -> None:
        shown_as = self.person_id
        self._with_chosen("confirm", lambda faces: lambda library: edits.confirm_faces(library, faces, shown_as))

    def _reject(self) -> None:
        if (person_id := self.person_id) is not None:
            self._with_chosen("reject", lambda faces: lambda library: edits.reject_faces(library, faces, person_id))

    def _ignore(self, reason: IgnoreReason) -> None:
        self._with_chosen(reason.value, lambda faces: lambda library: edits.ignore_faces(library, faces, reason))

    def _cover(self) -> None:
        if (faces := self._chosen()) and self.person_id is not None:
            person_id = self.person_id
            self.session.edit(lambda library: edits.set_cover(library, person_id, faces[0]))

    def _begin_name(self, letter: str) -> None:
        """A name begins with faces that are selected: the one under the keyboard may be there by chance."""
        if self.grid.selected_count():
            self._move(letter)

    def _move(self, typed: str = "") -> None:
        if faces := self._chosen():
            heading = tr("Who are these %n face(s)?", None, len(faces))
            WhoSheet(
                self.session,
                self.window(),
                heading,
                faces,
                lambda named: self._moved(faces, named),
                without=self.person_id,
                typed=typed,
            ).open()

    def _moved(self, faces: list[FaceId], named: NameChoice) -> None:
        name_faces(self.session, self.window(), faces, named)

    def _split(self) -> None:
        if self.grid.selected_count():
            self._with_chosen("split", lambda faces: lambda library: edits.split_faces(library, faces))
        else:
            self._split_all()

    def _toggle_stack_in_hand(self) -> None:
        if (face_id := self.grid.current_face()) is not None:
            self._toggle_stack(face_id)

    def _toggle_stack(self, face_id: FaceId) -> None:
        """Spread a stack, or fold it; the keyboard is on the face that stands for it then."""
        if not (stack := self._beside.get(face_id)):
            return
        faces = {row.face_id for row in stack}
        self._spread = self._spread - faces if self._spread & faces else self._spread | {stack[0].face_id}
        if (row := self.model.row_of(stack[0].face_id)) is not None:
            self.grid.setCurrentIndex(self.model.index(row, 0))
        self._read()

    def _part(self) -> None:
        """Say that the photos of the chosen faces are not the same picture; of a folded stack, all of them."""
        photos: list[PhotoId] = []
        for face_id in self._chosen():
            stack = self._beside.get(face_id, ())
            is_folded = self._spread.isdisjoint(row.face_id for row in stack)
            photos += [row.photo_id for row in stack if is_folded or row.face_id == face_id]
        if photos:
            self.session.edit(lambda library: pictures.not_the_same_picture(library, list(dict.fromkeys(photos))))

    def _look_alike(self) -> None:
        if (face_id := self.grid.current_face()) is not None:
            self.session.look_alike(face_id)

    def _on_menu(self, where: QPoint) -> None:
        index = self.grid.indexAt(where)
        if not index.isValid():
            return
        if index.row() not in self.grid.selected_rows():
            self.grid.setCurrentIndex(index)
        menu = rounded(QMenu(self))
        menu.addActions(self._on_selection_actions)
        menu.addSeparator()
        face_id = self.model.face_id(index.row())
        if face_id in self._beside:
            menu.addActions(self._on_stack_actions)
            menu.addSeparator()
        search, photos = icon("search", self.session.theme), icon("photos", self.session.theme)
        menu.addAction(search, tr("Find similar faces"), lambda: self.session.look_alike(face_id))
        menu.addAction(photos, tr("Show the photo"), lambda: self.session.look_at_photo(face_id))
        menu.popup(self.grid.viewport().mapToGlobal(where))

    # ------------------------------------------------------------ the person
    def _on_answered(self, faces: list[FaceId], yes: bool) -> None:
        if self.person_id is None:
            return
        person_id = self.person_id
        if yes:
            self.session.edit(lambda library: edits.assign_faces(library, faces, person_id))
        else:
            self.session.edit(lambda library: edits.reject_faces(library, faces, person_id))

    def _focus_strip(self) -> None:
        if self.strip.isVisible():
            self.strip.line.setFocus()

    def _toggle_order(self) -> None:
        order = BY_TIME if self.header.order.choice() == BY_FIT else BY_FIT
        self.header.order.set_choice(order)
        self._read()

    def _show_photos(self) -> None:
        if self.person_id is not None:
            self.session.go("photos", PhotoFilter(all_of=(self.person_id,)))

    def _on_renamed(self, name: str) -> None:
        if self.person_id is not None:
            self.grid.setFocus()  # first: a question may open, and has the keyboard then
            rename_person(self.session, self.window(), self.person_id, name)

    def _ask_birth(self) -> None:
        if self._summary is None:
            return
        person = self._summary.person
        BirthDateSheet(
            self.window(),
            person.name,
            person.born_on,
            lambda born_on: self.session.edit(lambda library: edits.set_birth_date(library, person.id, born_on)),
        ).open()

    def _split_all(self) -> None:
        if self.person_id is not None:
            SplitSheet(self.session, self.window(), self.person_id).open()

    def _merge(self) -> None:
        if self._summary is None or self.person_id is None:
            return
        keep = self.person_id

        def chosen(named: NameChoice) -> None:
            if named.person_id is not None and named.person_id != keep:
                MergeSheet.ask(self.session, self.window(), [keep, named.person_id])

        heading = tr("Merge {name} with whom?").format(name=self._summary.person.name)
        WhoSheet(self.session, self.window(), heading, [], chosen, new_people=False, without=keep).open()

    def _hide(self) -> None:
        if (found := self._summary) is None:
            return
        person_id, hidden = found.person.id, not found.person.hidden

        def hide() -> None:
            self.session.edit(lambda library: edits.hide_person(library, person_id, hidden=hidden))

        # Who is shown again has lost nothing.
        ask_if_many(self.window(), found.faces, hiding([found]), hide) if hidden else hide()

    def _delete(self) -> None:
        if (found := self._summary) is None:
            return
        person_id = found.person.id

        def delete() -> None:
            self.session.edit(lambda library: edits.delete_person(library, person_id))

        ask_if_many(self.window(), found.faces, forgetting([found]), delete)
