"""Photos as tiny grey pictures with their faces -> stacks of those that show nearly the same picture.

Two kinds of likeness make a stack. A picture that was resized or saved again: the same shape, the same greys, the same
faces in the same places. A burst: frames of one size within seconds of each other, alike as wholes, with the same faces
at about the same places. Every photo of a stack is compared with the one that stands for it, never in a chain: the
last of thirty frames of a walk has nothing in common with the first. In doubt a picture is one of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import SAME_PLACE_IOU, Box
from faceorg.domain import FaceId, PhotoId, Thresholds

# Greys (0-255) that the same picture differs by when it was resized or saved again: root mean square, and at most. Of
# the pairs of 8,418 pictures (LFW, test suites of other programs) none of two different ones comes below the first
# limits (numbers printed in the corner of one test picture stay just above); 95 % of its copies do, from a third of the
# size to 1.3 times it, and all below the second (packaging/bench/stacks.py).
STRICT_RMS, STRICT_MOST = 2.5, 12.0
# Where the faces agree as well.
SAME_RMS, SAME_MOST = 5.0, 32.0
# Width by height of the same picture, after rounding to pixels.
SAME_SHAPE = 0.02
# Below this (standard deviation of greys) a picture is a wall or a page: too little to tell it by. From the second on,
# the limits above hold as they are; between (nights, fog) they are as much smaller.
LEAST_CONTRAST, FULL_CONTRAST = 6.0, 24.0
# Seconds between frames of one burst, and how alike (correlation) they are: with faces, and without any.
BURST_S, BURST_ALIKE = 4.0, 0.90
EMPTY_BURST_S, EMPTY_BURST_ALIKE = 2.0, 0.98
# Boxes of one face overlap by this much in the next frame.
NEXT_PLACE_IOU = 0.3
# From this quality on, a face that is not like the one in its place says that the picture is another.
SURE_QUALITY = 0.3
# A hash has 64 bits; of the same picture at least one of its four parts is equal, and no more bits than this differ.
HASH_PARTS, MOST_BITS = 4, 10
# So many photos of one part or of one moment say nothing: black frames, dates that a scanner wrote.
MOST_TOGETHER = 4096
MOST_AT_ONCE = 100
_DCT = 9


@dataclass(frozen=True, eq=False)
class ComparedFace:
    """A face of a photo that may be stacked.

    embedding : float32 (dim,), a unit vector, None where there is none; found : by a detector, not drawn by the user
    person, rejected, ignored, part : what the user said of it; part is (split, group)
    """

    id: FaceId
    box: Box
    quality: float
    embedding: NDArray[np.float32] | None
    found: bool = True
    person: int | None = None
    rejected: frozenset[int] = frozenset()
    ignored: str | None = None
    part: tuple[int, int] | None = None

    @property
    def is_said(self) -> bool:
        """Whether the user said anything of it."""
        return self.person is not None or bool(self.rejected) or self.ignored is not None or self.part is not None


@dataclass(frozen=True, eq=False)
class ComparedPhoto:
    """A photo that may be stacked.

    greys : uint8 (1024,); taken_s : seconds since some moment, None where the second is not known
    """

    id: PhotoId
    width: int
    height: int
    greys: NDArray[np.uint8]
    taken_s: float | None = None
    faces: tuple[ComparedFace, ...] = ()

    @property
    def rank(self) -> tuple[bool, int, float, int]:
        """What stands for a stack comes first: what a camera dated (a copy without a date would move the picture to the
        day it was saved), of these the largest, then the one with the best faces, then the oldest."""
        quality = round(sum(face.quality for face in self.faces), 1)
        return self.taken_s is None, -self.width * self.height, -quality, self.id


@dataclass(frozen=True)
class PictureStack:
    """of : the photo that stands for `photos`

    faces : by face, the one that stands for it: of `of`, or, where the user spoke only of another, that one
    """

    of: PhotoId
    photos: list[PhotoId] = field(default_factory=list)
    faces: dict[FaceId, FaceId] = field(default_factory=dict)


# ---------------------------------------------------------------- who may be the same picture as whom
def hashes_of(greys: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return a hash for each grey picture, uint8 (n, side, side): the signs of its lowest frequencies.

    Zauner, Implementation and benchmarking of perceptual image hash functions (2010). 0 for a picture that is too
    plain to have one.
    """
    side = greys.shape[1]
    steps = (2 * np.arange(side) + 1) * np.pi / (2 * side)
    waves = np.cos(np.arange(_DCT)[:, None] * steps[None, :]).astype(np.float32)
    low = (waves @ greys.astype(np.float32) @ waves.T).reshape(len(greys), -1)[:, 1:65]
    bits = low > np.median(low, axis=1, keepdims=True)
    found = np.packbits(bits, axis=1).view(">i8").astype(np.int64).reshape(-1)
    found[greys.reshape(len(greys), -1).std(axis=1) < LEAST_CONTRAST] = 0
    return found


def alike_by_hash(ids: NDArray[np.int64], hashes: NDArray[np.int64], asked: NDArray[np.int64]) -> set[tuple[int, int]]:
    """Return the pairs (smaller id first) of photos whose hashes are close, one of each pair among `asked`.

    ids, hashes : int64 (n,), one photo a row; a hash of 0 is none
    """
    known = hashes != 0
    ids, bits = ids[known], hashes[known].view(np.uint64)
    rows = np.flatnonzero(np.isin(ids, asked))
    found: set[tuple[int, int]] = set()
    for part in range(HASH_PARTS):
        keys = (bits >> np.uint64(16 * part)) & np.uint64(0xFFFF)
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        starts, ends = (np.searchsorted(ordered, keys[rows], side) for side in ("left", "right"))
        for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
            if 1 < end - start <= MOST_TOGETHER:
                beside = order[start:end]
                near = beside[np.bitwise_count(bits[beside] ^ bits[row]) <= MOST_BITS]
                one = int(ids[row])
                found.update((min(one, other), max(one, other)) for other in ids[near].tolist() if other != one)
    return found


def alike_by_time(
    ids: NDArray[np.int64], taken_s: NDArray[np.float64], asked: NDArray[np.int64]
) -> set[tuple[int, int]]:
    """Return the pairs of photos that were taken within a burst's time, one of each pair among `asked`."""
    order = np.argsort(taken_s, kind="stable")
    ids, taken_s = ids[order], taken_s[order]
    rows = np.flatnonzero(np.isin(ids, asked))
    starts = np.searchsorted(taken_s, taken_s[rows] - BURST_S, "left")
    ends = np.searchsorted(taken_s, taken_s[rows] + BURST_S, "right")
    found: set[tuple[int, int]] = set()
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if 1 < end - start <= MOST_AT_ONCE:
            one = int(ids[row])
            found.update((min(one, other), max(one, other)) for other in ids[start:end].tolist() if other != one)
    return found


# ---------------------------------------------------------------- who is
def stacks_of(
    frames: Mapping[PhotoId, ComparedPhoto],
    pairs: Iterable[tuple[int, int]],
    apart: Collection[tuple[int, int]],
    thresholds: Thresholds,
) -> list[PictureStack]:
    """Return the stacks of two and more that these photos make. Pairs, and those kept apart, have the smaller id first.

    A photo stands for those that are the same picture as it, the first of `ComparedPhoto.rank` before the others.
    """
    beside: dict[PhotoId, set[PhotoId]] = defaultdict(set)
    for a, b in set(pairs) - set(apart):
        if a in frames and b in frames:
            beside[PhotoId(a)].add(PhotoId(b))
            beside[PhotoId(b)].add(PhotoId(a))
    taken: set[PhotoId] = set()
    found = []
    for lead in sorted((frames[photo_id] for photo_id in beside), key=lambda frame: frame.rank):
        if lead.id in taken:
            continue
        stack = PictureStack(lead.id)
        for other in sorted((frames[photo_id] for photo_id in beside[lead.id] - taken), key=lambda frame: frame.rank):
            same = same_faces(lead, other, thresholds)
            if same is not None:
                stack.photos.append(other.id)
                stack.faces.update(same)
        if stack.photos:
            taken.update((lead.id, *stack.photos))
            found.append(replace(stack, faces=_led_by_what_was_said(stack, frames)))
    return found


def _led_by_what_was_said(stack: PictureStack, frames: Mapping[PhotoId, ComparedPhoto]) -> dict[FaceId, FaceId]:
    """Have the face that the user spoke of stand for the others."""
    known = {face.id: face for photo_id in (stack.of, *stack.photos) for face in frames[photo_id].faces}
    groups: dict[FaceId, list[FaceId]] = defaultdict(list)
    for face_id, of in stack.faces.items():
        groups[of].append(face_id)
    found = {}
    for of, others in groups.items():
        first = next((face_id for face_id in (of, *others) if known[face_id].is_said), of)
        found.update({face_id: first for face_id in (of, *others) if face_id != first})
    return found


def same_faces(lead: ComparedPhoto, other: ComparedPhoto, thresholds: Thresholds) -> dict[FaceId, FaceId] | None:
    """Return which face of `lead` each face of `other` is, None where the two are different pictures."""
    least, same = -1.0, _copied(lead, other, thresholds)
    if same is None:
        least, same = thresholds.strict, _next_frame(lead, other, thresholds)
    if same is None:
        return None
    same = [*same, *_drawn(lead, other, same, least)]
    return {two.id: one.id for one, two in same} if all(_agree(one, two) for one, two in same) else None


Same = list[tuple[ComparedFace, ComparedFace]]


def _drawn(lead: ComparedPhoto, other: ComparedPhoto, same: Same, least: float) -> Same:
    """The faces that are the same where the user drew one of them, or both: a detector does not see them in every size.

    least : how alike they are; in a copy of one picture one place holds one face
    """
    ours, theirs = {one.id for one, _two in same}, {two.id for _one, two in same}
    left = [face for face in lead.faces if face.id not in ours]
    right = [face for face in other.faces if face.id not in theirs]
    placed = _in_one_place(left, right, SAME_PLACE_IOU)
    return [(one, two) for one, two in placed if not (one.found and two.found) and _likeness((one, two)) >= least]


def one_picture(lead: ComparedPhoto, other: ComparedPhoto) -> bool:
    """Whether two photos of one stack are one picture, resized or saved again, and not two frames of a burst."""
    return _differs_by(lead, other) is not None


def _copied(lead: ComparedPhoto, other: ComparedPhoto, thresholds: Thresholds) -> Same | None:
    """The faces that are the same where `other` is `lead`, resized or saved again; None where it is not."""
    differs = _differs_by(lead, other)
    if differs is None:
        return None
    rms, most, contrast = differs
    placed = _in_one_place(_found(lead), _found(other), SAME_PLACE_IOU)
    alike = [pair for pair in placed if _likeness(pair) >= thresholds.strict]
    strange = [pair for pair in placed if pair not in alike and _is_sure(pair)]
    # Of small copies, small faces are lost; half of what one of them shows must be in both.
    proven = len(alike) * 2 >= max(1, min(len(_found(lead)), len(_found(other))))
    limits = (SAME_RMS, SAME_MOST) if proven else (STRICT_RMS, STRICT_MOST)
    share = min(1.0, contrast / FULL_CONTRAST)
    return None if strange or rms > share * limits[0] or most > share * limits[1] else alike


def _differs_by(lead: ComparedPhoto, other: ComparedPhoto) -> tuple[float, float, float] | None:
    """By how much the greys of two photos of one shape differ (root mean square, and at most), and their contrast; None
    where they are not one picture."""
    if abs(lead.width * other.height / max(1, lead.height * other.width) - 1) > SAME_SHAPE:
        return None
    differences = lead.greys.astype(np.float32) - other.greys
    rms, most = float(np.sqrt(np.mean(differences**2))), float(np.abs(differences).max())
    contrast = float(min(lead.greys.std(), other.greys.std()))
    return None if rms > SAME_RMS or most > SAME_MOST or contrast < LEAST_CONTRAST else (rms, most, contrast)


def _next_frame(lead: ComparedPhoto, other: ComparedPhoto, thresholds: Thresholds) -> Same | None:
    """The faces that are the same where both are of one burst; None where they are not."""
    if lead.taken_s is None or other.taken_s is None or (lead.width, lead.height) != (other.width, other.height):
        return None
    apart_s, ours, theirs = abs(lead.taken_s - other.taken_s), _found(lead), _found(other)
    most_s, least_alike = (BURST_S, BURST_ALIKE) if ours else (EMPTY_BURST_S, EMPTY_BURST_ALIKE)
    if len(ours) != len(theirs) or apart_s > most_s or _correlation(lead.greys, other.greys) < least_alike:
        return None
    # Half way from "surely the same person" to "the same picture".
    nearly = (1 + thresholds.strict) / 2
    same = [pair for pair in _in_one_place(ours, theirs, NEXT_PLACE_IOU) if _likeness(pair) >= nearly]
    return same if len(same) == len(ours) else None


def _found(frame: ComparedPhoto) -> list[ComparedFace]:
    return [face for face in frame.faces if face.found]


def _in_one_place(ours: Sequence[ComparedFace], theirs: Sequence[ComparedFace], least: float) -> Same:
    """Pair the faces that overlap most, each once."""
    overlaps = [(one.box.iou(two.box), a, b) for a, one in enumerate(ours) for b, two in enumerate(theirs)]
    pairs: Same = []
    used: tuple[set[int], set[int]] = set(), set()
    for overlap, a, b in sorted(overlaps, key=lambda row: (-row[0], row[1:])):
        if overlap >= least and a not in used[0] and b not in used[1]:
            used[0].add(a)
            used[1].add(b)
            pairs.append((ours[a], theirs[b]))
    return pairs


def _likeness(pair: tuple[ComparedFace, ComparedFace]) -> float:
    one, two = pair
    return -1.0 if one.embedding is None or two.embedding is None else float(one.embedding @ two.embedding)


def _is_sure(pair: tuple[ComparedFace, ComparedFace]) -> bool:
    """Whether both faces are clear enough for their likeness to count."""
    return all(face.embedding is not None and face.quality >= SURE_QUALITY for face in pair)


def _correlation(one: NDArray[np.uint8], two: NDArray[np.uint8]) -> float:
    a, b = one - one.mean(), two - two.mean()
    return float(a @ b / max(1e-6, float(np.linalg.norm(a) * np.linalg.norm(b))))


def _agree(one: ComparedFace, two: ComparedFace) -> bool:
    """Whether what was said of two faces can be true of one."""
    if one.person is not None and two.person is not None and one.person != two.person:
        return False
    if one.person in two.rejected or two.person in one.rejected:
        return False
    if any(face.ignored for face in (one, two)) and any(face.person is not None for face in (one, two)):
        return False
    return one.part is None or two.part is None or one.part[0] != two.part[0] or one.part == two.part
