"""What a worker of the cluster does: keep parcels, look at photos, compare faces. Runs in the process of Dask's worker.

That process decodes nothing: photos go on to the same confined processes that look at them in a scan on one machine
(`open_pool`), so a photo that crashes, hangs or eats memory costs only itself, and reaches no network. The functions
are called by name through Dask; those of the first kind between two tasks (`Client.run`), the others as tasks.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from distributed import WorkerPlugin, get_worker

from faceorg import __version__, paths
from faceorg.boxes import Box
from faceorg.domain import ModelPack, PhotoId, PictureTurn
from faceorg.errors import Cancelled, LibraryProblem
from faceorg.library.cluster.comparison_files import opened
from faceorg.library.cluster.open_pool import OpenPool
from faceorg.library.cluster.parcels import Parcel, write_piece
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis, open_job_runner
from faceorg.library.workers.answers import put_failure, put_start_failed, put_value
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import JobResult, WorkerPool
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.metadata.readers import TurnBeside
from faceorg.traces import trace_of
from faceorg.vision.packs.installed import list_packs, read_pack

PLUGIN = "faceorg"
# Tasks that a process may have before it: one that it works on, and one more.
TASKS_A_PROCESS = 2
# How long a photo waits for the pack to come.
SET_UP_TIMEOUT_S = 60.0
# How long a comparison waits before it is given back where the embeddings have not come.
LACKING_S = 0.5
PACKS_FOLDER = paths.CLUSTER_CACHE
COMPARISONS_FOLDER = "faceorg-comparisons"


@dataclass(frozen=True)
class SentPhoto:
    """An `AnalysisTask` on its way: what can be said of it on another machine, with another way of naming files.

    path : where the worker finds it; name : of the file; data : its bytes, where they travel
    """

    path: str
    name: str
    data: bytes | None
    known_boxes: tuple[Box, ...]
    detect: bool
    turn: PictureTurn | None
    beside: TurnBeside | None
    frame: int | None

    def task(self, path: Path) -> AnalysisTask:
        return AnalysisTask(
            PhotoId(0), path, self.known_boxes, self.detect, turn=self.turn, beside=self.beside, frame=self.frame
        )


@dataclass(frozen=True)
class WhatCame:
    """What came of a photo: a frame of `answers` that is to be checked like any worker's."""

    frame: bytes
    is_start: bool = False  # it says why the processes cannot be started


@dataclass(frozen=True)
class Answered:
    """What came of some photos, in their order; seconds : how long they took"""

    photos: list[WhatCame]
    seconds: float


@dataclass(frozen=True)
class WorkerLimit:
    """What a worker may use. processes : that look at photos; memory_bytes : each of them; device : for networks"""

    processes: int
    memory_bytes: int
    device: str


class DaskWorker(Protocol):
    """What is used here of Dask's own `Worker`."""

    plugins: dict[str, WorkerPlugin]
    local_directory: str


class SetUp(Protocol):
    """What a scan has workers do; travels pickled, and tests bring their own."""

    @property
    def parcel(self) -> Parcel: ...

    def lacking(self, folder: Path) -> list[str]:
        """Return the names of files that this machine lacks; folder : for those of this parcel."""
        ...

    def pool(self, folder: Path, limit: WorkerLimit) -> WorkerPool[PhotoAnalysis]: ...

    def form(self) -> PhotoAnalyses: ...


@dataclass(frozen=True)
class PackSetUp:
    """Analyse with a pack. sha256s : of its networks, by role"""

    parcel: Parcel
    pack_id: str
    embedding_dim: int
    sha256s: dict[str, str]

    def lacking(self, folder: Path) -> list[str]:
        return [] if self._installed() else self.parcel.lacking(folder)

    def pool(self, folder: Path, limit: WorkerLimit) -> WorkerPool[PhotoAnalysis]:
        pack = self._installed() or read_pack(folder / self.pack_id)
        return WorkerPool(
            partial(open_job_runner, pack, limit.device),
            self.form(),
            processes=limit.processes,
            memory_limit_bytes=limit.memory_bytes,
            reach=Reach.of_pack(pack, limit.device),
        )

    def form(self) -> PhotoAnalyses:
        return PhotoAnalyses(self.embedding_dim)

    def _installed(self) -> ModelPack | None:
        same = (self.pack_id, self.embedding_dim, self.sha256s)
        return next((one for one in list_packs(None) if (one.id, one.embedding_dim, one.sha256s) == same), None)


class FaceorgPlugin(WorkerPlugin):  # type: ignore[misc]
    """What a worker of the cluster keeps between its tasks."""

    name = PLUGIN

    def __init__(self, limit: WorkerLimit) -> None:
        self.limit = limit

    def setup(self, worker: DaskWorker) -> None:
        self._pools: dict[str, tuple[OpenPool[PhotoAnalysis], PhotoAnalyses]] = {}
        self._changed = threading.Condition()
        self.comparisons = Path(worker.local_directory) / COMPARISONS_FOLDER  # Dask deletes it with the worker
        self.photos = Path(tempfile.mkdtemp(prefix="faceorg-sent-", dir=worker.local_directory))

    def teardown(self, worker: DaskWorker) -> None:
        for pool, _form in self._pools.values():
            pool.close()

    def set_up(self, wanted: SetUp) -> list[str]:
        """Be ready for the photos of a scan, or return the names of what is missing. Raises PackProblem."""
        key, folder = wanted.parcel.key, self.packs / wanted.parcel.key[:32]
        with self._changed:
            if key in self._pools:
                return []
        if missing := wanted.lacking(folder):
            return missing
        with self._changed:
            for other in [other for other, (pool, _form) in self._pools.items() if pool.is_free]:
                self._pools.pop(other)[0].close()
            self._pools[key] = OpenPool(wanted.pool(folder, self.limit)), wanted.form()
            self._changed.notify_all()
        return []

    @property
    def packs(self) -> Path:
        return paths.made_cache_dir() / PACKS_FOLDER

    def pool_for(self, key: str) -> tuple[OpenPool[PhotoAnalysis], PhotoAnalyses] | None:
        """Wait for a scan's set_up, for a while."""
        with self._changed:
            self._changed.wait_for(lambda: key in self._pools, SET_UP_TIMEOUT_S)
            return self._pools.get(key)


# ---------------------------------------------------------------- between two tasks
def set_up(wanted: SetUp, dask_worker: DaskWorker) -> tuple[str, list[str]]:
    """Return the version of faceorg here, and what is missing before photos can be looked at."""
    return __version__, plugin_of(dask_worker).set_up(wanted)


def lacks_of_comparison(parcel: Parcel, dask_worker: DaskWorker) -> tuple[str, list[str]]:
    return __version__, parcel.lacking(plugin_of(dask_worker).comparisons / parcel.key[:32])


def take_piece(parcel: Parcel, name: str, start: int, piece: bytes, dask_worker: DaskWorker) -> None:
    """Write the next piece of a pack's file."""
    write_piece(plugin_of(dask_worker).packs / parcel.key[:32], parcel.file(name), start, piece)


def take_comparison_piece(parcel: Parcel, name: str, start: int, piece: bytes, dask_worker: DaskWorker) -> None:
    write_piece(plugin_of(dask_worker).comparisons / parcel.key[:32], parcel.file(name), start, piece)


def forget_comparison(key: str, dask_worker: DaskWorker) -> None:
    shutil.rmtree(plugin_of(dask_worker).comparisons / key[:32], ignore_errors=True)


def plugin_of(worker: DaskWorker) -> FaceorgPlugin:
    plugin = worker.plugins[PLUGIN]
    assert isinstance(plugin, FaceorgPlugin)
    return plugin


# ---------------------------------------------------------------- tasks
def look_at_sent(key: str, photos: list[SentPhoto]) -> Answered | None:
    """Look at some photos; None where this worker was not set up for them in time, or is being closed."""
    plugin = plugin_of(get_worker())
    found = plugin.pool_for(key)
    if found is None:
        return None
    started = time.monotonic()
    pool, form = found
    own = Path(tempfile.mkdtemp(dir=plugin.photos))
    try:
        results = pool.analyse([photo.task(_file_of(photo, own / str(at))) for at, photo in enumerate(photos)])
        came = [_put(result, form) for result in results]
    except Cancelled:
        return None
    except LibraryProblem as problem:
        came = [WhatCame(put_start_failed(problem), is_start=True)]
    except Exception as bug:  # told to whoever scans, as by every worker
        came = [WhatCame(put_start_failed(None, trace_of(bug)), is_start=True)]
    finally:
        shutil.rmtree(own, ignore_errors=True)
    return Answered(came, time.monotonic() - started)


def _put(result: JobResult[PhotoAnalysis], form: PhotoAnalyses) -> WhatCame:
    if result.analysis is None:
        return WhatCame(put_failure(result.failure or Message(ProblemCode.PHOTO_NOT_ANALYSED), None, 0))
    return WhatCame(put_value(form, result.analysis, 0))


def _file_of(photo: SentPhoto, folder: Path) -> Path:
    """Return where a photo lies; where its bytes came with it, it gets a file in this folder."""
    if photo.data is None:
        return Path(photo.path)
    folder.mkdir()
    path = folder / photo.name
    try:
        path.write_bytes(photo.data)
    except (OSError, ValueError):  # a name that this system does not know
        path = folder / "photo"
        path.write_bytes(photo.data)
    return path


def compare_cells(parcel: Parcel, sizes: tuple[int, int, int], first: int, end: int) -> bytes | None:
    """Return the pairs of some cells, as keys of `nearest.NearestOfEach`; None where the embeddings have not come."""
    folder = plugin_of(get_worker()).comparisons / parcel.key[:32]
    if parcel.lacking(folder):
        time.sleep(LACKING_S)
        return None
    # The files are mapped anew each time: pages that were read would else count as this process's memory for good.
    return opened(parcel, folder, sizes).nearest(first, end).tobytes()
