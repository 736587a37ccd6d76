"""Which photos does a pack tell to lie on their side: of photos as they are, and turned three ways?

    python packaging/bench/sideways.py [--pack FOLDER] [FOLDER...]

Every JPEG below the folders (the shipped samples and ../shared/photos by default) is decoded upright. As it is, none
should be told to lie; of those with a clear face, each of three turns should be told. Printed: how many, and what the
look costs a photo that is asked.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from faceorg import paths
from faceorg.errors import PhotoProblem
from faceorg.images.decode import decode_photo
from faceorg.images.orient import turn_clockwise
from faceorg.library.workers.analysis import ANALYSIS_PX
from faceorg.vision.analyzer import CLEAR_SCORE, Analyzer
from faceorg.vision.packs.installed import read_pack

SHARED = Path(__file__).parents[3] / "shared"
SAMPLES = paths.resources_dir() / "samples"
STARTER = paths.resources_dir() / "packs" / "starter"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLES, SHARED / "photos"])
    parser.add_argument("--pack", type=Path, default=STARTER)
    options = parser.parse_args()
    analyzer = Analyzer(read_pack(options.pack))
    shown = asked = as_they_are = told = turned_wrongly = clear = 0
    seconds = 0.0
    for file in sorted(one for folder in options.folders for one in folder.rglob("*") if _is_jpeg(one)):
        try:
            pixels = decode_photo(file, target_px=ANALYSIS_PX).pixels
        except PhotoProblem:
            continue
        shown += 1
        seen = analyzer.analyze(pixels)
        started = time.perf_counter()
        lies = analyzer.lies(pixels, seen)
        if max((one.detection.score for one in seen), default=0.0) >= CLEAR_SCORE:
            for quarters in (1, 2, 3):
                turned = turn_clockwise(pixels, quarters)
                found = analyzer.lies(turned, analyzer.analyze(turned))
                clear, told = clear + 1, told + (found == 4 - quarters)
                turned_wrongly += found not in (0, 4 - quarters)
        else:
            asked, seconds = asked + 1, seconds + time.perf_counter() - started
        if lies:
            as_they_are += 1
            print(f"{file}: told to lie, {lies} quarters")
    cost_ms = 1000 * seconds / max(asked, 1)
    print(f"{shown} photos as they are: {as_they_are} told to lie; {asked} were asked, {cost_ms:.1f} ms each")
    print(f"{clear} turned ones with a clear face: {told} told rightly, {turned_wrongly} wrongly")


def _is_jpeg(file: Path) -> bool:
    return file.suffix.lower() in (".jpg", ".jpeg")


if __name__ == "__main__":
    main()
