"""Turns the file names of UTKFace chips into age and group, and these into the cells that training balances.

A chip is called <age>_<gender>_<group>_<time>; a few names lack the group. Photos of LFW and of photo programs say
neither: they are cell 0.
"""

from __future__ import annotations

from pathlib import Path

AGE_BANDS = ((0, 2), (3, 7), (8, 12), (13, 19), (20, 39), (40, 59), (60, 116))
GROUPS = ("White", "Black", "Asian", "Indian", "other")  # UTKFace's own words
NO_GROUP = -1
KINDS = 2 + len(GROUPS)  # of people who are easily taken for each other; see kind_of
SMALL_CHILD_YEARS = 7  # until this age strangers are so much alike that the usual thresholds do not hold


def chip_facts(file: str) -> tuple[int, int]:
    """Return (age in years, index into GROUPS or NO_GROUP) of a chip's file name."""
    fields = Path(file).stem.split("_")
    has_group = len(fields) > 3 and fields[2].isdigit() and int(fields[2]) < len(GROUPS)
    return int(fields[0]), int(fields[2]) if has_group else NO_GROUP


def is_chip(file: str) -> bool:
    """Say whether a file of the shared material is a UTKFace chip."""
    return file.startswith("unlabelled/")


def band_of(age: int) -> int:
    """Return the index into AGE_BANDS."""
    return next(i for i, (_, last) in enumerate(AGE_BANDS) if age <= last)


def cell_of(file: str) -> int:
    """Return the number of the file's age band and group from 1 on, 0 for what is no chip or names no group."""
    if not is_chip(file):
        return 0
    age, group = chip_facts(file)
    return 0 if group == NO_GROUP else 1 + band_of(age) * len(GROUPS) + group


def kind_of(cell: int) -> int:
    """Return whom a face of this cell is easily taken for: 0 anybody, 1 small children, 2 and up one group each."""
    if cell == 0:
        return 0
    band, group = divmod(cell - 1, len(GROUPS))
    return 1 if AGE_BANDS[band][1] <= SMALL_CHILD_YEARS else 2 + group
