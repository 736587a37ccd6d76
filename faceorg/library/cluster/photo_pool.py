"""Photos -> what a cluster's workers saw in them: stands where a scan's own processes stand (`workers.pool`).

A photo is named to the worker, which sees the same folder, maybe under another name; or its bytes travel, always or
where the worker cannot open it. What comes back is a frame that is checked as that of any worker (`workers.answers`).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from faceorg import __version__
from faceorg.domain import ModelPack
from faceorg.errors import BugElsewhere, InvalidInput, LibraryProblem, PhotoProblem
from faceorg.library.cluster import parcels
from faceorg.library.cluster.calls import CallRun, Scheduler
from faceorg.library.cluster.link import ClusterTask, Ended
from faceorg.library.cluster.parcels import Ask, Content
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis, read_job_photo
from faceorg.library.workers.answers import StartFailed, take_answer, take_start
from faceorg.library.workers.frames import BadAnswer
from faceorg.library.workers.pool import SENSELESS, JobResult
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message
from faceorg.paths import expanded, mtime_ns
from faceorg.progress import CancelToken
from faceorg.vision.packs.manifests import MANIFEST_FILE
from faceorg.vision.packs.onnx_header import read_onnx_header

if TYPE_CHECKING:
    from faceorg.library.cluster.worker_side import SentPhoto, SetUp, WhatCame

log = logging.getLogger(__name__)

# Photos of a task: as many as a worker looks at in so long, and never more than these. With eight instead, the smallest
# photos (27 ms of a core each) cost 41 ms there and not 38 (packaging/bench/cluster.py, four workers on one core).
TASK_S, MOST_AT_ONCE = 1.0, 32
# What the photos of one task may weigh together, unless it is one.
MOST_SENT_BYTES = 16 << 20


@dataclass(frozen=True)
class MappedFolder:
    """A folder of photos, as it is called here and on the workers."""

    here: Path
    there: str

    @classmethod
    def parsed(cls, text: str) -> MappedFolder:
        """Read "HERE=THERE". Raises InvalidInput."""
        here, equals, there = text.partition("=")
        if not (here and equals and there):
            raise InvalidInput(ProblemCode.CLUSTER_MAP, text=text[:200])
        return cls(expanded(Path(here)).absolute(), there)

    def name_there(self, path: Path) -> str | None:
        """Return how the workers call a file; None where it is not in this folder."""
        if not path.is_relative_to(self.here):
            return None
        between = "\\" if "\\" in self.there and "/" not in self.there else "/"
        inside = path.relative_to(self.here).parts
        return between.join([self.there.rstrip("\\/"), *inside]) if inside else self.there


@dataclass(frozen=True)
class _OnItsWay:
    """A photo that the cluster looks at. facts : of its file as it was before; sent : what went to the worker"""

    task: AnalysisTask
    facts: os.stat_result | None
    sent: SentPhoto

    @property
    def size_bytes(self) -> int:
        return len(self.sent.data or b"")


class ClusterPool:
    """What `ingest` asks of a pool, on a cluster."""

    def __init__(
        self,
        scheduler: Scheduler,
        wanted: SetUp,
        contents: Mapping[str, Content],
        *,
        folders: Sequence[MappedFolder] = (),
        sends: bool = False,
    ) -> None:
        """wanted : what the workers do; contents : of its parcel; sends : all photos travel"""
        self._scheduler = scheduler
        self._wanted, self._contents = wanted, contents
        self._folders = sorted(folders, key=lambda one: -len(one.here.parts))  # the innermost counts
        self._sends = sends

    def run(
        self, jobs: Iterable[AnalysisTask], cancel: CancelToken | None = None
    ) -> Generator[JobResult[PhotoAnalysis], None, None]:
        """Yield one result for every job, in the order in which they are done; see `WorkerPool.run`.

        Raises LibraryProblem when the cluster cannot be reached, stays away or has no use, Cancelled.
        """
        pace = _Pace()
        run = CallRun(self._scheduler, self._cluster_tasks(jobs, pace), self._make_ready, cancel or CancelToken())
        try:
            for sent, ended in run.results():
                yield from self._results(run, sent, ended, pace)
        finally:
            run.close()

    def _make_ready(self, ask: Ask) -> None:
        """Have a worker load the pack; what it lacks of it is sent."""
        from faceorg.library.cluster import worker_side

        version, missing = ask(worker_side.set_up, self._wanted)
        if version != __version__:
            raise LibraryProblem(ProblemCode.CLUSTER_OTHER_VERSION, theirs=version, ours=__version__)
        if missing:
            parcels.send(self._wanted.parcel, self._contents, missing, worker_side.take_piece, ask)
            ask(worker_side.set_up, self._wanted)

    def _cluster_tasks(self, jobs: Iterable[AnalysisTask], pace: _Pace) -> Iterator[ClusterTask]:
        """Put photos together to tasks that are worth their way."""
        some: list[_OnItsWay] = []
        for task in jobs:
            some.append(self._on_its_way(task, sends=self._sends))
            if len(some) >= pace.photos_at_once or sum(one.size_bytes for one in some) > MOST_SENT_BYTES:
                yield self._cluster_task(some)
                some = []
        if some:
            yield self._cluster_task(some)

    def _cluster_task(self, some: list[_OnItsWay]) -> ClusterTask:
        from faceorg.library.cluster.worker_side import look_at_sent

        arguments = (self._wanted.parcel.key, [one.sent for one in some])
        return ClusterTask(
            "faceorg_photos", look_at_sent, arguments, some, size_bytes=sum(one.size_bytes for one in some)
        )

    def _on_its_way(self, task: AnalysisTask, *, sends: bool) -> _OnItsWay:
        from faceorg.library.cluster.worker_side import SentPhoto

        facts: os.stat_result | None = None
        data: bytes | None = None
        with suppress(OSError, PhotoProblem):  # then the worker has its say about the file
            facts = task.path.stat()
            if sends and os.path.isfile(task.path):
                data, facts = read_job_photo(task)
        there = self._name_there(task.path)
        boxes, turn = task.known_boxes, task.turn
        sent = SentPhoto(there, task.path.name, data, boxes, task.detect, turn, task.beside, task.frame)
        return _OnItsWay(task, facts, sent)

    def _name_there(self, path: Path) -> str:
        names = (folder.name_there(path) for folder in self._folders)
        return next((name for name in names if name is not None), str(path))

    def _results(
        self, run: CallRun, sent: ClusterTask, ended: Ended, pace: _Pace
    ) -> Iterator[JobResult[PhotoAnalysis]]:
        some: list[_OnItsWay] = sent.about
        if ended.died and len(some) > 1:  # one of them, but which?
            for one in some:
                run.suspect(self._cluster_task([one]))
        elif ended.died:
            [one] = some
            name, ending = one.task.path.name, Message(ReasonCode.ENDED_ITS_WORKERS)
            why = Message(ProblemCode.ANALYSIS_KEEPS_ENDING, file=name, ending=ending)
            yield JobResult(one.task.photo_id, None, why)
        elif ended.value is None:  # that worker was not ready
            run.put_back(sent)
        else:
            pace.learn(ended.value.seconds / len(some))
            if ended.value.photos[0].is_start:
                raise_start(ended.value.photos[0].frame)
            for one, came in zip(some, ended.value.photos, strict=True):
                if (result := self._result(run, one, came)) is not None:
                    yield result

    def _result(self, run: CallRun, one: _OnItsWay, came: WhatCame) -> JobResult[PhotoAnalysis] | None:
        """Read an answer with all doubts; None where the photo goes on its way again."""
        photo_id = one.task.photo_id
        try:
            answer = take_answer(came.frame, self._wanted.form(), one.task)
        except BadAnswer as bad:
            log.error("a worker's answer is refused: %s; it was asked for photo %s", bad, photo_id)
            why = Message(ProblemCode.PHOTO_REFUSED, file=one.task.path.name, what=SENSELESS)
            return JobResult(photo_id, None, why)
        failure = answer.failure
        if failure is not None and failure.code is ProblemCode.PHOTO_CANNOT_BE_OPENED and one.sent.data is None:
            again = self._on_its_way(one.task, sends=True)
            if again.sent.data is not None:
                run.put_back(self._cluster_task([again]))
                return None
        return JobResult(photo_id, answer.value and _as_here(answer.value, one.facts), failure)


class _Pace:
    """How many photos make a task: to hand one out and take it back costs Dask 15 ms of a core."""

    def __init__(self) -> None:
        self.photos_at_once = 1

    def learn(self, seconds_a_photo: float) -> None:
        self.photos_at_once = max(1, min(MOST_AT_ONCE, round(TASK_S / max(seconds_a_photo, 1e-3))))


def raise_start(frame: bytes) -> NoReturn:
    """Raise what kept a worker's processes from starting."""
    start = take_start(frame)
    if isinstance(start, StartFailed) and start.problem is not None:
        raise start.problem
    raise BugElsewhere(start.trace if isinstance(start, StartFailed) else "")


def pack_pool(
    scheduler: Scheduler, pack: ModelPack, *, folders: Sequence[MappedFolder] = (), sends: bool = False
) -> ClusterPool:
    """Return a pool that looks at photos with this pack."""
    from faceorg.library.cluster.worker_side import PackSetUp

    contents = {f"{pack.id}/{name}": file for name, file in _files_of(pack).items()}
    wanted = PackSetUp(parcels.parcel_of(contents), str(pack.id), pack.embedding_dim, dict(pack.sha256s))
    return ClusterPool(scheduler, wanted, contents, folders=folders, sends=sends)


def _files_of(pack: ModelPack) -> dict[str, Path]:
    """Return what a copy of the pack needs, by name: its networks, their weights beside them, and its manifest."""
    files = [*pack.files.values(), pack.folder / MANIFEST_FILE]
    for file in pack.files.values():
        files += [file.parent / name for name in read_onnx_header(file).external_files]
    return {file.relative_to(pack.folder).as_posix(): file for file in files if file.is_file()}


def _as_here(analysis: PhotoAnalysis, facts: os.stat_result | None) -> PhotoAnalysis:
    """Give it the date and size that the file has here: a network drive may round them, and a copy has its own. A file
    that was changed meanwhile then looks changed at the next scan."""
    if facts is None:
        return analysis
    return replace(analysis, size_bytes=facts.st_size, mtime_ns=mtime_ns(facts))
