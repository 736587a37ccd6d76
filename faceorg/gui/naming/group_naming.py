"""Groups without a name as rows, one of them current: a name, Enter, the next row. What every page that lists groups
does with them alike; the pages say which groups, and what else can be done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QWidget

from faceorg.domain import Cluster, ClusterId, FaceId, PersonId
from faceorg.gui.naming import naming
from faceorg.gui.naming.cluster_rows import ClusterRows
from faceorg.gui.naming.clusters_model import ClustersModel
from faceorg.gui.naming.name_field import NameChoice
from faceorg.gui.session.session import Session
from faceorg.gui.session.taken_back import TakenBack
from faceorg.gui.tiles.face_verbs import show_menu, show_more_of
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.keys import key_in_words
from faceorg.library.views import people_views


@dataclass(frozen=True)
class _Left:
    """The group that an edit was about. listed : it was among the rows; opened : it was shown on its own"""

    cluster_id: ClusterId
    listed: bool
    opened: bool


class GroupNaming(QObject):
    """The rows of a page, their model, and what is done with the current row.

    Signals
    -------
    named(Cluster) : this group gets its name; its row has gone and the next one is current
    edited(Edited) : the edit that gave a group its name, or put it aside
    who_requested(FaceId, QPoint) : one face of a row is to get a name of its own; global position
    refused() : an edit failed whose row has gone already: the groups are to be read anew
    opening_requested(ClusterId) : the edit about a group that was shown on its own was taken back
    """

    named = Signal(object)
    edited = Signal(object)
    who_requested = Signal(int, QPoint)
    refused = Signal()
    opening_requested = Signal(object)

    def __init__(self, session: Session, page: QWidget, opened: Callable[[], ClusterId | None] = lambda: None) -> None:
        """opened : the group that the page shows on its own now, in the place of the rows"""
        super().__init__(page)
        self._session, self._page = session, page
        self.model = ClustersModel(self)
        self.rows = ClusterRows(session, self.model)
        self.rows.field.named.connect(self._on_named)
        # Esc leaves the field: then digits and signs are the page's keys, and Esc once more goes back.
        self.rows.field.cancelled.connect(page.setFocus)
        self.rows.expanded.connect(self._open)
        self.rows.current_row_changed.connect(self._look_up_likely)
        self.model.dataChanged.connect(self._say_whom)  # a face was clicked off, or back in
        self._back_to: ClusterId | None = None  # whose name was taken back, and is not listed again yet
        self._gone_on_from: list[ClusterId] = []  # whose edits are on their way, while other rows are current
        self._opened = opened
        self._left_open: set[ClusterId] = set()  # those that were shown on their own when somebody went on from them
        self._typed: dict[ClusterId, str] = {}  # the names of those: an edit may be refused
        session.runner.problem_reported.connect(self._on_problem)
        TakenBack(session, self._group_in_hand, self._come_back, self)
        self.rows.face_menu_requested.connect(self._on_face_menu)
        self.rows.face_followed.connect(lambda face_id: show_more_of(session, FaceId(face_id)))

    # ------------------------------------------------------------ the current row
    def current_group(self) -> Cluster | None:
        at = self.rows.current_row()
        return self.model.cluster(at) if at is not None else None

    def chosen(self, cluster: Cluster) -> list[FaceId]:
        """Return the faces of a group that were not clicked off."""
        off = self.model.left_out(cluster.id)
        return [face_id for face_id in cluster.face_ids if face_id not in off]

    def current_face(self) -> FaceId | None:
        """Return the best face of the current row that is not left out."""
        cluster = self.current_group()
        return next(iter(self.chosen(cluster)), cluster.face_ids[0]) if cluster is not None else None

    def show(self, found: Sequence[Cluster], *, anew: bool = False, focus: bool = False) -> None:
        """Show these groups; the current row stays current, with what is typed there.

        anew : in the order given, whatever was shown before; focus : the keyboard belongs to the current row
        """
        found = [cluster for cluster in found if cluster.id not in self._gone_on_from]
        if self._back_to in {cluster.id for cluster in found}:
            self._show_again(found, anew=anew, focus=focus)
            return
        at, field = self.rows.current_row(), self.rows.field
        current = self.model.cluster(at).id if at is not None else None
        typed, offered, scrolled = field.text(), field.list_is_open(), self.rows.verticalScrollBar().value()
        (self.model.sort_anew if anew else self.model.show)(found)
        if not found:
            return
        again = self.model.row_of(current) if current is not None else None
        # A field that hides with its row gives the keyboard to the page, which makes the first row current.
        if again is not None and again == at == self.rows.current_row():
            return
        self._restore(again if again is not None else at or 0, typed if again is not None else "", focus)
        self.rows.verticalScrollBar().setValue(scrolled)
        if offered and again is not None:
            field.offer()  # the list went with the row

    @property
    def is_settling(self) -> bool:
        """Whether edits are on their way whose rows have gone already."""
        return bool(self._gone_on_from)

    def _on_problem(self) -> None:
        """Whoever was refused is listed again, with the name that was typed, unless somebody types on already."""
        if not self._gone_on_from:
            return
        if not self.rows.field.text():
            self._back_to = self._gone_on_from[0]
        self._gone_on_from.clear()
        self._left_open.clear()
        self.refused.emit()

    def _group_in_hand(self) -> _Left | None:
        if self._gone_on_from:
            settled = self._gone_on_from.pop(0)
            self._typed.pop(settled, None)
            was_open = settled in self._left_open
            self._left_open.discard(settled)
            return _Left(settled, listed=True, opened=was_open)
        if (opened := self._opened()) is not None:
            return _Left(opened, listed=False, opened=True)
        group = self.current_group() if self.rows.isVisible() else None
        return _Left(group.id, listed=True, opened=False) if group is not None else None

    def _come_back(self, left: _Left) -> None:
        if left.listed and (at := self.model.row_of(left.cluster_id)) is not None:
            self.rows.make_row_current(at)
        elif left.listed:
            self._back_to = left.cluster_id
        if left.opened:
            self.opening_requested.emit(left.cluster_id)

    def _show_again(self, found: Sequence[Cluster], *, anew: bool, focus: bool) -> None:
        """The group whose name was taken back is listed again: it is the current one, as it was before."""
        back, self._back_to = self._back_to, None
        (self.model.sort_anew if anew else self.model.show)(found)
        at = self.model.row_of(back) if back is not None else None
        self._restore(at or 0, self._typed.pop(back, "") if back is not None else "", focus)
        self._typed.clear()
        self.rows.scrollTo(self.rows.currentIndex())
        self.rows.place_field()

    def _restore(self, at: int, typed: str, focus: bool) -> None:
        self.rows.keep_row_current(at)
        self.rows.field.setText(typed)
        self._look_up_likely(self.rows.currentIndex().row())
        if focus:
            self.rows.field.setFocus()

    def open_group(self) -> None:
        """Show all faces of the current group."""
        if (at := self.rows.current_row()) is not None:
            self._open(at)

    def _open(self, at: int) -> None:
        self._session.go("unnamed", self.model.cluster(at).id)

    # ------------------------------------------------------------ names
    def _on_named(self, named: NameChoice) -> None:
        cluster, at = self.current_group(), self.rows.current_row()
        if cluster is None or at is None:
            return
        off, typed = self.model.left_out(cluster.id), self.rows.field.text()

        def begun() -> None:
            """The letters that come from here on are for the next group, however long the edit takes."""
            row = self.model.row_of(cluster.id)
            self.go_on_from(cluster.id, at if row is None else row, typed=typed)
            self.named.emit(cluster)

        window = self._page.window()
        naming.name_group(self._session, window, cluster.face_ids, sorted(off), named, self.edited.emit, begun)

    def go_on_from(
        self, cluster_id: ClusterId, at: int, *, typed: str = "", focus: bool = True, opened: bool = False
    ) -> None:
        """Go on before the edit that settles this group is done; its undo comes back to it all the same.

        typed : the name that it gets, to be typed again where the edit is refused
        opened : it is shown on its own, and is again when the edit is taken back
        """
        self._gone_on_from.append(cluster_id)
        if opened:
            self._left_open.add(cluster_id)
        if typed:
            self._typed[cluster_id] = typed
        self.next_after(cluster_id, at, focus=focus)

    def next_after(self, cluster_id: ClusterId, at: int, *, focus: bool = True) -> None:
        """This group is settled: its row goes, and the one that follows it is current, with the keyboard or without."""
        bar = self.rows.verticalScrollBar()
        scrolled = bar.value()
        self.model.set_left_out(cluster_id, frozenset())
        self.model.remove(cluster_id)
        bar.setValue(scrolled)  # while the row goes, Qt scrolls to the one after it, where that lay before
        self.rows.make_row_current(at) if focus else self.rows.keep_row_current(at)

    def _say_whom(self, *_what: object) -> None:
        """Have the empty field say how many faces a name is given to, and the likely one."""
        if (cluster := self.current_group()) is None:
            return
        count, likely = len(self.chosen(cluster)), self.rows.field.likely()
        offered = self._session.people_cache.label(likely[0]) if likely else ""
        whom = tr("%Ln face(s): {name}?   {key}", None, count).format(name=offered, key=key_in_words("Ctrl+J"))
        self.rows.field.setPlaceholderText(whom if offered else tr("Name for %Ln face(s)", None, count))

    def _look_up_likely(self, at: int) -> None:
        self._say_whom()
        cluster, library = self.model.cluster(at), self._session.library
        self._session.runner.read(
            lambda: people_views.likely_people(library, cluster.face_ids),
            lambda found: self._offer_likely(cluster.id, found),
            self,
        )

    def _offer_likely(self, cluster_id: ClusterId, found: Sequence[PersonId]) -> None:
        cluster = self.current_group()
        if cluster is None or cluster.id != cluster_id:
            return  # another row is current by now
        known = tuple(who for who in found if self._session.people_cache.get(who))
        self.rows.field.set_likely(known)
        self._say_whom()

    def name_likely(self) -> None:
        """Give the current group the name that is offered in its field."""
        likely = self.rows.field.likely()
        if likely and self.rows.isVisible():
            self._on_named(NameChoice(self._session.people_cache.name(likely[0]), likely[0]))

    def _on_face_menu(self, face_id: FaceId, where: QPoint) -> None:
        ask = partial(self.who_requested.emit, face_id, where)
        show_menu(self._session, self._page, face_id, None, where, ask_who=ask)


def has_keyboard(page: QWidget) -> bool:
    """Whether the keyboard is on this page, which is in sight, or nowhere."""
    focused = QApplication.focusWidget()
    if not page.isVisible():
        return False
    return focused is None or focused in (page, page.window()) or page.isAncestorOf(focused)
