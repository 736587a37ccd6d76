"""Job runners for worker tests. They live in a module of their own because worker processes import them by name.

What a job does is the name of its path: "fine-3", "crash", "hang", "eat", "raise", "refuse", "crash-once", ...
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from faceorg.errors import PackProblem, PhotoProblem
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis
from faceorg.messages.codes import ProblemCode


def open_fake_runner():
    return run_fake_job


def open_nothing():
    raise PackProblem(ProblemCode.NO_PACK_INSTALLED)


def open_and_die():
    os._exit(3)


def run_fake_job(job: AnalysisTask) -> PhotoAnalysis:
    what = job.path.name.split("-")[0]
    if what != "fine":
        _MISDEEDS[what](job)
    # The size carries the process, so that tests see who did it.
    return PhotoAnalysis("0" * 64, os.getpid(), 0, 4, 3, None, "jpeg", ())


def _crash(_job: AnalysisTask) -> None:
    ctypes.string_at(0)


def _die_once(job: AnalysisTask) -> None:
    mark = Path(job.path.parent / "died")
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _hang(_job: AnalysisTask) -> None:
    time.sleep(1000)


def _eat(_job: AnalysisTask) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(b"x" * (32 << 20)))


def _grow(_job: AnalysisTask) -> None:
    global _kept
    _kept = bytearray(b"x" * (64 << 20))


def _swell(_job: AnalysisTask) -> None:
    hoard = bytearray(b"x" * (300 << 20))
    time.sleep(1000)
    del hoard


def _raise(_job: AnalysisTask) -> None:
    raise ZeroDivisionError("a bug")


def _refuse(job: AnalysisTask) -> None:
    raise PhotoProblem(ProblemCode.PHOTO_CANNOT_BE_READ, file=job.path.name)


def _shout(_job: AnalysisTask) -> None:
    os.write(1, b"noise on stdout\n")
    os.write(2, b"noise on stderr\n")
    print("noise", file=sys.stderr)


def _slow(_job: AnalysisTask) -> None:
    time.sleep(0.2)


_MISDEEDS = {
    "crash": _crash,
    "die": _die_once,
    "hang": _hang,
    "eat": _eat,
    "grow": _grow,
    "raise": _raise,
    "refuse": _refuse,
    "shout": _shout,
    "slow": _slow,
    "swell": _swell,
}
