"""Turns the people of LFW into a training half and a held-out half, the same halves on every machine."""

from __future__ import annotations

import random

from places import LFW, SEED


def held_out_people() -> frozenset[str]:
    """Return the names (folder names) of the half of LFW's people that is never trained on."""
    names = sorted(folder.name for folder in LFW.iterdir() if folder.is_dir())
    random.Random(SEED).shuffle(names)
    return frozenset(names[: len(names) // 2])
