"""A library -> the groups of faces that software found and nobody has named."""

from __future__ import annotations

from faceorg.catalog import clusters
from faceorg.domain import Cluster
from faceorg.library.opening.library import Library


def groups(library: Library, *, min_faces: int = 1, limit: int | None = None) -> list[Cluster]:
    """Return the groups of so many faces and more, largest first; their faces best first."""
    return clusters.clusters(library.catalog, min_faces=min_faces, limit=limit)
