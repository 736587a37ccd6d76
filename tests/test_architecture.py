"""The house rules that a machine can hold: imports point down, modules explain themselves, rooms stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "faceorg").rglob("*.py"))
# One idea a file; where it takes more, the idea is two.
LONGEST_MODULE = 400


def test_imports_point_down_and_pyside6_stays_in_the_window():
    lint = Path(sys.executable).with_name("lint-imports")
    if not lint.exists():
        pytest.skip("needs import-linter")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_stays_one_idea(module):
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module opens with what it turns into what"
    assert len(text.splitlines()) <= LONGEST_MODULE


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


def test_the_code_passes_the_linter():
    ruff = Path(sys.executable).with_name("ruff")
    if not ruff.exists():
        pytest.skip("needs ruff")
    done = subprocess.run(
        [ruff, "check", "--quiet", "faceorg", "tests", "packaging"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


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
