"""`faceorg forget`: photos that were deleted, or are left out, leave the library with their faces."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_editing
from faceorg.domain import Absence
from faceorg.errors import InvalidInput
from faceorg.messages.codes import ProblemCode
from faceorg.paths import resolved

if TYPE_CHECKING:
    from faceorg.library.scanning.forgetting import AbsentPhoto

# Folders that are named before "and N more"; --json gives every photo.
MOST_FOLDERS = 20
KEPT = {
    Absence.GONE: "Kept: {count:,} whose files are gone (--missing).",
    Absence.LEFT_OUT: "Kept: {count:,} that no scan looks for any more (--left-out).",
    Absence.AWAY: "Kept: {count:,} on a disk or in a folder that cannot be reached now.",
    Absence.BACK: "Kept: {count:,} whose files are there; `faceorg scan` brings them back.",
}


def forget(
    missing: Annotated[bool, typer.Option("--missing", help="Photos whose file was deleted.")] = False,
    left_out: Annotated[
        bool, typer.Option("--left-out", help="Photos that no scan looks for any more; their files stay.")
    ] = False,
    folder: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", readable=False, help="Only those that were below this folder (repeatable)."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list them.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Forget photos whose files were deleted: their faces, names and decisions go, and there is no undo.

    Until then they are kept apart from lists and counts, and come back whole when the file does. Photos that are only
    left out (`faceorg folders remove` and `exclude`, `.nomedia`) go with --left-out alone, and those on a disk that
    is not connected never.

    Examples: faceorg forget --missing --dry-run
              faceorg forget --missing --folder ~/Pictures/2009
              faceorg forget --left-out --folder ~/Downloads
    """
    from faceorg.library.scanning import forgetting

    what = [Absence.GONE] * missing + [Absence.LEFT_OUT] * left_out
    if not what:
        raise InvalidInput(ProblemCode.FORGET_WHAT)
    with open_for_editing(library, "forget") as opened:
        every = forgetting.missing_photos(opened, [resolved(one) for one in folder or []])
        found = [photo for photo in every if photo.why in what]
        kept = Counter(photo.why for photo in every if photo.why not in what)
        if dry_run or not found:
            _show(found, kept, json)
            return
        if not yes:
            _ask(found, kept, json)
        with output.progress_bar() as bar:
            cancel = stopping.cancel_token()
            done = forgetting.forget(opened, [photo.id for photo in found], what, progress=bar, cancel=cancel)
    if json:
        output.emit({"photos": done.photos, "faces": done.faces})
    else:
        output.line(
            tr("Forgot {photos} and {faces}.", photos=output.photos(done.photos), faces=output.faces(done.faces))
        )


def _ask(found: list[AbsentPhoto], kept: Counter[Absence], json: bool) -> None:
    """Have the user agree. Raises InvalidInput where nobody can, and Abort when it is no."""
    if json or not sys.stdin.isatty():
        raise InvalidInput(ProblemCode.FORGETTING_NOT_CONFIRMED, count=len(found))
    _show(found, kept, as_json=False)
    if not output.agreed("Forget them for good? This cannot be undone"):
        raise typer.Abort


def _show(found: list[AbsentPhoto], kept: Counter[Absence], as_json: bool) -> None:
    if as_json:
        photos = [
            {"id": one.id, "path": str(one.path), "why": one.why, "faces": one.faces, "names": list(one.names)}
            for one in found
        ]
        output.emit({"photos": photos, "kept": {why.value: kept[why] for why in Absence if kept[why]}})
        return
    named = sum(bool(one.names) for one in found)
    said = "{photos} would be forgotten; with somebody you named: {named:,}."
    output.line(tr(said, photos=output.photos(len(found)), named=named))
    folders = Counter(one.path.parent for one in found)
    for place in sorted(folders)[:MOST_FOLDERS]:
        output.line(f"{folders[place]:7,}  {place}")
    if len(folders) > MOST_FOLDERS:
        output.line(f"  {tr('... and {count:,} more folders', count=len(folders) - MOST_FOLDERS)}")
    for why in Absence:
        if kept[why]:
            output.line(tr(KEPT[why], count=kept[why]))
