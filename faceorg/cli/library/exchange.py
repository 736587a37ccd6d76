"""`faceorg export` and `faceorg import`: all decisions as documented JSON, between libraries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import tr
from faceorg.cli.options import Force, Json, LibraryDir, library_folder, open_for_reading
from faceorg.library.opening.open_library import open_library


def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", readable=False, help="Where to write; standard output by default.")
    ] = None,
    force: Force = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Write all decisions (people, names, rejections, ...) as one JSON document.

    Example: faceorg export decisions.json
    """
    from json import dumps

    from faceorg.library.exports.exchange import export_decisions
    from faceorg.library.exports.text_files import write_text

    with open_for_reading(library) as opened:
        document = export_decisions(opened)
        if file is not None:
            write_text(file, iter([dumps(document, ensure_ascii=False)]), library=opened, force=force)
    if file is None:
        output.emit(document)
        return
    if json:
        output.emit({"file": str(file), "people": len(document["people"]), "faces": len(document["faces"])})
    else:
        people = output.counted(len(document["people"]), "1 person", "{count:,} people")
        faces = output.counted(len(document["faces"]), "1 face", "{count:,} faces")
        output.line(tr("Wrote {people} and {faces} to {file}.", people=people, faces=faces, file=file))


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="A file that `faceorg export` wrote.")],
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Take in another library's decisions, matched by photo content and face box, as one undoable edit.

    Example: faceorg import decisions.json
    """
    from faceorg.library.exports.exchange import import_decisions, read_document
    from faceorg.library.opening.library import require_library
    from faceorg.library.recognising import grouping

    require_library(library_folder(library))
    document = read_document(file)
    with open_library(library_folder(library), program="faceorg import") as opened:
        with output.progress_bar() as progress:
            done = import_decisions(opened, document, file.name, progress=progress, cancel=stopping.cancel_token())
        grouping.after_edit(opened, done.edited)
    if json:
        output.emit(
            {
                "people": done.people,
                "faces": done.faces,
                "dates": done.dates,
                "unmatched": done.unmatched,
                "unmatched_dates": done.unmatched_dates,
                "unmatched_covers": done.unmatched_covers,
            }
        )
    else:
        people = output.counted(done.people, "1 person", "{count:,} people")
        faces = output.counted(done.faces, "1 face", "{count:,} faces")
        dates = output.counted(done.dates, "1 date", "{count:,} dates")
        said = tr("Took in {people}, {faces} and {dates} of photos.", people=people, faces=faces, dates=dates)
        lacking = output.counted(done.unmatched, "1 face", "{count:,} faces")
        dated = output.counted(done.unmatched_dates, "1 dated photo", "{count:,} dated photos")
        covers = output.counted(done.unmatched_covers, "1 cover", "{count:,} covers")
        not_here = "Not in this library: {faces}, {dated} and {covers} of people."
        output.line(f"{said} {tr(not_here, faces=lacking, dated=dated, covers=covers)}")
        if done.edited.changes.photos:
            output.line(tr("Boxes that were drawn or moved are looked at by the next `faceorg scan`."))
