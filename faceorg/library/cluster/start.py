"""A scheduler's address -> one worker of its cluster on this machine, until it is stopped.

It is Dask's own worker, under Dask's own nanny, which starts it again when it dies; here it gets its limits, and a
scheduler that went away is waited for.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from faceorg.library.cluster.calls import RETRY_EVERY_S, Tell
from faceorg.library.cluster.dask_here import distributed
from faceorg.library.cluster.link import RESOURCE, checked_address, knock
from faceorg.library.workers.pool import MEMORY_LIMIT_BYTES, default_processes
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken

# For the process that hands photos on: bytes on their way, a few embeddings at a time.
OWN_MEMORY_BYTES = 2 << 30
# How often is looked whether to stop.
LOOK_EVERY_S = 0.2


def run_worker(
    address: str,
    *,
    processes: int | None = None,
    device: str = "auto",
    memory_limit_bytes: int = MEMORY_LIMIT_BYTES,
    tell: Tell,
    cancel: CancelToken,
) -> None:
    """Work for a scheduler until cancel. Raises InvalidInput, LibraryProblem where Dask is not installed."""
    address = checked_address(address)
    distributed(says_what_happens=True)
    from faceorg.library.cluster.worker_side import WorkerLimit

    limit = WorkerLimit(processes or default_processes(), memory_limit_bytes, device)
    tell(Message(FindingCode.CLUSTER_WORKER_STARTS, address=address, processes=limit.processes))
    with tempfile.TemporaryDirectory(prefix="faceorg-cluster-") as folder:
        asyncio.run(_serve(address, limit, Path(folder), tell, cancel))


async def _serve(address: str, limit: object, folder: Path, tell: Tell, cancel: CancelToken) -> None:
    """Have a nanny, and another one when its scheduler went away and came back."""
    has_said = False
    while not cancel.is_cancelled:
        try:
            await asyncio.to_thread(knock, address)
            await _one_nanny(address, limit, folder, cancel)
            has_said = False
        except (OSError, RuntimeError):  # no scheduler answers, or it went away just now
            if not has_said:
                tell(Message(FindingCode.CLUSTER_WORKER_WAITS, address=address))
            has_said = True
            await asyncio.sleep(RETRY_EVERY_S)


async def _one_nanny(address: str, limit: object, folder: Path, cancel: CancelToken) -> None:
    """Serve until the scheduler goes away or cancel. Raises OSError where there is none."""
    import dask

    from faceorg.library.cluster.worker_side import TASKS_A_PROCESS, FaceorgPlugin, WorkerLimit

    assert isinstance(limit, WorkerLimit)
    threads = limit.processes * TASKS_A_PROCESS
    with dask.config.set({"distributed.worker.daemon": False}):  # it has processes of its own
        nanny = distributed(says_what_happens=True).Nanny(
            address,
            nthreads=threads,
            memory_limit=OWN_MEMORY_BYTES,
            local_directory=str(folder),
            resources={RESOURCE: threads},
            plugins=[FaceorgPlugin(limit)],
            dashboard=False,
        )
        starting = asyncio.ensure_future(nanny)
        try:
            while not starting.done():
                if cancel.is_cancelled:
                    return
                await asyncio.wait([starting], timeout=LOOK_EVERY_S)
            starting.result()
            finished = asyncio.ensure_future(nanny.finished())
            while not finished.done() and not cancel.is_cancelled:
                await asyncio.wait([finished], timeout=LOOK_EVERY_S)
        finally:
            await nanny.close(timeout=2)
