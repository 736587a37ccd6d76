"""Faces -> automatic assignments, suggestions and clusters: everything derived from embeddings and decisions together.

Background work: it reads decided rows and never writes one. Whatever it writes may be dropped and made again, and a
decision made while it ran wins (`clusters.replace_derived` leaves such rows out).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceorg.catalog import clusters, faces, notes, people, vectors
from faceorg.catalog.journal import derived_journal
from faceorg.catalog.pictures import stacks
from faceorg.domain import ClusterId, FaceId, PersonId
from faceorg.errors import InvalidInput
from faceorg.library.recognising import judgement, learning, packs, placing, stacking
from faceorg.library.recognising.clearness import clearness
from faceorg.library.recognising.vectors import space_of
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library
    from faceorg.matching.neighbours.cells import CompareCells
    from faceorg.matching.neighbours.similarity import Ids

# A cluster goes on under its id when at least this share of its faces is together again; else it is another cluster.
SAME_CLUSTER_SHARE = 0.5
# Once a library has grown by this share since everything was grouped, everything is grouped again: new faces are placed
# among the clusters that are there, and nothing but this joins or parts those.
FULL_FROM_SHARE = 0.2
# Neighbours of a new face that it may belong to or bring together.
NEAREST_FACES = 32
# The strictness (0-1) that the thresholds of a pack mean.
MIDDLE = 0.5


def settle(
    library: Library,
    *,
    full: bool = False,
    also: Collection[FaceId] = (),
    compare: CompareCells | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Bring automatic assignments, suggestions and clusters up to date with the faces that came since the last time.

    Stacks come first: they say which faces are one. The cost follows the new faces and their neighbours, not the
    library. full : look at every unnamed face again; also : faces that are to be looked at as the new ones are
    compare : what compares the faces of a large library; this process where it is None
    """
    space = space_of(library)
    space.catch_up(progress=progress, cancel=cancel)
    space.grow_graph(progress=progress, cancel=cancel)
    stacked = stacking.find_stacks(library, progress=progress, cancel=cancel)
    learned = learning.learn_if_due(library, progress=progress, cancel=cancel)
    newest = vectors.newest_seq(library.catalog, packs.pack_id(library))
    new = vectors.faces_embedded_after(library.catalog, packs.pack_id(library), _settled_seq(library))
    new = sorted({*new, *stacked, *also})
    size = len(space)
    if full or (new and size > (1 + FULL_FROM_SHARE) * _faces_grouped(library)):
        judgement.judge_faces(library, progress=progress, cancel=cancel)
        regroup(library, compare=compare, progress=progress, cancel=cancel)
        judgement.suggest_groups(library)
        notes.take_note(library.catalog, _note_of(library, "full"), str(size))
    elif new or learned:
        if learned:
            judgement.assign_clear_faces(library, progress=progress, cancel=cancel)
        else:
            judgement.judge_faces(library, only=new, progress=progress, cancel=cancel)
        split = people.parts_split_off(library.catalog, new)
        placing.place_faces(library, [face_id for face_id in new if face_id not in split], cancel)
        # One whose box was moved has a new embedding, and still the group that the user gave it.
        if decided := [face_id for face_id in new if face_id in split]:
            regroup(library, around=decided, progress=progress, cancel=cancel)
        judgement.suggest_groups(library, new)
    stacks.follow_leads(library.catalog)
    notes.take_note(library.catalog, _note_of(library, "seq"), str(newest))


def _settled_seq(library: Library) -> int:
    """The newest embedding that a grouping has seen; 0 for a pack, or an embeddings file, that none has seen."""
    return notes.note_as(library.catalog, _note_of(library, "seq"), int) or 0


def _faces_grouped(library: Library) -> int:
    """How many faces the last grouping of everything saw."""
    return notes.note_as(library.catalog, _note_of(library, "full"), int) or 0


def _note_of(library: Library, what: str) -> str:
    return notes.grouping_key(what, packs.pack_id(library), vectors.identity(library.catalog))


def regroup(
    library: Library,
    *,
    around: Sequence[FaceId] | None = None,
    compare: CompareCells | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Cluster the unnamed faces; clusters that stay mostly together keep their ids.

    around : only these, with the clusters and lone faces they are near to; None means all
    """
    from faceorg.matching.grouping.clustering import cluster_faces

    concerned = None if around is None else _neighbourhood(library, around)
    undecided = faces.undecided_faces(library.catalog, concerned)
    unnamed = undecided.face_ids[undecided.person_ids < 0]
    ids, embeddings = space_of(library).vectors_of(unnamed)
    rows = np.searchsorted(undecided.face_ids, ids)
    links = _links(library, ids)
    labels = cluster_faces(
        embeddings,
        thresholds=packs.pack_in_use(library).thresholds,
        quality=clearness(library, embeddings, undecided.quality[rows]),
        photo_ids=undecided.photo_ids[rows],
        must_link=links.must,
        cannot_link=links.cannot,
        strictness=library.settings.grouping.strictness,
        face_ids=ids,
        compare=compare,
        progress=progress,
        cancel=cancel,
    )
    found: dict[int, list[FaceId]] = defaultdict(list)
    for face_id, label in zip(ids.tolist(), labels.tolist(), strict=True):
        if label >= 0:
            found[label].append(FaceId(face_id))
    _write(library, list(found.values()), [FaceId(face_id) for face_id in unnamed.tolist()])


def _neighbourhood(library: Library, around: Sequence[FaceId]) -> set[FaceId]:
    """These faces and what was split together with them, the faces near to them, and the whole clusters of those."""
    space = space_of(library)
    split = people.parts_split_off(library.catalog)
    numbers = {split[face_id][1] for face_id in around if face_id in split}
    new = sorted({*around, *(face_id for face_id, (_, number) in split.items() if number in numbers)})
    _ids, embeddings = space.vectors_of(new)
    near = (
        {*new, *space.near(embeddings, NEAREST_FACES, packs.pack_in_use(library).thresholds.match)}
        if len(embeddings)
        else {*new}
    )
    touched = set(clusters.membership_of(library.catalog, sorted(near)).values())
    return {*near, *clusters.unnamed_members(library.catalog, touched)}


@dataclass(frozen=True)
class _Links:
    """Pairs of rows that are one person (must), and two people (cannot)."""

    must: list[tuple[int, int]]
    cannot: list[tuple[int, int]]


def _links(library: Library, face_ids: NDArray[np.int64]) -> _Links:
    """What was decided about unnamed faces: the groups of a split hold together and stay apart."""
    rows = {face_id: row for row, face_id in enumerate(face_ids.tolist())}
    split: dict[tuple[int, int], list[int]] = defaultdict(list)
    for face_id, (group, number) in people.parts_split_off(library.catalog).items():
        if face_id in rows:
            split[(number, group)].append(rows[face_id])
    must = [(group[0], row) for group in split.values() for row in group[1:]]
    firsts = sorted((number, group[0]) for (number, _), group in split.items())
    cannot = [(a, b) for i, (one, a) in enumerate(firsts) for other, b in firsts[i + 1 :] if one == other]
    return _Links(must, cannot)


def _write(library: Library, found: Sequence[Sequence[FaceId]], among: Sequence[FaceId]) -> None:
    """Write clusters under their old ids where they are mostly the same."""
    going_on, new = _match_clusters(found, clusters.membership_of(library.catalog, among))
    clusters.replace_clusters(library.catalog, packs.pack_id(library), among, going_on, new)


def _match_clusters(
    found: Sequence[Sequence[FaceId]], before: Mapping[FaceId, ClusterId]
) -> tuple[dict[ClusterId, list[FaceId]], list[list[FaceId]]]:
    """Give each new group the id of the old cluster it shares most faces with; each id once, largest overlap first."""
    overlaps: list[tuple[int, int, ClusterId]] = []
    for number, group in enumerate(found):
        shared: dict[ClusterId, int] = defaultdict(int)
        for face_id in group:
            if face_id in before:
                shared[before[face_id]] += 1
        overlaps += [(count, number, cluster_id) for cluster_id, count in shared.items()]
    going_on: dict[ClusterId, list[FaceId]] = {}
    taken: set[int] = set()
    for count, number, cluster_id in sorted(overlaps, key=lambda entry: (-entry[0], entry[2], entry[1])):
        if number not in taken and cluster_id not in going_on and count >= SAME_CLUSTER_SHARE * len(found[number]):
            going_on[cluster_id] = list(found[number])
            taken.add(number)
    return going_on, [list(group) for number, group in enumerate(found) if number not in taken]


def after_edit(
    library: Library, edit: Edited, progress: ProgressSink = no_progress, cancel: CancelToken | None = None
) -> None:
    """Bring what is derived up to date after an edit: automatic assignments, suggestions, and where faces became
    unnamed or were split, the clusters around them; and learn when there is enough to learn from. Raises Cancelled.

    After an undo that put everything back there is nothing to do, nor after an edit that was undone meanwhile.
    """
    if edit.changes.settled:
        return
    with suppress(derived_journal.EditTakenBack), derived_journal.following(library.catalog, edit.edit_id):
        _follow(library, edit, progress, cancel)


def _follow(library: Library, edit: Edited, progress: ProgressSink, cancel: CancelToken | None) -> None:
    touched = edit.changes.faces
    if edit.changes.dated:  # or parted from its stack
        touched |= frozenset(stacking.find_stacks(library, progress=progress, cancel=cancel))
    if learning.learn_if_due(library, progress=progress, cancel=cancel):
        judgement.assign_clear_faces(library)
    else:
        judgement.assign_after_edit(library, touched, edit.changes.people)
    unnamed = faces.undecided_faces(library.catalog, touched)
    loose = [FaceId(face_id) for face_id in unnamed.face_ids[unnamed.person_ids < 0].tolist()]
    split = people.parts_split_off(library.catalog, loose)
    placed = clusters.membership_of(library.catalog, loose)
    around = [face_id for face_id in loose if face_id in split or face_id not in placed]
    if around:
        regroup(library, around=around, progress=progress, cancel=cancel)
        judgement.suggest_groups(library, around)
    stacks.follow_leads(library.catalog)


def start_over(library: Library) -> None:
    """Have the next `settle` look at every face again."""
    notes.take_note(library.catalog, _note_of(library, "seq"), None)
    notes.take_note(library.catalog, _note_of(library, "full"), None)


def split_preview(library: Library, person_id: PersonId, strictness: float) -> list[list[FaceId]]:
    """Return the sub-groups a person's faces fall into, largest first; faces that suit none stay with the first.

    But for those that are alone even with the dial half way back: the one wrong face among many is a group of its own.
    strictness : 0 (few groups) to 1 (many). Where it is so strict that the groups fall apart into single faces, which
        all stay with the first, a looser setting counts: a dial that is turned to more groups must not end with one.
    """
    from faceorg.matching.grouping.splitting import sub_groups

    own = faces.faces_of_person(library.catalog, person_id)
    by_id = {face.id: face for face in own}
    ids, embeddings = space_of(library).vectors_of([face.id for face in own])
    quality = clearness(library, embeddings, [by_id[FaceId(int(face_id))].quality.value for face_id in ids])
    photo_ids = [by_id[FaceId(int(face_id))].photo_id for face_id in ids]

    def groups_at(setting: float) -> list[Ids]:
        return sub_groups(
            embeddings,
            thresholds=packs.pack_in_use(library).thresholds,
            quality=quality,
            photo_ids=photo_ids,
            strictness=setting,
            face_ids=ids,
        )

    found = _several(strictness, groups_at)
    groups = [[FaceId(int(ids[row])) for row in rows] for rows in found if len(rows) > 1]
    alone = [FaceId(int(ids[row])) for rows in found if len(rows) == 1 for row in rows]
    if not groups or not alone:
        return groups or [alone]
    apart = {FaceId(int(ids[rows[0]])) for rows in groups_at(max(0.0, strictness - MIDDLE)) if len(rows) == 1}
    stay = [face_id for face_id in alone if face_id not in apart]
    return [groups[0] + stay, *groups[1:], *([face_id] for face_id in alone if face_id in apart)]


def _several(strictness: float, groups_at: Callable[[float], list[Ids]]) -> list[Ids]:
    """Return the groups at this strictness; where fewer than two have several faces, those half way to the middle of
    the dial, or at the middle."""
    settings = [strictness, (strictness + MIDDLE) / 2, MIDDLE] if strictness > MIDDLE else [strictness]
    for setting in settings:
        found = groups_at(setting)
        if sum(len(rows) > 1 for rows in found) > 1:
            break
    return found


def checked_as_of_person(library: Library, person_id: PersonId, face_ids: Sequence[FaceId]) -> list[FaceId]:
    """Return the ids, having checked that all of them are this person's. Raises InvalidInput."""
    own = {face.id for face in faces.faces_of_person(library.catalog, person_id)}
    for face_id in face_ids:
        if face_id not in own:
            name = people.person(library.catalog, person_id).name
            raise InvalidInput(ProblemCode.FACE_NOT_THIS_PERSON, face_id=face_id, name=name)
    return list(face_ids)
