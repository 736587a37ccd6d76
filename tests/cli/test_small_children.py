"""What a scan with the starter says of it on the command line: at all, or of many small children, where there are."""

from __future__ import annotations

import pytest
from PIL import Image

from faceorg.cli.main import application
from faceorg.library.recognising import small_children

AT_ALL = "this used the small starter pack; a larger one finds more people right, children above all (faceorg packs)."


@pytest.fixture
def faceorg(tmp_path, own_cache, capsys, monkeypatch: pytest.MonkeyPatch):
    """faceorg(verb, ...) -> what it printed; in this process, with the packs that are shipped."""
    monkeypatch.delenv("FACEORG_PACKS", raising=False)
    monkeypatch.setenv("FACEORG_LIBRARY", str(tmp_path / "library"))

    def run(verb: str, *arguments: str):
        application([verb])(args=[verb, *arguments], standalone_mode=False)
        return capsys.readouterr()

    return run


def test_a_scan_that_found_few_small_children_says_what_the_starter_is(faceorg) -> None:
    told = faceorg("scan", "--samples").err
    assert f"faceorg: {AT_ALL}" in told and "small children" not in told


def test_a_scan_that_found_no_photos_says_nothing_of_the_pack(faceorg, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    assert "pack" not in faceorg("scan", str(tmp_path / "empty")).err


def test_what_the_starter_is_is_told_in_german(faceorg, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("FACEORG_LANGUAGE", "de")
    (tmp_path / "photos").mkdir()
    Image.new("RGB", (64, 64)).save(tmp_path / "photos" / "black.png")
    told = faceorg("scan", str(tmp_path / "photos")).err
    assert "faceorg: das kleine mitgebrachte Paket hat gesucht; " in told and "starter" not in told


def test_many_small_children_are_told_by_the_scan_and_beside_the_packs(faceorg, monkeypatch) -> None:
    """One of the sample family is a small child; as if they were as many as to be called so."""
    monkeypatch.setattr(small_children, "MANY", 5)
    monkeypatch.setattr(small_children, "MANY_SHARE", 0.05)
    told = faceorg("scan", "--samples").err
    (said,) = [line for line in told.splitlines() if "small children" in line]
    assert said.startswith("faceorg: Many small children here (about ")
    assert said.endswith("A larger pack tells them apart (faceorg packs).") and AT_ALL not in told
    listed = faceorg("packs")
    assert said in listed.err and "buffalo_l" in listed.out
