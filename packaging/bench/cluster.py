"""A scan on a cluster of workers on this machine against one without: the same library, how evenly, at what cost.

    python packaging/bench/cluster.py [--photos FOLDER] [--pack starter] [--workers 4] [--kills 20] [--rounds 3]

Dask's scheduler and the workers are processes of this machine, so both sides share its cores. Printed:

- whether a library that the cluster made holds the same photos, faces, boxes and embeddings as one made without it;
- the cost: the pool of a scan and the cluster take turns at the same photos, each with its networks loaded. Told are
  photos a second of wall time between the first result and the last, and processor time a photo of all processes that
  take part, which other programs on the machine lengthen little; the overhead is the ratio of the latter;
- how evenly the work is spread: tasks, each of a few photos, by worker;
- what --kills kills at random moments cost (--seed): a worker's process, a worker with its nanny, or the scheduler dies
  by SIGKILL in the middle of scans, and what has no nanny is started again. The library must be the same.

Exits 1 when anything differs.
"""

from __future__ import annotations

import argparse
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil
from kill_resume import contents, differences

from faceorg.domain import ModelPack, PhotoId
from faceorg.images.walk import walk_photos
from faceorg.library.cluster.calls import Scheduler
from faceorg.library.cluster.photo_pool import pack_pool
from faceorg.library.workers.analysis import AnalysisTask, open_job_runner
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool, default_processes
from faceorg.vision.packs.installed import load_pack

PATIENCE_S = 300.0
# How often each photo is looked at in a round, so that a round is long beside what starts and ends it.
TIMES = 3


class Cluster:
    """Scheduler and workers as processes."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.start_scheduler()
        self.workers = [self._worker() for _ in range(count)]

    def start_scheduler(self) -> None:
        self.scheduler = self._start(
            "-m", "distributed.cli.dask_scheduler", "--host", self.address, "--no-dashboard", "--no-show"
        )

    def _worker(self) -> subprocess.Popen[bytes]:
        return self._start("-m", "faceorg", "cluster-worker", self.address, "--workers", "1")

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / "said.txt").open("a") as said:
            return subprocess.Popen([sys.executable, *arguments], stdout=said, stderr=said, start_new_session=True)

    def wait(self) -> None:
        """Wait until all workers have a process for photos."""
        deadline = time.monotonic() + PATIENCE_S
        while any(served_by(worker) is None for worker in self.workers):
            assert time.monotonic() < deadline, "the workers do not start"
            time.sleep(0.1)

    def stop(self) -> None:
        """Let all of it stand still, so that it costs nothing while something else is measured."""
        for process in self._all():
            process.suspend()

    def go_on(self) -> None:
        for process in self._all():
            process.resume()

    def _all(self) -> list[psutil.Process]:
        tops = [psutil.Process(process.pid) for process in (self.scheduler, *self.workers)]
        return [one for top in tops for one in (top, *top.children(recursive=True))]

    def kill_one(self, chance: random.Random) -> str:
        what = chance.choices(["worker", "nanny", "scheduler"], [6, 2, 2])[0]
        number = chance.randrange(len(self.workers))
        if what == "scheduler":
            kill(self.scheduler)
            self.start_scheduler()
        elif what == "nanny":
            kill(self.workers[number])
            self.workers[number] = self._worker()
        elif (served := served_by(self.workers[number])) is not None:
            served.kill()
        else:
            return ""
        return what

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            kill(process)


def served_by(worker: subprocess.Popen[bytes]) -> psutil.Process | None:
    """The process of Dask's worker, below its nanny."""
    with suppress(psutil.Error):
        for child in psutil.Process(worker.pid).children():
            if "spawn_main" in " ".join(child.cmdline()):
                return child
    return None


def kill(process: subprocess.Popen[bytes]) -> None:
    below = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.kill()
    for child in below:
        with suppress(psutil.Error):
            child.kill()
    process.wait()


def processor_s() -> float:
    """Processor time of this process and all that it started and that still run: pools and cluster alike."""
    spent, top = 0.0, psutil.Process()
    for process in (top, *top.children(recursive=True)):
        with suppress(psutil.Error):
            times = process.cpu_times()
            spent += times.user + times.system
    return spent


def scan(library: Path, photos: Path, pack: str, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "faceorg", "scan", str(photos), "--pack", pack, "--library", str(library), *more]
    with (library.parent / "scans.txt").open("a") as said:
        return subprocess.Popen(command, stdout=said, stderr=said)


def jobs_of(photos: Path) -> list[AnalysisTask]:
    paths = sorted(found.path for found in walk_photos(photos)) * TIMES
    return [AnalysisTask(PhotoId(number), path) for number, path in enumerate(paths)]


def timed(pool: object, jobs: list[AnalysisTask]) -> tuple[float, float]:
    """Return photos a second, and processor time a photo, between the first result and the last."""
    results = pool.run(iter(jobs))  # type: ignore[attr-defined]
    for _ in range(len(jobs) // 5):  # until all networks are loaded and at work
        next(results)
    started, spent = time.monotonic(), processor_s()
    count = 0
    for count, result in enumerate(results, 1):  # noqa: B007
        if count == len(jobs) * 3 // 5:  # before any process has nothing more to do and ends
            break
    took, spent = time.monotonic() - started, processor_s() - spent
    results.close()
    return count / took, spent / count


def compare_cost(cluster: Cluster, pack: ModelPack, photos: Path, rounds: int) -> None:
    jobs = jobs_of(photos)
    here = WorkerPool(
        partial(open_job_runner, pack, "cpu"),
        PhotoAnalyses(pack.embedding_dim),
        processes=default_processes(),
        reach=Reach.of_pack(pack, "cpu"),
    )
    there = pack_pool(Scheduler(cluster.address), pack)
    found: dict[str, list[tuple[float, float]]] = {"here": [], "there": []}
    cluster.stop()
    for _ in range(rounds):
        found["here"].append(timed(here, jobs))
        cluster.go_on()
        found["there"].append(timed(there, jobs))
        cluster.stop()
    cluster.go_on()
    rate, cost = ({side: statistics.median(one[at] for one in runs) for side, runs in found.items()} for at in (0, 1))
    for side, count in (("here", default_processes()), ("there", len(cluster.workers))):
        print(f"{count} processes {side}: {rate[side]:.1f} photos/s, {1000 * cost[side]:.0f} ms of a core a photo")
    overhead = [100 * (theirs[1] / ours[1] - 1) for ours, theirs in zip(found["here"], found["there"], strict=True)]
    print(
        f"overhead of the cluster in processor time: {100 * (cost['there'] / cost['here'] - 1):.1f} % "
        f"(by round {', '.join(f'{one:.1f}' for one in overhead)})"
    )


def tasks_by_worker(cluster: Cluster) -> list[int]:
    """How many tasks of a few photos each worker has done since it started."""
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        return sorted(client.run(lambda dask_worker: dask_worker.state.executed_count).values())


def kill_around(cluster: Cluster, folder: Path, options: argparse.Namespace, photos: Path) -> tuple[Path, int]:
    """Kill --kills times in the middle of scans; return the library of the last one, and how many scans it took."""
    chance = random.Random(options.seed)
    killed, scans = [], 0
    library = folder / "killed"
    while len(killed) < options.kills or not scans:
        shutil.rmtree(library, ignore_errors=True)
        cluster.wait()
        running = scan(library, photos, options.pack, "--cluster", cluster.address)
        scans += 1
        while running.poll() is None and len(killed) < options.kills:
            time.sleep(chance.uniform(1.0, 6.0))
            if running.poll() is None and (what := cluster.kill_one(chance)):
                killed.append(what)
        assert running.wait(PATIENCE_S * 2) == 0, (folder / "scans.txt").read_text()[-2000:]
    print(
        f"killed {killed.count('worker')} workers, {killed.count('nanny')} nannies with theirs, "
        f"{killed.count('scheduler')} schedulers in {scans} scans"
    )
    return library, scans


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, default=Path("resources/samples"))
    parser.add_argument("--pack", default="starter")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    said = []
    with tempfile.TemporaryDirectory(prefix="faceorg-cluster-bench-") as name:
        folder = Path(name)
        photos = options.photos.absolute()
        alone, together = folder / "alone", folder / "together"
        assert scan(alone, photos, options.pack).wait() == 0, (folder / "scans.txt").read_text()
        cluster = Cluster(folder, options.workers)
        try:
            cluster.wait()
            assert scan(together, photos, options.pack, "--cluster", cluster.address).wait() == 0
            truth = contents(alone, options.pack)
            said += differences(truth, contents(together, options.pack))
            print(f"{len(truth)} photos, {sum(len(faces) for _, faces in truth.values())} faces")
            print(f"tasks by worker: {tasks_by_worker(cluster)}")
            compare_cost(cluster, load_pack(options.pack), photos, options.rounds)
            if options.kills:
                library, _scans = kill_around(cluster, folder, options, photos)
                said += differences(truth, contents(library, options.pack))
        finally:
            cluster.close()
    for sentence in said:
        print(sentence)
    print("the same library each time" if not said else f"{len(said)} differences")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
