"""What a photo or sidecar has besides its content survives a write, or the write is refused."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from pathlib import Path

import pytest

from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.replace import digest_of, replace_file
from tests.problems import refused

TAGS = "user.com.apple.metadata:_kMDItemUserTags"
# Version 2; owner rw, user 1000 r, group r, mask r, others nothing (acl(5), linux/posix_acl_xattr.h).
ACL = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", *entry)
    for entry in ((1, 6, 2**32 - 1), (2, 4, 1000), (4, 4, 2**32 - 1), (16, 4, 2**32 - 1), (32, 0, 2**32 - 1))
)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"before")
    return file


def write(file: Path) -> None:
    replace_file(file, b"after", expected=digest_of(file))


@pytest.fixture
def tagged(photo: Path) -> Path:
    try:
        os.setxattr(photo, TAGS, b"Red\n6")
        os.setxattr(photo, "system.posix_acl_access", ACL)
    except (AttributeError, OSError):
        pytest.skip("needs a file system with extended attributes and access lists")
    return photo


def test_tags_and_access_lists_survive_a_write(tagged: Path) -> None:
    mode = tagged.stat().st_mode
    write(tagged)
    assert tagged.read_bytes() == b"after"
    assert os.getxattr(tagged, TAGS) == b"Red\n6"
    assert os.getxattr(tagged, "system.posix_acl_access") == ACL
    assert tagged.stat().st_mode == mode


@pytest.mark.parametrize("name", [TAGS, "system.posix_acl_access"])
def test_where_they_would_be_lost_the_file_is_left_alone(tagged: Path, monkeypatch, name: str) -> None:
    real = os.setxattr

    def refuse(path, attribute, value, *rest):
        if attribute == name:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        real(path, attribute, value, *rest)

    monkeypatch.setattr(os, "setxattr", refuse)
    with refused(MetadataProblem, ProblemCode.ATTRIBUTES_WOULD_BE_LOST, file="a.jpg"):
        write(tagged)
    assert tagged.read_bytes() == b"before"
    assert os.getxattr(tagged, TAGS) == b"Red\n6"
    assert os.listdir(tagged.parent) == ["a.jpg"]


def test_labels_of_the_system_itself_are_no_reason_to_refuse(photo: Path, monkeypatch) -> None:
    monkeypatch.setattr(os, "listxattr", lambda _path: ["security.selinux"], raising=False)
    monkeypatch.setattr(os, "getxattr", lambda path, _name: os.path.basename(path).encode(), raising=False)

    def refuse(*_asked):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "setxattr", refuse, raising=False)
    write(photo)
    assert photo.read_bytes() == b"after"


def test_a_disk_without_attributes_is_written_as_ever(photo: Path, monkeypatch) -> None:
    def unknown(*_asked):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr(os, "listxattr", unknown, raising=False)
    write(photo)
    assert photo.read_bytes() == b"after"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_of_a_photo_stays_its_owner(photo: Path) -> None:
    os.chown(photo, 1234, 1235)
    write(photo)
    assert (photo.stat().st_uid, photo.stat().st_gid) == (1234, 1235)


class FakeSystem:
    """A library of a system that is not this one: what was asked of it, and what it answers."""

    def __init__(self, answer: int, deed=lambda *_given: None) -> None:
        self.asked: list[tuple] = []
        self._answer, self._deed = answer, deed

    def __getattr__(self, name: str):
        def call(*given):
            self.asked.append((name, *given))
            self._deed(*given)
            return self._answer

        return call


def test_on_macos_the_system_copies_tags_and_access_lists(photo: Path, monkeypatch) -> None:
    system = FakeSystem(0)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_name, **_options: system)
    write(photo)
    [(name, old, new, state, what)] = system.asked
    assert (name, old, state, what) == ("copyfile", os.fsencode(photo), None, 0b101)  # COPYFILE_ACL | COPYFILE_XATTR
    assert os.path.dirname(new) == os.fsencode(photo.parent)
    assert photo.read_bytes() == b"after"


def test_where_macos_cannot_copy_them_the_file_is_left_alone(photo: Path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_name, **_options: FakeSystem(-1))
    monkeypatch.setattr(ctypes, "get_errno", lambda: errno.EPERM)
    with refused(MetadataProblem, ProblemCode.ATTRIBUTES_WOULD_BE_LOST):
        write(photo)
    assert photo.read_bytes() == b"before"


def on_windows(monkeypatch, system: FakeSystem) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda _name, **_options: system, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 1177, raising=False)
    monkeypatch.setattr(ctypes, "WinError", lambda number: OSError(errno.EACCES, f"error {number}"), raising=False)


def test_on_windows_the_system_replaces_the_file_with_all_it_has(photo: Path, monkeypatch) -> None:
    def replace(target, new, old, _flags, *_reserved):
        os.rename(target, old)
        os.rename(new, target)

    system = FakeSystem(1, replace)
    on_windows(monkeypatch, system)
    write(photo)
    assert [asked[:2] for asked in system.asked] == [("ReplaceFileW", str(photo))]
    assert photo.read_bytes() == b"after"
    assert os.listdir(photo.parent) == ["a.jpg"]


def test_a_replacement_that_stops_half_way_on_windows_costs_nothing(photo: Path, monkeypatch) -> None:
    """ERROR_UNABLE_TO_MOVE_REPLACEMENT_2: the old file has its other name by then, and the new one is not in place."""
    on_windows(monkeypatch, FakeSystem(0, lambda target, _new, old, *_rest: os.rename(target, old)))
    with refused(MetadataProblem, ProblemCode.METADATA_CANNOT_BE_WRITTEN):
        write(photo)
    assert photo.read_bytes() == b"before"
    assert os.listdir(photo.parent) == ["a.jpg"]
