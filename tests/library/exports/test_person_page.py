"""A person as one would tell of them: best face of each year, first and last, with whom; and the page that says so."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.dates import Span
from faceorg.domain import PhotoState
from faceorg.errors import Cancelled, InvalidInput
from faceorg.library.exports.page_html import as_html, write_html
from faceorg.library.exports.page_words import PageWords
from faceorg.library.exports.person_page import person_page
from faceorg.library.people import edits
from faceorg.library.people.photo_dates import set_dates
from faceorg.library.views.story_views import story, year_of
from faceorg.messages.codes import ProblemCode
from faceorg.messages.text import Language
from faceorg.progress import CancelToken
from tests.problems import refused

TAKEN = {"a.png": 1984, "b.png": 1984, "c.png": 1990, "d.png": 2001, "e.png": 2001, "f.png": 2010}
WITH = {"b.png": ("ben",), "c.png": ("ben", "cleo"), "d.png": ("ben",)}


class Album:
    """Anna in six photos of four years, with Ben in three and Cleo in one."""

    def __init__(self, studio) -> None:
        self.library = studio.library
        for name in TAKEN:
            studio.take(name, "anna", *WITH.get(name, ()))
        studio.scan()
        self.photo = {name: photos.photo_at(self.library.catalog, studio.photos / name) for name in TAKEN}
        for name, year in TAKEN.items():
            day = date(year, 3, 12 if name[0] in "ad" else 20)
            set_dates(self.library, [self.photo[name].id], Span.of_days(day, day))
        ids = {"anna": [], "ben": [], "cleo": []}
        for name in TAKEN:
            seen = sorted(faces.faces_of_photo(self.library.catalog, self.photo[name].id), key=lambda face: face.box.x)
            for face, who in zip(seen, ("anna", *WITH.get(name, ())), strict=True):
                ids[who].append(face.id)
        self.people = {who: edits.name_faces(self.library, found, who.title()).person_id for who, found in ids.items()}
        self.faces = dict(zip(TAKEN, ids["anna"], strict=True))

    def set_quality(self, **of: float) -> None:
        with self.library.catalog.atomic() as connection:
            for name, quality in of.items():
                connection.execute("UPDATE faces SET quality = ? WHERE id = ?", (quality, self.faces[f"{name}.png"]))


@pytest.fixture
def album(studio) -> Album:
    return Album(studio)


def names_of(album: Album, rows) -> list[str]:
    by_face = {face: name for name, face in album.faces.items()}
    return [by_face[row.face_id] for row in rows]


def test_each_year_has_its_best_face(album) -> None:
    album.set_quality(a=0.2, b=0.8, c=0.5, d=0.9, e=0.3, f=0.1)
    told = story(album.library, album.people["anna"])
    assert names_of(album, told.years) == ["b.png", "c.png", "d.png", "f.png"]
    assert [year_of(row) for row in told.years] == [1984, 1990, 2001, 2010]


def test_what_is_confirmed_comes_before_what_is_better(album) -> None:
    """A guess may be somebody else: it must not stand for a year while a face that is sure is there."""
    album.set_quality(a=0.2, b=0.8)
    with album.library.catalog.atomic() as connection:
        connection.execute("UPDATE journal_state SET mode = 'replay'")
        connection.execute("DELETE FROM assignments WHERE face_id = ?", (album.faces["b.png"],))
        connection.execute("UPDATE journal_state SET mode = 'closed'")
        connection.execute(
            "INSERT INTO automatic (face_id, person_id, similarity, margin, probability) VALUES (?, ?, 1, 1, 1)",
            (album.faces["b.png"], album.people["anna"]),
        )
    assert names_of(album, story(album.library, album.people["anna"]).years)[0] == "a.png"


def test_nearly_the_same_pictures_have_one_that_speaks_for_them(album) -> None:
    album.set_quality(a=0.2, b=0.8)
    with album.library.catalog.atomic() as connection:
        connection.execute(
            "INSERT INTO stack_faces (face_id, of_face) VALUES (?, ?)", (album.faces["b.png"], album.faces["a.png"])
        )
    told = story(album.library, album.people["anna"], best=6)
    assert names_of(album, told.years)[0] == "a.png" and "b.png" not in names_of(album, told.best)


def test_first_and_last_are_those_of_the_oldest_and_the_newest_day(album) -> None:
    told = story(album.library, album.people["anna"])
    assert names_of(album, [told.first, told.last]) == ["a.png", "f.png"]


def test_with_whom_counts_photos_and_leaves_out_who_is_hidden(album) -> None:
    told = story(album.library, album.people["anna"])
    assert [(one.person.person.name, one.photos) for one in told.companions] == [("Ben", 3), ("Cleo", 1)]
    edits.hide_person(album.library, album.people["ben"])
    told = story(album.library, album.people["anna"])
    assert [(one.person.person.name, one.photos) for one in told.companions] == [("Cleo", 1)]


def test_the_best_are_taken_from_every_year_before_a_second_one_of_any(album) -> None:
    album.set_quality(a=0.9, b=0.95, c=0.2, d=0.8, e=0.85, f=0.1)
    told = story(album.library, album.people["anna"], best=4)
    assert names_of(album, told.best) == ["b.png", "c.png", "e.png", "f.png"]
    assert len(story(album.library, album.people["anna"], best=5).best) == 5


def test_a_photo_that_was_deleted_is_not_told_of(album) -> None:
    with album.library.catalog.atomic() as connection:
        gone = (PhotoState.MISSING.value, album.photo["f.png"].id)
        connection.execute("UPDATE photos SET state = ? WHERE id = ?", gone)
    assert names_of(album, [story(album.library, album.people["anna"]).last]) != ["f.png"]


def test_somebody_without_dates_has_best_pictures_and_no_strip(studio) -> None:
    studio.take("a.png", "anna")
    studio.scan()
    (face,) = faces.all_faces(studio.library.catalog)
    with studio.library.catalog.atomic() as connection:
        connection.execute("UPDATE photos SET taken_at = NULL, taken_until = NULL")
    anna = edits.name_faces(studio.library, [face.id], "Anna").person_id
    told = story(studio.library, anna, best=3)
    assert (told.years, told.first, told.last) == ((), None, None)
    assert [row.face_id for row in told.best] == [face.id]


# ---------------------------------------------------------------- the page
def page_of(album: Album, language: Language = Language.ENGLISH):
    return person_page(album.library, album.people["anna"], language, today=date(2026, 11, 30))


def test_the_page_has_the_strip_the_ends_and_pictures_with_dates_and_company(album) -> None:
    edits.set_birth_date(album.library, album.people["anna"], date(1981, 3, 12))
    page = page_of(album)
    assert (page.name, page.facts) == ("Anna", ("Born on 12 March 1981", "6 photos, 1984–2010"))
    assert [(one.title, one.said) for one in page.years] == [
        ("1984", "turns 3"), ("1990", "turns 9"), ("2001", "turns 20"), ("2010", "turns 29"),
    ]  # fmt: skip
    assert [one.title for one in page.ends] == ["The first: 12 March 1984", "The last: 20 March 2010"]
    assert ("20 March 1990", "with Ben and Cleo") in [(one.title, one.said) for one in page.best]
    assert [(one.title, one.said) for one in page.companions] == [("Ben", "3 photos"), ("Cleo", "1 photo")]
    assert page.foot == "Made with faceorg on 30 November 2026"


def test_the_page_speaks_german(album) -> None:
    page = page_of(album, Language.GERMAN)
    assert page.facts == ("6 Fotos, 1984–2010",)
    assert page.ends[0].title == "Das erste: 12. März 1984"
    assert ("20. März 1990", "mit Ben und Cleo") in [(one.title, one.said) for one in page.best]
    assert page.headings[0] == "Jahr für Jahr"


def test_the_file_is_whole_in_itself(album, tmp_path: Path) -> None:
    """Nothing is loaded from anywhere: every picture is in it, and is a picture."""
    page = page_of(album)
    write_html(page, tmp_path / "anna.html", library=album.library)
    html = (tmp_path / "anna.html").read_text(encoding="utf-8")
    sources = re.findall(r'src="([^"]*)"', html)
    assert sources and all(source.startswith("data:image/jpeg;base64,") for source in sources)
    assert not re.search(r"https?:|url\(|<script|<link", html)
    for picture in (page.cover, *page.years, *page.ends, *page.best, *page.companions):
        with Image.open(io.BytesIO(picture.jpeg)) as shown:
            assert shown.size == (picture.width, picture.height)


def test_names_are_text_on_the_page(album) -> None:
    edits.rename_person(album.library, album.people["anna"], '<b>Anna</b> & "Co"')
    html = "".join(as_html(page_of(album)))
    assert "<b>" not in html and '<b>Anna</b> & "Co"' in unescape(html)


def test_a_page_never_takes_the_place_of_a_file(album, tmp_path: Path) -> None:
    file = tmp_path / "anna.html"
    file.write_text("mine")
    with refused(InvalidInput, ProblemCode.FILE_ALREADY_THERE, file="anna.html"):
        write_html(page_of(album), file, library=album.library)
    assert file.read_text() == "mine"


def test_a_photo_that_is_away_is_told_of_by_the_face_that_is_kept(album) -> None:
    album.photo["c.png"].path.unlink()
    page = page_of(album)
    assert [one.title for one in page.years] == ["1984", "1990", "2001", "2010"]


def test_a_page_can_be_stopped_and_says_how_far_it_is(album) -> None:
    told, token = [], CancelToken()

    def progress(at) -> None:
        told.append((at.done, at.total))
        token.cancel()

    with pytest.raises(Cancelled):
        person_page(album.library, album.people["anna"], Language.ENGLISH, progress=progress, cancel=token)
    assert len(told) < told[0][1]


@pytest.mark.parametrize(
    ("first", "last", "english", "german"),
    [
        (date(1974, 6, 12), date(1974, 6, 12), "12 June 1974", "12. Juni 1974"),
        (date(1974, 6, 1), date(1974, 6, 30), "June 1974", "Juni 1974"),
        (date(1974, 6, 1), date(1974, 8, 31), "1974", "1974"),
        (date(1974, 1, 1), date(1974, 12, 31), "1974", "1974"),
        (date(1970, 1, 1), date(1979, 12, 31), "1970–1979", "1970–1979"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(first, last, english: str, german: str) -> None:
    assert PageWords(Language.ENGLISH).span(first, last) == english
    assert PageWords(Language.GERMAN).span(first, last) == german
