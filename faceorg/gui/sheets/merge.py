"""Two people side by side before they become one: their most different faces, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from faceorg.domain import FaceId, PersonId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import boxed, button, column, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.sheets.person_side import PersonSide
from faceorg.gui.words.i18n import tr
from faceorg.library.opening.library import Library
from faceorg.library.people import edits
from faceorg.library.people.edits import MergePreview
from faceorg.library.views import face_views

FACES_SHOWN = 8


@dataclass(frozen=True)
class MergeData:
    """What the sheet shows: the preview and some faces of each side, the ones that fit their person least first."""

    preview: MergePreview
    faces: tuple[tuple[FaceId, ...], tuple[FaceId, ...]]


def read_merge(library: Library, keep: PersonId, absorb: PersonId) -> MergeData:
    """Read it; for a worker thread."""
    return MergeData(
        edits.merge_preview(library, keep, absorb), (telling_faces(library, keep), telling_faces(library, absorb))
    )


def telling_faces(library: Library, person_id: PersonId) -> tuple[FaceId, ...]:
    """Return faces that show the breadth of a person: spread evenly over time."""
    found = face_views.rows_of_person(library, person_id)
    step = max(1, len(found) // FACES_SHOWN)
    return tuple(face_row.face_id for face_row in found[::step][:FACES_SHOWN])


class MergeSheet(Sheet):
    """Asks; the user may also say that they are different people, or swap who is kept."""

    @classmethod
    def ask(cls, session: Session, window: QWidget, keep: PersonId, absorb: PersonId) -> None:
        """Read what is needed and open the sheet."""
        session.runner.read(
            lambda: read_merge(session.library, keep, absorb),
            lambda data: cls(session, window, data).open(),
            window,
        )

    def __init__(self, session: Session, window: QWidget, data: MergeData) -> None:
        preview = data.preview
        super().__init__(window, tr("Are these one person?"), width=760)
        self._session, self._preview = session, preview
        sides = row(spacing=2 * GRID)
        for person, count, faces in zip((preview.keep, preview.absorb), preview.faces, data.faces, strict=True):
            summary = session.people_cache.get(person.id)
            cover = summary.person.cover_face_id if summary else None
            sides.addWidget(PersonSide(session, person.name, cover, count, faces), 1)
        self.body.addLayout(sides)
        if warning := self._warning():
            self.body.addWidget(warning)
        self.body.addWidget(
            label(
                tr("The name “{name}” stays. Merging can be undone at any time.").format(name=preview.keep.name),
                "muted",
                wrap=True,
            )
        )
        self.different = button(tr("They are different people"), self._on_different)
        self.swap = button(tr("Keep “{name}” instead").format(name=preview.absorb.name), self._on_swap)
        self.merge: QPushButton = button(tr("Merge"), self._on_merge, "primary")
        self.buttons.insertWidget(0, self.different)
        self.add_cancel()
        if preview.keep.name != preview.absorb.name:
            self.buttons.addWidget(self.swap)
        self.buttons.addWidget(self.merge)

    def _warning(self) -> QFrame | None:
        lines = []
        if self._preview.separated:
            lines.append(tr("You said before that these two are different people."))
        if shared := len(self._preview.shared_photos):
            lines.append(tr("Both are together in %n photo(s): one person cannot be.", None, shared))
        if not lines:
            return None
        return boxed(column(*[label(text, "danger", wrap=True) for text in lines], margins=(16, 12, 16, 12)), "warning")

    def take_focus(self) -> None:
        # What speaks against it makes the careful answer the near one.
        (self.different if self._warning() else self.merge).setFocus()

    def _on_merge(self) -> None:
        keep, absorb = self._preview.keep.id, self._preview.absorb.id
        self.close_sheet()
        # The sheet showed that they were kept apart; the user decided with that in view.
        self._session.edit(lambda library: edits.merge_people(library, keep, [absorb], force=True))

    def _on_swap(self) -> None:
        keep, absorb = self._preview.absorb.id, self._preview.keep.id
        self.close_sheet()
        MergeSheet.ask(self._session, self._host, keep, absorb)

    def _on_different(self) -> None:
        first, second = self._preview.keep.id, self._preview.absorb.id
        self.close_sheet()
        self._session.edit(lambda library: edits.separate_people(library, first, second))
