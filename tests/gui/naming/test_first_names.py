"""A new user names the eight main people of the stills from the welcome page: how many keys and clicks that takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from faceorg.catalog import faces, people
from faceorg.catalog.pictures import photos
from faceorg.gui.window.main_window import MainWindow

EIGHT = {"Amy", "Bernadette", "Howard", "Leonard", "Penny", "Raj", "Sheldon", "Stuart"}
# What the system's dialog takes of somebody who sees the folder there: it is clicked, and taken by a button.
CLICKS_IN_THE_DIALOG = 2
A_PAUSE_MS = 3000


class NewUser:
    """Somebody who reads nothing: clicks the largest button, then types whom he sees.

    presses : keys and clicks, those that do nothing, too; a capital letter is one key, with Shift held or not
    """

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot, self.window, self.presses = qtbot, window, 0
        self.catalog = window.session.library.catalog

    def type(self, text: str) -> None:
        self.presses += len(text)
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def press(self, key: Qt.Key) -> None:
        self.presses += 1
        self.qtbot.keyClick(QApplication.focusWidget(), key)

    def sees(self) -> str:
        """Whom of the eight he recognises in the current row; "" for nobody."""
        group = self.window.page.groups.current_group()
        found = [photos.photo(self.catalog, face.photo_id) for face in faces.faces(self.catalog, group.face_ids)]
        folders = Counter(photo.path.parent.name.title() for photo in found)
        return max(EIGHT & folders.keys(), key=lambda name: folders[name], default="")

    def known(self) -> set[str]:
        """Who has a name by now."""
        return {person.name for person in people.people(self.catalog)}

    def names(self, somebody: str) -> None:
        """Type the whole name, or the beginning of one who has it already and the arrow that chooses it."""
        known = self.known()
        self.type(somebody[:2] if somebody in known else somebody)
        if somebody in known:
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)


def test_the_eight_have_their_names_after_fewer_than_sixty_keys_and_clicks(
    qtbot, empty_window: MainWindow, still_photos: Path, main_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, user = empty_window, NewUser(qtbot, empty_window)
    monkeypatch.setenv("FACEORG_PACKS", str(main_pack.parent))
    session = window.session
    settings = session.library.settings
    session.library.save_settings(replace(settings, analysis=replace(settings.analysis, pack=main_pack.name)))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_how: str(still_photos))
    window.activateWindow()
    session.go("welcome")
    qtbot.waitUntil(lambda: session.runner.is_idle)
    user.presses += 1 + CLICKS_IN_THE_DIALOG
    qtbot.mouseClick(window.page.choose, Qt.MouseButton.LeftButton)
    user.press(Qt.Key.Key_Return)  # the keyboard stands on Start

    def rests() -> bool:
        timers = [*session.findChildren(QTimer), *window.page.findChildren(QTimer)]
        # A pause after which more is looked for or read; the watch over folders goes on for ever.
        waits = any(timer.isActive() and timer.isSingleShot() and timer.interval() < A_PAUSE_MS for timer in timers)
        ready = window.page.rows.field.hasFocus() or not window.page.model.rowCount()
        return session.runner.is_idle and not waits and ready

    qtbot.waitUntil(rests)
    while not user.known() >= EIGHT:
        assert user.presses < 100, "some of the eight are in no group"
        if not (seen := user.sees()):
            user.press(Qt.Key.Key_Down)  # somebody else: on to the next group
            continue
        before = people.count_confirmed(user.catalog)
        user.names(seen)
        qtbot.waitUntil(lambda before=before: people.count_confirmed(user.catalog) > before)
        qtbot.waitUntil(rests)
    print(f"{user.presses} keys and clicks")
    assert user.presses < 60
    assert user.known() == EIGHT, "nobody got half a name, and none is missing"
    assert set(people.confirmed(user.catalog).values()) == {person.id for person in people.people(user.catalog)}
    for face_id, person_id in people.confirmed(user.catalog).items():
        folder = photos.photo(user.catalog, faces.face(user.catalog, face_id).photo_id).path.parent.name.title()
        assert folder not in EIGHT - {people.person(user.catalog, person_id).name}
