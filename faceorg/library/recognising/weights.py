"""The weights that embeddings were made with, by pack -> noticed when a pack comes with others under its old name.

Embeddings of two sets of weights cannot be compared. The shipped pack gets better weights with a new faceorg; a library
that was analysed with the old ones is analysed again by its next scan, and keeps every decision.
"""

from __future__ import annotations

from faceorg.catalog import notes, vectors
from faceorg.domain import ModelPack
from faceorg.library.opening.library import Library
from faceorg.library.recognising import grouping
from faceorg.library.recognising.packs import STARTER_PACK
from faceorg.library.recognising.vectors import delete_index


def follow_weights(library: Library, pack: ModelPack) -> bool:
    """Drop what other weights of this pack have made; return whether there was any. Decisions stay."""
    key, now = f"weights.{pack.id}", pack.sha256s.get("recognition")
    if now is None:
        return False
    before = notes.note(library.catalog, key)
    if before is None and pack.id != STARTER_PACK:
        before = now  # libraries of before have no note, and only the shipped pack has changed since
    changed = before != now and vectors.count_embeddings(library.catalog, pack.id) > 0
    if changed:
        vectors.forget_pack(library.catalog, pack.id)
        delete_index(library)
        grouping.start_over(library)
    if notes.note(library.catalog, key) != now:
        notes.take_note(library.catalog, key, now)
    return changed
