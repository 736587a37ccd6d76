"""`faceorg wipe`: delete all biometric data."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import say
from faceorg.cli.options import Json, LibraryDir, library_folder
from faceorg.errors import InvalidInput, NotFound
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message


def wipe(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Delete every face, embedding, name and backup of the library, and the program's caches. There is no undo.

    Photos are not touched. Without a catalogue, it deletes what is left of the library.

    Example: faceorg wipe --yes
    """
    from faceorg.library import wiping

    folder = library_folder(library)
    if not wiping.is_there(folder):
        raise NotFound(ProblemCode.NO_LIBRARY, folder=folder)
    if not yes:
        if json:
            raise InvalidInput(ProblemCode.WIPING_NOT_CONFIRMED)
        typer.confirm(f"Delete all faces, names and backups in {folder}? This cannot be undone", abort=True)
    wiped = wiping.wipe(folder)
    if json:
        links = [{"link": str(left.link), "target": str(left.target)} for left in wiped.links]
        output.emit({"deleted": [str(path) for path in wiped.deleted], "links": links})
        return
    output.line(f"Deleted all biometric data in {folder}; your photos were not touched.")
    for left in wiped.links:
        output.line(say(Message(FindingCode.LINK_NOT_FOLLOWED, file=left.link, target=left.target)))
