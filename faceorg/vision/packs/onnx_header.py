"""An ONNX file to the names and shapes of its inputs and outputs, without reading its weights.

Listing packs must stay cheap, and onnx, onnxruntime and insightface take half a second to import; this walks the
protobuf fields of the file and steps over the weights, which takes milliseconds for any size. An unchanged file is read
once: a verb asks for the pack in use many times. Field numbers are those of onnx.proto3:

    ModelProto      graph = 7, functions = 25
    GraphProto      node = 1, initializer = 5, input = 11, output = 12, sparse_initializer = 15
    NodeProto       op_type = 4, attribute = 5, domain = 7
    AttributeProto  t = 5, g = 6, tensors = 10, graphs = 11, sparse_tensor = 22, sparse_tensors = 23
    TensorProto     external_data = 13
    FunctionProto   name = 1, node = 7, domain = 10
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from faceorg.errors import PackProblem, Unusable
from faceorg.messages.codes import ProblemCode, ReasonCode

# Wire types of protobuf's encoding.
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5

# Operators that onnxruntime has, by domain; all others come from a library that a pack's maker has.
KNOWN_DOMAINS = frozenset(("", "ai.onnx", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc"))
# Graphs in graphs (branches and loops) go this deep at most; more is no network.
DEEPEST = 20
# Files whose outside is remembered: those of several packs.
HEADERS_KEPT = 64

Dimension = int | str | None


@dataclass(frozen=True)
class Tensor:
    """A graph input or output. shape: a number, a symbol's name, or None where the file says nothing."""

    name: str
    shape: tuple[Dimension, ...]


@dataclass(frozen=True)
class OnnxHeader:
    """What the outside of a network looks like.

    inputs : without the weights that old exports list among them
    operators : the kinds of its nodes ("Conv", "PRelu", ...)
    foreign_operators : those of nobody's but its maker's, "domain::Kind"
    external_files : where its weights lie if they are in other files, as it says
    """

    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    operators: frozenset[str]
    foreign_operators: frozenset[str] = frozenset()
    external_files: frozenset[str] = frozenset()


def read_onnx_header(file: Path) -> OnnxHeader:
    """Read names and shapes of a network's inputs and outputs.

    Raises PackProblem when the file cannot be read, ends in the middle, or is no ONNX file.
    """
    try:
        facts = file.stat()
        return _read(file.absolute(), facts.st_size, facts.st_mtime_ns)
    except OSError as error:
        raise PackProblem(ProblemCode.NETWORK_CANNOT_BE_READ, file=file, why=error) from error
    except ValueError as error:  # mmap refuses an empty file with ValueError too
        raise PackProblem(ProblemCode.NETWORK_DAMAGED, file=file, why=error) from error


@lru_cache(maxsize=HEADERS_KEPT)
def _read(file: Path, _size_bytes: int, _changed_ns: int) -> OnnxHeader:
    """Read it, anew where the file is another since."""
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        view = memoryview(mapped)
        try:
            return _header(view)
        finally:
            view.release()


def _header(model: memoryview) -> OnnxHeader:
    graph = next((span for number, span in _submessages(model, 0, len(model)) if number == 7), None)
    if graph is None:
        raise Unusable(ReasonCode.FILE_WITHOUT_NETWORK)
    inputs: list[Tensor] = []
    outputs: list[Tensor] = []
    weights: set[str] = set()
    inside = _Inside(model)
    inside.functions(0, len(model))
    for number, (start, end) in _submessages(model, *graph):
        if number == 11:
            inputs.append(_tensor(model, start, end))
        elif number == 12:
            outputs.append(_tensor(model, start, end))
        elif number == 5:
            weights.add(_string(model, start, end, 8))
    inside.graph(*graph, depth=0)
    inputs = [tensor for tensor in inputs if tensor.name not in weights]
    if not inputs or not outputs:
        raise Unusable(ReasonCode.NETWORK_WITHOUT_ENDS)
    foreign = frozenset(f"{domain}::{kind}" for domain, kind in inside.foreign - inside.own)
    return OnnxHeader(
        tuple(inputs), tuple(outputs), frozenset(inside.operators), foreign, frozenset(inside.external_files)
    )


class _Inside:
    """What is in a network, its nested graphs and its functions. own : the functions it brings, (domain, name)"""

    def __init__(self, model: memoryview) -> None:
        self._model = model
        self.operators: set[str] = set()
        self.foreign: set[tuple[str, str]] = set()
        self.own: set[tuple[str, str]] = set()
        self.external_files: set[str] = set()

    def functions(self, start: int, end: int) -> None:
        for _, (low, high) in _only(self._model, start, end, 25):
            self.own.add((_string(self._model, low, high, 10), _string(self._model, low, high, 1)))
            for _, node in _only(self._model, low, high, 7):
                self._node(*node, depth=0)

    def graph(self, start: int, end: int, depth: int) -> None:
        if depth > DEEPEST:
            raise Unusable(ReasonCode.NOT_BYTES_OF_A_NETWORK)
        for number, span in _submessages(self._model, start, end):
            if number == 1:
                self._node(*span, depth=depth)
            elif number == 5:
                self._weights(*span)
            elif number == 15:
                self._sparse(*span)

    def _node(self, start: int, end: int, depth: int) -> None:
        kind, domain = _string(self._model, start, end, 4), _string(self._model, start, end, 7)
        self.operators.add(kind)
        if domain not in KNOWN_DOMAINS:
            self.foreign.add((domain, kind))
        for _, attribute in _only(self._model, start, end, 5):
            for number, span in _submessages(self._model, *attribute):
                if number in (5, 10):
                    self._weights(*span)
                elif number in (22, 23):
                    self._sparse(*span)
                elif number in (6, 11):
                    self.graph(*span, depth=depth + 1)

    def _sparse(self, start: int, end: int) -> None:
        """SparseTensorProto: values = 1, indices = 2."""
        for number, span in _submessages(self._model, start, end):
            if number in (1, 2):
                self._weights(*span)

    def _weights(self, start: int, end: int) -> None:
        """TensorProto.external_data, of StringStringEntryProto: key = 1, value = 2."""
        for _, (low, high) in _only(self._model, start, end, 13):
            if _string(self._model, low, high, 1) == "location":
                self.external_files.add(_string(self._model, low, high, 2))


def _tensor(data: memoryview, start: int, end: int) -> Tensor:
    """ValueInfoProto: name = 1, type = 2 > tensor_type = 1 > shape = 2 > dim = 1."""
    shape: tuple[Dimension, ...] = ()
    for _, kind in _only(data, start, end, 2):
        for _, tensor in _only(data, *kind, 1):
            for _, dims in _only(data, *tensor, 2):
                shape = tuple(_dimension(data, *span) for _, span in _only(data, *dims, 1))
    return Tensor(_string(data, start, end, 1), shape)


def _dimension(data: memoryview, start: int, end: int) -> Dimension:
    """TensorShapeProto.Dimension: dim_value = 1 (varint) or dim_param = 2 (string)."""
    for number, wire, value in _fields(data, start, end):
        if number == 1 and wire == _VARINT:
            return value[0]
        if number == 2 and wire == _BYTES:
            return bytes(data[value[0] : value[1]]).decode("utf-8", "replace") or None
    return None


def _string(data: memoryview, start: int, end: int, field: int) -> str:
    for _, (low, high) in _only(data, start, end, field):
        return bytes(data[low:high]).decode("utf-8", "replace")
    return ""


def _only(data: memoryview, start: int, end: int, field: int) -> Iterator[tuple[int, tuple[int, int]]]:
    return ((number, span) for number, span in _submessages(data, start, end) if number == field)


def _submessages(data: memoryview, start: int, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
    return ((number, value) for number, wire, value in _fields(data, start, end) if wire == _BYTES)


def _fields(data: memoryview, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Walk one message: (field number, wire type, value), value being (begin, end) of bytes or (number, 0).

    Raises Unusable where the bytes are no protobuf message or end too early.
    """
    position = start
    while position < end:
        key, position = _varint(data, position, end)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, position = _varint(data, position, end)
            yield number, wire, (value, 0)
            continue
        size = {_FIXED64: 8, _FIXED32: 4}.get(wire)
        if wire == _BYTES:
            size, position = _varint(data, position, end)
        if size is None or number == 0:
            raise Unusable(ReasonCode.NOT_BYTES_OF_A_NETWORK)
        if position + size > end:
            raise Unusable(ReasonCode.ENDS_IN_THE_MIDDLE)
        yield number, wire, (position, position + size)
        position += size


def _varint(data: memoryview, position: int, end: int) -> tuple[int, int]:
    value = shift = 0
    while position < end and shift < 64:
        byte = data[position]
        value |= (byte & 0x7F) << shift
        position += 1
        if byte < 0x80:
            return value, position
        shift += 7
    raise Unusable(ReasonCode.ENDS_IN_THE_MIDDLE)
