"""A page about a person -> the file that it is printed from or shared as: which of the two, its name says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faceorg.library.exports.person_page import TellingPage
    from faceorg.library.opening.library import Library

HTML, PDF = ".html", ".pdf"


def write_page(
    told: TellingPage, file: Path, as_pdf: Callable[[TellingPage], bytes], *, library: Library, force: bool = False
) -> None:
    """Write the page, as PDF into a file that ends in .pdf, else as HTML.

    as_pdf : lays it out on paper (`paper.as_pdf`, which lies above this room); called for a PDF alone

    Raises InvalidInput, DiskFull; what was there before stays then.
    """
    from faceorg.library.exports.page_html import write_html
    from faceorg.library.exports.text_files import write_bytes

    if file.suffix.lower() == PDF:
        write_bytes(file, as_pdf(told), library=library, force=force, to_share=True)
    else:
        write_html(told, file, library=library, force=force)
