"""Every page of the window -> pictures, in every look, for eyes that know design.

    python packaging/bench/shots.py --out FOLDER [--look light dark light-2x dark-2x rtl de small]
                                      [--only people review ...]

Makes a library of ../shared/labelled/bbt and ../shared/photos once (kept in FOLDER/library), names some of it, and
draws each page offscreen, one process a look, over a copy of that library: FOLDER/<look>/<page>.png. Each picture is
taken whatever the ones before it did; one that cannot be taken is said, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scenes import PAGES, Scenes
from studio import SHARED

if TYPE_CHECKING:
    from faceorg.domain import FaceId
    from faceorg.library.opening.library import Library


@dataclass(frozen=True)
class Look:
    """How the window is shown. scale: as on a screen of so many pixels a point; size: in points."""

    theme: str = "light"
    scale: int = 1
    rtl: bool = False
    language: str = "en"
    size: tuple[int, int] = (1280, 820)


LOOKS = {
    "light": Look(),
    "dark": Look("dark"),
    "light-2x": Look(scale=2),
    "dark-2x": Look("dark", scale=2),
    "rtl": Look(rtl=True),
    "de": Look(language="de"),
    "small": Look("dark", language="de", size=(880, 600)),
}
NAMED = ("Amy", "Howard", "Leonard", "Penny", "Raj", "Sheldon")
# What faceorg gave these by itself is asked about instead.
ASKED_ABOUT = ("Penny", "Sheldon")
FACES_NAMED = 3
# Room for menus beside a window at 200 %: offscreen, Qt believes in a screen of 800 pixels.
SCREEN = {"width": 3840, "height": 2400, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def make_library(folder: Path) -> None:
    from faceorg.library.opening.open_library import open_library
    from faceorg.library.scanning import ingest

    with open_library(folder) as library:
        ingest.scan(library, [SHARED / "labelled" / "bbt", SHARED / "photos"], pack="edgeface_xs", workers=1)
        name_some(library)


def name_some(library: Library) -> None:
    """Name six of eight, leave some questions open, hide one, set a birth date, make mistakes and undo one."""
    from faceorg.catalog import clusters
    from faceorg.library.opening import history
    from faceorg.library.people import edits
    from faceorg.library.recognising import grouping

    known = {}
    for name in NAMED:
        made = edits.name_faces(library, _faces_of(library, name)[:FACES_NAMED], name)
        grouping.after_edit(library, made)
        known[name] = made.person_id
    edits.set_birth_date(library, known["Penny"], date(1985, 11, 30))
    edits.hide_person(library, known["Amy"], hidden=True)
    edits.rename_person(library, known["Raj"], "Rajesh Ramayan Koothrappali of New Delhi")
    edits.merge_people(library, known["Howard"], [known["Leonard"]], force=True)
    history.undo(library)
    for name in ASKED_ABOUT:
        given = clusters.derived(library.catalog, "automatic", known[name])
        faces = [row.face_id for row in given]
        clusters.replace_derived(library.catalog, "automatic", (), only=faces)
        clusters.replace_derived(library.catalog, "suggestions", given, only=faces)


def _faces_of(library: Library, name: str) -> list[FaceId]:
    """Return the faces in this person's folder that lie in one group: those of who is meant."""
    from faceorg.catalog import clusters, faces
    from faceorg.catalog.pictures import photos

    folder = SHARED / "labelled" / "bbt" / name.lower()
    inside = {photo.id for photo in photos.all_photos(library.catalog) if photo.path.parent == folder}
    shown = [face.id for face in faces.all_faces(library.catalog) if face.photo_id in inside]
    grouped = clusters.membership_of(library.catalog, shown)
    largest = Counter(grouped.values()).most_common(1)[0][0]
    return [face_id for face_id, group in grouped.items() if group == largest]


def draw(look: str, out: Path, library: Path, only: list[str]) -> int:
    """Take the pictures of one look over a copy of the library; return 1 if one could not be taken."""
    shown, folder = LOOKS[look], out / look
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="shots-", dir=out) as scratch:
        copied = Path(shutil.copytree(library, Path(scratch) / "library"))
        scenes = Scenes(copied, folder, shown.theme, rtl=shown.rtl, language=shown.language, size=shown.size)
        for name in only or PAGES:
            try:
                scenes.shoot(name)
            except Exception as problem:
                failed = 1
                print(f"{look}/{name}: {problem!r}", flush=True)
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--look", nargs="*", choices=list(LOOKS), default=list(LOOKS))
    parser.add_argument("--only", nargs="*", choices=PAGES, default=[])
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("FACEORG_PACKS", str(SHARED / "models"))
    if options.here:
        failed = draw(options.look[0], options.out, options.out / "library", options.only)
        sys.stdout.flush()
        os._exit(failed)  # the pictures are on the disk; nothing is to be saved
    if not (options.out / "library").exists():
        make_library(options.out / "library")
    failed = 0
    for look in options.look:
        screen = options.out / "screen.json"
        screen.write_text(json.dumps({"screens": [{"name": "desk", "x": 0, "y": 0, **SCREEN}]}))
        platform = f"offscreen:configfile={screen}"
        environment = {**os.environ, "QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": str(LOOKS[look].scale)}
        command = [sys.executable, __file__, "--here", "--out", str(options.out), "--look", look]
        only = ["--only", *options.only] if options.only else []
        failed |= subprocess.run([*command, *only], env=environment, check=False).returncode
        print(options.out / look)
    return failed


if __name__ == "__main__":
    sys.exit(main())
