r"""Everything that is shipped for a model pack, from ../shared in one command: thresholds, nuisance, clarity.

    FACEORG_PACKS=../shared/models python packaging/bench/fit_pack.py mobilefacenet_y1 --cache CACHE [--write]

PACK is an id or a folder, of whatever kind faceorg can use. Photos go the way of a scan up to the embedding as the
network gives it, once: CACHE/lfw.PACK.npz, its hard copy (`make_hard.py`, seed 1) hard.PACK.npz, and spoilt copies of
portraits of the dev half and of chips, spoilt.PACK.npz; a file that is there is used as it is, so that a run that was
stopped goes on with the next one. Fitted on the dev half of the people (`grouping_lfw.half_of`), with directions of age
where ../shared/labelled/ages.PACK.npz is there:

    nuisance    directions of age and of bad pictures (`fit_nuisance`)
    thresholds  match at FAR 1e-3 and strict at 1e-4 of all pairs of lfw, without these directions; cluster: at strict
    clarity     what an embedding tells of its picture (`fit_clarity`)

Prints them beside what is shipped, and for both, on the held half of lfw and of its hard copy: TAR at FAR 1e-3,
BCubed F, groups that mix people, actions a person in review. --write puts the arrays into resources/packs; the line for
registry.toml or the manifest is printed. The odds of guesses are the same for every pack, in decades of its own
thresholds: `fit_constants.py` fits those.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from embed_folder import padded
from embed_spoilt import CHIP_BORDER_PX, COPIES_OF_CHIPS, COPIES_OF_PEOPLE, spoilt
from fit_clarity import fit as fit_clarity
from fit_nuisance import AGE, PICTURE, age_differences, first_directions, picture_differences
from grouping_lfw import half_of
from make_hard import harden_some

from faceorg.domain import ModelPack, Thresholds
from faceorg.matching.evaluation.measures import clustering_score, pair_counts, verification
from faceorg.matching.evaluation.simulated_user import review_cost
from faceorg.matching.grouping.clustering import cluster_faces
from faceorg.matching.neighbours.similarity import unit_rows
from faceorg.vision.alignment import aligned_crop
from faceorg.vision.clarity import clarity_of
from faceorg.vision.detector import Detector
from faceorg.vision.embedder import Embedder
from faceorg.vision.nuisance import without_nuisance
from faceorg.vision.packs.installed import load_pack
from faceorg.vision.quality import measure_quality

Arrays = dict[str, np.ndarray]
SHARED = Path(__file__).parents[3] / "shared"
RESOURCES = Path(__file__).parents[2] / "resources" / "packs"
# Every so many of the portraits and of the chips are spoilt: some 1,300 and 900, with copies 7,000 faces.
EVERY_PORTRAIT, EVERY_CHIP = 3, 10
# Directions of bad pictures for a pack of whose ages nothing is known.
PICTURES_ALONE = 3
_BATCH = 64


@dataclass(frozen=True)
class Seen:
    """The central face of a picture. quality : 0-1, as measured"""

    crop: np.ndarray
    quality: float


class Eye:
    """A pack's networks, as a scan uses them up to the embedding."""

    def __init__(self, pack: ModelPack) -> None:
        cv2.setNumThreads(1)
        self._detector, self._embedder = Detector(pack, device="cpu"), Embedder(pack, device="cpu")

    def central_face(self, pixels: np.ndarray) -> Seen | None:
        """pixels : uint8 BGR, as cv2 reads them"""
        picture = np.ascontiguousarray(padded(pixels)[:, :, ::-1])
        found = self._detector.detect(picture)
        if not len(found.boxes):
            return None
        middle = np.array(picture.shape[1::-1]) / 2
        at = int(np.argmin(np.linalg.norm((found.boxes[:, :2] + found.boxes[:, 2:4]) / 2 - middle, axis=1)))
        width, height = found.boxes[at, 2:4] - found.boxes[at, :2]
        points = found.landmarks[at].astype(np.float32)
        crop = aligned_crop(picture, points, self._embedder.side_px)
        return Seen(crop, measure_quality(crop, points, float(np.sqrt(width * height)), float(found.scores[at])).value)

    def embed(self, seen: list[Seen]) -> np.ndarray:
        """float16 (n, dim), unit rows"""
        parts = [
            self._embedder.embed([one.crop for one in seen[start : start + _BATCH]])
            for start in range(0, len(seen), _BATCH)
        ]
        return np.concatenate(parts).astype(np.float16)


def embed_photos(eye: Eye, photos: Iterator[tuple[Path, np.ndarray]]) -> Arrays:
    """Of a labelled folder's photos: embeddings, labels, photos, quality."""
    rows: list[np.ndarray] = []
    waiting: list[Seen] = []
    names, quality = [], []
    for path, pixels in photos:
        seen = eye.central_face(pixels)
        if seen is None:
            continue
        waiting.append(seen)
        names.append(f"{path.parent.name}/{path.name}")
        quality.append(seen.quality)
        if len(waiting) == _BATCH:
            rows.append(eye.embed(waiting))
            waiting = []
            print(f"\r{len(names)} faces", end="", flush=True)
    rows += [eye.embed(waiting)] if waiting else []
    print()
    labels = np.array([name.split("/")[0] for name in names])
    return {
        "embeddings": np.concatenate(rows),
        "labels": labels,
        "photos": np.array(names),
        "quality": np.array(quality, np.float32),
    }


def clean_photos(folder: Path) -> Iterator[tuple[Path, np.ndarray]]:
    for path in sorted(folder.glob("*/*.jpg")):
        yield path, cv2.imread(str(path))


def hard_photos(folder: Path) -> Iterator[tuple[Path, np.ndarray]]:
    for person in sorted(path for path in folder.iterdir() if path.is_dir()):
        for path, hard in harden_some(person, seed=1):
            yield path, cv2.imread(str(path)) if hard is None else cv2.imdecode(hard, cv2.IMREAD_COLOR)


def embed_spoilt(eye: Eye) -> Arrays:
    """Portraits of the dev half and chips with their spoilt copies: embeddings, quality, likeness to the good one."""
    portraits = sorted((SHARED / "labelled/lfw").glob("*/*.jpg"))
    dev = half_of(np.array([path.parent.name for path in portraits]), "dev")
    portraits = [path for path, chosen in zip(portraits, dev, strict=True) if chosen][::EVERY_PORTRAIT]
    chips = sorted((SHARED / "unlabelled/utkface").iterdir())[::EVERY_CHIP]
    wanted = [(path, COPIES_OF_PEOPLE, 0) for path in portraits]
    wanted += [(path, COPIES_OF_CHIPS, CHIP_BORDER_PX) for path in chips]
    rows, quality, likeness = [], [], []
    for done, (path, copies, border) in enumerate(wanted):
        rng = np.random.default_rng(zlib.crc32(path.name.encode()))
        good = cv2.copyMakeBorder(cv2.imread(str(path)), *[border] * 4, cv2.BORDER_REPLICATE)
        own, *others = (eye.central_face(one) for one in (good, *(spoilt(good, rng) for _ in range(copies))))
        if own is None:
            continue
        seen = [own, *(one for one in others if one is not None)]
        found = eye.embed(seen)
        rows.append(found)
        quality += [one.quality for one in seen]
        likeness += (found.astype(np.float32) @ found[0].astype(np.float32)).tolist()
        if done % _BATCH == 0:
            print(f"\r{done} of {len(wanted)}", end="", flush=True)
    print()
    return {
        "embeddings": np.concatenate(rows),
        "quality": np.array(quality, np.float32),
        "likeness": np.array(likeness, np.float32),
    }


def made(file: Path, pack: ModelPack, make: Callable[[], Arrays]) -> Arrays:
    """The arrays of a file, which is made where it is not there."""
    if not file.exists():
        print(f"making {file}")
        np.savez(file, **make(), pack=np.array(pack.id))
    return dict(np.load(file))


def fit_directions(lfw: Arrays, hard: Arrays, ages: Arrays | None) -> np.ndarray:
    """float16 (k, dim), orthonormal rows."""
    chosen = half_of(hard["labels"], "dev")
    # One photo a person: with all, the directions would tell of whoever has hundreds.
    first = np.zeros(len(chosen), bool)
    first[np.unique(hard["labels"], return_index=True)[1]] = True
    spoilt_ones = picture_differences(hard, lfw, chosen & first)
    parts = [first_directions(spoilt_ones, PICTURE if ages is not None else PICTURES_ALONE)]
    if ages is not None:
        chosen = half_of(ages["labels"], "dev")
        rows, young = unit_rows(ages["embeddings"])[chosen], ages["young"].astype(bool)[chosen]
        people = np.unique(ages["labels"], return_inverse=True)[1][chosen]
        parts.insert(0, first_directions(age_differences(rows, people, young), AGE))
    return np.linalg.qr(np.concatenate(parts).T)[0].T.astype(np.float16)


def fit_thresholds(lfw: Arrays, directions: Path) -> Thresholds:
    """Of the dev half."""
    chosen = half_of(lfw["labels"], "dev")
    rows = without_nuisance(unit_rows(lfw["embeddings"][chosen]), directions)
    at = verification(pair_counts(rows, np.unique(lfw["labels"][chosen], return_inverse=True)[1])).at
    return Thresholds(round(at["1e-3"], 3), round(at["1e-4"], 3), round(at["1e-4"], 3))


def report(name: str, pack: ModelPack, sets: dict[str, Arrays]) -> None:
    """How a pack with these thresholds, directions and clarity does on the held half."""
    print(f"{name}: {pack.thresholds}")
    for kind, arrays in sets.items():
        chosen = half_of(arrays["labels"], "held")
        truth = np.unique(arrays["labels"][chosen], return_inverse=True)[1]
        raw = unit_rows(arrays["embeddings"][chosen])
        rows = without_nuisance(raw, pack.nuisance)
        quality = clarity_of(raw, pack.clarity, arrays["quality"][chosen])
        score = clustering_score(cluster_faces(rows, thresholds=pack.thresholds, quality=quality), truth)
        cost = review_cost(rows, truth, pack.thresholds, quality=quality)
        tar = verification(pair_counts(rows, truth)).tar["1e-3"]
        print(
            f"    {kind:5s} TAR at FAR 1e-3 {tar:.4f}  BCubed F {score.bcubed_min3.f:.4f}  "
            f"mixed {score.mixed_share:.3f}  review {cost.per_person:.3f}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", help="id or folder of a pack")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="put the arrays into resources/packs")
    asked = parser.parse_args()
    pack, cache = load_pack(asked.pack), asked.cache
    cache.mkdir(parents=True, exist_ok=True)
    eye, folder = Eye(pack), SHARED / "labelled/lfw"
    lfw = made(cache / f"lfw.{pack.id}.npz", pack, lambda: embed_photos(eye, clean_photos(folder)))
    hard = made(cache / f"hard.{pack.id}.npz", pack, lambda: embed_photos(eye, hard_photos(folder)))
    bad = made(cache / f"spoilt.{pack.id}.npz", pack, lambda: embed_spoilt(eye))
    ages = SHARED / "labelled" / f"ages.{pack.id}.npz"
    where = RESOURCES if asked.write else cache
    nuisance, clarity = where / "nuisance" / f"{pack.id}.npy", where / "clarity" / f"{pack.id}.npz"
    for file in (nuisance, clarity):
        file.parent.mkdir(parents=True, exist_ok=True)
    directions = fit_directions(lfw, hard, dict(np.load(ages)) if ages.exists() else None)
    np.save(nuisance, directions)
    np.savez(clarity, **fit_clarity(unit_rows(bad["embeddings"]), bad["quality"], bad["likeness"]))
    thresholds = fit_thresholds(lfw, nuisance)
    print(f"{len(directions)} directions, {'with' if ages.exists() else 'without'} age: {nuisance}; {clarity}")
    print(
        f"thresholds = {{ match = {thresholds.match}, strict = {thresholds.strict}, cluster = {thresholds.cluster} }}"
    )
    sets = {"lfw": lfw, "hard": hard}
    report("shipped", pack, sets)
    report("fitted", replace(pack, thresholds=thresholds, nuisance=nuisance, clarity=clarity), sets)


if __name__ == "__main__":
    main()
