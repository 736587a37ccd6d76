"""The other side sheet of a photo: what the camera wrote beside the picture, in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from faceorg.domain import Photo
from faceorg.gui.look.theme import GRID
from faceorg.gui.look.widgets import button, clear_layout, column, label
from faceorg.gui.session.session import Session
from faceorg.gui.words.dates import taken_in_words
from faceorg.gui.words.i18n import number, tr
from faceorg.metadata.camera import CameraFacts, Position

WIDTH = 40 * GRID
# Longer exposures are written in seconds, shorter ones as a fraction, as cameras do.
SECONDS_FROM = 0.3


class DetailsPanel(QScrollArea):
    """The sheet."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._place: Position | None = None
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("whyPanel")
        self.setAccessibleName(tr("What the camera wrote"))
        self._lines = column(spacing=2 * GRID)
        self.copy_place = button(tr("Copy the place"), self._copy_place, "link")
        self.copy_place.hide()
        layout = column(label(tr("What the camera wrote"), "title"), spacing=2 * GRID, margins=(16, 16, 16, 16))
        layout.addLayout(self._lines)
        layout.addWidget(self.copy_place, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addStretch(1)
        inner = QFrame()
        inner.setObjectName("whySheet")
        inner.setLayout(layout)
        self.setWidget(inner)

    def show_facts(self, photo: Photo, facts: CameraFacts) -> None:
        self._place = facts.place
        self.copy_place.setVisible(facts.place is not None)
        clear_layout(self._lines)
        for title, text in camera_lines(photo, facts):
            if text:
                self._lines.addWidget(self._line(title, text))
        if facts == CameraFacts():
            nothing = tr("The file says nothing of a camera, an exposure or a place.")
            self._lines.addWidget(label(nothing, "muted", wrap=True))

    def _line(self, title: str, text: str) -> QWidget:
        line = QWidget()
        value = label(text, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.setLayout(column(label(title, "muted"), value, spacing=2))
        return line

    def _copy_place(self) -> None:
        if self._place is not None:
            QGuiApplication.clipboard().setText(f"{self._place.latitude:.6f}, {self._place.longitude:.6f}")
            self._session.notice(tr("The place is in the clipboard; maps understand it."))


def camera_lines(photo: Photo, facts: CameraFacts) -> list[tuple[str, str]]:
    """Return (what it is, what is said of it); "" for what is not said."""
    return [
        (tr("Taken"), taken_in_words(photo, long=True)),
        (tr("Camera"), facts.camera),
        (tr("Lens"), facts.lens),
        (tr("Exposure"), exposure_in_words(facts)),
        (tr("Focal length"), _focal_length(facts)),
        (tr("Flash"), "" if facts.flash is None else tr("fired") if facts.flash else tr("did not fire")),
        (tr("Picture"), _picture(photo)),
        (tr("File"), tr("ends early: a part of the picture is missing") if photo.ends_early else ""),
        (tr("Written by"), facts.software),
        (tr("Place"), place_in_words(facts.place) if facts.place is not None else ""),
    ]


def exposure_in_words(facts: CameraFacts) -> str:
    """Say "1/250 s at f/2.8, ISO 400", as much of it as is known."""
    seconds, parts = facts.exposure_s, []
    if seconds is not None:
        short = f"1/{number(round(1 / seconds))}" if seconds < SECONDS_FROM else _decimal(seconds)
        parts.append(tr("{seconds} s").format(seconds=short))
    if facts.f_number is not None:
        parts.append(tr("f/{number}").format(number=_decimal(facts.f_number)))
    if facts.iso is not None:
        parts.append(tr("ISO {number}").format(number=number(facts.iso)))
    return "  ·  ".join(parts)


def _focal_length(facts: CameraFacts) -> str:
    if facts.focal_mm is None:
        return ""
    own = tr("{length} mm").format(length=_decimal(facts.focal_mm))
    if facts.focal_35_mm is None or round(facts.focal_35_mm) == round(facts.focal_mm):
        return own
    return tr("{length} (as {film} mm on film)").format(length=own, film=_decimal(facts.focal_35_mm))


def _picture(photo: Photo) -> str:
    parts = [photo.path.suffix[1:].upper()]
    if photo.width:
        pixels = photo.width * photo.height / 1e6
        parts.append(f"{number(photo.width)} × {number(photo.height)}")
        parts.append(tr("{count} megapixels").format(count=_decimal(pixels)))
    parts.append(QLocale().formattedDataSize(photo.size_bytes, 1))
    return "  ·  ".join(part for part in parts if part)


def place_in_words(place: Position) -> str:
    """Say "48° 51′ 30″ north, 2° 17′ 40″ east, 35 m above the sea": nothing is asked of any map."""
    north = tr("{angle} north") if place.latitude >= 0 else tr("{angle} south")
    east = tr("{angle} east") if place.longitude >= 0 else tr("{angle} west")
    parts = [north.format(angle=_angle(place.latitude)), east.format(angle=_angle(place.longitude))]
    if place.altitude_m is not None:
        above = tr("{height} m above the sea") if place.altitude_m >= 0 else tr("{height} m below the sea")
        parts.append(above.format(height=number(round(abs(place.altitude_m)))))
    return ", ".join(parts)


def _angle(degrees: float) -> str:
    seconds = round(abs(degrees) * 3600)
    return f"{seconds // 3600}° {seconds // 60 % 60}′ {seconds % 60}″"


def _decimal(value: float) -> str:
    """A number with one digit behind the point where there is one: 2.8, 50."""
    rounded = round(value, 1)
    return number(round(rounded)) if rounded == round(rounded) else QLocale().toString(rounded, "f", 1)
