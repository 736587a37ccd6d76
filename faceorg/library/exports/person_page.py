"""A person -> all that a page about them shows, pictures and words, to be laid out as HTML or by the window.

Pictures are made anew from the photos, large enough for paper; of a photo that cannot be read now, the small crop that
is kept of the face stands in.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from faceorg.boxes import Box
from faceorg.catalog import faces, people, vectors
from faceorg.catalog.pictures import photos
from faceorg.domain import FaceId, FaceRow, PersonId, Photo, PhotoId
from faceorg.errors import NotFound, PhotoProblem
from faceorg.library.exports.page_words import PageWords
from faceorg.library.pictures import open_picture
from faceorg.library.views.story_views import Story, story, year_of
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.messages.message import Message
from faceorg.messages.text import Language
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink, no_progress

if TYPE_CHECKING:
    from PIL.Image import Image

    from faceorg.library.opening.library import Library

# Sides in pixels: of a photo on paper (at 150 dots an inch as wide as half a page), of a face in the strip, of a cover.
PHOTO_PX, FACE_PX, COVER_PX = 1400, 360, 520
# What is decoded of a photo to cut a face out: a face of a group photo is small in it.
DECODED_PX = 3200
QUALITY = 88
BEST_PICTURES = 12
# A face with hair and chin, in sides of its box; moved up by a share of it.
AROUND, UP = 2.1, 0.08
NO_PICTURE = (226, 226, 229)


@dataclass(frozen=True)
class PagePicture:
    """A picture with what is written below it. width, height : of the JPEG, in pixels; said : second line, or ""."""

    jpeg: bytes
    width: int
    height: int
    title: str
    said: str = ""


@dataclass(frozen=True)
class TellingPage:
    """All that is on the page, in its order, in words of one language.

    facts : below the name; cover : None without any picture; years : the strip of growing up
    ends : the first and the last picture; best : pictures with dates and who else is in them
    companions : with whom most often; foot : the last line
    """

    language: Language
    name: str
    facts: tuple[str, ...]
    cover: PagePicture | None
    headings: tuple[str, str, str, str]
    years: tuple[PagePicture, ...]
    ends: tuple[PagePicture, ...]
    best: tuple[PagePicture, ...]
    companions: tuple[PagePicture, ...]
    foot: str


def person_page(
    library: Library,
    person_id: PersonId,
    language: Language,
    *,
    today: date | None = None,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
) -> TellingPage:
    """Gather a page. Raises NotFound, Cancelled."""
    told = story(library, person_id, best=BEST_PICTURES + 2)  # first and last have a place of their own
    if told is None:
        raise NotFound(ProblemCode.NO_SUCH_PERSON, person_id=person_id)
    return _Gathering(library, told, PageWords(language), progress, cancel).page(today or date.today())


class _Gathering:
    """One page while it is made."""

    def __init__(
        self, library: Library, told: Story, words: PageWords, progress: ProgressSink, cancel: CancelToken | None
    ) -> None:
        self._library, self._told, self._words, self._cancel = library, told, words, cancel
        ends = [row for row in (told.first, told.last) if row is not None]
        self._ends = ends if len(ends) == 2 and ends[0].photo_id != ends[1].photo_id else ()
        shown = {row.photo_id for row in self._ends}
        self._best = [row for row in told.best if row.photo_id not in shown][:BEST_PICTURES] or told.best
        rows = [*told.years, *self._ends, *self._best]
        self._photos = {photo.id: photo for photo in photos.photos(library.catalog, {row.photo_id for row in rows})}
        self._names = {one.id: one.name for one in people.people(library.catalog) if not one.hidden}
        total = len(rows) + len(told.companions) + 1
        title = Message(TaskCode.MAKING_PERSON_PAGE, name=told.person.person.name)
        self._meter = ProgressMeter(title, total, progress)

    def page(self, today: date) -> TellingPage:
        told, words, person = self._told, self._words, self._told.person.person
        years = [year_of(row) for row in told.years]
        facts = [words.born(person.born_on)] if person.born_on else []
        facts.append(words.extent(told.person.photos, years[0] if years else None, years[-1] if years else None))
        return TellingPage(
            words.language,
            person.name,
            tuple(facts),
            self._cover(person.cover_face_id),
            words.headings(),
            tuple(self._year(row) for row in told.years) if len(told.years) > 1 else (),
            tuple(self._end(row, place) for place, row in enumerate(self._ends)),
            tuple(self._whole(row) for row in self._best),
            tuple(self._companion(one.person.person.cover_face_id, one.person.person.name, one.photos)
                  for one in told.companions),
            words.foot(today),
        )  # fmt: skip

    def _step(self) -> None:
        if self._cancel:
            self._cancel.raise_if_cancelled()
        self._meter.step()

    # ------------------------------------------------------------ the parts
    def _cover(self, face_id: FaceId | None) -> PagePicture | None:
        self._step()
        found = faces.faces(self._library.catalog, [face_id]) if face_id is not None else []
        photo = next(iter(photos.photos(self._library.catalog, [found[0].photo_id])), None) if found else None
        return self._face(found[0].id, photo, COVER_PX, self._told.person.person.name) if found and photo else None

    def _year(self, row: FaceRow) -> PagePicture:
        self._step()
        born, year = self._told.person.person.born_on, year_of(row)
        said = self._words.turns(year - born.year) if born is not None and year >= born.year else ""
        return self._face(row.face_id, self._photos.get(row.photo_id), FACE_PX, str(year), said)

    def _end(self, row: FaceRow, place: int) -> PagePicture:
        return self._whole(row, (self._words.first(), self._words.last())[place])

    def _whole(self, row: FaceRow, said_first: str = "") -> PagePicture:
        self._step()
        photo = self._photos.get(row.photo_id)
        day = self._words.taken(photo) if photo is not None else ""
        title = f"{said_first}{day}" if said_first else day
        said = self._words.company(self._others(row.photo_id))
        made = self._decoded(photo, PHOTO_PX)
        if made is None:
            return self._face(row.face_id, None, FACE_PX, title, said)
        made.thumbnail((PHOTO_PX, PHOTO_PX))
        return _jpeg(made, title, said)

    def _companion(self, face_id: FaceId | None, name: str, count: int) -> PagePicture:
        self._step()
        return self._kept(face_id, name, self._words.photos(count))

    def _others(self, photo_id: PhotoId) -> list[str]:
        """Who else is in a photo, from left to right."""
        seen = sorted(faces.faces_of_photo(self._library.catalog, photo_id), key=lambda face: face.box.x)
        me = self._told.person.person.id
        names = [self._names[face.person_id] for face in seen if face.person_id in self._names and face.person_id != me]
        return list(dict.fromkeys(names))

    # ------------------------------------------------------------ pictures
    def _decoded(self, photo: Photo | None, target_px: int) -> Image | None:
        from PIL import Image

        if photo is None:
            return None
        try:
            return Image.fromarray(open_picture(photo, target_px, self._cancel).pixels)
        except PhotoProblem:  # away, or damaged since: the page is made all the same
            return None

    def _face(self, face_id: FaceId, photo: Photo | None, side_px: int, title: str, said: str = "") -> PagePicture:
        found = faces.faces(self._library.catalog, [face_id])
        whole = self._decoded(photo, DECODED_PX) if found else None
        if whole is None:
            return self._kept(face_id, title, said)
        cut = whole.crop(_around(found[0].box, whole.width, whole.height))
        cut.thumbnail((side_px, side_px))
        return _jpeg(cut, title, said)

    def _kept(self, face_id: FaceId | None, title: str, said: str) -> PagePicture:
        """The small crop that is kept of a face."""
        from PIL import Image

        jpeg = vectors.thumbnail(self._library.catalog, face_id) if face_id is not None else None
        try:
            with Image.open(io.BytesIO(jpeg or b"")) as small:
                return PagePicture(jpeg or b"", small.width, small.height, title, said)
        except OSError:  # none, or a damaged one
            return _jpeg(Image.new("RGB", (64, 64), NO_PICTURE), title, said)


def _around(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """Return a square around a face, within the picture: left, top, right, bottom in pixels."""
    side = min(max(box.width * width, box.height * height) * AROUND, width, height)
    across, down = (box.x + box.width / 2) * width, (box.y + box.height / 2 - UP * box.height) * height
    left = min(max(across - side / 2, 0), width - side)
    top = min(max(down - side / 2, 0), height - side)
    return round(left), round(top), round(left + side), round(top + side)


def _jpeg(picture: Image, title: str, said: str) -> PagePicture:
    kept = io.BytesIO()
    picture.convert("RGB").save(kept, "JPEG", quality=QUALITY)
    return PagePicture(kept.getvalue(), picture.width, picture.height, title, said)
