"""A frame with many new faces makes a few of their pictures, and the next frames the others: the window stays free."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap

from faceorg.domain import Timeline
from faceorg.gui.look import face_painter
from faceorg.gui.look.face_painter import LEAST_STAMPS, MOST_RIMS, FacePainter
from faceorg.gui.look.theme import Theme, ThemeChoice
from faceorg.gui.pages.photos.photo_grid import PhotoGrid
from faceorg.gui.pages.photos.photos_model import PhotosModel
from faceorg.gui.tiles.delegates import FaceDelegate

FACES = 3 * LEAST_STAMPS


class Ready(QObject):
    """Thumbnails that are all there: pictures of one colour."""

    arrived = Signal(object)

    def __init__(self, color: str = "red") -> None:
        super().__init__()
        self._color = color
        self._found: dict[int, QPixmap] = {}

    def pixmap(self, face_id: int, _side_px: float) -> QPixmap:
        if face_id not in self._found:
            self._found[face_id] = QPixmap(32, 32)
            self._found[face_id].fill(QColor(self._color))
        return self._found[face_id]


@pytest.fixture
def grid(qtbot, qapp, ini, monkeypatch) -> PhotoGrid:
    theme = Theme(qapp, ini)
    model = PhotosModel(None)
    model.show(Timeline(array("q", range(1, FACES + 1))))
    made = PhotoGrid(theme)
    qtbot.addWidget(made)
    model.setParent(made)
    monkeypatch.setattr(face_painter, "FRAME_S", 60.0)  # a busy machine is in time, too
    made.setModel(model)
    made.setItemDelegate(FaceDelegate(FacePainter(theme, Ready()), made))
    made.resize(1200, 800)
    return made


def red_tiles(grid: PhotoGrid) -> int:
    seen = grid.viewport().grab().toImage()
    scale = grid.devicePixelRatioF()
    centres = [grid.visualRect(grid.model().index(row, 0)).center() * scale for row in range(FACES)]
    return sum(seen.pixelColor(centre) == QColor("red") for centre in centres)


def test_a_frame_that_has_no_time_paints_a_few_faces_and_the_next_ones_the_rest(qtbot, grid, monkeypatch) -> None:
    monkeypatch.setattr(face_painter, "FRAME_S", -1.0)
    assert red_tiles(grid) == LEAST_STAMPS
    grid.show()
    qtbot.waitUntil(lambda: red_tiles(grid) == FACES)


def test_a_frame_in_time_paints_all_faces_at_once(grid) -> None:
    assert red_tiles(grid) == FACES


def test_faces_that_are_selected_all_at_once_do_not_turn_grey(grid, monkeypatch) -> None:
    assert red_tiles(grid) == FACES
    monkeypatch.setattr(face_painter, "FRAME_S", -1.0)
    grid.selectAll()
    assert red_tiles(grid) == FACES


def test_late_faces_are_painted_without_being_asked_again(qtbot, grid, monkeypatch) -> None:
    monkeypatch.setattr(face_painter, "FRAME_S", -1.0)
    stamps = grid.itemDelegate().face_painter.stamps
    grid.show()
    qtbot.waitUntil(lambda: sum(key[0] != 0 for key in stamps) == FACES)


def test_a_dark_picture_does_not_melt_into_a_dark_page(qapp, ini) -> None:
    theme = Theme(qapp, ini)
    theme.choose(ThemeChoice.DARK)
    painter_of_faces = FacePainter(theme, Ready("black"))
    seen = QPixmap(64, 64)
    seen.fill(theme.color("page"))
    painter = QPainter(seen)
    painter_of_faces.draw(painter, QRectF(0, 0, 64, 64), 1)
    painter.end()
    middle, edge = (seen.toImage().pixelColor(*at).lightness() for at in ((32, 32), (0, 32)))
    assert edge > middle == 0


def test_rims_of_many_sizes_do_not_pile_up(qapp, ini) -> None:
    painter_of_faces = FacePainter(Theme(qapp, ini), Ready())
    seen = QPixmap(64, 64)
    painter = QPainter(seen)
    for side in range(40, 40 + 3 * MOST_RIMS):
        painter_of_faces.draw(painter, QRectF(0, 0, side, side), 1)
    painter.end()
    assert 0 < len(painter_of_faces.rims) <= MOST_RIMS
