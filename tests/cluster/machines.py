"""A cluster of real processes for tests: Dask's scheduler and faceorg's workers, in a network of their own if that is
allowed.

Every process gets a cache folder and session of its own, and ends with the test.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).parents[2]
PATIENCE_S = 120.0


def until(is_so: Callable[[], object], what: str) -> None:
    """Wait for a condition; this machine may be slow."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)


# One process a worker, and the one engine that gives the same numbers on every machine.
ONE_CORE = ("--workers", "1", "--device", "cpu")


class Machines:
    """Processes by their commands. address : of the scheduler, whether it runs or not"""

    def __init__(self, folder: Path, *, apart: bool = False, scheme: str = "tcp", **environment: str) -> None:
        """apart : in a network namespace of its own, where the system lets a user have one"""
        self.folder = folder
        self.workers: list[subprocess.Popen[str]] = []
        self.scheduler: subprocess.Popen[str] | None = None
        self._scans = 0
        self._started: list[subprocess.Popen[str]] = []
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
        places = [str(REPOSITORY), self._environment.get("PYTHONPATH", "")]
        self._environment["PYTHONPATH"] = os.pathsep.join(filter(None, places))
        self._inside = self._namespace() if apart else []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"{scheme}://127.0.0.1:{self.port}"

    def __enter__(self) -> Machines:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._started):
            self.kill(process)

    def start(self, *command: str, machine: str) -> subprocess.Popen[str]:
        """Start python with these arguments; what it says goes to the file of its machine."""
        home = self.folder / machine
        (home / "cache").mkdir(parents=True, exist_ok=True)
        with (home / "said.txt").open("a") as said:
            process = subprocess.Popen(
                [*self._inside, sys.executable, *command],
                stdout=subprocess.PIPE if machine == self.here else said,
                stderr=said,
                text=True,
                cwd=REPOSITORY,
                env={**self._environment, "XDG_CACHE_HOME": str(home / "cache")},
                start_new_session=True,
            )
        self._started.append(process)
        return process

    @property
    def here(self) -> str:
        """The machine of the latest scan."""
        return f"here{self._scans}"

    def said(self, machine: str) -> str:
        return (self.folder / machine / "said.txt").read_text(errors="replace")

    def start_scheduler(self, *, wait: bool = True) -> None:
        before = self.said("scheduler").count("Scheduler at") if self.scheduler else 0
        self.scheduler = self.start(
            *("-m", "distributed.cli.dask_scheduler", "--host", self.address, "--no-dashboard"), machine="scheduler"
        )
        if wait:
            until(lambda: self.said("scheduler").count("Scheduler at") > before, "a scheduler")

    def start_worker(self) -> subprocess.Popen[str]:
        name = f"worker{len(self.workers)}"
        worker = self.start("-m", "faceorg", "cluster-worker", self.address, *ONE_CORE, machine=name)
        self.workers.append(worker)
        return worker

    def start_scan(self, *arguments: str) -> subprocess.Popen[str]:
        self._scans += 1
        return self.start("-m", "faceorg", "scan", *arguments, "--cluster", self.address, machine=self.here)

    def kill_worker(self, number: int) -> None:
        """Kill the process that has the photos before it, as the system does where memory runs out."""
        served = self.served_by(number)
        assert served is not None
        served.kill()

    def served_by(self, number: int) -> psutil.Process | None:
        """The process of Dask's worker below its nanny; None while there is none."""
        for child in psutil.Process(self.workers[number].pid).children():
            if "spawn_main" in " ".join(child.cmdline()):
                return child
        return None

    def kill(self, process: subprocess.Popen[str]) -> None:
        """Kill a process with all that it started, without a word."""
        if process.poll() is None:
            below = psutil.Process(process.pid).children(recursive=True)
            os.kill(process.pid, signal.SIGKILL)
            for child in below:
                with_it = child.is_running() and child.status() != psutil.STATUS_ZOMBIE
                if with_it:
                    child.kill()
        process.wait()

    def _namespace(self) -> list[str]:
        """Return what to write before a command so that it runs in a network of the test's own."""
        if not (sys.platform == "linux" and shutil.which("unshare") and shutil.which("nsenter")):
            return []
        holder = subprocess.Popen(
            ["unshare", "-rn", "sh", "-c", "ip link set lo up && echo up && exec sleep 3600"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._started.append(holder)
        assert holder.stdout is not None
        if holder.stdout.readline() != "up\n":  # a container or a system that refuses it
            return []
        return ["nsenter", "--preserve-credentials", "-U", "-n", "-t", str(holder.pid)]
