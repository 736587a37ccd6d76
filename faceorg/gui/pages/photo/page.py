"""One photo, large: who is in it, name them in place, draw, move and remove faces, see why each has its name."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from faceorg import film
from faceorg.domain import AssignedBy, FaceId, PhotoId
from faceorg.edits import Changes
from faceorg.gui.look.photo_images import LoadedPhoto, PhotoImages
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import ElidedLabel, column, label, rounded, row, tool_button
from faceorg.gui.naming.photo_dates import ask_dates
from faceorg.gui.naming.who_popup import WhoPopup
from faceorg.gui.pages.base import Page
from faceorg.gui.pages.photo.details_panel import DetailsPanel
from faceorg.gui.pages.photo.face_in_hand import FaceInHand
from faceorg.gui.pages.photo.faces import stage_face
from faceorg.gui.pages.photo.film_bar import FilmBar
from faceorg.gui.pages.photo.photo_data import PhotoData, read_photo
from faceorg.gui.pages.photo.stage import PhotoStage
from faceorg.gui.pages.photo.why_panel import WhyPanel
from faceorg.gui.pages.taking_out import FACE_VERBS, PHOTO_VERBS, InHand, add_taking_out
from faceorg.gui.pages.turning import VERBS, LyingBar, add_turning
from faceorg.gui.session.navigation import Item, PhotoTarget
from faceorg.gui.session.session import Session
from faceorg.gui.session.taken_back import TakenBack
from faceorg.gui.tiles.face_verbs import show_more_of
from faceorg.gui.words.dates import taken_in_words
from faceorg.gui.words.i18n import tr
from faceorg.gui.words.messages import say_message
from faceorg.library.views import photo_views
from faceorg.messages.message import Message
from faceorg.metadata.camera import CameraFacts

ZOOM_STEP = 1.25


class PhotoPage(Page):
    """The stage with a bar above and a side sheet beside it."""

    fills_screen = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._wanted = PhotoTarget()
        self.data: PhotoData | None = None
        self._point_out: FaceId | None = None
        self.images = PhotoImages(
            lambda photo, px, cancel: session.helper.fitted_picture(photo, px, cancel=cancel), self
        )
        self.images.arrived.connect(self._on_image)
        self.images.failed.connect(self._on_failed)
        session.close_begun.connect(self.images.close)
        self.stage = PhotoStage(session.theme)
        self.stage.followed.connect(lambda face_id: show_more_of(session, FaceId(face_id)))
        self.stage.current_face_changed.connect(self._on_current_face_changed)
        self.stage.sharper_requested.connect(self._sharpen)
        self.stage.resized.connect(self._load)
        self.stage.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.stage.customContextMenuRequested.connect(self._show_menu)
        self.who = WhoPopup(session, self.stage)
        self.who.closed.connect(self.stage.setFocus)
        self.faces = FaceInHand(session, self.stage, self.who, lambda: self.data)
        self.faces.drawn.connect(lambda face_id: self._read_then_ask(FaceId(face_id)))
        self.why = WhyPanel(session)
        self.why.folder_requested.connect(lambda: self.verb("show_file").trigger())
        self.why.date_requested.connect(self._ask_date)
        self.why.confirm_requested.connect(lambda face_id: self.faces.confirm(FaceId(face_id)))
        self.why.reject_requested.connect(lambda face_id: self.faces.reject(FaceId(face_id)))
        self.why.alike_requested.connect(lambda face_id: session.look_alike(FaceId(face_id)))
        self.why.hide()
        self.details = DetailsPanel(session)
        self.details.hide()
        TakenBack(session, self._in_hand, self._take_in_hand, self)
        self.film = FilmBar()
        self.film.not_played.connect(
            lambda path: session.notice(tr("No player answered. The video is {path}").format(path=path))
        )
        self._add_actions()
        self._build()

    def _build(self) -> None:
        theme = self.session.theme
        self.lying = LyingBar(self, self._photos_in_hand)
        self._title = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._title.setProperty("role", "title")
        self._day = label(role="muted")
        self.newer = tool_button(theme, "back", tr("Previous photo"), lambda: self._go_on(-1))
        self.older = tool_button(theme, "forward", tr("Next photo"), lambda: self._go_on(1))
        self.draw = tool_button(theme, "draw", tr("Draw a face"), self.faces.draw)
        self.camera = tool_button(theme, "camera", tr("What the camera wrote"), self._toggle_details, checkable=True)
        self.info = tool_button(theme, "info", tr("Why?"), self._toggle_why, checkable=True)
        self.names = tool_button(theme, "eye", tr("Names on the photo"), checkable=True)
        self.names.toggled.connect(self.stage.let_frames_stay)
        bar = row(spacing=GRID, margins=(16, 8, 16, 8))
        bar.addWidget(self._title, 1)
        bar.addWidget(self._day)
        for part in (self.newer, self.older, self.names, self.draw, self.camera, self.info):
            bar.addWidget(part)
        below = row(spacing=0)
        below.addWidget(self.stage, 1)
        below.addWidget(self.why)
        below.addWidget(self.details)
        layout = column(spacing=0)
        self._bar = QWidget()
        self._bar.setLayout(bar)
        layout.addWidget(self._bar)
        layout.addWidget(self.lying)
        layout.addWidget(self.film)
        layout.addLayout(below, 1)
        self.setLayout(layout)

    def _add_actions(self) -> None:
        self.add_action(
            "previous", tr("Previous photo"), ["Left", "PgUp"], lambda: self._go_on(-1), "back", repeats=True
        )
        self.add_action("next", tr("Next photo"), ["Right", "PgDown"], lambda: self._go_on(1), "forward", repeats=True)
        self.add_action("zoom_in", tr("Zoom in"), ["+", "="], lambda: self.stage.zoom(ZOOM_STEP), repeats=True)
        self.add_action("zoom_out", tr("Zoom out"), "-", lambda: self.stage.zoom(1 / ZOOM_STEP), repeats=True)
        self.add_action("fit", tr("Whole photo"), "0", self.stage.show_all)
        self.add_action("actual", tr("Every pixel"), "1", lambda: self.stage.show_actual())
        hold = self.stage.hold_frames
        self.add_action("frames", tr("Show all faces (hold)"), "F8", lambda: hold(True), "eye")
        self.add_action("names", tr("Names on the photo"), "Shift+F8", lambda: self.names.toggle(), "eye")
        self.add_action("draw", tr("Draw a face"), "Ctrl+D", self.faces.draw, "draw")
        self.add_action("remove", tr("Remove this face"), ["Del", "Backspace"], self.faces.remove, "trash")
        self.add_action("confirm", tr("Yes, that is right"), "Ctrl+Return", self.faces.confirm, "check")
        self.add_action("reject", tr("Not this person"), "Shift+Del", self.faces.reject, "not")
        self.add_action("alike", tr("Find similar faces"), "Shift+Return", self.faces.alike, "search")
        self.add_action("open_person", tr("Open this person"), "Ctrl+P", self.faces.open_person, "people")
        self.add_action("why", tr("Why?"), "Ctrl+I", self._toggle_why, "info")
        what = tr("What the camera wrote")
        self.add_action("details", what, "Ctrl+Shift+I", self._toggle_details, "camera")
        self.add_action("date", tr("Date of the photo…"), "Ctrl+Shift+T", self._ask_date, "calendar")
        add_turning(self, self._photos_in_hand)
        self.add_action("play", tr("Play the video"), "Ctrl+Shift+V", self.film.play_video)
        add_taking_out(self, self._taken_out, with_faces=True)

    # ------------------------------------------------------------ what the window asks
    def title(self) -> str:
        return self.data.photo.path.name if self.data else tr("Photo")

    def take_focus(self) -> None:
        self.stage.setFocus()

    def show_item(self, item: Item) -> None:
        """item : PhotoTarget, or a PhotoId"""
        photo_id = PhotoId(item) if isinstance(item, int) else None
        wanted = item if isinstance(item, PhotoTarget) else PhotoTarget(photo_id)
        if wanted == self._wanted and self.data is not None:
            return
        self._wanted, self._point_out = wanted, wanted.face_id
        self.who.dismiss()
        self._read()

    def leave(self) -> None:
        self.who.dismiss()
        self.stage.hold_frames(False)

    def refresh(self, changes: Changes) -> None:
        if self.data is None or self._concerns(changes):
            self._read()

    def _concerns(self, changes: Changes) -> bool:
        if changes.everything or self.data is None:
            return True
        here = {face.id for face in self.data.faces}
        people_here = {face.person_id for face in self.data.faces}
        new_faces = changes.faces - here
        return bool(
            changes.faces & here
            or changes.people & people_here
            or self.data.photo.id in changes.photos | changes.dated
            or new_faces
        )

    def current_face(self) -> FaceId | None:
        return self.stage.current

    def _in_hand(self) -> tuple[PhotoId, FaceId] | None:
        if self.data is None or self.stage.current is None or not self.isVisible():
            return None
        return self.data.photo.id, self.stage.current

    def _take_in_hand(self, place: tuple[PhotoId, FaceId]) -> None:
        if self.data is not None and self.data.photo.id == place[0]:
            self.stage.set_current_face(place[1])
            self._point_out = place[1]  # once it is read again that it is there

    def place_in_hand(self) -> object:
        return self._in_hand()

    def return_to(self, left: object) -> None:
        if isinstance(left, tuple):
            self._point_out = left[1]  # of a photo that is being read
            self._take_in_hand(left)

    def escape(self) -> bool:
        return self.who.dismiss() or self.stage.stop_drawing() or self._unpick()

    def _unpick(self) -> bool:
        had = self.stage.current is not None
        self.stage.set_current_face(None)
        return had

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8 and not event.isAutoRepeat():
            self.stage.hold_frames(False)
        super().keyReleaseEvent(event)

    # ------------------------------------------------------------ reading and showing
    def _read(self) -> None:
        wanted, library = self._wanted, self.session.library
        self.session.runner.read(lambda: read_photo(library, wanted), lambda data: self._show(wanted, data), self)

    def _show(self, wanted: PhotoTarget, data: PhotoData) -> None:
        if wanted != self._wanted:
            return
        was = self.data.photo if self.data is not None else None
        other = was is None or (was.id, was.shown_as) != (data.photo.id, data.photo.shown_as)
        self.data = data
        if other:
            self.stage.show_photo(data.photo.width, data.photo.height)
            self._title.setText(data.photo.path.name)
        self._day.setText(taken_in_words(data.photo))
        self.lying.show_count(int(data.seems_to_lie))
        self.why.show_photo(data.photo)
        self.why.show_left_behind(data.left_behind)
        self.why.show_copies(data.copies)
        self.newer.setEnabled(data.newer is not None)
        self.older.setEnabled(data.older is not None)
        label_of = self.session.people_cache.label
        self.stage.show_faces([stage_face(face, label_of(face.person_id)) for face in data.faces])
        self.faces.ask_of_nobody_gone()
        self._read_details()
        if other:
            self._load()
            self.title_changed.emit()
        if self._point_out is not None:
            self.stage.set_current_face(self._point_out)
            self._point_out = None
            if other:
                self._show_moment()
        self._on_current_face_changed(self.stage.current)

    def _show_moment(self) -> None:
        """Of a video show the frame that the face in hand is in."""
        face = self.faces.face(self.stage.current)
        moments = self.data.photo.moments_ms if self.data is not None else ()
        if face is not None and len(moments) > 1:
            self.stage.show_part(film.cell(film.place_of(face.box, len(moments)), len(moments)))

    def _load(self) -> None:
        if self.data is None or not self.isVisible():
            return
        if self.who.isVisible() and self.who.face_id is not None:
            self.who.place(self.stage.frame_of(self.who.face_id))  # the face lies elsewhere now
        self.images.request(self.data.photo, self.stage.wanted_px())

    def _sharpen(self) -> None:
        if self.data is not None:
            self.images.request(self.data.photo, None)

    def _on_image(self, loaded: LoadedPhoto) -> None:
        if self.data is not None and loaded.is_of(self.data.photo):
            self.stage.show_image(loaded)
            QTimer.singleShot(0, self, self._load_neighbours)

    def _load_neighbours(self) -> None:
        """Have the next photo at hand before it is asked for."""
        if self.data is not None and self.data.older is not None and self.isVisible():
            older, target = self.data.older, self.stage.wanted_px()
            library = self.session.library
            self.session.runner.read(
                lambda: photo_views.photo(library, older),
                lambda photo: self.images.request(photo, target, soon=True),
                self,
            )

    def _on_failed(self, photo_id: int, why: Message) -> None:
        if self.data is not None and photo_id == self.data.photo.id:
            self.stage.show_message(say_message(why))

    def _go_on(self, step: int) -> None:
        if self.data is None:
            return
        target = self.data.older if step > 0 else self.data.newer
        if target is not None:
            self.session.go("photo", PhotoTarget(target, None, self._wanted.among))

    # ------------------------------------------------------------ faces
    def _on_current_face_changed(self, face_id: FaceId | None) -> None:
        face = self.faces.face(face_id)
        for name in ("remove", "confirm", "reject", "alike", "open_person"):
            guess = face is not None and face.assigned_by is AssignedBy.AUTO
            has_person = face is not None and face.person_id is not None
            needs = {"confirm": guess, "reject": has_person, "open_person": has_person}
            self.verb(name).setEnabled(needs.get(name, face is not None))
        if self.data is not None:
            self.film.show_photo(self.data.photo, face)
        self.why.show_face(face)
        if face is not None and self.why.isVisible():
            self.faces.reason(face.id, self.why.show_reasons)

    def _read_then_ask(self, face_id: FaceId) -> None:
        """After a face was drawn: ask who it is, once it is known to be there."""
        self._point_out = face_id
        wanted, library = self._wanted, self.session.library

        def show(data: PhotoData) -> None:
            self._show(wanted, data)
            if self.isVisible():  # else somebody has gone on meanwhile
                self.faces.ask(face_id)

        self.session.runner.read(lambda: read_photo(library, wanted), show, self)

    # ------------------------------------------------------------ the rest
    def _toggle_why(self) -> None:
        self._show_beside(None if self.why.isVisible() else self.why)
        self._on_current_face_changed(self.stage.current)

    def _toggle_details(self) -> None:
        self._show_beside(None if self.details.isVisible() else self.details)
        self._read_details()

    def _show_beside(self, panel: QWidget | None) -> None:
        """Show one of the side sheets, or none: two would leave no room for the photo."""
        for one, switch in ((self.why, self.info), (self.details, self.camera)):
            one.setVisible(one is panel)
            switch.setChecked(one is panel)

    def _read_details(self) -> None:
        if self.data is None or not self.details.isVisible():
            return
        photo, helper = self.data.photo, self.session.helper

        def show(facts: CameraFacts) -> None:
            if self.data is not None and self.data.photo.id == photo.id:
                self.details.show_facts(self.data.photo, facts)

        self.session.runner.read(lambda: helper.camera_facts(photo), show, self)

    def show_alone(self, alone: bool) -> None:
        self._bar.setHidden(alone)

    def _ask_date(self) -> None:
        if chosen := self._photos_in_hand():
            ask_dates(self.session, self.window(), chosen)

    def _photos_in_hand(self) -> list[PhotoId]:
        return [self.data.photo.id] if self.data is not None else []

    def _taken_out(self) -> InHand:
        """The photo; of its faces the current one, or all."""
        face, data = self.faces.face(), self.data
        if data is None:
            return InHand()
        return InHand([data.photo.id], faces=[face.id] if face is not None else [one.id for one in data.faces])

    def _show_menu(self, point: QPoint) -> None:
        menu = rounded(QMenu(self))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = ("alike", "open_person", "confirm", "reject", "remove") if self.stage.current is not None else ()
        playing = ("play",) if self.film.isVisible() else ()
        offered = (*wanted, "draw", "why", "details", "date", *VERBS, *playing, *PHOTO_VERBS, *FACE_VERBS)
        menu.addActions([verb for verb in self.page_actions if verb.objectName() in offered and verb.isEnabled()])
        menu.popup(self.stage.mapToGlobal(point))
