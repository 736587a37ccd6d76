"""A pack -> whether OpenVINO looks at photos as onnxruntime does, and faster: tried in a worker process, once.

See [Note: First use] in `vision.engines`. The photos are the shipped samples, whose faces are those of nobody.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from faceorg import paths
from faceorg.boxes import SAME_PLACE_IOU, corners, overlap_shares
from faceorg.domain import FaceObservation, ModelPack, PhotoId
from faceorg.errors import Cancelled, LibraryProblem
from faceorg.images.decode import decode_photo
from faceorg.library.workers.analysis import ANALYSIS_PX, AnalysisTask, read_job_photo
from faceorg.library.workers.answers import Fields
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.frames import AnswerFrame
from faceorg.library.workers.pool import WorkerPool
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress
from faceorg.vision import engines
from faceorg.vision.engines import CHOICES, EngineTrial
from faceorg.vision.openvino_session import PACKAGE
from faceorg.vision.packs.roles import DETECTION, RECOGNITION

if TYPE_CHECKING:
    from faceorg.vision.analyzer import Analyzer

log = logging.getLogger(__name__)

# Photos of five and four people, and how often each is looked at by both: from the third look on OpenVINO is as fast
# as it will be.
PHOTOS = ("2017/05 Garden/IMG_20170514_160155.jpg", "2018/08 Beach/IMG_2058.JPG")
ROUNDS = 3
ROLES = (DETECTION, RECOGNITION)


@dataclass(frozen=True)
class Comparison:
    """What one photo showed. seconds: onnxruntime's by role, then OpenVINO's; agreements: in the order of CHOICES."""

    seconds: tuple[float, ...]
    agreements: tuple[float, ...]


class Comparisons:
    """How a comparison travels from the worker: see `answers.AnswerForm`."""

    most_bytes = 10_000

    def put(self, value: Comparison) -> tuple[Fields, Sequence[bytes]]:
        return {}, [np.array([*value.seconds, *value.agreements], np.float64).tobytes()]

    def take(self, frame: AnswerFrame, _task: AnalysisTask) -> Comparison:
        seconds = frame.numbers(np.float64, 2 * len(ROLES), least=1e-9, most=1e6)
        agreements = frame.numbers(np.float64, len(CHOICES), least=-1.1, most=1.1)
        return Comparison(tuple(seconds.tolist()), tuple(agreements.tolist()))


def try_engines(
    pack: ModelPack, *, progress: ProgressSink = no_progress, cancel: CancelToken | None = None
) -> EngineTrial | None:
    """Compare both engines and remember what is used from now on; None where there are no photos to try them on.

    Whatever goes wrong, a crash included, is remembered as "not used" and logged: scans go on as they did. Raises
    Cancelled.
    """
    photos = [paths.samples_dir() / name for name in PHOTOS]
    if not all(photo.is_file() for photo in photos):
        return None
    pool = WorkerPool(partial(open_comparison, pack), Comparisons(), processes=1, reach=Reach.of_pack(pack, PACKAGE))
    jobs = [AnalysisTask(PhotoId(number), photo) for number, photo in enumerate(photos)]
    meter = ProgressMeter(TaskCode.TRYING_ENGINES, len(photos), progress)
    whole: list[Comparison] = []
    try:
        with closing(pool.run(jobs, cancel)) as results:
            for result in results:
                if result.analysis is None:
                    raise LibraryProblem(result.failure or Message(ProblemCode.PHOTO_NOT_ANALYSED))
                whole.append(result.analysis)
                meter.step()
    except Cancelled:
        raise
    except LibraryProblem as problem:
        log.warning("OpenVINO was tried with pack %s, and is not used: %s", pack.id, problem)
    trial = _chosen(whole) if len(whole) == len(photos) else engines.FAILED
    engines.remember(pack, trial)
    return trial


def _chosen(found: Sequence[Comparison]) -> EngineTrial:
    seconds = np.sum([one.seconds for one in found], axis=0).tolist()
    agreements = np.min([one.agreements for one in found], axis=0).tolist()
    ours, theirs = (dict(zip(ROLES, part, strict=True)) for part in (seconds[: len(ROLES)], seconds[len(ROLES) :]))
    return engines.chosen(ours, theirs, dict(zip(CHOICES, agreements, strict=True)))


# ---------------------------------------------------------------- in the worker
def open_comparison(pack: ModelPack) -> Callable[[AnalysisTask], Comparison]:
    from faceorg.vision.analyzer import Analyzer

    return partial(compare_engines, Analyzer(pack, device="cpu"), Analyzer(pack, device=PACKAGE))


def compare_engines(ours: Analyzer, theirs: Analyzer, task: AnalysisTask) -> Comparison:
    """Look at a photo with both, in turns, so that what else the machine does hits both."""
    data, _facts = read_job_photo(task)
    pixels = decode_photo(data, target_px=ANALYSIS_PX, name=task.path.name).pixels
    detections, others = ours.detect(pixels), theirs.detect(pixels)
    seen = ours.observe(pixels, detections)
    by_choice = {
        (DETECTION, RECOGNITION): theirs.observe(pixels, others),
        (RECOGNITION,): theirs.observe(pixels, detections),
        (DETECTION,): ours.observe(pixels, others),
    }
    least: list[list[float]] = [[], [], [], []]
    for _ in range(ROUNDS):
        for place, analyzer in enumerate((ours, theirs)):
            least[2 * place].append(_seconds(partial(analyzer.detect, pixels)))
            least[2 * place + 1].append(_seconds(partial(analyzer.observe, pixels, detections)))
    return Comparison(tuple(map(min, least)), tuple(_agreement(seen, by_choice[choice]) for choice in CHOICES))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _agreement(seen: Sequence[FaceObservation], other: Sequence[FaceObservation]) -> float:
    """The least cosine of a face; 0 where one engine sees a face that the other does not."""
    if len(seen) != len(other) or not seen:
        return 0.0
    overlaps = overlap_shares(*(corners([one.detection.box for one in those]) for those in (seen, other)))
    partners = overlaps.argmax(axis=1)
    if overlaps.max(axis=1).min() < SAME_PLACE_IOU:
        return 0.0
    return min(float(a.embedding @ other[place].embedding) for a, place in zip(seen, partners, strict=True))
