"""Dask's modules, where they are installed and set as faceorg wants them: imported only by who asks for a cluster."""

from __future__ import annotations

import logging
from types import ModuleType

from faceorg.errors import LibraryProblem
from faceorg.messages.codes import ProblemCode

# A photo's bytes may travel with its call, which Dask would warn of beyond 10 MB. Four workers that look at their own
# threads, memory and clock as often as Dask has it take a sixth of a core for that alone.
SETTINGS = {
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
}
# Who reports on the terminal what faceorg says itself.
SPEAKERS = ("distributed", "distributed.client", "tornado.application", "asyncio")


def distributed(*, says_what_happens: bool = False) -> ModuleType:
    """Return the module. says_what_happens : let it write its warnings to the terminal; else faceorg speaks for it.

    Raises LibraryProblem where it is not installed.
    """
    try:
        import dask

        dask.config.set(SETTINGS)
        import distributed as module
    except ImportError as error:
        raise LibraryProblem(ProblemCode.CLUSTER_NOT_INSTALLED) from error
    if not says_what_happens:
        for name in SPEAKERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
    found: ModuleType = module
    return found
