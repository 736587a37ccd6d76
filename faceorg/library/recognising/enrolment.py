"""Confirmed faces -> the gallery of this library's people: made once, then brought up to date where it changed.

Making it reads every confirmed face: a second for 100,000 of them, at each edit and each hundred new photos. Kept, it
costs what changed since.

[Note: What a gallery is made of]
Confirmed faces with their quality, the dates of their photos, birth dates: the catalogue counts every change of these
by person (`evidence`), whoever makes it, undo and other processes among them. Embeddings, which the catalogue counts by
`seq`. The metric that was learned, and the index that hands embeddings out: another one of these is another gallery.
The counts are read before what they count, so that a change that comes in between is taken in twice, never missed.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from faceorg.catalog import evidence, faces, vectors
from faceorg.domain import FaceId, PersonId
from faceorg.library.recognising import learning, packs
from faceorg.library.recognising.vectors import space_of
from faceorg.matching.recognition.gallery import EnrolledPerson, Gallery

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Confirmed faces of one person that are looked at: the gallery keeps 64 exemplars of them, this many give it a choice.
FACES_A_PERSON = 256
# Memory that a kept gallery may hold; a larger one is made anew each time and let go. The 5,000 people of a library of
# a million faces (made as packaging/bench/make_library.py does) had 198,065 exemplars: with means and numbers 190 MB
# of a pack of 192 dimensions, which would be some 500 MB of one of 512: below this.
KEPT_BYTES = 512 << 20
# From this share of its people on, reading everybody at once is cheaper than reading those who changed.
MOST_CHANGED = 0.25


def enrolled(
    library: Library, of: Collection[PersonId] | None = None, *, without: FaceId | None = None
) -> list[EnrolledPerson]:
    """Return the people of this library with their best confirmed faces.

    of : only these people, at a cost that follows their faces; None means everybody
    without : a face to leave out, so that it is not its own evidence
    """
    known = faces.confirmed_faces(library.catalog, FACES_A_PERSON, of)
    if without is not None:
        known = known.at(known.face_ids != without)
    born = evidence.births(library.catalog)
    ids, embeddings = space_of(library).vectors_of(known.face_ids)
    if len(ids) == 0:
        return []
    rows = np.searchsorted(known.face_ids, ids)
    by_person = np.argsort(known.person_ids[rows], kind="stable")
    owners, starts = np.unique(known.person_ids[rows][by_person], return_index=True)
    found = []
    for person_id, own in zip(owners.tolist(), np.split(by_person, starts[1:]), strict=True):
        born_on = born.get(PersonId(person_id))
        birth = np.datetime64(born_on, "D") if born_on else None
        found.append(EnrolledPerson(PersonId(person_id), ids[own], embeddings[own], known.taken_on[rows[own]], birth))
    return found


def gallery_of(library: Library, *, without: FaceId | None = None) -> Gallery:
    """Return the people of this library as identification knows them (see `enrolled`), through what was learned."""
    gallery = library.kept(KeptGallery).up_to_date()
    if without is None:
        return gallery
    owners = evidence.confirmed_as(library.catalog, [without])
    return gallery.renewed(owners, _seen(library, owners, without=without)) if owners else gallery


def _seen(
    library: Library, of: Collection[PersonId] | None = None, *, without: FaceId | None = None
) -> list[EnrolledPerson]:
    """The people as they are compared, see `learning.comparer_of`."""
    metric = learning.learned_of(library).metric
    known = enrolled(library, of, without=without)
    return known if metric is None else [replace(one, embeddings=metric.apply(one.embeddings)) for one in known]


@dataclass(frozen=True)
class _MadeOf:
    """What a gallery was made of, see [Note: What a gallery is made of]. revision, seq : newest changes it holds

    index : which one, without keeping it: its files would stay mapped
    """

    index: weakref.ref[object] | None
    metric: object
    revision: int
    seq: int


class KeptGallery:
    """The gallery of one library. Threads may share it: one makes it, the others wait for it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._kept: tuple[Gallery, _MadeOf] | None = None

    def up_to_date(self) -> Gallery:
        """Return the gallery as it is made of what the catalogue holds now."""
        if self._library.catalog.connection.in_transaction:
            return self._anew()  # this thread sees what may yet be rolled back, with its counts: not to be kept
        with self._lock:
            now = self._made_of()
            gallery = self._anew() if self._kept is None else self._renewed(*self._kept, now)
            self._kept = (gallery, now) if gallery.size_bytes <= KEPT_BYTES else None
            return gallery

    def _made_of(self) -> _MadeOf:
        library = self._library
        space, metric = space_of(library), learning.learned_of(library).metric
        seq = vectors.newest_seq(library.catalog, space.pack_id)
        index = None if space.index is None else weakref.ref(space.index)
        return _MadeOf(index, metric, evidence.newest_revision(library.catalog), seq)

    def _anew(self) -> Gallery:
        return Gallery(_seen(self._library), packs.pack_in_use(self._library).embedding_dim)

    def _renewed(self, gallery: Gallery, then: _MadeOf, now: _MadeOf) -> Gallery:
        if now.index != then.index or now.metric is not then.metric:
            return self._anew()
        catalog = self._library.catalog
        changed = evidence.changed_after(catalog, then.revision)
        if now.seq != then.seq:
            pack_id = space_of(self._library).pack_id
            changed |= evidence.confirmed_as(catalog, vectors.faces_embedded_after(catalog, pack_id, then.seq))
        if len(changed) > MOST_CHANGED * len(gallery):
            return self._anew()
        return gallery.renewed(changed, _seen(self._library, changed)) if changed else gallery
