"""Turns the pack's embedder into figures: verification, grouping, and honest slices by age, group, size and pose."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import cv2
import numpy as np
from bank import taught as taught_by_teachers
from chips import AGE_BANDS, GROUPS, chip_facts
from evaluate_fairness import fairness_report
from held_out import Held, best_cluster_threshold, calibrated, with_photos
from level import crops_of, training_photos
from measures import average_linkage, bcubed_f, pair_similarities, verify
from places import WORK
from steps import Step
from teacher import Embedder, centre

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PROFILE_YAW = 0.30  # nose off the middle of the eyes, in eye distances
SMALL_SIDES_PX = (40, 24)


def embedder_report(pack: Path) -> Iterator[str]:
    """Yield the lines of the report."""
    manifest = json.loads((pack / "manifest.json").read_text())
    thresholds = manifest["faceorg"]["thresholds"]
    own = Held.read(pack / "detector.onnx", pack / "embedder.onnx")
    yield f"held-out half of LFW: {len(own.people)} faces of {len(set(own.people))} people, {own.missed} without a face"
    yield f"thresholds {thresholds}"
    yield f"pack's own detector: {verify(own.embeddings, own.people)}"
    yield from _grouping(own, thresholds)
    student = Embedder(pack / "embedder.onnx")
    step = Step.of(pack / "embedder.onnx")
    if step is None:
        yield "cosines to the teacher: its step is not in the work folder, so by the best for training photos"
        photos = training_photos()
        step = Step.fitted_back(student.raw(crops_of(photos)), taught_by_teachers(photos))
    yield from _beside_teacher(student, step)
    yield from _slices(student, step)
    yield from fairness_report(student, thresholds)


def _grouping(own: Held, thresholds: dict[str, float]) -> Iterator[str]:
    same, different = pair_similarities(own.embeddings, own.people)
    for kind, values in (("one person", same), ("two people", different)):
        yield f"similarity of {kind}: {values.mean():.3f} (sd {values.std():.3f})"
    for name in ("match", "strict"):
        limit = thresholds[name]
        yield f"  at {name} {limit}: TAR {(same >= limit).mean():.2%}, FAR {(different >= limit).mean():.5%}"
    rows = with_photos(own.people)
    names, embeddings = [own.people[i] for i in rows], own.embeddings[rows]
    f = bcubed_f(average_linkage(embeddings, thresholds["cluster"]), names)
    yield f"BCubed F of {len(set(names))} people with three photos or more ({len(rows)} faces): {f:.4f}"
    scores = []
    for half in (0, 1):  # honest: the threshold comes from other people than the figure
        people = sorted(set(names))
        here = np.array([people.index(name) % 2 == half for name in names])
        chosen = best_cluster_threshold(embeddings[~here], [n for n, h in zip(names, here, strict=True) if not h])
        theirs = [n for n, h in zip(names, here, strict=True) if h]
        scores.append(bcubed_f(average_linkage(embeddings[here], chosen), theirs))
    yield f"  with the threshold from the other half of these people: {scores[0]:.4f}, {scores[1]:.4f}"
    folds = _thresholds_by_half(own)
    yield f"  thresholds measured on two halves of the held-out people: {folds[0]}, {folds[1]}"


def _thresholds_by_half(own: Held) -> list[dict[str, float]]:
    people = sorted(set(own.people))
    number = {person: i for i, person in enumerate(people)}
    half = np.array([number[person] % 2 for person in own.people])
    names = np.array(own.people)
    return [calibrated(own.embeddings[half == h], names[half == h].tolist()) for h in (0, 1)]


def _beside_teacher(student: Embedder, step: Step) -> Iterator[str]:
    """The same people as SCRFD aligned them, which is how the teacher saw them."""
    crops, taught, sources = _crops("held")
    people = [source["person"] for source in sources]
    raw = student.raw(crops)
    answers = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    before = step.undone(raw)
    yield f"SCRFD's alignment, starter: {verify(answers, people)}"
    yield f"  before its linear steps: {verify(before, people)}, cosine to the teacher {_cosine(before, taught):.4f}"
    yield f"SCRFD's alignment, teacher: {verify(taught, people)}"
    rows = with_photos(people)
    names = [people[i] for i in rows]
    teacher_f = max(bcubed_f(average_linkage(taught[rows], t), names) for t in (0.28, 0.32, 0.36))
    yield f"  teacher's BCubed F on the same people: {teacher_f:.4f}"
    turned = [i for i in range(len(people)) if abs(sources[i]["yaw"]) >= PROFILE_YAW]
    yield f"  {len(turned)} faces turned away: cosine to the teacher {_cosine(before[turned], taught[turned]):.4f}"
    some = with_photos(people, photos=2, most=4)
    for side in SMALL_SIDES_PX:
        small = np.stack([_shrunk(crops[i], side) for i in some])
        yield f"  {len(some)} faces of {side} px, enlarged: {verify(student(small), [people[i] for i in some])}"


def _cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float((a * b).sum(1).mean())


def _crops(part: str) -> tuple[NDArray[np.uint8], NDArray[np.float32], list[dict]]:
    """Return the crops of a part, uint8 (n, 112, 112, 3), both teachers' answers in their basis, and their sources."""
    sources = json.loads((WORK / "faces.json").read_text())
    rows = [i for i, source in enumerate(sources) if source["part"] == part]
    crops = np.ascontiguousarray(centre(np.load(WORK / "faces.npy", mmap_mode="r")[rows]))
    return crops, taught_by_teachers(np.array(rows)), [sources[i] for i in rows]


def _shrunk(crop: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    return cv2.resize(cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA), crop.shape[1::-1])


def _slices(student: Embedder, step: Step) -> Iterator[str]:
    """Cosine to the teacher on UTKFace chips that were kept out of training, and strangers within each slice."""
    crops, taught, sources = _crops("slice")
    raw = student.raw(crops)
    answers = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    before = step.undone(raw)
    facts = [_facts(source) for source in sources]
    for title, belongs in _slice_tests():
        chosen = np.array([belongs(*fact) for fact in facts])
        if chosen.sum() < 5:
            continue
        cosine = (before[chosen] * taught[chosen]).sum(1)
        different = (answers[chosen] @ answers[chosen].T)[np.triu_indices(int(chosen.sum()), 1)]
        theirs = (taught[chosen] @ taught[chosen].T)[np.triu_indices(int(chosen.sum()), 1)]
        limits = f"99.9 % below {np.quantile(different, 0.999):.3f}, the teacher's {np.quantile(theirs, 0.999):.3f}"
        words = f"{chosen.sum()} faces, cosine to the teacher {cosine.mean():.3f}"
        yield f"slice {title}: {words}, strangers' similarity {different.mean():.3f} ({limits})"


def _facts(source: dict) -> tuple[int, int, float]:
    """Return (age, group, |yaw|) of a UTKFace chip."""
    return *chip_facts(source["file"]), abs(source["yaw"])


def _slice_tests() -> Iterator[tuple[str, Callable[[int, int, float], bool]]]:
    yield "all", lambda age, group, yaw: True
    for low, high in AGE_BANDS:
        yield f"age {low}-{high}", lambda age, group, yaw, low=low, high=high: low <= age <= high
    for number, name in enumerate(GROUPS):
        yield f"group {name}", lambda age, group, yaw, number=number: group == number
    yield "near frontal", lambda age, group, yaw: yaw < PROFILE_YAW / 2
    yield "turned away", lambda age, group, yaw: yaw >= PROFILE_YAW
