"""Videos in the window: how long each is, the moment of a face, and a button that plays it."""

from __future__ import annotations

from pathlib import Path
from string import ascii_letters

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from faceorg.domain import PhotoFilter
from faceorg.gui.pages.settings.videos_choice import VideosChoice
from faceorg.gui.session.navigation import PhotoTarget
from faceorg.gui.tiles.roles import Role
from faceorg.library.opening import history
from faceorg.library.scanning import ingest
from faceorg.library.views import face_views, photo_views
from tests.conftest import SAMPLES
from tests.made.videos import make_video

pytest.importorskip("av")

RAVI = SAMPLES / "2017/05 Garden/IMG_20170514_152244.jpg"
MARCUS = SAMPLES / "2018/11 At home/IMG_20181117_170916.jpg"


@pytest.fixture
def video(window, tmp_path):
    """A video of Ravi and then Marcus, in the window's library."""
    folder = tmp_path / "videos"
    folder.mkdir()
    make_video(folder / "family.mp4", [RAVI, MARCUS])
    library = window.session.library
    ingest.scan(library, [folder], device="cpu")
    (video_id,) = photo_views.timeline(library, PhotoFilter(folder=folder)).photo_ids
    return photo_views.photo(library, video_id)


def test_the_grid_says_how_long_it_is(window, qtbot, video):
    window.session.go("photos")
    grid = window.page.grid
    qtbot.waitUntil(lambda: grid.model().row_of(video.id) is not None)
    index = grid.model().index(grid.model().row_of(video.id), 0)
    assert index.data(Role.TILE).length == "0:04"
    assert "0:04" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_face_opens_it_at_its_moment_and_play_opens_the_player(window, qtbot, video, monkeypatch):
    second = face_views.faces_of_photo(window.session.library, video.id)[1]
    window.session.go("photo", PhotoTarget(None, second.id))
    page = window.page
    qtbot.waitUntil(lambda: page.film.isVisible() and page.stage.current == second.id)
    assert "0:0" + str(video.moments_ms[1] // 1000) in page.film.sentence.text()
    view = page.stage.view
    qtbot.waitUntil(lambda: not view.is_fit)
    assert view.centre.x() > 0.5  # the right one of two frames
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True)
    qtbot.mouseClick(page.film.play, Qt.MouseButton.LeftButton)
    assert opened == [video.path]


def test_letters_begin_a_name_for_the_face_in_hand_and_do_nothing_else(window, qtbot, video, settled):
    library = window.session.library
    first = face_views.faces_of_photo(library, video.id)[0]
    window.session.go("photo", PhotoTarget(None, first.id))
    page = window.page
    qtbot.waitUntil(lambda: page.film.isVisible() and page.stage.current == first.id and page.stage.has_picture)
    before, place = history.next_steps(library), window.trail.here
    for letter in ascii_letters:
        qtbot.keyClicks(QApplication.focusWidget() or page, letter)
        assert window.trail.here == place and window.open_sheet() is None, letter
    assert QApplication.focusWidget().text() == ascii_letters
    settled(window)
    assert history.next_steps(library) == before


def test_a_picture_has_no_such_line(window, qtbot, video):
    others = photo_views.timeline(window.session.library, PhotoFilter()).photo_ids
    picture = next(photo_id for photo_id in others if photo_id != video.id)
    window.session.go("photo", picture)
    page = window.page
    qtbot.waitUntil(lambda: page.data is not None and page.data.photo.id == picture)
    assert not page.film.isVisible()


def test_settings_say_which_videos_are_looked_through(window, qtbot):
    window.session.go("settings")
    choice = window.page.findChild(VideosChoice)
    assert choice.currentData() == "short"
    choice.setCurrentIndex(choice.findData("none"))
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: window.session.library.settings.scan.videos == "none")
