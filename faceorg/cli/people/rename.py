"""`faceorg rename`: another name for a person."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_editing, person_of
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from faceorg.domain import PersonId, PersonSummary
    from faceorg.library.opening.library import Edited, Library


def rename(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or id.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")],
    merge: Annotated[bool, typer.Option("--merge", help="Where the name is taken: the two are one person.")] = False,
    apart: Annotated[bool, typer.Option("--apart", help="Where the name is taken: two people of one name.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Give a person another name; where somebody else has it, say whether the two are one (it asks on a terminal).

    Example: faceorg rename Anna "Anna Keller"
    """
    from faceorg.library.people import edits
    from faceorg.library.views import people_views

    if merge and apart:
        raise InvalidInput(ProblemCode.MERGE_OR_APART)
    with open_for_editing(library, "rename") as opened:
        renamed = person_of(opened, person).id
        taken = [] if apart else people_views.namesakes(opened, name, renamed)
        if taken and not merge and not json and sys.stdin.isatty():
            merge = _are_one(taken)
        elif taken and not merge:
            raise InvalidInput(ProblemCode.NAME_TAKEN, name=taken[0].person.name, ids=_ids(taken))
        result = _merged(opened, renamed, taken) if taken and merge else edits.rename_person(opened, renamed, name)
    output.edited(result, json)


def _are_one(taken: list[PersonSummary]) -> bool:
    """Ask whether the one who has the name is the same person. Raises InvalidInput when the answer is to leave it."""
    for known in taken:
        said, photos = "There is a {name} already (#{id}, {photos}).", output.photos(known.photos)
        output.line(tr(said, name=known.person.name, id=known.person.id, photos=photos), error=True)
    asked = tr("The same person (m: merge), another of this name (a: apart), or leave it (l)?")
    answer = typer.prompt(asked, err=True)[:1].lower()
    merge, apart = tr("m a").split()
    if answer not in (merge, apart):
        raise InvalidInput(ProblemCode.NOT_RENAMED)
    return bool(answer == merge)


def _merged(library: Library, renamed: PersonId, taken: list[PersonSummary]) -> Edited:
    from faceorg.library.people import edits
    from faceorg.library.recognising import grouping

    if len(taken) > 1:
        raise InvalidInput(ProblemCode.SEVERAL_NAMESAKES, count=len(taken), name=taken[0].person.name, ids=_ids(taken))
    made = edits.merge_people(library, taken[0].person.id, [renamed])
    grouping.after_edit(library, made)
    return made


def _ids(taken: list[PersonSummary]) -> str:
    return ", ".join(f"#{known.person.id}" for known in taken)
