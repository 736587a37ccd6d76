"""What this library has measured of its pack -> thresholds and the quality of faces, for everybody who compares faces.

[Note: What was measured] A pack comes with thresholds that its maker, or nobody, has measured. `measuring` finds
better ones for the photos of this library, without a name, and what bad pictures do to the pack's embeddings. It is
derived: kept in one file beside the index, of the pack whose id it bears, dropped with the index (`rebuild`, other
weights of the pack), and used only while learning is switched on. No decision depends on it: what is guessed by it is
guessed again.
"""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.catalog.storage.faults import disk_faults
from faceorg.domain import ModelPack, Thresholds
from faceorg.files import atomic
from faceorg.files.broken import BROKEN_ARRAYS
from faceorg.library.opening.index_files import measured_file
from faceorg.library.opening.index_place import index_folder

if TYPE_CHECKING:  # the window reads the pack in use at its start, without numpy
    import numpy as np
    from numpy.typing import NDArray

    from faceorg.library.opening.library import Library
    from faceorg.matching.learning.measuring import Clarity

# With fewer photos there is nothing to measure: a library of twenty photos is as it was.
LEAST_PHOTOS = 200
_FORMAT, _NUMBERS = 1, 9


@dataclass(frozen=True)
class Measured:
    """What was measured.

    photos : how many were analysed then; thresholds : of the pack in this library; pairs : of strangers that told them
    spoilt : faces that were spoilt and seen again; clarity : what they told, None where they were too few, or where
        somebody has measured it for the pack
    directions : of embeddings, that tell of bad pictures and are taken off, float32 (k, dim); None as above
    """

    photos: int
    thresholds: Thresholds
    pairs: int = 0
    spoilt: int = 0
    clarity: Clarity | None = None
    directions: NDArray[np.float32] | None = None

    @property
    def version(self) -> int:
        """A number of 31 bits that tells one measurement from another: what was learned by one is of no other;
        0: nothing was found, and all is as the pack says."""
        if not (self.pairs or self.spoilt):
            return 0
        numbers = [*_thresholds(self.thresholds)]
        told = [] if self.clarity is None else [self.clarity.by_embedding.tobytes()]
        told += [] if self.directions is None else [self.directions.tobytes()]
        return zlib.crc32(b"".join([repr(numbers).encode(), *told])) & 0x7FFFFFFF


def applied(library: Library, pack: ModelPack) -> ModelPack:
    """Return the pack with the thresholds that hold in this library."""
    found = measured_of(library, pack.id)
    return pack if found is None else replace(pack, thresholds=found.thresholds)


def measured_of(library: Library, pack_id: str) -> Measured | None:
    """Return what was measured of a pack; None where nothing was, or learning is switched off."""
    return stored(library, pack_id) if library.settings.grouping.learn else None


def measurement_in_use(library: Library, pack_id: str) -> int:
    """Return which measurement is in use, 0 for none."""
    found = measured_of(library, pack_id)
    return 0 if found is None else found.version


# ---------------------------------------------------------------- the file
def file_of(library: Library, pack_id: str, name: str = "measured") -> Path:
    file = measured_file(pack_id, name)
    return index_folder(library, files=[file]) / file


def stored(library: Library, pack_id: str) -> Measured | None:
    """Return what was measured last; None where there is none, or it is broken or of another method."""
    file = file_of(library, pack_id)
    try:
        written = os.stat(file).st_mtime_ns
    except OSError:
        return None
    return _read(file, written)


@lru_cache(maxsize=8)
def _read(file: Path, _written_ns: int) -> Measured | None:
    import numpy as np

    from faceorg.matching.learning.measuring import Clarity

    try:
        with np.load(file, allow_pickle=False) as arrays:
            numbers, by_embedding = arrays["numbers"].tolist(), arrays["by_embedding"].astype(np.float32)
            directions = arrays["directions"].astype(np.float32)
    except BROKEN_ARRAYS:
        return None
    if len(numbers) != _NUMBERS or numbers[0] != _FORMAT or by_embedding.ndim != 1 or directions.ndim != 2:
        return None
    photos, pairs, spoilt, *rest = numbers[1:]
    clarity = Clarity(by_embedding, rest[3], rest[4]) if len(by_embedding) else None
    return Measured(
        int(photos), Thresholds(*rest[:3]), int(pairs), int(spoilt), clarity, directions if len(directions) else None
    )


def keep_measured(library: Library, pack_id: str, found: Measured) -> None:
    """Write what was measured. Raises DiskFull."""
    import numpy as np

    clarity = found.clarity
    numbers = [_FORMAT, found.photos, found.pairs, found.spoilt, *_thresholds(found.thresholds)]
    numbers += [0.0, 0.0] if clarity is None else [clarity.by_quality, clarity.constant]
    by_embedding = np.empty(0, np.float32) if clarity is None else clarity.by_embedding
    directions = np.empty((0, 0), np.float32) if found.directions is None else found.directions
    file = file_of(library, pack_id)
    with disk_faults(library.folder):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        with atomic.replacing(file) as stream:
            np.savez(stream, numbers=np.array(numbers, np.float64), by_embedding=by_embedding, directions=directions)


def _thresholds(thresholds: Thresholds) -> tuple[float, float, float]:
    return thresholds.match, thresholds.strict, thresholds.cluster
