"""`faceorg album folder|sheet|page|faces`: what people take out of the library for other people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import language, say, tr
from faceorg.cli.options import Force, Json, LibraryDir, open_for_reading, person_of
from faceorg.cli.usage import Verb
from faceorg.paths import expanded

if TYPE_CHECKING:
    from faceorg.library.exports.person_page import TellingPage

album = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="An album folder, a contact sheet, a page, a face table."
)

Who = Annotated[str, typer.Argument(metavar="PERSON", help="A name or an id.")]
Confirmed = Annotated[bool, typer.Option("--confirmed", help="Only faces you confirmed, no automatic ones.")]


@album.command(cls=Verb)
def folder(
    person: Who,
    target: Annotated[
        Path, typer.Argument(metavar="FOLDER", readable=False, help="Where to; it is made if it is not there.")
    ],
    link: Annotated[bool, typer.Option("--link", help="Symbolic links instead of copies.")] = False,
    confirmed: Confirmed = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Put all photos of a person into a folder; a second run adds the new ones.

    Example: faceorg album folder "Anna Keller" ~/Desktop/Anna
    """
    from faceorg.library.exports.albums import AlbumMode, export_album

    mode = AlbumMode.LINK if link else AlbumMode.COPY
    with open_for_reading(library) as opened, output.progress_bar() as bar:
        report = export_album(
            opened,
            person_of(opened, person).id,
            expanded(target).absolute(),
            mode=mode,
            confirmed_only=confirmed,
            progress=bar,
            cancel=stopping.cancel_token(),
        )
    if json:
        problems = [str(problem) for problem in report.problems]
        output.emit({"folder": str(report.folder), "added": report.added, "there": report.there, "problems": problems})
        return
    said = "Put {photos} into {folder}; there already: {there:,}."
    output.line(tr(said, photos=output.photos(report.added), folder=report.folder, there=report.there))
    for problem in report.problems:
        output.line(f"  {say(problem)}")


@album.command(cls=Verb)
def sheet(
    person: Who,
    file: Annotated[Path, typer.Argument(metavar="FILE.html", readable=False, help="The page to write.")],
    confirmed: Confirmed = False,
    force: Force = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Write one web page with every face of a person; any browser prints it to PDF.

    Example: faceorg album sheet "Anna Keller" anna.html
    """
    from faceorg.library.exports.contact_sheet import export_contact_sheet

    with open_for_reading(library) as opened, output.progress_bar() as bar:
        count = export_contact_sheet(
            opened,
            person_of(opened, person).id,
            expanded(file).absolute(),
            confirmed_only=confirmed,
            force=force,
            progress=bar,
            cancel=stopping.cancel_token(),
        )
    _say(file, count, json)


@album.command(cls=Verb)
def page(
    person: Who,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="Ends in .html, to share, or .pdf, to print.")
    ],
    force: Force = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Write one page that tells of a person: year by year, the best pictures, with whom; to print or to share.

    It is in the language of the terminal, and whole in itself: pictures are inside.

    Example: faceorg album page "Anna Keller" anna.pdf
    """
    from faceorg.library.exports.page_file import write_page
    from faceorg.library.exports.person_page import person_page
    from faceorg.library.exports.text_files import check_target

    target = expanded(file).absolute()
    with open_for_reading(library) as opened, output.progress_bar() as bar:
        who = person_of(opened, person).id
        check_target(target, library=opened, force=force)
        told = person_page(opened, who, language(), progress=bar, cancel=stopping.cancel_token())
        write_page(told, target, _on_paper, library=opened, force=force)
    if json:
        output.emit({"file": str(file), "pictures": len(told.best)})
    else:
        output.line(tr("Wrote the page about {name} to {file}.", name=told.name, file=file))


def _on_paper(told: TellingPage) -> bytes:
    from faceorg.paper import as_pdf, without_screen

    with without_screen():
        return as_pdf(told)


@album.command(cls=Verb)
def faces(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="Ends in .csv or .json.")],
    person: Annotated[str | None, typer.Option("--person", metavar="PERSON", help="Only this person's faces.")] = None,
    force: Force = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Write a table of all faces: photo, time, person, box, quality.

    Example: faceorg album faces faces.csv
    """
    from faceorg.library.exports.face_table import export_faces

    with open_for_reading(library) as opened, output.progress_bar() as bar:
        count = export_faces(
            opened,
            expanded(file).absolute(),
            person_id=person_of(opened, person).id if person else None,
            force=force,
            progress=bar,
            cancel=stopping.cancel_token(),
        )
    _say(file, count, json)


def _say(file: Path, count: int, json: bool) -> None:
    if json:
        output.emit({"file": str(file), "faces": count})
    else:
        faces = output.counted(count, "1 face", "{count:,} faces")
        output.line(tr("Wrote {faces} to {file}.", faces=faces, file=file))
