"""Step validate: what others check before they take a package of ours is checked here, with their own tools."""

from __future__ import annotations

import shutil
import sys

from release import linux
from release.names import PACKAGING, PROGRAM, ROOT
from release.settings import Settings, run

TOOLS = ("build", "twine", "validate-pyproject[all]")


def run_all(settings: Settings) -> None:
    """sdist and wheel (twine), pyproject.toml, and on Linux the desktop entry and the AppStream description."""
    tools = settings.out / "tools"
    bin_folder = tools / ("Scripts" if sys.platform == "win32" else "bin")
    run(sys.executable, "-m", "venv", "--clear", tools)
    run(bin_folder / "python", "-m", "pip", "install", "--quiet", *TOOLS)
    shutil.rmtree(settings.out / "dist", ignore_errors=True)
    run(bin_folder / "python", "-m", "build", "--outdir", settings.out / "dist", ROOT)
    run(bin_folder / "twine", "check", "--strict", *(settings.out / "dist").iterdir())
    run(bin_folder / "validate-pyproject", ROOT / "pyproject.toml")
    if sys.platform.startswith("linux"):
        run("desktop-file-validate", PACKAGING / "linux" / f"{PROGRAM}.desktop")
        run("appstreamcli", "validate", "--no-net", linux.metainfo_file(settings))
