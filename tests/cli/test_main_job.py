"""The main job on real photos with real packs: from a folder to named people."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from faceorg.cli.verbs import VERBS
from tests.conftest import SHARED


def by_folder(entries, ids):
    return {Path(entry["photo"]).parent.name for entry in entries if entry["id"] in ids}


def group_of(stills, person):
    """The group that holds most faces of a person's folder."""
    faces = stills("faces", "--json").document
    own = {face["id"] for face in faces if Path(face["photo"]).parent.name == person}
    groups = stills("clusters", "--json").document
    return max(groups, key=lambda group: len(own & set(group["faces"])))


def test_the_eight_people_become_eight_groups_that_mix_nobody(stills):
    faces = stills("faces", "--json").document
    groups = stills("clusters", "--json").document
    folders = [by_folder(faces, group["faces"]) - {"bbt"} for group in groups]
    assert sorted(next(iter(folder)) for folder in folders) == [
        "amy", "bernadette", "howard", "leonard", "penny", "raj", "sheldon", "stuart",
    ]  # fmt: skip
    assert all(len(folder) == 1 for folder in folders)


def test_naming_sheldon_and_finding_him_brings_his_other_stills_first(stills):
    group = group_of(stills, "sheldon")
    named = stills("name", group["id"], "Sheldon", "--json")
    assert named.status == 0
    people = stills("people", "--json").document
    assert [(person["name"], person["faces"]) for person in people] == [("Sheldon", len(group["faces"]))]
    his = stills("faces", "--person", "sheldon", "--json").document
    still = next(face for face in his if Path(face["photo"]).parent.name == "sheldon")
    found = stills("find", "--face", still["id"], "--json").document
    others = len(his) - 1
    assert [match["person"] for match in found[:others]] == ["Sheldon"] * others
    assert any(Path(match["photo"]).name.startswith("bbt") for match in found[:others])
    assert found[others]["person"] is None


@pytest.fixture
def a_stranger(sample_photos: Path) -> Path:
    """A photo of one person alone who has no name in the library."""
    real = SHARED / "labelled" / "lfw" / "Jon_Stewart"
    return next(real.glob("*.jpg")) if real.is_dir() else sample_photos / "Old prints" / "scan0001.jpg"


def test_a_group_picture_is_identified_and_strangers_are_not(stills, a_stranger, still_photos):
    stills("name", group_of(stills, "sheldon")["id"], "Sheldon")
    seen = stills("identify", still_photos / "bbt4.jpg", "--json").document
    assert [face["person"] for face in seen].count("Sheldon") == 1
    assert [face["person"] for face in seen].count(None) == len(seen) - 1
    assert [face["person"] for face in stills("identify", a_stranger, "--json").document] == [None]


def test_one_still_names_a_person_everywhere(stills):
    faces = stills("faces", "--json").document
    one = next(face for face in faces if Path(face["photo"]).name == "raj1.png")
    assert stills("name", "--faces", one["id"], "Raj").status == 0
    found = stills("faces", "--person", "Raj", "--json").document
    assert len(found) >= 5
    assert {face["assigned_by"] for face in found} == {"user", "auto"}


def test_verify_tells_one_person_from_two(shell, still_photos, main_pack):
    shell.packs = main_pack.parent
    stills = still_photos
    same = shell("verify", stills / "penny/penny1.png", stills / "penny/penny2.png", "--pack", main_pack.name, "--json")
    other = shell("verify", stills / "penny/penny1.png", stills / "amy/amy2.png", "--pack", main_pack.name, "--json")
    assert (same.document["same"], other.document["same"]) == (True, False)
    assert same.document["similarity"] > same.document["match_threshold"] > other.document["similarity"]


def test_another_pack_keeps_every_name_and_id(stills, more_packs):
    stills.packs = more_packs.folder
    stills("name", group_of(stills, "sheldon")["id"], "Sheldon")
    before = {(face["id"], face["person"]) for face in stills("faces", "--json").document}
    assert stills("packs", "use", more_packs.other).status == 0
    after = {(face["id"], face["person"]) for face in stills("faces", "--json").document}
    assert {face for face in before if face[1]} <= after
    assert {face[0] for face in before} <= {face[0] for face in after}
    assert stills("check", "--json").document["problems"] == []


def test_a_whole_session_of_edits_can_be_undone_and_redone(stills):
    start = json.dumps(stills("people", "--json").document)
    for person in ("sheldon", "penny", "leonard"):
        stills("name", group_of(stills, person)["id"], person.title())
    stills("rename", "Penny", "Penelope")
    stills("separate", "Sheldon", "Leonard")
    refused = stills("merge", "Sheldon", "Leonard")
    assert (refused.status, "different people" in refused.err) == (1, True)
    stills("merge", "Penelope", "Leonard")
    stills("born", "Sheldon", "1980-02-26")
    stills("hide", "Sheldon")
    stills("favourite", "Penelope")
    end = stills("export").document
    assert len(stills("undo", 20, "--json").document["done"]) == 9
    assert json.dumps(stills("people", "--json").document) == start
    assert len(stills("redo", 20, "--json").document["done"]) == 9
    assert stills("export").document == end
    assert [edit["undone"] for edit in stills("history", "--json").document] == [False] * 9


def test_photos_are_never_written_by_any_verb(stills, still_photos, tmp_path):
    import shutil

    copies, own, decisions = tmp_path / "photos", tmp_path / "second", tmp_path / "decisions.json"
    shutil.copytree(still_photos, copies)

    def fingerprints():
        return {
            path: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in sorted(copies.rglob("*.*"))
        }

    before = fingerprints()
    stills("scan", copies, library=own)
    first, second, third = (group["faces"] for group in stills("clusters", "--json", library=own).document[:3])
    one, other = next(copies.glob("*.jpg")), copies / "penny" / "penny1.png"
    session = [
        ("people",), ("clusters",), ("faces",), ("name", "--faces", first[0], "Anna"), ("rename", "Anna", "Ann"),
        ("name", "--faces", f"{second[0]},{second[1]}", "Ben"), ("assign", third[0], "Ben"), ("outliers", "Ben"),
        ("reject", third[0], "Ben"), ("split", "Ben", "--faces", second[1], "--as", "Carl"), ("separate", "Ann", "Ben"),
        ("merge", "Ben", "Carl"), ("ignore", third[1]), ("hide", "Ann"), ("cover", "Ben", second[0]),
        ("favourite", "Ben"),
        ("born", "Ben", "1981-03-12"), ("draw", one, "0.1,0.1,0.1,0.1"), ("review",), ("confirm", first[0]), ("undo",),
        ("redo",), ("history",), ("find", "--face", first[0]), ("find", "--image", other), ("photos", "--with", "Ann"),
        ("verify", one, other), ("identify", one), ("packs",), ("evaluate", still_photos), ("learn",), ("stacks",),
        ("date", "1974", one), ("turn", one, "--right"), ("check", "--deep"), ("export", decisions),
        ("import", decisions), ("remove", "--person", "Ann"), ("regions", "status"),
        ("album", "faces", tmp_path / "faces.json"), ("rebuild",),
        ("scan",), ("forget", "--missing", "--yes"), ("folders", "list"), ("folders", "remove", copies),
        ("cluster-worker", "--help"), ("help",), ("wipe", "--yes"),
    ]  # fmt: skip
    assert {verb[0] for verb in session} == set(VERBS)
    for verb in session:
        ran = stills(*verb, library=own)
        assert ran.status == 0, (verb, ran.err)
        assert fingerprints() == before, verb


def test_the_starter_pack_finds_faces_without_any_other(shell, tmp_path):
    """What a fresh clone has: the shipped pack and insightface's own picture of six people."""
    import shutil
    from importlib.util import find_spec

    from faceorg import paths

    if not any((paths.resources_dir() / "packs" / "starter").glob("*.onnx")):
        pytest.skip("needs the starter pack, which this build does not ship")
    picture = Path(find_spec("insightface").origin).parent / "data" / "images" / "t1.jpg"
    (tmp_path / "photos").mkdir()
    shutil.copy(picture, tmp_path / "photos")
    ran = shell("scan", tmp_path / "photos", "--pack", "starter", "--json")
    assert ran.status == 0, ran.err
    assert "starter pack" in ran.err
    found = [face["box"] for face in shell("faces", "--json").document]
    assert sum(width > 0.05 for _x, _y, width, _height in found) == 6
    assert len(found) <= 9  # a crowd of false faces would fail; a statue or two in the background does not


def test_a_folder_of_prints_is_dated_and_its_photos_are_found_by_it(stills, still_photos):
    told = stills("date", "summer 1974", still_photos)
    assert told.status == 0 and "1974-06-01 to 1974-08-31" in told.out
    found = stills("photos", "--since", "1974-06-01", "--until", "1974-08-31", "--json").document
    assert len(found) == len(stills("photos", "--json").document) > 1
    assert {entry["taken_from"] for entry in found} == {"user"}
    assert stills("undo").status == 0
    assert stills("photos", "--until", "1974-08-31", "--json").document == []
    assert stills("date", "--read", "--json").document == {"changed": 0}


def test_a_photo_is_turned_by_degrees_and_by_words_and_back(stills, still_photos):
    photo = still_photos / "happy.jpg"
    entry = next(one for one in stills("photos", "--json").document if one["path"] == str(photo))
    told = stills("turn", photo, "90")
    assert told.status == 0 and "Turned happy.jpg to the right" in told.out
    turned = next(one for one in stills("photos", "--json").document if one["path"] == str(photo))
    assert (turned["turned"], turned["width"], turned["height"]) == (90, entry["height"], entry["width"])
    assert stills("turn", photo, "--left").status == 0
    assert next(one for one in stills("photos", "--json").document if one["path"] == str(photo)) == entry
    assert "Turned happy.jpg by 180°" in stills("turn", entry["id"], "180").out
    assert stills("undo").status == 0 and stills("turn", "--upright", "--json").document == {"photos": 0}


@pytest.mark.parametrize("arguments", [["--right"], ["happy.jpg", "90", "--left"], ["--upright", "--leave"]])
def test_a_turn_says_which_photos_and_one_way(stills, still_photos, arguments):
    ran = stills("turn", *[still_photos / one if one.endswith("jpg") else one for one in arguments], "--json")
    assert ran.status != 0 and ran.document["code"] == "turn_where"
