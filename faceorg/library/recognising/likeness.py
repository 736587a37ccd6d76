"""A face, or a picture from outside -> which faces are like it, how likely the same person, and where that ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import face_rows, people
from faceorg.domain import FaceId, FaceObservation, Match, PersonId
from faceorg.library.recognising import judgement, learning, search
from faceorg.library.recognising.chances import THE_SAME, WORTH_SHOWING
from faceorg.library.recognising.clearness import clearness, clearness_of
from faceorg.library.recognising.vectors import space_of
from faceorg.progress import CancelToken

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Faces that may be meant although they lie below the line: two or three screens; further down it is strangers.
MOST_BELOW = 80
# Above the line everything is shown that a person with many photos has.
MOST_ABOVE = 5000


@dataclass(frozen=True)
class Likeness:
    """What is like one face, best first.

    face_ids : the faces; probabilities : of each being the same person, 0-1; above : how many of them are above the
    line where "the same person" ends; likely : how many are likely enough to be shown to somebody who did not ask for
    unlikely ones
    """

    face_ids: tuple[FaceId, ...]
    probabilities: tuple[float, ...]
    above: int
    likely: int


@dataclass(frozen=True)
class OutsideFace:
    """A face of a picture from outside: its crop, who it is taken for, how surely (0-1), and what is like it."""

    jpeg: bytes | None
    person_id: PersonId | None
    probability: float | None
    likeness: Likeness


def like_face(library: Library, face_id: FaceId) -> Likeness:
    """Search by a face of the library. Raises NotFound, InvalidInput for one that was not analysed yet."""
    quality = clearness_of(library, [face_id]).get(face_id, 1.0)
    return _likeness(library, search.matches_of_face(library, face_id, MOST_ABOVE), quality)


def like_picture(library: Library, picture: Path, cancel: CancelToken | None = None) -> list[OutsideFace]:
    """Search by every face of a picture, left to right.

    Raises NotFound, PhotoProblem when it cannot be read or shows no face, Cancelled.
    """
    observed = sorted(search.look_at(library, picture, cancel), key=lambda seen: seen.detection.box.x)
    return [
        OutsideFace(seen.thumbnail, known.person_id, known.probability, _like_observed(library, seen))
        for seen, known in zip(observed, judgement.recognise(library, observed), strict=True)
    ]


def _like_observed(library: Library, seen: FaceObservation) -> Likeness:
    assert seen.embedding is not None, "the analyzer embeds every face"
    matches = learning.best_matches(library, seen.embedding, MOST_ABOVE)
    embedding = space_of(library).as_compared(seen.embedding[None])
    return _likeness(library, matches, float(clearness(library, embedding, [seen.quality.value])[0]))


def _likeness(library: Library, matches: Sequence[Match], quality: float) -> Likeness:
    """quality : of the face searched by, 0-1."""
    comparer = learning.comparer_of(library)
    line = comparer.thresholds.match
    above = sum(match.similarity >= line for match in matches)
    shown = matches[: above + MOST_BELOW]
    aside = people.ignored(library.catalog)
    kept = [match for match in shown if match.face_id not in aside]
    # Among many people some stranger always looks alike: what a likeness says depends on how many there are.
    known = face_rows.counts(library.catalog)
    sharp = clearness_of(library, [match.face_id for match in kept])
    poorer = [min(quality, sharp.get(match.face_id, 1.0)) for match in kept]
    near = [match.similarity for match in kept]
    likely = comparer.chances(near, poorer, among=max(1, known.people + known.unnamed)).tolist()
    # A blurred face says less at the same similarity: what is hardly likely is not called the same for its similarity,
    # and on each side of the line the likeliest come first.
    same = [near[place] >= line and likely[place] >= THE_SAME for place in range(len(kept))]
    order = sorted(range(len(kept)), key=lambda place: (not same[place], -likely[place], place))
    return Likeness(
        tuple(kept[place].face_id for place in order),
        tuple(float(likely[place]) for place in order),
        sum(same),
        sum(chance >= WORTH_SHOWING for chance in likely),
    )
