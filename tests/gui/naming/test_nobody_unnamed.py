"""The page of groups where nobody waits for a name, yet or any more."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from faceorg.catalog import clusters
from faceorg.edits import EVERYTHING
from faceorg.gui.session.runner import Job
from faceorg.library.people import edits
from faceorg.library.views import face_views
from tests.gui.naming.test_unnamed_page import page as page  # a fixture


def test_an_empty_library_is_told_what_to_do_first(qtbot, empty_window, monkeypatch, tmp_path) -> None:
    empty_window.session.go("unnamed")
    page = empty_window.page
    qtbot.waitUntil(page.nobody.isVisible)
    assert page.nobody.heading.text() == "Nobody is here yet"
    qtbot.waitUntil(page.nobody.button.hasFocus)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    qtbot.mouseClick(page.nobody.button, Qt.MouseButton.LeftButton)
    assert empty_window.trail.here.page == "welcome"
    assert empty_window.page.folders() == [tmp_path]


def test_while_a_scan_runs_an_empty_library_asks_for_no_folder(qtbot, empty_window) -> None:
    empty_window.session.go("unnamed")
    page, ends = empty_window.page, threading.Event()
    qtbot.waitUntil(page.nobody.button.hasFocus)
    empty_window.session.runner.job(Job("Looking for photos", lambda _progress, _cancel: ends.wait(30)))
    assert page.nobody.heading.text() == "Looking for faces"
    assert page.nobody.button.isHidden()
    assert page.nobody.hasFocus()  # and not the sidebar
    ends.set()
    qtbot.waitUntil(page.nobody.button.isVisible)
    assert page.nobody.button.hasFocus()


def test_once_every_group_is_named_or_aside_the_page_says_so(qtbot, window, page, library) -> None:
    named, *others = clusters.clusters(library.catalog, min_faces=2)
    edits.name_cluster(library, named.id, "Penny")
    for cluster in others:
        edits.ignore_cluster(library, cluster.id)
    window.session.broadcast(EVERYTHING)
    qtbot.waitUntil(page.empty.isVisible)
    qtbot.mouseClick(page.what.button("singles"), Qt.MouseButton.LeftButton)
    singles = len(face_views.rows_alone(library))
    told = f"{singles} face{'s' if singles > 1 else ''}" if singles else ""
    qtbot.waitUntil(lambda: page.count.text() == told and page.no_singles.isVisible() is not bool(singles))


def test_groups_that_come_late_do_not_take_the_place_of_single_faces(page, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(page.session.runner, "read", lambda question, done, _owner=None: asked.append((question, done)))
    page.show_item(None)
    page.what.button("singles").click()
    (groups, show_groups), (singles, show_singles) = asked[:2]
    show_singles(singles())
    told = page.count.text()
    show_groups(groups())
    assert page.count.text() == told
    assert page.group.isVisible() or page.no_singles.isVisible()
