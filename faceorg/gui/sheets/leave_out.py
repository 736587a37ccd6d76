"""A folder is to be left out: what that means, and whether its faces and names are kept or forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from faceorg.domain import PhotoFilter, PhotoId, PhotoState
from faceorg.gui.jobs import scanning
from faceorg.gui.look.widgets import button, label
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.base import Sheet
from faceorg.gui.words.i18n import tr
from faceorg.library.views import photo_views


class LeaveOutSheet(Sheet):
    """Calls `on_answer` with whether they are to be forgotten; the keyboard is on Cancel until somebody moves it."""

    @classmethod
    def ask(cls, session: Session, window: QWidget, folder: Path, *, scanned: bool) -> None:
        """Count its photos, then ask. scanned : the folder is scanned by itself; else it lies in one that is"""
        library, below = session.library, PhotoFilter(folder=folder)
        unread = replace(below, state=PhotoState.FAILED)

        def read() -> list[PhotoId]:
            """Return the photos that leave lists: those that could not be read have one, too."""
            return [*photo_views.find_photos(library, below), *photo_views.find_photos(library, unread)]

        def ask(found: Sequence[PhotoId]) -> None:
            def answered(forget: bool) -> None:
                scanning.leave_out(session, folder, scanned=scanned, forgotten=found if forget else ())

            cls(window, folder, len(found), answered).open()

        session.runner.read(read, ask, window)

    def __init__(self, window: QWidget, folder: Path, photos: int, on_answer: Callable[[bool], None]) -> None:
        super().__init__(window, tr("Leave out the folder {folder}?").format(folder=folder.name or str(folder)))
        self._on_answer = on_answer
        left = tr("No scan looks there any more, and its %Ln photo(s) leave lists and counts.", None, photos)
        kept = tr(
            "Kept, their faces and names wait until Settings takes the folder in again. Forgotten, they are gone for "
            "good. The photos themselves stay as they are."
        )
        self.body.addWidget(label(left, wrap=True))
        self.body.addWidget(label(kept, wrap=True))
        self.no = button(tr("Cancel"), self.cancel)
        self.forget = button(tr("Forget faces and names"), lambda: self._answer(forget=True), "danger")
        self.keep = button(tr("Keep faces and names"), lambda: self._answer(forget=False), "primary")
        for answer in (self.no, self.forget, self.keep):
            self.buttons.addWidget(answer)
        self.forget.setVisible(photos > 0)

    def take_focus(self) -> None:
        self.no.setFocus()

    def _answer(self, *, forget: bool) -> None:
        self.close_sheet()
        self._on_answer(forget)
