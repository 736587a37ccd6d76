"""The verbs of every page with a large grid: its pictures larger and smaller, and along its years."""

from __future__ import annotations

from datetime import date

from faceorg.gui.pages.base import Page
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.zooming import ZoomingGrid
from faceorg.gui.words.dates import span_in_words
from faceorg.gui.words.i18n import day, tr


def add_zoom(page: Page, grid: ZoomingGrid) -> None:
    """Give a page the verbs that say how large its pictures are."""
    page.add_action("larger", tr("Larger pictures"), ["+", "="], lambda: grid.zoom(1), repeats=True)
    page.add_action("smaller", tr("Smaller pictures"), "-", lambda: grid.zoom(-1), repeats=True)


def add_years(page: Page, grid: ZoomingGrid) -> None:
    """Give a page the verbs that go along its timeline, newest first, as the scrubber at its edge does."""
    page.add_action("later_year", tr("Later year"), "Ctrl+PgUp", lambda: grid.go_to_year(-1), repeats=True)
    page.add_action("earlier_year", tr("Earlier year"), "Ctrl+PgDown", lambda: grid.go_to_year(1), repeats=True)


def say_nearest(session: Session, first: date, last: date, found: date | None) -> None:
    """Say where somebody has come to who asked for days of which there is nothing."""
    if found is None or not first <= found <= last:
        nearest = day(found) if found is not None else tr("No date")
        told = tr("Nothing is of {time}. The nearest: {nearest}.")
        session.notice(told.format(time=span_in_words(first, last), nearest=nearest))
