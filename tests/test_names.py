"""One meaning a name: whoever reads a class's or a function's name need not ask which of two is meant."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("catalog", "gui", "images", "library", "matching", "metadata", "vision")
# One thing done in several ways, side by side: each format's decoder, what is learned and what is measured, copies and
# stacks, the lists of failed and of deleted photos.
SAME_MEANING = {"decode", "later_frames", "explanation", "file_of", "report", "stored", "count_below", "lines_of"}


def modules(folder: Path) -> Iterator[tuple[str, list[ast.stmt]]]:
    for path in sorted(folder.rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8")).body


def test_no_two_classes_have_one_name():
    places: defaultdict[str, list[str]] = defaultdict(list)
    for name, body in modules(ROOT / "faceorg"):
        for node in body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{name}:{node.lineno}")
    assert len(places) > 300
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_no_two_public_functions_of_a_room_have_one_name(room):
    """What is asked for through several rooms (a verb, what it does, its query) has one name in all of them."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for name, body in modules(ROOT / "faceorg" / room):
        for node in body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                places[node.name].append(f"{name}:{node.lineno}")
    assert len(places) > 20
    assert {name: where for name, where in places.items() if len(where) > 1 and name not in SAME_MEANING} == {}


def test_no_two_modules_share_a_constant_by_name_alone():
    """A constant that one module imports from another has that name nowhere else in the same room."""
    places: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    wanted: set[tuple[str, str]] = set()
    for name, body in modules(ROOT / "faceorg"):
        room = name.split("/")[1]
        for node in body:
            if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("faceorg."):
                wanted |= {(node.module.split(".")[1], alias.name) for alias in node.names if alias.name.isupper()}
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            for target in targets:
                for leaf in target.elts if isinstance(target, ast.Tuple) else [target]:
                    if isinstance(leaf, ast.Name) and leaf.id.isupper():
                        places[room, leaf.id].add(name)
    assert len(wanted) > 100
    twice = {(room, name): sorted(places[room, name]) for room, name in wanted if len(places[room, name]) > 1}
    assert twice == {}
