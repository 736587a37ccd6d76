"""Step smoke: the packaged program is used as somebody would who has just unpacked it, with a library of its own."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from release.contents import LEFT_TO_PIP
from release.names import PROGRAM, ROOT, WINDOW_PROGRAM, version
from release.settings import Settings

# Of faces in resources/samples; as tests/samples finds them with the starter pack.
LEAST_GROUPS = 8
PATIENCE_S = 300
# Python's own way to start a helper of multiprocessing, which PyInstaller's programs know too: it runs a line of code.
RUN_CODE = ("-B", "-S", "-I", "-c", "from multiprocessing.resource_tracker import main; exec({!r}, {{}})")
# What verbs import when they need it, and what no verb reaches with sixty photos.
IMPORTS = """
import importlib
for name in {names}: importlib.import_module(name)
"""
LARGE_LIBRARIES = """
import hnswlib, numpy
from sklearn.cluster import AgglomerativeClustering, KMeans
points = numpy.random.default_rng(1).normal(size=(400, 32)).astype(numpy.float32)
index = hnswlib.Index("cosine", 32)
index.init_index(400)
index.add_items(points, numpy.arange(400))
assert (index.knn_query(points, 1)[0][:, 0] == numpy.arange(400)).all()
assert len(set(KMeans(4, n_init=1, random_state=1).fit_predict(points))) == 4
assert len(set(AgglomerativeClustering(4, linkage="average", metric="cosine").fit_predict(points))) == 4
print("large libraries too")
"""


def run(settings: Settings) -> None:
    """Scan the sample photos, name somebody, check, open the window; end where something is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        use(settings.program, Path(folder))


def use(program: Path, home: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FACEORG_", "PYTHON"))}
    environment |= {"HOME": str(home), "FACEORG_LIBRARY": str(home / "library"), "FACEORG_LANGUAGE": "en"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "XDG_CACHE_HOME": str(home / "cache"), "APPDATA": str(home)}

    def say(*arguments: str) -> str:
        done = subprocess.run(
            [program, *arguments], capture_output=True, encoding="utf-8", env=environment, cwd=home, timeout=PATIENCE_S
        )
        if done.returncode != 0:
            told = f"{done.stdout}{done.stderr}"[-4000:]
            sys.exit(f"{PROGRAM} {' '.join(arguments)[:100]} ended with {done.returncode}:\n{told}")
        return done.stdout

    _expect(say("--version").split()[:2], [PROGRAM, version()])
    _expect("# Naming" in say("help", "naming"), True)
    for code in (IMPORTS.format(names=imported_names()), LARGE_LIBRARIES):
        print(say(*RUN_CODE[:-1], RUN_CODE[-1].format(code)), end="")
    began = time.monotonic()
    scanned = json.loads(say("scan", "--samples", "--json"))
    print(f"scan --samples: {time.monotonic() - began:.1f} s, {scanned}")
    groups = json.loads(say("clusters", "--json"))
    _expect(len(groups) >= LEAST_GROUPS, True)
    say("name", str(groups[0]["id"]), "Maya")
    _expect([person["name"] for person in json.loads(say("people", "--json"))], ["Maya"])
    print(say("check"))
    window(program, home, environment)


def imported_names() -> list[str]:
    """Return every module that faceorg imports anywhere, its own among them.

    Left out: those of other systems, and faceorg's own that cannot be without what packages leave to pip.
    """
    found, left_out = set(), {"faceorg.__main__"}
    for file in (ROOT / "faceorg").rglob("*.py"):
        own = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if any(name.split(".")[0] in LEFT_TO_PIP for node in tree.body for name in _imported_by(node)):
            left_out.add(own)
        found |= {own} | {name for node in ast.walk(tree) for name in _imported_by(node)}
    return sorted(name for name in found - left_out if _is_here(name))


def _imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def _is_here(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def window(program: Path, home: Path, environment: dict[str, str]) -> None:
    """Open the window; it must say in the library's log that it did, and stay open."""
    own = program.with_name(f"{WINDOW_PROGRAM}.exe") if os.name == "nt" else program
    log = home / "library" / "faceorg.log"
    log.unlink(missing_ok=True)
    began = time.monotonic()
    process = subprocess.Popen([own], env=environment, cwd=home)
    try:
        while not (log.is_file() and f"faceorg {version()}" in log.read_text(encoding="utf-8")):
            if process.poll() is not None or time.monotonic() - began > PATIENCE_S:
                sys.exit(f"the window did not open (status {process.returncode})")
            time.sleep(0.1)
        try:  # the helper process and the modules of all pages are loaded in these seconds
            sys.exit(f"the window closed by itself with {process.wait(10)}")
        except subprocess.TimeoutExpired:
            print("the window opened and stayed")
        _expect([line for line in log.read_text(encoding="utf-8").splitlines() if " ERROR " in line], [])
    finally:
        process.kill()
        process.wait()


def _expect(found: object, wanted: object) -> None:
    if found != wanted:
        sys.exit(f"{found!r} instead of {wanted!r}")
