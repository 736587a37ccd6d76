"""A larger pack before the first scan and after it: offered with what it costs, fetched by a click alone, and what is
said where it does not come, or where many faces are small children's."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from faceorg import paths
from faceorg.catalog import faces, people, vectors
from faceorg.catalog.pictures import photos
from faceorg.domain import AssignedBy
from faceorg.gui.pages.welcome import pack_box
from faceorg.gui.pages.welcome.pack_box import PackBox
from faceorg.library.people import edits
from faceorg.library.recognising import packs, small_children
from faceorg.library.scanning import pack_offers
from faceorg.library.scanning.pack_offers import Purpose
from faceorg.vision.packs.registry import Download, known_packs

LEFT = Qt.MouseButton.LeftButton
LARGER = "larger"


@pytest.fixture
def page(qtbot, empty_window, own_cache, monkeypatch: pytest.MonkeyPatch):
    """The welcome page where nothing but the starter is installed."""
    monkeypatch.delenv("FACEORG_PACKS", raising=False)
    empty_window.activateWindow()
    return welcomed(qtbot, empty_window)


def welcomed(qtbot, window):
    """Go to the welcome page, and return it once it offers a pack."""
    window.session.go("welcome")
    qtbot.waitUntil(lambda: window.page.pack.fetch.isVisible())
    return window.page


@pytest.fixture
def pictures(tmp_path: Path, still_photos: Path) -> Path:
    """Ten stills of two people."""
    for name in ("raj", "penny"):
        shutil.copytree(still_photos / name, tmp_path / "Pictures" / name)
    return tmp_path / "Pictures"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_given: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a folder of this computer that has a pack in it, `larger.zip`: the starter under another name."""
    shutil.make_archive(str(tmp_path / "served" / LARGER), "zip", paths.resources_dir() / "packs" / "starter")
    handler = partial(_Quiet, directory=str(tmp_path / "served"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def offer_from(address: str, size_bytes: int, sha256: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pack `larger` be the one that suits private photos, to be had at an address."""
    download = Download((f"{address}/{LARGER}.zip",), f"{LARGER}.zip", size_bytes, sha256)
    known = replace(known_packs()["buffalo_l"], id=LARGER, name="Larger", networks={}, downloads=(download,))
    for module in ("faceorg.vision.packs.install", "faceorg.library.scanning.pack_offers"):
        monkeypatch.setattr(f"{module}.known_packs", lambda: {**known_packs(), LARGER: known})
    monkeypatch.setitem(pack_offers.SUITED, Purpose.PRIVATE, (LARGER,))


@pytest.fixture
def larger(served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(served, tmp_path, monkeypatch)


def serve(served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pack `larger` be had where `served` says."""
    content = (tmp_path / "served" / f"{LARGER}.zip").read_bytes()
    offer_from(served, len(content), hashlib.sha256(content).hexdigest(), monkeypatch)


@pytest.fixture
def unreachable(own_cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pack `larger` is to be had where nobody listens: as without a network."""
    monkeypatch.delenv("FACEORG_PACKS", raising=False)
    monkeypatch.setattr("faceorg.vision.packs.downloads.PAUSE_S", 0.001)
    offer_from("http://127.0.0.1:9", 1000, "0" * 64, monkeypatch)


def analyzed(library) -> dict[str, int]:
    return vectors.analyzed_counts(library.catalog)


# ---------------------------------------------------------------- offered
def test_the_starter_says_what_it_is_weak_at_and_what_a_larger_pack_costs(page) -> None:
    box = page.pack
    assert box.line.text() == (
        "faceorg starter: for private and research use. It is weak at small children, and at people seen over decades."
    )
    assert box.offered.text() == (
        "InsightFace buffalo_l tells far more people apart, above all children. "
        "289 MB to download, for private and research use."
    )
    assert box.fetch.text() == "Download and use" and box.fetch.isEnabled()
    assert not box.time.isVisible()


def test_a_business_is_offered_what_it_may_use(qtbot, page) -> None:
    box = page.pack
    qtbot.mouseClick(box.purpose.button("business"), LEFT)
    qtbot.waitUntil(lambda: "YuNet" in box.offered.text())
    assert box.offered.text() == ("OpenCV YuNet + SFace may be used for business, too. 39 MB to download, for any use.")
    assert box.line.text() == "faceorg starter: for private and research use. Not for business use."
    qtbot.mouseClick(box.purpose.button("private"), LEFT)
    qtbot.waitUntil(lambda: "buffalo_l" in box.offered.text())


def test_the_offer_is_taken_from_the_keyboard(qtbot, page) -> None:
    """Tab goes by the choice, the offer and the other packs, to Start."""
    box, reached = page.pack, []
    page.choose.setFocus()
    for _ in range(8):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        reached.append(page.window().focusWidget())
    assert box.fetch in reached and box.others in reached
    assert any(box.purpose.isAncestorOf(widget) for widget in reached)


def test_who_has_chosen_a_pack_is_offered_none(qtbot, empty_window, main_pack, own_cache, monkeypatch) -> None:
    monkeypatch.delenv("FACEORG_PACKS", raising=False)
    library = empty_window.session.library
    shutil.copytree(paths.resources_dir() / "packs" / "starter", library.folder / "packs" / "mine")
    empty_window.session.go("welcome")
    box = empty_window.page.pack
    qtbot.waitUntil(lambda: box.line.text() != "")
    assert not box.fetch.isVisible() and not box.offered.isVisible()


@pytest.mark.both_helpers
def test_how_long_it_takes_is_estimated_from_photos_of_the_folder(qtbot, page, drop_files, pictures) -> None:
    box = page.pack
    assert drop_files(page.drop, [pictures])
    said = "10 photos, estimated from a few of them: "
    qtbot.waitUntil(lambda: box.time.text().startswith(said), timeout=180_000)
    assert box.time.isVisible() and " with it, " in box.time.text()
    assert photos.roots(page.session.library.catalog) == []
    assert not page.session.library.settings.analysis.pack


def test_a_scan_that_starts_waits_for_no_estimate(qtbot, page, drop_files, pictures) -> None:
    assert drop_files(page.drop, [pictures])
    assert page.pack.time.text().startswith("Trying a few photos")
    with qtbot.waitSignal(page.session.runner.job_ended, timeout=180_000) as ended:
        qtbot.mouseClick(page.start, LEFT)
    assert ended.args[1] is True and analyzed(page.session.library) == {"starter": 10}


# ---------------------------------------------------------------- fetched
def test_a_click_fetches_it_and_the_scan_that_waits_begins_with_it(
    qtbot, empty_window, larger, page, drop_files, pictures
) -> None:
    session, box = page.session, page.pack
    assert box.offered.text().startswith("Larger tells far more people apart")
    assert drop_files(page.drop, [pictures])
    ended = []
    session.runner.job_ended.connect(lambda job, well: ended.append((job.key, well)))
    qtbot.mouseClick(box.fetch, LEFT)
    assert not box.fetch.isEnabled() and box.fetch.text() == "Downloading…"
    assert "A scan waits for it" in box.offered.text()
    qtbot.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: len(ended) >= 2 and session.runner.is_idle, timeout=180_000)
    assert ended[:2] == [("install larger", True), (None, True)]
    assert session.library.settings.analysis.pack == LARGER
    assert analyzed(session.library) == {LARGER: 10}
    assert (session.library.folder / "packs" / LARGER / "embedder.onnx").is_file()


def test_a_change_after_the_first_scan_keeps_every_decision(
    qtbot, empty_window, larger, page, drop_files, pictures
) -> None:
    session = page.session
    catalog = session.library.catalog
    assert drop_files(page.drop, [pictures])
    with qtbot.waitSignal(session.runner.job_ended, timeout=180_000):
        qtbot.mouseClick(page.start, LEFT)
    penny = next(photo for photo in photos.all_photos(catalog) if photo.path.parent.name == "penny")
    face = faces.faces_of_photo(catalog, penny.id)[0].id
    edits.name_faces(session.library, [face], "Penny")
    qtbot.waitUntil(lambda: session.runner.is_idle, timeout=180_000)
    session.go("welcome")
    qtbot.waitUntil(lambda: page.pack.fetch.isVisible())
    qtbot.mouseClick(page.pack.fetch, LEFT)
    qtbot.waitUntil(lambda: analyzed(session.library).get(LARGER) == 10 and session.runner.is_idle, timeout=180_000)
    assert [person.name for person in people.people(catalog)] == ["Penny"]
    assert faces.face(catalog, face).assigned_by is AssignedBy.USER
    assert not page.pack.fetch.isVisible()


def test_one_that_does_not_come_is_told_with_what_the_starter_is_weak_at(qtbot, empty_window, unreachable) -> None:
    session = empty_window.session
    box: PackBox = welcomed(qtbot, empty_window).pack
    with qtbot.waitSignal(session.runner.job_ended, timeout=120_000) as ended:
        qtbot.mouseClick(box.fetch, LEFT)
    assert ended.args[1] is False
    qtbot.waitUntil(box.fetch.isEnabled)
    assert box.fetch.text() == "Try again" and packs.pack_id(session.library) == "starter"
    empty_window.toast.dismiss()
    assert box.failed.isVisible() and box.failed.text().startswith("Larger could not be downloaded: ")
    assert box.failed.text().endswith(
        "elsewhere and install it from a file. "
        "faceorg starter stays in use. It is weak at small children, and at people seen over decades."
    )


def test_another_try_by_the_same_button_fetches_it(
    qtbot, empty_window, unreachable, served, tmp_path, monkeypatch
) -> None:
    """The network is there again; what was said of the first try is gone."""
    session = empty_window.session
    box: PackBox = welcomed(qtbot, empty_window).pack
    with qtbot.waitSignal(session.runner.job_ended, timeout=120_000):
        qtbot.mouseClick(box.fetch, LEFT)
    qtbot.waitUntil(box.failed.isVisible)
    empty_window.session.go("people")
    empty_window.session.go("welcome")
    assert box.failed.isVisible(), "it is there as long as nothing else was tried"
    serve(served, tmp_path, monkeypatch)
    with qtbot.waitSignal(session.runner.job_ended, timeout=120_000) as ended:
        box.fetch.setFocus()
        qtbot.keyClick(box.fetch, Qt.Key.Key_Space)
    assert not box.failed.isVisible()
    assert ended.args[1] is True and session.library.settings.analysis.pack == LARGER


@pytest.mark.parametrize(("name", "told"), [("Buffalo", "Buffalo stays in use."), ("", "")])
def test_only_the_starter_is_said_to_be_weak_and_only_a_pack_to_stay(
    qtbot, empty_window, unreachable, monkeypatch, name: str, told: str
) -> None:
    known = pack_box.pack_line
    monkeypatch.setattr(pack_box, "pack_line", lambda *asked: replace(known(*asked), name=name, is_starter=False))
    box: PackBox = welcomed(qtbot, empty_window).pack
    with qtbot.waitSignal(empty_window.session.runner.job_ended, timeout=120_000):
        qtbot.mouseClick(box.fetch, LEFT)
    qtbot.waitUntil(box.failed.isVisible)
    assert box.failed.text().startswith("Larger could not be downloaded: ")
    assert box.failed.text().partition("from a file.")[2].strip() == told


# ---------------------------------------------------------------- while it matters
def test_many_small_children_are_told_after_the_scan_and_on_the_page_of_packs(
    qtbot, empty_window, own_cache, monkeypatch
) -> None:
    """One of the sample family is a small child; as if they were as many as to be called so."""
    monkeypatch.delenv("FACEORG_PACKS", raising=False)
    monkeypatch.setattr(small_children, "MANY", 5)
    monkeypatch.setattr(small_children, "MANY_SHARE", 0.05)
    session = empty_window.session
    session.go("welcome")
    qtbot.mouseClick(empty_window.page.samples, LEFT)
    found = partial(_bars_that_begin, empty_window, "Many small children here (about ")
    qtbot.waitUntil(lambda: bool(found()), timeout=180_000)
    (bar,) = found()
    assert bar.notice.text.endswith("A larger pack tells them apart.")
    assert bar.more.text() == "Other packs"
    qtbot.mouseClick(bar.more, LEFT)
    assert empty_window.trail.here.page == "packs"
    page = empty_window.page
    qtbot.waitUntil(page.hard.isVisible)
    assert page.hard.text() == bar.notice.text


def test_few_small_children_are_not_spoken_of(qtbot, empty_window, own_cache, monkeypatch) -> None:
    monkeypatch.delenv("FACEORG_PACKS", raising=False)
    session = empty_window.session
    session.go("welcome")
    with qtbot.waitSignal(session.runner.job_ended, timeout=180_000):
        qtbot.mouseClick(empty_window.page.samples, LEFT)
    qtbot.waitUntil(lambda: session.runner.is_idle)
    assert _bars_that_begin(empty_window, "Many small children") == []
    assert any(bar.notice.text.startswith("Looked at 60 photos.") for bar in empty_window.toast.bars())


def _bars_that_begin(window, text: str) -> list:
    return [bar for bar in window.toast.bars() if bar.notice.text.startswith(text)]
