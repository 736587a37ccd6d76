"""Names in files as jobs: what an import or a write would do, then doing it; and the lines that say so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.errors import InvalidInput
from faceorg.gui.jobs import analysis
from faceorg.gui.session.runner import Job
from faceorg.gui.session.session import Session
from faceorg.gui.tiles.two_line_list import ListLine
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.library.opening.library import Edited, Library
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.names_in_files.files import WriteReport
    from faceorg.library.names_in_files.findings import ImportPreview
    from faceorg.library.names_in_files.plans import FileChange, WritingChoice
from faceorg.messages.codes import FindingCode, ProblemCode

# What speaks against a region though the user said nothing there.
_DOUBTS = (FindingCode.ONLY_GUESSED, FindingCode.NO_FACE_THERE, FindingCode.OF_ANOTHER_PICTURE)
# Lines shown of a preview: enough to see what is meant; the counts above say how many there are.
MOST_LINES = 2000


def preview_import(
    session: Session,
    digikam: Path | None,
    contacts: Path | None,
    then: Callable[[ImportPreview], None],
    given_up: Callable[[], None],
) -> None:
    """Read what files say about people; asked again meanwhile, only the newest answer comes."""

    def work(progress: ProgressSink, cancel: CancelToken) -> ImportPreview:
        return session.helper.preview_import(
            digikam=digikam, picasa_contacts=contacts, progress=progress, cancel=cancel
        )

    session.runner.job(Job(tr("Reading names"), work, then, key="preview names", newest=True, given_up=given_up))


def import_names(
    session: Session,
    preview: ImportPreview,
    *,
    draw: bool,
    theirs: bool,
    then: Callable[[Edited], None],
    given_up: Callable[[], None],
) -> None:
    """Do what a preview says, as one undoable edit; `then` gets the Edited. given_up : stopped, nothing was done"""

    def verb(library: Library, progress: ProgressSink, cancel: CancelToken) -> Edited:
        from faceorg.library.names_in_files import regions

        made = regions.import_names(library, preview, draw=draw, theirs=theirs, progress=progress, cancel=cancel)
        if made.edited is None:
            raise InvalidInput(ProblemCode.NOTHING_TO_IMPORT)
        return made.edited

    def done(made: Edited) -> None:
        analysis.analyze_soon(session)  # for the faces that were drawn
        then(made)

    session.long_edit(tr("Taking names over"), verb, done, given_up)


def import_lines(preview: ImportPreview, *, draw: bool, theirs: bool) -> list[ListLine]:
    """One line for each named region: what would happen to it; what needs the user first.

    draw, theirs : as they are chosen for the import
    """
    from faceorg.library.names_in_files.findings import Outcome

    words = {
        Outcome.CONFLICT: ("warning", "danger", tr("You said something else here: {ours}"))
        if not theirs
        else ("check", "accent", tr("Takes the place of what you said here: {ours}")),
        Outcome.AMBIGUOUS: ("warning", "danger", tr("{ours}; left alone")),
        Outcome.NAME: ("check", "good", tr("Names a face that was found")),
        Outcome.DRAW: ("draw", "accent", tr("Draws a face that was not found"))
        if draw
        else ("draw", "muted", tr("A face that was not found; stays out")),
        Outcome.ASIDE: ("eye", "accent", tr("Puts a face aside, as in digiKam")),
        Outcome.KNOWN: ("check", "muted", tr("Has this name already")),
    }
    order = list(words)
    lines = []
    for finding in sorted(preview.findings, key=lambda found: order.index(found.outcome))[:MOST_LINES]:
        icon, color, text = words[finding.outcome]
        if finding.ours is not None and finding.ours.code in _DOUBTS and not theirs:
            text = tr("In doubt: {ours}; left alone")
        told = text.format(ours=say_message(finding.ours) if finding.ours else "")
        lines.append(ListLine(finding.name or tr("Nobody"), told, finding.photo.name, icon, color, finding))
    for photo, name in preview.without_box[: MOST_LINES // 4]:
        lines.append(ListLine(name, tr("Named for the whole photo, without a place; left alone"), photo.name))
    for problem in preview.problems[: MOST_LINES // 4]:
        lines.append(ListLine(tr("Could not be used"), say_message(problem), "", "warning", "danger"))
    return lines


def write(
    session: Session,
    choice: WritingChoice,
    *,
    for_real: bool,
    overrule: bool,
    over_changed: bool,
    then: Callable[[WriteReport], None],
    given_up: Callable[[], None],
) -> None:
    """Write names to files, or only work out what would be written: then only the newest answer comes.

    overrule : where a file gives one of our faces another name, put ours in its place
    over_changed : write also into files that another program changed since
    """

    def work(progress: ProgressSink, cancel: CancelToken) -> WriteReport:
        verb = session.helper.write_names if for_real else session.helper.preview_writing
        return verb(choice, overrule=overrule, over_changed=over_changed, progress=progress, cancel=cancel)

    title, key = (tr("Writing names"), "write names") if for_real else (tr("Comparing names"), "preview writing")
    session.runner.job(Job(title, work, then, key=key, newest=not for_real, given_up=given_up))


def write_lines(report: WriteReport) -> list[ListLine]:
    """One line for each file: what is added and removed, what is left alone and why."""
    lines = [
        ListLine(photo.name, say_message(problem), str(photo.parent), "warning", "danger")
        for photo, problem in report.problems[: MOST_LINES // 4]
    ]
    changed = tr("Changed by another program since; left alone")
    for change in report.changed_elsewhere[: MOST_LINES // 4]:
        lines.append(ListLine(change.target.name, changed, "", "warning", "danger", change))
    for change in report.conflicts[: MOST_LINES // 4]:
        theirs = ", ".join(f"{name} / {other}" for name, other in change.conflicts)
        lines.append(ListLine(change.target.name, tr("Somebody else wrote: {names}; left alone").format(names=theirs)))
    for change in report.changes[:MOST_LINES]:
        lines.append(ListLine(change.target.name, _told(change), str(change.target.parent), "pencil", "accent", change))
    return lines


def _told(change: FileChange) -> str:
    """What happens to one file."""
    parts = [
        text.format(names=", ".join(names))
        for text, names in (
            (tr("adds {names}"), change.added),
            (tr("takes in {names} from the photo's other file"), change.moved_here),
            (tr("takes out {names}"), change.removed),
            (tr("hands {names} over to the photo's other file"), change.moved_away),
        )
        if names
    ]
    if change.deletes:
        parts.append(tr("nothing is left in it, so it is deleted"))
    return "; ".join(parts) or tr("says the same names in another way")
