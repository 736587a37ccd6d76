"""XML text -> a tree whose nodes know their byte positions, so that an edit can leave every other byte alone.

Why not lxml: it reads XMP just as well, but gives no byte positions, and writing its tree back changes quotes, line
ends, character references, the byte order mark and everything after the root element, in files that belong to other
programs. Python's own expat reports positions, so that an edit is a few cuts and insertions. Document types are
refused before anything in them is read (as defusedxml does): no entities, hence no bombs and no external files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode

# The largest honest XMP blocks seen (Lightroom masks, embedded previews) stay below a few MB.
MAX_XML_BYTES = 32 * 1024 * 1024
# A node costs about 400 bytes of memory; real packets hold some thousands.
MAX_NODES = 100_000
# XMP nests about ten deep; a file of nothing but opening tags would otherwise exhaust the stack.
MAX_DEPTH = 100


@dataclass(slots=True, eq=False)
class Node:
    """One element. Names are "{namespace}local". Positions are byte offsets into the parsed UTF-8 text.

    start, open_end : the start tag, from "<" to behind ">"
    close_start, end : the end tag; both equal open_end for an element written as <a/>
    scope : the namespace prefixes that are valid inside the element
    """

    name: str
    attributes: dict[str, str]
    scope: Mapping[str, str]
    start: int
    open_end: int = -1
    close_start: int = -1
    end: int = -1
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)
    chunks: list[str] = field(default_factory=list, repr=False)

    @property
    def text(self) -> str:
        return "".join(self.chunks)

    @property
    def self_closing(self) -> bool:
        return self.close_start == self.end

    def child(self, name: str) -> Node | None:
        return next((node for node in self.children if node.name == name), None)

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def parse(data: bytes, what: str) -> Node:
    """Parse UTF-8 XML into its root node; what names the file in messages.

    Raises
    ------
    MetadataProblem : too large, too deep, with a document type, or not well-formed
    """
    if len(data) > MAX_XML_BYTES:
        raise MetadataProblem(
            ProblemCode.METADATA_TOO_LARGE, file=what, size=len(data) // 2**20, most=MAX_XML_BYTES // 2**20
        )
    builder = _Builder(data, what)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise MetadataProblem(ProblemCode.METADATA_NOT_XML, file=what, why=error) from error
    if builder.root is None:
        raise MetadataProblem(ProblemCode.METADATA_EMPTY, file=what)
    return builder.root


class _Builder:
    """Expat's callbacks. Each one first tells the element that was just opened where its start tag ended."""

    def __init__(self, data: bytes, what: str) -> None:
        self.data, self.what = data, what
        self.root: Node | None = None
        self._open: list[Node] = []
        self._just_opened: Node | None = None
        self._new_prefixes: dict[str, str] = {}
        self._count = 0
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartNamespaceDeclHandler = self._on_prefix
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self._on_text
        self.parser.CommentHandler = self._on_other
        self.parser.ProcessingInstructionHandler = self._on_other
        self.parser.StartCdataSectionHandler = self._on_other
        self.parser.EndCdataSectionHandler = self._on_other

    def _refuse_doctype(self, *_declaration: object) -> None:
        raise MetadataProblem(ProblemCode.METADATA_DECLARES_DOCTYPE, file=self.what)

    def _settle_start_tag(self) -> None:
        if self._just_opened is not None:
            self._just_opened.open_end = self.parser.CurrentByteIndex
            self._just_opened = None

    def _on_other(self, *_content: object) -> None:
        self._settle_start_tag()

    def _on_prefix(self, prefix: str | None, uri: str | None) -> None:
        self._settle_start_tag()
        self._new_prefixes[prefix or ""] = uri or ""

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        self._settle_start_tag()
        self._count += 1
        if self._count > MAX_NODES or len(self._open) >= MAX_DEPTH:
            raise MetadataProblem(ProblemCode.METADATA_TOO_MANY_ELEMENTS, file=self.what)
        parent = self._open[-1] if self._open else None
        scope: Mapping[str, str] = parent.scope if parent else {}
        if self._new_prefixes:
            scope, self._new_prefixes = {**scope, **self._new_prefixes}, {}
        plain = {_braced(key): value for key, value in attributes.items()}
        node = Node(_braced(name), plain, scope, self.parser.CurrentByteIndex, parent=parent)
        if parent is None:
            self.root = node
        else:
            parent.children.append(node)
        self._open.append(node)
        self._just_opened = node

    def _on_end(self, _name: str) -> None:
        node = self._open.pop()
        at = self.parser.CurrentByteIndex
        if self._just_opened is node and self.data[at - 2 : at] == b"/>":
            self._just_opened = None  # <a/>: expat already stands behind it
            node.open_end = node.close_start = node.end = at
            return
        self._settle_start_tag()
        node.close_start = at
        node.end = self.data.index(b">", at) + 1

    def _on_text(self, text: str) -> None:
        self._settle_start_tag()
        if self._open:
            self._open[-1].chunks.append(text)


def _braced(name: str) -> str:
    uri, _, local = name.rpartition(" ")
    return f"{{{uri}}}{local}" if uri else name
