"""`faceorg check`: is the library sound, are the photos readable; and putting an automatic backup back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import say, tr
from faceorg.cli.options import Json, LibraryDir, library_folder, open_for_editing

if TYPE_CHECKING:
    from faceorg.library.maintenance import CheckReport
    from faceorg.library.opening.backups import Backup


def check(
    deep: Annotated[bool, typer.Option("--deep", help="Read every photo whole and compare its content.")] = False,
    restore: Annotated[
        bool, typer.Option("--restore", help="Put the newest sound backup back, or the one named.")
    ] = False,
    backup: Annotated[
        str | None, typer.Option("--backup", metavar="NAME", help="With --restore: which one, by name or path.")
    ] = None,
    backups: Annotated[bool, typer.Option("--backups", help="List the backups and what each holds.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --restore: do not ask, even if the catalogue is sound.")
    ] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Prove that catalogue, index and embeddings agree and that the photos are readable. Exit 1 when they do not.

    Examples: faceorg check --deep
              faceorg check --backups
              faceorg check --restore --backup catalog-2026-11-29-120000
    """
    from faceorg.library import maintenance

    if backup is not None and not restore:
        raise typer.BadParameter(tr("Only with --restore."), param_hint="--backup")
    if backups:
        _list(library, json)
        return
    if restore:
        _restore(library, backup, yes, json)
        return
    with open_for_editing(library, "check") as opened, output.progress_bar() as progress:
        report = maintenance.check(opened, deep=deep, progress=progress, cancel=stopping.cancel_token())
    print_report(report, json)
    if report.findings:
        raise typer.Exit(1)


def print_report(report: CheckReport, as_json: bool) -> None:
    """Print a check's outcome."""
    if as_json:
        output.emit(
            {
                "photos": report.photos,
                "faces": report.faces,
                "embeddings": report.embeddings,
                "decoding": str(report.decoding) if report.decoding is not None else None,
                "engine": str(report.engine) if report.engine is not None else None,
                "index": dict(report.index.fields) if report.index is not None else None,
                "problems": [str(finding.message) for finding in report.findings],
            }
        )
        return
    for finding in report.findings:
        output.line(say(finding.message))
    for said in (report.index, report.engine, report.decoding):
        if said is not None:
            output.line(say(said))
    found = output.counted(len(report.findings), "1 problem", "{count:,} problems")
    verdict = found if report.findings else tr("all sound")
    embeddings = output.counted(report.embeddings, "1 embedding", "{count:,} embeddings")
    counts = {"photos": output.photos(report.photos), "faces": output.faces(report.faces), "embeddings": embeddings}
    output.line(tr("{photos}, {faces}, {embeddings}: {verdict}.", **counts, verdict=verdict))


def _list(library: LibraryDir, as_json: bool) -> None:
    from faceorg.library.opening.backups import every_backup

    found = every_backup(library_folder(library))
    if as_json:
        output.emit([_entry(backup) for backup in found])
        return
    rows = [(backup.file.stem, _day(backup), *_numbers(backup)) for backup in found]
    output.table(rows, output.headings("backup", "made", "people", "faces", "decisions"))


def _restore(library: LibraryDir, name: str | None, yes: bool, as_json: bool) -> None:
    from faceorg.library.opening.restoring import restore

    done = restore(
        library_folder(library), name, agreed=lambda backup, present: yes or _asked(backup, present, as_json)
    )
    if as_json:
        output.emit({"restored": _entry(done.backup), "put_aside": str(done.put_aside) if done.put_aside else None})
        return
    for message in done.messages():
        output.line(say(message))
    output.line(tr("Run `faceorg scan` to take in what came since."))


def _asked(backup: Backup, present: Backup, as_json: bool) -> bool:
    """Ask whether a sound catalogue is to give way; where nobody can answer, it is not."""
    if as_json or not sys.stdin.isatty():
        return False
    rows = [(tr("now"), _day(present), *_numbers(present)), (tr("backup"), _day(backup), *_numbers(backup))]
    output.table(rows, output.headings("", "made", "people", "faces", "decisions"))
    return output.agreed("The catalogue is sound. Put the backup in its place? What is there now is kept beside it")


def _numbers(backup: Backup) -> tuple[str, str, str]:
    facts = backup.facts
    if facts is None:
        return ("?", "?", "?")
    return (output.number(facts.people), output.number(facts.faces), output.number(facts.decisions))


def _day(backup: Backup) -> str:
    return backup.made_at.strftime("%Y-%m-%d %H:%M:%S")


def _entry(backup: Backup) -> dict[str, object]:
    facts = backup.facts
    return {
        "name": backup.file.name,
        "made_at": backup.made_at.isoformat(timespec="seconds"),
        "people": facts.people if facts else None,
        "faces": facts.faces if facts else None,
        "decisions": facts.decisions if facts else None,
    }
