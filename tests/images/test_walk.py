"""Walking folders: what is found, what is left out, and that nothing hangs or raises on the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from faceorg.errors import Cancelled, InvalidInput, NotFound
from faceorg.images.walk import is_walked, walk_photos
from faceorg.messages.codes import ProblemCode
from faceorg.progress import CancelToken
from tests.problems import refused


@pytest.fixture
def a_tree(tmp_path):
    """a_tree("a/b.jpg", ...) -> the root, with these files in it."""

    def build(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x")
        return tmp_path

    return build


def found(root, **options):
    return [file.path.relative_to(root).as_posix() for file in walk_photos(root, **options)]


def test_files_come_folder_by_folder_in_the_order_of_names(a_tree):
    root = a_tree("b.jpg", "a.jpg", "2020/z.jpg", "2019/y.jpg", "2019/sub/x.jpg")

    assert found(root) == ["a.jpg", "b.jpg", "2019/y.jpg", "2019/sub/x.jpg", "2020/z.jpg"]


def test_each_file_comes_with_its_size_and_time(a_tree):
    root = a_tree("a.jpg")
    os.utime(root / "a.jpg", ns=(1, 1_234_567_890_123_456_789))

    [file] = walk_photos(root)

    assert (file.path, file.size_bytes, file.mtime_ns) == (root / "a.jpg", 1, 1_234_567_890_123_456_789)


def test_hidden_files_folders_and_preview_stores_are_left_out(a_tree):
    root = a_tree(".a.jpg", ".thumbnails/b.jpg", "@eaDir/c.jpg", "$RECYCLE.BIN/d.jpg", "Previews.lrdata/e.jpg", "f.jpg")

    assert found(root) == ["f.jpg"]


def test_a_hidden_folder_can_be_chosen_as_root(a_tree):
    root = a_tree(".photos/a.jpg")

    assert found(root / ".photos") == ["a.jpg"]


def test_of_an_apple_photos_library_only_the_originals_are_walked(a_tree):
    root = a_tree(
        "My.photoslibrary/originals/0/a.heic",
        "My.photoslibrary/resources/derivatives/a.jpeg",
        "My.photoslibrary/database/Photos.sqlite",
    )

    assert found(root) == ["My.photoslibrary/originals/0/a.heic"]


def test_of_an_apple_photos_library_only_originals_that_lie_in_icloud_are_found(a_tree):
    root = a_tree("My.photoslibrary/.b.heic.icloud", "My.photoslibrary/originals/0/.a.heic.icloud")

    assert found(root) == ["My.photoslibrary/originals/0/a.heic"]


@pytest.mark.parametrize(
    ("file", "walked"),
    [
        ("a.jpg", True),
        ("My.photoslibrary/originals/0/a.heic", True),
        ("My.photoslibrary/resources/derivatives/a.jpeg", False),
        ("My.photoslibrary/a.jpeg", False),
        ("@eaDir/a.jpg", False),
        (".hidden/a.jpg", False),
    ],
)
def test_whether_a_walk_comes_by_a_file_is_said_as_the_walk_does_it(a_tree, file, walked):
    root = a_tree(file)

    assert found(root) == ([file] if walked else [])
    assert is_walked(root / file, [root]) is walked
    inside = (root / file).parent
    assert is_walked(root / file, [inside]) == (
        [found_file.path for found_file in walk_photos(inside)] == [root / file]
    )


def test_excluded_folders_are_left_out_under_any_of_their_names(a_tree):
    root = a_tree("photos/a.jpg", "library/thumbnails/b.jpg")
    (root / "link").symlink_to(root / "library", target_is_directory=True)

    assert found(root, exclude=[root / "photos" / ".." / "library", root / "absent"]) == ["photos/a.jpg"]


def test_a_loop_of_links_ends(a_tree):
    root = a_tree("a/b/c.jpg")
    (root / "a" / "b" / "up").symlink_to(root, target_is_directory=True)
    (root / "round").symlink_to(root / "round")

    assert found(root, on_problem=lambda *_: None) == ["a/b/c.jpg"]


def test_a_folder_linked_twice_is_walked_once_and_under_its_real_name(a_tree):
    root = a_tree("z_real/a.jpg")
    (root / "a_link").symlink_to(root / "z_real", target_is_directory=True)

    assert found(root) == ["z_real/a.jpg"]


def test_a_link_to_a_folder_elsewhere_is_followed(a_tree, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.jpg").write_bytes(b"x")
    root = a_tree("b.jpg")
    (root / "link").symlink_to(elsewhere, target_is_directory=True)

    assert found(root) == ["b.jpg", "link/a.jpg"]


def test_pipes_and_dead_links_are_no_files(a_tree):
    root = a_tree("a.jpg")
    os.mkfifo(root / "pipe.jpg")
    (root / "dead.jpg").symlink_to(root / "gone.jpg")

    assert found(root) == ["a.jpg"]


def test_a_folder_that_cannot_be_read_is_reported_and_the_walk_goes_on(a_tree, monkeypatch):
    root = a_tree("a/x.jpg", "locked/y.jpg", "z/z.jpg")
    scandir = os.scandir

    def refusing(folder):
        if str(folder).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    problems = []

    assert found(root, on_problem=lambda path, sentence: problems.append((path, sentence))) == ["a/x.jpg", "z/z.jpg"]
    ((path, why),) = problems
    assert path == root / "locked"
    assert str(why) == f"The folder {path} cannot be read: Permission denied."


def test_a_name_in_an_old_encoding_is_found_as_the_system_tells_it(a_tree):
    root = a_tree("a.jpg")
    odd = Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.jpg"))
    odd.write_bytes(b"x")

    assert [file.path for file in walk_photos(root)] == [root / "a.jpg", odd]


def test_a_root_that_is_no_folder_is_said_at_once(a_tree):
    root = a_tree("a.jpg")

    with refused(NotFound, ProblemCode.NO_SUCH_FOLDER, folder="absent"):
        walk_photos(root / "absent")
    with refused(InvalidInput, ProblemCode.FILE_INSTEAD_OF_FOLDER, file="a.jpg"):
        walk_photos(root / "a.jpg")


def test_a_cancelled_walk_stops(a_tree):
    cancel = CancelToken()
    walk = walk_photos(a_tree("a/1.jpg", "b/2.jpg"), cancel=cancel)
    next(walk)
    cancel.cancel()

    with pytest.raises(Cancelled):
        list(walk)
