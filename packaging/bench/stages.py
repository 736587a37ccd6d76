"""Photos -> milliseconds of CPU a photo by stage, in one process as a worker runs it: what `throughput.py` prints.

The functions that `library.workers.analysis` and `vision.analyzer` call are wrapped where they call them; what one of
them spends in another counts for the inner one alone. "boxes and sizes" is what detection does beside its network:
reducing the picture, and what becomes of the network's answers. "from the side" are all looks at a photo of which no
camera says how it lies, their networks too. "answer and glue" is what is left: clarity, the frame that goes to the
parent, and Python between the stages.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from faceorg.domain import ModelPack, PhotoId
from faceorg.images.decode import decode_photo
from faceorg.images.signature import picture_signature
from faceorg.images.thumbnails import face_thumbnail
from faceorg.library.workers import analysis
from faceorg.library.workers.analysis import AnalysisTask
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.metadata.dates import dates_inside
from faceorg.vision import analyzer as vision
from faceorg.vision.alignment import aligned_crop
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.quality import measure_quality

# The functions whose calls a stage consists of, and where they are called.
STAGES: tuple[tuple[str, ModuleType, Callable[..., Any]], ...] = (
    ("read", analysis, analysis.read_job_photo),
    ("decode", analysis, decode_photo),
    ("hashes", analysis, analysis.hashes),
    ("date", analysis, dates_inside),
    ("signature", analysis, picture_signature),
    ("thumbnails", analysis, face_thumbnail),
    ("aligning", vision, aligned_crop),
    ("quality", vision, measure_quality),
)
# Passes before it is measured: OpenVINO compiles a size of pictures when it comes for the third time.
WARMING = 3


class Stopwatch:
    """Seconds of CPU by stage, which other programs lengthen little; what a stage spends in another is not its own."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def timing(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            started = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                took = time.process_time() - started
                self.seconds[stage] += took - self._inside.pop()
                if self._inside:
                    self._inside[-1] += took

        return timed


def stage_times(pack: ModelPack, device: str, photos: Sequence[Path]) -> dict[str, float]:
    """Look at the photos one after another; return the stages with their milliseconds a photo, longest first."""
    import cv2
    from threadpoolctl import threadpool_limits

    cv2.setNumThreads(1)
    threadpool_limits(1)  # as in a worker: here numpy was loaded long before, and its threads would wait for each other
    watch = Stopwatch()
    analyzer = Analyzer(pack, device=device)
    form = PhotoAnalyses(pack.embedding_dim)
    for photo in [*photos] * WARMING:
        analysis.run_job(analyzer, AnalysisTask(PhotoId(0), photo))
    network, find, lies = analyzer.detector.network, analyzer.detector.network.find, analyzer.lies

    def from_the_side(*arguments: Any) -> int:
        network.find = find  # type: ignore[method-assign]
        try:
            return lies(*arguments)
        finally:
            network.find = watch.timing("detector", find)  # type: ignore[method-assign]

    network.find = watch.timing("detector", find)  # type: ignore[method-assign]
    analyzer.lies = watch.timing("from the side", from_the_side)  # type: ignore[method-assign]
    analyzer.detect = watch.timing("boxes and sizes", analyzer.detect)  # type: ignore[method-assign]
    analyzer.embedder.embed = watch.timing("embedder", analyzer.embedder.embed)  # type: ignore[method-assign]
    whole = watch.timing("answer and glue", lambda task: form.put(analysis.run_job(analyzer, task)))
    try:
        for stage, room, work in STAGES:
            setattr(room, work.__name__, watch.timing(stage, work))
        for number, photo in enumerate(photos):
            whole(AnalysisTask(PhotoId(number), photo))
    finally:
        for _stage, room, work in STAGES:
            setattr(room, work.__name__, work)
    told = sorted(watch.seconds.items(), key=lambda one: -one[1])
    return {stage: seconds / len(photos) * 1000 for stage, seconds in told}
