"""`faceorg wipe`: delete all biometric data."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, library_folder
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode


def wipe(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Delete every face, embedding, name and backup of the library. Photos are not touched. There is no undo.

    Example: faceorg wipe --yes
    """
    from faceorg.library.maintenance import wipe as delete
    from faceorg.library.opening.library import require_library

    folder = library_folder(library)
    require_library(folder)
    if not yes:
        if json:
            raise InvalidInput(ProblemCode.WIPING_NOT_CONFIRMED)
        typer.confirm(f"Delete all faces, names and backups in {folder}? This cannot be undone", abort=True)
    deleted = delete(folder)
    if json:
        output.emit({"deleted": [str(path) for path in deleted]})
    else:
        output.line(f"Deleted all biometric data in {folder}; your photos were not touched.")
