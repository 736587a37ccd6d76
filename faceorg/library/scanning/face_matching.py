"""New detections -> the faces a photo is known to have, so that face ids and decisions outlive every re-analysis.

[Note: Stable face ids] In the same picture a detection takes the id of the known face it overlaps most (IoU). Where the
picture itself was changed (cropped, turned, mirrored, replaced by another), places say nothing: likeness decides, and
places only between faces that are as good as equally alike. A known face that is found no more is marked gone, never
deleted: the journal may speak of it, what was decided about it stays with the photo and is nobody's, and it gets its id
back when it comes back. A name on the wrong face is worse than one that waits: in doubt a face is a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from faceorg.boxes import SAME_FACE_IOU, Box, corners, overlap_shares
from faceorg.domain import Face, FaceId, FaceObservation, Thresholds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What full overlap adds to a likeness: enough to tell two pictures of one person in one photo apart, no more.
PLACE_COUNTS = 0.05
# Correlation of two small pictures of one place. Saved again at quality 40, reduced to a third or darkened, 111 faces
# of the sample photos stay above 0.97; of 82,215 pairs of LFW's portraits, all in one pose, none reaches 0.87.
SAME_PICTURE_CORRELATION = 0.95
_COMPARED_PX = 32


@dataclass(frozen=True)
class KnownFace:
    """A face of a photo, as it was known when the photo was handed out to be analysed.

    places : boxes that the user placed, to be looked at in the new picture: as followed, and as decided
    is_here : it is in this very picture: the content is the one in which it was seen last
    gone : it was not found the last time
    embedding : float32 (dim,), a unit vector of the pack in use; thumbnail : JPEG; None where there is none
    is_certain : a detector that misses it in the very same picture is wrong; not so of what was taken for a face, and
        decided by nobody, while the picture lay on its side
    """

    face: Face
    places: tuple[Box, ...] = ()
    is_here: bool = False
    gone: bool = False
    embedding: NDArray[np.float32] | None = None
    thumbnail: bytes | None = None
    is_certain: bool = True


@dataclass(frozen=True)
class Identified:
    """Which faces an analysis saw.

    observed : each with the known face that it is, None for a new one
    gone : known faces that are no longer in the picture
    places : where boxes that the user placed are now
    """

    observed: list[tuple[FaceId | None, FaceObservation]] = field(default_factory=list)
    gone: list[FaceId] = field(default_factory=list)
    places: dict[FaceId, Box] = field(default_factory=dict)


def identify_faces(
    known: Sequence[KnownFace],
    at_places: Sequence[Sequence[FaceObservation]],
    observed: Sequence[FaceObservation],
    thresholds: Thresholds,
) -> Identified:
    """Return which known face each detection is, and what became of the others.

    at_places : of each known face what was seen at its `places`; where it has none, at its own box or nothing
    """
    found = Identified()
    placed = _keep_placed(known, at_places, found)
    free = [seen for seen in observed if not _is_one_of(seen, list(found.places.values()))]
    rest = [one for one in known if one.face.id not in placed]
    for seen, face_id in zip(free, match_faces(rest, free, thresholds), strict=True):
        found.observed.append((face_id, seen))
        if face_id is not None and any(one.face.id == face_id and one.places for one in rest):
            found.places[face_id] = seen.detection.box
    matched = {face_id for face_id, _seen in found.observed}
    for one, looked_at in zip(known, at_places, strict=True):
        if one.face.id in matched or one.gone:
            continue
        if one.is_here and one.is_certain and looked_at:  # another detector missed it: it is there all the same
            found.observed.append((one.face.id, looked_at[0]))
        else:
            found.gone.append(one.face.id)
    return found


def _keep_placed(
    known: Sequence[KnownFace], at_places: Sequence[Sequence[FaceObservation]], found: Identified
) -> set[FaceId]:
    """Add the faces that are where the user placed them: in the same picture, or in one that looks the same there."""
    kept = set()
    for one, looked_at in zip(known, at_places, strict=True):
        for box, seen in zip(one.places, looked_at, strict=False):
            if one.is_here or look_the_same(one.thumbnail, seen.thumbnail):
                found.observed.append((one.face.id, seen))
                found.places[one.face.id] = box
                kept.add(one.face.id)
                break
    return kept


def _is_one_of(seen: FaceObservation, boxes: Sequence[Box]) -> bool:
    """Whether a detection is a face that the user has placed: that one is embedded where the user placed it."""
    return any(box.iou(seen.detection.box) >= SAME_FACE_IOU for box in boxes)


def match_faces(
    known: Sequence[KnownFace], observed: Sequence[FaceObservation], thresholds: Thresholds
) -> list[FaceId | None]:
    """Return for each observation the known face it is, or None for a new one; each known face is given once."""
    import numpy as np

    if not known or not observed:
        return [None] * len(observed)
    overlap = overlap_shares(
        corners([one.face.box for one in known]), corners([seen.detection.box for seen in observed])
    )
    here = np.array([one.is_here for one in known])[:, None]
    by_place = np.where(here & (overlap >= SAME_FACE_IOU), overlap, -np.inf)
    pairs = _take_best(by_place, {})
    likeness = _likenesses(known, observed)
    enough = likeness >= _bars(known, likeness, overlap, thresholds)
    pairs = _take_best(np.where(enough, likeness + PLACE_COUNTS * overlap, -np.inf), pairs)
    by_looks = np.full(overlap.shape, -np.inf)
    for row, column in np.argwhere(np.isneginf(likeness) & (overlap >= SAME_FACE_IOU)).tolist():
        if look_the_same(known[row].thumbnail, observed[column].thumbnail):
            by_looks[row, column] = overlap[row, column]
    pairs = _take_best(by_looks, pairs)
    return [known[pairs[column]].face.id if column in pairs else None for column in range(len(observed))]


def _bars(
    known: Sequence[KnownFace], likeness: NDArray[np.float64], overlap: NDArray[np.float64], thresholds: Thresholds
) -> NDArray[np.float64]:
    """The likeness that each pair needs.

    Faces of one shot come back alike: cropped, mirrored, reduced to a third, saved at quality 40, those of the sample
    photos keep 0.79 (starter) and 0.91 (edgeface_xs). So where one face has come back like that, the picture is the old
    one in another form, and somebody less alike elsewhere in it is somebody else. A box that the user placed holds what
    the detector does not take for a face: what networks say of such pictures resembles easily.
    """
    import numpy as np

    one_shot = (1.0 + thresholds.strict) / 2
    same_shot = bool((likeness >= one_shot).any())
    bars = np.full(likeness.shape, one_shot if same_shot else thresholds.strict)
    bars[overlap >= SAME_FACE_IOU] = thresholds.strict
    bars[[bool(one.places) for one in known]] = one_shot
    return bars


def _likenesses(known: Sequence[KnownFace], observed: Sequence[FaceObservation]) -> NDArray[np.float64]:
    """Cosine of each pair, float64 (known, observed); -inf where one has no embedding of the pack."""
    import numpy as np

    found = np.full((len(known), len(observed)), -np.inf)
    rows = [row for row, one in enumerate(known) if one.embedding is not None]
    columns = [column for column, seen in enumerate(observed) if seen.embedding is not None]
    if rows and columns:
        ours = np.stack([one.embedding for one in known if one.embedding is not None])
        theirs = np.stack([seen.embedding for seen in observed if seen.embedding is not None])
        found[np.ix_(rows, columns)] = ours @ theirs.T
    return found


def _take_best(values: NDArray[np.float64], pairs: dict[int, int]) -> dict[int, int]:
    """Add pairs (column: row) greedily, best first; -inf is no pair; ties go to the older face."""
    import numpy as np

    rows, columns = np.nonzero(values > -np.inf)
    used, pairs = set(pairs.values()), dict(pairs)
    for at in np.lexsort((columns, rows, -values[rows, columns])).tolist():
        row, column = int(rows[at]), int(columns[at])
        if row not in used and column not in pairs:
            pairs[column] = row
            used.add(row)
    return pairs


def look_the_same(one: bytes | None, other: bytes | None) -> bool:
    """Whether two small JPEGs show the same pixels, whatever their size, light and compression."""
    import numpy as np

    if not one or not other:
        return False
    first, second = _small(one), _small(other)
    if first is None or second is None:
        return False
    return float(np.mean(first * second)) >= SAME_PICTURE_CORRELATION


def _small(jpeg: bytes) -> NDArray[np.float64] | None:
    """A picture in grey as float64 (n, n) of mean 0 and deviation 1; None where there is nothing in it."""
    import cv2
    import numpy as np

    grey = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None or min(grey.shape) < 1:
        return None
    small = cv2.resize(grey, (_COMPARED_PX, _COMPARED_PX), interpolation=cv2.INTER_AREA).astype(np.float64)
    deviation = float(small.std())
    return None if deviation < 1.0 else (small - small.mean()) / deviation
