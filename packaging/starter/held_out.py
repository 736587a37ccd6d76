"""Turns the pack and the held-out half of LFW's people into embeddings, and these into thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from checksum import sha256
from measures import average_linkage, bcubed_f, pair_similarities, threshold_at
from people import held_out_people
from places import LFW, WORK
from teacher import Embedder, align, detector

if TYPE_CHECKING:
    from numpy.typing import NDArray

INPUT_PX = 256  # LFW's pictures have 250: they are not enlarged
FEW_PHOTOS = 3  # people with fewer say little about grouping
CLUSTER_CHOICES = np.arange(0.10, 0.70, 0.01)


@dataclass(frozen=True)
class Held:
    """One row a photo in which the detector found a face: the one nearest to the middle.

    embeddings : float32 (n, dim), L2-normalised; people : name of each; missed : photos without a face
    """

    embeddings: NDArray[np.float32]
    people: list[str]
    missed: int

    @staticmethod
    def read(detector_file: Path, embedder_file: Path) -> Held:
        """Run both networks over the held-out half; what they said is kept in the work folder, by their checksums."""
        kept = WORK / f"held.{sha256(detector_file)[:12]}.{sha256(embedder_file)[:12]}.npz"
        if not kept.exists():
            held = Held._run(detector_file, embedder_file)
            np.savez(kept, embeddings=held.embeddings, people=np.array(held.people), missed=held.missed)
        with np.load(kept) as stored:
            return Held(stored["embeddings"], stored["people"].tolist(), int(stored["missed"]))

    @staticmethod
    def _run(detector_file: Path, embedder_file: Path) -> Held:
        net, embed = detector(detector_file), Embedder(embedder_file)
        crops, people, missed = [], [], 0
        for person in sorted(held_out_people()):
            for path in sorted((LFW / person).glob("*.jpg")):
                crop = middle_face(net, cv2.imread(str(path)))
                if crop is None:
                    missed += 1
                    continue
                crops.append(crop)
                people.append(person)
        return Held(embed(np.stack(crops)), people, missed)


def middle_face(net, picture: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Return the aligned face nearest to the middle, uint8 (112, 112, 3) RGB, or None."""
    boxes, landmarks = net.detect(picture, input_size=(INPUT_PX, INPUT_PX))
    if not len(boxes):
        return None
    middle = np.array(picture.shape[1::-1]) / 2
    nearest = np.argmin(np.linalg.norm((boxes[:, :2] + boxes[:, 2:4]) / 2 - middle, axis=1))
    return cv2.cvtColor(align(picture, landmarks[nearest]), cv2.COLOR_BGR2RGB)


def calibrated(embeddings: NDArray[np.float32], people: list[str]) -> dict[str, float]:
    """Return the thresholds of a pack, measured on these people."""
    _, different = pair_similarities(embeddings, people)
    rows = with_photos(people)
    return {
        "match": round(threshold_at(different, 1e-3), 3),
        "strict": round(threshold_at(different, 1e-4), 3),
        "cluster": round(best_cluster_threshold(embeddings[rows], [people[i] for i in rows]), 2),
    }


def best_cluster_threshold(embeddings: NDArray[np.float32], people: list[str]) -> float:
    """Return the average similarity at which average linkage has the best BCubed F; the middle of a plateau."""
    scores = np.array([bcubed_f(average_linkage(embeddings, float(t)), people) for t in CLUSTER_CHOICES])
    return float(np.mean(CLUSTER_CHOICES[scores >= scores.max() - 0.001]))


def with_photos(people: list[str], photos: int = FEW_PHOTOS, most: int = 40) -> list[int]:
    """Return the rows of people with this many photos or more; nobody with more than `most` of them."""
    counts = {person: people.count(person) for person in set(people)}
    seen: dict[str, int] = {}
    rows = []
    for row, person in enumerate(people):
        seen[person] = seen.get(person, 0) + 1
        if counts[person] >= photos and seen[person] <= most:
            rows.append(row)
    return rows
