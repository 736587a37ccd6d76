"""`faceorg stacks`: photos that show nearly the same picture."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_editing, open_for_reading


def stacks(
    apart: Annotated[
        list[str] | None,
        typer.Option("--apart", metavar="PHOTO", help="This is not the same picture (repeatable; path or id)."),
    ] = None,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """List photos that show nearly the same picture: resized, saved again, of one burst, true copies.

    A face in several of them is named and counted once. The first photo of each stack stands for the others.

    Example: faceorg stacks --apart IMG_2042.jpg
    """
    from faceorg.library.people import pictures
    from faceorg.library.recognising import grouping
    from faceorg.library.views import photo_views, stack_views

    if apart:
        with open_for_editing(library, "stacks") as editing:
            chosen = [photo_views.require_photo(editing, text) for text in apart]
            result = pictures.not_the_same_picture(editing, chosen)
            grouping.after_edit(editing, result)
        output.edited(result, json)
        return
    with open_for_reading(library) as opened:
        found = stack_views.stacks_of_photos(opened)
        shown = [photo_views.known_photos(opened, [of, *others]) for of, others in found.items()]
    if json:
        output.emit([[{"id": photo.id, "path": str(photo.path)} for photo in stack] for stack in shown])
        return
    for first, *others in shown:
        output.line(first.path)
        for photo in others:
            output.line(f"    {photo.path}")
    if not shown:
        output.line(tr("No photo looks like another one."))
