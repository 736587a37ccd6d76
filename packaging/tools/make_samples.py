"""Chips of ../shared/unlabelled -> resources/samples: photos of a family that does not exist, and who is in them.

    python3.11 -m venv .venv-samples && .venv-samples/bin/pip install -r packaging/tools/samples/requirements.txt
    .venv-samples/bin/python packaging/tools/make_samples.py      writes all of resources/samples but the model card
    .venv-samples/bin/python packaging/tools/make_samples.py --to DIR --only 2018       some, elsewhere, for a look

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
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
if TYPE_CHECKING:
    from samples.album import Shot
    from samples.compose import Photo, Studio

Entry = dict[str, object]
SAMPLES = HERE.parents[1] / "resources" / "samples"
SHARED = Path(os.environ.get("FACEORG_SHARED", HERE.parents[2] / "shared"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=SAMPLES, help="where to write; resources/samples by default")
    parser.add_argument("--only", nargs="*", help="only files whose path contains one of these; the rest stays")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    entries = make(arguments.to, arguments.only, arguments.processes)
    truth = arguments.to / "people.json"
    if arguments.only and truth.exists():
        made = {entry["file"] for entry in entries}
        entries += [entry for entry in json.loads(truth.read_text("utf-8"))["photos"] if entry["file"] not in made]
    write_truth(entries, truth)
    size = sum(path.stat().st_size for path in arguments.to.rglob("*") if path.is_file())
    print(f"{len(entries)} photos, {size / 1e6:.2f} MB in {arguments.to}")
    return 0


def make(folder: Path, only: list[str] | None, processes: int) -> list[Entry]:
    """Write the photos; returns an entry of people.json for each."""
    from samples.album import SHOTS

    wanted = [shot for shot in SHOTS if not only or any(part in shot.file for part in only)]
    entries: list[Entry] = []
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for shot, made in zip(wanted, pool.map(partial(_make_one, folder), wanted), strict=True):
            entries += made
            print(shot.file, flush=True)
    return entries


@cache
def _studio() -> Studio:
    """One a process: the networks that find landmarks take a second to load."""
    import cv2
    from samples.compose import Studio

    cv2.setNumThreads(1)  # small pictures: threads cost more than they give
    return Studio(SHARED / "unlabelled")


def _make_one(folder: Path, shot: Shot) -> list[Entry]:
    """Write one photo, and the others that are made from it."""
    from samples import files
    from samples.album import BURSTS, COPIES

    photo = _studio().take(shot)
    files.write(photo, shot, folder)
    burst = {"burst": shot.file} if shot.file in BURSTS else {}
    entries = [_entry(photo, shot, burst)]
    for file, taken, shift in BURSTS.get(shot.file, ()):
        moved, frame = files.shaken(photo, shift), replace(shot, file=file, taken=taken)
        files.write(moved, frame, folder)
        entries.append(_entry(moved, frame, burst))
    if shot.file in COPIES:
        copy = folder / COPIES[shot.file]
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / shot.file, copy)
        entries.append({**entries[0], "file": COPIES[shot.file], "copy_of": shot.file})
    return entries


def _entry(photo: Photo, shot: Shot, more: dict[str, str]) -> Entry:
    faces = [{"name": face.name, "box": list(face.box)} for face in photo.faces]
    return {"file": shot.file, "taken": shot.taken or None, "faces": faces, **more}


def write_truth(entries: list[Entry], file: Path) -> None:
    """One photo a line, so that a changed photo is a changed line."""
    from samples.cast import CAST

    names = json.dumps([member.name for member in CAST.values()], ensure_ascii=False)
    lines = ",\n".join(
        "  " + json.dumps(entry, ensure_ascii=False) for entry in sorted(entries, key=lambda one: str(one["file"]))
    )
    file.write_text(f'{{"people": {names},\n "photos": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
