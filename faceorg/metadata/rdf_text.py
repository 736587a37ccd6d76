"""Values -> the XML text of region lists, with whatever prefixes the file around already uses.

The forms are those of Lightroom and digiKam (a nested rdf:Description with attributes), which every reader of the
field's programs was tried on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from faceorg.boxes import Box
from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.packet import NAMESPACES
from faceorg.metadata.regions import Region

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# WORKAROUND: "=" as a reference, since exiftool 13.23 and some later ones (Debian 13 has 13.25) take `="` or `='` in a
# value for the beginning of the next attribute, and lose the name. Such a name of others is left as it stands.
_ATTRIBUTE_ESCAPES = {'"': "&quot;", "=": "&#61;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
# Seven decimals place a box to a hundredth of a pixel in the largest photos (100,000 pixels wide).
_DECIMALS = 7


class Markup:
    """Writes names with the prefixes in scope and remembers the namespaces that must be declared."""

    def __init__(self, scope: Mapping[str, str]) -> None:
        self._prefixes = {uri: prefix for prefix, uri in scope.items() if prefix}
        self._missing: dict[str, str] = {}

    def name(self, name: str) -> str:
        """Return "mwg-rs:Name" with the file's own prefix for that namespace."""
        prefix, _, local = name.partition(":")
        uri = NAMESPACES[prefix]
        if uri not in self._prefixes:
            self._prefixes[uri] = self._missing[uri] = prefix
        return f"{self._prefixes[uri]}:{local}"

    def tag(self, name: str, attributes: Mapping[str, str], content: str | None) -> str:
        written = self.name(name)
        shown = "".join(f' {self.name(key)}="{attribute(value)}"' for key, value in attributes.items())
        return f"<{written}{shown}/>" if content is None else f"<{written}{shown}>{content}</{written}>"

    def declared(self, element: str) -> str:
        """Add the missing namespace declarations to the outermost element of a snippet."""
        if not self._missing:
            return element
        declarations = "".join(f' xmlns:{prefix}="{uri}"' for uri, prefix in self._missing.items())
        end = next(at for at, char in enumerate(element) if char in " />" and at > 0)
        return element[:end] + declarations + element[end:]

    def mwg_item(self, region: Region, box: Box) -> str:
        """One entry of mwg-rs:RegionList; box in the list's own frame."""
        area = {
            "stArea:x": _decimal(box.x + box.width / 2),
            "stArea:y": _decimal(box.y + box.height / 2),
            "stArea:w": _decimal(box.width),
            "stArea:h": _decimal(box.height),
            "stArea:unit": "normalized",
        }
        fields = {"mwg-rs:Name": region.name or "", "mwg-rs:Type": region.kind.value}
        return self._item(self.tag("rdf:Description", fields, self.tag("mwg-rs:Area", area, None)))

    def microsoft_item(self, region: Region, box: Box) -> str:
        """One entry of MPRI:Regions."""
        rectangle = ", ".join(_decimal(value) for value in (box.x, box.y, box.width, box.height))
        fields = {"MPReg:PersonDisplayName": region.name or "", "MPReg:Rectangle": rectangle}
        return self._item(self.tag("rdf:Description", fields, None))

    def text_item(self, text: str) -> str:
        return self._item(escape(checked(text), {"\r": "&#13;"}))

    def applied_to(self, width: int, height: int) -> str:
        size = {"stDim:w": str(width), "stDim:h": str(height), "stDim:unit": "pixel"}
        return self.tag("mwg-rs:AppliedToDimensions", size, None)

    def _item(self, content: str) -> str:
        return self.tag("rdf:li", {}, content)


def attribute(value: str) -> str:
    """Return text as it stands between the double quotes of an attribute. Raises MetadataProblem as `checked` does."""
    return escape(checked(value), _ATTRIBUTE_ESCAPES)


def checked(text: str) -> str:
    """Return text that XML can hold. Raises MetadataProblem for control characters and halves of characters."""
    if _NOT_XML.search(text):
        shown = "".join(char if char.isprintable() else "?" for char in text)
        raise MetadataProblem(ProblemCode.NAME_NOT_FOR_XMP, name=shown)
    return text


def _decimal(value: float) -> str:
    return f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".") or "0"
