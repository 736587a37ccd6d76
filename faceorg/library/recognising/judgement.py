"""Faces + what was decided -> who they are: automatic assignments, suggestions, and who is in a picture from outside.

The only place where the catalogue's decisions meet `matching.recognition.identification`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import Box
from faceorg.catalog import clusters, faces, people
from faceorg.catalog.faces import FaceColumns
from faceorg.domain import ClusterId, Derived, FaceId, FaceObservation, Match, PersonId, Thresholds
from faceorg.library.recognising import learning, packs
from faceorg.library.recognising.clearness import clearness
from faceorg.library.recognising.enrolment import gallery_of
from faceorg.library.recognising.vectors import space_of
from faceorg.matching.questions import LEAST_CHANCE, LEAST_CHANCE_OF_A_GROUP
from faceorg.matching.recognition.gallery import Days, Gallery
from faceorg.matching.recognition.identification import Identification, Probes, again_similarity, identify
from faceorg.matching.recognition.whole_groups import guess_groups
from faceorg.messages.codes import TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library
# Faces judged between two looks at the cancel token.
BLOCK_FACES = 4096
# Neighbours of each of a person's exemplars that an edit about that person may concern.
NEIGHBOURS_CONCERNED = 200


@dataclass(frozen=True)
class Recognised:
    """A face of a picture from outside, and who it is: person_id is None for "not recognised".

    similarity : to the person's nearest evidence, or to the best candidate when nobody was recognised; None without any
    """

    observation: FaceObservation
    person_id: PersonId | None
    similarity: float | None
    probability: float | None
    runner_up: PersonId | None = None
    margin: float | None = None
    evidence: tuple[Match, ...] = ()

    @property
    def box(self) -> Box:
        return self.observation.detection.box


def assign_clear_faces(
    library: Library,
    *,
    only: Iterable[FaceId] | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Remake automatic assignments and suggestions: of all undecided faces, or of those in `only` and their groups."""
    only = _with_their_groups(library, only)
    judge_faces(library, only=only, progress=progress, cancel=cancel)
    suggest_groups(library, only=only)


def judge_faces(
    library: Library,
    *,
    only: Iterable[FaceId] | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Remake automatic assignments and suggestions face by face, as if there were no groups; only : as above."""
    undecided = faces.undecided_faces(library.catalog, only)
    automatic, suggested = [], []
    photos = None if only is None else np.unique(undecided.photo_ids).tolist()
    present = faces.confirmed_places(library.catalog, photos)
    for found in _judge(library, gallery_of(library), undecided, present, progress, cancel or CancelToken()):
        row = _row(found)
        if row is None:
            continue
        if found.person_id is not None and library.settings.grouping.automatic:
            automatic.append(row)
        elif found.probability >= LEAST_CHANCE:
            suggested.append(row)
    judged = None if only is None else [FaceId(face_id) for face_id in undecided.face_ids.tolist()]
    clusters.replace_derived(library.catalog, "automatic", automatic, only=judged)
    clusters.replace_derived(library.catalog, "suggestions", suggested, only=judged)


def suggest_groups(library: Library, only: Iterable[FaceId] | None = None) -> None:
    """Suggest faces of groups without a name as wholes or not at all: all groups, or those of the faces in `only`.

    After faces were judged, and again after they were grouped anew.
    """
    only = _with_their_groups(library, only)
    undecided = faces.undecided_faces(library.catalog, only)
    together = _together(library, undecided)
    photos = None if only is None else np.unique(undecided.photo_ids).tolist()
    present = faces.confirmed_places(library.catalog, photos)
    found = _judge_groups(library, gallery_of(library), undecided, together, present)
    clusters.replace_derived(library.catalog, "suggestions", found, only=list(together))


def assign_after_edit(library: Library, changed_faces: Iterable[FaceId], changed_people: Iterable[PersonId]) -> None:
    """Judge again what an edit may concern: faces it touched, those now given to its people, and their neighbours."""
    concerned: set[FaceId] = set(changed_faces)
    space, gallery = space_of(library), gallery_of(library)
    for person_id in changed_people:
        for table in ("automatic", "suggestions"):
            concerned.update(row.face_id for row in clusters.derived(library.catalog, table, person_id, missing=True))
        _ids, vectors = space.vectors_of(gallery.faces_of(person_id))
        if len(vectors):
            concerned.update(space.near(vectors, NEIGHBOURS_CONCERNED, packs.pack_in_use(library).thresholds.match))
    assign_clear_faces(library, only=concerned)


def recognise(library: Library, observed: Sequence[FaceObservation]) -> list[Recognised]:
    """Return who the faces of one picture from outside are, in their order: a person or nobody known (open set)."""

    gallery, comparer = gallery_of(library), learning.comparer_of(library)
    given = np.stack([seen.embedding for seen in observed if seen.embedding is not None])
    embeddings = space_of(library).as_compared(given)
    probes = Probes(
        np.arange(-len(observed), 0),  # no ids of the library: nothing that was decided is about these faces
        comparer.project(embeddings),
        np.zeros(len(observed), np.int64),
        clearness(library, embeddings, [seen.quality.value for seen in observed]),
    )
    found = identify(gallery, probes, comparer.thresholds, answers=comparer.learned.guesses, assign_again=True)
    return [
        Recognised(
            seen,
            one.person_id,
            one.similarity if one.candidate is not None else None,
            one.probability if one.candidate is not None else None,
            one.runner_up,
            one.margin if one.runner_up is not None else None,
            one.evidence,
        )
        for seen, one in zip(observed, found, strict=True)
    ]


def why(library: Library, face_id: FaceId) -> Identification | None:
    """Return what speaks for a face being who it is taken for: evidence, margin, runner-up. None without embedding."""
    face = faces.face(library.catalog, face_id)
    ids, vectors = space_of(library).vectors_of([face_id])
    if len(ids) == 0:
        return None
    gallery, comparer = gallery_of(library, without=face_id), learning.comparer_of(library)
    taken_on = faces.taken_on(library.catalog, face_id)
    quality = clearness(library, vectors, [face.quality.value])
    probes = Probes(ids, comparer.project(vectors), np.array([face.photo_id]), quality, taken_on)
    rejected = [(row.face_id, row.person_id) for row in people.rejections(library.catalog, [face_id])]

    def asked(not_these: Sequence[tuple[int, int]]) -> Identification:
        answers = comparer.learned.guesses
        return identify(gallery, probes, comparer.thresholds, rejections=not_these, answers=answers)[0]

    found = asked(rejected)
    if found.candidate is None or found.runner_up is None:
        return found
    other = asked([*rejected, (face_id, found.candidate)])  # its crowd has the candidate in it: what is left for it
    return replace(found, runner_up_probability=other.probability if other.candidate == found.runner_up else 0.0)


def _with_their_groups(library: Library, only: Iterable[FaceId] | None) -> set[FaceId] | None:
    """`only` with everybody else in the groups of its faces; None, all faces, as it is."""
    if only is None:
        return None
    asked = set(only)
    groups = clusters.membership_of(library.catalog, sorted(asked)).values()
    return asked.union(clusters.unnamed_members(library.catalog, sorted(set(groups))))


def _together(library: Library, undecided: FaceColumns) -> dict[FaceId, ClusterId]:
    """The group of each undecided face that is not given to anybody and has others of its group beside it."""
    free = [FaceId(face) for face in undecided.face_ids[undecided.person_ids < 0].tolist()]
    groups = clusters.membership_of(library.catalog, free)
    sizes = Counter(groups.values())
    return {face: group for face, group in groups.items() if sizes[group] > 1}


def _judge_groups(
    library: Library,
    gallery: Gallery,
    undecided: FaceColumns,
    groups: dict[FaceId, ClusterId],
    present: Sequence[tuple[int, int]],
) -> list[Derived]:
    """Who each group may be, as suggestions for each of its faces; groups : of the faces in question, among undecided.

    present : (photo, person) of confirmed faces in their photos
    """
    ids, vectors = space_of(library).vectors_of(np.array(sorted(groups), np.int64))
    if not len(ids) or not len(gallery):
        return []
    comparer, of_face = learning.comparer_of(library), np.array([groups[FaceId(face)] for face in ids.tolist()])
    order = np.argsort(of_face, kind="stable")
    ids, of_face = ids[order], of_face[order]
    rows, embeddings = np.searchsorted(undecided.face_ids, ids), vectors[order]
    projected = comparer.project(embeddings)
    those = undecided.at(rows)
    seen = _seen_beside(gallery, projected, those.photo_ids, of_face, present, comparer.thresholds)
    found = guess_groups(
        gallery,
        projected,
        of_face,
        comparer.thresholds,
        quality=clearness(library, embeddings, those.quality),
        barred=seen | _barred(library, gallery, those, of_face),
    )
    members: dict[int, list[FaceId]] = {}
    for face, group in zip(ids.tolist(), of_face.tolist(), strict=True):
        members.setdefault(group, []).append(FaceId(face))
    return [
        Derived(face, guess.person_id, guess.similarity, guess.margin, guess.probability)
        for guess in found
        if guess.probability >= LEAST_CHANCE_OF_A_GROUP
        for face in members[guess.group]
    ]


def _barred(library: Library, gallery: Gallery, those: FaceColumns, groups: NDArray[np.int64]) -> set[tuple[int, int]]:
    """(group, person) that cannot be: by a rejection or a birth date."""
    of_face = dict(zip(those.face_ids.tolist(), groups.tolist(), strict=True))
    rejected = people.rejections(library.catalog, sorted(of_face))
    found = {(of_face[row.face_id], int(row.person_id)) for row in rejected}
    return found | too_early(gallery, those.taken_on, groups)


def _seen_beside(
    gallery: Gallery,
    vectors: NDArray[np.float32],
    photo_ids: NDArray[np.int64],
    groups: NDArray[np.int64],
    present: Sequence[tuple[int, int]],
    thresholds: Thresholds,
) -> set[tuple[int, int]]:
    """(group, person) where a photo of the group shows that person already, unless its faces there are so similar that
    they may be another picture of the same person [Note: Twice in a picture].

    vectors : float32 (n, dim), unit rows; photo_ids, groups : int64 (n,); present : (photo, person)
    """
    place_of = {int(person): at for at, person in enumerate(gallery.person_ids)}
    rows_of: dict[int, list[int]] = {}
    for row, photo in enumerate(photo_ids.tolist()):
        rows_of.setdefault(photo, []).append(row)
    pairs = [(row, place_of[who]) for photo, who in present if who in place_of for row in rows_of.get(photo, ())]
    if not pairs:
        return set()
    rows, places = np.array(pairs, np.int64).T
    bar, found = again_similarity(thresholds, len(gallery)), set()
    for start in range(0, len(rows), BLOCK_FACES):
        part = slice(start, start + BLOCK_FACES)
        near = np.einsum("ij,ij->i", vectors[rows[part]], gallery.means[places[part]])
        for row, place in zip(rows[part][near < bar].tolist(), places[part][near < bar].tolist(), strict=True):
            found.add((int(groups[row]), int(gallery.person_ids[place])))
    return found


def too_early(gallery: Gallery, taken_on: Days, groups: NDArray[np.int64]) -> set[tuple[int, int]]:
    """(group, person) where a face of the group was photographed before that person was born; groups : rising"""
    numbers, starts = np.unique(groups, return_index=True)
    if not len(numbers):
        return set()
    first = np.fmin.reduceat(taken_on, starts)  # the earliest known day of each group
    order = np.argsort(first, kind="stable")[: len(first) - int(np.isnat(first).sum())]  # NaT sorts last
    born = np.flatnonzero(~np.isnat(gallery.born_on))
    earlier = np.searchsorted(first[order], gallery.born_on[born])  # so many groups begin before each birth
    return {
        (group, int(gallery.person_ids[at]))
        for at, count in zip(born.tolist(), earlier.tolist(), strict=True)
        for group in numbers[order[:count]].tolist()
    }


def _judge(
    library: Library,
    gallery: Gallery,
    undecided: FaceColumns,
    present: Sequence[tuple[int, int]],
    progress: ProgressSink,
    cancel: CancelToken,
) -> Iterable[Identification]:
    """Who each of these faces may be; present : (photo, person) of confirmed faces in their photos."""
    comparer = learning.comparer_of(library)
    if len(gallery) == 0:
        return
    ids, vectors = space_of(library).vectors_of(undecided.face_ids)
    rows = np.searchsorted(undecided.face_ids, ids)
    rejected = [(row.face_id, row.person_id) for row in people.rejections(library.catalog, ids.tolist())]
    meter = ProgressMeter(TaskCode.RECOGNISING_PEOPLE, len(ids), progress)
    for part in _whole_photos(undecided.photo_ids[rows]):
        cancel.raise_if_cancelled()
        own = rows[part]
        probes = Probes(
            ids[part],
            comparer.project(vectors[part]),
            undecided.photo_ids[own],
            clearness(library, vectors[part], undecided.quality[own]),
            undecided.taken_on[own],
        )
        yield from identify(
            gallery,
            probes,
            comparer.thresholds,
            rejections=rejected,
            present=present,
            answers=comparer.learned.guesses,
        )
        meter.step(len(own))


def _whole_photos(photo_ids: NDArray[np.int64]) -> Iterable[NDArray[np.int64]]:
    """Cut rows into blocks that keep the faces of a photo together: one person is in a photo once."""
    order = np.argsort(photo_ids, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(photo_ids[order]) != 0]) if len(order) else np.empty(0, np.int64)
    begin = 0
    while begin < len(order):
        later = starts[starts >= begin + BLOCK_FACES]
        end = int(later[0]) if len(later) else len(order)
        yield order[begin:end]
        begin = end


def _row(found: Identification) -> Derived | None:
    if found.candidate is None:
        return None
    return Derived(found.face_id, found.candidate, found.similarity, found.margin, found.probability)
