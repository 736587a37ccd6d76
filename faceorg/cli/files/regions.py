"""`faceorg regions read|write|status`: names that travel between faceorg and other programs, in the photos' files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import say, tr
from faceorg.cli.options import Json, LibraryDir, library_folder, open_for_editing, open_for_reading
from faceorg.cli.usage import Verb
from faceorg.errors import Cancelled, InvalidInput, NotFound
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message
from faceorg.paths import resolved

if TYPE_CHECKING:
    from faceorg.library.names_in_files.files import WriteReport, WriteStatus
    from faceorg.library.names_in_files.findings import ImportPreview, RegionFinding
    from faceorg.library.names_in_files.plans import FileChange, WritingChoice
    from faceorg.library.opening.library import Library

regions = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Names in photos, sidecars and other programs.")

Folders = Annotated[
    list[Path] | None, typer.Argument(metavar="[FOLDER]...", readable=False, help="Only photos below these folders.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, file by file, and change nothing.")]


@regions.command(cls=Verb)
def read(
    folders: Folders = None,
    digikam: Annotated[
        Path | None, typer.Option(metavar="FILE", readable=False, help="Also read digiKam's database digikam4.db.")
    ] = None,
    contacts: Annotated[
        Path | None, typer.Option(metavar="FILE", readable=False, help="Picasa's contacts.xml, for its names.")
    ] = None,
    dry_run: DryRun = False,
    draw: Annotated[
        bool, typer.Option("--draw/--no-draw", help="Also draw named faces that faceorg did not find.")
    ] = True,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Where the files contradict what you said here, believe the files.")
    ] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Take in the names that other programs left in photos, sidecars, .picasa.ini files and digiKam's database.

    Reads MWG, Microsoft, IPTC and ACDSee regions; everything becomes one step that undo takes back.

    Examples: faceorg regions read --dry-run
              faceorg regions read ~/Pictures --digikam ~/Pictures/digikam4.db
    """
    from faceorg.library.names_in_files.regions import import_names, preview_import

    opened = open_for_reading(library) if dry_run else open_for_editing(library, "regions read")
    with opened, output.progress_bar() as bar:
        preview = preview_import(
            opened,
            _below(folders),
            digikam=digikam,
            picasa_contacts=contacts,
            progress=bar,
            cancel=stopping.cancel_token(),
        )
        if dry_run:
            _show_preview(preview, json, draw=draw, theirs=theirs)
            return
        done = import_names(opened, preview, draw=draw, theirs=theirs, progress=bar, cancel=stopping.cancel_token())
        if done.edited is not None:
            _regroup(opened, done.edited)
    if json:
        document = {"named": done.named, "drawn": done.drawn, "people_made": done.people_made}
        output.emit(_preview_document(preview) | document | {"conflicts_left": done.conflicts_left})
        return
    _show_problems(preview.problems)
    made = output.counted(done.people_made, ", 1 new person", ", {count:,} new people") if done.people_made else ""
    left = _contradictions(done.conflicts_left)
    faces = output.counted(done.named, "1 face", "{count:,} faces")
    said = "Named {faces} and drew {drawn:,}{made}; {left} left alone."
    if done.edited is not None:
        said = "Named {faces} and drew {drawn:,}{made}; {left} left alone. (faceorg undo takes it back)"
    output.line(tr(said, faces=faces, drawn=done.drawn, made=made, left=left))
    if done.drawn:
        output.line(tr("Run `faceorg scan` once, so that the drawn faces can be recognised elsewhere."))


def _below(folders: list[Path] | None) -> list[Path]:
    """Folders as the library knows them. Raises NotFound for one that is not there."""
    for folder in folders or []:
        if not os.path.exists(folder):
            raise NotFound(ProblemCode.NO_FOLDER, folder=folder)
    return [resolved(folder) for folder in folders or []]


def _regroup(library: Library, edited: Any) -> None:
    from faceorg.library.recognising import grouping

    grouping.after_edit(library, edited)


def _show_preview(preview: ImportPreview, json: bool, *, draw: bool, theirs: bool) -> None:
    from faceorg.library.names_in_files.findings import Outcome

    if json:
        output.emit(_preview_document(preview))
        return
    said = "Read {photos}; with names in them: {named:,}."
    output.line(tr(said, photos=output.photos(preview.photos_read), named=preview.photos_with_names))
    if not preview.photos_read:
        output.line(tr("Only photos that were scanned can be read; run `faceorg scan` first."))
    drawn = "faces that faceorg did not find would be drawn"
    not_drawn = "faces that faceorg did not find stay out (--no-draw)"
    _row(len(preview.of(Outcome.NAME)), tr("faces would get a name"))
    _row(len(preview.of(Outcome.DRAW)), tr(drawn if draw else not_drawn))
    _row(preview.aside, tr("faces without a name would be put aside, as in digiKam"))
    _row(len(preview.of(Outcome.KNOWN)), tr("have their name already"))
    _row(len(preview.without_box), tr("names have no place in their photo and stay out"))
    output.some(tr("New people:"), preview.new_people)
    output.some(tr("People you know:"), preview.known_people)
    overruled = preview.of(Outcome.CONFLICT) if theirs else []
    believed = "{contradictions} in which the files would be believed (--theirs):"
    output.some(
        tr(believed, contradictions=_contradictions(len(overruled))),
        [tr("{file}: {name} instead of {ours}", file=one.photo, name=one.name, ours=_ours(one)) for one in overruled],
    )
    left = [found for found in preview.conflicts if found not in overruled]
    output.some(
        tr("{contradictions}, left alone:", contradictions=_contradictions(len(left))),
        [tr("{file}: {name}, but here: {ours}", file=one.photo, name=one.name, ours=_ours(one)) for one in left],
    )
    _show_problems(preview.problems)


def _row(count: int, text: str) -> None:
    output.line(f"{output.number(count):>7} {text}")


def _contradictions(count: int) -> str:
    return output.counted(count, "1 contradiction", "{count:,} contradictions")


def _preview_document(preview: ImportPreview) -> dict[str, Any]:
    return {
        "photos_read": preview.photos_read,
        "photos_with_names": preview.photos_with_names,
        "faces": [
            {
                "photo": str(found.photo),
                "name": found.name,
                "box": output.box_list(found.box),
                "face_id": found.face_id,
                "outcome": found.outcome.value,
                "ours": str(found.ours) if found.ours else None,
                "source": found.source.value,
            }
            for found in preview.findings
        ],
        "new_people": list(preview.new_people),
        "known_people": list(preview.known_people),
        "without_box": [{"photo": str(photo), "name": name} for photo, name in preview.without_box],
        "problems": [str(problem) for problem in preview.problems],
    }


@regions.command(cls=Verb)
def write(
    folders: Folders = None,
    dry_run: DryRun = False,
    sidecar: Annotated[
        str | None,
        typer.Option(metavar="photo.jpg.xmp|photo.xmp", help="Which name sidecars have; remembered for this library."),
    ] = None,
    in_file: Annotated[
        bool, typer.Option("--in-file", help="Write into the photos themselves (needs exiftool); remembered.")
    ] = False,
    exiftool: Annotated[
        str | None,
        typer.Option(metavar="PROGRAM", help='Where exiftool is, if not found by itself (""); remembered.'),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before the first write into photos.")] = False,
    microsoft: Annotated[
        bool | None, typer.Option("--microsoft/--no-microsoft", help="Also write Microsoft's regions; remembered.")
    ] = None,
    all_files: Annotated[bool, typer.Option("--all", help="Look into files whose names did not change, too.")] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Also write into files that another program changed since.")
    ] = False,
    overrule: Annotated[
        bool, typer.Option("--overrule", help="Where a file gives a face another name, put yours in its place.")
    ] = False,
    take_out: Annotated[
        bool, typer.Option("--take-out", help="Write none: take all names that faceorg wrote out of files.")
    ] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Write the names you gave into sidecars (or photos), so that other programs read them.

    Only what changed since the last write is touched, and nothing that is not faceorg's: keywords, other people's
    regions and unknown fields stay as they are. Removing a name removes what faceorg wrote. It can be stopped and goes
    on where it was.

    Examples: faceorg regions write --dry-run
              faceorg regions write --sidecar photo.xmp --microsoft
    """
    from faceorg.library.names_in_files import files

    # A choice is remembered when something is written, never by a dry run.
    opened = open_for_reading(library) if dry_run else open_for_editing(library, "regions write")
    with opened:
        choice = _choice(opened, sidecar, in_file, microsoft)
        below = _below(folders)
        if exiftool is not None and not dry_run:
            files.choose_exiftool(opened, exiftool)
        if not dry_run and not take_out:
            _warn_before_photos(choice, files.choice_of(opened), yes)
            files.choose(opened, choice.kind, microsoft=choice.microsoft)
        with output.progress_bar() as bar:
            verb = files.preview_writing if dry_run else files.write_names
            report = verb(
                opened,
                below,
                choice=choice,
                everything=all_files,
                over_changed=changed or take_out,
                overrule=overrule,
                take_out=take_out,
                progress=bar,
                cancel=stopping.cancel_token(),
            )
    _show_report(report, dry_run, json)
    if report.left:
        if not json:
            photos = output.counted(report.left, "1 photo", "{count:,} photos")
            output.line(tr("Stopped before {photos}; run it again to write the rest.", photos=photos))
        raise Cancelled


def _choice(library: Library, sidecar: str | None, in_file: bool, microsoft: bool | None) -> WritingChoice:
    """What this library does, with what the options change about it."""
    from faceorg.library.names_in_files.files import choice_of
    from faceorg.library.names_in_files.plans import WritingChoice
    from faceorg.metadata.writer import Target

    kind, both = choice_of(library).kind, choice_of(library).microsoft
    if in_file and sidecar:
        raise InvalidInput(ProblemCode.SIDECAR_OR_PHOTO)
    if in_file:
        kind = Target.IN_FILE
    elif sidecar in (Target.FULL_NAME.value, Target.STEM.value):
        kind = Target(sidecar)
    elif sidecar is not None:
        raise InvalidInput(ProblemCode.UNKNOWN_SIDECAR_NAME, text=sidecar)
    return WritingChoice(kind, both if microsoft is None else microsoft)


def _warn_before_photos(choice: WritingChoice, before: WritingChoice, yes: bool) -> None:
    """Ask once, before the first write into photos. Raises InvalidInput where nobody can answer, or says no."""
    import sys

    from faceorg.metadata.writer import Target

    if choice.kind is not Target.IN_FILE or before.kind is Target.IN_FILE or yes:
        return
    output.line(say(Message(FindingCode.PHOTOS_WILL_CHANGE)), error=True)
    if not sys.stdin.isatty():
        raise InvalidInput(ProblemCode.WRITING_NOT_CONFIRMED)
    if not output.agreed("Write into the photos?", error=True):
        raise InvalidInput(ProblemCode.NOTHING_WRITTEN)


def _show_report(report: WriteReport, dry_run: bool, json: bool) -> None:
    if json:
        output.emit(
            {
                "dry_run": dry_run,
                "target": report.choice.kind.value,
                "changes": [_change_entry(change) for change in report.changes],
                "changed_elsewhere": [_change_entry(change) for change in report.changed_elsewhere],
                "conflicts": [_change_entry(change) for change in report.conflicts],
                "unchanged": report.unchanged,
                "left": report.left or 0,
                "problems": [{"photo": str(photo), "problem": str(problem)} for photo, problem in report.problems],
            }
        )
        return
    if dry_run:
        for change in report.changes:  # all of them: a dry run lists every file and change
            output.line(_line(change))
    files = output.counted(len(report.changes), "1 file", "{count:,} files")
    said = tr("{files} would change" if dry_run else "{files} changed", files=files)
    names = tr("{added:,} names added, {removed:,} removed", added=report.names_added, removed=report.names_removed)
    moved = tr(", {count:,} moved to another file", count=report.names_moved) if report.names_moved else ""
    rest = output.counted(report.unchanged, "1 photo needs nothing.", "{count:,} photos need nothing.")
    output.line(f"{said}: {names}{moved}; {rest}")
    others = (
        "{files} changed by another program, left alone "
        "(`faceorg regions read` takes its names in, --changed writes all the same):"
    )
    files = output.counted(len(report.changed_elsewhere), "1 file", "{count:,} files")
    output.some(tr(others, files=files), [str(change.target) for change in report.changed_elsewhere])
    contradictions = [
        tr("{file}: {theirs} there, {ours} here", file=change.target, theirs=theirs, ours=ours)
        for change in report.conflicts
        for ours, theirs in change.conflicts
    ]
    one = "1 face with another name in its file (--overrule puts yours there):"
    many = "{count:,} faces with other names in their files (--overrule puts yours there):"
    output.some(output.counted(len(contradictions), one, many), contradictions)
    _show_problems([problem for _, problem in report.problems])


def _line(change: FileChange) -> str:
    mark = tr("new   " if change.creates else "delete" if change.deletes else "change")
    parts = [f"+{name}" for name in change.added] + [f"-{name}" for name in change.removed]
    parts += [tr("{name} moves here", name=name) for name in change.moved_here]
    parts += [tr("{name} moves away", name=name) for name in change.moved_away]
    return f"{mark}  {change.target}  {', '.join(parts)}"


def _change_entry(change: FileChange) -> dict[str, Any]:
    return {
        "photo": str(change.photo),
        "file": str(change.target),
        "added": list(change.added),
        "removed": list(change.removed),
        "moved_here": list(change.moved_here),
        "moved_away": list(change.moved_away),
        "conflicts": [{"ours": ours, "theirs": theirs} for ours, theirs in change.conflicts],
        "creates": change.creates,
        "deletes": change.deletes,
    }


@regions.command(cls=Verb)
def status(
    look: Annotated[
        bool, typer.Option("--look", help="Also look for files that another program changed since.")
    ] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Say how many photos' files have the names you gave.

    Example: faceorg regions status --look
    """
    from faceorg.library.names_in_files import files

    with open_for_reading(library) as opened:
        found = files.status(opened, look=look)
    if json:
        output.emit(_status_document(found, library_folder(library)))
        return
    tags = "Names go into {kind} (MWG and Microsoft)." if found.choice.microsoft else "Names go into {kind} (MWG)."
    kind = found.choice.kind.value
    output.line(tr(tags, kind=tr("photo") if kind == "photo" else kind))
    _row(found.named, tr("photos have named faces"))
    _row(found.up_to_date, tr("of these are written"))
    _row(found.waiting, tr("files wait for `faceorg regions write`"))
    if found.contradicted:
        _row(found.contradicted, tr("files give a face another name than you do"))
    if found.changed_elsewhere is not None:
        _row(found.changed_elsewhere, tr("files were changed by another program since"))


def _status_document(found: WriteStatus, folder: Path) -> dict[str, Any]:
    return {
        "library": str(folder),
        "target": found.choice.kind.value,
        "microsoft": found.choice.microsoft,
        "photos_with_names": found.named,
        "up_to_date": found.up_to_date,
        "waiting": found.waiting,
        "contradicted": found.contradicted,
        "changed_elsewhere": found.changed_elsewhere,
    }


def _ours(found: RegionFinding) -> str:
    return say(found.ours) if found.ours else ""


def _show_problems(problems: Any) -> None:
    title = output.counted(len(problems), "1 file could not be used:", "{count:,} files could not be used:")
    output.some(title, [say(problem) for problem in problems])
