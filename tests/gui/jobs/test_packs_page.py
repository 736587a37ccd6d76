"""The page of packs: what each allows and costs, another one in use, one from a file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QLabel

from faceorg.catalog import people
from faceorg.gui.pages.packs.pack_card import PackCard, pack_infos
from faceorg.library.people import edits as verbs
from faceorg.library.recognising import packs
from faceorg.paths import resources_dir
from tests.gui.jobs.test_settings_pages import go

# Packs are installed under one name: a run of the tests beside this one would be told to wait.
pytestmark = pytest.mark.usefixtures("own_cache")


def test_packs_say_what_they_allow_and_cost(qtbot, window, main_pack, more_packs, monkeypatch) -> None:
    monkeypatch.setenv("FACEORG_PACKS", str(more_packs.folder))
    page = go(qtbot, window, "packs")
    qtbot.waitUntil(lambda: bool(page.cards))
    looks = {card.info.id: card.info for card in page.cards}
    assert looks[main_pack.name].in_use and looks[main_pack.name].done == 52
    assert looks[more_packs.other].installed and not looks[more_packs.other].in_use
    assert "no embedder" in str(looks[more_packs.half].problem)
    assert not looks["buffalo_l"].installed and looks["buffalo_l"].size_bytes
    said = {card.info.id: [text.text() for text in card.findChildren(QLabel)] for card in page.cards}
    assert "In use" in said[main_pack.name]
    assert "52 of 52 photos were looked at with it." in said[main_pack.name]
    other = " ".join(said[more_packs.other])
    assert "May be used" in other and re.search(r"\d+ MB", other)
    assert "Changing to it: 52 photos are looked at again in the background. Faces, names and history stay." in other
    assert any(text.startswith("Small and shipped with faceorg") and text.endswith(".") for text in said["starter"])
    assert any(text.startswith("This pack is not used.") for text in said[more_packs.half])
    to_fetch = " ".join(said["buffalo_l"])
    assert "Not for business use." in to_fetch and "to download" in to_fetch


def test_cards_are_never_painted_lower_than_their_texts(qtbot, window, monkeypatch) -> None:
    painted: list[tuple[int, int]] = []

    class WatchedCard(PackCard):
        def paintEvent(self, event: QPaintEvent) -> None:
            painted.append((self.height(), self.heightForWidth(self.width())))
            super().paintEvent(event)

    monkeypatch.setattr("faceorg.gui.pages.packs.page.PackCard", WatchedCard)
    page = go(qtbot, window, "packs")
    qtbot.waitUntil(lambda: bool(page.cards) and len(painted) > 2)
    assert [(height, needed) for height, needed in painted if height < needed] == []


def test_other_packs_are_offered_when_the_one_in_use_is_gone(
    qtbot, window, library, main_pack, more_packs, monkeypatch
) -> None:
    if main_pack.name == "starter":  # which is never gone
        packs.choose_pack(library, more_packs.other)
    monkeypatch.delenv("FACEORG_PACKS")  # as if its folder had been deleted; the starter pack is left
    page = go(qtbot, window, "packs")
    qtbot.waitUntil(lambda: bool(page.cards))
    here = [card.info for card in page.cards if card.info.installed]
    assert [(look.id, look.in_use) for look in here] == [("starter", False)]


def test_another_pack_is_used_and_names_stay(qtbot, window, library, more_packs, person_of, monkeypatch) -> None:
    monkeypatch.setenv("FACEORG_PACKS", str(more_packs.folder))
    verbs.name_faces(library, person_of("penny"), "Penny")
    page = go(qtbot, window, "packs")
    qtbot.waitUntil(lambda: bool(page.cards))
    card = next(card for card in page.cards if card.info.id == more_packs.other)
    jobs = []
    window.session.runner.job_started.connect(jobs.append)
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [job.key for job in jobs] == ["analyze"])
    window.session.runner.cancel()
    qtbot.waitUntil(lambda: window.session.runner.current_job is None)
    assert library.settings.analysis.pack == more_packs.other
    assert [person.name for person in people.people(library.catalog)] == ["Penny"]


def test_a_pack_is_installed_from_a_file_into_the_library(qtbot, window, library, tmp_path: Path, monkeypatch) -> None:
    page = go(qtbot, window, "packs")
    file = shutil.make_archive(str(tmp_path / "my_pack"), "zip", resources_dir() / "packs" / "starter")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (file, ""))
    with qtbot.waitSignal(window.session.runner.job_ended, timeout=60_000) as ended:
        qtbot.mouseClick(page.from_disk, Qt.MouseButton.LeftButton)
    assert ended.args[1] is True
    qtbot.waitUntil(lambda: "my_pack" in [card.info.id for card in page.cards])
    assert (library.folder / "packs" / "my_pack").is_dir()
    assert "my_pack" in [info.id for info in pack_infos(library)]


@pytest.mark.parametrize("what", ["zip", "folder"])
def test_a_pack_that_is_dropped_here_is_installed(
    qtbot, window, library, tmp_path: Path, drop_files, what: str
) -> None:
    page = go(qtbot, window, "packs")
    if what == "zip":
        given = Path(shutil.make_archive(str(tmp_path / "my_pack"), "zip", resources_dir() / "packs" / "starter"))
    else:
        given = Path(shutil.copytree(resources_dir() / "packs" / "starter", tmp_path / "my_pack"))
    with qtbot.waitSignal(window.session.runner.job_ended) as ended:
        assert drop_files(page, [given])
    assert ended.args[1] is True
    qtbot.waitUntil(lambda: "my_pack" in [card.info.id for card in page.cards])


def test_a_folder_with_a_pack_is_chosen_by_key(qtbot, window, library, tmp_path: Path, monkeypatch) -> None:
    page = go(qtbot, window, "packs")
    folder = shutil.copytree(resources_dir() / "packs" / "starter", tmp_path / "my_pack")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(window.session.runner.job_ended) as ended:
        qtbot.keyClick(page, Qt.Key.Key_I, held)
    assert ended.args[1] is True and (library.folder / "packs" / "my_pack").is_dir()


def test_a_picture_that_is_dropped_on_recognition_is_searched_by(qtbot, window, drop_files, still_photos: Path) -> None:
    page = go(qtbot, window, "packs")
    assert drop_files(page, [still_photos / "bbt4.jpg"])
    assert window.trail.here.page == "alike" and window.session.runner.current_job is None
