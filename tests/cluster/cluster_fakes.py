"""What workers of a cluster do in tests; their processes import it by name."""

from __future__ import annotations

import hashlib
import os
import signal
from dataclasses import dataclass
from pathlib import Path

from faceorg.library.cluster.parcels import Parcel
from faceorg.library.cluster.worker_side import WorkerLimit
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis, read_job_photo
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool
from faceorg.metadata.dates import DatesInside


@dataclass(frozen=True)
class FakeSetUp:
    """Looks at photos without a pack."""

    parcel: Parcel

    def lacking(self, folder: Path) -> list[str]:
        return self.parcel.lacking(folder)

    def pool(self, _folder: Path, limit: WorkerLimit) -> WorkerPool[PhotoAnalysis]:
        return WorkerPool(open_fake_look, self.form(), processes=limit.processes)

    def form(self) -> PhotoAnalyses:
        return PhotoAnalyses(4)


def open_fake_look():
    return look


def look(task: AnalysisTask) -> PhotoAnalysis:
    """Say what the file holds; one that is called so takes the whole worker with it."""
    if task.path.name == "deadly.jpg":
        os.kill(os.getppid(), signal.SIGKILL)
    data, _facts = read_job_photo(task)
    return PhotoAnalysis(hashlib.sha256(data).hexdigest(), len(data), 1, 4, 3, DatesInside(), "jpeg", ())
