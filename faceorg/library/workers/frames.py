"""Plain fields and arrays <-> bytes, and the doubts with which somebody else's bytes are read.

A worker decodes the files of strangers, so its words are not believed: unpickling them would run what it likes in its
parent. A frame is a JSON object of fields, its length before it, and the bytes of arrays behind it, one after another.
What they are is known to both ends and not said: each is taken with the type, the size and the range it must have.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Limit = float | NDArray[np.float64]

Scalar = TypeVar("Scalar", bound="np.number")

# Bytes that tell how long the fields are, and the most that they may be: a traceback is the longest of them.
LENGTH_BYTES = 4
MOST_FIELD_BYTES = 1 << 18


class BadAnswer(Exception):
    """A worker said what no sound worker says. The text is for the log, and quotes nothing: it could be anything."""


def packed(fields: Mapping[str, str | int | None], parts: Sequence[bytes] = ()) -> bytes:
    """Return the frame of these fields, followed by the bytes of arrays."""
    said = json.dumps(fields).encode()
    return b"".join((len(said).to_bytes(LENGTH_BYTES, "big"), said, *parts))


class AnswerFrame:
    """A frame that came from a worker, taken apart piece by piece: fields by name, arrays in their order.

    Every method raises BadAnswer where something is not as it must be, and so does done() for what nobody asked for.
    """

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        length = int.from_bytes(self._data[:LENGTH_BYTES], "big")
        self._at = LENGTH_BYTES + length
        if length > MOST_FIELD_BYTES or self._at > len(data):
            raise BadAnswer(f"{len(data)} bytes cannot hold {length} bytes of fields")
        try:
            fields = json.loads(bytes(self._data[LENGTH_BYTES : self._at]))
        except (ValueError, RecursionError) as error:
            raise BadAnswer("its fields are no JSON") from error
        if not isinstance(fields, dict):
            raise BadAnswer("its fields have no names")
        self._fields: dict[str, object] = fields

    # ------------------------------------------------------------ fields
    def whole(self, name: str, least: int, most: int) -> int:
        """Return a whole number of this range. Raises BadAnswer."""
        value = self._take(name)
        if type(value) is not int or not least <= value <= most:
            raise BadAnswer(f"{name} is not what it must be")
        return value

    def whole_or_none(self, name: str, least: int, most: int) -> int | None:
        if name in self._fields and self._fields[name] is None:
            del self._fields[name]
            return None
        return self.whole(name, least, most)

    def text(self, name: str, most: int) -> str:
        """Return a text of at most so many characters; a byte of a file name that is no text becomes "?".

        Raises BadAnswer.
        """
        value = self._take(name)
        if type(value) is not str or len(value) > most:
            raise BadAnswer(f"{name} is not what it must be")
        return value.encode("utf-8", "replace").decode("utf-8")

    def text_or_none(self, name: str, most: int) -> str | None:
        if name in self._fields and self._fields[name] is None:
            del self._fields[name]
            return None
        return self.text(name, most)

    def _take(self, name: str) -> object:
        try:
            return self._fields.pop(name)
        except KeyError:
            raise BadAnswer(f"{name} is missing") from None

    # ------------------------------------------------------------ bytes
    def piece(self, size: int) -> bytes:
        """Return the next bytes."""
        return bytes(self._next(size))

    def array(self, kind: type[Scalar], *shape: int) -> NDArray[Scalar]:
        """Return the next array, any numbers; it cannot be written to and keeps the frame in memory."""
        import numpy as np

        size = np.dtype(kind).itemsize
        for side in shape:  # in Python's numbers, which do not overflow
            size *= side
        return np.frombuffer(self._next(size), kind).reshape(shape)

    def numbers(self, kind: type[Scalar], *shape: int, least: Limit, most: Limit) -> NDArray[Scalar]:
        """Return a copy of the next array, all of it in this range, so that nothing in it is infinite or no number.

        least, most : of all numbers, or of each column

        Raises BadAnswer.
        """
        import numpy as np

        values = self.array(kind, *shape)
        if not bool(np.all((values >= least) & (values <= most))):  # a NaN is neither
            raise BadAnswer(f"numbers {shape} beyond their range")
        return values.copy()

    def _next(self, size: int) -> memoryview:
        start, self._at = self._at, self._at + size
        if size < 0 or self._at > len(self._data):
            raise BadAnswer(f"{size} bytes are missing at its end")
        return self._data[start : self._at]

    def done(self) -> None:
        """See to it that nothing is left. Raises BadAnswer."""
        if self._fields:
            raise BadAnswer(f"{len(self._fields)} fields too many")
        if self._at != len(self._data):
            raise BadAnswer(f"{len(self._data) - self._at} bytes too many")
