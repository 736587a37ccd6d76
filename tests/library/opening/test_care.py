"""Locks, backups, settings, check, rebuild, wipe: how a library is looked after."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from faceorg import settings
from faceorg.boxes import Box
from faceorg.catalog import clusters, faces, people
from faceorg.catalog.storage.faults import CATALOG_FILE, EMBEDDINGS_FILE
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import InvalidInput, LibraryDamaged, LibraryLocked, LibraryProblem, LibraryReadOnly, NotFound
from faceorg.library import maintenance, wiping
from faceorg.library.exports import exchange
from faceorg.library.opening import backups, history
from faceorg.library.opening.open_library import open_library
from faceorg.library.opening.restoring import restore
from faceorg.library.people import boxes, edits
from faceorg.library.recognising import grouping, packs
from faceorg.library.recognising.vectors import forget_space, space_of
from faceorg.matching.neighbours import store
from faceorg.messages.codes import FindingCode, ProblemCode
from tests import systems
from tests.problems import refused


def name_largest(studio, name):
    return edits.name_cluster(studio.library, clusters.clusters(studio.library.catalog)[0].id, name)


def test_importing_the_library_brings_no_window_and_no_networks():
    code = (
        "import sys, faceorg.library.opening.library, faceorg.library.people.edits;"
        "import faceorg.library.scanning.ingest, faceorg.library.recognising.search;"
        "bad = {'PySide6', 'cv2', 'onnxruntime', 'sklearn', 'insightface', 'hnswlib', 'scipy'} & set(sys.modules);"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_two_processes_do_not_edit_one_library_at_once(family):
    code = (
        "import sys; from pathlib import Path\n"
        "from faceorg.library.opening.open_library import open_library; from faceorg.errors import LibraryLocked\n"
        "try: open_library(Path(sys.argv[1]))\n"
        "except LibraryLocked as problem: print(problem)"
    )
    folder = str(family.library.folder)
    said = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True).stdout
    assert "is being edited by faceorg (process " in said
    with open_library(family.library.folder, edit=False) as reader:
        assert len(clusters.clusters(reader.catalog, min_faces=2)) == 2
    family.library.close()
    subprocess.run([sys.executable, "-c", code, folder], check=True)


def test_the_same_process_cannot_open_a_library_twice_for_editing(family):
    with pytest.raises(LibraryLocked):
        open_library(family.library.folder)


def test_a_damaged_catalogue_comes_back_from_the_automatic_backup(family):
    name_largest(family, "Anna")
    folder = family.library.folder
    family.library.close()
    (folder / CATALOG_FILE).write_bytes(b"\x00" * 5000)
    with pytest.raises(LibraryDamaged):
        open_library(folder)
    restore(folder)
    with open_library(folder) as again:
        assert [person.name for person in people.people(again.catalog)] == ["Anna"]


def test_there_is_nothing_to_restore_without_a_sound_backup(tmp_path):
    with refused(NotFound, ProblemCode.NO_SOUND_BACKUP):
        restore(tmp_path)


def test_old_backups_are_dropped(family):
    for _ in range(3):
        backups.back_up(family.library)
    assert 1 <= len(backups.backups(family.library.folder)) <= backups.KEPT_BACKUPS


def test_a_session_without_changes_writes_no_backup(family):
    folder = family.library.folder
    family.library.close()
    before = backups.backups(folder)
    open_library(folder).close()
    assert backups.backups(folder) == before


def test_settings_come_back_as_they_were_saved(family):
    wanted = replace(
        family.library.settings, grouping=replace(family.library.settings.grouping, strictness=0.8, automatic=False)
    )
    family.library.save_settings(wanted)
    assert settings.load(family.library.folder) == wanted
    (family.library.folder / settings.SETTINGS_FILE).write_text("[grouping]\nstrictness = 'high'\n")
    with refused(LibraryProblem, ProblemCode.SETTING_OF_WRONG_KIND, name="strictness"):
        settings.load(family.library.folder)
    (family.library.folder / settings.SETTINGS_FILE).write_text("= nonsense")
    with refused(LibraryProblem, ProblemCode.SETTINGS_CANNOT_BE_READ):
        settings.load(family.library.folder)


def test_a_library_opened_for_reading_refuses_edits(family):
    with open_library(family.library.folder, edit=False) as reader, pytest.raises(LibraryReadOnly):
        edits.name_faces(reader, [1], "Anna")


def sentences(studio):
    return [str(finding.message) for finding in maintenance.check(studio.library).findings]


def test_a_sound_library_has_no_findings(family):
    assert sentences(family) == []


def test_check_finds_a_photo_that_cannot_be_read_and_one_that_changed(family):
    (family.photos / "anna0.png").unlink()
    assert any("anna0.png is not there" in sentence for sentence in sentences(family))
    family.take("anna1.png", "ben")
    report = maintenance.check(family.library, deep=True)
    assert any("other content" in str(finding.message) for finding in report.findings)


@pytest.mark.parametrize("damage", ["missing", "flipped", "stale", "other embeddings"])
def test_an_index_that_cannot_be_trusted_is_built_again(family, damage):
    folder = next((family.library.folder / "index").iterdir())
    anna = clusters.clusters(family.library.catalog)[0].face_ids
    if damage == "missing":
        shutil.rmtree(folder)
    elif damage == "flipped":
        file = folder / store.read_index_manifest(folder).vectors.name
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(bytes(data))
    elif damage == "stale":
        kept = folder.with_name("kept")
        shutil.copytree(folder, kept)
        family.take("anna-new.png", "anna")
        family.scan()
        shutil.rmtree(folder)
        kept.rename(folder)
    else:
        with family.library.catalog.atomic() as connection:
            connection.execute("PRAGMA emb.user_version = 7")
    forget_space(family.library)
    assert sentences(family) == []
    near = [
        match.face_id for match in space_of(family.library).search(space_of(family.library).vectors_of(anna)[1][0], 5)
    ]
    assert set(near) >= set(anna[:4])


def test_everything_derived_can_be_dropped_and_made_again(family, monkeypatch):
    """Embeddings, thumbnails, index and clusters go; what was decided stays, and the groups are back."""
    made = name_largest(family, "Anna")
    before = {group.face_ids for group in clusters.clusters(family.library.catalog, min_faces=2)}
    analyze = maintenance.ingest.analyze
    monkeypatch.setattr(
        maintenance.ingest, "analyze", lambda library, **options: analyze(library, pool=family.pool(), **options)
    )
    maintenance.rebuild(family.library)
    assert {group.face_ids for group in clusters.clusters(family.library.catalog, min_faces=2)} == before
    assert {p.person.name: p.faces for p in people.summaries(family.library.catalog)} == {"Anna": len(made.faces)}
    assert sentences(family) == []


def test_losing_the_embeddings_file_costs_an_analysis_and_nothing_else(family):
    name_largest(family, "Anna")
    folder = family.library.folder
    family.library.close()
    for file in folder.glob(f"{EMBEDDINGS_FILE}*"):
        file.unlink()
    family.library = open_library(folder)
    _, analyzed = family.scan()
    assert len(analyzed) == 7
    assert {p.person.name: p.faces for p in people.summaries(family.library.catalog)} == {"Anna": 4}


def test_changing_the_pack_keeps_faces_names_and_rejections(family, installed):
    made = name_largest(family, "Anna")
    edits.reject_faces(family.library, [5], made.person_id)
    before = [(face.id, face.person_id) for face in all_faces(family)]
    rejected = people.rejections(family.library.catalog)
    installed["other"] = replace(installed["fake"], id="other")
    packs.choose_pack(family.library, "other")
    _, analyzed = family.scan()
    assert len(analyzed) == 7
    assert [(face.id, face.person_id) for face in all_faces(family)] == before
    assert people.rejections(family.library.catalog) == rejected
    assert space_of(family.library).pack_id == "other"
    assert len(history.history(family.library)) == 2


def test_a_pack_that_is_changed_and_changed_back_leaves_nobody_worse_off(family, installed):
    catalog = family.library.catalog
    group = max(clusters.clusters(catalog, min_faces=2), key=lambda found: len(found.face_ids))
    made = edits.name_faces(family.library, group.face_ids[:2], "Anna")
    grouping.after_edit(family.library, made)
    before, covers = guesses(catalog), people.summaries(catalog)
    assert before["automatic"], "somebody got the name automatically"
    installed["other"] = replace(installed["fake"], id="other")
    for pack in ("other", "fake"):
        packs.choose_pack(family.library, pack)
        family.scan()
    assert guesses(catalog) == before
    assert people.summaries(catalog) == covers


def guesses(catalog):
    """Who faces are taken for, by table."""
    tables = ("automatic", "suggestions")
    return {table: [(row.face_id, row.person_id) for row in clusters.derived(catalog, table)] for table in tables}


def all_faces(studio):
    from faceorg.catalog import faces

    return faces.all_faces(studio.library.catalog)


def test_wiping_leaves_nothing_about_anybody_and_no_photo_touched(own_cache, family):
    name_largest(family, "Anna")
    pictures = {path: path.read_bytes() for path in family.photos.iterdir()}
    folder = family.library.folder
    with pytest.raises(LibraryLocked):
        wiping.wipe(folder)
    family.library.close()
    wiping.wipe(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["settings.toml"]
    assert {path: path.read_bytes() for path in family.photos.iterdir()} == pictures


def test_decisions_travel_to_another_library_of_the_same_photos(family, tmp_path):
    anna = name_largest(family, "Anna")
    ben = name_largest(family, "Ben")
    edits.reject_faces(family.library, anna.faces[:1], anna.person_id)
    edits.separate_people(family.library, anna.person_id, ben.person_id)
    edits.set_cover(family.library, ben.person_id, ben.faces[0])
    boxes.draw_face(family.library, 1, Box(0.8, 0.05, 0.1, 0.1), "Carl")
    document = exchange.export_decisions(family.library)
    import copy

    target = copy.copy(family)
    target.library = open_library(tmp_path / "second")
    packs.choose_pack(target.library, "fake")
    target.scan()
    done = exchange.import_decisions(target.library, document, "decisions.json")
    assert done.unmatched == 0
    assert done.edited.facts == EditFacts(EditKind.DECISIONS_IMPORTED, file="decisions.json")
    grouping.after_edit(target.library, done.edited)
    assert exchange.export_decisions(target.library) == document
    history.undo(target.library)
    assert people.people(target.library.catalog) == []
    target.library.close()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not json", ProblemCode.EXPORT_NOT_JSON),
        ("[]", ProblemCode.NOT_AN_EXPORT),
        ('{"format": "faceorg decisions", "version": 99}', ProblemCode.EXPORT_TOO_NEW),
    ],
)
def test_a_file_that_is_no_export_is_refused(tmp_path, text, code):
    file = tmp_path / "x.json"
    file.write_text(text)
    with refused(InvalidInput, code, file="x.json"):
        exchange.read_document(file)


def test_a_malformed_entry_imports_nothing(family):
    document = {"people": [{"id": 1, "name": "Anna", "hidden": False, "born_on": None, "cover": None}], "faces": [{}]}
    with refused(LibraryProblem, ProblemCode.EXPORT_ENTRY_UNKNOWN):
        exchange.import_decisions(family.library, document, "x.json")
    assert people.people(family.library.catalog) == []


def test_a_check_says_how_the_library_is_searched(family):
    said = maintenance.check(family.library).index
    assert said is not None and said.code is FindingCode.INDEX_SEARCHED_EXACTLY
    assert said.fields["faces"] == faces.count_faces(family.library.catalog)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are inherited there")
def test_check_names_links_and_gives_no_advice_about_rights_that_links_do_not_have(family, tmp_path):
    """A link's own rights are 0777 everywhere, and `chmod` would change what it leads to."""
    folder = family.library.folder
    (tmp_path / "elsewhere.log").write_text("x")
    for name in ("settings.toml", "faceorg.log"):
        (folder / name).unlink(missing_ok=True)
    (folder / "settings.toml").symlink_to(tmp_path / "nowhere.toml")
    (folder / "faceorg.log").symlink_to(tmp_path / "elsewhere.log")
    found = [one.message for one in maintenance.check(family.library).findings]
    links = {
        Path(str(message.fields["file"])).name: Path(str(message.fields["target"])).name
        for message in found
        if message.code is FindingCode.LINK_IN_LIBRARY
    }
    assert links == {"settings.toml": "nowhere.toml", "faceorg.log": "elsewhere.log"}
    assert FindingCode.READABLE_BY_OTHERS not in [message.code for message in found]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are inherited there")
def test_a_library_that_is_reached_by_a_link_has_the_rights_of_its_folder(family, tmp_path):
    (tmp_path / "by-link").symlink_to(family.library.folder)
    family.library.close()
    with open_library(tmp_path / "by-link") as opened:
        codes = [one.message.code for one in maintenance.check(opened).findings]
    assert not {FindingCode.READABLE_BY_OTHERS, FindingCode.LINK_IN_LIBRARY} & set(codes)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are inherited there")
def test_a_disk_that_keeps_no_rights_is_named_once_and_no_command_that_changes_nothing(family, monkeypatch):
    folder = family.library.folder
    systems.open_to_everybody(monkeypatch, folder.parent)
    codes = [one.message.code for one in maintenance.check(family.library).findings]
    assert codes.count(FindingCode.DISK_WITHOUT_RIGHTS) == 1
    assert FindingCode.READABLE_BY_OTHERS not in codes


@pytest.mark.skipif(sys.platform == "win32", reason="rights are inherited there")
def test_a_file_that_others_may_read_is_named_on_a_disk_that_keeps_rights(family):
    (family.library.folder / "settings.toml").touch()
    (family.library.folder / "settings.toml").chmod(0o644)
    (found,) = [one for one in maintenance.check(family.library).findings if one.path is not None]
    assert found.message.code is FindingCode.READABLE_BY_OTHERS
    assert found.path == family.library.folder / "settings.toml"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are inherited there")
def test_a_library_is_made_where_nobody_may_change_rights(tmp_path, monkeypatch):
    (tmp_path / "usb").mkdir()
    systems.open_to_everybody(monkeypatch, tmp_path)
    with open_library(tmp_path / "usb") as opened:
        assert people.people(opened.catalog) == []
    store.make_folder(tmp_path / "usb" / "index")
