"""What a start of the window imports before the window is shown [Note: The window opens without it]."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

import faceorg
from faceorg.library.opening.open_library import open_library

# As many as there are, and room for a few: each is a millisecond or so that everybody waits for at every start.
MOST_OWN = 142
# Of anybody's, in one step while the user may be scrolling.
MOST_A_STEP = 16
# What somebody may ask for once the window is there, and what is slow to import, of us and of others.
NOT_YET = (
    "calendar",
    "_strptime",
    "faceorg.catalog.faces",
    "faceorg.catalog.pictures.copies",
    "faceorg.catalog.pictures.stack_finding",
    "faceorg.catalog.remembered",
    "faceorg.catalog.vectors",
    "faceorg.gui.jobs.scanning",
    "faceorg.gui.naming.name_field",
    "faceorg.gui.search.query",
    "faceorg.gui.sheets.base",
    "faceorg.gui.window.cannot_open",
    "faceorg.gui.window.notice_bar",
    "faceorg.library.people.edits",
    "faceorg.library.recognising",
    "faceorg.library.scanning",
    "faceorg.matching",
    "faceorg.vision",
    "hashlib",
    "numpy",
    "onnxruntime",
    "PIL",
)

# Imported by jobs, on their threads: a page to print is nothing that a click waits for.
OF_JOBS = {"faceorg.library.exports.page_html", "faceorg.library.exports.text_files", "faceorg.paper"}

# A program that opens a window over a library and shows People, and says what it has imported by then.
START = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from faceorg.gui.app import make_application
from faceorg.gui.look.theme import Theme
from faceorg.gui.session.session import Session
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.helper.helper_process import HelperProcess
from faceorg.library.opening.open_library import open_library
app, settings = make_application(), QSettings("/nonexistent/none.ini", QSettings.Format.IniFormat)
library = open_library(Path(sys.argv[1]))
session = Session(library, Theme(app, settings), settings, helper=HelperProcess(library))
window = MainWindow(session); session.go("people"); window.show()
print(json.dumps(sorted(sys.modules)), flush=True)
window.close(); library.close()
"""

# A program that opens a window and has not shown it yet, however long that takes: what begins "soon" is due at once.
UNSHOWN = """
import gc, json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from faceorg.gui.app import make_application
from faceorg.gui.look.theme import Theme
from faceorg.gui.session.session import Session
from faceorg.gui.window import warm_up, watchers
from faceorg.gui.window.main_window import MainWindow
from faceorg.library.opening.open_library import open_library
warm_up.FIRST_STEP_MS = watchers.BEGIN_MS = 0
app, settings = make_application(), QSettings("/nonexistent/none.ini", QSettings.Format.IniFormat)
searched_by_garbage = len(gc.get_objects())
library = open_library(Path(sys.argv[1]))
window = MainWindow(Session(library, Theme(app, settings), settings)); window.session.go("people")
app.processEvents()
begun = "faceorg.gui.window.second_start" in sys.modules
window.show(); app.processEvents()
print(json.dumps([searched_by_garbage, begun, "faceorg.gui.window.second_start" in sys.modules]), flush=True)
window.close(); library.close()
"""

# Imports after a start what `warm_up` does, and says what came with each module.
WARMED_UP = """
import json, sys
from importlib import import_module
import faceorg.gui.app, faceorg.gui.pages.people.page
from faceorg.gui.window.warm_up import read_what_waits
steps, waiting = {"": list(sys.modules)}, read_what_waits()
for module in waiting:
    before = set(sys.modules)
    import_module(module)
    steps[module] = [name for name in sys.modules if name not in before]
print(json.dumps(steps), flush=True)
"""


def said_by(program: str, *arguments: str) -> object:
    said = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return json.loads(said.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def at_start(tmp_path_factory) -> set[str]:
    folder = tmp_path_factory.mktemp("start") / "library"
    open_library(folder).close()  # a new one gets an identity of its own, for which more is imported
    return set(said_by(START, str(folder)))


@pytest.fixture(scope="module")
def warmed_up() -> dict[str, list[str]]:
    """What each step of the warm-up imported."""
    return said_by(WARMED_UP)


def test_a_start_imports_few_modules_of_our_own(at_start: set[str]) -> None:
    own = [name for name in at_start if name.partition(".")[0] == "faceorg"]
    assert "faceorg.gui.pages.people.page" in own
    assert len(own) <= MOST_OWN, own


def test_a_start_waits_for_nothing_that_can_come_later(at_start: set[str]) -> None:
    assert [name for name in NOT_YET if name in at_start] == []


def test_nothing_that_can_wait_begins_before_the_window_is_shown(tmp_path: Path) -> None:
    open_library(tmp_path / "library").close()
    searched_by_garbage, begun_before, begun_after = said_by(UNSHOWN, str(tmp_path / "library"))
    assert searched_by_garbage < 1000  # of 50,000 objects: modules and classes stay, and are no garbage
    assert not begun_before
    assert begun_after


def imports_inside_functions(file: Path) -> Iterator[str]:
    """Yield the modules of faceorg that functions of a file import."""
    for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        for found in ast.walk(function):
            if isinstance(found, ast.ImportFrom) and (found.module or "").startswith("faceorg"):
                for name in found.names:
                    inner = f"{found.module}.{name.name}"
                    is_package = (find_spec(found.module or "") or find_spec("faceorg")).submodule_search_locations  # type: ignore[union-attr]
                    yield inner if is_package and find_spec(inner) else found.module or ""


def test_all_that_the_window_imports_later_is_there_once_it_has_warmed_up(warmed_up: dict[str, list[str]]) -> None:
    window = sorted((Path(faceorg.__file__).parent / "gui").rglob("*.py"))
    later = {module for file in window for module in imports_inside_functions(file)}
    assert "faceorg.library.scanning.folders" in later
    assert sorted(later - OF_JOBS - {name for step in warmed_up.values() for name in step}) == []


def test_no_step_of_the_warm_up_imports_so_much_that_a_frame_is_missed(warmed_up: dict[str, list[str]]) -> None:
    large = {step: names for step, names in warmed_up.items() if step and len(names) > MOST_A_STEP}
    assert len(warmed_up) > 80
    assert large == {}
