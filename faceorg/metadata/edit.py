"""A packet + the faces faceorg knows -> the same packet with these names, and nothing of others touched.

An entry is ours if we remember writing it (same name, same box, same list); everything else belongs to somebody. A
face that somebody else already names the same is not written twice; one that somebody names differently is a conflict,
reported and left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.packet import Packet
from faceorg.metadata.packet_editor import Conflict, ListPlan, PacketEditor
from faceorg.metadata.rdf_text import checked
from faceorg.metadata.regions import (
    SAME_OUTLINE_IOU,
    Frame,
    Region,
    RegionKind,
    Scheme,
    clipped,
    same_text,
)
from faceorg.metadata.schemes import RegionList, microsoft_list, mwg_list
from faceorg.metadata.xml_tree import Node

# Two boxes whose edges agree this well (fractions of the photo) are one box written twice: programs round to six
# decimals or to whole pixels of AppliedToDimensions.
SAME_BOX_TOLERANCE = 1e-4


@dataclass(frozen=True)
class Ours:
    """What faceorg wrote into one file.

    regions : `schemes` tells in which lists each one stands
    names : entries of PersonInImage
    size : whether AppliedToDimensions is ours
    """

    regions: tuple[Region, ...] = ()
    names: tuple[str, ...] = ()
    size: bool = False

    def in_scheme(self, scheme: Scheme) -> list[Region]:
        return [region for region in self.regions if scheme in region.schemes]


@dataclass(frozen=True)
class EditedPacket:
    """The outcome of an edit: the packet's new bytes (the old ones where nothing changes) and what of it is ours.

    added, removed : changes of the MWG list, for people to read; names_added, names_removed : of PersonInImage
    """

    raw: bytes
    ours: Ours
    added: tuple[Region, ...]
    removed: tuple[Region, ...]
    names_added: tuple[str, ...]
    names_removed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    changed: bool


def edit_packet(
    packet: Packet, frame: Frame, wanted: Sequence[Region], ours: Ours, *, microsoft: bool, overrule: bool = False
) -> EditedPacket:
    """Bring a packet's regions and PersonInImage to `wanted`.

    microsoft : write MP as well
    overrule : where somebody names a face differently, put our name in place of theirs instead of reporting a conflict

    Raises
    ------
    MetadataProblem : the file cannot be edited safely, or holds regions of another version of the photo
    """
    wanted = [_usable(region) for region in wanted]
    mwg = mwg_list(packet, frame)
    mp = microsoft_list(packet, frame, mwg.regions)
    mwg_ours, mp_ours = ours.in_scheme(Scheme.MWG), ours.in_scheme(Scheme.MICROSOFT)
    mwg_plan = _plan(mwg, wanted, mwg_ours, _rivals(mp, mp_ours, wanted), overrule=overrule)
    disputed = {conflict.ours for conflict in mwg_plan.conflicts}
    agreed = [region for region in wanted if region not in disputed]
    contradicted = [region for region in agreed if _contradicting(region, _rivals(mp, mp_ours, wanted))]
    mp_plan = _plan(mp, agreed if microsoft else contradicted, mp_ours, [], overrule=overrule)
    editor = PacketEditor(packet, frame)
    size_is_ours = editor.edit_mwg(mwg, mwg_plan, size_is_ours=ours.size)
    editor.edit_microsoft(mp, mp_plan)
    orphans = _orphans((mwg, mwg_plan), (mp, mp_plan))
    kept, added, removed = editor.edit_people([region.name or "" for region in agreed], (*ours.names, *orphans))
    now = (*mwg_plan.stay, *mwg_plan.append), (*mp_plan.stay, *mp_plan.append)
    raw = editor.finish()
    return EditedPacket(
        raw,
        Ours(_with_schemes(*now), (*kept, *added), size_is_ours),
        mwg_plan.append,
        tuple(region for _, region in mwg_plan.cut),
        added,
        removed,
        mwg_plan.conflicts,
        raw != packet.raw,
    )


def _orphans(*lists: tuple[RegionList, ListPlan]) -> list[str]:
    """Overruled names that no region bears any more once the plans are carried out."""
    gone = {region.name for _, plan in lists for region in plan.overruled if region.name}
    left = {entry[1].name for current, plan in lists for entry in current.entries if entry not in plan.cut}
    return sorted(gone - left)


def _usable(region: Region) -> Region:
    """Cut a region to the photo. Raises MetadataProblem for one that cannot be written."""
    box = clipped(region.box)
    if not region.name or box is None:
        raise MetadataProblem(ProblemCode.FACE_CANNOT_BE_WRITTEN)
    checked(region.name)
    return Region(region.name, box, RegionKind.FACE)


def _plan(
    current: RegionList,
    wanted: Sequence[Region],
    ours: Sequence[Region],
    elsewhere: Sequence[Region],
    *,
    overrule: bool,
) -> ListPlan:
    """Compare a list with what it should say; entries of others are cut only to overrule them.

    elsewhere : what others say in the packet's other list
    """
    mine = [entry for entry in current.entries if any(_same_entry(entry[1], region) for region in ours)]
    theirs = [entry for entry in current.entries if entry not in mine]
    # A region that says what we say of one face is no rival for another, however close the two stand.
    rivals = [entry for entry in theirs if not any(_is_same_said(region, entry[1]) for region in wanted)]
    overruled: list[tuple[Node, Region]] = []
    stay: list[tuple[Node, Region]] = []
    append: list[Region] = []
    conflicts: list[Conflict] = []
    for region in wanted:
        kept = next((entry for entry in mine if entry not in stay and _same_entry(entry[1], region)), None)
        agreed = any(_is_same_said(region, other) for _, other in theirs)
        against = [] if agreed else [entry for entry in rivals if _contradicting(region, [entry[1]])]
        said = [other for _, other in against] + _contradicting(region, elsewhere)
        if overrule:
            overruled += [entry for entry in against if entry not in overruled]
        elif said and not kept:
            conflicts.append(Conflict(region, said[0].name or ""))
            continue
        if kept:
            stay.append(kept)
        elif not agreed:
            append.append(region)
    cut = [entry for entry in mine if entry not in stay] + overruled
    return ListPlan(
        tuple(cut),
        tuple(append),
        tuple(region for _, region in stay),
        tuple(conflicts),
        tuple(region for _, region in overruled),
    )


def _rivals(current: RegionList, ours: Sequence[Region], wanted: Sequence[Region]) -> list[Region]:
    """Regions of others that say nothing of what we want to say."""
    theirs = [entry for entry in current.regions if not any(_same_entry(entry, region) for region in ours)]
    return [entry for entry in theirs if not any(_is_same_said(region, entry) for region in wanted)]


def _is_same_face(one: Region, other: Region) -> bool:
    return other.kind is RegionKind.FACE and one.box.iou(other.box) >= SAME_OUTLINE_IOU


def _is_same_said(region: Region, other: Region) -> bool:
    """Whether somebody says just that of this face already."""
    return _is_same_face(region, other) and same_text(other.name or "", region.name or "")


def _contradicting(region: Region, others: Sequence[Region]) -> list[Region]:
    """What others say differently of this face; nothing where one of them agrees (two boxes may overlap by chance)."""
    rivals = [other for other in others if other.name and _is_same_face(region, other)]
    return [] if any(_is_same_said(region, other) for other in rivals) else rivals


def _same_entry(one: Region, other: Region) -> bool:
    pairs = ((getattr(one.box, edge), getattr(other.box, edge)) for edge in ("x", "y", "width", "height"))
    return same_text(one.name or "", other.name or "") and all(abs(a - b) <= SAME_BOX_TOLERANCE for a, b in pairs)


def _with_schemes(mwg: Sequence[Region], mp: Sequence[Region]) -> tuple[Region, ...]:
    regions = [replace(region, schemes=(Scheme.MWG,)) for region in mwg]
    for region in mp:
        same = next((at for at, other in enumerate(regions) if _same_entry(other, region)), None)
        if same is None:
            regions.append(replace(region, schemes=(Scheme.MICROSOFT,)))
        else:
            regions[same] = replace(regions[same], schemes=(Scheme.MWG, Scheme.MICROSOFT))
    return tuple(regions)
