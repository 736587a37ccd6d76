"""The pictures of the README: the window over the sample photos, light and dark -> resources/pictures.

    python packaging/bench/sample_pictures.py [--to resources/pictures]

Scans resources/samples with the starter pack into a library of its own, as a new user would, names some of the people
by resources/samples/people.json, and takes each picture offscreen. The people in them do not exist.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from studio import Studio

if TYPE_CHECKING:
    from faceorg.domain import FaceId
    from faceorg.library.opening.library import Library

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
SIZE = (1200, 760)
# Everybody but two, so that there is something to name and to ask about.
NAMED = ("Ruth Brook", "Henry Brook", "Ada Brook", "Ravi Menon", "Maya Menon", "Marcus Cole")
# Of the WebP files, 0-100: letters stay sharp, and all of them together weigh less than half a megabyte.
QUALITY = 88


class Pictures(Studio):
    """A method for each picture."""

    def people(self) -> None:
        self.session.go("people")
        self.wait(lambda: self.page.model.rowCount() >= len(NAMED))

    def with_names(self) -> None:
        """A photo while F is held, which shows who is who."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from faceorg.catalog.pictures import photos
        from faceorg.gui.session.navigation import PhotoTarget

        shown = next(p.id for p in photos.all_photos(self.library.catalog) if p.path.name == "IMG_20170514_160155.jpg")
        self.session.go("photo", PhotoTarget(shown))
        self.wait(lambda: self.page.stage.has_picture)
        self.page.stage.setFocus()
        QTest.keyPress(self.page.stage, Qt.Key.Key_F)

    def unnamed(self) -> None:
        self.session.go("unnamed")
        self.wait(lambda: self.page.model.rowCount() > 0)
        self.type("Mei")

    def maya(self) -> None:
        found = next(s.person.id for s in self.session.people_cache.summaries() if s.person.name == "Maya Menon")
        self.session.go("person", found)
        self.wait(lambda: self.page.model.rowCount() > 0)


SHOWN = ("people", "unnamed", "maya", "with_names")


def make_library(folder: Path) -> None:
    """Scan the samples and name the people of NAMED by the truth that comes with them."""
    from faceorg.library.opening.open_library import open_library
    from faceorg.library.people import edits
    from faceorg.library.recognising import grouping
    from faceorg.library.scanning import ingest, samples

    with open_library(folder) as library:
        ingest.scan(library, [samples.copy_samples(folder)], pack="starter", workers=1)
        for name in NAMED:
            grouping.after_edit(library, edits.name_faces(library, _faces_of(library, folder, name), name))


def _faces_of(library: Library, folder: Path, name: str) -> list[FaceId]:
    from faceorg.boxes import Box
    from faceorg.catalog import faces
    from faceorg.catalog.pictures import photos

    found = []
    for photo in json.loads((SAMPLES / "people.json").read_text(encoding="utf-8"))["photos"]:
        row = photos.photo_at(library.catalog, folder / "samples" / photo["file"])
        for shown in photo["faces"]:
            if row is not None and shown["name"] == name:
                here = faces.faces_of_photo(library.catalog, row.id)
                found.append(max(here, key=lambda face: face.box.iou(Box(*shown["box"]))).id)
    return found


def draw(theme: str, library: Path, out: Path) -> None:
    from PIL import Image

    with tempfile.TemporaryDirectory() as scratch:
        copied = Path(shutil.copytree(library, Path(scratch) / "library"))
        studio = Pictures(copied, Path(scratch), theme, rtl=False, language="en", size=SIZE)
        for name in SHOWN:
            studio.shoot(name)
            picture = Image.open(Path(scratch) / f"{name}.png").convert("RGB")
            picture.save(out / f"{name}-{theme}.webp", quality=QUALITY, method=6)
        sys.stdout.flush()
        os._exit(0)  # the pictures are on the disk; nothing is to be saved


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=ROOT / "resources" / "pictures")
    parser.add_argument("--theme", choices=("light", "dark"), help=argparse.SUPPRESS)
    parser.add_argument("--library", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    if asked.theme:
        draw(asked.theme, asked.library, asked.to)
    with tempfile.TemporaryDirectory() as scratch:
        # The folder is named in the window.
        library = Path(scratch) / "library"
        make_library(library)
        for theme in ("light", "dark"):
            command = [sys.executable, __file__, "--to", str(asked.to), "--theme", theme, "--library", str(library)]
            subprocess.run(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
