"""A person's sub-groups before they are split: a dial for strictness, each group with its faces, one undoable step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from faceorg.domain import FaceId, PersonId
from faceorg.gui.look.slider import Slider
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import FaceView, boxed, button, clear_layout, column, label, row
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import number, tr
from faceorg.library.people import edits
from faceorg.library.views import stack_views

FACE_SIDE = 64
FACES_SHOWN = 8
GROUPS_SHOWN = 30
# The dial's ends and steps: strictness 0-1, as grouping.split_preview takes it.
STEPS = 20
# The preview follows the dial after it rests this long.
REST_MS = 150


class SplitSheet(Sheet):
    """Shows what would become of a person at the strictness chosen."""

    def __init__(self, session: Session, window: QWidget, person_id: PersonId) -> None:
        self._name = session.people_cache.name(person_id)
        super().__init__(window, tr("Split {name} by likeness").format(name=self._name), width=780)
        self._session, self._person_id = session, person_id
        self._groups: Sequence[Sequence[FaceId]] = ()
        self._asked = 0
        text = tr("The largest group keeps the name. The others become groups without a name, kept apart from it.")
        self.body.addWidget(label(text, "muted", wrap=True))
        self.dial = Slider()
        self.dial.setRange(0, STEPS)
        self.dial.setValue(STEPS // 2)
        self.dial.setAccessibleName(tr("How strictly faces are kept together"))
        self.body.addLayout(
            row(label(tr("larger groups"), "muted"), self.dial, label(tr("smaller, surer groups"), "muted"))
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        inner = QWidget()
        self._list.setContentsMargins(0, 0, 0, 0)
        inner.setLayout(self._list)
        self.scrolled(inner).setMinimumHeight(40 * GRID)
        self.says = label(role="muted")
        self.buttons.insertWidget(0, self.says)
        self.add_cancel()
        self.split = button(tr("Split"), self._on_split, "primary")
        self.split.setEnabled(False)
        self.buttons.addWidget(self.split)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._ask)
        self.dial.valueChanged.connect(lambda _value: self._timer.start())
        self._ask()

    def take_focus(self) -> None:
        self.dial.setFocus()

    def _ask(self) -> None:
        library, helper, person_id = self._session.library, self._session.helper, self._person_id
        strictness = self.dial.value() / STEPS
        self._asked += 1
        asked = self._asked
        self.says.setText(tr("Looking…"))
        self._session.runner.read(
            lambda: [
                stack_views.different_first(library, group) for group in helper.split_preview(person_id, strictness)
            ],
            lambda groups: self._show(groups) if asked == self._asked else None,
            self,
            lambda: self._show_nothing() if asked == self._asked else None,
        )

    def _show_nothing(self) -> None:
        """Why there is no answer has been said; what was shown before is none for this setting."""
        self._show(())
        self.says.setText(tr("This could not be worked out."))

    def _show(self, groups: Sequence[Sequence[FaceId]]) -> None:
        self._groups = groups
        clear_layout(self._list)
        for place, group in enumerate(groups[:GROUPS_SHOWN]):
            self._list.addWidget(self._group(place, group))
        self._list.addStretch(1)
        several = len(groups) > 1
        self.split.setEnabled(several)
        self.split.setText(
            tr("Split into {count} groups").format(count=number(len(groups))) if several else tr("Split")
        )
        self.says.setText("" if several else tr("Nothing to separate at this setting."))

    def _group(self, place: int, group: Sequence[FaceId]) -> QWidget:
        name = tr("{name} keeps these").format(name=self._name) if place == 0 else tr("Without a name")
        faces: QHBoxLayout = row(spacing=6)
        for face_id in group[:FACES_SHOWN]:
            view = FaceView(self._session.faces, FACE_SIDE)
            view.show_face(face_id)
            faces.addWidget(view)
        if len(group) > FACES_SHOWN:
            faces.addWidget(label("+" + number(len(group) - FACES_SHOWN), "muted"))
        faces.addStretch(1)
        layout = column(spacing=6, margins=(12, 8, 12, 10))
        layout.addLayout(row(label(name, "title"), label(tr("%Ln face(s)", None, len(group)), "muted"), 1))
        layout.addLayout(faces)
        return boxed(layout, "strip")

    def _on_split(self) -> None:
        groups, person_id = [list(group) for group in self._groups], self._person_id
        self.close_sheet()
        self._session.edit(lambda library: edits.split_person(library, person_id, groups))
