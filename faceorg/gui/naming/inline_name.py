"""A field over a name that is there already: the same completion as everywhere, and Esc leaves all as it was."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from faceorg.domain import PersonId
from faceorg.gui.naming.name_field import NameField
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr


class InlineName(NameField):
    """Opens with the name, selected; no key is the page's while it is open."""

    lends_keys = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.new_text = tr("The name “{name}”")

    def open_for(self, person_id: PersonId | None, name: str) -> None:
        """Show a name to be changed. person_id : whose, who is not offered"""
        self.leave_out(person_id)
        self.close_list()
        self.setText(name)
        self.selectAll()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
