"""`faceorg folders`: which folders are scanned; leave one out, or take it out of the library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faceorg.cli import output
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_editing, open_for_reading
from faceorg.cli.usage import Verb

folders = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Which folders are scanned.")


@folders.command(name="list", cls=Verb)
def shown(library: LibraryDir = None, json: Json = False) -> None:
    """List the folders that `faceorg scan` looks into, and what it leaves out.

    Example: faceorg folders list
    """
    from faceorg.library.opening import omissions
    from faceorg.library.views import photo_views

    with open_for_reading(library) as opened:
        found, excluded = photo_views.scanned_folders(opened), list(opened.settings.scan.exclude)
        removed = [left.what for left in omissions.omissions(opened) if left.was_scanned]
    if json:
        output.emit({"folders": [str(folder) for folder in found], "exclude": excluded, "removed": removed})
        return
    left_out = sorted(removed) + excluded
    for folder in found:
        output.line(folder)
    for entry in left_out:
        output.line(tr("left out: {entry}", entry=entry))
    if not found and removed:
        output.line(tr("No folder is scanned now; `faceorg scan FOLDER` takes one in again."))
    elif not found:
        output.line(tr("No folder was scanned yet; `faceorg scan FOLDER` takes one in."))


@folders.command(cls=Verb)
def remove(
    folder: Annotated[Path, typer.Argument(metavar="DIR", readable=False, help="A folder that was scanned.")],
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
        one, many = (
            "{folder} is scanned no more; 1 photo is kept apart.",
            "{folder} is scanned no more; {count:,} photos are kept apart.",
        )
        output.line(output.counted(left.photos, one, many, folder=left.folder))
        output.line(
            tr("`faceorg scan FOLDER` takes it in again, `faceorg forget --left-out` forgets its photos for good.")
        )


@folders.command(cls=Verb)
def exclude(
    what: Annotated[
        str, typer.Argument(metavar="DIR|PATTERN", help="A folder, or a pattern: Thumbs, *.gif, old/*.jpg")
    ],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Leave a folder, or files and folders of some names, out of scans. Photos known there leave lists and counts.

    Folders with a file `.nomedia` in them are left out, too.

    Examples: faceorg folders exclude ~/Pictures/Screenshots
              faceorg folders exclude "*-edited.jpg"
    """
    from faceorg.library.scanning import exclusions

    with open_for_editing(library, "folders exclude") as opened:
        done = exclusions.exclude(opened, what)
    if json:
        output.emit({"exclude": done.entry, "photos": done.photos})
    else:
        one, many = (
            "{entry} is left out; 1 photo is kept apart.",
            "{entry} is left out; {count:,} photos are kept apart.",
        )
        output.line(output.counted(done.photos, one, many, entry=done.entry))


@folders.command(cls=Verb)
def include(
    what: Annotated[str, typer.Argument(metavar="DIR|PATTERN", help="What was left out.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Take back that something is left out; the next scan finds its photos again, with their names.

    Example: faceorg folders include ~/Pictures/Screenshots
    """
    from faceorg.library.scanning import exclusions

    with open_for_editing(library, "folders include") as opened:
        entry = exclusions.include(opened, what)
    if json:
        output.emit({"include": entry})
    else:
        output.line(tr("{entry} is left out no more; run `faceorg scan`.", entry=entry))
