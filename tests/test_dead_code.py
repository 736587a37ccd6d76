"""Nothing is kept that the program itself never uses: what only tests call is untested where it matters."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "faceorg").rglob("*.py"))}
# Used by others than the program, on purpose.
OPEN_TO_OTHERS = {
    "is_idle": "of the lanes: how tests and benches know that a window has come to rest",
    "list_commands": "Typer asks for the verbs in their order",
    "plain_review_cost": "what groups of other programs cost their users: packaging/bench/grouping_lfw.py",
    "setup": "Dask calls it when a worker of a cluster starts",
    "teardown": "and this one when it ends",
    "unassign_faces": "an edit that old histories hold, and that is undone with them",
}


def defined() -> Iterator[tuple[str, Path, int]]:
    """Functions, methods, classes, and constants of modules, in Python's spelling: Qt calls its own by itself."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not re.match("[a-z]+[A-Z]|__", node.name):
                yield node.name, path, node.lineno
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            for target in targets:
                if isinstance(target, ast.Name) and not target.id.startswith("__"):
                    yield target.id, path, node.lineno


def mentioned() -> Counter[str]:
    """How often each name is read or called; as a string too, where modules and fields are asked for by name."""
    found: Counter[str] = Counter()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found[node.id] += 1
            elif isinstance(node, ast.Attribute):
                found[node.attr] += 1
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
                found.update(re.findall(r"\w+", node.value))
    return found


def test_everything_that_is_defined_is_used_by_the_program():
    used = mentioned()
    unused = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for name, path, line in defined()
        if not used[name] and name not in OPEN_TO_OTHERS
    ]
    assert unused == []


def test_what_is_open_to_others_is_still_there_and_unused_here():
    names, used = {name for name, _path, _line in defined()}, mentioned()
    assert set(OPEN_TO_OTHERS) <= names
    assert [name for name in OPEN_TO_OTHERS if used[name]] == []
