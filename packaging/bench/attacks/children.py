"""A piece of the program -> a process that can be killed at any moment, and what it said until then.

Commands run in forks of this process, which has everything imported: a thousand kills take minutes that way, and what
is killed is the same code that a fresh start runs. `started` is for what must be a program of its own (the window).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from attacks.ledger import HANG_S, Tally

TRACE = "Traceback (most recent call last)"
REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass
class Child:
    """One process of ours. said, complained : what it printed, once it has ended; status : None where it was killed."""

    pid: int
    folder: Path
    status: int | None = None
    ended: bool = False

    @property
    def said(self) -> str:
        return (self.folder / "out").read_text(errors="replace")

    @property
    def complained(self) -> str:
        return (self.folder / "err").read_text(errors="replace")

    def kill(self) -> None:
        """End it now, with whatever it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        self.ended = True

    def wait(self, seconds: float) -> bool:
        """Wait for its end; whether it came."""
        until = time.monotonic() + seconds
        pause = 0.001
        while not self.ended:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status, self.ended = os.waitstatus_to_exitcode(status), True
            elif time.monotonic() > until:
                return False
            else:
                time.sleep(pause)
                pause = min(pause * 1.5, 0.05)
        return True

    def finish(self, tally: Tally, where: str) -> int | None:
        """Wait for its end and count a hang or a traceback; its status, None where there is none."""
        if not self.wait(HANG_S):
            self.kill()
            tally.hung(where)
            return None
        if TRACE in self.complained:
            tally.crashed(where, self.complained)
        elif self.status is not None and self.status < 0:
            tally.crashed(where, f"ended by signal {-self.status}")
        return self.status


def fork(folder: Path, run: Callable[[], int | None]) -> Child:
    """Run a function in a fork of this process, in a group of its own, with its output in files of `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            os.setpgid(0, 0)
            _redirect(folder)
            code = run() or 0
        except BaseException:
            traceback.print_exc()
        finally:
            with suppress(Exception):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)
    with suppress(OSError):  # the child does the same: whoever comes first
        os.setpgid(pid, pid)
    return Child(pid, folder)


def _redirect(folder: Path) -> None:
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, number)
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115


def command(folder: Path, *words: str | Path) -> Child:
    """Run one command line of faceorg in a fork."""

    def run() -> int:
        from faceorg.cli.main import run as run_words

        return run_words([str(word) for word in words])

    return fork(folder, run)


def started(folder: Path, words: Sequence[str | Path], environment: dict[str, str]) -> Child:
    """Run a program of its own, in a group of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(
            [str(word) for word in words],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment,
            cwd=REPOSITORY,
            process_group=0,
        )
    return Child(process.pid, folder)
