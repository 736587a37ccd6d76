"""Nothing is kept that the program itself never uses: what only tests call is untested where it matters.

A name of a module is used where another module imports it, where it is asked of its module (`edits.undo`), or where its
own module reads it; that some other module has a name spelled alike says nothing. Whose a method is cannot be told
without types: it is used where anything of its name is asked of anything.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

from faceorg.cli.verbs import VERBS
from faceorg.gui.pages.registry import PAGES

ROOT = Path(__file__).parents[1]
# Used by others than the program, on purpose.
OPEN_TO_OTHERS = {
    "collect_usage_pieces": "Typer asks for what follows a verb in its line of usage",
    "format_options": "Typer asks for the lists of arguments, options and verbs",
    "is_idle": "of the lanes: how tests and benches know that a window has come to rest",
    "list_commands": "Typer asks for the verbs in their order",
    "plain_review_cost": "what groups of other programs cost their users: packaging/bench/grouping_lfw.py",
    "setup": "Dask calls it when a worker of a cluster starts",
    "teardown": "and this one when it ends",
}
Defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Definition:
    """module : dotted; line : of the file; is_member : of a class, so that it is asked of one"""

    module: str
    name: str
    line: int
    is_member: bool


@dataclass
class Uses:
    """Where names are used. of_modules : (module, name); asked : of anything that is no module; read : in a module

    held : modules that are passed on as values, of which anything may be asked; texts : words that stand alone as text
    """

    of_modules: set[tuple[str, str]] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    read: set[tuple[str, str]] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    def has(self, one: Definition) -> bool:
        if one.is_member:
            return one.name in self.asked or one.name in self.texts
        if {(one.module, one.name)} & (self.read | self.of_modules):
            return True
        return one.module in self.held and one.name in self.asked


def modules_of(folder: Path) -> dict[str, ast.Module]:
    """The modules of a package by their dotted names."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        dotted = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[dotted] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def definitions(trees: Mapping[str, ast.Module]) -> Iterator[Definition]:
    """Functions, methods, classes, and constants of modules, in Python's spelling: Qt calls its own by itself."""
    for module, tree in trees.items():
        members = {id(node) for owner in ast.walk(tree) if isinstance(owner, ast.ClassDef) for node in owner.body}
        for node in ast.walk(tree):
            if isinstance(node, Defined) and not (re.match("[a-z]+[A-Z]|__", node.name) or is_registered(node)):
                yield Definition(module, node.name, node.lineno, is_member=id(node) in members)
        for node in tree.body:
            named = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            names = [one for target in named for one in ast.walk(target) if isinstance(one, ast.Name)]
            for target in names:
                if not target.id.startswith("__"):
                    yield Definition(module, target.id, node.lineno, is_member=False)


def is_registered(node: ast.stmt) -> bool:
    """Whether a decorator takes the function to Typer: `@album.command()`."""
    made = [one.func for one in getattr(node, "decorator_list", []) if isinstance(one, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in ("command", "callback") for call in made)


def uses_in(trees: Mapping[str, ast.Module]) -> Uses:
    uses = Uses()
    for module, tree in trees.items():
        _look_through(module, tree, trees, uses)
    return uses


def _look_through(module: str, tree: ast.Module, trees: Mapping[str, ast.Module], uses: Uses) -> None:
    called: dict[str, str] = {}  # how this module calls other modules
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                if (dotted := f"{node.module}.{name.name}") in trees:
                    called[name.asname or name.name] = dotted
                else:
                    uses.of_modules.add((node.module, name.name))
        elif isinstance(node, ast.Import):
            called |= {name.asname: name.name for name in node.names if name.asname and name.name in trees}
    bases = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            base = node.value
            if isinstance(base, ast.Name) and base.id in called:
                uses.of_modules.add((called[base.id], node.attr))
            else:
                uses.asked.add(node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            uses.read.add((module, node.id))
            if node.id in called and id(node) not in bases:
                uses.held.add(called[node.id])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
            uses.texts.update(re.findall(r"\w+", node.value))
            uses.held.update({node.value} & trees.keys())


def unused(trees: Mapping[str, ast.Module]) -> list[Definition]:
    uses = uses_in(trees)
    by_name = {(f"faceorg.cli.{module}", function) for module, function in VERBS.values()}
    by_name |= {(page.module_path, page.class_name) for page in PAGES}
    return [one for one in definitions(trees) if not uses.has(one) and (one.module, one.name) not in by_name]


TREES = modules_of(ROOT / "faceorg")


def test_everything_that_is_defined_is_used_by_the_program():
    found = [one for one in unused(TREES) if one.name not in OPEN_TO_OTHERS]
    assert [f"{one.module}:{one.line} {one.name}" for one in found] == []


def test_what_is_open_to_others_is_still_there_and_unused_here():
    assert OPEN_TO_OTHERS.keys() <= {one.name for one in unused(TREES)}


HOMONYMS = {
    "house.questions": """
        from house import edits
        def yes(): return edits.keep()
        def ignore(): return edits.ignore()
    """,
    "house.edits": """
        def keep(): return 1
        def ignore(): return 2
    """,
    "house.page": """
        class Page:
            def hits(self): return 3
            def show(self):
                hits = [4]
                return hits
    """,
    "house.main": """
        import warnings
        from house.page import Page
        from house.questions import yes
        warnings.filterwarnings("ignore")
        yes(), Page().show()
    """,
}


def test_a_name_spelled_alike_elsewhere_does_not_count_as_use():
    """Of two functions called `ignore` one is called; a method is not used by a variable of its name."""
    found = unused({name: ast.parse(dedent(text)) for name, text in HOMONYMS.items()})
    assert [(one.module, one.name) for one in found] == [("house.questions", "ignore"), ("house.page", "hits")]
