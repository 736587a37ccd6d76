"""One photo's named faces and what was written before -> what must change in its file or files.

[Note: Writes that were cut short] Before a file is replaced, the catalogue notes what the write will leave; afterwards,
that it is done. Where a run was killed in between, the file's digest tells which of the two notes is true; where it
cannot (a photo that exiftool rewrote), both count as ours, and the file decides what of it is there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faceorg.catalog.written import PhotoNames
from faceorg.domain import PhotoId
from faceorg.metadata.edit import Ours
from faceorg.metadata.regions import Region
from faceorg.metadata.replace import digest_of
from faceorg.metadata.writer import Target, WritePlan, Written, from_json, plan_write, target_of

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

    added, removed : names
    conflicts : (what we would write, what somebody else says of the same face): left alone
    changed_elsewhere : somebody changed the file since faceorg last wrote it; it is left alone unless asked
    """

    photo_id: PhotoId
    photo: Path
    target: Path
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    changed_elsewhere: bool = False
    creates: bool = False
    deletes: bool = False


@dataclass(frozen=True)
class PhotoPlan:
    """All that must happen for one photo: usually one file, two when names move from sidecars into photos or back."""

    names: PhotoNames
    digest: str
    plans: tuple[WritePlan, ...]

    @property
    def changes(self) -> bool:
        return any(plan.changes for plan in self.plans)

    @property
    def changed_elsewhere(self) -> bool:
        return any(plan.changed_elsewhere for plan in self.plans)

    def file_changes(self) -> list[FileChange]:
        """Describe every file that changes or has a conflict."""
        described = [_described(self.names, plan) for plan in self.plans]
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
        tuple((conflict.ours.name or "", conflict.theirs) for conflict in edited.conflicts),
        plan.changed_elsewhere,
        creates=plan.before is None and plan.changes,
        deletes=plan.deletes,
    )


def wanted_regions(names: PhotoNames) -> list[Region]:
    return [Region(face.name, face.box) for face in names.faces]


def wanted_digest(wanted: Sequence[Region], choice: WritingChoice) -> str:
    """A short mark of what a file should say; equal marks need no second look."""
    said = [(region.name, region.box) for region in wanted]
    return hashlib.sha256(repr((choice, said)).encode("utf-8", "surrogatepass")).hexdigest()


def is_up_to_date(names: PhotoNames, choice: WritingChoice) -> bool:
    return names.begun is None and names.wanted == wanted_digest(wanted_regions(names), choice)


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
    plans = [plan_write(names.path, [], kind=known.kind, previous=known) for known in leaving]
    here = previous.get(choice.kind)
    plans.append(
        plan_write(
            names.path,
            wanted,
            kind=choice.kind,
            microsoft=choice.microsoft,
            overrule=overrule,
            previous=here,
            leaving=leaving,
        )
    )
    mark = CONTRADICTED if any(plan.edited.conflicts for plan in plans) else ""
    return PhotoPlan(names, mark + wanted_digest(wanted, choice), tuple(plans))


def intended(plan: PhotoPlan) -> Written:
    """What the last of a photo's plans will leave, with what was ours before: the note made beforehand."""
    last = plan.plans[-1]
    before = _previous(plan.names).get(last.kind)
    ours = _both(before.ours, last.edited.ours) if before else last.edited.ours
    known = last.kind is not Target.IN_FILE and not last.deletes
    return Written(last.kind, ours, hashlib.sha256(last.edited.raw).hexdigest() if known else None)


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
