"""People, and groups without a name, side by side before they are one: how different they look, what speaks against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from faceorg.domain import Cluster, FaceId, PersonId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import boxed, button, column, label
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.sheets.person_side import PersonSide
from faceorg.gui.words.i18n import tr
from faceorg.library.opening.library import Edited, Library
from faceorg.library.people import edits, groups
from faceorg.library.people.merge_preview import Against, MergePreview, MergeSide, merge_preview
from faceorg.library.views import face_views, stack_views

FACES_SHOWN = 8


@dataclass(frozen=True)
class MergeData:
    """What the sheet shows. faces: some of each side, in the order of the sides."""

    preview: MergePreview
    faces: Sequence[tuple[FaceId, ...]]


def read_merge(library: Library, people: Sequence[PersonId], unnamed: Sequence[Cluster]) -> MergeData:
    """Read it; for a worker thread."""
    faces = [telling_faces(library, person_id) for person_id in people]
    faces += [group.face_ids[:FACES_SHOWN] for group in unnamed]
    return MergeData(merge_preview(library, people, unnamed), faces)


def telling_faces(library: Library, person_id: PersonId) -> tuple[FaceId, ...]:
    """Return faces that show the breadth of a person: spread evenly over time, one for each stack of pictures."""
    every = [face_row.face_id for face_row in face_views.rows_of_person(library, person_id)]
    stacked = stack_views.leads_of(library, every)
    found = [face_id for face_id in every if face_id not in stacked] or every
    return tuple(found[:: max(1, len(found) // FACES_SHOWN)][:FACES_SHOWN])


class MergeSheet(Sheet):
    """Asks; of two, the user may also say that they are different people, or swap who is kept."""

    @classmethod
    def ask(
        cls, session: Session, window: QWidget, people: Sequence[PersonId], unnamed: Sequence[Cluster] = ()
    ) -> None:
        """Read what is needed and open the sheet. people : who is kept comes first; nobody: groups become one group"""
        session.runner.read(
            lambda: read_merge(session.library, people, unnamed),
            lambda data: cls(session, window, data).open(),
            window,
        )

    def __init__(self, session: Session, window: QWidget, data: MergeData) -> None:
        self._session, self._data = session, data
        self._people = [side.person for side in data.preview.sides if side.person is not None]
        self._groups = [side.group for side in data.preview.sides if side.group is not None]
        count = len(data.preview.sides)
        pair = count == 2
        several = tr("Are these %Ln people and groups one person?", None, count)
        super().__init__(window, tr("Are these one person?") if pair else several, width=760)
        self.body.addLayout(self._sides()) if pair else self.scrolled(self._many_sides())
        if warning := self._warning():
            self.body.addWidget(warning)
        self.body.addWidget(label(self._outcome(), "muted", wrap=True))
        self.different = button(tr("They are different people"), self._on_different)
        self.swap = button("", self._on_swap)
        self.merge: QPushButton = button(tr("Merge"), self._on_merge, "primary")
        self.add_cancel()
        if pair and self._people:
            self.buttons.insertWidget(0, self.different)
        if pair and len(self._people) == 2 and self._people[0].name != self._people[1].name:
            self.swap.say_name(tr("Keep “{name}” instead"), self._people[1].name)
            self.buttons.addWidget(self.swap)
        self.buttons.addWidget(self.merge)

    def _outcome(self) -> str:
        """Say what there is afterwards."""
        if self._people:
            stays = tr("The name “{name}” stays. Merging can be undone at any time.")
            return stays.format(name=self._people[0].name)
        faces = sum(side.faces for side in self._data.preview.sides)
        return tr("They become one group of %Ln face(s), still without a name. This can be undone.", None, faces)

    def _sides(self) -> QGridLayout:
        """Who is kept, then each of the others, then the groups, as cards of the same form, two in a line."""
        sides = QGridLayout()
        sides.setSpacing(2 * GRID)
        for place, (side, faces) in enumerate(zip(self._data.preview.sides, self._data.faces, strict=True)):
            cover = side.person.cover_face_id if side.person is not None else faces[0]
            sides.addWidget(
                PersonSide(self._session, _name(side), cover, side.faces, faces, group=side.group is not None),
                place // 2,
                place % 2,
            )
            sides.setColumnStretch(place % 2, 1)
        return sides

    def _many_sides(self) -> QWidget:
        inner = QWidget()
        inner.setLayout(self._sides())
        return inner

    def _warning(self) -> QFrame | None:
        lines = [line for against in self._data.preview.against for line in self._said_against(against)]
        if not lines:
            return None
        return boxed(column(*[label(text, "danger", wrap=True) for text in lines], margins=(16, 12, 16, 12)), "warning")

    def _said_against(self, against: Against) -> list[str]:
        sides, lines = self._data.preview.sides, []
        those = (sides[against.first], sides[against.second])
        # With their counts: two may have one name, and several have none.
        told = [f"{_name(side)} ({tr('%Ln face(s)', None, side.faces)})" for side in those]
        who = ", ".join(told) + ": " if len(sides) > 2 else ""
        if against.separated:
            lines.append(who + tr("You said before that these two are different people."))
        if shared := len(against.shared_photos):
            lines.append(who + tr("Both are together in %Ln photo(s): one person cannot be.", None, shared))
        return lines

    def take_focus(self) -> None:
        # What speaks against it makes the careful answer the near one.
        self.await_answer(self.different if self._data.preview.against and self.different.isVisible() else self.merge)

    def _on_merge(self) -> None:
        people, unnamed = [person.id for person in self._people], [group.face_ids for group in self._groups]

        def verb(library: Library) -> Edited:
            if not people:
                return groups.join_groups(library, unnamed)
            # The sheet showed that they were kept apart; the user decided with that in view.
            return edits.merge_people(library, people[0], people[1:], groups=unnamed, force=True)

        self.close_sheet()
        self._session.edit(verb)

    def _on_swap(self) -> None:
        people = [person.id for person in reversed(self._people)]
        self.close_sheet()
        MergeSheet.ask(self._session, self._host, people)

    def _on_different(self) -> None:
        people, unnamed = [person.id for person in self._people], [*self._groups]
        self.close_sheet()
        if unnamed:
            faces = list(unnamed[0].face_ids)
            self._session.edit(lambda library: edits.reject_faces(library, faces, people[0]))
        else:
            self._session.edit(lambda library: edits.separate_people(library, *people))


def _name(side: MergeSide) -> str:
    return side.person.name if side.person is not None else tr("Without a name")
