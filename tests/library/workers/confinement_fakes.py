"""What a decoding process tries that a photo has taken over. A module of its own: worker processes import it by name.

A job's path says what to try; a deed that succeeds is told by its answer, one that fails is a failure with its reason.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import faceorg
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis, read_job_photo
from faceorg.metadata.dates import DatesInside


def open_attacker() -> Callable[[AnalysisTask], PhotoAnalysis]:
    return attack


def attack(job: AnalysisTask) -> PhotoAnalysis:
    DEEDS[job.path.name.split("-")[0]](job)
    return PhotoAnalysis("0" * 64, 1, 0, 4, 3, DatesInside(), "jpeg", ())


def _read_neighbour(job: AnalysisTask) -> None:
    (job.path.parent / "neighbour.jpg").read_bytes()


def _read_beside_the_program(_job: AnalysisTask) -> None:
    (Path(faceorg.__file__).parents[1] / "pyproject.toml").read_bytes()


def _list_folder(job: AnalysisTask) -> None:
    os.listdir(job.path.parent)


def _write_beside(job: AnalysisTask) -> None:
    (job.path.parent / "written").write_text("here")


def _write_into_the_photo(job: AnalysisTask) -> None:
    os.write(job.opened.descriptor, b"here")


def _write_temporary(_job: AnalysisTask) -> None:
    os.close(tempfile.mkstemp()[0])


def _delete(job: AnalysisTask) -> None:
    job.path.unlink()


def _connect(_job: AnalysisTask) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()


def _send_datagram(_job: AnalysisTask) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()


def _connect_locally(_job: AnalysisTask) -> None:
    socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close()


def _run_a_program(_job: AnalysisTask) -> None:
    subprocess.run(["/bin/true"], check=True)


def _signal_the_parent(_job: AnalysisTask) -> None:
    os.kill(os.getppid(), signal.SIGCONT)


def _read_the_parents_memory(_job: AnalysisTask) -> None:
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def _trace_the_parent(_job: AnalysisTask) -> None:
    if ctypes.CDLL(None, use_errno=True).ptrace(16, os.getppid(), 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "ptrace")


def _open_sound(job: AnalysisTask) -> None:
    data, facts = read_job_photo(job)
    if (len(data), facts.st_size) != (4, 4):
        raise ValueError("another file")


DEEDS = {
    "neighbour": _read_neighbour,
    "beside": _read_beside_the_program,
    "list": _list_folder,
    "write": _write_beside,
    "overwrite": _write_into_the_photo,
    "temporary": _write_temporary,
    "delete": _delete,
    "connect": _connect,
    "datagram": _send_datagram,
    "local": _connect_locally,
    "run": _run_a_program,
    "signal": _signal_the_parent,
    "environ": _read_the_parents_memory,
    "trace": _trace_the_parent,
    "sound": _open_sound,
}
