"""One question, large: the face or faces asked about, and beside them the evidence."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QItemSelectionModel, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from faceorg.domain import ClusterId, FaceId, PhotoId
from faceorg.gui.look.photo_painter import draw_photo
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import FaceView, column, label, row
from faceorg.gui.pages.review.card_data import CardData
from faceorg.gui.pages.review.strip_grid import StripGrid
from faceorg.gui.session.people_cache import PeopleCache
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.person_side import COLUMNS, PersonSide
from faceorg.gui.tiles.face_verbs import follow_when_clicked
from faceorg.gui.tiles.faces_model import FacesModel
from faceorg.gui.words.i18n import percent, tr
from faceorg.library.review.question import Question, QuestionKind

# Sides of the face asked about and of the evidence: where all have room beside each other, and where they have not.
BIG, EVIDENCE = 30 * GRID, 14 * GRID
SMALL_BIG, SMALL_EVIDENCE = 20 * GRID, 9 * GRID
WIDE_ENOUGH = 116 * GRID
# Heights from which on the large form has room: of two people side by side, and of a face with its evidence; and what
# the small form needs.
PAIR_HIGH, FACE_HIGH = 41 * GRID, 31 * GRID
SMALL_HIGH = 24 * GRID
NARROWEST = 62 * GRID
# In the narrowest window the face in question, and its photo, are as small as this.
TINY_BIG, TINY_BELOW = 14 * GRID, 75 * GRID
# Names in the question about faces of several people.
NAMES_SHOWN = 3
# Eyes go to and fro between the question and the evidence: on a wide screen they stay close.
WIDEST = 140 * GRID


def asked_to_be(people_cache: PeopleCache, question: Question) -> str:
    """Return whom a question is about; of several people the first few names: each face has its own below it."""
    if not question.asks_apart:
        return people_cache.label(question.person_id)
    names = [people_cache.label(person_id) for person_id in dict.fromkeys(question.people)]
    if len(names) > NAMES_SHOWN:
        return ", ".join(names[:NAMES_SHOWN]) + "…"
    return QLocale().createSeparatedList(names)


def _together(question: Question) -> dict[FaceId, ClusterId | None]:
    """Return the group of each face that stands and falls with others of this question."""
    of_face = dict(zip(question.faces, question.groups, strict=True)) if question.groups else {}
    return {face_id: group for face_id, group in of_face.items() if len(question.together_with(face_id)) > 1}


class PhotoView(QWidget):
    """A photo, small, by its id.

    Signals
    -------
    clicked()
    """

    clicked = Signal()

    def __init__(self, session: Session, height: int) -> None:
        super().__init__()
        self._session, self._photo_id = session, PhotoId(0)
        self.setFixedHeight(height)
        self.setMinimumWidth(height)
        self.setMaximumWidth(height * 3 // 2)
        self.setAccessibleName(tr("The photo"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        session.previews.arrived.connect(self._on_arrived)  # not a lambda: it would outlive the view

    def show_photo(self, photo_id: PhotoId) -> None:
        self._photo_id = photo_id
        self.update()

    def _on_arrived(self, photo_ids: list[PhotoId]) -> None:
        if self._photo_id in photo_ids:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        grey, photo_id = self._session.theme.color("placeholder"), self._photo_id or None
        draw_photo(painter, self.rect().toRectF(), photo_id, self._session.previews, grey)
        painter.end()

    def mouseReleaseEvent(self, _event: object) -> None:
        self.clicked.emit()


class ReviewCard(QWidget):
    """Shows a question; faces of a strip are clicked off here.

    Signals
    -------
    photo_requested(FaceId) : the photo was clicked
    sorted() : what is clicked off changed
    """

    photo_requested = Signal(int)
    sorted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model = FacesModel(session.people_cache, session.thumbnails, self)
        self.grid = StripGrid(session, self._model)
        self.grid.setAccessibleName(tr("Faces asked about"))
        self.grid.toggled.connect(self._on_toggled)
        self._off_before: frozenset[FaceId] = frozenset()
        self.grid.led_on.connect(lambda _at: self.leave_out(self._off_before))  # the first of two clicks took it off
        self.grid.hide()
        # Between two stretches that give way: centred on a wide screen, all the room on a narrow one.
        self._place = row(1, 1, spacing=0)
        self.setLayout(self._place)
        self._content: QWidget | None = None
        self._data: CardData | None = None
        self._is_small = self._is_tiny = False

    def minimumSizeHint(self) -> QSize:
        """What the small form needs, in the narrowest window; the large one gives way to it."""
        needed = self._content.minimumSizeHint().height() if self._content is not None else 0
        if self._data is not None and self._has_two_forms(self._data):
            needed = min(needed, SMALL_HIGH)
        return QSize(NARROWEST, max(16 * GRID, needed))

    def _has_two_forms(self, data: CardData) -> bool:
        return len(data.faces) == 1 or data.question.kind is QuestionKind.ARE_THEY_ONE

    def _must_be_small(self, data: CardData) -> bool:
        high = PAIR_HIGH if data.question.kind is QuestionKind.ARE_THEY_ONE else FACE_HIGH
        return self.width() < WIDE_ENOUGH or self.height() < high

    def _must_be_tiny(self) -> bool:
        return self.width() < TINY_BELOW

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        data = self._data
        if data is not None and self._has_two_forms(data) and not self._has_its_form(data):
            self.show_data(data)

    def _has_its_form(self, data: CardData) -> bool:
        return (self._is_small, self._is_tiny) == (self._must_be_small(data), self._must_be_tiny())

    def chosen(self) -> list[FaceId]:
        """Return the faces that were not clicked off."""
        off = self._model.left_out()
        return [face_row.face_id for face_row in self._model.face_rows() if face_row.face_id not in off]

    def left_out(self) -> list[FaceId]:
        return sorted(self._model.left_out())

    def leave_out(self, face_ids: Collection[FaceId]) -> None:
        """Click these faces off, and no others."""
        self._model.set_left_out(face_ids)
        self.sorted.emit()

    def show_data(self, data: CardData) -> None:
        """Show a question; nothing is clicked off yet."""
        self._data, self._is_small, self._is_tiny = data, self._must_be_small(data), self._must_be_tiny()
        self._model.set_left_out(())
        captions = self._captions(data.question)
        self.grid.show_captions(bool(captions))
        self._model.show(list(data.faces), captions, _together(data.question))
        self.grid.hide()
        self.grid.setParent(self)
        if self._content is not None:
            self._content.deleteLater()
        self._content = self._built(data)
        self._place.insertWidget(1, self._content, 100)
        # Only now that it lies in the window: a grid without a parent would open a window of its own.
        self.grid.setVisible(self._content.isAncestorOf(self.grid))

    def current_face(self) -> FaceId | None:
        """Return the face that the keyboard is on among several."""
        return self.grid.current_face() if self.grid.isVisible() else None

    def clear(self) -> None:
        self._model.show([])

    def toggle(self, row_number: int, *, alone: bool = False) -> None:
        """Click a face off or back in, with those that were suggested together with it; alone: without them."""
        if row_number < self._model.rowCount() and self.grid.isVisible() and self._data is not None:
            face_id, off = self._model.face_id(row_number), self._model.left_out()
            those = {face_id} if alone else set(self._data.question.together_with(face_id))
            self._model.set_left_out(off - those if face_id in off else off | those)
            self.sorted.emit()

    def _on_toggled(self, at: int, alone: bool) -> None:
        self._off_before = self._model.left_out()
        self.toggle(at, alone=alone)

    def keyboard_here(self) -> int | None:
        """Put the keyboard among several faces, on the first at first; return the row it is on, None for one face."""
        if not self.grid.isVisible():
            return None
        if not self.grid.currentIndex().isValid():
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            self.grid.selectionModel().setCurrentIndex(self._model.index(0, 0), keep)
        self.grid.setFocus()
        return self.grid.currentIndex().row()

    def ask_apart(self) -> None:
        """Ask for a name of its own for the face that the keyboard is on among several."""
        if (at := self.keyboard_here()) is not None:
            self.grid.who_requested.emit(at)

    def _captions(self, question: Question) -> dict[FaceId, str]:
        """Whom each face is asked to be, where that differs."""
        if not question.asks_apart:
            return {}
        return {face_id: self._session.people_cache.label(question.who(face_id)) for face_id in question.faces}

    # ------------------------------------------------------------ the forms
    def _built(self, data: CardData) -> QWidget:
        holder = QWidget()
        holder.setMaximumWidth(WIDEST)
        if data.question.kind is QuestionKind.ARE_THEY_ONE:
            holder.setLayout(self._two_people(data))
        elif len(data.faces) == 1:
            holder.setLayout(self._one_face(data))
        else:
            holder.setLayout(self._many_faces(data))
        return holder

    def _one_face(self, data: CardData) -> QHBoxLayout:
        face_row = data.faces[0]
        side = TINY_BIG if self._is_tiny else SMALL_BIG if self._is_small else BIG
        face = FaceView(self._session.faces, side)
        face.show_face(face_row.face_id)
        face.setAccessibleName(tr("The face asked about"))
        photo = PhotoView(self._session, side)
        photo.show_photo(face_row.photo_id)
        photo.clicked.connect(lambda: self.photo_requested.emit(face_row.face_id))
        follow_when_clicked(face, self._session)
        layout = row(1, face, photo, spacing=2 * GRID)
        if data.question.person_id is not None:
            layout.addSpacing(2 * GRID)
            known = column(1, spacing=0)
            known.addLayout(self._known(data))
            known.addStretch(1)
            layout.addLayout(known)
        layout.addStretch(1)
        return layout

    def _many_faces(self, data: CardData) -> QHBoxLayout:
        layout = row(spacing=3 * GRID)
        if data.question.person_id is not None:
            side = column(1, spacing=GRID)
            side.addLayout(self._known(data))
            side.addStretch(1)
            layout.addLayout(side)
        layout.addWidget(self.grid, 1)
        return layout

    def _known(self, data: CardData) -> QVBoxLayout:
        """The person asked about: cover, name, and the confirmed faces most like the one in question."""
        summary = self._session.people_cache.get(data.question.person_id)
        name = summary.person.name if summary else ""
        cover = FaceView(self._session.faces, 7 * GRID, round_=True)
        cover.show_face(data.reference)
        follow_when_clicked(cover, self._session)
        layout = column(spacing=GRID)
        counted = label(tr("%Ln photo(s)", None, summary.photos if summary else 0), "muted")
        told = column(label(name, "title"), counted, spacing=0)
        head = row(cover, spacing=12)
        head.addLayout(told, 1)
        layout.addLayout(head)
        faces = row(spacing=GRID)
        for found in data.evidence:
            view = FaceView(self._session.faces, SMALL_EVIDENCE if self._is_small else EVIDENCE)
            view.show_face(found.face_id)
            follow_when_clicked(view, self._session)
            year = f"{found.year}  ·  " if found.year else ""
            caption = label(year + percent(max(0.0, found.similarity)), "small")
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            view.setAccessibleName(f"{name} {caption.text()}")
            faces.addLayout(column(view, caption, spacing=4))
        faces.addStretch(1)
        layout.addLayout(faces)
        if data.question.probabilities and data.question.kind is QuestionKind.IS_THIS:
            sure = tr("{share} sure").format(share=percent(data.question.probabilities[0]))
            layout.addWidget(label(sure, "muted"))
        return layout

    def _two_people(self, data: CardData) -> QVBoxLayout:
        layout = row(1, spacing=2 * GRID)
        ids = (data.question.person_id, data.question.other_id)
        for person_id, faces in zip(ids, data.telling, strict=True):
            found = self._session.people_cache.get(person_id)
            faces = faces[:COLUMNS] if self._is_small else faces
            if found is not None:
                name, cover = found.person.name, found.person.cover_face_id
                side = PersonSide(self._session, name, cover, found.faces, faces, small=self._is_small, leads_on=True)
                side.setMinimumWidth((30 if self._is_small else 42) * GRID)
                layout.addWidget(side)
        layout.addStretch(1)
        # As high as the people need, not as the page is.
        placed = column(1, spacing=0)
        placed.addLayout(layout)
        placed.addStretch(1)
        return placed
