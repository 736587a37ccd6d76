"""Questions about faces: who is like this one, who is in this picture, are these two one, who fits its person least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.domain import (
    FaceId,
    FaceObservation,
    Match,
    ModelPack,
    PersonId,
    Photo,
)
from faceorg.errors import InvalidInput, PhotoProblem
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising import enrolment, judgement, learning, packs
from faceorg.library.recognising.judgement import Recognised
from faceorg.library.recognising.vectors import space_of
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from faceorg.matching.recognition.contradictions import SeemsTwo

# Answers of a search by face unless told otherwise: a page or two.
DEFAULT_MATCHES = 60
# Two pictures that somebody has compared are of two people so many times as often as of one. An assumption: with it the
# chance passes one half about where the pack's `match` threshold lies, and is near 0 for people who are not alike.
OTHERS_COMPARED = 5


@dataclass(frozen=True)
class FoundFace:
    """One answer of a search by face: the face, its photo, cosine similarity, and who it is."""

    face_id: FaceId
    photo: Photo
    similarity: float
    person_id: PersonId | None


@dataclass(frozen=True)
class Verification:
    """Are two pictures of one person: the similarity of their most prominent faces against the pack's threshold."""

    similarity: float
    match_threshold: float
    same: bool
    probability: float


def find_by_face(
    library: Library, face_id: FaceId, k: int = DEFAULT_MATCHES, min_similarity: float = -1.0
) -> list[FoundFace]:
    """Return the faces most like this one, best first, itself left out. Raises as `matches_of_face`."""
    return found_faces(library, matches_of_face(library, face_id, k, min_similarity))


def matches_of_face(
    library: Library, face_id: FaceId, k: int = DEFAULT_MATCHES, min_similarity: float = -1.0
) -> list[Match]:
    """Return the faces most like this one, best first, itself left out, by their ids alone.

    Raises NotFound for an unknown face, InvalidInput for one that has no embedding of the pack in use yet.
    """
    faces.face(library.catalog, face_id)
    _ids, vectors = space_of(library).vectors_of([face_id])
    if len(vectors) == 0:
        raise InvalidInput(ProblemCode.FACE_NOT_ANALYSED, face_id=face_id)
    matches = learning.best_matches(library, vectors[0], k + 1, min_similarity)
    return [match for match in matches if match.face_id != face_id][:k]


def find_by_embedding(
    library: Library, embedding: NDArray[np.float32], k: int = DEFAULT_MATCHES, min_similarity: float = -1.0
) -> list[FoundFace]:
    """Return the faces of the library most like an embedding, float32 (dim,), best first."""
    return found_faces(library, learning.best_matches(library, embedding, k, min_similarity))


def find_by_image(
    library: Library, image: Path, k: int = DEFAULT_MATCHES, min_similarity: float = -1.0
) -> list[tuple[FaceObservation, list[FoundFace]]]:
    """Return each face of a picture from outside (largest first) with the library's faces most like it."""
    observed = look_at(library, image)
    return [(seen, find_by_embedding(library, _embedding(seen), k, min_similarity)) for seen in observed]


def look_at(library: Library, image: Path, cancel: CancelToken | None = None) -> list[FaceObservation]:
    """Return the faces of a picture from outside, largest first. Loads the pack: seconds, not for the GUI thread.

    Raises NotFound, PhotoProblem when it cannot be read or there is no face in it, Cancelled.
    """
    return _faces_in(packs.pack_in_use(library), [image], library.settings.analysis.device, cancel)[0]


def _faces_in(
    pack: ModelPack, images: Sequence[Path], device: str = "auto", cancel: CancelToken | None = None
) -> list[list[FaceObservation]]:
    from faceorg.library.workers.probe import analyze_pictures

    found = []
    for image, observed in zip(images, analyze_pictures(pack, images, device=device, cancel=cancel), strict=True):
        if not observed:
            raise PhotoProblem(ProblemCode.NO_FACE_IN_PICTURE, file=image)
        found.append(sorted(observed, key=lambda seen: -seen.quality.size_px))
    return found


def pack_for(library_folder: Path, pack: str | None) -> ModelPack:
    """Return the named pack, else that of the library in this folder, else the best installed one."""

    if pack is not None:
        return packs.pack_named(pack, library_folder)
    if Library.exists(library_folder):
        with open_library(library_folder, edit=False) as library:
            return packs.pack_in_use(library)
    return packs.best_installed(library_folder)


def verify(pack: ModelPack, first: Path, second: Path) -> Verification:
    """Compare the largest faces of two pictures (1:1). Needs no library.

    Raises NotFound, PhotoProblem when one cannot be read or shows no face.
    """
    from faceorg.matching.learning.calibration import calibration_of

    one, other = (faces_there[0] for faces_there in _faces_in(pack, [first, second]))
    similarity = float(_embedding(one) @ _embedding(other))
    threshold = pack.thresholds.match
    quality = min(one.quality.value, other.quality.value)
    probability = float(calibration_of(pack.thresholds, quality).among(OTHERS_COMPARED).probability(similarity))
    return Verification(similarity, threshold, similarity >= threshold, probability)


def identify(library: Library, image: Path) -> list[Recognised]:
    """Return who is in a picture from outside (1:N, open set), left to right: a person or not recognised each."""
    observed = sorted(look_at(library, image), key=lambda seen: seen.detection.box.x)
    return judgement.recognise(library, observed)


def found_faces(library: Library, matches: Sequence[Match]) -> list[FoundFace]:
    """Give matches their photos and people."""
    known = {face.id: face for face in faces.faces(library.catalog, [match.face_id for match in matches])}
    pictures = {photo.id: photo for photo in photos.photos(library.catalog, {face.photo_id for face in known.values()})}
    return [
        FoundFace(
            match.face_id, pictures[known[match.face_id].photo_id], match.similarity, known[match.face_id].person_id
        )
        for match in matches
        if match.face_id in known
    ]


def outliers(library: Library, person_id: PersonId, limit: int | None = None) -> list[tuple[FaceId, float]]:
    """Return a person's faces that can be looked at, the least fitting first, with how well each fits all (cosine).

    Raises InvalidInput for fewer faces than can be ranked.
    """
    from faceorg.matching.recognition.outliers import fit_of_faces

    person = people.person(library.catalog, person_id)
    own = {face.id: face for face in faces.faces_of_person(library.catalog, person_id)}
    ids, vectors = space_of(library).vectors_of(list(own))
    if len(ids) < 3:
        raise InvalidInput(ProblemCode.TOO_FEW_FACES_TO_RANK, name=person.name)
    quality = [own[FaceId(int(face_id))].quality.value for face_id in ids]
    fits = fit_of_faces(vectors, quality=quality, face_ids=ids)
    unseen = faces.in_missing_photos(library.catalog)
    shown = [row for row in range(len(ids)) if int(ids[row]) not in unseen]
    order = sorted(shown, key=lambda row: (float(fits[row]), int(ids[row])))
    return [(FaceId(int(ids[row])), float(fits[row])) for row in order[:limit]]


def seems_two(library: Library, person_id: PersonId) -> SeemsTwo | None:
    """Return how a person falls into two clearly different parts, None where it is one. Asks the pack alone."""
    from faceorg.matching.recognition.contradictions import seems_two as parted

    known = enrolment.enrolled(library, [person_id])
    return parted(known[0], packs.pack_in_use(library).thresholds) if known else None


def _embedding(seen: FaceObservation) -> NDArray[np.float32]:
    assert seen.embedding is not None, "the analyzer embeds every face"
    return seen.embedding
