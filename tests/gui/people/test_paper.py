"""A page about a person on paper: no sheet is empty, and nobody is left alone on the last one."""

from __future__ import annotations

import io
import re
import zlib

import pytest
from PIL import Image

from faceorg.library.exports.person_page import PagePicture, TellingPage
from faceorg.messages.text import Language
from faceorg.paper import as_pdf


def pictures(count: int, size: tuple[int, int], color: str) -> tuple[PagePicture, ...]:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(written, "JPEG")
    return (PagePicture(written.getvalue(), *size, "Penny", "12 photos"),) * count


def images_by_sheet(years: int, best: int, people: int) -> list[int]:
    """How many pictures each sheet shows; the cover is one of the first."""
    page = TellingPage(
        Language.ENGLISH, "Penny", ("57 photos",), pictures(1, (500, 500), "red")[0],
        ("Year by year", "First and last", "Best pictures", "With whom"),
        pictures(years, (360, 360), "green"), (), pictures(best, (1400, 933), "blue"),
        pictures(people, (360, 360), "red"), "foot",
    )  # fmt: skip
    written = as_pdf(page)
    streams = (found[1] for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", written, re.DOTALL))
    texts = [zlib.decompress(stream) for stream in streams if stream[:1] == b"\x78"]
    sheets = [text.count(b" Do") for text in texts if b" cm" in text and b" BT" in text.replace(b"\n", b" ")]
    assert len(sheets) == len(re.findall(rb"/Type\s*/Page\b", written))
    return sheets


@pytest.mark.parametrize(("years", "best", "people"), [(3, 2, 7), (14, 5, 13), (33, 4, 18)])
def test_people_stay_together_on_one_sheet(qapp, years: int, best: int, people: int) -> None:
    sheets = images_by_sheet(years, best, people)
    assert sum(sheets) == 1 + years + best + people
    assert min(sheets) > 0
    assert sheets[-1] >= people
