"""A cluster as a scan sees it: what looks at its photos, and what compares the faces of a large library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from faceorg.domain import ModelPack
from faceorg.library.cluster.calls import Scheduler, Tell
from faceorg.library.cluster.comparing import compare_on_cluster
from faceorg.library.cluster.dask_here import distributed
from faceorg.library.cluster.photo_pool import ClusterPool, MappedFolder, pack_pool
from faceorg.matching.neighbours.cells import CellComparison, ComparedCells
from faceorg.progress import CancelToken


@dataclass(frozen=True)
class ScanCluster:
    """The `ingest.Elsewhere` of a Dask cluster. sends : the photos travel to the workers"""

    scheduler: Scheduler
    folders: tuple[MappedFolder, ...] = ()
    sends: bool = False

    @classmethod
    def at(cls, address: str, *, tell: Tell, maps: Sequence[str] = (), sends: bool = False) -> ScanCluster:
        """Read what a user says. Raises InvalidInput, LibraryProblem where Dask is not installed."""
        found = cls(Scheduler(address, tell), tuple(MappedFolder.parsed(text) for text in maps), sends)
        distributed()
        return found

    def pool(self, pack: ModelPack) -> ClusterPool:
        return pack_pool(self.scheduler, pack, folders=self.folders, sends=self.sends)

    def compare(self, comparison: CellComparison, cancel: CancelToken | None) -> Iterator[ComparedCells]:
        return compare_on_cluster(self.scheduler, comparison, cancel)
