"""XMP bytes -> a packet whose properties can be looked up in whichever of RDF's many spellings they were written.

Programs spell the same property as an element or as an attribute, a struct as parseType="Resource", as a nested
rdf:Description or as attributes alone (exiftool, exiv2 and Adobe each have their habit); readers above this module
see one form. The original bytes stay at hand for `splice`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from faceorg.errors import MetadataProblem
from faceorg.files.plain_files import open_plain
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.xml_tree import MAX_XML_BYTES, Node, parse

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML = "{http://www.w3.org/XML/1998/namespace}"
# Prefixes as the standards print them.
NAMESPACES = {
    "rdf": RDF[1:-1],
    "x": "adobe:ns:meta/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "stDim": "http://ns.adobe.com/xap/1.0/sType/Dimensions#",
    "stArea": "http://ns.adobe.com/xmp/sType/Area#",
    "MP": "http://ns.microsoft.com/photo/1.2/",
    "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#",
    "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "acdsee-rs": "http://ns.acdsee.com/regions/",
    "acdsee-stDim": "http://ns.acdsee.com/sType/Dimensions#",
    "acdsee-stArea": "http://ns.acdsee.com/sType/Area#",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
}
_CONTAINERS = (RDF + "Bag", RDF + "Seq", RDF + "Alt")
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DECLARED_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")


def qualified(name: str) -> str:
    """Spell out "mwg-rs:Name" as "{namespace}Name"."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


@dataclass(frozen=True)
class PacketText:
    """The text of an XMP block as UTF-8, with what is needed to write it back in its own encoding."""

    utf8: bytes
    encoding: str
    before: bytes  # byte order mark
    behind: bytes  # padding that is not XML (NUL bytes)

    def encoded(self, utf8: bytes) -> bytes:
        """Return changed text in the original's encoding; what that cannot hold becomes character references."""
        return self.before + utf8.decode().encode(self.encoding, "xmlcharrefreplace") + self.behind


class Packet:
    """One parsed XMP packet."""

    def __init__(self, raw: bytes, what: str) -> None:
        """Parse; what names the file in messages. Raises MetadataProblem."""
        self.what, self.raw = what, raw
        self.text = _decoded(raw, what)
        self.root = parse(self.text.utf8, what)
        found = next((node for node in self.root.walk() if node.name == RDF + "RDF"), None)
        if found is None:
            raise MetadataProblem(ProblemCode.METADATA_NOT_XMP, file=what)
        self.rdf = found

    def descriptions(self) -> Iterator[Node]:
        yield from (node for node in self.rdf.children if node.name == RDF + "Description")

    def find(self, name: str) -> Node | None:
        """Return the element of a property ("mwg-rs:Regions"), or None."""
        full = qualified(name)
        return next((found for node in self.descriptions() if (found := node.child(full))), None)

    def simple(self, name: str) -> str | None:
        """Return the text of a plain property, written as an element or as an attribute."""
        full = qualified(name)
        for node in self.descriptions():
            if full in node.attributes:
                return node.attributes[full]
        found = self.find(name)
        return None if found is None else text_of(found)

    def strings(self, name: str) -> list[str]:
        """Return the items of a list of texts; a plain text counts as one item."""
        found = self.find(name)
        if found is None:
            single = self.simple(name)
            return [single] if single else []
        items = items_of(found)
        texts = [text_of(item) for item in items] if items or container_of(found) else [text_of(found)]
        return [text for text in texts if text]


class Struct:
    """The fields of a struct, in whichever RDF spelling."""

    def __init__(self, node: Node | None) -> None:
        self._attributes: dict[str, str] = {}
        self._nodes: dict[str, Node] = {}
        if node is None:
            return
        for part in (node, node.child(RDF + "Description")):
            if part is not None:
                self._attributes.update(part.attributes)
                self._nodes.update({child.name: child for child in reversed(part.children)})

    def text(self, name: str) -> str | None:
        """Return a field's text without surrounding blanks; None where it is absent or empty."""
        full = qualified(name)
        found = self._attributes.get(full)
        if found is None and full in self._nodes:
            found = text_of(self._nodes[full])
        return (found or "").strip() or None

    def number(self, name: str) -> float | None:
        """Return a field as a finite number; None where it is absent or none."""
        return number_in(self.text(name))

    def field_names(self) -> set[str]:
        """Names of all fields, without RDF's own syntax."""
        return {name for name in (*self._attributes, *self._nodes) if not name.startswith(RDF)}

    def node(self, name: str) -> Node | None:
        return self._nodes.get(qualified(name))

    def struct(self, name: str) -> Struct:
        return Struct(self.node(name))


def number_in(text: str | None) -> float | None:
    """Read a decimal number; a comma as decimal sign is accepted. None for anything that is not a finite number."""
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None


def container_of(node: Node) -> Node | None:
    return next((child for child in node.children if child.name in _CONTAINERS), None)


def items_of(node: Node | None) -> list[Node]:
    """Return the rdf:li elements of a property that holds a Bag, Seq or Alt."""
    container = None if node is None else container_of(node)
    return [] if container is None else [child for child in container.children if child.name == RDF + "li"]


def text_of(node: Node) -> str:
    """Return an element's text; of language alternatives the default one; of an rdf:value its value."""
    items = items_of(node)
    if items:
        return next((item for item in items if item.attributes.get(XML + "lang") == "x-default"), items[0]).text.strip()
    value = node.child(RDF + "value")
    return (value or node).text.strip()


def path_in_words(path: Path) -> str:
    """A path as messages show it: line ends and other control characters in names cannot forge a second line."""
    return "".join(char if char.isprintable() else "?" for char in str(path))


def read_limited(path: Path) -> bytes:
    """Read a metadata file. Raises MetadataProblem where it cannot be read or is too large to be metadata."""
    try:
        with open_plain(path) as file:
            data = file.read(MAX_XML_BYTES + 1)
    except OSError as error:
        raise MetadataProblem(ProblemCode.METADATA_CANNOT_BE_READ, file=path_in_words(path), why=error) from error
    if len(data) > MAX_XML_BYTES:
        raise MetadataProblem(
            ProblemCode.METADATA_FILE_TOO_LARGE, file=path_in_words(path), most=MAX_XML_BYTES // 2**20
        )
    return data


def _decoded(raw: bytes, what: str) -> PacketText:
    if len(raw) > MAX_XML_BYTES:
        raise MetadataProblem(
            ProblemCode.METADATA_TOO_LARGE, file=what, size=len(raw) // 2**20, most=MAX_XML_BYTES // 2**20
        )
    mark, encoding = _mark_and_encoding(raw)
    body = raw.rstrip(b"\0")
    if encoding.startswith("utf-16") and len(body) % 2:
        body = raw[: len(body) + 1]  # the stripped NUL was half of the last character
    try:
        text = body[len(mark) :].decode(encoding)
    except (UnicodeDecodeError, LookupError):
        # Some programs write Latin-1 without saying so; every byte is a character there, so nothing is lost.
        encoding = "latin-1"
        text = body[len(mark) :].decode(encoding)
    return PacketText(text.encode(), encoding, mark, raw[len(body) :])


def _mark_and_encoding(raw: bytes) -> tuple[bytes, str]:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if raw.startswith(mark):
            return mark, encoding
    if raw.startswith(b"<\0"):
        return b"", "utf-16-le"
    if raw.startswith(b"\0<"):
        return b"", "utf-16-be"
    declared = _DECLARED_ENCODING.match(raw[:200])
    name = declared[1].decode() if declared else "utf-8"
    return b"", "utf-8" if name.lower() in ("utf-8", "utf8", "us-ascii", "ascii") else name
