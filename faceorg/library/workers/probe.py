"""Pictures from outside the library -> their faces with embeddings, without leaving a trace in the catalogue."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from faceorg.domain import FaceObservation, ModelPack, PhotoId
from faceorg.errors import NotFound, PhotoProblem
from faceorg.library.workers.analysis import AnalysisTask, open_job_runner
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.paths import expanded
from faceorg.progress import CancelToken


def analyze_pictures(
    pack: ModelPack, images: Sequence[Path], *, device: str = "auto", cancel: CancelToken | None = None
) -> list[list[FaceObservation]]:
    """Return the faces of each picture, in the order given. A worker process looks at them, as at every photo.

    Raises NotFound, PhotoProblem when one cannot be read, PackProblem, Cancelled.
    """
    paths = [expanded(image) for image in images]
    for path in paths:
        if not os.path.isfile(path):
            raise NotFound(ProblemCode.NO_SUCH_PICTURE, file=path)
    jobs = [AnalysisTask(PhotoId(number), path) for number, path in enumerate(paths)]
    found: dict[int, list[FaceObservation]] = {}
    pool = WorkerPool(
        partial(open_job_runner, pack, device),
        PhotoAnalyses(pack.embedding_dim),
        processes=1,
        reach=Reach.of_pack(pack, device),
    )
    with closing(pool.run(jobs, cancel)) as results:
        for result in results:
            if result.analysis is None:
                raise PhotoProblem(
                    result.failure or Message(ProblemCode.PHOTO_CANNOT_BE_READ, file=paths[result.photo_id])
                )
            found[result.photo_id] = list(result.analysis.observations)
    return [found[number] for number in range(len(paths))]
