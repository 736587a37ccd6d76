"""Plans for a packet's lists -> cuts and insertions at the right places of its XML.

New properties go together into one new rdf:Description at the end; what becomes empty by a removal disappears with it,
so that writing names and taking them away again gives back the very same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from faceorg.boxes import Box
from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.packet import RDF, Packet, Struct, container_of, items_of, text_of
from faceorg.metadata.rdf_text import Markup
from faceorg.metadata.regions import Frame, Region, plain_name, to_stored
from faceorg.metadata.schemes import RegionList, fits
from faceorg.metadata.splice import Splice
from faceorg.metadata.xml_tree import Node

_PEOPLE = "Iptc4xmpExt:PersonInImage"


@dataclass(frozen=True)
class Conflict:
    """One face, two names: `theirs` stands in the file, `ours` was to be written and was not."""

    ours: Region
    theirs: str


@dataclass(frozen=True)
class ListPlan:
    """What to do with one list: entries to cut, regions to append, those of ours that stay.

    overruled : regions of others among the cut ones
    """

    cut: tuple[tuple[Node, Region], ...]
    append: tuple[Region, ...]
    stay: tuple[Region, ...]
    conflicts: tuple[Conflict, ...] = ()
    overruled: tuple[Region, ...] = ()


class PacketEditor:
    """Carries plans out on one packet. New properties go into one new rdf:Description, emptied ones disappear."""

    def __init__(self, packet: Packet, frame: Frame) -> None:
        self._packet, self._frame = packet, frame
        self._splice = Splice(packet)
        self._doomed: list[Node] = []
        self._fresh = Markup(packet.rdf.scope)
        self._fresh_properties: list[str] = []

    def edit_mwg(self, current: RegionList, plan: ListPlan, *, size_is_ours: bool) -> bool:
        """Carry out the plan of the MWG list; return whether AppliedToDimensions is ours afterwards.

        Raises MetadataProblem where the list is about a picture of another shape.
        """
        info = Struct(current.top)
        size = info.node("mwg-rs:AppliedToDimensions")
        entries = items_of(info.node("mwg-rs:RegionList"))
        others_stay = len(entries) > len(plan.cut) + len(plan.stay)
        if plan.append and current.applied_to and not self._fits(current.applied_to):
            if others_stay:
                raise MetadataProblem(
                    ProblemCode.REGIONS_OF_ANOTHER_PICTURE,
                    file=self._packet.what,
                    width=current.applied_to[0],
                    height=current.applied_to[1],
                )
            if size:
                self._splice.replace(size, self._size_text(size))
        fields: list[Callable[[Markup], str]] = []
        needs_size = bool(plan.append) and current.applied_to is None
        if needs_size:
            fields.append(lambda markup: markup.applied_to(self._frame.width, self._frame.height))
        elif size_is_ours and size and others_stay and not plan.append and not plan.stay:
            self._splice.remove(size)
        self._edit_list(current, plan, ("mwg-rs:Regions", "mwg-rs:RegionList"), Markup.mwg_item, fields)
        return needs_size or (size_is_ours and bool(plan.append or plan.stay))

    def _fits(self, applied_to: tuple[int, int]) -> bool:
        return fits(applied_to, (self._frame.width, self._frame.height)) or fits(applied_to, self._frame.upright_size)

    def _size_text(self, place: Node) -> str:
        markup = Markup(place.scope)
        return markup.declared(markup.applied_to(self._frame.width, self._frame.height))

    def edit_microsoft(self, current: RegionList, plan: ListPlan) -> None:
        self._edit_list(current, plan, ("MP:RegionInfo", "MPRI:Regions"), Markup.microsoft_item, [])

    def _edit_list(
        self,
        current: RegionList,
        plan: ListPlan,
        names: tuple[str, str],
        write_item: Callable[[Markup, Region, Box], str],
        fields: list[Callable[[Markup], str]],
    ) -> None:
        """Change one list. names : the property and its list field; fields : further fields the property needs."""
        boxes = [(region, to_stored(region.box, current.orientation)) for region in plan.append]

        def items(markup: Markup) -> list[str]:
            return [write_item(markup, region, box) for region, box in boxes]

        if current.top is None:
            if boxes:
                self._fresh_properties.append(_struct(self._fresh, names, items(self._fresh), fields))
            return
        if not boxes and plan.cut and self._empties(current.top, names[1], len(plan.cut)):
            self._doomed.append(current.top)
            return
        for node, _ in plan.cut:
            self._splice.remove(node)
        if boxes:
            self._append(current.top, names[1], items, fields)

    def _empties(self, top: Node, field_name: str, cut: int) -> bool:
        """Whether a property says nothing more once that many entries are cut."""
        info = Struct(top)
        known = {node.name for name in (field_name, "mwg-rs:AppliedToDimensions") if (node := info.node(name))}
        return len(items_of(info.node(field_name))) == cut and info.field_names() <= known

    def _append(
        self,
        top: Node,
        field_name: str,
        items: Callable[[Markup], list[str]],
        fields: list[Callable[[Markup], str]],
    ) -> None:
        """Add entries at the deepest level of property / struct / list field / Bag that is there."""
        host = top.child(RDF + "Description") or top
        found = Struct(top).node(field_name)
        markup = Markup(host.scope)
        if found is None:
            text = [write(markup) for write in fields] + [_list_field(markup, field_name, items(markup))]
            self._fill_struct(host, markup, text)
            return
        for write in fields:  # goes before the list field, laid out like it
            start = self._splice.blanks_before(found)
            blanks = self._packet.text.utf8[start : found.start].decode()
            self._splice.insert(start, blanks + markup.declared(write(markup)))
        container = container_of(found)
        self._append_items(found, container, items)

    def _fill_struct(self, host: Node, markup: Markup, texts: list[str]) -> None:
        declared = [markup.declared(text) for text in texts]
        if host.name == RDF + "Description" or RDF + "parseType" in host.attributes:
            self._splice.fill(host, "".join(declared))
        else:
            self._splice.fill(host, markup.declared(markup.tag("rdf:Description", {}, "".join(declared))))

    def _append_items(self, found: Node, container: Node | None, items: Callable[[Markup], list[str]]) -> None:
        if container is None:
            markup = Markup(found.scope)
            bag = markup.tag("rdf:Bag", {}, "".join(items(markup)))
            self._splice.fill(found, markup.declared(bag))
            return
        blanks = self._blanks_between(container)
        for_each = Markup(container.scope)
        texts = items(for_each)
        self._splice.fill(container, "".join(blanks + for_each.declared(text) for text in texts))

    def _blanks_between(self, container: Node) -> str:
        """The layout before an entry: as the entries that are there have it."""
        if not container.children:
            return ""
        last = container.children[-1]
        return self._packet.text.utf8[self._splice.blanks_before(last) : last.start].decode()

    def edit_people(
        self, wanted: Sequence[str], ours: Sequence[str]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Bring PersonInImage to the wanted names; return ours that stay, those added, those removed.

        Raises MetadataProblem where it is not written as a list.
        """
        names = {plain_name(name): name for name in reversed(wanted)}
        mine = {plain_name(name) for name in ours}
        found = self._packet.find(_PEOPLE)
        entries = [(node, text_of(node)) for node in items_of(found)]
        cut = [(n, text) for n, text in entries if plain_name(text) in mine and plain_name(text) not in names]
        kept = tuple(text for _, text in entries if plain_name(text) in mine and plain_name(text) in names)
        present = {plain_name(text) for text in self._packet.strings(_PEOPLE)}
        added = tuple(name for key, name in reversed(names.items()) if key not in present)
        if found is None and added and self._packet.simple(_PEOPLE):
            raise MetadataProblem(ProblemCode.PERSON_IN_IMAGE_CANNOT_BE_EDITED, file=self._packet.what)
        if found is None:
            if added:
                self._fresh_properties.append(_list_field(self._fresh, _PEOPLE, _text_items(self._fresh, added)))
        elif cut and len(cut) == len(entries) and not added:
            self._doomed.append(found)
        else:
            for node, _ in cut:
                self._splice.remove(node)
            if added:
                self._append_items(found, container_of(found), lambda markup: _text_items(markup, added))
        return kept, added, tuple(text for _, text in cut)

    def finish(self) -> bytes:
        """Cut what became empty, add what is new, and return the packet's bytes."""
        for node in self._emptied():
            self._splice.remove(node)
        if self._fresh_properties:
            about = {name: value for name, value in self._about().items()}
            block = self._fresh.tag(
                "rdf:Description", about, "".join(f"\n  {text}" for text in self._fresh_properties) + "\n "
            )
            self._splice.fill(self._packet.rdf, "\n " + self._fresh.declared(block))
        return self._packet.raw if self._splice.is_empty else self._splice.result()

    def _about(self) -> dict[str, str]:
        """All rdf:Descriptions of a packet speak of the same thing, nearly always "" (XMP specification, part 1)."""
        first = next(self._packet.descriptions(), None)
        return {"rdf:about": first.attributes.get(RDF + "about", "") if first else ""}

    def _emptied(self) -> list[Node]:
        """The doomed properties, or the whole rdf:Description where nothing else is in it."""
        gone: dict[int, Node] = {}
        for node in self._doomed:
            parent = node.parent
            alone = parent is not None and all(child in self._doomed for child in parent.children)
            plain = parent is not None and set(parent.attributes) <= {RDF + "about"}
            top = parent if parent is not None and alone and plain else node
            gone[top.start] = top
        return list(gone.values())


def _struct(markup: Markup, names: tuple[str, str], items: list[str], fields: list[Callable[[Markup], str]]) -> str:
    inside = [write(markup) for write in fields] + [_list_field(markup, names[1], items)]
    return markup.tag(names[0], {"rdf:parseType": "Resource"}, "".join(f"\n   {text}" for text in inside) + "\n  ")


def _list_field(markup: Markup, name: str, items: list[str]) -> str:
    bag = markup.tag("rdf:Bag", {}, "".join(f"\n     {text}" for text in items) + "\n    ")
    return markup.tag(name, {}, bag)


def _text_items(markup: Markup, texts: Sequence[str]) -> list[str]:
    return [markup.text_item(text) for text in texts]
