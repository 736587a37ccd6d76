"""The entry of a scanned folder: a click shows its photos, its menu has what else can be done with a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from faceorg.domain import PhotoFilter
from faceorg.gui.look.icons import icon, set_icon
from faceorg.gui.look.widgets import rounded
from faceorg.gui.session.session import Session
from faceorg.gui.window.nav_button import NavButton
from faceorg.gui.words.i18n import tr


class FolderEntry(NavButton):
    """One folder. A click on one that is away opens the menu: it may have been moved."""

    def __init__(self, session: Session, folder: Path, *, present: bool) -> None:
        """present : whether it is there now"""
        super().__init__(folder.name or str(folder))
        self._session, self.folder, self._is_present = session, folder, present
        self.setToolTip(
            str(folder) if present else tr("{folder} is away. Its photos and names are kept.").format(folder=folder)
        )
        self.set_count("" if present else tr("away"))
        set_icon(self, "folder", session.theme)
        self.clicked.connect(lambda: self._show_photos() if present else self._show_menu())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self._show_menu(None if by_key else event)
        event.accept()

    def _show_menu(self, event: QContextMenuEvent | None = None) -> None:
        """event : of the mouse, where the menu opens; None: below the entry"""
        menu = rounded(QMenu(self))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = self._session.theme
        menu.addAction(icon("photos", theme), tr("Show its photos"), self._show_photos)
        if self._is_present:
            menu.addAction(icon("external", theme), tr("Show in the file manager"), self._show_outside)
            scan = menu.addAction(icon("search", theme), tr("Look for new photos"), self._scan)
            scan.setEnabled(not self._session.runner.has_job(self._key()))
        else:
            menu.addAction(icon("move", theme), tr("It was moved: choose where it is…"), self._choose_where)
        menu.addSeparator()
        menu.addAction(icon("close", theme), tr("Leave out or remove…"), self._leave_out)
        menu.popup(event.globalPos() if event is not None else self.mapToGlobal(self.rect().bottomLeft()))

    def _key(self) -> str:
        return f"look into {self.folder}"

    def _show_photos(self) -> None:
        self._session.go("photos", PhotoFilter(folder=self.folder))

    def _show_outside(self) -> None:
        from faceorg.gui.file_manager import show_in_file_manager

        session, folder = self._session, self.folder

        def told(is_shown: bool) -> None:
            if not is_shown:
                session.notice(tr("No file manager answered. The folder is {path}").format(path=folder))

        show_in_file_manager(session.runner, [folder], told, session)

    def _scan(self) -> None:
        from faceorg.gui.jobs import scanning

        scanning.scan(self._session, [self.folder], key=self._key())

    def _choose_where(self) -> None:
        from faceorg.gui.jobs import scanning

        scanning.choose_where(self._session, self.window(), self.folder)

    def _leave_out(self) -> None:
        from faceorg.gui.sheets.leave_out import LeaveOutSheet

        LeaveOutSheet.ask(self._session, self.window(), self.folder, scanned=True)
