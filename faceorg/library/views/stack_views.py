"""A library -> its stacks: photos that show nearly the same picture, and true copies [Note: Stacks]."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from faceorg.catalog.pictures import stacks
from faceorg.domain import FaceId, PhotoId, Timeline
from faceorg.library.opening.library import Library


def stacks_of_photos(library: Library) -> dict[PhotoId, list[PhotoId]]:
    """Return the photos that each photo of a stack stands for, true copies too."""
    found: dict[PhotoId, list[PhotoId]] = {}
    for photo_id, of in stacks.members(library.catalog):
        found.setdefault(of, []).append(photo_id)
    return found


def count_stacked(library: Library) -> int:
    """Return how many photos are not counted, because another one stands for them."""
    return stacks.count_stacked(library.catalog) if library.settings.grouping.stack else 0


def leads_of(library: Library, face_ids: Sequence[FaceId]) -> dict[FaceId, FaceId]:
    """Return the face that stands for each of these that another one stands for; the others are left out."""
    return stacks.leads_of(library.catalog, face_ids)


def different_first(library: Library, face_ids: Sequence[FaceId]) -> list[FaceId]:
    """Return these faces in their order, those last that show the picture of another one of them once more."""
    leads, there = leads_of(library, face_ids), set(face_ids)
    return sorted(face_ids, key=lambda face_id: leads.get(face_id) in there)


def folded(library: Library, timeline: Timeline) -> Timeline:
    """Return a timeline with one photo for each stack: the one that stands for it, or, where that one is not there, the
    first. Photos that have no other beside them stay as they are."""
    if not library.settings.grouping.stack or not (known := stacks.members(library.catalog)):
        return timeline
    of_photo = {photo_id: of for photo_id, of in known}
    leads = set(of_photo.values())
    there: dict[int, list[int]] = {}
    for place, photo_id in enumerate(timeline.photo_ids):
        if photo_id in of_photo or photo_id in leads:
            there.setdefault(of_photo.get(PhotoId(photo_id), photo_id), []).append(place)
    hidden: list[int] = []
    shown: dict[int, tuple[int, ...]] = {}
    for of, places in there.items():
        if len(places) > 1:
            first = next((place for place in places if timeline.photo_ids[place] == of), places[0])
            others = [place for place in places if place != first]
            shown[timeline.photo_ids[first]] = tuple(timeline.photo_ids[place] for place in others)
            hidden += others
    return _without(timeline, sorted(hidden), shown) if hidden else timeline


def _without(timeline: Timeline, hidden: list[int], shown: dict[int, tuple[int, ...]]) -> Timeline:
    """hidden : places, ascending"""
    ids, start = array("q"), 0
    for place in hidden:
        ids.extend(timeline.photo_ids[start:place])
        start = place + 1
    ids.extend(timeline.photo_ids[start:])
    months = [replace(month, first=month.first - bisect_left(hidden, month.first)) for month in timeline.months]
    ends = [*(month.first for month in months[1:]), len(ids)]
    kept = tuple(month for month, end in zip(months, ends, strict=True) if month.first < end)
    return Timeline(ids, kept, shown)
