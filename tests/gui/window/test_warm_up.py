"""What pages need is read and imported while nobody waits for it."""

from __future__ import annotations

import gc
import sys
import weakref

from faceorg.gui.window.warm_up import leave_alone_what_is_there, read_through
from faceorg.paths import resources_dir


class Knot:
    def __init__(self) -> None:
        self.itself = self


def test_the_files_of_modules_and_all_icons_are_read() -> None:
    icons = len(list((resources_dir() / "icons").glob("*.svg")))
    assert icons > 10
    assert read_through(()) == icons
    assert read_through(("faceorg.gui.look.icons",)) > icons


def test_a_module_that_is_not_there_costs_nothing() -> None:
    assert read_through(("faceorg.gui.nothing_of_this_name",)) == read_through(())


def test_the_window_has_every_page_imported_soon(qtbot, window) -> None:
    qtbot.waitUntil(lambda: "faceorg.gui.pages.names.page" in sys.modules, timeout=60_000)


def test_new_garbage_is_taken_away_before_all_else_is_left_alone() -> None:
    gone = weakref.ref(Knot())
    before = gc.get_freeze_count()
    leave_alone_what_is_there()
    assert gone() is None
    assert gc.get_freeze_count() > before
