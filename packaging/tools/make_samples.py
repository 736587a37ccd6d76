"""Chips of ../shared/unlabelled -> resources/samples: photos of a family that does not exist, and who is in them.

    python3.11 -m venv /tmp/samples && /tmp/samples/bin/pip install -r packaging/tools/samples/requirements.txt
    /tmp/samples/bin/python packaging/tools/make_samples.py      writes all of resources/samples but the model card
    /tmp/samples/bin/python packaging/tools/make_samples.py --to DIR --only 2018       some, elsewhere, for a look

The same chips and the same versions of the libraries give the same bytes. The album is in samples/album.py, the
people in samples/cast.py; composite.py mixes faces; figure.py, hair.py and clothes.py paint people around them,
scenes.py paints places, compose.py joins them, files.py writes files.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
SAMPLES = HERE.parents[1] / "resources" / "samples"
SHARED = Path(os.environ.get("FACEORG_SHARED", HERE.parents[2] / "shared"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=SAMPLES, help="where to write; resources/samples by default")
    parser.add_argument("--only", default="", help="only files whose path contains this; people.json is left alone")
    arguments = parser.parse_args()
    entries = make(arguments.to, arguments.only)
    if not arguments.only:
        write_truth(entries, arguments.to / "people.json")
    size = sum(path.stat().st_size for path in arguments.to.rglob("*") if path.is_file())
    print(f"{len(entries)} photos, {size / 1e6:.2f} MB in {arguments.to}")
    return 0


def make(folder: Path, only: str) -> list[dict[str, object]]:
    """Write the photos; returns an entry of people.json for each."""
    import cv2
    from samples import files
    from samples.album import BURSTS, COPIES, SHOTS, Shot
    from samples.compose import Photo, Studio

    cv2.setNumThreads(1)  # small pictures: threads cost more than they give
    studio = Studio(SHARED / "unlabelled")
    entries = []

    def keep(photo: Photo, shot: Shot, **more: str) -> None:
        files.write(photo, shot, folder)
        faces = [{"name": face.name, "box": list(face.box)} for face in photo.faces]
        entries.append({"file": shot.file, "taken": shot.taken or None, "faces": faces, **more})

    for shot in SHOTS:
        if only not in shot.file:
            continue
        photo = studio.take(shot)
        burst = {"burst": shot.file} if shot.file in BURSTS else {}
        keep(photo, shot, **burst)
        for file, taken, shift in BURSTS.get(shot.file, ()):
            keep(files.shaken(photo, shift), replace(shot, file=file, taken=taken), **burst)
        if shot.file in COPIES:
            copy = folder / COPIES[shot.file]
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / shot.file, copy)
            entries.append({**entries[-1], "file": COPIES[shot.file], "copy_of": shot.file})
        print(shot.file, flush=True)
    return entries


def write_truth(entries: list[dict[str, object]], file: Path) -> None:
    """One photo a line, so that a changed photo is a changed line."""
    from samples.cast import CAST

    names = json.dumps([member.name for member in CAST.values()], ensure_ascii=False)
    lines = ",\n".join(
        "  " + json.dumps(entry, ensure_ascii=False) for entry in sorted(entries, key=lambda one: str(one["file"]))
    )
    file.write_text(f'{{"people": {names},\n "photos": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
