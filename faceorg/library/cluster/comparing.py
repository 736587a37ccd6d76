"""The comparisons of a large library's faces -> the cells that a cluster's workers compared.

Each worker gets all embeddings once, as files, since a cell is compared with faces from everywhere; what travels later
are the numbers of cells, and the pairs that were found. Where the cluster goes away or answers nonsense, this process
compares what is left: the result is the same.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from contextlib import closing

import numpy as np

from faceorg import __version__
from faceorg.errors import LibraryProblem
from faceorg.library.cluster import parcels
from faceorg.library.cluster.calls import CallRun, Scheduler
from faceorg.library.cluster.comparison_files import contents_of
from faceorg.library.cluster.link import ClusterTask
from faceorg.library.cluster.parcels import Ask
from faceorg.matching.neighbours.cells import CellComparison, ComparedCells
from faceorg.matching.neighbours.nearest import NearestOfEach
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken

log = logging.getLogger(__name__)

# Cells of a task: about a second's work of a core, as a library of a million has 2,500 cells and takes ten minutes.
CELLS_AT_ONCE = 4


def compare_on_cluster(
    scheduler: Scheduler, comparison: CellComparison, cancel: CancelToken | None
) -> Iterator[ComparedCells]:
    """Compare every cell: the `matching.neighbours.cells.CompareCells` of a cluster. Raises Cancelled."""
    left = {first: min(first + CELLS_AT_ONCE, len(comparison.cells)) for first in _starts(comparison)}
    try:
        with closing(_on_workers(scheduler, comparison, dict(left), cancel or CancelToken())) as found:
            for one in found:
                del left[one.first]
                yield one
    except LibraryProblem as problem:
        log.warning("the cluster does not compare all faces: %s", problem)
        scheduler.tell(problem.message)
    for first, end in left.items():
        if cancel:
            cancel.raise_if_cancelled()
        yield ComparedCells(first, end, comparison.nearest(first, end))


def _starts(comparison: CellComparison) -> range:
    return range(0, len(comparison.cells), CELLS_AT_ONCE)


def _on_workers(
    scheduler: Scheduler, comparison: CellComparison, wanted: dict[int, int], cancel: CancelToken
) -> Generator[ComparedCells, None, None]:
    """Yield what the workers compared; what they died of or answered wrongly is left out."""
    from faceorg.library.cluster import worker_side

    contents = contents_of(comparison)
    parcel = parcels.parcel_of(contents)
    sense = NearestOfEach(len(comparison.vectors), comparison.k, 0)

    def make_ready(ask: Ask) -> None:
        version, missing = ask(worker_side.lacks_of_comparison, parcel)
        if version != __version__:
            raise LibraryProblem(ProblemCode.CLUSTER_OTHER_VERSION, theirs=version, ours=__version__)
        parcels.send(parcel, contents, missing, worker_side.take_comparison_piece, ask)

    sizes = len(comparison.vectors), comparison.vectors.shape[1], comparison.k
    tasks = (
        ClusterTask("faceorg_cells", worker_side.compare_cells, (parcel, sizes, first, end), about=(first, end))
        for first, end in wanted.items()
    )
    run = CallRun(scheduler, tasks, make_ready, cancel)
    try:
        for task, ended in run.results():
            if ended.died:
                continue
            if ended.value is None:
                run.put_back(task)
                continue
            keys = np.frombuffer(ended.value, np.uint64)
            if sense.makes_sense(keys):
                first, end = task.about
                yield ComparedCells(first, end, keys)
        run.ask_all(worker_side.forget_comparison, parcel.key)
    finally:
        run.close()
