"""Where what is derived from embeddings lies: the index, what was learned from answers, what was measured of a pack."""

from __future__ import annotations

from faceorg.paths import portable_name

INDEX_FOLDER = "index"


def folder_name(pack_id: str) -> str:
    """A pack id as one plain folder name (a pack may be named by a path)."""
    return portable_name(
        "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in pack_id) or "pack"
    )
