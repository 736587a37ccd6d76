"""The names of this library -> sidecars or photos, so that other programs read them: preview, write, status.

Only what changed since the last write is looked at. A file that somebody else changed meanwhile is re-read and
reported, not overwritten; what somebody else says of a face is left alone and reported as a conflict. A run can be
stopped or killed at any moment and goes on where it was.

[Note: Never in no file] Where names move from one kind of file to another, a photo's new file is written and read back
from disk before its old one is touched. A photo that refuses keeps its old file as it is, and the memory of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog import written
from faceorg.catalog.written import PhotoNames
from faceorg.domain import PhotoId
from faceorg.errors import Cancelled, DiskFull, InvalidInput, LibraryProblem, MetadataProblem
from faceorg.files.atomic import remove_leftovers
from faceorg.library.names_in_files.plans import (
    FileChange,
    PhotoPlan,
    WritingChoice,
    intended,
    is_contradicted,
    is_up_to_date,
    plan_photo,
)
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.messages.message import Message
from faceorg.metadata import exiftool_program
from faceorg.metadata.in_file import InFileWriter
from faceorg.metadata.packet import path_in_words
from faceorg.metadata.replace import digest_of
from faceorg.metadata.writer import Target, WritePlan, Written, carry_out, from_json, target_of, to_json
from faceorg.paths import mtime_ns
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Photos between two notes in the catalogue: a kill costs at most a second look at so many.
NOTE_EVERY_PHOTOS = 32


@dataclass
class WriteReport:
    """What a write did, or in a preview would do.

    changes : every file that changes, with what is added, removed and moved
    changed_elsewhere : files left alone because somebody changed them since
    conflicts : files in which somebody names one of our faces differently
    unchanged : photos whose files say it already; problems : (photo, why not)
    looked_at : photos; left : None of a run that came to its end, else it was stopped before it did so many photos
    """

    choice: WritingChoice
    changes: list[FileChange] = field(default_factory=list)
    changed_elsewhere: list[FileChange] = field(default_factory=list)
    conflicts: list[FileChange] = field(default_factory=list)
    problems: list[tuple[Path, Message]] = field(default_factory=list)
    unchanged: int = 0
    looked_at: int = 0
    left: int | None = None

    @property
    def names_added(self) -> int:
        return sum(len(change.added) for change in self.changes)

    @property
    def names_moved(self) -> int:
        return sum(len(change.moved_here) for change in self.changes)

    @property
    def names_removed(self) -> int:
        return sum(len(change.removed) for change in self.changes)


@dataclass(frozen=True)
class WriteStatus:
    """Where names in files stand.

    named : photos with a named face; up_to_date : of these, whose file was written since the last change
    waiting : photos whose files must be written or freed of names
    contradicted : photos whose files give one of the faces another name
    changed_elsewhere : None where not looked at
    """

    choice: WritingChoice
    named: int
    up_to_date: int
    waiting: int
    contradicted: int = 0
    changed_elsewhere: int | None = None


def choice_of(library: Library) -> WritingChoice:
    """Return where this library writes names. Raises InvalidInput when its settings say something else."""
    names = library.settings.names
    try:
        return WritingChoice(Target(names.target), names.microsoft)
    except ValueError as error:
        known = ", ".join(target.value for target in Target)
        raise InvalidInput(
            ProblemCode.SETTING_UNKNOWN_VALUE, name="names.target", value=names.target, known=known
        ) from error


def choose(library: Library, kind: Target, *, microsoft: bool) -> WritingChoice:
    """Set where this library writes names from now on; names already written move at the next write."""
    settings = library.settings
    library.save_settings(replace(settings, names=replace(settings.names, target=kind.value, microsoft=microsoft)))
    return choice_of(library)


def choose_exiftool(library: Library, place: str) -> Path:
    """Say where exiftool is, the program or its folder; "" to look for it. Return the program.

    Raises MetadataProblem where it is not, InvalidInput for another program.
    """
    program = exiftool_at(place)
    keep_exiftool(library, program if place else None)
    return program


def exiftool_at(place: str) -> Path:
    """Return the exiftool of a place, once it has answered, which may take a minute. Raises as `choose_exiftool`."""
    return exiftool_program.require_exiftool(place)


def keep_exiftool(library: Library, program: Path | None) -> None:
    """Use this program, which was found to be exiftool, from now on; None: look for it."""
    settings = library.settings
    named = "" if program is None else str(program)
    library.save_settings(replace(settings, names=replace(settings.names, exiftool=named)))


def exiftool_in_use(library: Library) -> Path | None:
    """Return the exiftool that writes into photos; None where there is none."""
    try:
        return exiftool_program.find_exiftool(library.settings.names.exiftool)
    except MetadataProblem:
        return None


def preview_writing(
    library: Library,
    folders: Sequence[Path] = (),
    *,
    choice: WritingChoice | None = None,
    everything: bool = False,
    over_changed: bool = False,
    overrule: bool = False,
    take_out: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> WriteReport:
    """List every file that writing with the same arguments would change and how; nothing is changed."""
    report = WriteReport(choice or choice_of(library))
    scope = _Scope(folders, everything, overrule, TaskCode.COMPARING_NAMES, take_out)
    for plan in _plans(library, report, scope, progress, cancel):
        _sort_in(plan, report, over_changed=over_changed)
    return report


def write_names(
    library: Library,
    folders: Sequence[Path] = (),
    *,
    choice: WritingChoice | None = None,
    everything: bool = False,
    over_changed: bool = False,
    overrule: bool = False,
    take_out: bool = False,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> WriteReport:
    """Write all names that changed since the last write; go on after an earlier run that was stopped.

    take_out : write none; what faceorg once wrote goes out of all files, and what others wrote stays
    everything : also look into files that were written before and whose names did not change since
    over_changed : write also into files that somebody else changed since; their words are kept as everybody's are
    overrule : where a file gives one of our faces another name, put ours in its place

    A run that is cancelled is no error: what it wrote is in the report, and how many photos it left (`left`).
    Raises DiskFull.
    """
    report = WriteReport(choice or choice_of(library))
    run = _Writing(library, report, cancel or CancelToken())
    scope = _Scope(folders, everything, overrule, TaskCode.WRITING_NAMES, take_out)
    with InFileWriter(library.settings.names.exiftool) as in_file:
        try:
            for plan in _plans(library, report, scope, progress, cancel):
                if _sort_in(plan, report, over_changed=over_changed):
                    run.add(plan, in_file)
        except Cancelled:
            rest = written.count_photos_with_names(library.catalog, folders) - report.looked_at
            report.left = (report.left or 0) + rest
        finally:
            run.flush(in_file)
    return report


def take_names_out(library: Library, *, progress: ProgressSink, cancel: CancelToken) -> WriteReport:
    """Take all names that faceorg ever wrote out of files, also where another program changed these since."""
    return write_names(library, take_out=True, over_changed=True, progress=progress, cancel=cancel)


def count_written(library: Library) -> int:
    """Return in how many photos' files names of faceorg's stand."""
    return written.count_written(library.catalog)


def status(library: Library, *, look: bool = False) -> WriteStatus:
    """Say how many photos' files are up to date; look : also whether somebody else changed files since."""
    choice = choice_of(library)
    named = fresh = waiting = contradicted = touched = 0
    for names in written.photos_with_names(library.catalog):
        named += bool(names.faces)
        if is_up_to_date(names, choice):
            fresh += bool(names.faces)
        elif is_contradicted(names, choice):
            contradicted += 1
        else:
            waiting += 1
        touched += look and _was_touched(names)
    return WriteStatus(choice, named, fresh, waiting, contradicted, touched if look else None)


def _was_touched(names: PhotoNames) -> bool:
    """Whether the file we wrote has another content; one that is not there was not changed: it is written again."""
    if names.written is None:
        return False
    before = from_json(names.written)
    try:
        return digest_of(target_of(names.path, before.kind)) not in (None, before.digest)
    except LibraryProblem:
        return True


@dataclass(frozen=True)
class _Scope:
    """Which photos are looked at, and how."""

    folders: Sequence[Path]
    everything: bool
    overrule: bool
    task: TaskCode
    take_out: bool = False


def _plans(
    library: Library, report: WriteReport, scope: _Scope, progress: ProgressSink, cancel: CancelToken | None
) -> Iterator[PhotoPlan]:
    """Plan photo after photo; those that cannot be planned go into the report."""
    meter = ProgressMeter(scope.task, written.count_photos_with_names(library.catalog, scope.folders), progress)
    for names in written.photos_with_names(library.catalog, scope.folders):
        if cancel:
            cancel.raise_if_cancelled()
        if scope.take_out:
            names = replace(names, faces=())
        nothing_of_ours = scope.take_out and names.written is None and names.begun is None
        if nothing_of_ours or (not scope.everything and is_up_to_date(names, report.choice)):
            report.unchanged += 1
        else:
            try:
                yield plan_photo(names, report.choice, overrule=scope.overrule)
            except DiskFull:
                raise
            except LibraryProblem as problem:
                report.problems.append((names.path, problem.message))
        report.looked_at += 1
        meter.step()


def _sort_in(plan: PhotoPlan, report: WriteReport, *, over_changed: bool) -> bool:
    """Put a plan where it belongs in the report; return whether it is to be carried out."""
    changes = plan.file_changes()
    conflicts = [change for change in changes if change.conflicts]
    # Who changed something else in a file, and left our names in it, stands in nobody's way.
    if plan.changed_elsewhere and not over_changed and (plan.changes or conflicts):
        report.changed_elsewhere += changes
        return False
    report.conflicts += conflicts
    if plan.changes:
        report.changes += [change for change in changes if change.changes]
    else:
        report.unchanged += 1
    return True


class _Writing:
    """Carries plans out, a few photos between two notes.

    See [Note: Writes that were cut short] and [Note: Never in no file].
    """

    def __init__(self, library: Library, report: WriteReport, cancel: CancelToken) -> None:
        self._catalog = library.catalog
        self._report, self._cancel = report, cancel
        self._waiting: list[PhotoPlan] = []
        self._cleaned: set[Path] = set()

    def add(self, plan: PhotoPlan, in_file: InFileWriter) -> None:
        self._waiting.append(plan)
        if len(self._waiting) >= NOTE_EVERY_PHOTOS:
            self.flush(in_file)

    def flush(self, in_file: InFileWriter) -> None:
        plans, self._waiting = self._waiting, []
        changing = [plan for plan in plans if plan.changes]
        written.begin(self._catalog, [(plan.names.photo_id, to_json(intended(plan))) for plan in changing])
        done: list[tuple[PhotoId, str | None, str]] = []
        untouched: list[PhotoId] = []
        try:
            for plan in plans:
                if self._cancel.is_cancelled:
                    self._not_done(plan.plans)
                    untouched.append(plan.names.photo_id)
                    self._report.left = (self._report.left or 0) + 1
                    continue
                try:
                    left = self._carry_out(plan, plan.new, in_file)
                except DiskFull:
                    raise
                except LibraryProblem as problem:
                    self._failed(plan, plan.plans, problem.message)
                    untouched.append(plan.names.photo_id)
                    continue
                if self._leave_old_places(plan, left, in_file):
                    done.append(_note(plan, left))
        finally:
            written.give_up(self._catalog, untouched)
            written.finish(self._catalog, done)

    def _leave_old_places(self, plan: PhotoPlan, left: Written, in_file: InFileWriter) -> bool:
        """Take the names out of a photo's other files; return whether all of it is done, and only then noted so."""
        try:
            if plan.old and digest_of(plan.new.target) != left.digest:
                raise MetadataProblem(ProblemCode.DID_NOT_READ_BACK, file=path_in_words(plan.new.target))
            for step in plan.old:
                self._carry_out(plan, step, in_file)
        except DiskFull:
            raise
        except LibraryProblem as problem:
            self._failed(plan, plan.old, problem.message)
            return False
        return True

    def _carry_out(self, plan: PhotoPlan, step: WritePlan, in_file: InFileWriter) -> Written:
        if step.changes and step.target.parent not in self._cleaned:
            self._cleaned.add(step.target.parent)
            remove_leftovers(step.target.parent)
        left = carry_out(step, in_file)
        if step.kind is Target.IN_FILE and step.changes and step.before and left.digest:
            facts = step.target.stat()
            written.content_rewritten(
                self._catalog, plan.names.photo_id, step.before, left.digest, (facts.st_size, mtime_ns(facts))
            )
        return left

    def _failed(self, plan: PhotoPlan, steps: Sequence[WritePlan], why: Message) -> None:
        self._report.problems.append((plan.names.path, why))
        self._not_done(steps)

    def _not_done(self, steps: Sequence[WritePlan]) -> None:
        """A file that was not written is no change after all."""
        targets = {step.target for step in steps}
        self._report.changes = [change for change in self._report.changes if change.target not in targets]


def _note(plan: PhotoPlan, left: Written) -> tuple[PhotoId, str | None, str]:
    """What to remember: nothing where there is neither a name to write nor anything of ours left."""
    ours = left.ours
    nothing = not plan.names.faces and not (ours.regions or ours.names or ours.size)
    return plan.names.photo_id, None if nothing else to_json(left), plan.digest
