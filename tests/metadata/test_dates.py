"""Which of a photo's dates is believed: [Note: Whom to believe about a date], source by source."""

from __future__ import annotations

import json
import time
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from faceorg.dates import Dated, DateSource, Span
from faceorg.metadata.dates import date_of

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" {said}/></rdf:RDF></x:xmpmeta>'
)


def a_photo(path: Path, *, taken: str | None = None, scanned: str | None = None, xmp: str | None = None) -> Path:
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    if scanned:
        exif.get_ifd(0x8769)[0x9004] = scanned
    more = {"xmp": XMP.format(said=xmp).encode()} if xmp else {}
    Image.new("RGB", (8, 8)).save(path, exif=exif, **more)
    return path


def year(photo: Path) -> tuple[int, DateSource] | None:
    found = date_of(photo)
    return None if found is None else (found.span.first.year, found.source)


@pytest.fixture
def greenwich(monkeypatch):
    if not hasattr(time, "tzset"):
        pytest.skip("no zones by TZ here")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_sources_are_believed_in_their_order_and_only_where_what_they_say_can_be(tmp_path, greenwich):
    name = "IMG-20170503-WA0012.jpg"
    photo = a_photo(tmp_path / name, scanned="2020:01:01 00:00:00")
    photo.with_name(name + ".json").write_text(json.dumps({"photoTakenTime": {"timestamp": "1060699034"}}))
    assert year(photo) == (2003, DateSource.TAKEOUT)
    photo.with_name(name + ".json").write_text(json.dumps({"photoTakenTime": {"timestamp": "4333333333"}}))
    assert year(photo) == (2017, DateSource.NAME)
    a_photo(photo, xmp='photoshop:DateCreated="1974-06"', scanned="2020:01:01 00:00:00")
    assert date_of(photo) == Dated(Span(datetime(1974, 6, 1), datetime(1974, 6, 30, 23, 59, 59)), DateSource.XMP)
    a_photo(photo, xmp='photoshop:DateCreated="1974"', taken="1975:05:05 12:00:00")
    assert year(photo) == (1975, DateSource.EXIF)
    a_photo(photo, xmp='photoshop:DateCreated="1974"', taken="2107:05:05 12:00:00")
    assert year(photo) == (1974, DateSource.XMP)
    photo.with_name(name + ".xmp").write_text(XMP.format(said='photoshop:DateCreated="1969-12-24"'))
    assert year(photo) == (1969, DateSource.SIDECAR)
    photo.with_name(name + ".xmp").write_text("<no xmp")
    assert year(photo) == (1974, DateSource.XMP)


def test_when_it_was_scanned_is_believed_last(tmp_path):
    photo = a_photo(tmp_path / "scan.jpg", scanned="2005:01:01 12:00:00")
    assert year(photo) == (2005, DateSource.EXIF)
    a_photo(tmp_path / "20010203.jpg", scanned="2005:01:01 12:00:00")
    assert year(tmp_path / "20010203.jpg") == (2001, DateSource.NAME)


@pytest.mark.parametrize(
    "photo, beside",
    [
        ("a.jpg", "a.jpg.supplemental-metadata.json"),
        ("a.jpg", "a.jpg.json"),
        ("a(2).jpg", "a.jpg(2).json"),
        ("a(2).jpg", "a.jpg.supplemental-metadata(2).json"),
        ("a-edited.jpg", "a.jpg.supplemental-metadata.json"),
        ("a-bearbeitet.jpg", "a.jpg.json"),
        ("f" * 30 + ".jpg", "f" * 30 + ".jpg.supplementa.json"),
        ("f" * 60 + ".jpg", "f" * 46 + ".json"),
    ],
)
def test_takeouts_files_are_found_under_all_their_names(tmp_path, photo, beside):
    a_photo(tmp_path / photo)
    (tmp_path / beside).write_text(json.dumps({"photoTakenTime": {"timestamp": "1060699034"}}))
    assert year(tmp_path / photo) == (2003, DateSource.TAKEOUT)


@pytest.mark.parametrize("said", ["", "[", "[]", '{"photoTakenTime": 5}', '{"photoTakenTime": {"timestamp": 1e400}}'])
def test_a_broken_file_of_takeout_says_nothing(tmp_path, said):
    photo = a_photo(tmp_path / "a.jpg")
    (tmp_path / "a.jpg.json").write_text(said)
    assert date_of(photo) is None


@pytest.mark.parametrize(
    "name, day, source",
    [
        ("IMG-20170503-WA0012.jpg", "2017-05-03", DateSource.NAME),
        ("p3.jpg", "1945-05-08", DateSource.EXIF),
        ("p4.jpg", "2015-07-01", DateSource.EXIF),
        ("p5.jpg", "1999-03-04", DateSource.XMP),
        ("p6.jpg", "1999-03-04", DateSource.IPTC),
        ("p8.jpg", "1988-08-08", DateSource.SIDECAR),
        ("p8b.jpg", "2003-08-12", DateSource.TAKEOUT),
        ("p0.jpg", None, None),
        ("p1.jpg", None, None),
        ("p2.jpg", None, None),
        ("p9.jpg", None, None),
    ],
)
def test_the_dates_of_the_field(field, greenwich, name, day, source):
    found = date_of(field("dates") / name)
    assert (found and found.span.first.date().isoformat(), found and found.source) == (day, source)
