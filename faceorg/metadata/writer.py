"""One photo's names -> a plan that can be shown, and its execution: a sidecar or the photo itself, whole or not at all.

[Note: New sidecars] A program that finds a sidecar reads its regions instead of those inside the photo. So a sidecar
that faceorg starts begins with what was said about people before (in the other sidecar or in the photo), and one from
which our last name goes, and in which nobody else wrote, is deleted.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from faceorg.boxes import Box
from faceorg.errors import InvalidInput, MetadataProblem
from faceorg.formats import PICTURE_SUFFIXES
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.edit import EditedPacket, Ours, edit_packet
from faceorg.metadata.embedded import Embedded, read_embedded
from faceorg.metadata.in_file import InFileWriter, check_writable
from faceorg.metadata.packet import NAMESPACES, Packet, path_in_words, read_limited
from faceorg.metadata.readers import belongs_to_another_photo, sidecars_of
from faceorg.metadata.regions import Frame, Region, RegionKind, Scheme
from faceorg.metadata.replace import digest_of, remove_file, replace_file
from faceorg.metadata.splice import Splice, canonical
from faceorg.metadata.xml_tree import MAX_XML_BYTES, Node

_NEW_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="faceorg">\n'
    f' <rdf:RDF xmlns:rdf="{NAMESPACES["rdf"]}">\n'
    " </rdf:RDF>\n"
    "</x:xmpmeta>\n"
    '<?xpacket end="w"?>\n'
).encode()
_PEOPLE_PROPERTIES = ("mwg-rs:Regions", "MP:RegionInfo", "Iptc4xmpExt:PersonInImage")


class Target(StrEnum):
    """Where names go: the two ways of naming a sidecar, or into the photo."""

    FULL_NAME = "photo.jpg.xmp"  # digiKam, darktable, Immich, PhotoPrism
    STEM = "photo.xmp"  # Lightroom, Capture One, Bridge
    IN_FILE = "photo"


@dataclass(frozen=True)
class Written:
    """What faceorg wrote for one photo, to be kept by the caller until the next write.

    kind : where (photo and sidecar may have moved since)
    digest : of the whole file after writing, None for no file; another one now means that somebody changed it since
    """

    kind: Target
    ours: Ours
    digest: str | None


@dataclass(frozen=True)
class WritePlan:
    """What writing one photo would do.

    target : the file that changes; before : its digest, None where it does not exist yet
    changed_elsewhere : somebody changed the file since faceorg last wrote it
    deletes : the sidecar (or the photo's XMP) is ours alone and holds no name any more
    """

    photo: Path
    target: Path
    kind: Target
    edited: EditedPacket
    before: str | None
    changed_elsewhere: bool = False
    deletes: bool = False

    @property
    def changes(self) -> bool:
        return self.deletes or self.edited.changed


def plan_write(
    photo: Path,
    wanted: Sequence[Region],
    *,
    kind: Target,
    microsoft: bool = False,
    overrule: bool = False,
    previous: Written | None = None,
    leaving: Sequence[Written] = (),
) -> WritePlan:
    """Work out what must change so that a photo's file says who is where.

    wanted : the named faces; boxes upright
    microsoft : write Microsoft's regions as well as MWG
    overrule : where somebody names a face differently, put our name in place of theirs
    previous : what the last write of this kind left; without it, nothing in the file counts as ours
    leaving : what is ours in the photo's other files and being taken out there: a new sidecar does not start with it

    Raises
    ------
    NotFound : there is no such photo
    MetadataProblem : the file cannot be read or edited safely
    """
    embedded = read_embedded(photo)
    if embedded.frame is None:
        raise MetadataProblem(ProblemCode.PHOTO_WITHOUT_SIZE, file=path_in_words(photo))
    target = target_of(photo, kind)
    before = digest_of(target)
    known = previous if previous is not None and previous.kind is kind else None
    seed = _NEW_PACKET if kind is Target.IN_FILE else _seed(photo, target, embedded, leaving)
    packet = Packet(_current(photo, target, kind, embedded) or seed, path_in_words(target))
    edited = edit_packet(
        packet, embedded.frame, wanted, known.ours if known else Ours(), microsoft=microsoft, overrule=overrule
    )
    if before is None and not edited.ours.regions and kind is not Target.IN_FILE:
        # The photo says it all itself; a sidecar for nothing but PersonInImage would only be clutter.
        edited = replace(edited, raw=packet.raw, ours=Ours(), names_added=(), changed=False)
    deletes = before is not None and edited.changed and _says_the_same(edited.raw, seed)
    # Of a file that is gone there is nothing to protect, and where nothing was written nothing of ours was changed.
    touched = bool(known and known.digest and before and known.digest != before)
    return WritePlan(photo, target, kind, edited, before, touched, deletes)


def fresh_packet(wanted: Sequence[Region], frame: Frame, *, microsoft: bool) -> bytes:
    """Return a packet that says nothing but who is where, for a picture that is new. Boxes upright."""
    return edit_packet(Packet(_NEW_PACKET, ""), frame, wanted, Ours(), microsoft=microsoft).raw


def carry_out(plan: WritePlan, in_file: InFileWriter) -> Written:
    """Do what a plan says and return what to remember. A plan without changes touches nothing.

    Raises
    ------
    MetadataProblem : the file changed since the plan was made, or cannot be written; it is as it was
    """
    if plan.deletes and plan.kind is not Target.IN_FILE:
        remove_file(plan.target, expected=plan.before)
        return Written(plan.kind, Ours(), None)
    if not plan.edited.changed:
        return Written(plan.kind, plan.edited.ours, plan.before)
    if plan.kind is Target.IN_FILE:
        packet = None if plan.deletes else plan.edited.raw
        digest = in_file.write(plan.photo, packet, expected=plan.before or "")
    else:
        digest = replace_file(plan.target, plan.edited.raw, expected=plan.before)
    return Written(plan.kind, plan.edited.ours, digest)


def target_of(photo: Path, kind: Target) -> Path:
    """Return the file that holds a photo's names.

    Raises MetadataProblem where two photos would share a sidecar, or where what has its name is none to be written.
    """
    if kind is Target.IN_FILE:
        return photo
    full, stem = sidecars_of(photo)
    if kind is Target.FULL_NAME:
        _check_sidecar(full)
        return full
    _check_sidecar(stem)
    if os.path.exists(stem) and _is_anothers(stem, photo):
        raise MetadataProblem(ProblemCode.SIDECAR_OF_ANOTHER_PHOTO, file=path_in_words(stem), photo=photo.name)
    twins = [other for other in _possible_twins(photo) if os.path.exists(other)]
    if twins:
        raise MetadataProblem(
            ProblemCode.SIDECAR_SERVES_TWO_PHOTOS, file=path_in_words(stem), photo=photo.name, other=twins[0].name
        )
    return stem


def _check_sidecar(sidecar: Path) -> None:
    """Refuse what would have a write end up somewhere else, or never end. Raises MetadataProblem."""
    try:
        facts = sidecar.lstat()
    except FileNotFoundError:
        return
    except OSError as error:  # a name that is too long, a folder that may not be searched
        raise MetadataProblem(ProblemCode.METADATA_CANNOT_BE_READ, file=path_in_words(sidecar), why=error) from error
    if stat.S_ISLNK(facts.st_mode):
        goal = Path(os.path.realpath(sidecar))
        if goal.parent != Path(os.path.realpath(sidecar.parent)) or not goal.exists():
            raise MetadataProblem(ProblemCode.SIDECAR_LEADS_ELSEWHERE, file=path_in_words(sidecar))
        facts = goal.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise MetadataProblem(ProblemCode.SIDECAR_NOT_A_FILE, file=path_in_words(sidecar))
    if facts.st_size > MAX_XML_BYTES:
        raise MetadataProblem(
            ProblemCode.METADATA_FILE_TOO_LARGE, file=path_in_words(sidecar), most=MAX_XML_BYTES // 2**20
        )


def _is_anothers(sidecar: Path, photo: Path) -> bool:
    raw = read_limited(sidecar)
    return bool(raw.strip(b"\0 \r\n\t")) and belongs_to_another_photo(Packet(raw, path_in_words(sidecar)), photo)


def _says_the_same(raw: bytes, other: bytes) -> bool:
    return canonical(Packet(raw, "").root) == canonical(Packet(other, "").root)


def _possible_twins(photo: Path) -> Iterator[Path]:
    """Names other photos of the same stem could have. Asking for each costs less than listing a large folder."""
    own = photo.suffix.lower()
    for suffix in sorted(PICTURE_SUFFIXES - {own}):
        yield photo.with_suffix(suffix)
        yield photo.with_suffix(suffix.upper())


def _current(photo: Path, target: Path, kind: Target, embedded: Embedded) -> bytes | None:
    """The packet that is to be edited; None where there is none yet."""
    if kind is Target.IN_FILE:
        check_writable(photo, embedded.format)
        if embedded.extended_xmp is not None:
            raise MetadataProblem(ProblemCode.XMP_IN_SEVERAL_PARTS, file=path_in_words(photo))
        return embedded.xmp
    raw = read_limited(target) if os.path.exists(target) else b""
    return raw if raw.strip(b"\0 \r\n\t") else None


def _seed(photo: Path, target: Path, embedded: Embedded, leaving: Sequence[Written]) -> bytes:
    """A new sidecar: what other files said about people before this one existed. See [Note: New sidecars]."""
    splice = Splice(Packet(_NEW_PACKET, path_in_words(target)))
    taken: set[str] = set()
    gone = {written.kind: written.ours for written in leaving}
    for kind, raw in _other_packets(photo, target, embedded):
        try:
            packet = Packet(raw, path_in_words(photo))
            if kind in gone and embedded.frame:
                packet = Packet(edit_packet(packet, embedded.frame, [], gone[kind], microsoft=False).raw, packet.what)
        except MetadataProblem:
            continue  # nobody can read it, so there is nothing to hide; `read_regions` reports it
        for name in _PEOPLE_PROPERTIES:
            node = packet.find(name)
            if node is not None and name not in taken:
                taken.add(name)
                splice.fill(splice.packet.rdf, "\n " + _copied(packet, node))
    return _NEW_PACKET if splice.is_empty else splice.result()


def _other_packets(photo: Path, target: Path, embedded: Embedded) -> Iterator[tuple[Target, bytes]]:
    """The packets of a photo but for the target's, the most trusted first."""
    for kind, sidecar in zip((Target.FULL_NAME, Target.STEM), sidecars_of(photo), strict=True):
        if sidecar != target and os.path.isfile(sidecar):
            with suppress(MetadataProblem):  # what nobody can read is nobody's; `read_regions` reports it
                if _is_anothers(sidecar, photo):
                    continue
            yield kind, read_limited(sidecar)
    for raw in (embedded.xmp, embedded.extended_xmp):
        if raw:
            yield Target.IN_FILE, raw


def _copied(packet: Packet, node: Node) -> str:
    """A property with the namespace declarations that were valid around it."""
    from faceorg.metadata.rdf_text import attribute

    scope = {**node.scope, "rdf": NAMESPACES["rdf"]}
    declared = "".join(f' xmlns{":" * bool(prefix)}{prefix}="{attribute(uri)}"' for prefix, uri in scope.items())
    body = packet.text.utf8[node.start : node.end].decode()
    return f'<rdf:Description rdf:about=""{declared}>{body}</rdf:Description>'


def to_json(written: Written) -> str:
    """Spell out what was written, for the caller to keep."""
    return json.dumps({"kind": written.kind, "digest": written.digest, "ours": asdict(written.ours)})


def from_json(text: str) -> Written:
    """Read `to_json` back. Raises InvalidInput for anything else."""
    try:
        values = json.loads(text)
        ours = values["ours"]
        regions = tuple(
            Region(entry["name"], Box(**entry["box"]), RegionKind.FACE, tuple(map(Scheme, entry["schemes"])))
            for entry in ours["regions"]
        )
        return Written(Target(values["kind"]), Ours(regions, tuple(ours["names"]), ours["size"]), values["digest"])
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(ProblemCode.RECORD_OF_NAMES_DAMAGED, why=error) from error
