"""What the list below the search field shows, as its user sees it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from faceorg.gui.search.search_field import Hit
from faceorg.gui.tiles.roles import Role


def found(window) -> list[Hit]:
    """The lines for what was typed; none where the list is closed."""
    QCoreApplication.processEvents()  # the list is filled in a turn of its own
    if not window.search.lines.isVisible():
        return []
    rows = window.search.lines.model()
    return [rows.index(row, 0).data(Role.ITEM) for row in range(rows.rowCount())]
