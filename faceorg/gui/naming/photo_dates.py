"""Photos -> the question when they were taken, and the edit; for every page that shows photos."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from faceorg.dates import Span
from faceorg.domain import PhotoId
from faceorg.gui.session.session import Session
from faceorg.gui.sheets.photo_date import PhotoDateSheet
from faceorg.library.people import photo_dates
from faceorg.library.views import photo_views


def ask_dates(session: Session, window: QWidget, photo_ids: Sequence[PhotoId]) -> None:
    """Ask when these photos were taken."""

    def set_dates(span: Span | None) -> None:
        session.edit(lambda library: photo_dates.set_dates(library, photo_ids, span))

    said = photo_views.dates_said(session.library, photo_ids)
    PhotoDateSheet(window, len(photo_ids), said=bool(said), on_set=set_dates).open()
