"""`faceorg date`: when photos were taken."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import tr
from faceorg.cli.options import Json, LibraryDir, open_for_editing, photos_meant


def date(
    when: Annotated[
        str | None, typer.Argument(metavar="[WHEN]", help="A day, month, season, year, or - to clear it.")
    ] = None,
    photos: Annotated[
        list[str] | None, typer.Argument(metavar="[PHOTO|FOLDER]...", help="Paths or ids; of folders, all below.")
    ] = None,
    read: Annotated[
        bool,
        typer.Option("--read", help="Read dates from the files again: sidecars and Takeout's files that came since."),
    ] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Say when photos were taken, also of old prints; it counts more than what their files say.

    WHEN is 1974-06-12, "June 1974", "summer 1974", 1974, 1970s, "about 1920", 1974-1978, "2019-07-31 14:05"...

    Examples: faceorg date "summer 1974" ~/Scans/album3
              faceorg date --read
    """
    from faceorg.library.people import photo_dates
    from faceorg.library.recognising import grouping

    if read:
        _read_again([text for text in (when, *(photos or [])) if text is not None], library, json)
        return
    if when is None or not photos:
        raise typer.BadParameter(tr("Say when, and of which photos: WHEN PHOTO..."), param_hint="WHEN PHOTO...")
    span = None if when == "-" else photo_dates.span_of(when)
    with open_for_editing(library, "date") as opened:
        result = photo_dates.set_dates(opened, photos_meant(opened, photos), span)
        grouping.after_edit(opened, result)
    output.edited(result, json)


def _read_again(folders: list[str], library: Path | None, json: bool) -> None:
    from faceorg.library.recognising import judgement
    from faceorg.library.scanning import file_dates
    from faceorg.paths import resolved

    with open_for_editing(library, "date --read") as opened, output.progress_bar() as bar:
        cancel = stopping.cancel_token()
        changed = file_dates.read_dates_again(
            opened, [resolved(Path(text)) for text in folders], progress=bar, cancel=cancel
        )
        if changed:
            judgement.assign_clear_faces(opened, progress=bar, cancel=cancel)
    if json:
        output.emit({"changed": changed})
    else:
        output.line(output.counted(changed, "1 photo has another date now.", "{count:,} photos have another date now."))
