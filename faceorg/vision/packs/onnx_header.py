"""An ONNX file to the names and shapes of its inputs and outputs, without reading its weights.

Listing packs must stay cheap, and onnx, onnxruntime and insightface take half a second to import; this walks the
protobuf fields of the file and steps over the weights, which takes about a millisecond for any size. Field numbers are
those of onnx.proto3 (ModelProto.graph = 7; GraphProto.node = 1, initializer = 5, input = 11, output = 12).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from faceorg.errors import PackProblem, Unusable
from faceorg.messages.codes import ProblemCode, ReasonCode

# Wire types of protobuf's encoding.
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5

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
    """

    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    operators: frozenset[str]


def read_onnx_header(file: Path) -> OnnxHeader:
    """Read names and shapes of a network's inputs and outputs.

    Raises PackProblem when the file cannot be read, ends in the middle, or is no ONNX file.
    """
    try:
        with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            view = memoryview(mapped)
            try:
                return _header(view)
            finally:
                view.release()
    except OSError as error:
        raise PackProblem(ProblemCode.NETWORK_CANNOT_BE_READ, file=file, why=error) from error
    except ValueError as error:  # mmap refuses an empty file with ValueError too
        raise PackProblem(ProblemCode.NETWORK_DAMAGED, file=file, why=error) from error


def _header(model: memoryview) -> OnnxHeader:
    graph = next((span for number, span in _submessages(model, 0, len(model)) if number == 7), None)
    if graph is None:
        raise Unusable(ReasonCode.FILE_WITHOUT_NETWORK)
    inputs: list[Tensor] = []
    outputs: list[Tensor] = []
    weights: set[str] = set()
    operators: set[str] = set()
    for number, (start, end) in _submessages(model, *graph):
        if number == 11:
            inputs.append(_tensor(model, start, end))
        elif number == 12:
            outputs.append(_tensor(model, start, end))
        elif number == 5:
            weights.add(_string(model, start, end, 8))
        elif number == 1:
            operators.add(_string(model, start, end, 4))
    inputs = [tensor for tensor in inputs if tensor.name not in weights]
    if not inputs or not outputs:
        raise Unusable(ReasonCode.NETWORK_WITHOUT_ENDS)
    return OnnxHeader(tuple(inputs), tuple(outputs), frozenset(operators))


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
