"""`faceorg folders`: which folders are scanned; leave one out, or take it out of the library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_editing, open_for_reading

folders = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Which folders are scanned.")


@folders.command(name="list")
def shown(library: LibraryDir = None, json: Json = False) -> None:
    """List the folders that `faceorg scan` looks into.

    Example: faceorg folders list
    """
    from faceorg.library.views import photo_views

    with open_for_reading(library) as opened:
        found = photo_views.scanned_folders(opened)
    if json:
        output.emit([str(folder) for folder in found])
        return
    for folder in found:
        output.line(folder)
    if not found:
        print("No folder was scanned yet; `faceorg scan FOLDER` takes one in.")


@folders.command()
def remove(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that was scanned.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Scan a folder no more. Its photos leave lists and counts; their faces and names are kept until `faceorg forget`.

    Scanning it again brings everything back.

    Example: faceorg folders remove ~/Downloads
    """
    from faceorg.library.scanning import folders as scanned

    with open_for_editing(library, "folders remove") as opened:
        left = scanned.leave_out(opened, folder)
    if json:
        output.emit({"folder": str(left.folder), "photos": left.photos})
    else:
        output.line(f"{left.folder} is scanned no more; {left.photos:,} photos are kept apart.")
        print("`faceorg scan FOLDER` takes it in again, `faceorg forget --missing` forgets its photos for good.")
