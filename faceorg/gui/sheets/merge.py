"""People, and groups without a name, side by side before they are one: how different they look, what speaks against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from faceorg.domain import Cluster, FaceId, Person, PersonId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import boxed, button, column, label
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.sheets.person_side import PersonSide
from faceorg.gui.words.i18n import tr
from faceorg.library.opening.library import Library
from faceorg.library.people import edits
from faceorg.library.people.merge_preview import MergePreview, merge_preview
from faceorg.library.views import face_views, people_views

FACES_SHOWN = 8


@dataclass(frozen=True)
class MergeData:
    """What the sheet shows.

    previews : the one who is kept with each of the others
    faces : some faces of each person, of the one who is kept first; groups : unnamed groups that go into it, too
    """

    keep: Person
    kept_faces: int
    previews: Sequence[MergePreview]
    faces: Sequence[tuple[FaceId, ...]]
    groups: Sequence[Cluster] = ()


def read_merge(library: Library, keep: PersonId, absorb: Sequence[PersonId], groups: Sequence[Cluster]) -> MergeData:
    """Read it; for a worker thread."""
    kept = people_views.summaries(library, [keep])[0]
    return MergeData(
        kept.person,
        kept.faces,
        [merge_preview(library, keep, other) for other in absorb],
        [telling_faces(library, person_id) for person_id in (keep, *absorb)],
        groups,
    )


def telling_faces(library: Library, person_id: PersonId) -> tuple[FaceId, ...]:
    """Return faces that show the breadth of a person: spread evenly over time."""
    found = face_views.rows_of_person(library, person_id)
    step = max(1, len(found) // FACES_SHOWN)
    return tuple(face_row.face_id for face_row in found[::step][:FACES_SHOWN])


class MergeSheet(Sheet):
    """Asks; the user may also say that they are different people, or swap who is kept."""

    @classmethod
    def ask(
        cls,
        session: Session,
        window: QWidget,
        keep: PersonId,
        absorb: Sequence[PersonId],
        groups: Sequence[Cluster] = (),
    ) -> None:
        """Read what is needed and open the sheet."""
        session.runner.read(
            lambda: read_merge(session.library, keep, absorb, groups),
            lambda data: cls(session, window, data).open(),
            window,
        )

    def __init__(self, session: Session, window: QWidget, data: MergeData) -> None:
        self._session, self._data = session, data
        one = data.previews[0] if len(data.previews) == 1 and not data.groups else None
        several = tr("Are these %n people and groups one person?", None, 1 + len(data.previews) + len(data.groups))
        super().__init__(window, tr("Are these one person?") if one else several, width=760)
        self.body.addLayout(self._sides()) if one else self.scrolled(self._many_sides())
        if warning := self._warning():
            self.body.addWidget(warning)
        self.body.addWidget(
            label(
                tr("The name “{name}” stays. Merging can be undone at any time.").format(name=data.keep.name),
                "muted",
                wrap=True,
            )
        )
        self.different = button(tr("They are different people"), self._on_different)
        self.swap = button("", self._on_swap)
        self.merge: QPushButton = button(tr("Merge"), self._on_merge, "primary")
        self.add_cancel()
        if one is not None:
            self.buttons.insertWidget(0, self.different)
            if one.keep.name != one.absorb.name:
                self.swap.setText(tr("Keep “{name}” instead").format(name=one.absorb.name))
                self.buttons.addWidget(self.swap)
        self.buttons.addWidget(self.merge)

    def _sides(self) -> QGridLayout:
        """Who is kept, then each of the others, then the groups, as cards of the same form, two in a line."""
        data, cards = self._data, list[PersonSide]()
        counts = [data.kept_faces, *(preview.faces[1] for preview in data.previews)]
        people = [data.keep, *(preview.absorb for preview in data.previews)]
        for person, count, faces in zip(people, counts, data.faces, strict=True):
            summary = self._session.people_cache.get(person.id)
            cover = summary.person.cover_face_id if summary else None
            cards.append(PersonSide(self._session, person.name, cover, count, faces))
        for group in data.groups:
            shown, count = group.face_ids[:FACES_SHOWN], len(group.face_ids)
            cards.append(PersonSide(self._session, tr("Without a name"), group.face_ids[0], count, shown))
        sides = QGridLayout()
        sides.setSpacing(2 * GRID)
        for place, card in enumerate(cards):
            sides.addWidget(card, place // 2, place % 2)
            sides.setColumnStretch(place % 2, 1)
        return sides

    def _many_sides(self) -> QWidget:
        inner = QWidget()
        inner.setLayout(self._sides())
        return inner

    def _warning(self) -> QFrame | None:
        lines = []
        for preview in self._data.previews:
            who = f"{preview.keep.name}, {preview.absorb.name}: " if len(self._data.previews) > 1 else ""
            if preview.separated:
                lines.append(who + tr("You said before that these two are different people."))
            if shared := len(preview.shared_photos):
                lines.append(who + tr("Both are together in %n photo(s): one person cannot be.", None, shared))
        if not lines:
            return None
        return boxed(column(*[label(text, "danger", wrap=True) for text in lines], margins=(16, 12, 16, 12)), "warning")

    def take_focus(self) -> None:
        # What speaks against it makes the careful answer the near one.
        (self.different if self._warning() else self.merge).setFocus()

    def _on_merge(self) -> None:
        keep, absorb = self._data.keep.id, [preview.absorb.id for preview in self._data.previews]
        groups = [group.id for group in self._data.groups]
        self.close_sheet()
        # The sheet showed that they were kept apart; the user decided with that in view.
        self._session.edit(lambda library: edits.merge_people(library, keep, absorb, groups=groups, force=True))

    def _on_swap(self) -> None:
        keep, absorb = self._data.previews[0].absorb.id, self._data.keep.id
        self.close_sheet()
        MergeSheet.ask(self._session, self._host, keep, [absorb])

    def _on_different(self) -> None:
        first, second = self._data.keep.id, self._data.previews[0].absorb.id
        self.close_sheet()
        self._session.edit(lambda library: edits.separate_people(library, first, second))
