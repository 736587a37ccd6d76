"""A face of the library, or a picture from outside -> the faces most like it, with the line where "the same" ends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from faceorg.catalog import glances
from faceorg.catalog import people as people_rows
from faceorg.catalog.glances import FaceGlance
from faceorg.domain import FaceId, FaceObservation, Match, PersonId
from faceorg.library import search
from faceorg.library.library import Library
from faceorg.progress import CancelToken

# Faces that may be meant although they lie below the line: two or three screens; further down it is strangers.
MOST_BELOW = 80
# Above the line everything is shown that a person with many photos has.
MOST_ABOVE = 5000


@dataclass(frozen=True)
class Alike:
    """What is like one probe, best first.

    glances : the faces; probabilities : of each being the same person, 0-1; above : how many of them are above the line
    """

    glances: tuple[FaceGlance, ...]
    probabilities: tuple[float, ...]
    above: int


@dataclass(frozen=True)
class Probe:
    """A face that is searched by: face_id, of the library, or jpeg, a crop from elsewhere. person_id: who it is."""

    face_id: FaceId | None
    jpeg: bytes | None
    person_id: PersonId | None
    probability: float | None
    alike: Alike


def by_face(library: Library, face_id: FaceId) -> list[Probe]:
    """Search by a face of the library; for a worker thread. Raises NotFound, InvalidInput."""
    found = search.find_by_face(library, face_id, MOST_ABOVE)
    own = glances.of_faces(library.catalog, [face_id])
    alike = _alike(library, [Match(one.face_id, one.similarity) for one in found])
    return [Probe(face_id, None, own[0].person_id if own else None, None, alike)]


def by_picture(library: Library, picture: Path, cancel: CancelToken) -> list[Probe]:
    """Search by every face of a picture, left to right; for a worker thread: a worker process looks at it first.

    Raises NotFound, PhotoProblem when it cannot be read or shows no face, Cancelled.
    """
    from faceorg.library import judgement

    observed = sorted(search.look_at(library, picture, cancel), key=lambda seen: seen.detection.box.x)
    return [
        Probe(None, seen.thumbnail, known.person_id, known.probability, _alike_observed(library, seen))
        for seen, known in zip(observed, judgement.recognise(library, observed), strict=True)
    ]


def _alike_observed(library: Library, seen: FaceObservation) -> Alike:
    assert seen.embedding is not None
    found = search.find_by_embedding(library, seen.embedding, MOST_ABOVE)
    return _alike(library, [Match(one.face_id, one.similarity) for one in found])


def _alike(library: Library, matches: list[Match]) -> Alike:
    from faceorg.library import judgement

    line = library.pack().thresholds.match
    above = sum(match.similarity >= line for match in matches)
    shown = matches[: above + MOST_BELOW]
    aside = people_rows.ignored(library.catalog)
    rows = {glance.face_id: glance for glance in glances.of_faces(library.catalog, [m.face_id for m in shown])}
    kept = [match for match in shown if match.face_id in rows and match.face_id not in aside]
    # Among many people some stranger always looks alike: what a likeness says depends on how many there are.
    known = glances.counts(library.catalog)
    curve = judgement.calibration(library).among(max(1, known.people + known.unnamed))
    likely = curve.probability([match.similarity for match in kept]).tolist() if kept else []
    return Alike(
        tuple(rows[match.face_id] for match in kept),
        tuple(float(value) for value in likely),
        sum(match.similarity >= line for match in kept),
    )
