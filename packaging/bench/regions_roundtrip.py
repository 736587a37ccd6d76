"""Write names into copies of every photo of a folder, in the file and in a sidecar -> a report of what changed.

    python packaging/bench/regions_roundtrip.py PHOTOS [--kills 100]

For each photo: one name in the photo itself and one in a sidecar, then both taken out again. Compared before and after:
the pixels of every frame, every field exiftool finds (but ours, file names and positions), the sidecar's absence.
With --kills, a process that writes without pause is killed that many times at random moments; after each, photo and
sidecar must parse and exiftool must find the foreign fields. Needs exiftool. Nothing in PHOTOS is modified.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image, ImageSequence

from faceorg.boxes import Box
from faceorg.errors import LibraryProblem
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.packet import Packet
from faceorg.metadata.readers import read_regions
from faceorg.metadata.regions import Region
from faceorg.metadata.writer import Target, carry_out, plan_write

NAME = "Round Trip Ünïcödé"
REGION = Region(NAME, Box(0.1, 0.1, 0.2, 0.2))
OURS = (
    "XMP-mwg-rs:",
    "XMP-iptcExt:PersonInImage",
    "XMP-MP:",
    "XMP-x:",
    "SourceFile",
    "System:",
    "ExifTool:",
    "Composite:",
)
FOLLOWS = ("Offset", "Offsets", "Start", "MediaDataSize", "WebP_Flags")
ROUND_TRIP = "whole round trip"

WRITER = """
import itertools, sys
from pathlib import Path
from faceorg.boxes import Box
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.regions import Region
from faceorg.metadata.writer import Target, carry_out, plan_write

photo, previous = Path(sys.argv[1]), {}
with InFileWriter() as in_file:
    for count in itertools.count(1):
        for kind in (Target.FULL_NAME, Target.FULL_NAME, Target.FULL_NAME, Target.IN_FILE):
            wanted = [Region(f"P{count}-{at}", Box(at / 50, at / 50, 0.015, 0.015)) for at in range(count % 40)]
            previous[kind] = carry_out(plan_write(photo, wanted, kind=kind, previous=previous.get(kind)), in_file)
            print(kind, flush=True)
"""


def fields(photo: Path) -> dict[str, Any]:
    """What exiftool finds that is not ours to change."""
    command = ["exiftool", "-a", "-G1", "-struct", "-json", "-n", str(photo)]
    found = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)[0]
    return {key: value for key, value in found.items() if not key.startswith(OURS) and not key.endswith(FOLLOWS)}


def pixels(photo: Path) -> str:
    sha = hashlib.sha256()
    with Image.open(photo) as image:
        for frame in ImageSequence.Iterator(image):
            sha.update(frame.tobytes())
    return sha.hexdigest()


def round_trip(photo: Path, kind: Target) -> str:
    """Write one name into a copy and take it out again; say how it went in a few words."""
    before = fields(photo), pixels(photo), photo.read_bytes()
    with InFileWriter() as in_file:
        written = carry_out(plan_write(photo, [REGION], kind=kind, microsoft=True), in_file)
        if (fields(photo), pixels(photo)) != before[:2]:
            return "SOMETHING ELSE CHANGED"
        if NAME not in {region.name for region in read_regions(photo).regions}:
            return "NOT READ BACK"
        carry_out(plan_write(photo, [], kind=kind, microsoft=True, previous=written), in_file)
    if (fields(photo), pixels(photo)) != before[:2]:
        return "REMOVAL CHANGED SOMETHING ELSE"
    return f"{ROUND_TRIP}, same bytes again" if photo.read_bytes() == before[2] else ROUND_TRIP


def over_folder(photos: Path) -> int:
    """Round-trip every file; print what happened by format and return how many went wrong."""
    outcomes: collections.Counter[tuple[str, str, str]] = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted(path for path in photos.rglob("*") if path.is_file()):
            for kind in (Target.FULL_NAME, Target.IN_FILE):
                copy = Path(shutil.copyfile(source, Path(folder) / source.name))
                try:
                    outcome = round_trip(copy, kind)
                except LibraryProblem as problem:
                    outcome = f"refused: {str(problem).replace(str(copy), 'PHOTO')}"
                    if copy.read_bytes() != source.read_bytes():
                        outcome = "REFUSED BUT CHANGED"
                except Exception as error:  # a photo that even Pillow's pixels() above cannot read
                    outcome = f"no picture ({type(error).__name__})"
                outcomes[source.suffix.lower(), kind.value, outcome] += 1
                for leftover in Path(folder).iterdir():
                    leftover.unlink()
    for (suffix, kind, outcome), count in sorted(outcomes.items()):
        print(f"{count:5}  {suffix:6} {kind:14} {outcome}")
    return sum(count for (_, _, outcome), count in outcomes.items() if outcome.isupper())


def kill(times: int, source: Path) -> int:
    """Kill a busy writer again and again; return how often a file was neither the old nor the new one."""
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(shutil.copyfile(source, Path(folder) / source.name))
        sidecar, foreign, shown = photo.with_name(photo.name + ".xmp"), fields(photo), pixels(photo)
        for seed in range(times):
            process = subprocess.Popen([sys.executable, "-c", WRITER, str(photo)], stdout=subprocess.PIPE, text=True)
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(random.Random(seed).uniform(0, 1.0))
            process.kill()
            process.communicate()
            try:
                whole = fields(photo) == foreign and pixels(photo) == shown
                if sidecar.exists():
                    Packet(sidecar.read_bytes(), "sidecar")
            except LibraryProblem:
                whole = False
            broken += not whole
    print(f"{times} kills, {broken} broken files")
    return broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--kill-photo", type=Path, help="the photo to write into; the first JPEG by default")
    given = parser.parse_args()
    pillow_heif.register_heif_opener()
    wrong = over_folder(given.photos)
    if given.kills:
        wrong += kill(given.kills, given.kill_photo or next(iter(sorted(given.photos.rglob("*.jpg")))))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
