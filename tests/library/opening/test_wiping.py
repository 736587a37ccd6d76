"""Wiping ends wiped: whatever state the library is in, whatever happens on the way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from faceorg import paths
from faceorg.catalog import clusters
from faceorg.catalog.storage.faults import CATALOG_FILE
from faceorg.errors import LibraryLocked, LibraryProblem, NotFound
from faceorg.files import removal
from faceorg.library import wiping
from faceorg.library.opening.open_library import open_library
from faceorg.library.opening.restoring import keep_through_closing, restore
from faceorg.library.people import edits
from faceorg.library.scanning import samples
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.passing import PassingFolder
from tests.problems import refused

LEFT = ["settings.toml"]
needs_rights = pytest.mark.skipif(os.name == "nt", reason="rights are inherited from the profile on Windows")


@pytest.fixture
def closed(family, own_cache) -> Path:
    """The folder of a closed library with a name, a backup, a log, and a catalogue that was put aside."""
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, "Anna")
    folder = family.library.folder
    family.library.close()
    restore(folder)
    (folder / "index").mkdir()
    (folder / "index" / "learned.npz").write_bytes(b"what was learned")
    (folder / "faceorg.log").write_text("trace")
    (folder / ".1234.faceorg-new").write_bytes(b"half a catalogue")
    keep_through_closing(folder, next((folder / "backups").glob("catalog-*.sqlite")))
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_nothing_is_left_of_a_library_but_its_settings(closed):
    wiped = wiping.wipe(closed)
    assert names(closed) == LEFT
    assert {path.parent for path in wiped.deleted} == {closed} and wiped.links == ()
    with pytest.raises(NotFound):
        wiping.wipe(closed)


def test_a_library_that_is_open_is_not_wiped(closed):
    with open_library(closed), pytest.raises(LibraryLocked):
        wiping.wipe(closed)
    assert CATALOG_FILE in names(closed)


def test_without_a_catalogue_all_the_rest_goes(closed):
    (closed / CATALOG_FILE).unlink()
    wiping.wipe(closed)
    assert names(closed) == LEFT


def test_it_needs_no_catalogue_that_reads(closed):
    (closed / CATALOG_FILE).write_bytes(b"rubbish" * 1000)
    (closed / "embeddings.sqlite").write_bytes(b"rubbish")
    wiping.wipe(closed)
    assert names(closed) == LEFT


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_links_are_removed_and_named_and_what_they_lead_to_stays(closed, tmp_path):
    away = tmp_path / "away"
    (away / "backups").mkdir(parents=True)
    (away / "backups" / "mine.txt").write_text("mine")
    (away / "embeddings.sqlite").write_bytes(b"elsewhere")
    (closed / "backups").rename(away / "old")
    (closed / "backups").symlink_to(away / "backups")
    (closed / "embeddings.sqlite").unlink()
    (closed / "embeddings.sqlite").symlink_to(away / "embeddings.sqlite")
    (closed / "index" / "photos").symlink_to(tmp_path / "photos")
    (closed / "faceorg.log.1").symlink_to(tmp_path / "nowhere")
    wiped = wiping.wipe(closed)
    assert names(closed) == LEFT
    assert {(left.link.name, left.target) for left in wiped.links} == {
        ("backups", away / "backups"),
        ("embeddings.sqlite", away / "embeddings.sqlite"),
        ("photos", tmp_path / "photos"),
        ("faceorg.log.1", tmp_path / "nowhere"),
    }
    assert (away / "backups" / "mine.txt").read_text() == "mine"
    assert (away / "embeddings.sqlite").read_bytes() == b"elsewhere"
    assert len(list((tmp_path / "photos").iterdir())) == 7


def lay(folder: Path, *names: str) -> dict[Path, bytes]:
    """Write files of the user's own; return what is in each."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(f"mine: {name}".encode())
    return {folder / name: (folder / name).read_bytes() for name in names}


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


STRANGERS = [
    ["samples/x/my.jpg", "index/card.txt", "backups/thesis.doc"],
    ["my-old-catalog.sqlite-notes.txt", "catalog.sqlite.txt", "embeddings.sqlite-old"],
    ["backups/catalog-of-books.sqlite", "index/a/manifest.json", "index/words.npz", "faceorg.log", "library.lock"],
    [".abc.faceorg-new", "show-window.json"],
]


@pytest.mark.parametrize("own", STRANGERS)
def test_a_folder_without_a_library_is_left_alone_whatever_its_folders_are_called(tmp_path, own_cache, own):
    there = lay(tmp_path / "pictures", *own)
    assert not wiping.shows_a_library(tmp_path / "pictures")
    with refused(NotFound, ProblemCode.NO_LIBRARY, folder="pictures"):
        wiping.wipe(tmp_path / "pictures")
    assert files_in(tmp_path / "pictures") == there


def test_another_programs_databases_of_the_same_names_are_no_library(tmp_path, own_cache):
    for name in ("catalog.sqlite", "embeddings.sqlite", "replaced-2020-01-01-000000-catalog.sqlite"):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            connection.execute("CREATE TABLE books (title TEXT)")
    there = files_in(tmp_path)
    with refused(NotFound, ProblemCode.NO_LIBRARY):
        wiping.wipe(tmp_path)
    assert files_in(tmp_path) == there


def test_what_its_user_laid_into_a_library_stays_and_is_named(closed):
    there = lay(
        closed,
        "backups/old/tax.txt",
        "backups/notes.doc",
        "index/card.txt",
        "samples/mine.jpg",
        "samples/2016/mine.jpg",
        "my-old-catalog.sqlite-notes.txt",
        "embeddings.sqlite.old",
    )
    samples.copy_samples(closed)
    wiped = wiping.wipe(closed)
    assert {path: content for path, content in files_in(closed).items() if path.name not in LEFT} == there
    assert set(wiped.stays) == {closed / "backups", closed / "index", closed / "samples"}
    assert {message.code for message in wiped.messages()} == {FindingCode.NOT_OURS_STAYS}
    with pytest.raises(NotFound):
        wiping.wipe(closed)


def test_copies_of_the_shipped_photos_go_with_the_sidecars_beside_them(closed):
    copies = [path for path in samples.copy_samples(closed).rglob("*") if path.is_file()]
    copies[0].with_name(copies[0].name + ".xmp").write_text("a name")
    copies[1].with_suffix(".xmp").write_text("a name")
    copies[2].write_bytes(b"with a name in it")
    assert wiping.wipe(closed).stays == () and names(closed) == LEFT


@pytest.mark.parametrize("left", ["backups", "index"])
def test_what_is_left_of_a_library_is_known_by_its_backups_or_its_index(closed, left):
    index = closed / "index" / "pack"
    index.mkdir()
    (index / "manifest.json").write_text("{}")
    (index / "vectors-0a.f32").write_bytes(b"vectors")
    for path in closed.iterdir():
        if path.name != left:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    wiping.wipe(closed)
    assert names(closed) == []


class Killed(BaseException):
    """Stands for the end of the process."""


def test_killed_anywhere_the_catalogue_is_there_as_long_as_anything_is_and_a_second_run_finishes(
    closed, tmp_path, monkeypatch
):
    original, step = tmp_path / "original", 0
    shutil.copytree(closed, original)
    remove = removal.Removal.remove
    while True:
        shutil.rmtree(closed)
        shutil.copytree(original, closed)
        done = 0

        def counted(removal, path, step=step):
            nonlocal done
            if done == step:
                raise Killed
            done += 1
            remove(removal, path)

        monkeypatch.setattr(removal.Removal, "remove", counted)
        try:
            wiping.wipe(closed)
            break
        except Killed:
            assert CATALOG_FILE in names(closed)
        monkeypatch.setattr(removal.Removal, "remove", remove)
        wiping.wipe(closed)
        assert names(closed) == LEFT
        step += 1
    assert step > 8


def test_a_full_disk_is_no_obstacle(closed, monkeypatch):
    """The name of who holds the lock cannot be written; everything that is deleted needs no room."""
    import errno

    from faceorg.library.opening import locking

    real = os.fdopen

    class Full:
        def __init__(self, stream):
            self._stream = stream

        def __getattr__(self, name):
            return getattr(self._stream, name)

        def write(self, _text):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(locking.os, "fdopen", lambda *args, **options: Full(real(*args, **options)))
    wiping.wipe(closed)
    assert names(closed) == LEFT


@needs_rights
def test_closed_folders_are_opened_for_it(closed):
    (closed / "index").chmod(0o500)
    (closed / "backups").chmod(0)
    wiping.wipe(closed)
    assert names(closed) == LEFT


def resisting(name: str) -> Callable[..., None]:
    """`Path.unlink`, where no file of that name can be deleted."""
    unlink = Path.unlink

    def resist(path: Path, missing_ok: bool = False) -> None:
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok)

    return resist


def test_what_resists_is_named_and_all_else_is_gone(closed, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(LibraryProblem) as raised:
        patch.setattr(Path, "unlink", resisting("embeddings.sqlite"))
        wiping.wipe(closed)
    assert raised.value.code is ProblemCode.FILE_NOT_DELETED
    assert raised.value.fields["file"] == str(closed / "embeddings.sqlite")
    assert names(closed) == ["embeddings.sqlite", "library.lock", *LEFT]
    wiping.wipe(closed)
    assert names(closed) == LEFT


def test_where_something_else_resists_the_second_run_knows_what_the_first_was_about(closed, monkeypatch):
    """All signs of a library are gone; the lock says it."""
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", resisting("faceorg.log"))
        with refused(LibraryProblem, ProblemCode.FILE_NOT_DELETED, file="faceorg.log"):
            wiping.wipe(closed)
    assert names(closed) == ["faceorg.log", "library.lock", *LEFT]
    wiping.wipe(closed)
    assert names(closed) == LEFT


@pytest.fixture
def passing_files(tmp_path, monkeypatch) -> Path:
    """The system's folder for passing files."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_covers_the_caches(closed, passing_files):
    cache = paths.made_cache_dir()
    (cache / "networks").mkdir()
    (cache / "networks" / "one.onnx").write_bytes(b"network")
    wiping.wipe(closed)
    assert list(cache.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_cache_that_is_a_link_is_removed_and_named_and_what_it_leads_to_stays(
    closed, own_cache, passing_files, tmp_path
):
    documents = tmp_path / "documents"
    there = lay(documents, "thesis.txt", "networks/mine.txt")
    documents.chmod(0o755)
    own_cache.parent.mkdir(parents=True, exist_ok=True)
    own_cache.symlink_to(documents)
    assert paths.made_cache_dir() == own_cache
    assert stat.S_IMODE(documents.stat().st_mode) == 0o755, "the rights of what it leads to are its user's affair"
    wiped = wiping.wipe(closed)
    assert [(left.link, left.target) for left in wiped.links] == [(own_cache, documents)]
    assert not own_cache.is_symlink() and files_in(documents) == there


def test_in_the_cache_goes_what_faceorg_put_there(closed, passing_files):
    cache = paths.made_cache_dir()
    there = lay(cache, "mine.txt", "more/mine.txt")
    lay(cache, *(f"{name}/one" for name in paths.CACHES[:-1]), paths.CACHES[-1], ".0123456789abcdef.faceorg-new")
    wiping.wipe(closed)
    assert files_in(cache) == there


def test_what_killed_runs_left_in_the_systems_folder_goes_and_what_others_use_does_not(closed, passing_files):
    """Windows and readers of other libraries go on with their indexes and pictures."""
    running = PassingFolder()
    (running.path / "vectors.f32").write_bytes(b"vectors")
    code = "import os; from faceorg.passing import PassingFolder as P; folder = P(); print(folder.path, flush=True); "
    code += "os.abort()"
    environment = os.environ | {"TMPDIR": str(passing_files)}
    killed = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    left = Path(killed.stdout.strip())
    before = passing_files / "faceorg-index-x0before"
    before.mkdir(mode=0o700)
    (before / "vectors.f32").write_bytes(b"vectors")
    os.utime(before, (0, 0))
    (passing_files / "of-somebody-else").mkdir()
    assert left.parent == passing_files and left.is_dir()
    wiping.wipe(closed)
    assert names(passing_files) == sorted([running.path.name, "of-somebody-else"])
    assert (running.path / "vectors.f32").read_bytes() == b"vectors"


def test_a_passing_folder_that_its_process_deletes_meanwhile_stops_nothing(closed, passing_files, monkeypatch):
    going = passing_files / "faceorg-passing-going_00"
    going.mkdir()
    lstat = Path.lstat

    def deleted_just_now(path):
        if path == going:
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return lstat(path)

    monkeypatch.setattr(Path, "lstat", deleted_just_now)
    wiping.wipe(closed)
    assert names(closed) == LEFT


@needs_rights
def test_the_cache_is_its_owners_alone_from_the_start_and_made_so_if_it_was_not(own_cache):
    assert stat.S_IMODE(paths.made_cache_dir().stat().st_mode) == 0o700
    own_cache.chmod(0o755)
    assert stat.S_IMODE(paths.made_cache_dir().stat().st_mode) == 0o700
