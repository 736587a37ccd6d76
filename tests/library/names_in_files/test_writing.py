"""Names written into files: no name is ever in no file, checksums decide, and refusals name the photo."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from faceorg import settings
from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.errors import InvalidInput
from faceorg.library.names_in_files import files
from faceorg.library.names_in_files.files import preview_writing, status, write_names
from faceorg.library.people import edits as verbs
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.readers import read_regions
from faceorg.metadata.writer import Target
from faceorg.progress import CancelToken, no_progress
from tests.problems import refused

needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="needs exiftool (Debian: libimage-exiftool-perl), which is absent"
)


def _sidecar(photo: Path) -> Path:
    return photo.with_name(photo.name + ".xmp")


def _names_in(photo: Path) -> set[str | None]:
    return {region.name for region in read_regions(photo).regions}


def _name(studio, photo: Path, *names: str) -> None:
    known = photos.photo_at(studio.library.catalog, photo)
    for face, name in zip(faces.faces_of_photo(studio.library.catalog, known.id), names, strict=True):
        verbs.name_faces(studio.library, [face.id], name)


@pytest.fixture
def named(studio):
    """Anna and Ben named in a.png, Anna in b.png and c.png."""
    for name, people in (("a.png", ("anna", "ben")), ("b.png", ("anna",)), ("c.png", ("anna",))):
        studio.take(name, *people)
    studio.scan()
    _name(studio, studio.photos / "a.png", "Anna", "Ben")
    for name in ("b.png", "c.png"):
        _name(studio, studio.photos / name, "Anna")
    return studio


def _codes(report: files.WriteReport) -> list[tuple[str, ProblemCode]]:
    return [(photo.name, problem.code) for photo, problem in report.problems]


# ---------------------------------------------------------------- taken out
def test_all_names_of_ours_go_out_of_files_also_of_changed_ones_and_stay_in_the_catalogue(named) -> None:
    write_names(named.library)
    sidecar = _sidecar(named.photos / "b.png")
    sidecar.write_bytes(sidecar.read_bytes().replace(b'x:xmptk="faceorg"', b'x:xmptk="Another"'))
    assert files.count_written(named.library) == 3
    assert len(preview_writing(named.library, take_out=True, over_changed=True).changes) == 3
    report = files.take_names_out(named.library, progress=no_progress, cancel=CancelToken())
    assert report.problems == [] and report.names_removed == 4 and report.names_added == 0
    assert [_names_in(named.photos / name) for name in ("a.png", "b.png", "c.png")] == [set(), set(), set()]
    assert files.count_written(named.library) == 0
    assert files.take_names_out(named.library, progress=no_progress, cancel=CancelToken()).changes == []
    write_names(named.library)
    assert _names_in(named.photos / "a.png") == {"Anna", "Ben"}


# ---------------------------------------------------------------- checksums decide
def test_sidecars_that_somebody_deleted_are_written_again(named) -> None:
    write_names(named.library)
    for name in ("a.png", "c.png"):
        _sidecar(named.photos / name).unlink()
    assert (status(named.library).up_to_date, status(named.library).waiting) == (1, 2)
    report = write_names(named.library)
    assert [(change.photo.name, change.creates) for change in report.changes] == [("a.png", True), ("c.png", True)]
    assert (report.unchanged, report.changed_elsewhere) == (1, [])
    assert _names_in(named.photos / "a.png") == {"Anna", "Ben"}
    assert write_names(named.library).changes == []


def test_a_deleted_sidecar_is_not_called_changed_by_another_program(named) -> None:
    write_names(named.library)
    _sidecar(named.photos / "b.png").unlink()
    report = preview_writing(named.library, everything=True)
    assert report.changed_elsewhere == []
    assert [change.target.name for change in report.changes] == ["b.png.xmp"]


def test_a_sidecar_that_stayed_behind_when_its_photo_moved_is_written_at_the_new_place(named) -> None:
    write_names(named.library)
    (named.photos / "moved").mkdir()
    (named.photos / "b.png").rename(named.photos / "moved" / "b.png")
    named.scan()
    report = write_names(named.library)
    assert [change.target for change in report.changes] == [named.photos / "moved" / "b.png.xmp"]
    assert _names_in(named.photos / "moved" / "b.png") == {"Anna"}


def test_names_taken_out_of_a_photo_by_another_program_are_written_again(named) -> None:
    pytest.importorskip("exiftool")
    if shutil.which("exiftool") is None:
        pytest.skip("needs exiftool (Debian: libimage-exiftool-perl), which is absent")
    files.choose(named.library, Target.IN_FILE, microsoft=False)
    photo = named.photos / "b.png"
    before = photo.read_bytes()
    write_names(named.library)
    photo.write_bytes(before)  # put back from a backup
    report = write_names(named.library)
    assert [change.target for change in report.changed_elsewhere] == [photo]
    write_names(named.library, over_changed=True)
    assert _names_in(photo) == {"Anna"}


def test_who_changes_something_else_in_a_sidecar_stands_in_nobodys_way(named) -> None:
    write_names(named.library)
    sidecar = _sidecar(named.photos / "b.png")
    sidecar.write_bytes(sidecar.read_bytes().replace(b'x:xmptk="faceorg"', b'x:xmptk="Another"'))
    report = write_names(named.library)
    assert (report.changes, report.changed_elsewhere, report.unchanged) == ([], [], 3)
    verbs.rename_person(named.library, verbs.find_person(named.library, "Anna").id, "Anna K.")
    assert write_names(named.library).changed_elsewhere == []
    assert _names_in(named.photos / "b.png") == {"Anna K."}
    assert b'x:xmptk="Another"' in sidecar.read_bytes()


# ---------------------------------------------------------------- names that move
@needs_exiftool
def test_a_photo_that_refuses_names_keeps_its_sidecar_and_can_be_tried_again(named) -> None:
    broken = named.take("d.png", "dora")
    plan = named.plans[hashlib.sha256(broken.read_bytes()).hexdigest()]
    broken.write_bytes(broken.read_bytes()[:-40])  # opens, but its pixels do not decode
    named.plans[hashlib.sha256(broken.read_bytes()).hexdigest()] = plan
    named.scan()
    _name(named, broken, "Dora")
    write_names(named.library)
    kept = _sidecar(broken).read_bytes()
    files.choose(named.library, Target.IN_FILE, microsoft=False)
    for _again in range(2):
        report = write_names(named.library)
        assert _codes(report) == [("d.png", ProblemCode.PHOTO_DOES_NOT_DECODE)]
        assert report.problems[0][1].fields["file"] == str(broken)
        assert report.changed_elsewhere == []
        assert _sidecar(broken).read_bytes() == kept
    assert [path.name for path in named.photos.glob("*.xmp")] == ["d.png.xmp"]
    assert _names_in(named.photos / "a.png") == {"Anna", "Ben"}
    files.choose(named.library, Target.FULL_NAME, microsoft=False)
    write_names(named.library)
    assert _sidecar(broken).read_bytes() == kept
    verbs.rename_person(named.library, verbs.find_person(named.library, "Dora").id, "Dora K.")
    write_names(named.library)
    assert _names_in(broken) == {"Dora K."}


@needs_exiftool
def test_a_sidecar_changed_at_the_last_moment_stays_and_the_photo_has_the_name_too(
    named, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_names(named.library)
    files.choose(named.library, Target.IN_FILE, microsoft=False)
    sidecar, write_in = _sidecar(named.photos / "b.png"), files.InFileWriter.write

    def write(self, photo: Path, packet: bytes | None, *, expected: str) -> str:
        done = write_in(self, photo, packet, expected=expected)
        if photo.name == "b.png":
            sidecar.write_bytes(sidecar.read_bytes() + b"\n")
        return done

    monkeypatch.setattr(files.InFileWriter, "write", write)
    report = write_names(named.library)
    assert _codes(report) == [("b.png", ProblemCode.CHANGED_MEANWHILE_NOT_REMOVED)]
    assert {change.target.name for change in report.changes if change.photo.name == "b.png"} == {"b.png"}
    assert sidecar.exists()
    sidecar.unlink()
    assert _names_in(named.photos / "b.png") == {"Anna"}
    again = write_names(named.library)
    assert (again.changes, again.problems, again.changed_elsewhere) == ([], [], [])


@needs_exiftool
def test_a_webp_that_is_called_jpg_takes_names(named) -> None:
    photo = named.photos / "w.jpg"
    Image.linear_gradient("L").resize((40, 30)).convert("RGB").save(photo, "WEBP")
    named.plans[hashlib.sha256(photo.read_bytes()).hexdigest()] = named.plans[
        hashlib.sha256((named.photos / "b.png").read_bytes()).hexdigest()
    ]
    named.scan()
    _name(named, photo, "Anna")
    files.choose(named.library, Target.IN_FILE, microsoft=False)
    assert write_names(named.library).problems == []
    assert _names_in(photo) == {"Anna"}


def test_a_preview_of_a_move_counts_what_it_shows(named) -> None:
    write_names(named.library)
    verbs.rename_person(named.library, verbs.find_person(named.library, "Ben").id, "Benno")
    files.choose(named.library, Target.STEM, microsoft=False)
    report = preview_writing(named.library)
    assert (report.names_added, report.names_removed, report.names_moved) == (1, 1, 3)
    told = {change.target.name: change for change in report.changes}
    assert (told["a.xmp"].added, told["a.xmp"].moved_here) == (("Benno",), ("Anna",))
    assert (told["a.png.xmp"].removed, told["a.png.xmp"].moved_away) == (("Ben",), ("Anna",))
    assert all(told[name].deletes for name in ("a.png.xmp", "b.png.xmp", "c.png.xmp"))


def test_a_preview_tells_of_a_file_whose_names_stay_the_same(named) -> None:
    write_names(named.library)
    files.choose(named.library, Target.FULL_NAME, microsoft=True)
    report = preview_writing(named.library)
    assert [change.target.name for change in report.changes] == ["a.png.xmp", "b.png.xmp", "c.png.xmp"]
    assert (report.names_added, report.names_removed) == (0, 0)
    assert len(write_names(named.library).changes) == 3


# ---------------------------------------------------------------- stopped
@pytest.mark.parametrize("batch", [2, 32])
def test_a_write_that_is_cancelled_stops_in_the_middle_of_a_batch_and_says_so(
    named, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Photos of the batch that was begun are counted with those that nobody had come to."""
    monkeypatch.setattr(files, "NOTE_EVERY_PHOTOS", batch)
    token, carry_out = CancelToken(), files.carry_out

    def then_cancel(*arguments):
        token.cancel()
        return carry_out(*arguments)

    monkeypatch.setattr(files, "carry_out", then_cancel)
    report = write_names(named.library, cancel=token)
    assert [change.target.name for change in report.changes] == ["a.png.xmp"]
    assert report.left == 2
    assert [path.name for path in named.photos.glob("*.xmp")] == ["a.png.xmp"]
    rest = write_names(named.library)
    assert ([change.target.name for change in rest.changes], rest.left) == (["b.png.xmp", "c.png.xmp"], None)


# ---------------------------------------------------------------- what has the name of a sidecar and is none
def test_sidecars_that_are_no_plain_files_are_refused_at_once(named, tmp_path: Path) -> None:
    outside = tmp_path / "outside.xmp"
    outside.write_text("precious")
    os.mkfifo(_sidecar(named.photos / "a.png"))
    _sidecar(named.photos / "b.png").symlink_to(outside)
    _sidecar(named.photos / "c.png").symlink_to(named.photos / "nowhere.xmp")
    report = write_names(named.library)
    assert _codes(report) == [
        ("a.png", ProblemCode.SIDECAR_NOT_A_FILE),
        ("b.png", ProblemCode.SIDECAR_LEADS_ELSEWHERE),
        ("c.png", ProblemCode.SIDECAR_LEADS_ELSEWHERE),
    ]
    assert outside.read_text() == "precious"
    assert not (named.photos / "nowhere.xmp").exists()


def test_devices_folders_and_oversized_sidecars_are_refused(named) -> None:
    _sidecar(named.photos / "a.png").symlink_to("/dev/zero")
    _sidecar(named.photos / "b.png").mkdir()
    with _sidecar(named.photos / "c.png").open("wb") as file:
        file.truncate(1 << 33)  # sparse: 8 GiB that take no room
    report = write_names(named.library)
    assert _codes(report) == [
        ("a.png", ProblemCode.SIDECAR_LEADS_ELSEWHERE),
        ("b.png", ProblemCode.SIDECAR_NOT_A_FILE),
        ("c.png", ProblemCode.METADATA_FILE_TOO_LARGE),
    ]


def test_a_link_to_a_sidecar_in_the_same_folder_is_followed(named) -> None:
    kept = named.photos / "kept.xmp"
    write_names(named.library)
    _sidecar(named.photos / "b.png").rename(kept)
    _sidecar(named.photos / "b.png").symlink_to(kept)
    verbs.rename_person(named.library, verbs.find_person(named.library, "Anna").id, "Anna K.")
    assert write_names(named.library).problems == []
    assert _sidecar(named.photos / "b.png").is_symlink()
    assert b"Anna K." in kept.read_bytes()


def test_where_exiftool_is_is_remembered_once_it_proved_to_be_it(named, tmp_path: Path) -> None:
    program, other = tmp_path / "mine", tmp_path / "other"
    for file, says in ((program, "13.10"), (other, "hello")):
        file.write_text(f"#!/bin/sh\necho {says}\n")
        file.chmod(0o755)
    assert files.choose_exiftool(named.library, str(program)) == program
    with refused(InvalidInput, ProblemCode.NOT_EXIFTOOL):
        files.choose_exiftool(named.library, str(other))
    assert settings.load(named.library.folder).names.exiftool == str(program)
    assert files.exiftool_in_use(named.library) == program
    files.choose(named.library, Target.IN_FILE, microsoft=False)
    program.unlink()
    assert files.exiftool_in_use(named.library) is None
    assert {why.code for _photo, why in write_names(named.library).problems} == {ProblemCode.EXIFTOOL_NOT_THERE}
