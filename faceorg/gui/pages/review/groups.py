"""A page of small groups, asked about at once: those the user knows get their names row by row, one answer puts the
others aside."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from faceorg.domain import Cluster, FaceId, IgnoreReason, PackId
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import column, label, row
from faceorg.gui.naming.group_naming import GroupNaming
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr
from faceorg.library.people import edits
from faceorg.library.review.question import Question, QuestionKind

# Faces and the field for their name stay close on a wide screen: room for five faces, as many as a small group has.
WIDEST = 106 * GRID
# Two rows of groups, and how to answer.
LOWEST = 30 * GRID
# Questions do not say which pack found a group, and no row asks.
ANY_PACK = PackId("")


def groups_of_question(question: Question) -> list[Cluster]:
    """Return the groups of a WHO_ARE_THESE, in its order."""
    return [Cluster(group, ANY_PACK, face_ids) for group, face_ids in question.by_group().items()]


class ReviewGroups(QWidget):
    """The rows of one WHO_ARE_THESE, with how many there are and how one answers.

    Signals
    -------
    named(Cluster) : a group gets its name, or was put aside; its row has gone
    edited(Edited) : the edit that did it
    """

    named = Signal(object)
    edited = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__()
        self._session = session
        self.naming = GroupNaming(session, page)
        self.naming.named.connect(self.named)
        self.naming.edited.connect(self.edited)
        self.rows, self.model = self.naming.rows, self.naming.model
        self.rows.setAccessibleName(tr("Groups asked about"))
        self.hint = label(role="muted", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.rows.holder.setMaximumWidth(WIDEST)
        layout = column(self.hint, spacing=GRID)
        # Between two stretches that give way, as the card of other questions.
        placed = row(1, spacing=0)
        placed.addWidget(self.rows.holder, 100)
        placed.addStretch(1)
        layout.addLayout(placed)
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), LOWEST)

    def show_question(self, question: Question, *, focus: bool) -> None:
        """Show the groups of a WHO_ARE_THESE, nothing of others; focus : the keyboard belongs to the current row."""
        asks = question.kind is QuestionKind.WHO_ARE_THESE
        found = groups_of_question(question) if asks else []
        before = [self.model.cluster(at).id for at in range(self.model.rowCount())]
        wanted = [cluster.id for cluster in found]
        self.setVisible(asks)
        if set(before).isdisjoint(wanted):
            self.clear()  # another page: from its top
            self.rows.verticalScrollBar().setValue(0)
        self.naming.show(found, anew=before != wanted, focus=focus)
        self.hint.setText(_how(len(found)))

    def clear(self) -> None:
        """The page was answered: nothing of it can be named any more."""
        self.model.sort_anew(())
        self.rows.field.clear()
        self.rows.field.hide()

    def chosen(self) -> list[FaceId]:
        """Return the faces of all groups that were not clicked off."""
        groups = [self.model.cluster(at) for at in range(self.model.rowCount())]
        return [face_id for cluster in groups for face_id in self.naming.chosen(cluster)]

    def put_aside(self, reason: IgnoreReason) -> None:
        """Put the current group aside, and no other; its row goes as if it were named."""
        cluster, at = self.naming.current_group(), self.rows.current_row()
        faces = self.naming.chosen(cluster) if cluster is not None else []
        if cluster is not None and at is not None and faces:
            self._session.edit(lambda library: edits.ignore_faces(library, faces, reason), self.edited.emit)
            self.naming.go_on_from(cluster.id, at, focus=False)
            self.named.emit(cluster)

    def is_typed_in(self) -> bool:
        """Whether a name is begun."""
        return self.rows.field.isVisible() and bool(self.rows.field.text())

    def take_hand(self) -> None:
        """Put the keyboard on the current row."""
        if self.is_typed_in():
            self.rows.field.setFocus()
        else:
            self.rows.make_row_current(self.rows.current_row() or 0)


def _how(groups: int) -> str:
    counted = tr("%Ln group(s)", None, groups)
    return counted + "   ·   " + tr("Name those you know: type, Enter, the next one. Click wrong faces off.")
