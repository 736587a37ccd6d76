"""What is typed at the top of the window -> people, times, folders and files to go to, several of them at once, or a
filter of the page in sight.

`/` brings the keyboard here; Down and Enter choose from the list, Esc gives the keyboard back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from faceorg.domain import FaceId, Photo, PhotoFilter
from faceorg.gui.look.icons import pixmap, set_icon
from faceorg.gui.look.text_field import TextField
from faceorg.gui.look.theme import GRID
from faceorg.gui.session.completion import Completer
from faceorg.gui.session.navigation import PhotoTarget, Place
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.roles import Role
from faceorg.gui.words.i18n import tr

if TYPE_CHECKING:
    from faceorg.gui.search.file_names import FileNames
    from faceorg.gui.search.folder_names import FolderNames
    from faceorg.gui.search.months import MonthsOfPhotos
    from faceorg.gui.search.query import Asked, FindMonths

ROW_HEIGHT = 5 * GRID
MOST_HITS = 8
MOST_FOLDERS, MOST_FILES = 3, 3


@dataclass(frozen=True)
class Hit:
    """One line below the field. place : None where nothing was found; face_id: a cover to paint, else icon is the name
    of one."""

    text: str
    detail: str
    place: Place | None
    face_id: FaceId | None = None
    icon: str = "search"


class HitDelegate(QStyledItemDelegate):
    """A cover or an icon, the text, and its detail at the trailing edge."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit: Hit = index.data(Role.ITEM)
        theme, rect = self._session.theme, option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if option.state & QStyle.StateFlag.State_Selected else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        side = ROW_HEIGHT - GRID
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left = rect.right() - side - 7 if mirrored else rect.x() + GRID
        if hit.icon == "cover":
            self._session.faces.draw(painter, QRectF(left, rect.y() + 4, side, side), hit.face_id, round_=True)
        else:
            made = pixmap(hit.icon, theme.color("muted"), 20, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPoint(left + (side - 20) // 2, rect.y() + (ROW_HEIGHT - 20) // 2), made)
        inner = (
            rect.adjusted(2 * GRID, 0, -(side + 2 * GRID), 0)
            if mirrored
            else rect.adjusted(side + 2 * GRID, 0, -2 * GRID, 0)
        )
        metrics = option.fontMetrics
        text = metrics.elidedText(hit.text, Qt.TextElideMode.ElideRight, inner.width())
        left_over = max(0, inner.width() - metrics.horizontalAdvance(text) - 3 * GRID)
        detail = metrics.elidedText(hit.detail, Qt.TextElideMode.ElideMiddle, left_over)
        painter.setPen(theme.color("text"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), text)
        painter.setPen(theme.color("muted"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing), detail)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW_HEIGHT)


class SearchField(TextField):
    """The field with its list.

    Signals
    -------
    typed(str) : for the page in sight, which may filter by it
    left() : Esc: the page wants the keyboard back
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "search")
        self.setPlaceholderText(tr("Search people, dates, folders — or drop a picture here"))
        self.setAccessibleName(tr("Search"))
        self.setClearButtonEnabled(True)
        if (clear := self.findChild(QAction)) is not None:
            set_icon(clear, "close", session.theme)  # Qt's own is a black disc in every theme
        # The list is filled in a turn after the page's: together they held the window up for two frames.
        self._list_is_late = QTimer(self, singleShot=True, interval=0)
        self._list_is_late.timeout.connect(lambda: self._fill(self.text()))
        self.textEdited.connect(self._on_typed)
        self.textChanged.connect(lambda text: self._on_typed("") if not text else None)

    @cached_property
    def lines(self) -> QListView:
        """The list, made when it is first wanted: the window opens without it."""
        made = QListView(self.window())
        made.setObjectName("searchHits")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMouseTracking(True)
        made.setUniformItemSizes(True)
        made.setAccessibleName(tr("Found"))
        made.setModel(self._model)
        made.setItemDelegate(HitDelegate(self._session, made))
        made.clicked.connect(lambda index: self._go(index.row()))
        made.hide()
        self._session.thumbnails.arrived.connect(lambda _ids: made.viewport().update())
        return made

    @cached_property
    def _folders(self) -> FolderNames:
        from faceorg.gui.search.folder_names import FolderNames

        return FolderNames(self._session, self)

    @cached_property
    def _files(self) -> FileNames:
        from faceorg.gui.search.file_names import FileNames

        return FileNames(self._session, self)

    @cached_property
    def _months(self) -> MonthsOfPhotos:
        from faceorg.gui.search.months import MonthsOfPhotos

        return MonthsOfPhotos(self._session, self, self._on_more)

    @cached_property
    def _model(self) -> QStandardItemModel:
        return QStandardItemModel(self)

    def _close_list(self) -> None:
        self._list_is_late.stop()
        if "lines" in self.__dict__:
            self.lines.hide()

    def _list_is_open(self) -> bool:
        return "lines" in self.__dict__ and self.lines.isVisible()

    def _on_typed(self, text: str) -> None:
        self.typed.emit(text)
        if text.strip():
            self._folders.load(self._on_more)
            self._files.ask(text, MOST_FILES, self._on_more)
        self._list_is_late.start()

    def _catch_up(self) -> None:
        if self._list_is_late.isActive():
            self._list_is_late.stop()
            self._fill(self.text())

    def _on_more(self) -> None:
        """Folders, files or months came in late."""
        if self.hasFocus():
            self._fill(self.text())

    def _fill(self, text: str) -> None:
        marked = self.lines.currentIndex().data(Role.ITEM) if self._list_is_open() else None
        self._model.clear()
        known, files = self._session.people_cache.completer(), self._files.find(text)
        months = self._months
        found = find_hits(text, known, self._folders.find, files, months.find, months.has_any) or self._nothing(text)
        for hit in found if text.strip() else []:
            item = QStandardItem(hit.text)
            item.setData(hit, Role.ITEM)
            item.setEditable(False)
            item.setEnabled(hit.place is not None)
            item.setAccessibleText(f"{hit.text} {hit.detail}")
            self._model.appendRow(item)
            if marked is not None and (hit.text, hit.place) == (marked.text, marked.place):
                self.lines.setCurrentIndex(item.index())  # folders came in late: who was marked stays it
        self._show_list()

    def _nothing(self, text: str) -> list[Hit]:
        """Say that nothing was found, once that is known."""
        if self._files.is_looking(text) or self._folders.is_reading or self._months.is_reading:
            return []
        return [Hit(tr("Nothing is called “{text}”").format(text=" ".join(text.split())), "", None, None, "info")]

    def _show_list(self) -> None:
        rows = self._model.rowCount()
        if not rows:
            self._close_list()
        else:
            self.lines.show()
            below = self.mapTo(self.window(), QPoint(0, self.height() + 4))
            self.lines.setGeometry(below.x(), below.y(), self.width(), rows * ROW_HEIGHT + 12)
            self.lines.raise_()

    def _go(self, row: int) -> None:
        hit: Hit = self._model.item(row).data(Role.ITEM)
        if hit.place is None:
            return
        self._close_list()
        self.clear()
        self._session.navigation_requested.emit(hit.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._catch_up()
        row = self.lines.currentIndex().row() if self._list_is_open() else -1
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._list_is_open():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.lines.setCurrentIndex(self._model.index((row + step) % self._model.rowCount(), 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._list_is_open():
                self._go(max(0, row))
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._close_list()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._close_list()
        return super().event(event)


def find_hits(
    text: str,
    completer: Completer,
    find_folders: Callable[[str, int], Sequence[Path]] = lambda _text, _limit: (),
    files: Sequence[Photo] = (),
    find_months: FindMonths | None = None,
    has_any: Callable[[tuple[date, date]], bool | None] = lambda _days: None,
) -> list[Hit]:
    """Return what several words mean together, people by name, what the text says as a time, folders, files.

    find_months : see `readings`; has_any : whether there is a photo of these days, None where that is not known
    """
    from faceorg.gui.search.days import find_days
    from faceorg.gui.search.query import MOST_TIMES, no_months, readings

    find_months = find_months or no_months
    folders = find_folders(text, MOST_FOLDERS)
    hits = [_together(asked) for asked in readings(text, completer, find_folders, find_months)]
    people = completer.complete(text, MOST_HITS - 2 - len(folders))
    hits += [
        Hit(who.name, tr("%Ln photo(s)", None, who.count), Place("person", who.person_id), who.cover_face_id, "cover")
        for who in people
    ]
    if len(people) == 1:
        wanted = PhotoFilter(all_of=(people[0].person_id,))
        hits.append(
            Hit(tr("All photos of {name}").format(name=people[0].name), "", Place("photos", wanted), None, "photos")
        )
    whole = find_days(text)
    times = [(text.strip(), whole)] if whole is not None else find_months(text, PhotoFilter())[:MOST_TIMES]
    for time, (since, until) in times:
        said = tr("Photos of {time}").format(time=time)
        none = tr("no photos") if (since, until) == whole and has_any((since, until)) is False else ""
        hits.append(Hit(said, none, Place("photos", PhotoFilter(since=since, until=until)), None, "calendar"))
    hits += [
        Hit(path.name, str(path.parent), Place("photos", PhotoFilter(folder=path)), None, "folder") for path in folders
    ]
    hits += [
        Hit(photo.path.name, str(photo.path.parent), Place("photo", PhotoTarget(photo.id)), None, "photos")
        for photo in files[:MOST_FILES]
    ]
    return hits


def _together(asked: Asked) -> Hit:
    parts = [" + ".join(who.name for who in asked.people), asked.days_said, asked.folder.name if asked.folder else ""]
    said = "  ·  ".join(part for part in parts if part)
    return Hit(said, tr("Photos"), Place("photos", asked.wanted()), None, "photos")
