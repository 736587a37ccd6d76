"""A parsed packet + cuts and insertions -> new bytes in which nothing else has changed, and the proof of that.

[Note: What is not ours stays] Edits are byte ranges of the original text. After each one the new text is parsed
again and both trees are compared without what was cut and what was inserted: unless they are equal, nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.packet import Packet
from faceorg.metadata.xml_tree import Node

Canonical = tuple[str, tuple[tuple[str, str], ...], str, tuple["Canonical", ...]]
_BLANKS = b" \t\r\n"


@dataclass
class Splice:
    """Collects the edits of one packet."""

    packet: Packet
    _cuts: list[tuple[int, int, bytes]] = field(default_factory=list)

    def insert(self, at: int, text: str) -> None:
        self._cuts.append((at, at, text.encode()))

    def replace(self, node: Node, text: str) -> None:
        self._cuts.append((node.start, node.end, text.encode()))

    def remove(self, node: Node) -> None:
        """Cut an element with the blanks before it, which came with it when it was inserted."""
        self._cuts.append((self.blanks_before(node), node.end, b""))

    def fill(self, node: Node, text: str) -> None:
        """Put text at the end of an element's content; an element written as <a/> is opened for it."""
        data = self.packet.text.utf8
        if node.self_closing:
            tag = data[node.start + 1 : node.end - 2].split()[0].decode()
            self._cuts.append((node.end - 2, node.end, f">{text}</{tag}>".encode()))
        elif node.children:
            self.insert(node.children[-1].end, text)
        else:
            self.insert(node.open_end, text)

    def blanks_before(self, node: Node) -> int:
        """Where the run of blanks before an element begins."""
        data, at = self.packet.text.utf8, node.start
        while at > 0 and data[at - 1] in _BLANKS:
            at -= 1
        return at

    @property
    def is_empty(self) -> bool:
        return not self._cuts

    def result(self) -> bytes:
        """Return the edited packet in its own encoding. Raises MetadataProblem where anything else would change."""
        data, out, at, position = self.packet.text.utf8, [], 0, 0
        inserted: list[tuple[int, int]] = []
        for start, end, new in sorted(self._cuts, key=lambda cut: (cut[0], cut[1])):
            out += [data[at:start], new]
            position += start - at
            inserted.append((position, position + len(new)))
            position += len(new)
            at = end
        raw = self.packet.text.encoded(b"".join([*out, data[at:]]))
        cut = [(start, end) for start, end, _ in self._cuts]
        before = canonical(self.packet.root, lambda node: any(s <= node.start and node.end <= e for s, e in cut))
        edited = Packet(raw, self.packet.what)
        if edited.text.encoding == self.packet.text.encoding and before == canonical(
            edited.root, lambda node: any(s <= node.start and node.end <= e for s, e in inserted)
        ):
            return raw
        raise MetadataProblem(ProblemCode.METADATA_CANNOT_BE_EDITED, file=self.packet.what)


def canonical(node: Node, skipped: Callable[[Node], bool] = lambda _node: False) -> Canonical:
    """What an element says, however it is written: name, attributes, text without layout, children."""
    children = tuple(canonical(child, skipped) for child in node.children if not skipped(child))
    return (node.name, tuple(sorted(node.attributes.items())), node.text.strip(), children)
