"""What is known of labelled faces -> the parts of a set that are measured by themselves: ages, origins, decades.

A folder tells it in `labels.csv` beside the people's folders, an .npz in arrays. The columns are `file` (path within
the folder), `age` (years), `origin` (any word), `year` (in which the photo was taken); whichever of the last three is
there makes slices. A pack can be good on average and bad with children; only slices show it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import InvalidInput
from faceorg.matching.evaluation.measures import pair_counts, verification
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message

LABELS_FILE = "labels.csv"
# Small children, other children, teenagers, adults, old people: the years in which each begins.
AGE_BANDS = (
    (0, 3, "0-3"),
    (4, 7, "4-7"),
    (8, 12, "8-12"),
    (13, 17, "13-17"),
    (18, 59, "18-59"),
    (60, 200, "60 and more"),
)
# A slice with fewer faces says nothing.
LEAST_FACES = 4
Members = NDArray[np.bool_]


@dataclass(frozen=True)
class SliceFigures:
    """One slice, measured within itself.

    tar : share of pairs of one person that are more similar than all but one in a thousand pairs of strangers of this
        slice, 0-1; None where no person has two faces in it
    taken_for_one : share of pairs of strangers above the pack's match threshold, 0-1; None without strangers
    """

    name: str
    faces: int
    people: int
    tar: float | None
    taken_for_one: float | None


def measure_slices(
    embeddings: NDArray[np.float32], people: NDArray[np.int64], slices: dict[str, Members], match: float
) -> tuple[SliceFigures, ...]:
    """Measure each slice that has LEAST_FACES faces or more.

    embeddings : float32 (n, dim); people : int64 (n,); slices : bool (n,) by name; match : the pack's match threshold
    """
    return tuple(
        _figures(name, embeddings[members], people[members], match)
        for name, members in slices.items()
        if np.count_nonzero(members) >= LEAST_FACES
    )


def _figures(name: str, embeddings: NDArray[np.float32], people: NDArray[np.int64], match: float) -> SliceFigures:
    pairs = pair_counts(embeddings, people)
    strangers = pairs.different.sum()
    above = pairs.different[pairs.edges >= match].sum()
    return SliceFigures(
        name,
        len(people),
        len(np.unique(people)),
        verification(pairs).tar["1e-3"] if pairs.same.any() and strangers else None,
        float(above / strangers) if strangers else None,
    )


def by_age(age: NDArray[np.float64]) -> dict[str, Members]:
    """age : years, float (n,), NaN where unknown"""
    years = np.floor(age)
    return {f"age {name}": (years >= first) & (years <= last) for first, last, name in AGE_BANDS}


def by_youth(young: Members) -> dict[str, Members]:
    """young : bool (n,), children and teenagers"""
    return {"children and teenagers": young, "adults": ~young}


def by_origin(origin: NDArray[np.str_]) -> dict[str, Members]:
    """origin : words, (n,), empty where unknown"""
    return {f"origin {word}": origin == word for word in np.unique(origin).tolist() if word}


def by_decade(year: NDArray[np.float64]) -> dict[str, Members]:
    """year : in which each photo was taken, float (n,), NaN where unknown"""
    decades = np.floor(year / 10) * 10
    known = np.unique(decades[np.isfinite(decades)])
    return {f"{int(decade)}s": decades == decade for decade in known.tolist()}


def of_folder(folder: Path, photos: Sequence[Path]) -> dict[str, Members]:
    """Return the slices that labels.csv tells of these photos, bool (n,) by name; none without such a file.

    Raises InvalidInput when the file cannot be understood.
    """
    file = folder / LABELS_FILE
    if not os.path.isfile(file):
        return {}
    rows = _rows_by_photo(file)
    told = [rows.get(photo.relative_to(folder).as_posix(), {}) for photo in photos]
    slices: dict[str, Members] = {}
    for column, parts in (("age", by_age), ("year", by_decade)):
        values = np.array([_number(row.get(column), file) for row in told], np.float64)
        slices |= parts(values) if np.isfinite(values).any() else {}
    return slices | by_origin(np.array([(row.get("origin") or "").strip() for row in told], np.str_))


def _rows_by_photo(file: Path) -> dict[str, dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if "file" not in (reader.fieldnames or ()):
                raise InvalidInput(ProblemCode.LABELS_WITHOUT_FILE_COLUMN, file=file)
            return {row["file"].replace("\\", "/"): row for row in reader if row["file"]}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(ProblemCode.LABELS_UNREADABLE, file=file, why=error) from error


def _number(text: str | None, file: Path) -> float:
    if not text or not text.strip():
        return np.nan
    try:
        number = float(text)
    except ValueError as error:
        raise _no_number(text, file) from error
    if not np.isfinite(number) or not 0 <= number < 10_000:
        raise _no_number(text, file)
    return number


def _no_number(text: str, file: Path) -> InvalidInput:
    why = Message(ReasonCode.NO_AGE_AND_NO_YEAR, text=text)
    return InvalidInput(ProblemCode.LABELS_UNREADABLE, file=file, why=why)
