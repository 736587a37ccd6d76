"""The inside of one worker process: jobs come down a pipe, answers go up, and nothing it does can hurt its parent.

Imports stay light up here: this module is loaded before the limits of the process are set.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from typing import TYPE_CHECKING, TypeVar

from faceorg.errors import LibraryProblem
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message, in_its_words
from faceorg.traces import trace_of

if TYPE_CHECKING:
    from faceorg.library.workers.analysis import AnalysisTask
    from faceorg.library.workers.answers import AnswerForm

T = TypeVar("T")

# Libraries read these when they are loaded: one thread each, the pool has a process a core (packaging/bench/LIMITS.md:
# two processes of one thread do 194 photos/s of detection, one of two threads 136).
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")
# Code pages of the libraries count as resident memory but not as data: the difference between the two limits.
CODE_BYTES = 192 << 20
# Beyond the parent's own time limit a worker ends itself: the parent may be busy, dead or stopped in a debugger.
SELF_DESTRUCT_FACTOR, SELF_DESTRUCT_EXTRA_S = 1.5, 10.0
# A photo decoded by half has 9 MB, the input of the finer detection pass 15 MB.
REUSED_BLOCK_BYTES, REUSED_TOTAL_BYTES = 32 << 20, 256 << 20
# Linux and glibc: prctl.h, malloc.h.
_PR_SET_PDEATHSIG = 1
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3


@dataclass(frozen=True)
class WorkerLimits:
    """memory_bytes : resident memory one worker may reach; timeout_s : seconds one photo may take."""

    memory_bytes: int
    timeout_s: float


def serve_jobs(connection: Connection, opener: bytes, limits: WorkerLimits) -> None:
    """Run a worker: load, then answer jobs until None comes or the parent is gone.

    opener : pickled: a function without arguments that returns the function to run on each job, the `AnswerForm` of
        what that returns, and its `Reach`. Jobs come pickled too: a parent is believed, a worker is not (see `frames`).
    """
    _detach_from_terminal()
    _let_kernel_end_it()
    _reuse_memory()
    for variable in ONE_THREAD:
        os.environ[variable] = "1"
    from faceorg.library.workers import answers, confinement

    try:
        open_runner, form, reach = pickle.loads(opener)
        calls_refused = confinement.confine_for_loading(reach) if reach is not None else False
        run = open_runner()
    except LibraryProblem as problem:
        connection.send_bytes(answers.put_start_failed(problem))
        return
    except Exception as bug:  # told to the parent, which raises it there: a worker has no terminal to crash on
        connection.send_bytes(answers.put_start_failed(None, trace_of(bug)))
        return
    _one_thread()
    _limit_memory(limits.memory_bytes)
    if reach is not None:
        confinement.confine_for_photos(reach, calls_refused=calls_refused)
    _watch_parent()  # a thread, and none is started before all is confined
    try:
        connection.send_bytes(answers.put_ready(resident_bytes()))
        _answer_jobs(connection, run, form, limits.timeout_s)
    except (EOFError, OSError):
        pass  # the parent is gone or has closed this worker
    # Skips the clean-up of the interpreter and of native libraries, which can hang or crash and has nothing to save.
    os._exit(0)


def _answer_jobs(
    connection: Connection, run: Callable[[AnalysisTask], T], form: AnswerForm[T], timeout_s: float
) -> None:
    log = open(os.devnull, "w")  # noqa: SIM115 (faulthandler writes to it for as long as the process lives)
    while (job := _next_job(connection)) is not None:
        faulthandler.dump_traceback_later(timeout_s * SELF_DESTRUCT_FACTOR + SELF_DESTRUCT_EXTRA_S, exit=True, file=log)
        answer = _attempt(run, form, job)
        faulthandler.cancel_dump_traceback_later()
        if job.opened is not None and job.opened.descriptor is not None:
            os.close(job.opened.descriptor)
        connection.send_bytes(answer)


def _next_job(connection: Connection) -> AnalysisTask | None:
    """Wait for a job; the file that the parent opened for it comes behind it."""
    job: AnalysisTask | None = connection.recv()
    if job is not None and job.opened is not None and job.opened.error is None:
        from multiprocessing.reduction import recv_handle

        job = replace(job, opened=replace(job.opened, descriptor=recv_handle(connection)))
    return job


def _attempt(run: Callable[[AnalysisTask], T], form: AnswerForm[T], job: AnalysisTask) -> bytes:
    """Run one job; whatever it raises is told, since one bad photo must never end a run."""
    from faceorg.library.workers.answers import put_failure, put_value

    try:
        return put_value(form, run(job), resident_bytes())
    except LibraryProblem as problem:
        return put_failure(problem.message, None, resident_bytes())
    except MemoryError:
        return put_failure(Message(ProblemCode.ANALYSIS_NEEDS_TOO_MUCH_MEMORY), None, resident_bytes())
    except Exception as bug:  # logged by the parent with its traceback; the other photos go on
        why = in_its_words(f"{type(bug).__name__}: {' '.join(str(bug).split())[:200]}")
        return put_failure(Message(ProblemCode.ANALYSIS_FAILED, why=why), trace_of(bug), resident_bytes())


def _detach_from_terminal() -> None:
    """Leave Ctrl-C to the parent, and the terminal alone: libjpeg, libtiff and OpenCV print warnings to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(silence, stream)
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (lives as long as the process)
    logging.disable(logging.CRITICAL)


def die_with_parent() -> None:
    """End this process when its parent ends, however it ends: the kernel's word on Linux, a closed pipe everywhere."""
    _let_kernel_end_it()
    _watch_parent()


def _let_kernel_end_it() -> None:
    if sys.platform == "linux" and parent_process() is not None:  # None: called in the process itself, by a test
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _watch_parent() -> None:
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_end(parent_sentinel: int) -> None:
    wait([parent_sentinel])
    os._exit(1)


def _reuse_memory() -> None:
    """Let glibc keep the blocks that every photo needs again, instead of mapping and clearing them anew each time: that
    is 4 ms of system time a photo. Larger blocks still go back to the system at once."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(AttributeError):  # not glibc
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_M_MMAP_THRESHOLD, REUSED_BLOCK_BYTES)
            mallopt(_M_TRIM_THRESHOLD, REUSED_TOTAL_BYTES)


def _one_thread() -> None:
    """Tell the libraries that are loaded by now and do not read the environment."""
    if "cv2" in sys.modules:
        sys.modules["cv2"].setNumThreads(1)


def _limit_memory(memory_bytes: int) -> None:
    """Make allocations beyond the limit fail. Where the system cannot (macOS, Windows), the parent's watch remains,
    which asks every system (`resident_bytes`)."""
    if sys.platform == "linux":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = max(memory_limit_after_start(memory_bytes, resident_bytes()) - CODE_BYTES, 1)
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def memory_limit_after_start(memory_bytes: int, started_bytes: int) -> int:
    """The limit for a worker that holds started_bytes with its networks loaded.

    Photos keep what was planned for them even where a GPU's driver alone takes gigabytes.
    """
    return memory_bytes if started_bytes <= memory_bytes // 2 else memory_bytes + started_bytes


def available_bytes() -> int | None:
    """Memory that programs could still get without swapping; None where nobody can tell."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, StopIteration), open("/proc/meminfo", "rb") as meminfo:
            return 1024 * next(int(line.split()[1]) for line in meminfo if line.startswith(b"MemAvailable:"))
    import psutil

    try:
        return int(psutil.virtual_memory().available)
    except (psutil.Error, OSError):
        return None


def resident_bytes(pid: int | None = None) -> int:
    """Resident memory of a process (this one by default); 0 where it is gone or may not be asked.

    Linux tells in a file, which is read in 40 us and needs no import; psutil knows how to ask the others (90 us here).
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError), open(f"/proc/{pid or 'self'}/statm", "rb") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except (psutil.Error, OSError):
        return 0


@contextlib.contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Keep Ctrl-C from a child until it ignores it by itself: a signal blocked here stays blocked in it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    # Started by multiprocessing with the first child otherwise, which would unblock the signal again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
