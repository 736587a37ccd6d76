"""Faces without a name in a grid, the name typed above: a whole group, of which a click leaves one out; faces that are
alone, best first; or those put aside. Of the last two the selected ones are named."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from faceorg.domain import ClusterId, FaceId, FaceRow
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, column, label, row
from faceorg.gui.naming.group_naming import has_keyboard
from faceorg.gui.naming.name_field import NameField
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.face_grid import FaceGrid
from faceorg.gui.tiles.faces_model import FacesModel
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.keys import key_in_words


class GroupView(QWidget):
    """The grid with its field.

    Signals
    -------
    named(NameChoice) : for the group without the faces left out, or for the selected ones of those put aside
    back_requested() : bring back the selected ones of those put aside
    more_requested() : look for more like the face in hand, of those that are alone
    """

    named = Signal(object)
    back_requested = Signal()
    more_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.cluster_id: ClusterId | None = None
        self._model = FacesModel(session.people_cache, session.thumbnails, self)
        self.grid = FaceGrid(session, self._model)
        self.grid.setAccessibleName(tr("Faces of the group"))
        self.grid.face_photo_requested.connect(session.look_at_photo)
        self.field = NameField(session)
        self.field.setMinimumWidth(32 * GRID)
        self.field.setMaximumWidth(40 * GRID)
        self.field.named.connect(self.named)
        self._text = label(role="muted", wrap=True)  # beside two buttons a small window has no line for it
        self.back = button(tr("Bring back"), self.back_requested.emit)
        self.back.setToolTip(key_in_words("Ctrl+R"))
        self.back.hide()
        self.more = button(tr("Look for more like this"), self.more_requested.emit)
        self.more.setToolTip(tr("{key}, or a double click").format(key=key_in_words("Shift+Return")))
        self.more.hide()
        self._alone = self._is_filling = False
        self.grid.selection_changed.connect(self._on_selection_changed)
        layout = column(spacing=GRID)
        bar = row(self.field, self._text, self.more, self.back, spacing=2 * GRID, margins=(24, 4, 24, 4))
        bar.setStretchFactor(self._text, 1)
        layout.addLayout(bar)
        layout.addWidget(self.grid, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.field)
        self.grid.clicked.connect(self._on_clicked)
        self.grid.typed.connect(self._begin_name)
        self.grid.opened.connect(self._on_opened)
        self.grid.led_on.connect(lambda at: self._on_clicked(self._model.index(at, 0)))  # what the first click took out
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._on_selection_changed())

    def show_group(self, cluster_id: ClusterId, face_rows: Sequence[FaceRow], off: frozenset[FaceId]) -> None:
        """Show a group, some of its faces left out already."""
        awaited, self.cluster_id, self._alone = self.cluster_id is None, cluster_id, False
        self._model.show(face_rows)
        self._model.set_left_out(off)
        self.field.set_about(self.faces(), awaited=awaited)
        self._say()
        if has_keyboard(self):
            self.field.setFocus()

    def follow(self, face_ids: Collection[FaceId], members: Sequence[FaceRow]) -> None:
        """Show no more than these faces of the group, and who belongs to it by now as well; while a name is begun,
        it is for no others.

        members : the faces of the group as it is now; none where it has become another one
        """
        kept, shown = set(face_ids), set(self.faces())
        joined = [] if self.field.text() else [face_row for face_row in members if face_row.face_id not in shown]
        if kept != shown or joined:
            left = [face_row for face_row in self._model.face_rows() if face_row.face_id in kept]
            self._model.show([*left, *joined])
            self.field.set_about(self.faces())
            self._say()

    def show_aside(self, face_rows: Sequence[FaceRow]) -> None:
        """Show faces that were put aside, to be selected and brought back."""
        self._alone = False
        self._show_to_choose(face_rows)

    def show_alone(self, face_rows: Sequence[FaceRow]) -> None:
        """Show faces that are in no group, to be selected and named; read anew, the place in hand stays."""
        at, self._alone = self.grid.currentIndex().row(), True
        self._show_to_choose(face_rows)
        if face_rows and not self.grid.currentIndex().isValid():
            # The one after those that got a name, in hand but not selected: what is selected is named.
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            following = self._model.index(min(max(at, 0), len(face_rows) - 1), 0)
            self.grid.selectionModel().setCurrentIndex(following, keep)

    def _show_to_choose(self, face_rows: Sequence[FaceRow]) -> None:
        self.cluster_id = None
        self._model.set_left_out(())
        self._is_filling = True  # while the rows change, nothing is selected for a moment: no draft is dropped for that
        self._model.show(face_rows)
        self._is_filling = False
        self.field.set_about(self.chosen_faces())
        self._say()

    def close_group(self) -> None:
        """Forget the group, with the name that was begun for it."""
        self.cluster_id, self._alone = None, False
        self.field.drop_draft()
        self._model.show([])
        self._model.set_left_out(())

    def faces(self) -> list[FaceId]:
        return [face_row.face_id for face_row in self._model.face_rows()]

    def left_out(self) -> list[FaceId]:
        return sorted(self._model.left_out())

    def chosen_faces(self) -> list[FaceId]:
        return self.grid.selected_faces()

    def _on_selection_changed(self) -> None:
        self.back.setEnabled(self.grid.selected_count() > 0)
        if self.cluster_id is None and not self._is_filling:
            self.field.set_about(self.chosen_faces())
            self._say()

    def after_naming(self) -> None:
        """Those selected get their name: what is typed from here on is for those that are selected next."""
        self.field.drop_draft()
        self.grid.setFocus()

    def _begin_name(self, letter: str) -> None:
        """A letter begins the name of the group; of single faces, that of those selected."""
        if not self.field.text() and (self.cluster_id is not None or self.grid.selected_count()):
            self.field.begin(letter)

    def _on_opened(self, at: int) -> None:
        """Enter: a face is left out of its group; one that is alone leads to its likes, as a double click does."""
        self.more_requested.emit() if self._alone else self._on_clicked(self._model.index(at, 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        """A click, or Enter, leaves a face out of its group, or takes it in again; a double click is two of them."""
        if self.cluster_id is not None:
            self._model.toggle_left_out(index.row())
            self.grid.clearSelection()
            self._say()

    def _say(self) -> None:
        count, chosen = len(self._model.face_rows()), self.grid.selected_count()
        self.back.setVisible(self.cluster_id is None and count > 0 and not self._alone)
        self.back.setEnabled(chosen > 0)
        self.more.setVisible(self._alone and count > 0)
        self.more.setEnabled(self.grid.currentIndex().isValid())
        if self._alone and chosen:
            self._text.setText(tr("%Ln face(s) will get the name.", None, chosen))
        elif self._alone:
            self._text.setText(tr("Best first. Select faces and type a name. Del: a stranger."))
        elif self.cluster_id is None:
            text = tr("%Ln face(s) put aside. Select some to name them or to bring them back.", None, count)
            self._text.setText(text)
        else:
            left = count - len(self._model.left_out())
            self._text.setText(tr("%Ln face(s) will get the name. Click a face to leave it out.", None, left))
