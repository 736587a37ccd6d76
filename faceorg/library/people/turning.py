"""Photos that lie on their side, turned in the library: one undoable edit; their files stay as they are.

See [Note: Turns] in `catalog.pictures.turns`. The faces turn with the picture at once; the next analysis looks for
more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from faceorg.catalog.journal import photo_snapshots
from faceorg.catalog.pictures import photo_search, photos, turns
from faceorg.catalog.storage.connection import Catalog
from faceorg.domain import EditId, Photo, PhotoFilter, PhotoId
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library

RIGHT, LEFT = 1, 3


def turn_photos(library: Library, photo_ids: Sequence[PhotoId], quarters: int) -> Edited:
    """Turn these photos, with all copies of their pictures, by so many quarters clockwise.

    Raises NotFound, and InvalidInput where one of them was not read yet.
    """
    chosen = _readable(library, photo_ids)
    wanted = {photo.id: (photo.turned + quarters) % 4 for photo in chosen}
    return _edit(library, wanted, _facts(EditKind.TURNED, chosen, quarters % 4))


def turn_upright(library: Library, photo_ids: Sequence[PhotoId]) -> Edited:
    """Turn each of these photos as it was found to lie. Raises as `turn_photos`."""
    chosen = _readable(library, photo_ids)
    wanted = {photo.id: photo.lies for photo in chosen}
    return _edit(library, wanted, _facts(EditKind.TURNED, chosen))


def leave_as_they_lie(library: Library, photo_ids: Sequence[PhotoId]) -> Edited:
    """Say that these photos lie right, whatever their faces tell: nobody is asked again. Raises as `turn_photos`."""
    chosen = _readable(library, photo_ids)
    return _edit(library, {photo.id: photo.turned for photo in chosen}, _facts(EditKind.LIES_RIGHT, chosen))


def photos_that_lie(library: Library) -> list[PhotoId]:
    """Return the photos that seem to lie on their side, and of which nobody has said how they lie, by their dates."""
    return photo_search.photos_that_fit(library.catalog, PhotoFilter(lying=True))


def set_turn(catalog: Catalog, edit_id: EditId, photo_id: PhotoId, quarters: int) -> None:
    """Have a photo's picture lie so, inside an open edit. What is observed of its photos is kept for undo before."""
    if quarters != photos.photo(catalog, photo_id).turned:
        for one in turns.photos_turned_with(catalog, photo_id):
            photo_snapshots.take(catalog.connection, edit_id, one)
    turns.say_turn(catalog.connection, photo_id, quarters)


def _edit(library: Library, wanted: Mapping[PhotoId, int], facts: EditFacts) -> Edited:
    with library.edit(facts) as edit_id:
        for photo_id, quarters in wanted.items():
            set_turn(library.catalog, edit_id, photo_id, quarters)
    return library.edited(edit_id, facts)


def _facts(kind: EditKind, chosen: Sequence[Photo], quarters: int = 0) -> EditFacts:
    file = chosen[0].path.name if len(chosen) == 1 else ""
    return EditFacts(kind, photos=len(chosen), quarters=quarters, file=file)


def _readable(library: Library, photo_ids: Sequence[PhotoId]) -> list[Photo]:
    if not photo_ids:
        raise InvalidInput(ProblemCode.NO_PHOTO_CHOSEN)
    chosen = [photos.photo(library.catalog, photo_id) for photo_id in dict.fromkeys(photo_ids)]
    for photo in chosen:
        if photo.content_hash is None:
            raise InvalidInput(ProblemCode.PHOTO_NOT_READ_YET, file=photo.path)
        if photo.duration_ms:
            raise InvalidInput(ProblemCode.VIDEO_CANNOT_BE_TURNED, file=photo.path.name)
    return chosen
