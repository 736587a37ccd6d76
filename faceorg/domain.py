"""The words of faceorg as values: ids and frozen dataclasses that cross every room and thread border.

A *face* is one detected (or drawn) face. A *cluster* is a group that software found. A *person* is a group that the
user named or confirmed. Facts are *observed* (photos, faces), *decided* (people, assignments, rejections, ...: the
user's, journaled) or *derived* (embeddings, clusters, automatic assignments: may be dropped and remade at any time).
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NewType

from faceorg.boxes import Box, ShownAs
from faceorg.dates import DateSource
from faceorg.messages.message import Message
from faceorg.messages.text import Text

if TYPE_CHECKING:  # numpy costs 120 ms to import; these annotations must not
    import numpy as np
    from numpy.typing import NDArray

PhotoId = NewType("PhotoId", int)
FaceId = NewType("FaceId", int)
PersonId = NewType("PersonId", int)
ClusterId = NewType("ClusterId", int)
EditId = NewType("EditId", int)
PackId = NewType("PackId", str)


@dataclass(frozen=True, slots=True)
class PictureTurn:
    """How the user had a picture turned, clockwise, after its orientation was undone. quarters : 0-3

    orientation : by EXIF, and mirrored where a sidecar says so (1-8)
    picture : hash of the picture without its metadata, or where nobody has made that, of the file [Note: Turns]
    """

    picture: str
    orientation: int
    quarters: int

    def is_of(self, hashes: tuple[str | None, ...], orientation: int) -> bool:
        """Whether this is said of a picture with one of these hashes."""
        return self.picture in hashes and self.orientation == orientation


@dataclass(frozen=True)
class Detection:
    """One face as a detector sees it.

    box : fractions of the upright photo
    landmarks : float32 (5, 2), fractions of the upright photo: left eye, right eye, nose, left and right mouth corner
        (left as seen in the picture)
    score : detector confidence, 0-1
    """

    box: Box
    landmarks: NDArray[np.float32]
    score: float


# Quality (0-1) below which a face is weak evidence.
WEAK_QUALITY = 0.2


@dataclass(frozen=True, slots=True)
class Quality:
    """How much a face can be trusted as evidence.

    value : 0 (useless) to 1 (sharp, large, frontal): the one number the rest of the program uses; where the pack's
        embeddings tell something of it (ModelPack.clarity), that counts too
    size_px : side of the face in pixels of the full photo (square root of the box area)
    sharpness : 0-1, from the gradient energy of the aligned crop
    yaw, pitch, roll : degrees, estimated from the five landmarks; 0 is frontal and upright
    """

    value: float
    size_px: float
    sharpness: float
    yaw: float
    pitch: float
    roll: float


@dataclass(frozen=True)
class FaceObservation:
    """A detection with what was measured on it.

    embedding : float32 (dim,), L2-normalised; None only while no embedder has run
    thumbnail : JPEG bytes of a square crop around the face, upright
    """

    detection: Detection
    quality: Quality
    embedding: NDArray[np.float32] | None = None
    thumbnail: bytes | None = None


class PhotoState(StrEnum):
    PENDING = "pending"  # known, waits for analysis
    ANALYZED = "analyzed"
    FAILED = "failed"  # could not be read; `failure` says why
    MISSING = "missing"  # no scan comes by its file (see Absence); faces and names are kept


@dataclass(frozen=True)
class Photo:
    """One photo file of a root. width and height are of the picture as it is shown, in pixels; 0 before analysis.

    taken_at is local time without zone, and where only a span is known its first second; taken_until is its last one.
    taken_from says who says so (see `metadata.dates`).
    image_hash is of the picture without its metadata, None before analysis; orientation (EXIF, 1-8) was undone.
    mirrored : the last of that, left to right, is what a sidecar says, and not the file
    turned : quarters clockwise by which the user had it turned after that; looked_at_turned : as it was when faces were
    looked for; lies : by how many it should be turned, for all that its faces tell; frame : the page or frame that is
    shown, 0: the first that is not blank; duration_ms : of a video; moments_ms : of its strip [Note: Film strips]
    ends_early : the file ends before the picture does; what is there is shown
    """

    id: PhotoId
    path: Path
    content_hash: str | None
    size_bytes: int
    mtime_ns: int
    width: int
    height: int
    taken_at: datetime | None
    taken_until: datetime | None
    taken_from: DateSource | None
    state: PhotoState
    failure: Message | None
    image_hash: str | None = None
    orientation: int = 1
    turned: int = 0
    looked_at_turned: int = 0
    lies: int = 0
    frame: int = 0
    duration_ms: int = 0
    moments_ms: tuple[int, ...] = ()
    mirrored: bool = False
    ends_early: bool = False

    @property
    def shown_as(self) -> ShownAs:
        return ShownAs(self.turned, self.mirrored)


class AssignedBy(StrEnum):
    USER = "user"  # decided
    AUTO = "auto"  # derived, revisable


class IgnoreReason(StrEnum):
    STRANGER = "stranger"
    NOT_A_FACE = "not_a_face"


@dataclass(frozen=True)
class Face:
    """One face with what is known about it now. landmarks is float32 (5, 2) in fractions, or None for a drawn face."""

    id: FaceId
    photo_id: PhotoId
    box: Box
    landmarks: NDArray[np.float32] | None
    score: float
    quality: Quality
    cluster_id: ClusterId | None
    person_id: PersonId | None
    assigned_by: AssignedBy | None
    ignored: IgnoreReason | None = None
    drawn: bool = False


@dataclass(frozen=True)
class LeftBehind:
    """What was decided about a face that is no longer in its photo: kept, and nobody's in the picture as it is now.
    person_id : who it is; rejected : who it is not; ignored : why it was put aside; drawn : the user placed its box"""

    face_id: FaceId
    person_id: PersonId | None
    rejected: tuple[PersonId, ...]
    ignored: IgnoreReason | None
    drawn: bool


@dataclass(frozen=True)
class Person:
    """favourite : comes first wherever people are listed"""

    id: PersonId
    name: str
    cover_face_id: FaceId | None
    hidden: bool
    born_on: date | None
    favourite: bool = False


@dataclass(frozen=True)
class PersonSummary:
    """A person with its counts: faces and photos include automatic ones; waiting is the number of open suggestions.

    stacked : pictures beyond `photos` that show nearly the same as one of these
    """

    person: Person
    faces: int
    photos: int
    automatic: int
    waiting: int = 0
    stacked: int = 0


@dataclass(frozen=True)
class Cluster:
    """A group of unnamed faces that software found, best faces first."""

    id: ClusterId
    pack_id: PackId
    face_ids: tuple[FaceId, ...]


@dataclass(frozen=True)
class Rejection:
    """The user said: this face is not this person."""

    face_id: FaceId
    person_id: PersonId


@dataclass(frozen=True)
class Separation:
    """The user said: these two people are not one."""

    person_a: PersonId
    person_b: PersonId


@dataclass(frozen=True)
class Match:
    """One answer of a similarity search; similarity is cosine, -1 to 1, higher is closer."""

    face_id: FaceId
    similarity: float


@dataclass(frozen=True, slots=True)
class Derived:
    """An automatic assignment or a suggestion. similarity: cosine; margin: to the runner-up; probability: 0-1."""

    face_id: FaceId
    person_id: PersonId
    similarity: float
    margin: float
    probability: float


@dataclass(frozen=True, slots=True)
class FaceRow:
    """One face of a grid. automatic: a guess; taken_at: ISO local time as stored, None if unknown; quality: 0-1."""

    face_id: FaceId
    photo_id: PhotoId
    person_id: PersonId | None
    automatic: bool
    taken_at: str | None
    quality: float


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """How many people there are, less hidden ones and those in no photo that is there, and how many unnamed groups of
    two faces and more."""

    people: int
    unnamed: int


@dataclass(frozen=True)
class PhotoFilter:
    """Which photos: with all of, any of and none of these people; `only` them; of these days; below this folder.

    since, until : days, inclusive; unnamed : with a face that has no name; state : None for all that can be seen
    lying : that seem to lie on their side, and of which the user has not said how they lie
    """

    all_of: tuple[PersonId, ...] = ()
    any_of: tuple[PersonId, ...] = ()
    none_of: tuple[PersonId, ...] = ()
    only: bool = False
    since: date | None = None
    until: date | None = None
    folder: Path | None = None
    unnamed: bool = False
    state: PhotoState | None = None
    lying: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A run of photos of one month in a `Timeline`. year and month are None for photos without a date."""

    year: int | None
    month: int | None
    first: int


class Absence(StrEnum):
    """Why no scan comes by a photo's file, as far as the disk says now."""

    GONE = "gone"  # there is no such file, in a place that can be looked at
    LEFT_OUT = "left_out"  # no scan looks there: its folder was removed, or it is left out by the user or a mark
    AWAY = "away"  # the disk, share or folder cannot be reached: nobody knows
    BACK = "back"  # it is there; the next scan brings it back


@dataclass(frozen=True, slots=True)
class MissingPhoto:
    """A photo that the last scan did not come by.

    place_taken : at its path lies another file; faces : seen in it
    names : of the people confirmed in it, from left to right
    """

    id: PhotoId
    path: Path
    place_taken: bool
    faces: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Timeline:
    """Photos, newest first, undated ones last, with where each month begins. photo_ids : eight bytes each; stacks : the
    photos that are not in it, because one that is stands for them; videos : how many milliseconds each of them lasts"""

    photo_ids: Sequence[int] = field(default_factory=lambda: array("q"))
    months: tuple[Month, ...] = ()
    stacks: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    videos: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Thresholds:
    """Similarities (cosine) of one model pack, calibrated for it.

    match : verification; at this similarity about one pair of strangers in a thousand is called the same (FAR 1e-3)
    strict : FAR 1e-4 and better; what an automatic assignment needs
    cluster : average similarity at which two groups are one
    """

    match: float
    strict: float
    cluster: float


@dataclass(frozen=True)
class ModelPack:
    """A detector and an embedder with what belongs to them.

    files : the ONNX files by role: "detection", "recognition"
    sha256s : by role, of the files on disk
    commercial_use : whether the licence of the weights allows business use
    nuisance : directions of the embeddings that tell of age and bad pictures, float (k, embedding_dim), to be taken
        off; None where nobody has measured them
    clarity : what its embeddings tell of the quality of a picture (vision.clarity), None as above
    """

    id: PackId
    name: str
    folder: Path
    files: dict[str, Path]
    embedding_dim: int
    thresholds: Thresholds
    license: str
    license_plain: Text
    commercial_use: bool
    sha256s: dict[str, str] = field(default_factory=dict)
    nuisance: Path | None = None
    clarity: Path | None = None
