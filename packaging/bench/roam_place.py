"""Where somebody is in the window: the page with what it shows, what is selected, what the keyboard is on."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from faceorg.gui.pages.alike.page import AlikePage
from faceorg.gui.pages.people.page import PeoplePage
from faceorg.gui.pages.person.page import PersonPage
from faceorg.gui.pages.photo.page import PhotoPage
from faceorg.gui.pages.review.page import ReviewPage
from faceorg.gui.pages.unnamed.page import UnnamedPage
from faceorg.gui.window.main_window import MainWindow


@dataclass(frozen=True)
class Place:
    """Where somebody is: a page with what it shows, what is selected there, and what the keyboard is on."""

    page: str
    item: object
    selected: frozenset[Hashable]
    current: Hashable | None


def place_of(window: MainWindow) -> Place:
    """Return where the window is now."""
    page, trail = window.page, window.trail.here
    assert trail is not None
    nothing: frozenset[Hashable] = frozenset()
    if isinstance(page, PeoplePage | PersonPage | AlikePage):
        kept = page.grid.kept_selection()
        return Place(trail.page, trail.item, kept.selected, kept.current)
    if isinstance(page, UnnamedPage) and not page.group.isVisible():
        group = page.groups.current_group()
        return Place(trail.page, page.what.choice(), nothing, group.id if group else None)
    if isinstance(page, ReviewPage) and page.data is not None:
        if page.groups.isVisible():
            row = page.groups.naming.current_group()
            return Place(trail.page, "groups", nothing, row.id if row else None)
        return Place(trail.page, page.data.question.key, nothing, None)
    if isinstance(page, PhotoPage):
        return Place(trail.page, trail.item, nothing, page.stage.current)
    return Place(trail.page, trail.item, nothing, None)


def shown_on(window: MainWindow) -> set[Hashable]:
    """Return what is on the page, by its identity."""
    page = window.page
    if isinstance(page, PeoplePage | PersonPage | AlikePage):
        model = page.grid.model()
        return {page.grid.identity(model.index(row, 0)) for row in range(model.rowCount())}
    if isinstance(page, UnnamedPage) and not page.group.isVisible():
        return {page.model.cluster(row).id for row in range(page.model.rowCount())}
    if isinstance(page, ReviewPage) and page.groups.isVisible():
        return {page.groups.model.cluster(row).id for row in range(page.groups.model.rowCount())}
    if isinstance(page, PhotoPage):
        return {face.face_id for face in page.stage.faces()}
    return set()
