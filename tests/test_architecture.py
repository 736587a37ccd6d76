"""The gate: types, style, imports that point down, modules that explain themselves, tests that look from outside."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "faceorg").rglob("*.py"))
# One idea a file; where it takes more, the idea is two.
LONGEST_MODULE = 400
# By which a test may wait for a time, besides `qtbot.wait`.
SLEEPS = ("time.sleep", "sleep", "QTest.qWait", "qWait")
# Their sleep is what a program under test does, which hangs or is slow; no test waits by it.
STAND_FOR_SLOW_PROGRAMS = ("tests/library/workers/worker_fakes.py",)
# Uses of `Any` in signatures of the window and the library.
MOST_ANY = 9


def run(tool: str, *arguments: str) -> None:
    """Run one of the tools that `pip install -e .[dev]` brings, over the whole checkout."""
    done = subprocess.run(
        [Path(sys.executable).with_name(tool), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_point_down_and_pyside6_stays_in_the_window():
    run("lint-imports", "--no-cache")


@pytest.mark.timeout(900)  # from nothing it reads all stubs of numpy and Qt; the second time it takes seconds
def test_every_type_is_right():
    run("mypy")


def test_the_code_passes_the_linter():
    run("ruff", "check", "--quiet")


def test_the_code_is_formatted():
    run("ruff", "format", "--check", "--quiet")


def test_hardly_a_signature_of_window_or_library_says_any():
    """Where a value comes from outside (JSON, pickles) its form is checked and said; `object` is for what is not."""
    found = [
        f"{module.relative_to(ROOT)}:{function.lineno} {function.name}"
        for module in MODULES
        if module.relative_to(ROOT / "faceorg").parts[0] in ("gui", "library")
        for function in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for annotation in annotations_of(function)
        for part in ast.walk(annotation)
        if "Any" in (getattr(part, "id", None), getattr(part, "attr", None), getattr(part, "value", None))
    ]
    assert len(found) <= MOST_ANY, found


def annotations_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return [found for found in (*(one.annotation for one in every if one), function.returns) if found is not None]


def name_of(module: Path) -> str:
    parts = module.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(module: Path, known: set[str]) -> set[str]:
    """The modules of faceorg that a file imports: at its top, in its functions, and for the type checker alone."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in known else node.module for name in inner}
    return found & known - {name_of(module)}


def import_graph() -> dict[str, set[str]]:
    known = {name_of(module) for module in MODULES}
    return {name_of(module): imports_of(module, known) for module in MODULES}


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    """A circle, as the modules along it; empty where there is none."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_by_way_of_others():
    graph = import_graph()
    assert "faceorg.library.opening.library" in graph["faceorg.library.opening.backups"], "imports for types count"
    assert circle_in(graph) == []


def test_no_folder_imports_itself_by_way_of_others():
    """Folders of a room are as one here: `gui.look`, `library.opening`; in the rooms without folders, the room."""

    def folder_of(name: str) -> str:
        return ".".join(name.split(".")[: 3 if name.split(".")[1:2] in (["gui"], ["library"], ["matching"]) else 2])

    graph: dict[str, set[str]] = {}
    for name, imported in import_graph().items():
        graph.setdefault(folder_of(name), set()).update({folder_of(other) for other in imported} - {folder_of(name)})
    assert circle_in(graph) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_stays_one_idea(module):
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module opens with what it turns into what"
    assert len(text.splitlines()) <= LONGEST_MODULE


def test_tests_look_from_outside():
    """What a test needs of the inside of the product gets a public way."""
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno} {inside}"
        for file in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for inside in insides_named_by(node)
    ]
    assert found == []


def test_a_test_that_waits_for_a_time_says_why():
    """All others wait for a condition: a time is too short on a slow machine, and lost on a quick one."""
    found = [
        f"{file.relative_to(ROOT)}:{function.lineno} {function.name}"
        for file in sorted((ROOT / "tests").rglob("*.py"))
        if file.relative_to(ROOT).as_posix() not in STAND_FOR_SLOW_PROGRAMS
        for function in outer_functions(ast.parse(file.read_text(encoding="utf-8")))
        if waits_for_a_time(function)
        if not any("by_the_clock" in ast.unparse(mark) for mark in function.decorator_list)
    ]
    assert found == []


def outer_functions(tree: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef]:
    """Functions and methods; what is defined within one belongs to it."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from outer_functions(node)
        elif isinstance(node, ast.FunctionDef):
            yield node


def waits_for_a_time(node: ast.AST, *, asks_again: bool = False) -> bool:
    """Whether code sleeps; not the pause before a `while` asks again whether something has come about."""
    asks_again = asks_again or isinstance(node, ast.While)
    if isinstance(node, ast.Attribute | ast.Name):
        name = ast.unparse(node)
        return name == "qtbot.wait" or (not asks_again and name in SLEEPS)
    return any(waits_for_a_time(part, asks_again=asks_again) for part in ast.iter_child_nodes(node))


@pytest.mark.parametrize(
    ("code", "waits"),
    [
        ("def helper():\n    time.sleep(1)", True),
        ("def helper():\n    for _ in range(3):\n        QTest.qWait(20)", True),
        ("def helper():\n    def inner(): sleep(1)", True),
        ("def helper(qtbot):\n    while True:\n        qtbot.wait(1)", True),
        ("def helper():\n    while not done():\n        time.sleep(0.05)", False),
    ],
)
def test_a_wait_by_the_clock_is_seen_in_helpers_too(code, waits):
    [function] = outer_functions(ast.parse(code))
    assert waits_for_a_time(function) is waits


def insides_named_by(node: ast.AST) -> list[str]:
    """The private names of other objects that a piece of code reads, imports or replaces."""
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) not in ("self", "cls", "os"):
        names = [node.attr]
    elif isinstance(node, ast.ImportFrom):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setattr"):
        strings = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        names = [name for text in strings for name in text.split(".")]
    else:
        names = []
    return [name for name in names if re.match("_[a-z]", name)]


def test_window_and_command_line_reach_a_catalogue_and_its_settings_through_the_library():
    """import-linter sees imports; this sees what is reached through an open library without one."""
    for module in MODULES:
        if module.relative_to(ROOT / "faceorg").parts[0] in ("gui", "cli"):
            tree = ast.parse(module.read_text(encoding="utf-8"))
            reached = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            assert not reached & {"catalog", "save_settings", "atomic"}, module


def test_sql_is_spoken_only_in_the_catalogue():
    for module in MODULES:
        room = module.relative_to(ROOT / "faceorg").parts[0]
        if room in ("catalog", "metadata"):  # metadata reads other programs' databases
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.split()
                assert words[:1] not in (["SELECT"], ["INSERT"], ["UPDATE"], ["DELETE"]) or len(words) < 3, (
                    f"{module}: {node.value[:60]}"
                )


def test_no_registry_or_path_of_a_machine_stands_in_the_repository():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode != 0:
        pytest.skip("needs a git checkout")
    forbidden = ["pypi" + ".org", "files.python" + "hosted", "deb.debian" + ".org", str(Path.home()) + "/."]
    for name in tracked.stdout.split("\0"):
        path = ROOT / name
        if name and path.suffix in (".py", ".md", ".toml", ".sh", ".yml") and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not [word for word in forbidden if word in text], name
