"""A comparison of a large library's faces <-> files that travel to workers, who map them instead of loading them."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from faceorg.library.cluster.parcels import Content, Parcel, place_in
from faceorg.matching.neighbours.cells import CellComparison, Cells

Number = TypeVar("Number", bound=np.number)


def contents_of(comparison: CellComparison) -> dict[str, Content]:
    """Return the files by name."""
    cells = comparison.cells
    return {
        "vectors": _bytes_of(comparison.vectors),
        "bar": _bytes_of(comparison.bar),
        "members": _bytes_of(cells.members),
        "member-ends": _bytes_of(cells.member_ends),
        "askers": _bytes_of(cells.askers),
        "asker-ends": _bytes_of(cells.asker_ends),
    }


def opened(parcel: Parcel, folder: Path, sizes: tuple[int, int, int]) -> CellComparison:
    """Read a comparison that was sent. sizes : faces, numbers of an embedding, neighbours of each"""

    def numbers(name: str, kind: type[Number]) -> NDArray[Number]:
        place = place_in(folder, name)
        return np.memmap(place, kind, mode="r") if parcel.file(name).size_bytes else np.empty(0, kind)

    count, dim, k = sizes
    cells = Cells(
        numbers("members", np.int32),
        numbers("member-ends", np.int64),
        numbers("askers", np.int32),
        numbers("asker-ends", np.int64),
    )
    return CellComparison(numbers("vectors", np.float32).reshape(count, dim), cells, numbers("bar", np.float32), k)


def _bytes_of(values: NDArray[Number]) -> memoryview:
    return memoryview(np.ascontiguousarray(values).view(np.uint8).reshape(-1).data)
