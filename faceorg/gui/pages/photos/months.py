"""A timeline of photos -> the headings of its months."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from faceorg.domain import Timeline
from faceorg.gui.tiles.grid_layout import Section
from faceorg.gui.words.i18n import tr


def month_sections(found: Timeline) -> list[Section]:
    """A heading for each month: "July 2019"."""
    locale, sections = QLocale(), []
    for month in found.months:
        if month.year is None or month.month is None:
            title = tr("No date")
        else:
            title = f"{locale.standaloneMonthName(month.month)} {month.year}"
        sections.append(Section(title, month.first, str(month.year or "")))
    return sections
