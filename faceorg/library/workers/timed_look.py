"""A photo file -> how long a pack takes for it, and for which part of that: what a forecast is made from.

Runs inside a worker process, as the scan does that is forecast. What another pack would take follows from the time of
the networks alone (`scanning.forecast`), so they are timed by themselves: the detector on the same pixels once more,
the embedder on as many crops as there are faces.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from faceorg.domain import ModelPack
from faceorg.images.decode import decode_photo
from faceorg.library.workers.analysis import ANALYSIS_PX, AnalysisTask, read_job_photo, run_job
from faceorg.library.workers.answers import Fields
from faceorg.library.workers.frames import AnswerFrame
from faceorg.library.workers.photo_answers import MOST_FACES

if TYPE_CHECKING:
    from faceorg.vision.analyzer import Analyzer

LONGEST_S = 1e5


@dataclass(frozen=True)
class TimedLook:
    """Seconds: whole_s of everything that a scan does with the photo; detecting_s and embedding_s of its networks."""

    whole_s: float
    detecting_s: float
    embedding_s: float


class TimedLooks:
    """How one travels from the worker: see `answers.AnswerForm`."""

    most_bytes = 10_000

    def put(self, look: TimedLook) -> tuple[Fields, Sequence[bytes]]:
        return {}, [np.array([look.whole_s, look.detecting_s, look.embedding_s], np.float64).tobytes()]

    def take(self, frame: AnswerFrame, _task: AnalysisTask) -> TimedLook:
        return TimedLook(*frame.numbers(np.float64, 3, least=0.0, most=LONGEST_S).tolist())


def open_timed_look(pack: ModelPack, device: str) -> Callable[[AnalysisTask], TimedLook]:
    """Load a pack and return what times it, as `analysis.open_job_runner` does."""
    from faceorg.vision.analyzer import Analyzer

    return partial(timed_look, Analyzer(pack, device=device, threads=1))


def timed_look(analyzer: Analyzer, task: AnalysisTask) -> TimedLook:
    """Look at a photo once, and at what its networks see once more. Raises PhotoProblem."""
    began = time.perf_counter()
    seen = run_job(analyzer, task)
    whole_s = time.perf_counter() - began
    if task.opened is not None and task.opened.descriptor is not None:
        os.lseek(task.opened.descriptor, 0, os.SEEK_SET)  # the file that came with the task was read to its end
    pixels = decode_photo(read_job_photo(task)[0], target_px=ANALYSIS_PX, name=task.path.name).pixels
    side = analyzer.embedder.side_px
    crops = [np.zeros((side, side, 3), np.uint8)] * min(len(seen.observations), MOST_FACES)
    return TimedLook(
        whole_s,
        _seconds(partial(analyzer.detect, pixels)),
        _seconds(partial(analyzer.embedder.embed, crops)) if crops else 0.0,
    )


def _seconds(work: Callable[[], object]) -> float:
    """The lesser of two times: what else the machine does would be multiplied with the work of a heavier network."""
    return min(_once(work), _once(work))


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
