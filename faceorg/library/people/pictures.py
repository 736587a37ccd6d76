"""What the user says of whole pictures: that photos which look alike are not one picture; an undoable edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from faceorg.catalog.pictures import copies, photos, stacks
from faceorg.domain import PhotoId
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.library.opening.library import Edited, Library


def not_the_same_picture(library: Library, photo_ids: Sequence[PhotoId]) -> Edited:
    """Take photos out of their stacks: none of them is the picture that the others of its stack are, nor each other.

    Names that were given to the stack stay with each of its photos. True copies are one picture whatever is said.

    Raises NotFound for a photo that is not there, InvalidInput where none of them is in a stack, or only with copies.
    """
    if not photo_ids:
        raise InvalidInput(ProblemCode.NO_PHOTO_CHOSEN)
    first = photos.photo(library.catalog, photo_ids[0])
    stacked = stacks.every_photo(library.catalog)
    counting = dict.fromkeys(copies.photo_that_counts(library.catalog, photo_id) for photo_id in photo_ids)
    chosen = [photo_id for photo_id in counting if photo_id in stacked]
    if not chosen and copies.photos_of_the_picture(library.catalog, first):
        raise InvalidInput(ProblemCode.ONLY_TRUE_COPIES, file=first.path.name)
    if not chosen:
        raise InvalidInput(ProblemCode.IN_NO_STACK, file=first.path.name)
    facts = EditFacts(EditKind.PICTURES_PARTED, photos=len(chosen), file=first.path.name if len(photo_ids) == 1 else "")
    with library.edit(facts) as edit_id:
        beside = {photo_id: stacks.stacks_around(library.catalog, [photo_id]) - {photo_id} for photo_id in chosen}
        for photo_id, others in beside.items():
            stacks.say_other_pictures(library.catalog.connection, photo_id, sorted(others))
    return library.edited(edit_id, facts)
