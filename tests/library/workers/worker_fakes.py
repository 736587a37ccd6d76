"""Job runners for worker tests. They live in a module of their own because worker processes import them by name.

What a job does is the name of its path: "fine-3", "crash", "hang", "eat", "raise", "refuse", "crash-once", ...
"""

from __future__ import annotations

import ctypes
import inspect
import os
import signal
import struct
import sys
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from faceorg.boxes import Box
from faceorg.domain import Detection, FaceObservation, Quality
from faceorg.errors import PackProblem, PhotoProblem
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis
from faceorg.library.workers.answers import put_value
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.dates import DatesInside


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
    return _nothing_seen()


def _nothing_seen() -> PhotoAnalysis:
    # The size carries the process, so that tests see who did it.
    return PhotoAnalysis("0" * 64, os.getpid(), 0, 4, 3, DatesInside(), "jpeg", ())


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


# ---------------------------------------------------------------- a worker that somebody else's photo has taken over
class _Payload:
    """Leaves a mark where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self):
        return Path.touch, (self._mark,)


def _lie(job: AnalysisTask) -> None:
    """Speak to the parent past the program, in the way that the name says."""
    frame = inspect.currentframe()
    while "connection" not in frame.f_locals:
        frame = frame.f_back
    connection = frame.f_locals["connection"]
    truth = put_value(PhotoAnalyses(4), _nothing_seen(), 1)
    _LIES[job.path.name.split("-")[1]](connection, job, truth)


def _lie_nan(connection: Connection, _job: AnalysisTask, _truth: bytes) -> None:
    box = Detection(Box(float("nan"), 0, 1, 1), np.zeros((5, 2), np.float32), 1.0)
    face = FaceObservation(box, Quality(1, 1, 1, 0, 0, 0), np.array([1, 0, 0, 0], np.float32), None)
    connection.send_bytes(put_value(PhotoAnalyses(4), replace(_nothing_seen(), observations=(face,)), 1))


def _lie_half(connection: Connection, _job: AnalysisTask, truth: bytes) -> None:
    os.write(connection.fileno(), struct.pack("!i", len(truth)) + truth[:9])
    time.sleep(1000)


def _lie_huge(connection: Connection, _job: AnalysisTask, truth: bytes) -> None:
    os.write(connection.fileno(), struct.pack("!iQ", -1, 1 << 50) + truth)
    time.sleep(1000)


def _lie_flood(connection: Connection, _job: AnalysisTask, _truth: bytes) -> None:
    while True:
        connection.send_bytes(b"nonsense" * 1000)


def _lie_endless(connection: Connection, _job: AnalysisTask, truth: bytes) -> None:
    while True:
        connection.send_bytes(truth)


_LIES = {
    "pickle": lambda connection, job, _truth: connection.send(_Payload(job.path.parent / "unpickled")),
    "nan": _lie_nan,
    "half": _lie_half,
    "huge": _lie_huge,
    "flood": _lie_flood,
    "endless": _lie_endless,
}


def _slow(_job: AnalysisTask) -> None:
    time.sleep(0.2)


_MISDEEDS = {
    "crash": _crash,
    "die": _die_once,
    "hang": _hang,
    "lie": _lie,
    "eat": _eat,
    "grow": _grow,
    "raise": _raise,
    "refuse": _refuse,
    "shout": _shout,
    "slow": _slow,
    "swell": _swell,
}
