"""One photo's named faces and what was written before -> what must change in its file or files.

[Note: Writes that were cut short] Before a file is replaced, the catalogue notes what the write will leave; afterwards,
that it is done. Where a run was killed in between, the file's digest tells which of the two notes is true; where it
cannot (a photo that exiftool rewrote), both count as ours, and the file decides what of it is there.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from faceorg.catalog.written import PhotoNames
from faceorg.domain import PhotoId
from faceorg.errors import MetadataProblem
from faceorg.metadata.edit import Ours
from faceorg.metadata.regions import Region
from faceorg.metadata.replace import digest_of
from faceorg.metadata.writer import Target, WritePlan, Written, from_json, plan_write, target_of
from faceorg.paths import mtime_ns

# Marks the digest of a photo with contradictions: it is looked at again each time, until they are settled.
CONTRADICTED = "contradicted "


@dataclass(frozen=True)
class WritingChoice:
    """Where names go: the kind of file, and whether Microsoft's regions are written beside MWG's."""

    kind: Target
    microsoft: bool


@dataclass(frozen=True)
class FileChange:
    """What writing would do to one file, for people to read.

    added, removed : names that come to be in the photo's files, or are in none of them any more
    moved_here, moved_away : names that go from another file of the same photo into this one, and out of this one
    conflicts : (what we would write, what somebody else says of the same face): left alone
    changed_elsewhere : somebody changed the file since faceorg last wrote it; it is left alone unless asked
    creates, deletes : the whole file; changes : any byte of it (Microsoft's regions beside MWG's are no new name)
    """

    photo_id: PhotoId
    photo: Path
    target: Path
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved_here: tuple[str, ...] = ()
    moved_away: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    changed_elsewhere: bool = False
    creates: bool = False
    deletes: bool = False
    changes: bool = False


@dataclass(frozen=True)
class PhotoPlan:
    """All that must happen for one photo: usually one file, two when names move from sidecars into photos or back.

    new : where the names are to be; old : where they were before, each to be changed once the new place is written
    """

    names: PhotoNames
    digest: str
    new: WritePlan
    old: tuple[WritePlan, ...]

    @property
    def plans(self) -> tuple[WritePlan, ...]:
        return (self.new, *self.old)

    @property
    def changes(self) -> bool:
        return any(plan.changes for plan in self.plans)

    @property
    def changed_elsewhere(self) -> bool:
        return any(plan.changed_elsewhere for plan in self.plans)

    def file_changes(self) -> list[FileChange]:
        """Describe every file that changes or has a conflict."""
        described = _without_moves([_described(self.names, plan) for plan in self.plans])
        return [
            change
            for change, plan in zip(described, self.plans, strict=True)
            if plan.changes or change.conflicts or change.changed_elsewhere
        ]


def _described(names: PhotoNames, plan: WritePlan) -> FileChange:
    edited = plan.edited
    added = dict.fromkeys([region.name or "" for region in edited.added] + list(edited.names_added))
    removed = dict.fromkeys([region.name or "" for region in edited.removed] + list(edited.names_removed))
    return FileChange(
        names.photo_id,
        names.path,
        plan.target,
        tuple(added),
        tuple(removed),
        conflicts=tuple((conflict.ours.name or "", conflict.theirs) for conflict in edited.conflicts),
        changed_elsewhere=plan.changed_elsewhere,
        creates=plan.before is None and plan.changes,
        deletes=plan.deletes,
        changes=plan.changes,
    )


def _without_moves(changes: list[FileChange]) -> list[FileChange]:
    """Tell names that only go from one file of a photo to another from those that come or go.

    changes : of the new place first
    """
    new, old = changes[0], changes[1:]
    along = [name for name in new.added if any(name in change.removed for change in old)]
    here = replace(new, added=tuple(name for name in new.added if name not in along), moved_here=tuple(along))
    return [here] + [
        replace(
            change,
            removed=tuple(name for name in change.removed if name not in along),
            moved_away=tuple(name for name in change.removed if name in along),
        )
        for change in old
    ]


def wanted_regions(names: PhotoNames) -> list[Region]:
    # How the library shows it is its own: other programs show the file as it says itself.
    return [Region(face.name, names.shown_as.in_file(face.box)) for face in names.faces]


def wanted_digest(wanted: Sequence[Region], choice: WritingChoice) -> str:
    """A short mark of what a file should say; equal marks need no second look."""
    said = [(region.name, region.box) for region in wanted]
    return hashlib.sha256(repr((choice, said)).encode("utf-8", "surrogatepass")).hexdigest()


def is_up_to_date(names: PhotoNames, choice: WritingChoice) -> bool:
    """Whether a photo's file says what it should: the last write is remembered, and what it left is still there."""
    return (
        names.begun is None
        and names.wanted == wanted_digest(wanted_regions(names), choice)
        and names.written is not None
        and _is_as_left(names, from_json(names.written))
    )


def _is_as_left(names: PhotoNames, left: Written) -> bool:
    """Whether a file is, byte for byte, what a write left. A sidecar that is gone, or stayed behind, is not."""
    try:
        return digest_now(names, left.kind) == left.digest
    except MetadataProblem:  # said by who plans to write it
        return False


def digest_now(names: PhotoNames, kind: Target) -> str | None:
    """Return the SHA-256 of the file that holds a photo's names, None where it is not there.

    That of a photo which has the size and time of the last scan is taken from the scan, as the next scan would.
    Raises MetadataProblem.
    """
    target, facts = target_of(names.path, kind), names.facts
    if kind is Target.IN_FILE and facts is not None and facts.content_hash is not None:
        with contextlib.suppress(OSError):
            found = target.stat()
            if (found.st_size, mtime_ns(found)) == (facts.size_bytes, facts.mtime_ns):
                return facts.content_hash
    return digest_of(target)


def is_contradicted(names: PhotoNames, choice: WritingChoice) -> bool:
    """Whether all that could be written was, but somebody names one of the faces differently in the file."""
    return names.begun is None and names.wanted == CONTRADICTED + wanted_digest(wanted_regions(names), choice)


def plan_photo(names: PhotoNames, choice: WritingChoice, *, overrule: bool = False) -> PhotoPlan:
    """Work out what must happen to one photo's files; overrule : other people's names for our faces are replaced.

    Raises NotFound or MetadataProblem.
    """
    wanted = wanted_regions(names)
    previous = _previous(names)
    leaving = [known for kind, known in previous.items() if kind is not choice.kind]
    new = plan_write(
        names.path,
        wanted,
        kind=choice.kind,
        microsoft=choice.microsoft,
        overrule=overrule,
        previous=previous.get(choice.kind),
        leaving=leaving,
    )
    old = tuple(plan_write(names.path, [], kind=known.kind, previous=known) for known in leaving)
    mark = CONTRADICTED if any(plan.edited.conflicts for plan in (new, *old)) else ""
    return PhotoPlan(names, mark + wanted_digest(wanted, choice), new, old)


def intended(plan: PhotoPlan) -> Written:
    """What a photo's new place will hold, with what was ours there before: the note made beforehand."""
    new = plan.new
    before = _previous(plan.names).get(new.kind)
    ours = _both(before.ours, new.edited.ours) if before else new.edited.ours
    known = new.kind is not Target.IN_FILE and not new.deletes
    return Written(new.kind, ours, hashlib.sha256(new.edited.raw).hexdigest() if known else None)


def _previous(names: PhotoNames) -> dict[Target, Written]:
    """What of the photo's files is ours, by kind. See [Note: Writes that were cut short]."""
    finished = from_json(names.written) if names.written else None
    begun = from_json(names.begun) if names.begun else None
    found = {finished.kind: finished} if finished else {}
    if begun is None:
        return found
    now = digest_of(target_of(names.path, begun.kind))
    old = found.get(begun.kind)
    if old is None or now != old.digest:
        found[begun.kind] = Written(begun.kind, begun.ours, now)
    return found


def _both(one: Ours, other: Ours) -> Ours:
    regions = tuple(dict.fromkeys(one.regions + other.regions))
    return Ours(regions, tuple(dict.fromkeys(one.names + other.names)), one.size or other.size)
