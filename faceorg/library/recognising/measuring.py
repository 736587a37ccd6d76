"""A library's own photos -> what is known of its pack: where strangers end here, and how bad pictures look to it.

[Note: When a pack is measured] Once there are enough photos, and again when twice as many have been analysed; never for
nothing in between. The first part looks at embeddings that are there and costs next to nothing. The second one spoils
good faces of the library on purpose and has them embedded again, in a worker process as a scan does: at most so many
that it takes a few hundredths of what the scan took. It remembers what it has seen, sheet by sheet: one that was
stopped goes on, and ends as if it had not been.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import astuple, dataclass
from functools import partial
from itertools import combinations, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceorg.boxes import Box
from faceorg.catalog import clusters, faces, vectors
from faceorg.catalog.storage.faults import disk_faults
from faceorg.domain import FaceId, ModelPack, PhotoId
from faceorg.files import atomic
from faceorg.files.broken import BROKEN_ARRAYS
from faceorg.images.spoiling import ACROSS, DOWN, Portrait, SpoiltSheet, sheets
from faceorg.images.thumbnails import MARGIN
from faceorg.library.recognising import grouping, measured, packs
from faceorg.library.recognising.measured import Measured
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis, open_job_runner
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import Pool, WorkerPool
from faceorg.matching.learning.measuring import (
    Clarity,
    Strangers,
    fit_clarity,
    picture_directions,
    thresholds_among,
    without,
)
from faceorg.messages.codes import FindingCode, TaskCode
from faceorg.messages.message import Message
from faceorg.passing import PassingFolder
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress
from faceorg.vision.packs.registry import registry

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Measured again once so many times as many photos were analysed.
MEASURE_AGAIN = 2
# Pairs of strangers: of good faces, of two groups at most so many, so that two sisters in a thousand photos do not
# speak for everybody; and from how many on they say anything.
STRANGER_QUALITY, MOST_TOGETHER = 0.7, 12
PAIRS_OF_TWO, LEAST_PAIRS, MOST_PAIRS = 4, 50, 20_000
# As how many pairs' word the thresholds count that somebody has measured for the pack, or nobody has.
KNOWN_WEIGHT, UNKNOWN_WEIGHT = 2000.0, 100.0
# Good faces to be spoilt, of people who are not alike: how good, how large in pixels; how many copies of how many.
PORTRAIT_QUALITY, PORTRAIT_PX = 0.8, 70.0
COPIES, MOST_PORTRAITS, LEAST_PORTRAITS = 4, 400, 50
# A spoilt face costs a fifth of what a photo of usual size costs a scan, with light packs and heavy ones; the start of
# the worker that sees them as much as thirty photos.
SPOILT_A_PHOTO = 0.08
# Directions of bad pictures that are taken off.
DIRECTIONS = 3
_SEED = 1


def measure_if_due(
    library: Library,
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> bool:
    """Measure the pack in use if [Note: When a pack is measured] says so; and where that tells
    anything else than before, judge and group again; return whether it did.

    Raises LibraryReadOnly, DiskFull, PackProblem, Cancelled.
    """
    if not library.settings.grouping.learn:
        return False
    pack_id = packs.pack_id(library)
    photos, before = _photos(library, pack_id), measured.stored(library, pack_id)
    if photos < measured.LEAST_PHOTOS or (before is not None and photos < MEASURE_AGAIN * before.photos):
        return False
    version = measured.measurement_in_use(library, pack_id)
    measure(library, progress=progress, cancel=cancel)
    if measured.measurement_in_use(library, pack_id) == version:
        return False
    grouping.settle(library, full=True, progress=progress, cancel=cancel)
    return True


def measure(
    library: Library,
    *,
    pool: Pool | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> Measured:
    """Measure the pack in use now, keep it and return it. Raises as `measure_if_due` does."""
    pack = packs.pack_as_shipped(library)
    photos = _photos(library, pack.id)
    bad = _bad_pictures(library, pack, photos, pool, progress, cancel or CancelToken())
    strangers = _strangers(library, pack, bad)
    thresholds = pack.thresholds
    if strangers is not None:
        is_known = thresholds != registry().default_thresholds
        thresholds = thresholds_among(strangers, thresholds, KNOWN_WEIGHT if is_known else UNKNOWN_WEIGHT)
    pairs = strangers.pairs if strangers else 0
    found = Measured(photos, thresholds, pairs, bad.spoilt, bad.clarity, bad.directions)
    measured.keep_measured(library, pack.id, found)
    measured.file_of(library, pack.id, _UNFINISHED).unlink(missing_ok=True)
    return found


def explanation(library: Library) -> Message | None:
    """Say in one line what was measured; None where nothing was."""
    found = measured.measured_of(library, packs.pack_id(library))
    if found is None or not (found.pairs or found.spoilt):
        return None
    if not found.pairs:
        return Message(FindingCode.PACK_MEASURED_BY_BAD_PICTURES, spoilt=found.spoilt)
    usual, now = packs.pack_as_shipped(library).thresholds.match, found.thresholds.match
    if not found.spoilt:
        return Message(FindingCode.PACK_MEASURED_BY_STRANGERS, pairs=found.pairs, usual=usual, match=now)
    return Message(FindingCode.PACK_MEASURED, pairs=found.pairs, spoilt=found.spoilt, usual=usual, match=now)


def report(library: Library) -> dict[str, object] | None:
    """Return what was measured as part of the JSON document of `faceorg learn --json`."""
    found = measured.measured_of(library, packs.pack_id(library))
    if found is None:
        return None
    now = found.thresholds
    return {
        "photos": found.photos,
        "stranger_pairs": found.pairs,
        "spoilt_faces": found.spoilt,
        "thresholds": {"match": now.match, "strict": now.strict, "cluster": now.cluster},
    }


def _photos(library: Library, pack_id: str) -> int:
    return vectors.analyzed_counts(library.catalog).get(pack_id, 0)


# ---------------------------------------------------------------- strangers
def _strangers(library: Library, pack: ModelPack, bad: _BadPictures) -> Strangers | None:
    """How similar people are who share a photo and are well seen; None where too few are."""
    pairs = np.array(pairs_of_strangers(library), np.int64).reshape(-1, 2)
    ids = np.unique(pairs)
    batch = vectors.embeddings_of(library.catalog, pack.id, [FaceId(one) for one in ids.tolist()])
    good = faces.qualities(library.catalog, batch.face_ids.tolist())
    quality = np.array([good[FaceId(one)] for one in batch.face_ids.tolist()], np.float32)
    rows, quality = bad.seen(batch.vectors, quality)
    known = np.isin(pairs, batch.face_ids[quality >= STRANGER_QUALITY]).all(axis=1)
    if known.sum() < LEAST_PAIRS:
        return None
    left, right = np.searchsorted(batch.face_ids, pairs[known]).T
    return Strangers.among(np.einsum("ij,ij->i", rows[left], rows[right]))


def pairs_of_strangers(library: Library) -> list[tuple[FaceId, FaceId]]:
    """Two faces of one photo that nothing takes for one person; spread over the library where there are many."""
    together = clusters.faces_together(library.catalog, STRANGER_QUALITY, MOST_TOGETHER)
    found: list[tuple[FaceId, FaceId]] = []
    often: Counter[tuple[tuple[int, int, int], ...]] = Counter()
    for _photo, rows in groupby(together, key=lambda row: row[0]):
        for one, other in combinations(rows, 2):
            # A person, else a group, else the face alone.
            who = tuple(sorted((row[2] or 0, row[3] or 0, 0 if row[2] or row[3] else row[1]) for row in (one, other)))
            often[who] += 1
            if who[0] != who[1] and often[who] <= PAIRS_OF_TWO:
                found.append((one[1], other[1]))
    return [found[place] for place in np.linspace(0, len(found) - 1, min(len(found), MOST_PAIRS)).astype(int).tolist()]


# ---------------------------------------------------------------- bad pictures
_UNFINISHED = "measuring"


@dataclass(frozen=True)
class _Seen:
    """Spoilt faces that were embedded. embeddings : float32 (n, dim); quality, score : float32 (n,)"""

    embeddings: NDArray[np.float32]
    quality: NDArray[np.float32]
    score: NDArray[np.float32]


@dataclass(frozen=True)
class _BadPictures:
    """What bad pictures do to the pack's embeddings. spoilt : faces that told it; the rest as in `Measured`"""

    spoilt: int = 0
    directions: NDArray[np.float32] | None = None
    clarity: Clarity | None = None

    def seen(
        self, embeddings: NDArray[np.float32], quality: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return embeddings as they are compared, and how good their pictures are."""
        rows = embeddings if self.directions is None else without(embeddings, self.directions)
        return rows, quality if self.clarity is None or not len(rows) else self.clarity.of(rows, quality)


def _bad_pictures(
    library: Library, pack: ModelPack, photos: int, pool: Pool | None, progress: ProgressSink, cancel: CancelToken
) -> _BadPictures:
    """Nothing where there are too few good faces, or somebody has measured all of it for the pack."""
    if pack.clarity is not None and pack.nuisance is not None:
        return _BadPictures()
    most = min(MOST_PORTRAITS, int(photos * SPOILT_A_PHOTO / COPIES))
    chosen = _good_faces(library, pack, most) if most >= LEAST_PORTRAITS else []
    portraits = {place.face_id: found for place in chosen if (found := _portrait(library, place)) is not None}
    if len(portraits) < LEAST_PORTRAITS:
        return _BadPictures()
    own = vectors.embeddings_of(library.catalog, pack.id, list(portraits)).vectors
    whose = np.tile(np.arange(len(portraits)), COPIES)
    seen = _embedded(library, pack, portraits, pool, progress, cancel)
    there = np.flatnonzero(seen.score > 0)  # in the others the detector sees no face: no scan would find them
    if len(there) < LEAST_PORTRAITS:
        return _BadPictures()
    bad, good = seen.embeddings[there], own[whose[there]]
    directions = None
    if pack.nuisance is None:
        directions = picture_directions(bad, good, DIRECTIONS)
        bad, good = without(bad, directions), without(good, directions)
    kept = np.einsum("ij,ij->i", bad, good)
    clarity = fit_clarity(bad, seen.quality[there], kept) if pack.clarity is None else None
    return _BadPictures(len(there), directions, clarity)


def _good_faces(library: Library, pack: ModelPack, most: int) -> list[vectors.PortraitPlace]:
    """Large, clear faces, none like another one: somebody with thousands of photos would speak for everybody."""
    places = [
        place
        for place in vectors.good_portraits(library.catalog, pack.id, PORTRAIT_QUALITY, PORTRAIT_PX)
        if _fits(place)
    ]
    spread = np.linspace(0, len(places) - 1, min(len(places), 4 * most)).astype(int)
    places = [places[at] for at in np.unique(spread).tolist()]
    rows = vectors.embeddings_of(library.catalog, pack.id, [place.face_id for place in places]).vectors
    chosen: list[int] = []
    for at in range(len(rows)):
        if len(chosen) < most and (not chosen or float((rows[chosen] @ rows[at]).max()) < pack.thresholds.match):
            chosen.append(at)
    return [places[at] for at in chosen]


def _side_px(place: vectors.PortraitPlace) -> float:
    """The side of a face's crop in its photo, see `thumbnails.square_around`."""
    return max(place.box.width * place.width, place.box.height * place.height) * (1 + 2 * MARGIN)


def _fits(place: vectors.PortraitPlace) -> bool:
    """Whether the crop holds the face in its middle."""
    half = _side_px(place) / 2
    across = (place.box.x + place.box.width / 2) * place.width
    down = (place.box.y + place.box.height / 2) * place.height
    return half <= across <= place.width - half and half <= down <= place.height - half


def _portrait(library: Library, place: vectors.PortraitPlace) -> Portrait | None:
    """The crop of a face; None where it does not read: `check` speaks of that."""
    import simplejpeg

    jpeg = vectors.thumbnail(library.catalog, place.face_id)
    try:
        pixels = np.asarray(simplejpeg.decode_jpeg(jpeg or b""), np.uint8)
    except ValueError:
        return None
    side = _side_px(place)
    wide, high = place.box.width * place.width / side, place.box.height * place.height / side
    box = Box(0.5 - wide / 2, 0.5 - high / 2, wide, high)
    return Portrait(pixels, box)


def _embedded(
    library: Library,
    pack: ModelPack,
    portraits: Mapping[FaceId, Portrait],
    pool: Pool | None,
    progress: ProgressSink,
    cancel: CancelToken,
) -> _Seen:
    """Have the spoilt portraits looked at, those of before left out; what was seen is kept after every sheet."""
    file, of = (
        measured.file_of(library, pack.id, _UNFINISHED),
        zlib.crc32(np.array(list(portraits), np.int64).tobytes()),
    )
    seen = _unfinished(file, of, pack.embedding_dim)
    done = -(-len(seen.score) // (ACROSS * DOWN))
    waiting = list(sheets(list(portraits.values()), COPIES, _SEED))[done:]
    meter = ProgressMeter(TaskCode.MEASURING_PACK, done + len(waiting), progress)
    meter.step(done)
    for more in _looked_at(library, pack, waiting, pool, cancel):
        seen = _Seen(*(np.concatenate(both) for both in zip(astuple(seen), astuple(more), strict=True)))
        with disk_faults(library.folder):
            file.parent.mkdir(mode=0o700, exist_ok=True)
            with atomic.replacing(file) as stream:
                np.savez(stream, of=np.int64(of), embeddings=seen.embeddings, quality=seen.quality, score=seen.score)
        meter.step()
    return seen


def _unfinished(file: Path, of: int, dim: int) -> _Seen:
    """What was seen of the same sheets before; nothing where the file is broken or of other faces."""
    with suppress(*BROKEN_ARRAYS), np.load(file, allow_pickle=False) as arrays:
        if int(arrays["of"]) == of:
            return _Seen(arrays["embeddings"], arrays["quality"], arrays["score"])
    return _Seen(np.empty((0, dim), np.float32), np.empty(0, np.float32), np.empty(0, np.float32))


def _looked_at(
    library: Library, pack: ModelPack, waiting: Sequence[SpoiltSheet], pool: Pool | None, cancel: CancelToken
) -> Iterator[_Seen]:
    """What a worker sees on each sheet, in their order."""
    from PIL import Image

    device = library.settings.analysis.device
    pool = pool or WorkerPool(
        partial(open_job_runner, pack, device),
        PhotoAnalyses(pack.embedding_dim),
        processes=1,
        reach=Reach.of_pack(pack, device),
    )
    folder = PassingFolder()

    def jobs() -> Iterator[AnalysisTask]:
        for number, sheet in enumerate(waiting):
            file = folder.path / f"{number}.png"
            Image.fromarray(sheet.pixels).save(file, "PNG", compress_level=1)
            yield AnalysisTask(PhotoId(number), file, sheet.boxes, detect=False)

    try:
        with closing(pool.run(jobs(), cancel)) as results:
            for result in results:
                yield _seen(pack, waiting[result.photo_id], result.analysis)
                (folder.path / f"{result.photo_id}.png").unlink()
    finally:
        folder.close()


def _seen(pack: ModelPack, sheet: SpoiltSheet, analysis: PhotoAnalysis | None) -> _Seen:
    """What a worker said of a sheet; one that it could not look at shows no face."""
    if analysis is None:
        count = len(sheet.boxes)
        return _Seen(np.zeros((count, pack.embedding_dim), np.float32), *np.zeros((2, count), np.float32))
    return _Seen(
        np.stack([one.embedding for one in analysis.known if one.embedding is not None]),
        np.array([one.quality.value for one in analysis.known], np.float32),
        np.array([one.detection.score for one in analysis.known], np.float32),
    )
