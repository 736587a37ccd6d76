"""A library -> its photos: by id, by filter, as a timeline; how many there are, and the folders they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from faceorg.catalog import people
from faceorg.catalog.pictures import photo_search, photos, turns
from faceorg.domain import Face, Photo, PhotoFilter, PhotoId, PhotoState, Timeline
from faceorg.errors import NotFound
from faceorg.library.opening.library import Library
from faceorg.library.views import stack_views
from faceorg.messages.codes import ProblemCode
from faceorg.paths import resolved


def photo(library: Library, photo_id: PhotoId) -> Photo:
    """Return one photo. Raises NotFound."""
    return photos.photo(library.catalog, photo_id)


def known_photos(library: Library, photo_ids: Iterable[PhotoId]) -> list[Photo]:
    """Return photos in the order of the ids; unknown ids are left out."""
    return photos.photos(library.catalog, photo_ids)


def paths_of(library: Library, photo_ids: Sequence[PhotoId]) -> list[Path]:
    """Return the files of photos in the order of the ids; unknown ids are left out."""
    return photos.paths(library.catalog, photo_ids)


def first_not_after(library: Library, photo_ids: Sequence[PhotoId], last: date) -> int | None:
    """Return the place of the first of these photos, newest first, that was not taken after a day; None: all were."""
    found = {photo.id: photo.taken_at for photo in photos.photos(library.catalog, photo_ids)}
    taken = ((at, found.get(photo_id)) for at, photo_id in enumerate(photo_ids))
    return next((at for at, moment in taken if moment is not None and moment.date() <= last), None)


def same_picture(library: Library, photo: Photo) -> list[Photo]:
    """Return the other photos that are true copies of the same picture: their faces are decided about together."""
    from faceorg.catalog.pictures import copies  # [Note: The window opens without it]

    return copies.photos_of_the_picture(library.catalog, photo)


def photos_of(library: Library, faces: Iterable[Face]) -> dict[PhotoId, Photo]:
    """Return the photos that faces are in, by their ids."""
    found = photos.photos(library.catalog, {face.photo_id for face in faces})
    return {photo.id: photo for photo in found}


def require_photo(library: Library, text: str) -> PhotoId:
    """Return the photo with this id or path. Raises NotFound."""
    if text.isascii() and text.isdigit() and len(text) < 19:
        return photos.photo(library.catalog, PhotoId(int(text))).id
    found = photos.photo_at(library.catalog, resolved(Path(text)))
    if found is None:
        raise NotFound(ProblemCode.PHOTO_NOT_IN_LIBRARY, file=text)
    return found.id


def dates_said(library: Library, photo_ids: Sequence[PhotoId]) -> set[PhotoId]:
    """Return those of these photos whose date the user said."""
    from faceorg.catalog.pictures import photo_dates  # [Note: The window opens without it]

    return photo_dates.said(library.catalog, photo_ids)


def seems_to_lie(library: Library, photo_id: PhotoId) -> bool:
    """Whether a photo seems to lie on its side, and nobody has said how it lies."""
    return turns.seems_to_lie(library.catalog, photo_id)


def find_photos(library: Library, wanted: PhotoFilter) -> list[PhotoId]:
    """Return the photos that fit, in the order of their dates. Raises NotFound for an unknown person."""
    for person_id in (*wanted.all_of, *wanted.any_of, *wanted.none_of):
        people.person(library.catalog, person_id)
    return photo_search.photos_that_fit(library.catalog, wanted)


def timeline(library: Library, wanted: PhotoFilter) -> Timeline:
    """Return the photos that fit, newest first, by months, one of each stack. Raises NotFound for an unknown person."""
    known = {person.id for person in people.people(library.catalog)}
    if not known.issuperset((*wanted.all_of, *wanted.any_of, *wanted.none_of)):
        raise NotFound(ProblemCode.FILTER_PERSON_GONE)
    found = stack_views.folded(library, photo_search.timeline(library.catalog, wanted))
    return replace(found, videos=photos.video_lengths(library.catalog))


def neighbours(library: Library, photo_id: PhotoId) -> tuple[PhotoId | None, ...]:
    """Return the photo before and the one after in the timeline of all photos (newer, older), None at its ends."""
    return photo_search.neighbours(library.catalog, photo_id)


def failed_photos(library: Library) -> list[Photo]:
    """Return the photos that could not be read, with the reason of each, by their paths."""
    return list(photos.photos_in_state(library.catalog, PhotoState.FAILED))


def photos_named(library: Library, text: str, limit: int) -> list[Photo]:
    """Return photos whose file name holds this text, in any case, newest first. A pass over all paths."""
    return photos.photos(library.catalog, photo_search.photos_named(library.catalog, text, limit))


def counts_by_state(library: Library) -> dict[PhotoState, int]:
    """Return how many photos there are in each state, none left out."""
    return photos.counts_by_state(library.catalog)


def preview(library: Library, photo_id: PhotoId) -> bytes | None:
    """Return the small JPEG of a photo that was made and kept; None where there is none (see `pictures`)."""
    from faceorg.catalog.pictures import previews  # [Note: The window opens without it]

    return previews.preview(library.catalog, photo_id)


def scanned_folders(library: Library) -> list[Path]:
    """Return the folders that the user had scanned."""
    return [root.path for root in photos.roots(library.catalog)]


def folders(library: Library) -> list[Path]:
    """Return every folder with photos in it or below it, up to the scanned ones, sorted.

    A pass over all paths: about a second for a million.
    """
    roots = set(scanned_folders(library))
    found: set[Path] = set()
    for folder in photo_search.folders(library.catalog):
        while folder not in found:
            found.add(folder)
            if folder in roots or folder == folder.parent:
                break
            folder = folder.parent
    return sorted(found)
