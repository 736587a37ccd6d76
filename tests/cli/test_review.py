"""`faceorg review` with small groups: a page of them is one question, each name is for its own faces."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import SHARED


@pytest.fixture
def families(shell, still_photos, main_pack, tmp_path):
    """Five people with three photos each, scanned."""
    lfw = SHARED / "labelled" / "lfw"
    folders = [folder for folder in sorted((lfw if lfw.is_dir() else still_photos).iterdir()) if folder.is_dir()]
    found = [sorted(folder.iterdir()) for folder in folders]
    taken = [files for files in found if len(files) == 3] or [files[:3] for files in found]
    for files in taken[:5]:
        (tmp_path / "photos" / files[0].parent.name).mkdir(parents=True)
        for file in files:
            shutil.copyfile(file, tmp_path / "photos" / file.parent.name / file.name)
    shell.packs = main_pack.parent
    assert shell("scan", tmp_path / "photos", "--pack", main_pack.name).status == 0
    return shell


def test_a_page_of_small_groups_is_named_group_by_group_and_the_rest_put_aside(families):
    (page,) = families("review", "--json").document["questions"]
    assert page["kind"] == "who_are_these" and len(page["faces"]) == len(page["groups"])
    assert len(set(page["groups"])) >= 4
    shown = families("review")
    assert shown.out.startswith("Who are these? group ") and shown.out.endswith("1 left, about 1 minute.\n")
    refused = families("review", "--name", "Anna")
    assert refused.status == 1 and "say which faces the name is for, with --only" in refused.err
    anna = [face for face, group in zip(page["faces"], page["groups"], strict=True) if group == page["groups"][0]]
    named = families("review", "--name", "Anna", "--only", ",".join(map(str, anna)))
    assert named.out.startswith(f"Named {len(anna)} faces Anna.")
    (rest,) = families("review", "--json").document["questions"]
    assert set(rest["faces"]) == set(page["faces"]) - set(anna)
    assert families("review", "--no").status == 0
    assert families("review").out == "Nothing waits for an answer.\n"
    assert [(person["name"], person["faces"]) for person in families("people", "--json").document] == [
        ("Anna", len(anna))
    ]
