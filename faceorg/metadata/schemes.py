"""An XMP packet -> the regions of each standard it holds, upright, and the names it gives without a box.

Fields as published: MWG guidelines 2.0 section 5.9, Microsoft's People Tagging schema, IPTC Photo Metadata 2023.1
(ImageRegion, PersonInImage), ACDSee's acdsee-rs, and the People/... tags of digiKam, Lightroom and Microsoft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from faceorg.boxes import Box
from faceorg.exif import orientation_written
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.metadata.packet import Packet, Struct, items_of, number_in, text_of
from faceorg.metadata.programs.statuses import FaceStatus, status_of
from faceorg.metadata.regions import Frame, Region, RegionKind, Scheme, clipped, same_text, to_upright
from faceorg.metadata.xml_tree import Node

# How much width / height may differ before two sizes are of two different pictures: scaling rounds to whole pixels.
ASPECT_TOLERANCE = 0.02
# Tag trees of people: "People/Family/Anna" (digiKam, Microsoft), "People|Anna" (Lightroom). digiKam's
# tags for faces without a name lie there, too, and are no people (`statuses`).
_TAG_LISTS = (("digiKam:TagsList", "/"), ("MicrosoftPhoto:LastKeywordXMP", "/"), ("lr:hierarchicalSubject", "|"))
# IPTC's region content types that are people, by identifier (cv.iptc.org/newscodes/imageregiontype) or by name.
_IPTC_PERSON = "imageregiontype/human"
_IPTC_PERSON_NAMES = {"human", "person", "face"}


@dataclass
class XmpRegions:
    """What one packet says. regions : by standard; people : PersonInImage; tagged : names from tag trees.

    sizes : width and height of the pictures that its lists were made for, pixels, where they say so
    """

    regions: dict[Scheme, list[Region]] = field(default_factory=dict)
    people: list[str] | None = None
    tagged: list[str] = field(default_factory=list)
    applied_to: tuple[int, int] | None = None
    sizes: list[tuple[int, int]] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)


@dataclass
class RegionList:
    """One list of regions in a packet, with what is needed to add to it.

    top : its property element; None where the packet has no such list
    orientation : the turn from its boxes to upright ones (1: they are upright already)
    entries : each entry that has a usable box
    """

    top: Node | None
    orientation: int
    entries: list[tuple[Node, Region]] = field(default_factory=list)
    applied_to: tuple[int, int] | None = None

    @property
    def regions(self) -> list[Region]:
        return [region for _, region in self.entries]


def mwg_list(packet: Packet, frame: Frame) -> RegionList:
    """Read a packet's mwg-rs:Regions for editing."""
    return _centred_list(packet, frame, XmpRegions(), "mwg-rs", ("Area",), Scheme.MWG)


def microsoft_list(packet: Packet, frame: Frame, mwg: list[Region]) -> RegionList:
    """Read a packet's MP:RegionInfo for editing."""
    return _microsoft_list(packet, frame, XmpRegions(), mwg)


def read_packet(packet: Packet, frame: Frame) -> XmpRegions:
    """Read every standard of a packet; a standard that is absent has no entry in `regions`."""
    found = XmpRegions()
    for scheme, reader in _READERS.items():
        regions = reader(packet, frame, found)
        if regions is not None:
            found.regions[scheme] = regions
    if packet.find("Iptc4xmpExt:PersonInImage") or packet.simple("Iptc4xmpExt:PersonInImage"):
        found.people = [name for name in packet.strings("Iptc4xmpExt:PersonInImage") if status_of(name) is None]
    found.tagged += _people_tags(packet)
    return found


def fits(applied_to: tuple[int, int], size: tuple[int, int]) -> bool:
    """Whether regions made for one size of a picture lie right on another: both have the same shape."""
    (aw, ah), (w, h) = applied_to, size
    return min(aw, ah, w, h) > 0 and abs(aw * h - ah * w) <= ASPECT_TOLERANCE * max(aw * h, ah * w)


def sizes_of(packet: Packet, frame: Frame) -> list[tuple[int, int]]:
    """Return the sizes that regions in a packet may be made for: the photo's as it is stored, and upright, by what it
    says itself or what the packet says of its turn."""
    said = orientation_written(packet.simple("tiff:Orientation")) or 1
    stored = (frame.width, frame.height)
    return [stored, frame.upright_size, *([stored[::-1]] if said >= 5 else [])]


def _dimensions(struct: Struct, prefix: str) -> tuple[int, int] | None:
    width, height = struct.number(f"{prefix}:w"), struct.number(f"{prefix}:h")
    return (round(width), round(height)) if width and height and width > 0 and height > 0 else None


def _orientation_of(applied_to: tuple[int, int] | None, frame: Frame, found: XmpRegions, packet: Packet) -> int:
    """The turn from a list's boxes to upright ones: the photo's, or none where they were made for the upright photo.

    The standard says "as stored", but some programs wrote upright boxes; for a quarter turn the size they state
    gives them away.
    """
    if applied_to is None:
        return frame.orientation
    stored, upright = (frame.width, frame.height), frame.upright_size
    if frame.orientation >= 5 and fits(applied_to, upright) and not fits(applied_to, stored):
        return 1
    if min(stored) > 0 and not any(fits(applied_to, size) for size in sizes_of(packet, frame)):
        found.problems.append(
            Message(
                FindingCode.REGIONS_MAY_BE_OFF,
                width=applied_to[0],
                height=applied_to[1],
                width_now=stored[0],
                height_now=stored[1],
            )
        )
    return frame.orientation


def _kind(text: str | None) -> RegionKind:
    if text is None:
        return RegionKind.FACE  # MWG's default reading; Picasa and others left the type out
    by_name = {kind.value.lower(): kind for kind in RegionKind}
    return by_name.get(text.lower(), RegionKind.OTHER)


def _area(area: Struct, prefix: str, applied_to: tuple[int, int] | None) -> Box | None:
    """A centred area as a box with its corner: rectangle (x, y, w, h) or circle (x, y, d)."""
    x, y = area.number(f"{prefix}:x"), area.number(f"{prefix}:y")
    diameter = area.number(f"{prefix}:d")
    width, height = area.number(f"{prefix}:w"), area.number(f"{prefix}:h")
    if diameter is not None and width is None and height is None:
        wide, high = applied_to or (1, 1)
        width, height = diameter, diameter * wide / high  # MWG: d is a fraction of the width
    if x is None or y is None or width is None or height is None:
        return None
    if area.text(f"{prefix}:unit") == "pixel" and applied_to:
        wide, high = applied_to
        x, y, width, height = x / wide, y / high, width / wide, height / high
    return Box(x - width / 2, y - height / 2, width, height)


def _placed(
    found: XmpRegions, name: str | None, box: Box | None, orientation: int, kind: RegionKind, scheme: Scheme
) -> Region | None:
    """Return the region where it has a usable box; else keep a named face as a name of the whole photo."""
    upright = clipped(to_upright(box, orientation)) if box else None
    status = status_of(name)
    if status is not None:
        name = None
    if upright is None and name and kind is RegionKind.FACE:
        found.tagged.append(name)
    return Region(name, upright, kind, (scheme,), aside=status is FaceStatus.ASIDE) if upright else None


def _centred_list(
    packet: Packet, frame: Frame, found: XmpRegions, ns: str, areas: tuple[str, ...], scheme: Scheme
) -> RegionList:
    """MWG and ACDSee: the same structure under two names. areas : the fields that may hold the box, best first."""
    node = packet.find(f"{ns}:Regions")
    dim, area_ns = ("stDim", "stArea") if ns == "mwg-rs" else ("acdsee-stDim", "acdsee-stArea")
    info = Struct(node)
    applied_to = _dimensions(info.struct(f"{ns}:AppliedToDimensions"), dim)
    found_list = RegionList(node, _orientation_of(applied_to, frame, found, packet), [], applied_to)
    if applied_to is not None:
        found.sizes.append(applied_to)
    for item in items_of(info.node(f"{ns}:RegionList")):
        region = Struct(item)
        boxes = (_area(region.struct(f"{ns}:{area}"), area_ns, applied_to) for area in areas)
        name = region.text(f"{ns}:Name") or (_name_elsewhere(region) if ns == "mwg-rs" else None)
        kind = _kind(region.text(f"{ns}:Type"))
        placed = _placed(found, name, next((box for box in boxes if box), None), found_list.orientation, kind, scheme)
        if placed:
            found_list.entries.append((item, placed))
    return found_list


def _name_elsewhere(region: Struct) -> str | None:
    """Some programs leave Name empty and use Title, or put the person into MWG's extension point."""
    names = items_of(region.struct("mwg-rs:Extensions").node("Iptc4xmpExt:PersonInImage"))
    return region.text("mwg-rs:Title") or next((text_of(item) for item in names if text_of(item)), None)


def _mwg(packet: Packet, frame: Frame, found: XmpRegions) -> list[Region] | None:
    found_list = _centred_list(packet, frame, found, "mwg-rs", ("Area",), Scheme.MWG)
    found.applied_to = found_list.applied_to
    return found_list.regions if found_list.top else None


def _acdsee(packet: Packet, frame: Frame, found: XmpRegions) -> list[Region] | None:
    # DLYArea is what the user sees and may have corrected, ALYArea what the program measured.
    found_list = _centred_list(packet, frame, found, "acdsee-rs", ("DLYArea", "ALYArea"), Scheme.ACDSEE)
    return found_list.regions if found_list.top else None


def _microsoft(packet: Packet, frame: Frame, found: XmpRegions) -> list[Region] | None:
    found_list = _microsoft_list(packet, frame, found, found.regions.get(Scheme.MWG, []))
    return found_list.regions if found_list.top else None


def _microsoft_list(packet: Packet, frame: Frame, found: XmpRegions, mwg: list[Region]) -> RegionList:
    node = packet.find("MP:RegionInfo")
    raw = []
    for item in items_of(Struct(node).node("MPRI:Regions")):
        region = Struct(item)
        raw.append((item, region.text("MPReg:PersonDisplayName"), _corner_box(region.text("MPReg:Rectangle"))))
    orientation = _microsoft_orientation([(name, box) for _, name, box in raw], frame, mwg)
    found_list = RegionList(node, orientation)
    for item, name, box in raw:
        placed = _placed(found, name, box, orientation, RegionKind.FACE, Scheme.MICROSOFT)
        if placed:
            found_list.entries.append((item, placed))
    return found_list


def _microsoft_orientation(raw: list[tuple[str | None, Box | None]], frame: Frame, mwg: list[Region]) -> int:
    """MP states no size, and tools that turn a photo often turn its MWG boxes only: believe what agrees with MWG."""
    agreement = {1: 0.0, frame.orientation: 0.0}
    for name, box in raw:
        if name is None or box is None:
            continue
        same = [region.box for region in mwg if region.name and same_text(name, region.name)]
        for orientation in agreement:
            turned = to_upright(box, orientation)
            agreement[orientation] += max((turned.iou(other) for other in same), default=0.0)
    return 1 if agreement[1] > agreement[frame.orientation] else frame.orientation


def _corner_box(text: str | None) -> Box | None:
    """Microsoft's "x, y, w, h", the corner top left."""
    numbers = [number_in(part) for part in (text or "").split(",")]
    if len(numbers) != 4 or None in numbers:
        return None
    x, y, width, height = (float(value or 0) for value in numbers)
    return Box(x, y, width, height)


def _iptc(packet: Packet, frame: Frame, found: XmpRegions) -> list[Region] | None:
    node = packet.find("Iptc4xmpExt:ImageRegion")
    if node is None:
        return None
    regions: list[Region] = []
    for item in items_of(node):
        region = Struct(item)
        people = [text_of(entry) for entry in items_of(region.node("Iptc4xmpExt:PersonInImage"))]
        name = next((person for person in people if person), None) or region.text("Iptc4xmpExt:Name")
        box = _boundary(region.struct("Iptc4xmpExt:RegionBoundary"), frame)
        kind = RegionKind.FACE if people or _is_person(region) else RegionKind.OTHER
        placed = _placed(found, name, box, frame.orientation, kind, Scheme.IPTC)
        if placed:
            regions.append(placed)
    return regions


def _is_person(region: Struct) -> bool:
    """Whether a region's content type says so; a named region that states neither type nor role counts too."""
    types, role = region.node("Iptc4xmpExt:rCtype"), region.node("Iptc4xmpExt:rRole")
    if types is None:
        return role is None and region.text("Iptc4xmpExt:Name") is not None
    words = [word for node in types.walk() for word in (node.text, *node.attributes.values())]
    return any(_IPTC_PERSON in word or word.strip().lower() in _IPTC_PERSON_NAMES for word in words)


def _boundary(boundary: Struct, frame: Frame) -> Box | None:
    """IPTC rectangle (corner, w, h), circle (centre, rx as a fraction of the width) or polygon, as a box."""
    wide, high = (frame.width, frame.height) if boundary.text("Iptc4xmpExt:rbUnit") == "pixel" else (1, 1)
    if wide <= 0 or high <= 0:
        return None
    points = [Struct(vertex) for vertex in items_of(boundary.node("Iptc4xmpExt:rbVertices"))]
    corners = [(p.number("Iptc4xmpExt:rbX"), p.number("Iptc4xmpExt:rbY")) for p in points]
    if corners:
        xs, ys = [x / wide for x, _ in corners if x is not None], [y / high for _, y in corners if y is not None]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)) if xs and ys else None
    x, y = boundary.number("Iptc4xmpExt:rbX"), boundary.number("Iptc4xmpExt:rbY")
    radius = boundary.number("Iptc4xmpExt:rbRx")
    width, height = boundary.number("Iptc4xmpExt:rbW"), boundary.number("Iptc4xmpExt:rbH")
    if x is None or y is None:
        return None
    if radius is not None:
        rx = radius / wide
        ry = rx * (frame.width / frame.height if frame.height else 1)
        return Box(x / wide - rx, y / high - ry, 2 * rx, 2 * ry)
    return None if width is None or height is None else Box(x / wide, y / high, width / wide, height / high)


def _people_tags(packet: Packet) -> Iterator[str]:
    for name, separator in _TAG_LISTS:
        for tag in packet.strings(name):
            parts = [part.strip() for part in tag.split(separator)]
            if len(parts) > 1 and parts[0].lower() == "people" and status_of(parts[-1]) is None:
                yield parts[-1]


# In the order of trust: MWG is what today's programs keep up to date. MP leans on MWG and so comes after it.
_READERS: dict[Scheme, Callable[[Packet, Frame, XmpRegions], list[Region] | None]] = {
    Scheme.MWG: _mwg,
    Scheme.MICROSOFT: _microsoft,
    Scheme.ACDSEE: _acdsee,
    Scheme.IPTC: _iptc,
}
