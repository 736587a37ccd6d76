"""A scheduler's address -> one connection to it, with the calls that are under way; it may break at any moment."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from faceorg.errors import InvalidInput
from faceorg.library.cluster.dask_here import distributed
from faceorg.messages.codes import ProblemCode

SCHEMES = ("tcp", "tls")
DEFAULT_PORT = 8786
T = TypeVar("T")

# How long a scheduler may take to answer.
CONNECT_TIMEOUT_S = 10.0
CLOSE_TIMEOUT_S = 3.0
# What a worker of faceorg's has and its tasks need, so that no other worker of the cluster gets one.
RESOURCE = "faceorg"


@dataclass
class ClusterTask:
    """A function to be called on some worker.

    kind : how its calls are named in Dask, which learns from each kind how long one takes
    about : what only this side knows of it; size_bytes : of what travels with it
    deaths : how often it was given up because its workers died
    """

    kind: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    about: Any = None
    size_bytes: int = 0
    deaths: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Ended:
    """What became of a task: its value, or the error, or that it is to be asked again; died : its workers did"""

    value: Any = None
    error: BaseException | None = None
    died: bool = False
    again: bool = False


def checked_address(text: str) -> str:
    """Return a scheduler's address with its port. Raises InvalidInput."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port or DEFAULT_PORT
    except ValueError:
        host, port, parts = None, 0, urlsplit("")
    if parts.scheme not in SCHEMES or not host or parts.path or parts.query or parts.username:
        raise InvalidInput(ProblemCode.CLUSTER_ADDRESS, text=text[:200])
    return f"{parts.scheme}://[{host}]:{port}" if ":" in host else f"{parts.scheme}://{host}:{port}"


def knock(address: str) -> None:
    """See whether somebody answers there; raises OSError. Dask's own attempt fails after half a minute."""
    parts = urlsplit(address)
    assert parts.hostname is not None and parts.port is not None
    socket.create_connection((parts.hostname, parts.port), CONNECT_TIMEOUT_S).close()


class _Call(Protocol):
    """A future of Dask's. status : "pending", "finished", "error", "cancelled", "lost" """

    @property
    def status(self) -> str: ...


class Link:
    """A client of the scheduler. Whoever finds that it is not `is_up` any more makes another one."""

    def __init__(self, address: str) -> None:
        """Raises OSError where no scheduler answers."""
        knock(address)
        self._module = distributed()
        self._client = self._module.Client(address, timeout=CONNECT_TIMEOUT_S, set_as_default=False)
        self._done = self._module.as_completed(loop=self._client.loop, with_results=True, raise_errors=False)
        self._under_way: dict[_Call, ClusterTask] = {}

    @property
    def is_up(self) -> bool:
        return bool(self._client.status == "running")

    @property
    def under_way(self) -> list[ClusterTask]:
        return list(self._under_way.values())

    def submit(self, task: ClusterTask, number: int) -> None:
        """Have it called on some worker. number : makes its name the only one in this connection"""
        key = f"{task.kind}-{self._client.id}-{number}"
        needs = {RESOURCE: 1}
        call = self._client.submit(task.function, *task.arguments, key=key, pure=False, resources=needs)
        self._under_way[call] = task
        self._done.add(call)

    def wait(self, seconds: float) -> None:
        """Wait until something has ended, for so long at most."""
        with self._done.thread_condition:
            if not self._done.has_ready():
                self._done.thread_condition.wait(seconds)

    def ended(self) -> list[tuple[ClusterTask, Ended]]:
        """Return what has ended since the last time."""
        found = self._done.next_batch(block=False) if self._done.has_ready() else []
        return [(self._under_way.pop(call), self._how(call, value)) for call, value in found]

    def _how(self, call: _Call, value: object) -> Ended:
        if call.status == "finished":
            return Ended(value)
        if call.status == "error":
            error = value[1] if isinstance(value, tuple) else value
            if isinstance(error, self._module.KilledWorker):
                return Ended(died=True)
            if isinstance(error, BaseException) and not isinstance(error, CancelledError):
                return Ended(error=error)
        return Ended(again=True)

    def workers(self) -> dict[str, int]:
        """Return the workers of faceorg's by address, and how many tasks each takes at once."""
        # Not `scheduler_info`: what it returns is now and then overwritten by a look that asks for no workers.
        workers = self._client.sync(self._client.scheduler.identity, n_workers=-1)["workers"]
        return {address: int(facts["resources"].get(RESOURCE, 0)) for address, facts in workers.items()}

    def ask(self, worker: str, function: Callable[..., T], *arguments: object) -> T:
        """Call a function on this worker, see `parcels.Ask`."""
        found: dict[str, T] = self._client.run(function, *arguments, workers=[worker])
        return found[worker]

    def close(self) -> None:
        """Take back what is under way. Waits for nobody who does not answer."""
        if sys.is_finalizing():  # no thread starts any more, and the end of this process takes it all back
            return
        closing = threading.Thread(target=self._close, args=(list(self._under_way),), daemon=True)
        self._under_way.clear()
        closing.start()
        closing.join(CLOSE_TIMEOUT_S)

    def _close(self, calls: list[_Call]) -> None:
        with suppress(Exception):  # whatever a connection that broke can raise: nothing depends on it any more
            if calls and self.is_up:
                self._client.cancel(calls, force=True)
            self._client.close(timeout=CLOSE_TIMEOUT_S)
