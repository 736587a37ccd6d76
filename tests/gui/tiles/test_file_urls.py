"""Names of files that are no UTF-8, on their way to other programs and back: they stay the same file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from faceorg import gui
from faceorg.gui.file_urls import encoded, path_of, url_of
from faceorg.gui.tiles.dragging_out import files_as_data

NAMES = {
    "plain.jpg": "plain.jpg",
    "ä ö #1%.jpg": "%C3%A4%20%C3%B6%20%231%25.jpg",
    os.fsdecode(b"caf\xe9 #1%.jpg"): "caf%E9%20%231%25.jpg",
}


@pytest.mark.parametrize(("name", "as_url"), NAMES.items(), ids=["plain", "signs", "no UTF-8"])
def test_an_address_has_the_bytes_of_the_name_and_leads_back_to_it(tmp_path: Path, name: str, as_url: str) -> None:
    if sys.platform == "win32" and name not in list(NAMES)[:2]:
        pytest.skip("names on Windows are text")
    url = url_of(tmp_path / name)
    assert url.isLocalFile()
    assert encoded(url) == f"{tmp_path.as_uri()}/{as_url}"
    assert path_of(url) == tmp_path / name


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are text")
def test_a_file_of_such_a_name_is_dragged_out_and_dropped_as_it_is(tmp_path: Path) -> None:
    photo = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    photo.write_bytes(b"x")
    data = files_as_data([photo])
    assert b"/caf%E9.jpg" in bytes(data.data("x-special/gnome-copied-files").data())
    dropped = QMimeData()
    dropped.setData("text/uri-list", data.data("text/uri-list"))
    assert [path_of(url).read_bytes() for url in dropped.urls()] == [b"x"]


def test_the_window_makes_and_reads_addresses_of_files_in_one_place_alone() -> None:
    window = Path(gui.__file__).parent
    sources = {file.name: file.read_text(encoding="utf-8") for file in window.rglob("*.py")}
    users = {name for name, text in sources.items() if "fromLocalFile(" in text or "toLocalFile(" in text}
    assert users == {"file_urls.py"}


def test_a_share_of_windows_keeps_its_host() -> None:
    assert str(path_of(QUrl("file://server/photos/a.jpg"))).replace("\\", "/") == "//server/photos/a.jpg"
