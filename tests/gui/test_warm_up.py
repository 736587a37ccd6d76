"""What pages need is read and imported while nobody waits for it."""

from __future__ import annotations

import sys

from faceorg.gui.window.warm_up import read_through
from faceorg.paths import resources_dir


def test_the_files_of_modules_and_all_icons_are_read() -> None:
    icons = len(list((resources_dir() / "icons").glob("*.svg")))
    assert icons > 10
    assert read_through(()) == icons
    assert read_through(("faceorg.gui.look.icons",)) > icons


def test_a_module_that_is_not_there_costs_nothing() -> None:
    assert read_through(("faceorg.gui.nothing_of_this_name",)) == read_through(())


def test_the_window_has_every_page_imported_soon(qtbot, window) -> None:
    qtbot.waitUntil(lambda: "faceorg.gui.pages.names.page" in sys.modules, timeout=60_000)
