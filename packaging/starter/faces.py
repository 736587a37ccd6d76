"""Turns the shared photos into aligned face crops: the only faces that the embedder of the starter pack ever sees.

    python packaging/starter/faces.py

Writes faces.npy (uint8 (n, 128, 128, 3) RGB, aligned, with a margin of 8 px), faces.json (where each came from, and its
part), teacher.npy and second.npy (both teachers' embeddings of each) into the work folder. Parts: "train"; "held", the
held-out half of LFW's people; "slice", UTKFace chips kept for the honest slices of the model card. Nobody of "held" is
in "train": besides the names, any face that the teacher takes for one of them is dropped, and so is every second copy
of a chip of "slice".
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from chips import band_of, chip_facts
from people import held_out_people
from places import HELD_OUT_PHOTOS, LFW, PHOTOS, SECOND_TEACHER, SEED, UTKFACE, UTKFACE_MORE, WORK
from teacher import Embedder, align, centre, detector

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHIP_BORDER = 0.3  # of the chip's side: the chips are tight; replicated, as the README of the shared material advises
SLICE_CHIPS = 800  # of the first 9,000, kept out of training by chance, as for the first generation of the pack
MORE_SLICE_CHIPS = 700  # of the others, alike of every age band and group, so that small slices are measured too
MOST_OF_A_CELL = 0.25  # share of the chips of one age band and group that may go to the slices
SMALLEST_FACE_PX = 24  # box height; smaller faces of the background carry no identity
# The teacher's similarity at which a training face is dropped because it may show a person of the held-out half; a pair
# of strangers reaches it about once in a million, and each face is compared with 4,500.
SAME_PERSON = 0.48
SAME_CHIP = 0.85  # the teacher's similarity of two copies of one chip; the shared material holds some twice
INPUT_PX = 320  # detection side for LFW (250 px) and bordered chips (320 px)
LARGE_INPUT_PX = 1024  # for whole photos


@dataclass(frozen=True)
class Source:
    """Where a crop came from: its file, person ("" when unnamed) and part, and the face's height in pixels."""

    file: str
    person: str
    part: str
    height_px: float = 0.0
    yaw: float = 0.0  # nose off the middle of the eyes, in eye distances: 0 frontal, beyond 0.35 a profile


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    net = detector()
    crops, sources = [], []
    for source, picture, only_one, side in _pictures():
        for crop, found in _faces(net, picture, source, only_one, side):
            crops.append(crop)
            sources.append(found)
        if len(crops) % 2000 < 2:
            print(len(crops), source.file, flush=True)
    stored = np.stack(crops)
    embeddings = Embedder()(centre(stored))
    keep = _without_people_kept_out(sources, embeddings)
    stored = stored[keep]
    np.save(WORK / "faces.npy", stored)
    np.save(WORK / "teacher.npy", embeddings[keep])
    np.save(WORK / "second.npy", Embedder(SECOND_TEACHER, takes_raw=True)(centre(stored)))
    (WORK / "faces.json").write_text(json.dumps([asdict(sources[i]) for i in keep]))
    parts = [sources[i].part for i in keep]
    print({part: parts.count(part) for part in sorted(set(parts))}, "dropped", len(sources) - len(keep))


def _pictures() -> Iterator[tuple[Source, NDArray[np.uint8], bool, int]]:
    """Yield (source, BGR picture, one face only, detection side) for every picture of the material."""
    held = held_out_people()
    for path in sorted(LFW.glob("*/*.jpg")):
        person = path.parent.name
        yield Source(_name(path), person, "held" if person in held else "train"), cv2.imread(str(path)), False, INPUT_PX
    chips, kept = all_chips()
    for path in chips:
        chip = cv2.imread(str(path))
        b = round(chip.shape[0] * CHIP_BORDER)
        bordered = cv2.copyMakeBorder(chip, b, b, b, b, cv2.BORDER_REPLICATE)
        yield Source(_name(path), "", "slice" if path in kept else "train"), bordered, True, INPUT_PX
    for path in sorted(PHOTOS.rglob("*.jp*g")):
        if path.relative_to(PHOTOS).parts[0] in HELD_OUT_PHOTOS:
            continue
        picture = cv2.imread(str(path))
        if picture is not None:
            yield Source(_name(path), "", "train"), picture, False, LARGE_INPUT_PX


def all_chips() -> tuple[list[Path], set[Path]]:
    """Return the chips of UTKFace, and which of them are kept out of training."""
    chips, more = sorted(UTKFACE.glob("*.jpg")), sorted(UTKFACE_MORE.glob("*.webp"))
    kept = {*random.Random(SEED).sample(chips, SLICE_CHIPS), *alike_of_every_kind(more, MORE_SLICE_CHIPS)}
    return chips + more, kept


def alike_of_every_kind(chips: list[Path], number: int) -> list[Path]:
    """Return about this many chips, as even over age bands and groups as there are enough of them."""
    cells: dict[tuple[int, int], list[Path]] = {}
    for path in chips:
        age, group = chip_facts(path.name)
        cells.setdefault((band_of(age), group), []).append(path)
    for members in cells.values():
        random.Random(SEED).shuffle(members)
        del members[int(len(members) * MOST_OF_A_CELL) :]
    turns = (member for turn in itertools.zip_longest(*cells.values()) for member in turn if member is not None)
    return list(itertools.islice(turns, number))


def _name(path: Path) -> str:
    return path.relative_to(PHOTOS.parent).as_posix()


def _faces(net, picture: NDArray[np.uint8], source: Source, only_one: bool, side: int):
    """Yield (crop, source) of each face; the background faces of LFW lose the name, those of "held" are left out."""
    limit = min(side, max(picture.shape[:2]) // 32 * 32 + 32)
    boxes, landmarks = net.detect(picture, input_size=(limit, limit))
    middle = np.array(picture.shape[1::-1]) / 2
    order = sorted(range(len(boxes)), key=lambda i: np.linalg.norm((boxes[i, :2] + boxes[i, 2:4]) / 2 - middle))
    for rank, i in enumerate(order):
        height = float(boxes[i, 3] - boxes[i, 1])
        background = rank > 0 and source.person != ""
        if height < SMALLEST_FACE_PX or (rank > 0 and only_one) or (background and source.part == "held"):
            continue
        crop = cv2.cvtColor(align(picture, landmarks[i], margin_px=8), cv2.COLOR_BGR2RGB)
        yield crop, Source(source.file, "" if background else source.person, source.part, height, _yaw(landmarks[i]))


def _yaw(landmarks: NDArray[np.float32]) -> float:
    left, right, nose = landmarks[:3]
    across = right - left
    return float(np.dot(nose - (left + right) / 2, across) / max(np.dot(across, across), 1e-6))


def _without_people_kept_out(sources: list[Source], embeddings: NDArray[np.float32]) -> list[int]:
    """Return the indices to keep: no training face that looks like a held-out person or is a copy of a slice's chip."""
    likeness = [
        (embeddings @ embeddings[[i for i, s in enumerate(sources) if s.part == part]].T).max(1)
        for part in ("held", "slice")
    ]
    is_out = (likeness[0] >= SAME_PERSON) | (likeness[1] >= SAME_CHIP)
    return [i for i, s in enumerate(sources) if s.part != "train" or not is_out[i]]


if __name__ == "__main__":
    main()
