"""A photo whose file ends before its picture does: looked at as far as it goes, and said once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from faceorg.catalog.pictures import photos
from faceorg.library.scanning import ingest


@dataclass
class CutPool:
    """Finds what another pool finds, and that the files of these names end early."""

    pool: Any
    cut: tuple[str, ...]

    def run(self, jobs, cancel=None):
        for job in jobs:
            for result in self.pool.run([job], cancel):
                analysis = replace(result.analysis, ends_early=job.path.name in self.cut)
                yield replace(result, analysis=analysis)


def scan(studio, *cut: str) -> ingest.ScanReport:
    return ingest.scan(studio.library, [studio.photos], pool=CutPool(studio.pool(), cut))


def ending_early(studio) -> list[str]:
    return [photo.path.name for photo in photos.all_photos(studio.library.catalog) if photo.ends_early]


@pytest.fixture
def two(studio):
    studio.take("anna.png", "anna")
    studio.take("cleo.png", "cleo")
    return studio


def test_it_is_said_by_the_scan_that_looks_at_it_and_by_no_other(two):
    report = scan(two, "anna.png")
    assert (report.analyzed, report.failed, report.faces) == (2, 0, 2)
    assert report.ending_early == (two.photos / "anna.png",) and ending_early(two) == ["anna.png"]
    ben = two.take("ben.png", "ben")
    assert scan(two, "ben.png").ending_early == (ben,)
    assert scan(two).ending_early == () and ending_early(two) == ["anna.png", "ben.png"]


def test_a_photo_that_was_copied_anew_ends_early_no_more(two):
    scan(two, "anna.png")
    two.touch(two.take("anna.png", "anna", "ben"))
    assert scan(two).ending_early == () and ending_early(two) == []
