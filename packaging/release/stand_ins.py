"""Small libraries in the place of large ones that other libraries are linked with and that faceorg never calls.

A stand-in has every function that its neighbours ask the library for, and each answers 0: "no such codec", "no memory".
So the neighbours load, and what would have needed the library says that it cannot.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from release.settings import run

# Folder of libraries in site-packages, how the replaced one's name begins, and the files that ask it for functions.
REPLACED = (
    ("pillow_heif.libs", "libx265", "libheif*"),
    ("av.libs", "libx264", "libav*"),
    ("av.libs", "libx265", "libav*"),
    ("av.libs", "libSvtAv1Enc", "libav*"),
    *(
        ("opencv_python_headless.libs", library, "../cv2/cv2*.so")
        for library in ("libavcodec", "libavformat", "libavutil", "libswscale")
    ),
)
# A function and the version of it that is asked for ("T", "D" and so on: it is there; "U": it is asked for).
_SYMBOL = re.compile(r"^[0-9a-f]* *(?P<kind>[A-Za-z]) (?P<name>\w+)(@+(?P<version>\w+))?$", re.MULTILINE)
Symbol = tuple[str, str]


def replace(site: Path) -> None:
    """Put the stand-ins in their places, and take away what only the replaced libraries had loaded.

    site : the folder site-packages
    """
    for folder, begins, askers in REPLACED:
        for library in sorted((site / folder).glob(f"{begins}[-.]*")):
            stand_in(library, sorted((site / folder).glob(askers)))
    for folder in {site / folder for folder, _, _ in REPLACED}:
        _drop_unloaded(folder)


def stand_in(library: Path, askers: list[Path]) -> None:
    """Replace a library by one that has only the functions that `askers` ask it for. Needs cc and nm."""
    asked = set[Symbol]().union(*(symbols(asker, "--undefined-only") for asker in askers if asker != library))
    if not (wanted := asked & symbols(library, "--defined-only")):
        sys.exit(f"nobody asks {library.name} for anything: what is linked has changed, look at {Path(__file__).name}")
    versions = defaultdict[str, list[str]](list)
    for name, version in wanted:
        versions[version].append(name)
    with tempfile.TemporaryDirectory() as made:
        source, script = Path(made) / "stand_in.c", Path(made) / "versions"
        source.write_text("".join(f"void *{name}(void) {{ return 0; }}\n" for name, _ in sorted(wanted)))
        script.write_text("".join(f"{name} {{ {'; '.join(sorted(versions[name]))}; }};\n" for name in versions if name))
        versioned = [f"-Wl,--version-script={script}"] if script.stat().st_size else []
        run("cc", "-shared", "-fPIC", "-Os", "-s", f"-Wl,-soname,{library.name}", *versioned, "-o", library, source)


def symbols(library: Path, which: str) -> set[Symbol]:
    """Return (name, version or "") of what a library has (`--defined-only`) or asks for (`--undefined-only`)."""
    done = subprocess.run(["nm", "-D", which, library], capture_output=True, text=True, check=True)
    return {(found["name"], found["version"] or "") for found in _SYMBOL.finditer(done.stdout)}


def _drop_unloaded(folder: Path) -> None:
    """Delete the libraries of a folder that nothing in it nor in the package beside it loads any more."""
    package = folder.parent / {"opencv_python_headless": "cv2"}.get(folder.stem, folder.stem)
    loaders = [*package.rglob("*.so*"), *folder.parent.glob(f"_{folder.stem}*.so")]
    kept, waiting = set[Path](), loaders
    while waiting:
        found = {folder / name for name in _loaded_by(waiting.pop())} - kept
        present = {library for library in found if library.is_file()}
        kept |= present
        waiting += present
    if not kept:
        sys.exit(f"nothing loads a library of {folder.name}: what is linked has changed, look at {Path(__file__).name}")
    for library in set(folder.iterdir()) - kept:
        library.unlink()


def _loaded_by(library: Path) -> list[str]:
    done = subprocess.run(["readelf", "-d", library], capture_output=True, text=True, check=True)
    return re.findall(r"\(NEEDED\).*\[(.+)\]", done.stdout)
