"""Whose photos these are, where the filter is one person: the header of that person's page, which stays."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from faceorg.domain import PersonId, PhotoFilter
from faceorg.gui.look.widgets import ElidedLabel, FaceView, Segments, row
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import tr

COVER_SIDE = 48
FACES, PHOTOS, STORY = "faces", "photos", "story"
_PAGES = {FACES: "person", STORY: "story"}


class WhosePhotos(QWidget):
    """Cover, name, and the ways to the other pages of the person; hidden for all other filters."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.person_id: PersonId | None = None
        self.cover = FaceView(session.faces, COVER_SIDE, round_=True)
        self.cover.clicked.connect(lambda: self._turn_to(FACES))
        self.name = ElidedLabel()
        self.name.setProperty("role", "heading")
        self.what = Segments([(FACES, tr("Faces")), (PHOTOS, tr("Photos")), (STORY, tr("Story"))], tr("Shown"))
        self.what.set_choice(PHOTOS)
        self.what.chosen.connect(self._turn_to)
        layout = row(self.cover, spacing=12)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.what)
        self.setLayout(layout)
        session.people_cache.changed.connect(self._show)
        self.hide()

    def show_filter(self, wanted: PhotoFilter) -> None:
        """Show the person of a filter that is about one."""
        one = len(wanted.all_of) == 1 and not wanted.any_of and not wanted.none_of
        self.person_id = wanted.all_of[0] if one else None
        self._show()

    def _show(self) -> None:
        found = self._session.people_cache.get(self.person_id)
        self.setVisible(found is not None)
        if found is not None:
            name = self._session.people_cache.label(self.person_id)
            self.name.setText(name)
            self.cover.show_face(found.person.cover_face_id)
            self.cover.setAccessibleName(name)

    def _turn_to(self, what: str) -> None:
        self.what.set_choice(PHOTOS)
        if self.person_id is not None and what in _PAGES:
            self._session.go(_PAGES[what], self.person_id)
