"""`faceorg wipe`: delete all biometric data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import say, tr
from faceorg.cli.options import Json, LibraryDir, library_folder, open_for_reading
from faceorg.errors import InvalidInput, LibraryProblem, NotFound
from faceorg.messages.codes import ProblemCode


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
    if not wiping.shows_a_library(folder):
        raise NotFound(ProblemCode.NO_LIBRARY, folder=folder)
    in_files = _names_in_files(folder)
    if in_files and not json:
        said = (
            "Names stay in the files of {count:,} photos, as nobody knows them afterwards; "
            "to take them out first: faceorg regions write --take-out"
        )
        output.line(tr(said, count=in_files))
    if not yes:
        if json:
            raise InvalidInput(ProblemCode.WIPING_NOT_CONFIRMED)
        if not output.agreed("Delete all faces, names and backups in {folder}? This cannot be undone", folder=folder):
            raise typer.Abort
    wiped = wiping.wipe(folder)
    if json:
        links = [{"link": str(left.link), "target": str(left.target)} for left in wiped.links]
        deleted = [str(path) for path in wiped.deleted]
        stays = [str(path) for path in wiped.stays]
        output.emit({"deleted": deleted, "links": links, "stays": stays, "photos_with_names_in_files": in_files})
        return
    output.line(tr("Deleted all biometric data in {folder}; your photos were not touched.", folder=folder))
    for message in wiped.messages():
        output.line(say(message))


def _names_in_files(folder: Path) -> int | None:
    """Return in how many photos' files names of faceorg's stand; None where the library cannot be read any more."""
    from faceorg.library.names_in_files import files

    try:
        with open_for_reading(folder) as library:
            return files.count_written(library)
    except LibraryProblem:
        return None
