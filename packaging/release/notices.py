"""What the program is made of -> OUT/faceorg/licenses: the licence of each library, as its package states it.

Packages of Python bring theirs; libraries of the system (Linux) have a `copyright` file of Debian's. The texts of the
GNU licences, which some name without bringing them, lie in packaging/licenses.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from release.contents import listed_libraries
from release.names import CONTENTS, PACKAGING, ROOT

_A_LICENCE = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)", re.IGNORECASE)
THIRD_PARTY = ROOT / "resources" / "licenses" / "THIRD_PARTY.md"


def collect(program: Path) -> None:
    """Write them into the program's folder."""
    folder = program / "licenses"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in ("LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copy(THIRD_PARTY, folder)
    shutil.copytree(PACKAGING / "licenses", folder / "GNU")
    for name in [*listed_libraries(THIRD_PARTY), "pyinstaller"]:
        _copy_of_package(name, folder / name)
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.is_file():
        (folder / "Python").mkdir()
        shutil.copy(python, folder / "Python")
    if sys.platform.startswith("linux") and shutil.which("dpkg-query"):
        _copy_of_system(program / CONTENTS, folder)


def _copy_of_package(name: str, folder: Path) -> None:
    try:
        package = distribution(name)
    except PackageNotFoundError:  # of another system, or replaced (release/environment.py)
        return
    files = [
        file for file in package.files or [] if _A_LICENCE.search(file.name) and file.suffix not in (".py", ".pyc")
    ]
    for file in files:
        place = Path(str(package.locate_file(file)))
        if place.is_file():
            folder.mkdir(exist_ok=True)
            target = folder / file.name
            shutil.copy(place, target if not target.exists() else folder / f"{len(list(folder.iterdir()))}-{file.name}")


def _copy_of_system(contents: Path, folder: Path) -> None:
    """Libraries that lie at the top of the program's folder and are no links come from Debian's packages."""
    names = [path.name for path in contents.glob("lib*.so*") if not path.is_symlink()]
    asked = subprocess.run(["dpkg-query", "--search", *(f"*/{name}" for name in names)], capture_output=True, text=True)
    packages = {line.partition(":")[0] for line in asked.stdout.splitlines()}
    for package in sorted(packages):
        stated = Path("/usr/share/doc") / package / "copyright"
        if stated.is_file():
            (folder / "system").mkdir(exist_ok=True)
            shutil.copy(stated, folder / "system" / package)
