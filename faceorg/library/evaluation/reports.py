"""Labelled faces -> a report of how well they are told apart: of a folder, of an array file, or of one's own people."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceorg.dates import DAYS_A_YEAR
from faceorg.domain import FaceObservation, ModelPack, PhotoId, Thresholds
from faceorg.errors import InvalidInput, NotFound, PhotoProblem
from faceorg.files.broken import BROKEN_ARRAYS
from faceorg.formats import format_of_file
from faceorg.images.walk import walk_photos
from faceorg.library.evaluation import slices
from faceorg.library.evaluation.slices import SliceFigures
from faceorg.library.recognising import enrolment, packs
from faceorg.library.recognising.clearness import clearness
from faceorg.library.recognising.vectors import space_of
from faceorg.library.workers.analysis import AnalysisTask, open_job_runner
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool
from faceorg.matching.evaluation.measures import (
    ClusteringScore,
    OpenSet,
    PairCounts,
    PrecisionRecall,
    Reliability,
    VerificationFigures,
    clustering_score,
    open_set,
    pair_counts,
    reliability,
    reliability_by_quality,
    verification,
)
from faceorg.matching.evaluation.simulated_user import ReviewCost, review_cost
from faceorg.matching.grouping.clustering import cluster_faces
from faceorg.matching.learning.calibration import calibration_of
from faceorg.matching.neighbours.similarity import unit_rows
from faceorg.matching.recognition.gallery import Days
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress
from faceorg.vision.clarity import clarity_of
from faceorg.vision.nuisance import without_nuisance

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

# Faces each known person is enrolled with, as the field reports it.
ENROLLED = (1, 3, 10)
# Fewer people or faces than this say nothing about anything.
LEAST_PEOPLE, LEAST_FACES = 2, 4
# Pairs of one person's faces count as of different ages from here on.
YEARS_APART = 10.0
# The simulated user keeps a table of faces by named people: 0.5 GB at this many faces.
MOST_REVIEWED = 20_000


@dataclass(frozen=True)
class LabelledFaces:
    """Faces whose people are known.

    embeddings : float32 (n, dim); people : int64 (n,), equal numbers are one person; photos : int64 (n,)
    quality : float32 (n,), 0-1, None where unknown; skipped : photos without a usable face
    young : bool (n,), faces of children and teenagers; taken_on : datetime64[D] (n,), NaT where unknown; None where
        nothing is known
    slices : parts of the set that are measured by themselves, bool (n,) by name
    """

    embeddings: NDArray[np.float32]
    people: NDArray[np.int64]
    photos: NDArray[np.int64]
    thresholds: Thresholds
    quality: NDArray[np.float32] | None = None
    skipped: int = 0
    young: NDArray[np.bool_] | None = None
    taken_on: Days | None = None
    slices: dict[str, slices.Members] = field(default_factory=dict)


@dataclass(frozen=True)
class Evaluation:
    """All figures of one evaluation.

    across_ages : the same over pairs of a child's and an adult's face, or of faces YEARS_APART and more; None where the
        source tells neither
    identification : by the number of faces each known person is enrolled with
    review : None beyond MOST_REVIEWED faces, where simulating every answer takes too much memory
    """

    faces: int
    people: int
    skipped: int
    verification: VerificationFigures
    across_ages: VerificationFigures | None
    clustering: ClusteringScore
    identification: tuple[OpenSet, ...]
    calibration: Reliability
    review: ReviewCost | None
    slices: tuple[SliceFigures, ...]


def evaluate(labelled: LabelledFaces, *, strictness: float = 0.5) -> Evaluation:
    """Measure verification, clustering, open-set identification and calibration.

    Raises InvalidInput when there are too few people or faces to say anything.
    """
    counts = Counter(labelled.people.tolist())
    if len(counts) < LEAST_PEOPLE or len(labelled.people) < LEAST_FACES or max(counts.values()) < 2:
        raise InvalidInput(ProblemCode.EVALUATION_NEEDS_TWO)
    pairs = pair_counts(labelled.embeddings, labelled.people)
    labels = cluster_faces(
        labelled.embeddings,
        thresholds=labelled.thresholds,
        quality=labelled.quality,
        photo_ids=labelled.photos,
        strictness=strictness,
    )
    enrolments = (
        open_set(labelled.embeddings, labelled.people, exemplars=count, taken_on=labelled.taken_on)
        for count in ENROLLED
    )
    return Evaluation(
        faces=len(labelled.people),
        people=len(counts),
        skipped=labelled.skipped,
        verification=verification(pairs),
        across_ages=_across_ages(labelled),
        clustering=clustering_score(labels, labelled.people),
        identification=tuple(found for found in enrolments if found is not None),
        calibration=_reliability(labelled, pairs),
        review=_review_cost(labelled, strictness),
        slices=slices.measure_slices(labelled.embeddings, labelled.people, labelled.slices, labelled.thresholds.match),
    )


def _across_ages(labelled: LabelledFaces) -> VerificationFigures | None:
    if labelled.young is not None:
        moments, apart = labelled.young.astype(np.float64), 1.0
    elif labelled.taken_on is not None:
        days = labelled.taken_on.astype(np.int64).astype(np.float64)
        moments, apart = np.where(np.isnat(labelled.taken_on), np.nan, days / DAYS_A_YEAR), YEARS_APART
    else:
        return None
    counts = pair_counts(labelled.embeddings, labelled.people, moments=moments, apart=apart)
    return verification(counts) if counts.same.any() and counts.different.any() else None


def _reliability(labelled: LabelledFaces, pairs: PairCounts) -> Reliability:
    """As chances are said to users: by the quality of the faces where that is known."""
    if labelled.quality is None:
        return reliability(pairs, calibration_of(labelled.thresholds))
    return reliability_by_quality(labelled.embeddings, labelled.people, labelled.thresholds, labelled.quality)


def _review_cost(labelled: LabelledFaces, strictness: float) -> ReviewCost | None:
    if len(labelled.people) > MOST_REVIEWED:
        return None
    return review_cost(
        labelled.embeddings,
        labelled.people,
        labelled.thresholds,
        quality=labelled.quality,
        photo_ids=labelled.photos,
        strictness=strictness,
    )


def read_source(
    source: Path, pack: ModelPack, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None
) -> LabelledFaces:
    """Read labelled faces: a folder with one sub-folder a person, or an .npz of embeddings, labels and photos.

    Raises NotFound or InvalidInput.
    """
    if os.path.isdir(source):
        return _of_folder(source.resolve(), pack, progress, cancel)
    if not os.path.isfile(source):
        raise NotFound(ProblemCode.NO_SUCH_FILE_OR_FOLDER, file=source)
    return _of_arrays(source, pack)


def of_library(library: Library) -> LabelledFaces:
    """Return the library's own confirmed faces: how well is it understood. Raises InvalidInput without any."""
    from faceorg.catalog import faces

    known = faces.confirmed_faces(library.catalog, enrolment.FACES_A_PERSON)
    ids, vectors = space_of(library).vectors_of(known.face_ids)
    if len(ids) == 0:
        raise InvalidInput(ProblemCode.NOBODY_CONFIRMED)
    rows = np.searchsorted(known.face_ids, ids)
    return LabelledFaces(
        vectors,
        known.person_ids[rows],
        known.photo_ids[rows],
        packs.pack_in_use(library).thresholds,
        clearness(library, vectors, known.quality[rows]),
    )


def _of_arrays(file: Path, pack: ModelPack) -> LabelledFaces:
    """Arrays as the embedder of the pack gave them: what its pack reads from them and takes off is done here."""
    try:
        with np.load(file, allow_pickle=False) as arrays:
            embeddings = arrays["embeddings"].astype(np.float32)
            labels = np.unique(arrays["labels"], return_inverse=True)[1].astype(np.int64)
            photos = arrays["photos"] if "photos" in arrays else np.arange(len(labels))
            photos = np.unique(photos, return_inverse=True)[1].astype(np.int64)
            young = arrays["young"].astype(bool) if "young" in arrays else None
            taken_on = _days(arrays["taken_at"]) if "taken_at" in arrays else None
            quality = arrays["quality"].astype(np.float32) if "quality" in arrays else None
    except BROKEN_ARRAYS as error:
        raise InvalidInput(ProblemCode.ARRAYS_MISSING, file=file, why=error) from error
    one_a_face = [labels, photos, *(known for known in (young, taken_on, quality) if known is not None)]
    if embeddings.ndim != 2 or any(known.shape != (len(embeddings),) for known in one_a_face):
        raise InvalidInput(ProblemCode.ARRAYS_DO_NOT_FIT, file=file)
    if quality is not None and not ((quality >= 0) & (quality <= 1)).all():
        raise InvalidInput(ProblemCode.QUALITY_OUT_OF_RANGE, file=file)
    if embeddings.shape[1] != pack.embedding_dim:
        made, gives = embeddings.shape[1], pack.embedding_dim
        raise InvalidInput(ProblemCode.ARRAYS_OF_ANOTHER_PACK, file=file, numbers=made, pack=pack.id, gives=gives)
    as_given = unit_rows(embeddings)
    quality = clarity_of(as_given, pack.clarity, quality)
    parts = ({} if young is None else slices.by_youth(young)) | (
        {} if taken_on is None else slices.by_decade(_years(taken_on))
    )
    return LabelledFaces(
        without_nuisance(as_given, pack.nuisance),
        labels,
        photos,
        pack.thresholds,
        quality,
        young=young,
        taken_on=taken_on,
        slices=parts,
    )


def _years(days: Days) -> NDArray[np.float64]:
    years = days.astype("datetime64[Y]").astype(np.int64) + 1970.0
    return np.where(np.isnat(days), np.nan, years)


def _days(taken_at: NDArray[np.generic]) -> Days:
    """Dates as the array has them: datetime64, ISO 8601 text, or seconds since 1970. Raises ValueError."""
    if np.issubdtype(taken_at.dtype, np.number):
        seconds = taken_at.astype(np.float64)
        known = np.where(np.isfinite(seconds), seconds, 0).astype("datetime64[s]").astype("datetime64[D]")
        return np.where(np.isfinite(seconds), known, np.datetime64("NaT", "D"))
    return taken_at.astype("datetime64[D]")


def _of_folder(source: Path, pack: ModelPack, progress: ProgressSink, cancel: CancelToken | None) -> LabelledFaces:
    paths = list(_labelled_photos(source))
    if not paths:
        raise InvalidInput(ProblemCode.NO_LABELLED_FOLDERS, file=source)
    known = slices.of_folder(source, paths)
    people = [path.relative_to(source).parts[0] for path in paths]
    meter = ProgressMeter(TaskCode.LOOKING_AT_LABELLED_PHOTOS, len(paths), progress)
    found: dict[int, FaceObservation] = {}
    jobs = [AnalysisTask(PhotoId(number), path) for number, path in enumerate(paths)]
    pool = WorkerPool(
        partial(open_job_runner, pack, "auto"), PhotoAnalyses(pack.embedding_dim), reach=Reach.of_pack(pack)
    )
    with closing(pool.run(jobs, cancel)) as results:
        for result in results:
            if result.analysis is not None and result.analysis.observations:
                found[result.photo_id] = min(result.analysis.observations, key=_off_centre)
            meter.step()
    rows = sorted(found)
    return LabelledFaces(
        np.stack([found[row].embedding for row in rows]) if rows else np.empty((0, pack.embedding_dim), np.float32),  # type: ignore[misc]
        np.unique([people[row] for row in rows], return_inverse=True)[1].astype(np.int64),
        np.array(rows, np.int64),
        pack.thresholds,
        np.array([found[row].quality.value for row in rows], np.float32),
        len(paths) - len(rows),
        slices={name: members[rows] for name, members in known.items()},
    )


def _labelled_photos(source: Path) -> Iterator[Path]:
    for file in walk_photos(source):
        if len(file.path.relative_to(source).parts) > 1 and not file.is_stub:
            try:
                if format_of_file(file.path) is not None:
                    yield file.path
            except PhotoProblem:
                continue  # counted by nobody: it is no photo of anyone


def _off_centre(seen: FaceObservation) -> float:
    """Distance of a face from the photo's middle, less half its size: the person a photo is about."""
    box = seen.detection.box
    x, y = box.x + box.width / 2 - 0.5, box.y + box.height / 2 - 0.5
    return float(np.hypot(x, y) - box.width / 2)


def document(found: Evaluation) -> dict[str, object]:
    """Return the evaluation as the JSON document of `faceorg evaluate --json`."""

    def parts(score: PrecisionRecall) -> dict[str, float]:
        return {"precision": score.precision, "recall": score.recall, "f": score.f}

    return {
        "faces": found.faces,
        "people": found.people,
        "skipped": found.skipped,
        "verification": {
            "accuracy": found.verification.accuracy,
            "threshold": found.verification.threshold,
            "tar": found.verification.tar,
            "across_ages": found.across_ages and {"accuracy": found.across_ages.accuracy, "tar": found.across_ages.tar},
        },
        "clustering": {
            "bcubed": parts(found.clustering.bcubed),
            "bcubed_min3": parts(found.clustering.bcubed_min3),
            "pairwise": parts(found.clustering.pairwise),
            "mixed_share": found.clustering.mixed_share,
            "groups": found.clustering.groups,
        },
        "identification": {
            str(one.exemplars): {"people": one.people, "rate_at_far": one.rate} for one in found.identification
        },
        "calibration": {"ece": found.calibration.ece, "bins": [list(one) for one in found.calibration.bins]},
        "review": None if found.review is None else _review_document(found.review),
        "slices": [asdict(one) for one in found.slices],
    }


def _review_document(review: ReviewCost) -> dict[str, object]:
    return {
        "actions": review.actions,
        "actions_per_person": review.per_person,
        "actions_per_1000": review.per_1000,
        "name_precision": review.name_precision,
        "curve": [list(point) for point in review.curve],
    }
