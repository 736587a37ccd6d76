"""`faceorg check`: is the library sound, are the photos readable; and putting the automatic backup back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import say
from faceorg.cli.options import Json, LibraryDir, library_folder, open_for_editing

if TYPE_CHECKING:
    from faceorg.library.maintenance import CheckReport


def check(
    deep: Annotated[bool, typer.Option("--deep", help="Read every photo whole and compare its content.")] = False,
    restore: Annotated[bool, typer.Option("--restore", help="Put the newest sound automatic backup back.")] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Prove that catalogue, index and embeddings agree and that the photos are readable. Exit 1 when they do not.

    Examples: faceorg check --deep
              faceorg check --restore
    """
    from faceorg.library import maintenance
    from faceorg.library.opening import backups

    if restore:
        file = backups.restore(library_folder(library))
        output.line(f"Put {file.name} back; run `faceorg scan` to take in what came since.")
        return
    with open_for_editing(library, "check") as opened, output.progress_bar() as progress:
        report = maintenance.check(opened, deep=deep, progress=progress, cancel=stopping.cancel_token())
    tell(report, json)
    if report.findings:
        raise typer.Exit(1)


def tell(report: CheckReport, as_json: bool) -> None:
    """Print a check's outcome."""
    if as_json:
        output.emit(
            {
                "photos": report.photos,
                "faces": report.faces,
                "embeddings": report.embeddings,
                "decoding": str(report.decoding) if report.decoding is not None else None,
                "index": dict(report.index.fields) if report.index is not None else None,
                "problems": [str(finding.message) for finding in report.findings],
            }
        )
        return
    for finding in report.findings:
        output.line(say(finding.message))
    for said in (report.index, report.decoding):
        if said is not None:
            output.line(say(said))
    verdict = "all sound" if not report.findings else f"{len(report.findings)} problems"
    output.line(f"{report.photos:,} photos, {report.faces:,} faces, {report.embeddings:,} embeddings: {verdict}.")
