"""The verbs of a person's page beyond single faces: favourite, slideshow, all that faceorg gave by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction

from faceorg.domain import PersonSummary, PhotoFilter
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.person_top import favour_or_not
from faceorg.gui.sheets.confirm_all import ConfirmAllSheet
from faceorg.gui.words.i18n import tr


def add_telling(page: Page, shown: Callable[[], PersonSummary | None]) -> list[QAction]:
    """Make them; return them in their order. shown : whom the page is about"""
    session = page.session

    def favour() -> None:
        if (found := shown()) is not None:
            favour_or_not(session, found.person)

    def show_slides() -> None:
        if (found := shown()) is not None:
            session.show_slides_of(PhotoFilter(all_of=(found.person.id,)))

    def confirm_all() -> None:
        if (found := shown()) is not None:
            ConfirmAllSheet.ask(session, page.window(), found.person)

    return [
        page.add_action("confirm_all", tr("Confirm all…"), "Ctrl+Shift+Return", confirm_all, "check"),
        page.add_action("favourite", tr("Favourite or not"), "F4", favour, "star"),
        page.add_action("slides", tr("Slideshow"), "F9", show_slides, "play"),
    ]
