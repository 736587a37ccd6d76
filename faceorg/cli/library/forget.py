"""`faceorg forget`: photos that were deleted leave the library, with their faces."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output
from faceorg.cli.options import Json, LibraryDir, open_for_editing
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode
from faceorg.paths import resolved

if TYPE_CHECKING:
    from faceorg.domain import MissingPhoto

# Folders that are named before "and N more"; --json gives every photo.
MOST_FOLDERS = 20


def forget(
    missing: Annotated[bool, typer.Option("--missing", help="All photos whose file is gone.")] = False,
    folder: Annotated[
        list[Path] | None, typer.Option(metavar="DIR", help="Only those that were below this folder (repeatable).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list them.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Forget photos whose files were deleted: their faces, names and decisions go, and there is no undo.

    Until then they are kept apart from lists and counts, and come back whole when the file does.

    Examples: faceorg forget --missing --dry-run
              faceorg forget --missing --folder ~/Pictures/2009
    """
    from faceorg.library.scanning import forgetting

    if not missing:
        raise InvalidInput(ProblemCode.FORGET_WHAT)
    with open_for_editing(library, "forget") as opened:
        found = forgetting.missing_photos(opened, [resolved(one) for one in folder or []])
        if dry_run or not found:
            _show(found, json)
            return
        if not yes:
            _ask(found, json)
        done = forgetting.forget(opened, [photo.id for photo in found])
    if json:
        output.emit({"photos": done.photos, "faces": done.faces})
    else:
        print(f"Forgot {done.photos:,} photos and {done.faces:,} faces.")


def _ask(found: list[MissingPhoto], json: bool) -> None:
    """Have the user agree. Raises InvalidInput where nobody can, and Abort when it is no."""
    if json or not sys.stdin.isatty():
        raise InvalidInput(ProblemCode.FORGETTING_NOT_CONFIRMED, count=len(found))
    _show(found, as_json=False)
    typer.confirm("Forget them for good? This cannot be undone", abort=True)


def _show(found: list[MissingPhoto], as_json: bool) -> None:
    if as_json:
        output.emit(
            {
                "photos": [
                    {"id": one.id, "path": str(one.path), "faces": one.faces, "names": list(one.names)} for one in found
                ]
            }
        )
        return
    named = sum(bool(one.names) for one in found)
    print(f"{len(found):,} photos are gone; {named:,} of them show somebody you named.")
    folders: dict[Path, int] = {}
    for one in found:
        folders[one.path.parent] = folders.get(one.path.parent, 0) + 1
    for place in sorted(folders)[:MOST_FOLDERS]:
        output.line(f"{folders[place]:7,}  {place}")
    if len(folders) > MOST_FOLDERS:
        print(f"  ... and {len(folders) - MOST_FOLDERS:,} more folders")
