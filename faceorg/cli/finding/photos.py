"""`faceorg photos`: photos by people, days and folders."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from faceorg.cli import output
from faceorg.cli.language import say
from faceorg.cli.options import Json, LibraryDir, open_for_reading, person_of
from faceorg.domain import Photo
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode

GivenNames = list[str] | None


def photos(
    with_: Annotated[
        GivenNames, typer.Option("--with", metavar="PERSON", help="With this person (repeatable: all).")
    ] = None,
    any_of: Annotated[GivenNames, typer.Option("--any", metavar="PERSON", help="With at least one of these.")] = None,
    without: Annotated[GivenNames, typer.Option("--without", metavar="PERSON", help="Without this person.")] = None,
    only: Annotated[bool, typer.Option("--only", help="Nobody else is in it.")] = False,
    since: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Taken on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Taken on this day or earlier.")] = None,
    folder: Annotated[Path | None, typer.Option(metavar="FOLDER", readable=False, help="Below this folder.")] = None,
    unnamed: Annotated[bool, typer.Option("--unnamed", help="With a face that has no name.")] = False,
    lying: Annotated[bool, typer.Option("--lying", help="Seem to lie on their side (see `faceorg turn`).")] = False,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only photos that could not be read, with the reason.")
    ] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Find photos; the filters combine.

    Example: faceorg photos --with Anna --with Ben --without Carl --since 2019-01-01
    """
    from faceorg.domain import PhotoFilter, PhotoState
    from faceorg.library.views import photo_views

    with open_for_reading(library) as opened:
        wanted = PhotoFilter(
            all_of=tuple(person_of(opened, name).id for name in with_ or []),
            any_of=tuple(person_of(opened, name).id for name in any_of or []),
            none_of=tuple(person_of(opened, name).id for name in without or []),
            only=only,
            since=_day(since),
            until=_day(until),
            folder=folder,
            unnamed=unnamed,
            lying=lying,
            state=PhotoState.FAILED if failed else None,
        )
        found = photo_views.known_photos(opened, photo_views.find_photos(opened, wanted))
    if json:
        output.emit([_entry(photo) for photo in found])
        return
    for photo in found:
        output.line(f"{photo.path}: {say(photo.failure)}" if photo.failure else photo.path)


def _entry(photo: Photo) -> dict[str, Any]:
    return {
        "id": photo.id,
        "path": str(photo.path),
        "taken_at": photo.taken_at.isoformat() if photo.taken_at else None,
        "taken_until": photo.taken_until.isoformat() if photo.taken_until else None,
        "taken_from": photo.taken_from,
        "width": photo.width,
        "height": photo.height,
        "turned": 90 * photo.turned,
        "mirrored": photo.mirrored,
        "ends_early": photo.ends_early,
        "state": photo.state.value,
        "failure": str(photo.failure) if photo.failure else None,
    }


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidInput(ProblemCode.NOT_A_DAY, text=text or "", example="2019-07-31") from error
