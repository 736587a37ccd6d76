"""Whose photos these are, where the filter is one person: the head of that person's pages, which stays."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from faceorg.domain import PersonId, PhotoFilter
from faceorg.gui.pages.person_top import FACES, PHOTOS, PersonTop, facts_of, turn_to
from faceorg.gui.session.session import Session


class WhosePhotos(PersonTop):
    """Hidden for all filters that are not about one person.

    otherwise : the heading that stands in its place then
    """

    def __init__(self, session: Session, otherwise: QWidget) -> None:
        super().__init__(session, PHOTOS)
        self._otherwise = otherwise
        self._wanted: PersonId | None = None
        self.cover.clicked.connect(lambda: turn_to(session, self.person_id, FACES))
        session.people_cache.changed.connect(self._show)
        self.hide()

    def show_filter(self, wanted: PhotoFilter) -> None:
        """Show the person of a filter that is about one."""
        one = len(wanted.all_of) == 1 and not wanted.any_of and not wanted.none_of
        self._wanted = wanted.all_of[0] if one else None
        self._show()

    def _show(self) -> None:
        found = self._session.people_cache.get(self._wanted)
        self.setVisible(found is not None)
        self._otherwise.setVisible(found is None)
        self.show_person(found, facts_of(found) if found is not None else "")
