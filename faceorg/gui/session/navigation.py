"""Where the user is and was: places, and the way back and forward through them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from faceorg.domain import ClusterId, FaceId, PersonId, PhotoFilter, PhotoId


@dataclass(frozen=True)
class PhotoTarget:
    """What the photo page shows. photo_id, or the photo of face_id, which is then pointed out; among: the photos that
    "next" and "previous" go through, empty for the neighbours in time."""

    photo_id: PhotoId | None = None
    face_id: FaceId | None = None
    among: tuple[PhotoId, ...] = ()


@dataclass(frozen=True)
class GuidePlace:
    """A place of the guide. chapter : its name; heading : the anchor of one in it, "" for the top."""

    chapter: str
    heading: str = ""


# What pages show: a person, a face, a photo, a group; a photo among others; photos that fit; a picture; folders to add;
# a place of the guide.
Item = PersonId | FaceId | PhotoId | ClusterId | PhotoTarget | PhotoFilter | Path | tuple[Path, ...] | GuidePlace | None


@dataclass(frozen=True)
class Place:
    """A page and what it shows.

    page : name in `pages/registry.py`
    item : what the page's `show_item` understands; None for a page without one
    at : the photo of a page of photos that is in hand when somebody comes there; no place of its own
    """

    page: str
    item: Item = None
    at: PhotoId | None = field(default=None, compare=False)


@dataclass
class _Visit:
    """left : what the page remembers of it, told when somebody left; None: nothing, or somebody is there"""

    place: Place
    left: object = None


class Trail:
    """Visited places with a position in them, as in a web browser, and where in them somebody was."""

    # Nobody goes back further; the items of places are small.
    MAX_PLACES = 200

    def __init__(self) -> None:
        self._visits: list[_Visit] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        return self._visits[self._at].place if self._visits else None

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at + 1 < len(self._visits)

    @property
    def left(self) -> object:
        """Return what was told of this place when somebody left it."""
        return self._visits[self._at].left if self._visits else None

    def leave(self, told: object) -> None:
        """Somebody is about to leave this place. told : what `left` says after coming back"""
        if self._visits:
            self._visits[self._at].left = told

    def go(self, place: Place) -> None:
        """Visit a place; what lay ahead is forgotten. Going where one is adds nothing."""
        if place == self.here:
            return
        del self._visits[self._at + 1 :]
        self._visits.append(_Visit(place))
        del self._visits[: -self.MAX_PLACES]
        self._at = len(self._visits) - 1

    def back(self) -> Place | None:
        if not self.can_go_back:
            return None
        self._at -= 1
        return self.here

    def forward(self) -> Place | None:
        if not self.can_go_forward:
            return None
        self._at += 1
        return self.here
