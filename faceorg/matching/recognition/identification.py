"""FACE + GALLERY -> WHO: a person we know, or nobody (the open set).

A face is given to a person only when the evidence is clear: similar enough for the number of people it was compared
with, clearly more similar than to the runner-up, and allowed by what the user said, by the photo (one person is in it
once) and by the birth date. Everything else is at most a suggestion.

[Note: Twice in a picture] One person is in a picture once, but for photo-booth strips, album pages, collages and
mirrors. So that somebody is in it already is strong evidence against a second face, no law: one that is far more
similar than others need to be, more than brothers and sisters are, is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from faceorg.dates import DAYS_A_YEAR
from faceorg.domain import WEAK_QUALITY, FaceId, Match, PersonId, Thresholds
from faceorg.matching.learning.calibration import UNMOVED, Calibration
from faceorg.matching.neighbours.similarity import Ids, Vectors, blocks, decade, unit_rows
from faceorg.matching.recognition.gallery import Days, Gallery
from faceorg.matching.recognition.guesses import CROWD, crowd_of, few_faces, guess_odds

# An automatic assignment may be wrong for about this share of the strangers that come by, however many people we know:
# with a gallery of P people a stranger has P chances to look like somebody, so each must be P times rarer.
STRANGERS_ASSIGNED = 3e-3
# In decades of false accepts (similarity.decade):
RUNNER_UP_MARGIN = 0.75  # the winner must lead by this
LOOKALIKE_MARGIN = 1.5  # where winner and runner-up resemble each other (siblings), by this
YOUNG_PREMIUM = 1.0  # children resemble each other: their similarity must be this much higher
WEAK_PREMIUM = 1.0  # so must that of a face of poor quality
YOUNG_YEARS = 12
AGAIN_FACTOR = 4.0  # a face of somebody whom the photo shows already must be this much above `match` to be asked about
AGAIN_PREMIUM = 1.0  # and this much above what an automatic assignment needs
# Of faces that are so similar, the odds are divided by this: mirrors are rare. An assumption.
AGAIN_ODDS = 0.1
_CANDIDATES = 6  # nearest people looked at per face: the winner may be excluded by a fact, and so may the next
_EVIDENCE_FACES = 3  # confirmed faces that a match comes with, and that are shown
_BLOCK = 512


@dataclass(frozen=True)
class Probes:
    """Faces to be identified.

    face_ids : int64 (n,); embeddings : float (n, dim); photo_ids : int64 (n,)
    quality : float (n,), 0-1, None means all good; taken_on : datetime64[D] (n,), NaT or None where unknown
    young : bool (n,), faces known to be children's, None where unknown
    """

    face_ids: Ids
    embeddings: NDArray[np.floating]
    photo_ids: Ids
    quality: ArrayLike | None = None
    taken_on: Days | None = None
    young: ArrayLike | None = None


@dataclass(frozen=True)
class Identification:
    """What is known about one probe.

    person_id : who it is, None where the evidence is not clear
    candidate : the most similar person that no fact excludes, None with nobody left; with similarity and probability
    runner_up : the next most similar; margin : similarity lead over it (2 with nobody else)
    evidence : the candidate's nearest confirmed faces, best first
    runner_up_probability : that it is the runner-up instead; 0 where that was not asked for (`judgement.why` asks)
    """

    face_id: FaceId
    person_id: PersonId | None
    candidate: PersonId | None
    similarity: float
    probability: float
    runner_up: PersonId | None
    margin: float
    evidence: tuple[Match, ...]
    runner_up_probability: float = 0.0


def accept_similarity(thresholds: Thresholds, people: int) -> float:
    """Return the similarity that an automatic assignment needs among so many people; never below strict."""
    decades = np.log10(max(people, 1) * 1e-3 / STRANGERS_ASSIGNED)
    return max(thresholds.strict, thresholds.match + decade(thresholds) * float(decades))


def again_similarity(thresholds: Thresholds, people: int) -> float:
    """Return the similarity from which a face may be somebody whom its photo shows already."""
    unit = decade(thresholds)
    return max(accept_similarity(thresholds, people) + AGAIN_PREMIUM * unit, thresholds.match + AGAIN_FACTOR * unit)


def identify(
    gallery: Gallery,
    probes: Probes,
    thresholds: Thresholds,
    *,
    rejections: Iterable[tuple[int, int]] = (),
    present: Iterable[tuple[int, int]] = (),
    answers: Calibration = UNMOVED,
    assign_again: bool = False,
) -> list[Identification]:
    """Return an Identification for each probe, in their order.

    rejections : (face id, person id), what the user denied
    present : (photo id, person id), people already confirmed in a photo [Note: Twice in a picture]
    answers : what the user's answers made of the odds of guesses
    assign_again : such a second face may be assigned, too, not only asked about
    """
    denied, taken = set(rejections), set(present)
    vectors = unit_rows(probes.embeddings)
    ranked, beside = [], _Beside(gallery, len(vectors), thresholds)
    for row, scores in _scores(gallery, vectors):
        ranked.append(_ranked(gallery, probes, row, scores, denied))
        beside.note(row, scores)
    needed = _needed(probes, thresholds, len(gallery))
    order = sorted(range(len(ranked)), key=lambda row: (-_top(ranked[row]), int(probes.face_ids[row])))
    found: dict[int, Identification] = {}
    again: set[int] = set()
    much = again_similarity(thresholds, len(gallery))
    for row in order:
        photo = int(probes.photo_ids[row])
        left = [one for one in ranked[row] if one[1] >= much or (photo, gallery.person_ids[one[0]]) not in taken]
        child = bool(left) and _is_child(gallery, left[0][0], probes, row)
        bar = float(needed[row]) + child * YOUNG_PREMIUM * decade(thresholds)
        found[row] = _answer(gallery, vectors[row], FaceId(int(probes.face_ids[row])), left, bar, thresholds)
        if (photo, found[row].candidate) in taken:
            again.add(row)
            if not assign_again:
                found[row] = replace(found[row], person_id=None)
        elif (person := found[row].person_id) is not None:
            taken.add((photo, person))
    quality = np.ones(len(ranked)) if probes.quality is None else np.asarray(probes.quality)
    answer = [found[row] for row in range(len(ranked))]
    answer = _with_chances(gallery, answer, beside.crowds(answer), quality, thresholds, answers)
    return [_again(one) if row in again else one for row, one in enumerate(answer)]


def _scores(gallery: Gallery, vectors: Vectors) -> Iterable[tuple[int, NDArray[np.float32]]]:
    for part in blocks(len(vectors), _BLOCK):
        yield from enumerate(gallery.similarities(vectors[part]), start=part.start)


def _ranked(
    gallery: Gallery, probes: Probes, row: int, scores: NDArray[np.float32], denied: set[tuple[int, int]]
) -> list[tuple[int, float]]:
    """The nearest allowed people of one probe as (place in the gallery, similarity), best first."""
    unborn = np.zeros(len(scores), bool)
    if probes.taken_on is not None:
        unborn = probes.taken_on[row] < gallery.born_on  # False where either is unknown
    face = int(probes.face_ids[row])
    found: list[tuple[int, float]] = []
    for at in np.argsort(-scores, kind="stable"):
        if len(found) == _CANDIDATES:
            break
        if not unborn[at] and (face, gallery.person_ids[at]) not in denied:
            found.append((int(at), float(scores[at])))
    return found


def _is_child(gallery: Gallery, at: int, probes: Probes, row: int) -> bool:
    """Whether the at-th person was a child when the probe was taken, as far as that is known."""
    if probes.taken_on is None or (probes.young is not None and np.asarray(probes.young)[row]):
        return False  # unknown, or raised already
    days = (probes.taken_on[row] - gallery.born_on[at]).astype("timedelta64[D]")
    return not np.isnat(days) and float(days.astype(np.int64)) < YOUNG_YEARS * DAYS_A_YEAR


def _top(ranked: list[tuple[int, float]]) -> float:
    return ranked[0][1] if ranked else -1.0


def _needed(probes: Probes, thresholds: Thresholds, people: int) -> NDArray[np.float64]:
    """The similarity each probe needs to be assigned, float64 (n,)."""
    unit = decade(thresholds)
    needed = np.full(len(probes.face_ids), accept_similarity(thresholds, people))
    if probes.quality is not None:
        needed[np.asarray(probes.quality) < WEAK_QUALITY] += WEAK_PREMIUM * unit
    if probes.young is not None:
        needed[np.asarray(probes.young, bool)] += YOUNG_PREMIUM * unit
    return needed


def _answer(
    gallery: Gallery,
    vector: Vectors,
    face_id: FaceId,
    left: list[tuple[int, float]],
    needed: float,
    thresholds: Thresholds,
) -> Identification:
    """The answer to one probe, without its probability."""
    if not left:
        return Identification(face_id, None, None, -1.0, 0.0, None, 0.0, ())
    at, similarity = left[0]
    rival, rival_similarity = left[1] if len(left) > 1 else (None, similarity - 2.0)
    margin = similarity - rival_similarity
    clear = similarity >= needed and margin >= _margin_needed(gallery, at, rival, thresholds)
    candidate = gallery.person_ids[at]
    return Identification(
        face_id,
        candidate if clear else None,
        candidate,
        similarity,
        0.0,
        None if rival is None else gallery.person_ids[rival],
        margin,
        _evidence(gallery, at, vector),
    )


class _Beside:
    """The people nearest to each probe, of whom its candidate's crowd is made."""

    def __init__(self, gallery: Gallery, probes: int, thresholds: Thresholds) -> None:
        self._people, self._thresholds = np.array(gallery.person_ids, np.int64), thresholds
        self._few = few_faces(thresholds, gallery.face_counts())
        self._places = np.zeros((probes, min(CROWD + 1, len(gallery))), np.int64)
        self._near = np.zeros(self._places.shape)

    def note(self, row: int, scores: NDArray[np.float32]) -> None:
        """Keep the nearest people of a probe; scores : float32 (people,), how similar everybody is to it."""
        if count := self._places.shape[1]:
            near = scores - self._few
            self._places[row] = np.argpartition(-near, count - 1)[:count]
            self._near[row] = near[self._places[row]]

    def crowds(self, found: list[Identification]) -> NDArray[np.float64]:
        """Return how near others than its candidate come to each probe, float64 (n,); see guesses.crowd_of.

        The candidate is not among them where facts exclude all who are; then the last of them makes room.
        """
        if not self._places.size:
            return np.zeros(len(found))
        own = self._people[self._places] == np.array([int(one.candidate or -1) for one in found])[:, None]
        place = np.where(own.any(axis=1), own.argmax(axis=1), self._near.argmin(axis=1))
        return crowd_of(self._near, place, self._thresholds)


def _with_chances(
    gallery: Gallery,
    found: list[Identification],
    crowds: NDArray[np.float64],
    quality: NDArray[np.floating],
    thresholds: Thresholds,
    answers: Calibration,
) -> list[Identification]:
    """The answers with the probability of each candidate."""
    rows = [row for row, one in enumerate(found) if one.candidate is not None]
    if not rows:
        return found
    known = gallery.face_counts()[np.searchsorted(gallery.person_ids, [int(found[row].candidate or 0) for row in rows])]
    near = np.array([found[row].similarity for row in rows]) - few_faces(thresholds, known) - few_faces(thresholds, 1)
    odds = guess_odds(thresholds, near, crowds[rows], quality[rows])
    for row, chance in zip(rows, answers.probability(odds).tolist(), strict=True):
        found[row] = replace(found[row], probability=chance)
    return found


def _again(found: Identification) -> Identification:
    """The answer about a face whose candidate is in the photo already."""
    odds = AGAIN_ODDS * found.probability
    return replace(found, probability=odds / (odds + 1.0 - found.probability))


def _margin_needed(gallery: Gallery, at: int, rival: int | None, thresholds: Thresholds) -> float:
    if rival is None:
        return 0.0
    alike = float(gallery.means[at] @ gallery.means[rival]) >= thresholds.match
    return (LOOKALIKE_MARGIN if alike else RUNNER_UP_MARGIN) * decade(thresholds)


def _evidence(gallery: Gallery, at: int, vector: Vectors) -> tuple[Match, ...]:
    own = gallery.exemplars_of(at)
    near = gallery.exemplars[own] @ vector
    best = np.argsort(-near, kind="stable")[:_EVIDENCE_FACES]
    return tuple(Match(FaceId(int(gallery.exemplar_faces[own][row])), float(near[row])) for row in best)
