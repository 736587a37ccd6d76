"""The list of all pages: what the sidebar, the Go menu and the window know of them. A new page is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from faceorg.gui.pages.base import Page
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr


@dataclass(frozen=True)
class PageSpec:
    """A page.

    name : what `Session.go` calls it
    title : a function, so that it is translated when it is shown
    module, class_name : imported when the page is first shown; the window opens without it
    guide : the chapter of the guide that F1 shows on it
    keys : shortcut of its entry in the Go menu; None: reached only from other pages
    place : "main" or "foot" of the sidebar, None: not in it
    """

    name: str
    title: Callable[[], str]
    icon: str
    module: str
    class_name: str
    guide: str
    keys: str | list[str] | None = None
    place: str | None = None

    @property
    def module_path(self) -> str:
        return f"faceorg.gui.pages.{self.module}.page"

    def build(self, session: Session) -> Page:
        found = getattr(import_module(self.module_path), self.class_name)
        return cast(Page, found(session))


PAGES = (
    PageSpec("people", lambda: tr("People"), "people", "people", "PeoplePage", "naming", "Ctrl+1", "main"),
    PageSpec("unnamed", lambda: tr("Unnamed"), "unnamed", "unnamed", "UnnamedPage", "naming", "Ctrl+2", "main"),
    PageSpec("review", lambda: tr("Review"), "review", "review", "ReviewPage", "review", "Ctrl+3", "main"),
    PageSpec("person", lambda: tr("Person"), "people", "person", "PersonPage", "correcting"),
    PageSpec("story", lambda: tr("Story"), "people", "story", "StoryPage", "telling"),
    PageSpec("photos", lambda: tr("Photos"), "photos", "photos", "PhotosPage", "searching", "Ctrl+4", "main"),
    PageSpec("photo", lambda: tr("Photo"), "photos", "photo", "PhotoPage", "correcting"),
    PageSpec("alike", lambda: tr("Similar faces"), "search", "alike", "AlikePage", "searching"),
    PageSpec("names", lambda: tr("Names in files"), "import", "names", "NamesPage", "names-in-files", "Ctrl+5", "foot"),
    PageSpec("packs", lambda: tr("Recognition"), "packs", "packs", "PacksPage", "packs", "Ctrl+6", "foot"),
    PageSpec(
        "settings",
        lambda: tr("Settings"),
        "settings",
        "settings",
        "SettingsPage",
        "moving",
        ["Ctrl+,", "Ctrl+7"],
        "foot",
    ),
    PageSpec("history", lambda: tr("History"), "history", "history", "HistoryPage", "correcting", "Ctrl+8", "foot"),
    PageSpec("welcome", lambda: tr("Welcome"), "folder", "welcome", "WelcomePage", "first-scan"),
    PageSpec("guide", lambda: tr("Guide"), "info", "guide", "GuidePage", "first-scan"),
)


def spec(name: str) -> PageSpec:
    return next(page for page in PAGES if page.name == name)
