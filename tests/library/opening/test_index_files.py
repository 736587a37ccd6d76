"""What is dropped of an index's folder, and what stays (library/opening/index_files.py)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from faceorg.files.atomic import NEW_SUFFIX
from faceorg.library.opening.index_files import INDEX_FOLDER, drop_index
from faceorg.library.opening.library import Library
from faceorg.library.recognising.vectors import delete_index, space_of


def written(file: Path, text: str = "mine") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_all_of_ours_goes_with_its_folders(tmp_path):
    for name in (
        "learned.npz",
        "starter/manifest.json",
        "starter/vectors-1f.f32",
        "starter/ids-1f.i64",
        f"starter/.1f{NEW_SUFFIX}",
    ):
        written(tmp_path / "index" / name)
    drop_index(tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_somebody_elses_files_stay_with_their_folders(tmp_path):
    written(tmp_path / "index" / "starter" / "manifest.json")
    cards = [written(tmp_path / "index" / name) for name in ("cards.txt", "starter/notes.odt")]
    drop_index(tmp_path / "index")
    assert sorted(path for path in (tmp_path / "index").rglob("*") if path.is_file()) == sorted(cards)


def test_a_link_goes_and_what_it_leads_to_stays(tmp_path):
    kept = written(tmp_path / "disk" / "manifest.json")
    for link in (tmp_path / "index", tmp_path / "other" / "starter"):
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(kept.parent)
        drop_index(link.parent if link.name == "starter" else link)
        assert not link.is_symlink()
    assert kept.read_text() == "mine"


def test_the_index_is_made_anew_beside_what_a_user_put_there(family):
    library = family.library
    card = written(library.folder / INDEX_FOLDER / "cards.txt")
    space_of(library).save()
    delete_index(library)
    assert card.read_text() == "mine"
    assert len(space_of(library)) > 0


@pytest.mark.parametrize("name", ["index", "index/starter", "index/starter/ids-1f.i64", "index/learned.npz"])
def test_opening_takes_links_away_before_anything_is_written_through_them(tmp_path, name):
    folder, elsewhere = tmp_path / "library", tmp_path / "elsewhere"
    Library(folder).close()
    kept = written(elsewhere / "starter" / "ids-1f.i64")
    link = folder / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(kept if link.suffix else elsewhere)
    Library(folder, edit=False).close()
    assert link.is_symlink(), "nothing is written by one who only reads"
    Library(folder).close()
    assert not link.is_symlink()
    assert kept.read_text() == "mine"


def test_a_pipe_among_the_index_makes_nobody_wait(tmp_path):
    folder = tmp_path / "library"
    Library(folder).close()
    pipe = folder / INDEX_FOLDER / "starter" / "manifest.json"
    pipe.parent.mkdir(parents=True)
    os.mkfifo(pipe)
    Library(folder).close()
    assert not pipe.exists()
