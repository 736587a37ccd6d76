"""Search by a face, of the library or of any picture: the probe beside what is most like it, to look at and to name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from faceorg.domain import FaceId
from faceorg.edits import Changes
from faceorg.gui.jobs import taking_out
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import ElidedLabel, EmptyState, FaceView, button, column, label, row
from faceorg.gui.naming.name_field import NameChoice, NameField
from faceorg.gui.naming.naming import name_faces
from faceorg.gui.pages.alike.likeness import LikeFaces, Probe, by_face, by_picture, or_why_not, probes_as_now
from faceorg.gui.pages.alike.probe_list import ProbeList
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.getting_around import add_zoom
from faceorg.gui.pages.taking_out import InHand, add_taking_out
from faceorg.gui.session.navigation import Item
from faceorg.gui.session.session import Session
from faceorg.gui.session.taken_back import TakenBack
from faceorg.gui.tiles.face_grid import FaceGrid
from faceorg.gui.tiles.face_verbs import show_photos_of
from faceorg.gui.tiles.faces_model import FacesModel
from faceorg.gui.tiles.grid_layout import Section
from faceorg.gui.tiles.rows_by_identity import Kept
from faceorg.gui.words.i18n import number, percent, tr
from faceorg.gui.words.messages import say_message
from faceorg.messages.message import Message
from faceorg.progress import CancelToken

SIDE_WIDTH = 34 * GRID
PROBE_SIDE, SMALL_PROBE = 200, 112
# On a page lower than this the face is small: the texts and links below it are not squeezed for its sake.
ROOMY_HEIGHT = 60 * GRID


class AlikePage(Page):
    """Probe, name field and count at the side; the grid with a heading above and one below the line."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._item: FaceId | Path | None = None
        self.found: list[Probe] = []
        self._at = 0
        self._unlikely_too = False  # somebody asked for faces that are hardly this person, of this search
        self._cancel = CancelToken()
        session.close_begun.connect(lambda: self._cancel.cancel())
        self.model = FacesModel(session.people_cache, session.thumbnails, self)
        self.grid = FaceGrid(session, self.model, captions=True, side=128)
        self.grid.setAccessibleName(tr("Similar faces"))
        self.grid.face_opened.connect(lambda face_id: session.look_at_photo(FaceId(face_id)))
        self.grid.face_photo_requested.connect(lambda face_id: session.look_at_photo(FaceId(face_id)))
        self.grid.selection_changed.connect(self._on_selection_changed)
        self.grid.typed.connect(self._begin_name)
        self.grid.remember(session.settings, "grid/alike")
        self.grid.carry(lambda: taking_out.files_to_drag(session, self._taken_out().photos))
        TakenBack(session, self._kept, self.grid.select_again, self)
        session.people_cache.changed.connect(self._say_names)
        self.nothing = EmptyState(tr("Nothing alike"), "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.nothing)
        layout = row(spacing=0)
        layout.addWidget(self._side())
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self.add_action("photo", tr("Show the photo"), "Return", self._look, "photos")
        self.add_action("alike", tr("Find similar faces"), "Shift+Return", self._search_on, "search")
        self.add_action("name", tr("Name the selected"), "F2", self._focus_name, "pencil")
        self.add_action("same", tr("Select all above the line"), "Ctrl+Shift+A", self._select_same, "check")
        add_zoom(self, self.grid)
        add_taking_out(self, self._taken_out, with_faces=True)

    def _side(self) -> QWidget:
        self.face = FaceView(self.session.faces, PROBE_SIDE)
        self._picture = ElidedLabel()
        self.probes = ProbeList(self.session)
        self.probes.chosen.connect(self._show_probe)
        self._who = label(role="title", whole=True)
        self.open_person = button("", self._open_person, "link")
        self._count = label(role="muted", whole=True)
        self.field = NameField(self.session)
        self.field.setPlaceholderText(tr("Who are they?"))
        self.field.named.connect(self._on_named)
        self.field.cancelled.connect(self.grid.setFocus)
        self.unlikely = button("", self._show_unlikely, "link")
        self.unlikely.hide()
        body = column(spacing=GRID, margins=(24, 16, 24, 16))
        body.addWidget(self.face)
        body.addWidget(self._picture)
        body.addWidget(self._who)
        body.addWidget(self.open_person, 0, Qt.AlignmentFlag.AlignLeading)
        body.addWidget(self.probes, 20)
        body.addSpacing(GRID)
        body.addWidget(self._count)
        body.addWidget(self.field)
        body.addWidget(self.unlikely, 0, Qt.AlignmentFlag.AlignLeading)
        body.addStretch(1)
        side = QFrame()
        side.setObjectName("probeSide")
        side.setFixedWidth(SIDE_WIDTH)
        side.setLayout(body)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = PROBE_SIDE if self.height() >= ROOMY_HEIGHT else SMALL_PROBE
        self.face.setFixedSize(side, side)

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return tr("Search by a picture") if isinstance(self._item, Path) else tr("Similar faces")

    def take_focus(self) -> None:
        (self._stack.currentWidget() or self).setFocus()
        if self.model.rowCount() and not self.grid.currentIndex().isValid():
            # Without selecting it: what is selected would be named.
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            self.grid.selectionModel().setCurrentIndex(self.model.index(0, 0), keep)

    def current_face(self) -> FaceId | None:
        probe = self.probe()
        return self.grid.current_face() or (probe.face_id if probe is not None else None)

    def main_grid(self) -> FaceGrid:
        return self.grid

    def show_item(self, item: Item) -> None:
        """item : FaceId, or the Path of a picture"""
        if not isinstance(item, int | Path) or (item == self._item and self.found):
            return
        self.field.drop_draft()
        self._item, self.found, self._at = item if isinstance(item, Path) else FaceId(item), [], 0
        self._unlikely_too = False
        self._who.setText("")  # of another face, until this one is read
        for part in (self._who, self.open_person, self.unlikely):
            part.hide()
        self._search(fresh=True)

    def refresh(self, changes: Changes) -> None:
        shown = {face_row.face_id for face_row in self.model.face_rows()}
        if self.found and (changes.everything or changes.faces & shown):
            self._search(fresh=False)

    def _kept(self) -> Kept | None:
        return self.grid.kept_selection() if self.isVisible() else None

    def leave(self) -> None:
        self.field.drop_draft()

    # ------------------------------------------------------------ searching
    def _search(self, *, fresh: bool) -> None:
        item, library, helper = self._item, self.session.library, self.session.helper
        self._cancel.cancel()
        self._cancel = cancel = CancelToken()
        if isinstance(item, Path):
            if not fresh:  # the picture's faces look as they did; only names in the library changed
                found = self.found
                self.session.runner.read(lambda: probes_as_now(library, found), lambda now: self._show(item, now), self)
                return
            self._say(tr("Looking at the picture…"), tr("faceorg looks for faces and for who they are."))
            self.probes.show_probes([])
            self.session.runner.read(
                lambda: or_why_not(lambda: by_picture(library, helper, item, cancel)),
                lambda found: self._show(item, found, fresh=True),
                self,
            )
            self._show_picture(item)
        elif item is not None:
            if fresh:
                self._say(tr("Searching…"), "")
            self.session.runner.read(
                lambda: or_why_not(lambda: by_face(library, helper, item)),
                lambda found: self._show(item, found, fresh=fresh),
                self,
            )
        self.face.setVisible(not isinstance(item, Path))
        self._picture.setVisible(isinstance(item, Path))
        self.probes.setVisible(isinstance(item, Path))
        if not isinstance(item, Path):
            self.face.show_face(item)

    def _show_picture(self, path: Path) -> None:
        """The picture itself stays outside this process until it proved harmless: its faces are shown, and its name."""
        self._picture.setText(path.name)
        self._who.setText("")
        self.open_person.hide()

    def _say(self, heading: str, sentence: str) -> None:
        self.nothing.heading.setText(heading)
        self.nothing.sentence.setText(sentence)
        self._stack.setCurrentWidget(self.nothing)
        self._count.setText("")

    def _show(self, item: FaceId | Path, found: list[Probe] | Message, *, fresh: bool = False) -> None:
        if item != self._item:
            return
        self.found = [] if isinstance(found, Message) else found
        if isinstance(found, Message):
            self.model.show([])
            self._say(tr("There is nothing to search by"), say_message(found))
            self._on_selection_changed()
            return
        if fresh and isinstance(item, Path):
            self.probes.show_probes(found)
            self._picture.setText(tr("%Ln face(s)", None, len(found)) + f" · {item.name}")
        self._show_probe(self._at, select=fresh and not self.grid.is_returning)
        if fresh and self.isVisible():
            self.take_focus()  # read anew, it would take the keyboard from a name that is being typed

    def _say_names(self) -> None:
        """Somebody is called otherwise, or has come: the names shown follow."""
        if self.found:
            if isinstance(self._item, Path):
                self.probes.say_names(self.found)
            self._show_probe(self._at, select=False)

    def _show_probe(self, at: int, *, select: bool = True) -> None:
        if not 0 <= at < len(self.found):
            return
        self._at = at
        probe = self.found[at]
        name = self.session.people_cache.label(probe.person_id)
        self._who.setText(name or tr("No name yet") if probe.face_id else "")
        self._who.setVisible(bool(self._who.text()))
        self.open_person.say_name(tr("All photos of {name}"), name, 15 * GRID)
        self.open_person.setVisible(bool(name))
        alike = probe.alike
        shown = alike.face_rows if self._unlikely_too else alike.face_rows[: alike.likely]
        left = len(alike.face_rows) - len(shown)
        self.unlikely.setText(tr("Show %Ln less alike", None, left))
        self.unlikely.setVisible(left > 0)
        if not shown:
            self.model.show([])
            self._say(tr("Nobody like this"), tr("No face in the library resembles this one."))
            return
        self._stack.setCurrentWidget(self.grid)
        self.model.show(shown, self._captions(alike))
        self.grid.set_sections(_sections(alike, len(shown)))
        if select:
            self._select_same()
        self._on_selection_changed()

    def _show_unlikely(self) -> None:
        """Show what was left out, too; what is selected stays so, nothing of it is added."""
        self._unlikely_too = True
        self._show_probe(self._at, select=False)
        self.grid.setFocus()

    def _captions(self, alike: LikeFaces) -> dict[FaceId, str]:
        captions = {}
        for face_row, likely in zip(alike.face_rows, alike.probabilities, strict=True):
            name = self.session.people_cache.label(face_row.person_id)
            captions[face_row.face_id] = f"{name} · {percent(likely)}" if name else percent(likely)
        return captions

    # ------------------------------------------------------------ verbs
    def probe(self) -> Probe | None:
        return self.found[self._at] if self._at < len(self.found) else None

    def _select_same(self) -> None:
        """Select the faces above the line that have no name of their own yet."""
        probe = self.probe()
        if probe is not None:
            above = enumerate(probe.alike.face_rows[: probe.alike.above])
            self.grid.select_rows([at for at, face_row in above if face_row.person_id is None or face_row.automatic])

    def _chosen(self) -> list[FaceId]:
        probe = self.probe()
        own = [probe.face_id] if probe is not None and probe.face_id is not None and probe.person_id is None else []
        return own + self.grid.selected_faces()

    def _taken_out(self) -> InHand:
        """The selected faces, or the one that the keyboard is on."""
        rows = self.grid.selected_rows() or [row for row in [self.grid.currentIndex().row()] if row >= 0]
        meant = [self.model.face_row(row) for row in rows]
        return InHand(list(dict.fromkeys(row.photo_id for row in meant)), faces=[row.face_id for row in meant])

    def _on_selection_changed(self) -> None:
        faces = self._chosen()
        self.field.set_about(faces)
        chosen = len(faces)
        counted = tr("%Ln selected", None, chosen)
        self._count.setText(tr("{selected}. A name gathers them:").format(selected=counted) if chosen else "")
        self.field.setEnabled(chosen > 0)

    def _on_named(self, named: NameChoice) -> None:
        chosen = self._chosen()
        if chosen:
            name_faces(self.session, self.window(), chosen, named, begun=self._after_naming)

    def _after_naming(self) -> None:
        self.field.drop_draft()
        if self.isVisible():  # else whoever has gone on keeps the keyboard
            (self.grid if self.grid.isVisible() else self).setFocus()

    def _focus_name(self) -> None:
        self.field.setFocus()
        probe = self.probe()
        if probe is not None and probe.person_id is not None:
            self.field.set_likely((probe.person_id,))
        self.field.offer()

    def _begin_name(self, letter: str) -> None:
        if self.field.isEnabled():
            self.field.begin(letter)

    def _look(self) -> None:
        face_id = self.grid.current_face()
        if face_id is not None:
            self.session.look_at_photo(face_id)

    def _search_on(self) -> None:
        face_id = self.grid.current_face()
        if face_id is not None:
            self.session.look_alike(face_id)

    def _open_person(self) -> None:
        probe = self.probe()
        if probe is not None and probe.person_id is not None:
            show_photos_of(self.session, probe.person_id)


def _sections(alike: LikeFaces, shown: int) -> list[Section]:
    parts = (
        (tr("The same person"), 0, alike.above),
        (tr("May be"), alike.above, alike.likely),
        (tr("Less alike"), alike.likely, shown),
    )
    return [Section(f"{text}  ·  {number(end - first)}", first) for text, first, end in parts if end > first]
