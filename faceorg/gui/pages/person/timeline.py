"""Dated faces, newest first -> sections by year, with the age of somebody whose birth date is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from faceorg.domain import FaceRow
from faceorg.gui.tiles.grid_layout import Section
from faceorg.gui.words.i18n import tr


def years(face_rows: Sequence[FaceRow], born_on: date | None = None) -> list[Section]:
    """Return a section for each year in the order of the faces; those without a date come under "No date"."""
    sections: list[Section] = []
    shown: str | None = None
    for row, face_row in enumerate(face_rows):
        year = face_row.taken_at[:4] if face_row.taken_at else ""
        if year != shown or not sections:
            sections.append(Section(heading(year, born_on), row, year))
            shown = year
    return sections


def heading(year: str, born_on: date | None) -> str:
    """Return "2019", "2019 · turns 38", or "No date"."""
    if not year:
        return tr("No date")
    if born_on is None:
        return year
    age = int(year) - born_on.year
    if age < 0:
        return tr("{year}  ·  before the birth date").format(year=year)
    return tr("{year}  ·  turns {age}").format(year=year, age=age)
