"""One photo -> everything its embedded XMP, its sidecars and its Picasa folder say about who is where.

[Note: Which file wins] A standard that a sidecar holds replaces the same standard inside the photo: programs that
write sidecars leave the photo untouched, so the photo's own block is the older one. photo.jpg.xmp (digiKam,
darktable, Immich, faceorg) goes before photo.xmp (Lightroom, Capture One), which several files of one stem share.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from faceorg.errors import MetadataProblem
from faceorg.exif import orientation_written
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.metadata.embedded import Embedded, read_embedded
from faceorg.metadata.packet import Packet, path_in_words, read_limited
from faceorg.metadata.programs import picasa
from faceorg.metadata.regions import Frame, PhotoRegions, Region, Scheme, merge_schemes, plain_name
from faceorg.metadata.schemes import XmpRegions, fits, read_packet, sizes_of

# Schemes in the order of trust where they disagree about a name.
TRUST = (Scheme.MWG, Scheme.MICROSOFT, Scheme.ACDSEE, Scheme.IPTC, Scheme.DIGIKAM, Scheme.PICASA)


def sidecars_of(photo: Path) -> tuple[Path, Path]:
    """Return the two names a sidecar of a photo may have, the more trusted first; .XMP where that is there.

    Such a name may be too long for the file system, which `os.path` takes for absent and pathlib for an error.
    """
    return _as_written(photo.with_name(photo.name + ".xmp")), _as_written(photo.with_suffix(".xmp"))


def _as_written(sidecar: Path) -> Path:
    loud = sidecar.with_suffix(".XMP")
    return loud if os.path.exists(loud) and not os.path.exists(sidecar) else sidecar


def read_regions(photo: Path, *, contacts: Mapping[str, str] | None = None) -> PhotoRegions:
    """Read all face regions of a photo.

    contacts : Picasa's contact ids -> names, from `picasa.read_contacts`; the folder's .picasa.ini adds to them
    What cannot be used (a broken sidecar, a bomb) is told in `problems`, never an exception.

    Raises
    ------
    NotFound : there is no such photo
    """
    embedded = read_embedded(photo)
    frame = embedded.frame or Frame(0, 0, 1)
    problems: list[Message] = []
    if embedded.failure:
        problems.append(Message(FindingCode.PHOTO_DOES_NOT_OPEN, file=path_in_words(photo), why=embedded.failure))
    said: list[XmpRegions] = []
    sources: list[Path] = []
    packets = _packets(photo, embedded, problems)
    for source, packet in packets:
        said.append(found := read_packet(packet, frame))
        problems += [
            Message(FindingCode.ABOUT_FILE, file=path_in_words(source), what=problem) for problem in found.problems
        ]
        sources.append(source)
    # What was made for another picture says least, wherever it was found.
    others = [
        _is_of_another_shape(packet, found, frame, is_beside=source != photo)
        for (source, packet), found in zip(packets, said, strict=True)
    ]
    trusted = [found for found, is_other in zip(said, others, strict=True) if not is_other]
    doubtful = [found for found, is_other in zip(said, others, strict=True) if is_other]
    lists = _newest([*trusted, *doubtful])
    of_another_shape = any(
        lists.get(scheme) is regions for found in doubtful for scheme, regions in found.regions.items()
    )
    faces = picasa.regions_of(photo, contacts or {}, problems)
    if faces is not None:
        lists[Scheme.PICASA] = faces
        sources.append(photo.parent / picasa.INI_NAME)
    regions = merge_schemes(lists[scheme] for scheme in TRUST if scheme in lists)
    return PhotoRegions(
        photo,
        frame,
        regions,
        _people(said, regions),
        _applied_to(said),
        of_another_shape,
        _turn_said(packets, photo),
        tuple(dict.fromkeys(sources)),
        tuple(problems),
    )


@dataclass(frozen=True, slots=True)
class TurnBeside:
    """How a sidecar says that its photo is turned, an EXIF orientation (1-8).

    is_own : the sidecar belongs to this photo and to no other of its stem
    """

    orientation: int
    is_own: bool


def turn_beside(photo: Path) -> TurnBeside | None:
    """Return what the sidecars of a photo say of its turn, the most trusted first; None where they say nothing.

    What is broken says nothing, and never raises.
    """
    for sidecar in sidecars_of(photo):
        packet = sidecar_packet(sidecar)
        if packet is None or belongs_to_another_photo(packet, photo):
            continue
        orientation = orientation_written(packet.simple("tiff:Orientation"))
        if orientation is not None:
            named = sidecar.stem == photo.name or packet.simple("photoshop:SidecarForExtension") is not None
            return TurnBeside(orientation, named)
    return None


def sidecar_packet(file: Path) -> Packet | None:
    """Parse a sidecar; None where there is none, or it does not read (told by whoever reads the regions)."""
    if not os.path.isfile(file):
        return None
    try:
        return Packet(read_limited(file), path_in_words(file))
    except MetadataProblem:
        return None


def with_regions(found: PhotoRegions, scheme: Scheme, regions: list[Region], source: Path) -> PhotoRegions:
    """Add what another program's database says about the same photo."""
    merged = merge_schemes([found.regions, [replace(region, schemes=(scheme,)) for region in regions]])
    return replace(found, regions=merged, sources=(*found.sources, source))


def _packets(photo: Path, embedded: Embedded, problems: list[Message]) -> list[tuple[Path, Packet]]:
    """Parse every packet of a photo, the most trusted first; broken ones become problems."""
    packets: list[tuple[Path, Packet]] = []

    def add(source: Path, raw: bytes, what: str) -> None:
        try:
            packets.append((source, Packet(raw, what)))
        except MetadataProblem as problem:
            problems.append(problem.message)

    for sidecar in sidecars_of(photo):
        if os.path.isfile(sidecar) and sidecar != photo:
            try:
                raw = read_limited(sidecar)
            except MetadataProblem as problem:
                problems.append(problem.message)
                continue
            if raw.strip(b"\0 \r\n\t"):
                add(sidecar, raw, path_in_words(sidecar))
                if packets and packets[-1][0] == sidecar and belongs_to_another_photo(packets[-1][1], photo):
                    packets.pop()
    for raw_block in (embedded.xmp, embedded.extended_xmp):
        if raw_block:
            add(photo, raw_block, path_in_words(photo))
    return packets


def belongs_to_another_photo(packet: Packet, photo: Path) -> bool:
    """Whether a sidecar that goes by the stem of its photo says that it belongs to another photo of that stem."""
    meant = packet.simple("photoshop:SidecarForExtension")
    return bool(meant) and _kind(meant or "") != _kind(photo.suffix)


def _kind(suffix: str) -> str:
    suffix = suffix.strip().lstrip(".").casefold()
    return {"jpeg": "jpg", "jpe": "jpg", "tiff": "tif", "heif": "heic"}.get(suffix, suffix)


def _turn_said(packets: list[tuple[Path, Packet]], photo: Path) -> int | None:
    """tiff:Orientation of the sidecars, the most trusted first."""
    beside = (packet for source, packet in packets if source != photo)
    said = (orientation_written(packet.simple("tiff:Orientation")) for packet in beside)
    return next((orientation for orientation in said if orientation is not None), None)


def _is_of_another_shape(packet: Packet, found: XmpRegions, frame: Frame, *, is_beside: bool) -> bool:
    """Whether a packet says itself that it was made for a picture of another shape than this one.

    What the photo itself says of its size in other places than its regions may be left over from before it was cut.
    """
    sizes = found.sizes
    if not sizes and is_beside:
        named = (("tiff:ImageWidth", "tiff:ImageLength"), ("exif:PixelXDimension", "exif:PixelYDimension"))
        sizes = [size for wide, high in named if (size := _size(packet.simple(wide), packet.simple(high)))]
    is_known = min(frame.width, frame.height) > 0
    here = sizes_of(packet, frame)
    return is_known and bool(sizes) and not any(fits(size, shape) for size in sizes for shape in here)


def _size(width: str | None, height: str | None) -> tuple[int, int] | None:
    both = [(text or "").strip() for text in (width, height)]
    return (
        (int(both[0]), int(both[1]))
        if all(text.isascii() and text.isdigit() and len(text) < 8 for text in both)
        else None
    )


def _newest(said: list[XmpRegions]) -> dict[Scheme, list[Region]]:
    lists: dict[Scheme, list[Region]] = {}
    for found in said:
        for scheme, regions in found.regions.items():
            lists.setdefault(scheme, regions)
    return lists


def _applied_to(said: list[XmpRegions]) -> tuple[int, int] | None:
    return next((found.applied_to for found in said if found.applied_to), None)


def _people(said: list[XmpRegions], regions: tuple[Region, ...]) -> tuple[str, ...]:
    """Names of the photo that no region carries, without repetition."""
    listed = next((found.people for found in said if found.people is not None), [])
    tagged = [name for found in said for name in found.tagged]
    placed = {plain_name(name) for region in regions for name in (region.name, *region.other_names) if name}
    people: dict[str, str] = {}
    for name in [*listed, *tagged]:
        if plain_name(name) and plain_name(name) not in placed:
            people.setdefault(plain_name(name), name)
    return tuple(people.values())
