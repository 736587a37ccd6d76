"""Dask's modules, where they are installed and set as faceorg wants them: imported only by who asks for a cluster."""

from __future__ import annotations

from types import ModuleType

from faceorg.errors import LibraryProblem
from faceorg.messages.codes import ProblemCode

# A photo's bytes may travel with its call, which Dask would warn of beyond 10 MB; sampling what the threads of a worker
# do a hundred times a second tells nobody here anything.
SETTINGS = {
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.worker.profile.enabled": False,
}


def distributed(*, says_what_happens: bool = False) -> ModuleType:
    """Return the module. says_what_happens : let it write its warnings to the terminal; else faceorg speaks for it.

    Raises LibraryProblem where it is not installed.
    """
    try:
        import dask

        if not says_what_happens:
            dask.config.set({"logging.distributed": "critical"})
        dask.config.set(SETTINGS)
        import distributed as module
    except ImportError as error:
        raise LibraryProblem(ProblemCode.CLUSTER_NOT_INSTALLED) from error
    found: ModuleType = module
    return found
