"""`faceorg check --backups` and `--restore`, as somebody types them."""

from __future__ import annotations


def test_backups_are_listed_and_one_is_put_back_only_with_a_yes(stills) -> None:
    group = stills("clusters", "--json").document[0]["id"]
    assert stills("name", group, "Anna").status == 0
    assert stills("rename", "Anna", "Anne").status == 0
    listed = stills("check", "--backups", "--json").document
    assert [entry["people"] for entry in listed[:2]] == [1, 1] and listed[0]["decisions"] == 2
    name = listed[1]["name"]
    refused = stills("check", "--restore", "--backup", name, "--json")
    assert (refused.status, refused.document["code"]) == (1, "catalog_is_sound")
    assert [person["name"] for person in stills("people", "--json").document] == ["Anne"]
    done = stills("check", "--restore", "--backup", name, "--yes", "--json").document
    assert done["restored"]["name"] == name and done["put_aside"]
    assert [person["name"] for person in stills("people", "--json").document] == ["Anna"]
    assert stills("check").status == 0


def test_a_lost_catalogue_is_said_by_every_verb_and_can_be_wiped(stills, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (stills.library / "catalog.sqlite").unlink()
    for verb in (("people",), ("scan",), ("check",), ("undo",)):
        ran = stills(*verb, "--json")
        assert (ran.status, ran.document["code"]) == (1, "catalog_lost")
    assert stills("wipe", "--yes").status == 0
    assert stills("people", "--json").document["code"] == "no_library"


def test_a_backup_is_named_only_with_restore(stills) -> None:
    assert stills("check", "--backup", "yesterday").status == 2
