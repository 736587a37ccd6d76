"""Names out to files: written, changed, taken out again, and left alone where somebody else changed them."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.catalog import written
from faceorg.catalog.pictures import photos
from faceorg.domain import PhotoState
from faceorg.library.names_in_files import files
from faceorg.library.names_in_files.files import preview_writing, status, write_names
from faceorg.library.names_in_files.regions import import_names, preview_import
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits as verbs
from faceorg.library.recognising import packs
from faceorg.metadata.readers import read_regions
from faceorg.metadata.writer import Target
from faceorg.progress import CancelToken
from tests.library.names_in_files.test_regions import boxes_of, named_by_others, names_at, sidecar_of
from tests.library.names_in_files.test_regions import named as named  # a fixture


def _names_in(photo: Path) -> set[str | None]:
    return {region.name for region in read_regions(photo).regions}


def _person(studio, name: str):
    return verbs.find_person(studio.library, name).id


def test_written_names_are_read_by_another_library(named, tmp_path: Path) -> None:
    report = write_names(named.library)
    assert sorted(change.target.name for change in report.changes) == ["a.png.xmp", "b.png.xmp", "c.png.xmp"]
    assert report.names_added == 4
    assert not sidecar_of(named.photos / "d.png").exists()
    other = open_library(tmp_path / "other")
    packs.choose_pack(other, "fake")
    from faceorg.library.scanning import ingest

    ingest.scan(other, [named.photos], pool=named.pool())
    import_names(other, preview_import(other))
    assert names_at(other, named.photos / "a.png") == ["Anna", "Ben"]
    assert names_at(other, named.photos / "d.png") == [None]
    other.close()


def test_a_dry_run_lists_every_file_and_changes_none(named) -> None:
    report = preview_writing(named.library)
    assert {(change.target.name, change.added) for change in report.changes} == {
        ("a.png.xmp", ("Anna", "Ben")),
        ("b.png.xmp", ("Anna",)),
        ("c.png.xmp", ("Ben",)),
    }
    assert list(named.photos.glob("*.xmp")) == []
    assert status(named.library).waiting == 3


def test_only_what_changed_is_written_again(named) -> None:
    write_names(named.library)
    assert status(named.library).up_to_date == 3
    again = write_names(named.library)
    assert (again.changes, again.unchanged) == ([], 3)
    verbs.rename_person(named.library, _person(named, "Ben"), "Benjamin")
    report = write_names(named.library)
    assert {change.target.name for change in report.changes} == {"a.png.xmp", "c.png.xmp"}
    assert _names_in(named.photos / "a.png") == {"Anna", "Benjamin"}
    assert report.unchanged == 1


def test_a_removed_name_is_removed_and_what_others_wrote_stays(named) -> None:
    photo = named.photos / "a.png"
    named_by_others(photo, ("Their Zoe", Box(0.7, 0.02, 0.1, 0.1)))
    before = sidecar_of(photo).read_bytes()
    write_names(named.library)
    for name in ("Anna", "Ben"):
        verbs.delete_person(named.library, _person(named, name))
    write_names(named.library)
    assert sidecar_of(photo).read_bytes() == before
    assert list(named.photos.glob("[bc].png.xmp")) == []
    assert list(written.photos_with_names(named.library.catalog)) == []


def test_a_hidden_persons_name_leaves_the_files(named) -> None:
    write_names(named.library)
    verbs.hide_person(named.library, _person(named, "Anna"))
    write_names(named.library)
    assert _names_in(named.photos / "a.png") == {"Ben"}


def test_a_file_changed_by_someone_else_is_reported_not_overwritten(named) -> None:
    write_names(named.library)
    sidecar = sidecar_of(named.photos / "b.png")
    sidecar.write_bytes(sidecar.read_bytes().replace(b"Anna", b"Hanna"))
    changed = sidecar.read_bytes()
    verbs.rename_person(named.library, _person(named, "Anna"), "Anna K.")
    report = write_names(named.library)
    assert [change.target for change in report.changed_elsewhere] == [sidecar]
    assert sidecar.read_bytes() == changed
    assert status(named.library, look=True).changed_elsewhere == 1
    assert [found.name for found in preview_import(named.library).conflicts] == ["Hanna"]
    over = write_names(named.library, over_changed=True)
    assert [change.conflicts for change in over.conflicts] == [(("Anna K.", "Hanna"),)]
    assert b"Hanna" in sidecar.read_bytes()


def test_a_sidecar_that_was_deleted_waits_and_was_changed_by_nobody(named) -> None:
    write_names(named.library)
    sidecar_of(named.photos / "b.png").unlink()
    found = status(named.library, look=True)
    assert (found.waiting, found.changed_elsewhere) == (1, 0)


def test_a_contradiction_is_reported_each_time_until_it_is_settled(named) -> None:
    photo = named.photos / "b.png"
    named_by_others(photo, ("Hanna", boxes_of(named, photo)[0]))
    for _again in range(2):
        report = write_names(named.library)
        assert [change.conflicts for change in report.conflicts] == [(("Anna", "Hanna"),)]
    assert (status(named.library).contradicted, status(named.library).up_to_date) == (1, 2)
    assert preview_writing(named.library, overrule=True).changes[0].removed == ("Hanna",)
    write_names(named.library, overrule=True)
    assert _names_in(photo) == {"Anna"}
    assert (status(named.library).contradicted, status(named.library).up_to_date) == (0, 3)


def test_a_stopped_run_goes_on_where_it_was(named, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "NOTE_EVERY_PHOTOS", 1)
    stopped = write_names(named.library, cancel=_AfterTheFirst())
    assert ([change.photo.name for change in stopped.changes], stopped.left) == (["a.png", "b.png"], 1)
    assert status(named.library).up_to_date == 2
    report = write_names(named.library)
    assert (report.changed_elsewhere, report.left) == ([], None)
    assert status(named.library).up_to_date == 3
    assert len(list(named.photos.glob("*.xmp"))) == 3


class _AfterTheFirst(CancelToken):
    """Stops a run before its third photo."""

    asked = 0

    def raise_if_cancelled(self) -> None:
        self.asked += 1
        if self.asked == 3:
            self.cancel()
        super().raise_if_cancelled()


@pytest.mark.parametrize("kind", [Target.FULL_NAME, Target.IN_FILE])
def test_a_run_killed_before_its_last_note_knows_what_it_wrote(
    named, monkeypatch: pytest.MonkeyPatch, kind: Target
) -> None:
    _needs_exiftool(kind)
    files.choose(named.library, kind, microsoft=False)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(written, "finish", _killed)
        write_names(named.library)
    assert _names_in(named.photos / "a.png") == {"Anna", "Ben"}
    report = write_names(named.library)
    assert (report.changes, report.changed_elsewhere, report.conflicts) == ([], [], [])
    verbs.delete_person(named.library, _person(named, "Ben"))
    write_names(named.library)
    assert _names_in(named.photos / "a.png") == {"Anna"}


def _killed(*_arguments: object) -> None:
    raise KeyboardInterrupt


def _needs_exiftool(kind: Target) -> None:
    import shutil

    if kind is Target.IN_FILE and shutil.which("exiftool") is None:
        pytest.skip("needs exiftool (Debian: libimage-exiftool-perl), which is absent")


def test_names_move_when_another_kind_of_file_is_chosen(named) -> None:
    _needs_exiftool(Target.IN_FILE)
    write_names(named.library)
    files.choose(named.library, Target.IN_FILE, microsoft=True)
    write_names(named.library)
    assert list(named.photos.glob("*.xmp")) == []
    assert _names_in(named.photos / "a.png") == {"Anna", "Ben"}
    files.choose(named.library, Target.STEM, microsoft=False)
    write_names(named.library)
    assert sorted(path.name for path in named.photos.glob("*.xmp")) == ["a.xmp", "b.xmp", "c.xmp"]
    (named.photos / "a.xmp").unlink()
    assert _names_in(named.photos / "a.png") == set()


def test_writing_into_photos_does_not_have_them_analysed_again(named) -> None:
    _needs_exiftool(Target.IN_FILE)
    files.choose(named.library, Target.IN_FILE, microsoft=False)
    write_names(named.library)
    report, analyzed = named.scan()
    assert (analyzed, report.failed) == ([], 0)
    assert names_at(named.library, named.photos / "a.png") == ["Anna", "Ben"]


def test_photos_moved_with_their_sidecars_stay_known(named) -> None:
    write_names(named.library)
    (named.photos / "moved").mkdir()
    for path in (named.photos / "a.png", sidecar_of(named.photos / "a.png")):
        path.rename(named.photos / "moved" / path.name)
    named.scan()
    verbs.delete_person(named.library, _person(named, "Ben"))
    report = write_names(named.library)
    assert report.changed_elsewhere == []
    assert _names_in(named.photos / "moved" / "a.png") == {"Anna"}


def test_a_photo_that_cannot_be_written_is_a_problem_and_the_others_are_written(named) -> None:
    sidecar_of(named.photos / "a.png").write_text("<broken")
    report = write_names(named.library)
    assert [photo.name for photo, _ in report.problems] == ["a.png"]
    assert len(report.changes) == 2
    assert sidecar_of(named.photos / "a.png").read_text() == "<broken"
    missing = photos.photo_at(named.library.catalog, named.photos / "a.png")
    assert missing is not None and missing.state is PhotoState.ANALYZED
