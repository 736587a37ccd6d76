"""One person: all faces along a timeline or least alike first, what may belong too, and the verbs to put it right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMenu

from faceorg.domain import FaceId, FaceRow, IgnoreReason, PersonId, PersonSummary
from faceorg.edits import Changes
from faceorg.gui.jobs import taking_out
from faceorg.gui.look.icons import icon
from faceorg.gui.look.widgets import column, rounded, row
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.naming.naming import name_faces
from faceorg.gui.naming.who_sheet import WhoSheet
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.getting_around import add_years, add_zoom, say_nearest
from faceorg.gui.pages.person.about_person import AboutPerson
from faceorg.gui.pages.person.faces_or_nothing import FacesOrNothing
from faceorg.gui.pages.person.header import BY_FIT, BY_TIME, PersonHeader
from faceorg.gui.pages.person.person_data import PersonData, read_person
from faceorg.gui.pages.person.suggestion_strip import SuggestionStrip
from faceorg.gui.pages.person.telling import add_telling
from faceorg.gui.pages.person_top import FACES, add_ways
from faceorg.gui.pages.selection_bar import SelectionBar
from faceorg.gui.pages.taking_out import FACE_VERBS, PHOTO_VERBS, InHand, add_taking_out, ask_where
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.session.taken_back import TakenBack
from faceorg.gui.sheets.really import ask_if_many, doing
from faceorg.gui.tiles.face_grid import FaceGrid
from faceorg.gui.tiles.faces_model import FacesModel
from faceorg.gui.tiles.rows_by_identity import Kept
from faceorg.gui.tiles.scrubber import Scrubber
from faceorg.gui.tiles.zooming import SizeSlider
from faceorg.gui.words.i18n import tr
from faceorg.library.opening.library import Edited, Library
from faceorg.library.people import edits, pictures

READ_EVERY_MS = 300


class PersonPage(Page):
    """`item`: a PersonId."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.person_id: PersonId | None = None
        self._wanted_days: tuple[date, date] | None = None
        self._summary: PersonSummary | None = None
        self.header = PersonHeader(session)
        self.header.renamed.connect(self._on_renamed)
        self.header.order_chosen.connect(lambda _order: self._read())
        self.strip = SuggestionStrip(session)
        self.strip.answered.connect(self._on_answered)
        self.model = FacesModel(session.people_cache, session.thumbnails, self)
        self.grid = FaceGrid(session, self.model)
        self.grid.face_opened.connect(session.look_at_photo)
        self.grid.face_photo_requested.connect(session.look_at_photo)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._on_menu)
        self.grid.remember(session.settings, "grid/person")
        self.header.add_control(SizeSlider(self.grid))
        self.scrubber = Scrubber(self.grid, session.theme)
        self.grid.carry(lambda: taking_out.files_to_drag(session, self._taken_out().photos))
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
        timeline = row(spacing=0)
        self.faces = FacesOrNothing(session, self.grid)
        timeline.addWidget(self.faces, 1)
        timeline.addWidget(self.scrubber)
        layout.addLayout(timeline, 1)
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
        add_ways(self, FACES, lambda: self.person_id)
        add("order", tr("Least alike first, or by time"), "Ctrl+L", self._toggle_order, "sort")
        stack = add("stack", tr("Spread or fold the stack"), "Ctrl+G", self._toggle_stack_in_hand)
        self._on_stack_actions = [stack, add("apart", tr("Not the same picture"), "Ctrl+Shift+G", self._part)]
        add_zoom(self, self.grid)
        add_years(self, self.grid)
        telling = add_telling(self, lambda: self._summary)
        self.header.confirm_all_clicked.connect(self.verb("confirm_all").trigger)
        self.about = AboutPerson(self, lambda: self._summary, self.header.rename)
        self.header.birth_clicked.connect(self.about.ask_birth)
        add_taking_out(self, self._taken_out, with_faces=True)
        self._take_out = [self.verb(name) for name in (*PHOTO_VERBS, *FACE_VERBS)]
        self._on_selection_actions.append(self.verb("take_out"))
        self.header.menu.addActions([*telling, self.verb("story"), *self.about.actions])
        self.header.menu.addSeparator()
        self.header.menu.addAction(add("album", tr("Album of all photos…"), "Ctrl+Shift+A", self._album, "download"))

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
        if self._summary:
            self.header.show_person(self._summary)
        else:
            self.header.top.show_person(None, "")  # until it is read: the star is nobody else's
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.everything:
            self._timer.start()
        elif self.person_id in changes.people or not changes.faces.isdisjoint(self._known_faces()):
            self._read()

    def _known_faces(self) -> set[FaceId]:
        return {face_row.face_id for face_row in self.model.face_rows()} | set(self.strip.line.shown())

    def take_focus(self) -> None:
        self.faces.take_focus()

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

    def go_to_days(self, first: date, last: date) -> bool:
        self._wanted_days = first, last
        self.header.order.set_choice(BY_TIME)
        self._read()
        return True

    def _take_days(self) -> None:
        """Go to the newest face that is not after the days asked for."""
        rows = self.model.face_rows()
        if self._wanted_days is None or not rows:
            return
        (first, last), self._wanted_days = self._wanted_days, None
        dated = [(at, row.taken_at) for at, row in enumerate(rows) if row.taken_at]
        at, taken_at = next((one for one in dated if one[1][:10] <= last.isoformat()), dated[-1] if dated else (0, ""))
        self.grid.go_to_row(at)
        say_nearest(self.session, first, last, date.fromisoformat(taken_at[:10]) if taken_at else None)

    def foot_height(self) -> int:
        return self.bar.height() if self.bar.isVisible() else 0

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()

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
        self.about.say_what_hiding_does(hidden=person.hidden)
        self.grid.show_captions(bool(data.captions))
        self.model.show(data.faces, data.captions, stacks=data.stacks)
        self._beside = data.beside
        self.grid.set_sections(data.sections)
        self.faces.show_whether(bool(data.faces), person.name, data.absent_photos)
        self._take_days()
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
            heading = tr("Who are these %Ln face(s)?", None, len(faces))
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
        name_faces(self.session, self.window(), faces, named, lambda _made: self.grid.go_on_from_here())

    def _split(self) -> None:
        if self.grid.selected_count():
            self._with_chosen("split", lambda faces: lambda library: edits.split_faces(library, faces))
        else:
            self.about.split()

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
        stacked = [row.photo_id for row in self._meant(self._chosen()) if row.face_id in self._beside]
        if photos := list(dict.fromkeys(stacked)):
            self.session.edit(lambda library: pictures.not_the_same_picture(library, photos))

    def _meant(self, face_ids: Sequence[FaceId]) -> list[FaceRow]:
        """Return what these tiles stand for: the faces, and of a folded stack all of it."""
        found: list[FaceRow] = []
        for face_id in face_ids:
            stack = self._beside.get(face_id, ())
            is_folded = self._spread.isdisjoint(row.face_id for row in stack)
            row = self.model.row_of(face_id)
            found += stack if stack and is_folded else [self.model.face_row(row)] if row is not None else []
        return found

    def _taken_out(self) -> InHand:
        return self._in_hand(self._chosen())

    def _in_hand(self, chosen: Sequence[FaceId]) -> InHand:
        meant = self._meant(chosen)
        photos = list(dict.fromkeys(row.photo_id for row in meant))
        shown = {row.photo_id for row in meant if row.face_id in set(chosen)}
        return InHand(photos, len(photos) - len(shown), [row.face_id for row in meant])

    def _album(self) -> None:
        """Copy all photos of the person."""
        ask_where(self, self._in_hand([row.face_id for row in self.model.face_rows()]))

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
        menu.addSeparator()
        menu.addActions(self._take_out)
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

    def _on_renamed(self, name: str) -> None:
        self.grid.setFocus()  # first: a question may open, and has the keyboard then
        self.about.rename_to(name)
