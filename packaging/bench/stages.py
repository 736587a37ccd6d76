"""Photos -> milliseconds of CPU a photo by stage, in one process as a worker runs it: what `throughput.py` prints.

The functions that `library.workers.analysis` calls are wrapped where it calls them; what one of them spends in another
counts for the inner one alone, and what no stage explains is "the rest".
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from faceorg.domain import ModelPack, PhotoId
from faceorg.library.workers import analysis
from faceorg.library.workers.analysis import AnalysisTask
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.vision.analyzer import Analyzer

# Stage -> the names in `analysis` whose calls it consists of.
STAGES = {
    "read": ("read_photo",),
    "decode": ("decode_photo",),
    "hash": ("image_hash",),
    "date": ("dates_inside",),
    "signature": ("picture_signature",),
    "thumbnails": ("face_thumbnail",),
}
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

    cv2.setNumThreads(1)
    watch = Stopwatch()
    analyzer = Analyzer(pack, device=device)
    form = PhotoAnalyses(pack.embedding_dim)
    for photo in [*photos] * WARMING:
        analysis.run_job(analyzer, AnalysisTask(PhotoId(0), photo))
    analyzer.detector.network.find = watch.timing("detector", analyzer.detector.network.find)  # type: ignore[method-assign]
    analyzer.detect = watch.timing("around it", analyzer.detect)  # type: ignore[method-assign]
    analyzer.embedder.embed = watch.timing("embedder", analyzer.embedder.embed)  # type: ignore[method-assign]
    before = {name: getattr(analysis, name) for names in STAGES.values() for name in names}
    whole = watch.timing("the rest", lambda task: form.put(analysis.run_job(analyzer, task)))
    try:
        for stage, names in STAGES.items():
            for name in names:
                setattr(analysis, name, watch.timing(stage, before[name]))
        for number, photo in enumerate(photos):
            whole(AnalysisTask(PhotoId(number), photo))
    finally:
        for name, work in before.items():
            setattr(analysis, name, work)
    told = sorted(watch.seconds.items(), key=lambda one: -one[1])
    return {stage: seconds / len(photos) * 1000 for stage, seconds in told}
