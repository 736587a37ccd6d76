"""A pack from anywhere -> whether its networks work, found out where they can do no harm: in a worker process."""

from __future__ import annotations

import tempfile
from contextlib import closing
from functools import partial
from pathlib import Path

from faceorg.boxes import Box
from faceorg.domain import ModelPack, PhotoId
from faceorg.errors import PackProblem
from faceorg.library.workers.analysis import AnalysisTask, open_job_runner
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken
from faceorg.vision.packs.roles import RECOGNITION

TRIAL_PX = 320
SOMEWHERE = Box(0.25, 0.25, 0.5, 0.5)


def try_pack(pack: ModelPack, cancel: CancelToken | None = None) -> None:
    """Load the networks and have them look at one picture of noise, and embed a place in it.

    Raises PackProblem where they do not load or answer what no network of a pack answers; Cancelled.
    """
    with tempfile.TemporaryDirectory(prefix="faceorg-trial-") as folder:
        job = AnalysisTask(PhotoId(0), _noise(Path(folder) / "noise.png"), (SOMEWHERE,))
        pool = WorkerPool(
            partial(open_job_runner, pack, "cpu"),
            PhotoAnalyses(pack.embedding_dim),
            processes=1,
            reach=Reach.of_pack(pack, "cpu"),
        )
        with closing(pool.run([job], cancel)) as results:
            for result in results:
                if result.analysis is None:
                    raise PackProblem(ProblemCode.NETWORK_OF_NO_USE, file=pack.files[RECOGNITION], role=RECOGNITION)


def _noise(file: Path) -> Path:
    import numpy as np
    from PIL import Image

    pixels = np.random.default_rng(1).integers(0, 256, (TRIAL_PX, TRIAL_PX, 3), np.uint8)
    Image.fromarray(pixels).save(file, "PNG")
    return file
