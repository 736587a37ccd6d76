"""Step freeze: environment -> OUT/faceorg, the program with everything it needs and the licences of all of it."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path

from release import notices
from release.names import CONTENTS, PACKAGING, PROGRAM
from release.settings import Settings, run

# Unpacked, of any system; .deb (release/linux.py) has its own.
MOST_MB = 600


def freeze(settings: Settings) -> None:
    """Run PyInstaller with faceorg.spec, add the licences, and look whether everything is there."""
    work = settings.out / "work"
    shutil.rmtree(settings.program_folder, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    # Called in a checkout, Python would take the faceorg of the checkout for the installed one.
    run(*command, "--distpath", settings.out, "--workpath", work, PACKAGING / "faceorg.spec", cwd=work)
    if sys.platform.startswith("linux"):
        # A Python that was compiled here has what only a debugger reads: 17 MB.
        run("strip", "--strip-unneeded", *(settings.program_folder / CONTENTS).glob("libpython*.so*"))
    notices.collect(settings.program_folder)
    if sys.platform == "darwin":
        _add_to_bundle(settings)
    _set_modes(settings.program_folder)
    missing = missing_files(settings.program_folder)
    if missing:
        sys.exit(f"files of the wheel are not in the program: {missing[:5]} ...")
    print_sizes(settings)


def _add_to_bundle(settings: Settings) -> None:
    """Put the licences into the app as well, and sign it anew: for this machine's use, there is no certificate."""
    app = settings.out / f"{PROGRAM}.app"
    shutil.copytree(settings.program_folder / "licenses", app / "Contents" / "Resources" / "licenses")
    run("codesign", "--force", "--deep", "--sign", "-", app)


def missing_files(folder: Path) -> list[str]:
    """Return the files of the installed wheel, modules left out, that the program in `folder` lacks."""
    recorded = [str(file) for file in distribution("faceorg").files or []]
    wanted = [name for name in recorded if name.startswith("faceorg/") and not name.endswith((".py", ".pyc"))]
    return [name for name in wanted if not (folder / CONTENTS / name).is_file()]


def print_sizes(settings: Settings) -> None:
    """Print what takes how much, as a table of Markdown; end where it is too much."""
    sizes: dict[str, int] = {}
    for path in settings.program_folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            name = _part(path.relative_to(settings.program_folder))
            sizes[name] = sizes.get(name, 0) + path.stat().st_size
    whole = sum(sizes.values()) / 1e6
    print("| part | MB |\n|---|---|")
    large = [(name, size) for name, size in sorted(sizes.items(), key=lambda item: -item[1]) if size >= 4e6]
    for name, size in large:
        print(f"| {name} | {size / 1e6:.0f} |")
    print(
        f"| all else | {whole - sum(size for _name, size in large) / 1e6:.0f} |\n| together | {whole:.0f} |", flush=True
    )
    if whole > MOST_MB:
        sys.exit(f"{whole:.0f} MB are more than {MOST_MB}")


def _part(place: Path) -> str:
    """Name the library that a file of the program belongs to: numpy.libs is numpy's, cv2 OpenCV's."""
    parts = place.parts[1:] if place.parts[0] == CONTENTS else place.parts
    if len(parts) == 1:
        single = (
            "modules of Python (in the program's file)"
            if place.parts[0] != CONTENTS
            else "libraries of the system, Python"
        )
        return "hnswlib" if parts[0].startswith("hnswlib") else single
    name = parts[0].removesuffix(".libs").replace("_headless", "")
    return {"opencv_python": "OpenCV", "cv2": "OpenCV", "PySide6": "Qt", "shiboken6": "Qt", "PIL": "pillow"}.get(
        name, name
    )


def _set_modes(folder: Path) -> None:
    """Let everybody read and nobody write, whatever the builder's umask was; runs where there are such modes."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
