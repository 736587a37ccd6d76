"""A picture dropped, pasted or opened -> who is in it, and where else; a folder dropped on the window -> a scan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr

if TYPE_CHECKING:
    from faceorg.passing import PassingFolder

# What a pasted picture is kept with until it was looked at: nothing a face is recognised by is lost.
PASTED_QUALITY = 96


class OutsidePictures(QObject):
    """Watches a window for drops, and takes what is in the clipboard."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._folder: PassingFolder | None = None
        self._pasted = 0
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        session.close_begun.connect(self._clean_up)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if _is_of_use(event.mimeData()) and event.source() is None:
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop and event.source() is None:
            event.acceptProposedAction()
            self.take(event.mimeData())
            return True
        return False

    def ask(self) -> None:
        """Search by a picture that the user chooses from the disk."""
        from PySide6.QtWidgets import QFileDialog

        from faceorg.formats import PICTURE_SUFFIXES

        patterns = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        title = tr("Search by a picture")
        chosen, _filter = QFileDialog.getOpenFileName(
            self._window, title, str(Path.home()), tr("Pictures ({patterns})").format(patterns=patterns)
        )
        if chosen:
            self._session.go("alike", Path(chosen))

    def paste(self) -> None:
        """Search by the picture in the clipboard."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._session.notice(tr("There is no picture in the clipboard. Copy one first, or drop a file here."))

    def take(self, data: QMimeData) -> bool:
        """Do what fits: search by a picture, or offer folders to be scanned. Return whether anything fitted."""
        from faceorg.gui.file_urls import path_of

        files = [path_of(url) for url in data.urls() if url.isLocalFile()]
        folders = [path for path in files if path.is_dir()]
        pictures = [path for path in files if path.is_file()]
        if folders:
            self._session.go("welcome", tuple(folders))
        elif pictures:
            self._session.go("alike", pictures[0])
            if len(pictures) > 1:
                self._session.notice(tr("One picture at a time: this is {name}.").format(name=pictures[0].name))
        elif data.hasImage():
            return self._take_image(data)
        else:
            return False
        return True

    def _take_image(self, data: QMimeData) -> bool:
        from faceorg.passing import PassingFolder

        image = QImage(data.imageData())
        if image.isNull():
            return False
        try:
            self._folder = self._folder or PassingFolder()
        except OSError:
            self._say_no_room()
            return True
        self._pasted += 1
        file = self._folder.path / tr("Pasted picture {number}.jpg").format(number=self._pasted)
        # On a worker thread: encoding a screenful takes longer than a frame.
        self._session.runner.read(lambda: _save(image, file), lambda saved: self._search(file, saved), self)
        return True

    def _search(self, file: Path, saved: bool) -> None:
        if saved:
            self._session.go("alike", file)
        else:
            self._say_no_room()

    def _say_no_room(self) -> None:
        self._session.notice(tr("There is no room for the pasted picture; free some space on the disk."))

    def _clean_up(self) -> None:
        if self._folder is not None:
            self._folder.close()


def _save(image: QImage, file: Path) -> bool:
    return image.save(str(file), "JPEG", PASTED_QUALITY)  # type: ignore[call-overload,no-any-return]  # as stubs say, bytes fail


def _is_of_use(data: QMimeData) -> bool:
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())
