"""Into a pipe of any encoding every verb says what it has to say: no name is a reason to crash."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest

from faceorg.catalog import clusters
from faceorg.cli.main import run
from faceorg.cli.verbs import VERBS
from faceorg.library.people import edits
from tests.library.conftest import Studio
from tests.library.conftest import installed as installed  # a fixture: packs that are found as if installed

NAME, OTHER = "Zoë Ωmega 🎉 山田", "Žižek"
PHOTO = "Ω 山 \udcff.png"
# By verb what is said to it: LIBRARY of people called NAME and OTHER, in a photo called PHOTO.
SAID: dict[str, list[list[str]]] = {
    "scan": [["ABSENT"]],
    "people": [[], ["--json"]],
    "clusters": [[], ["--json"]],
    "faces": [[NAME], ["PHOTO"], [NAME, "--json"]],
    "name": [["9999", NAME], ["1", NAME]],
    "rename": [[NAME, NAME + "2"], [NAME + "2", NAME]],
    "merge": [[NAME, "Ωnobody"], [NAME, OTHER, "--yes"]],
    "split": [[NAME]],
    "assign": [["1", NAME]],
    "confirm": [[NAME]],
    "reject": [["1", NAME]],
    "separate": [[NAME, OTHER]],
    "ignore": [["1"]],
    "hide": [[NAME]],
    "favourite": [[NAME], [NAME, "--off"]],
    "cover": [[NAME, "1"]],
    "born": [[NAME, "1990"], [NAME, "Ωctober"]],
    "date": [["PHOTO", "--on", "Ωctober"], ["PHOTO"]],
    "turn": [["PHOTO", "--leave"], ["ABSENT", "--left"]],
    "stacks": [[], ["--apart", "PHOTO"], ["--json"]],
    "draw": [["ABSENT", "0,0,1,1", NAME]],
    "remove": [["9999"]],
    "review": [["--json"], []],
    "undo": [[]],
    "redo": [[]],
    "history": [[], ["--json"]],
    "learn": [[], ["--json"]],
    "find": [["ABSENT"], ["--face", "1"]],
    "photos": [["--with", NAME], ["--with", "Ωnobody"], ["--json"]],
    "verify": [["ABSENT", "ABSENT"]],
    "identify": [["ABSENT"]],
    "outliers": [[NAME]],
    "evaluate": [["ABSENT"]],
    "packs": [[], ["use", "Ωpack"]],
    "rebuild": [["--help"]],
    "check": [[], ["--backups"], ["--json"]],
    "export": [["FOLDER/Ω.json"]],
    "import": [["ABSENT"], ["FOLDER/Ω.json"]],
    "regions": [["read", "--dry-run"], ["write", "--dry-run"], ["status"], ["write", "ABSENT"]],
    "album": [["copy", NAME, "FOLDER/Ω album"], ["sheet", NAME, "FOLDER/Ω.html"], ["page", NAME, "FOLDER/Ωp.html"]],
    "folders": [[], ["--json"]],
    "forget": [["--list"], []],
    "help": [[], ["naming"], ["Ωtopic"]],
    "cluster-worker": [["Ωhost:8786"]],
    "wipe": [["--yes"]],
}


@pytest.fixture
def library(tmp_path: Path, installed) -> Path:
    studio = Studio(tmp_path)
    for number in range(2):
        studio.take(f"{number} {PHOTO}", "zoe", "zizek")
    studio.scan()
    for name, cluster in zip((NAME, OTHER), clusters.clusters(studio.library.catalog), strict=True):
        edits.name_cluster(studio.library, cluster.id, name)
    shutil.move(studio.photos / f"1 {PHOTO}", studio.photos / PHOTO)
    studio.scan()
    studio.library.close()
    return tmp_path / "library"


def said_to(verb: str, arguments: list[str], library: Path) -> list[str]:
    places = {"PHOTO": str(library.parent / "photos" / PHOTO), "ABSENT": str(library.parent / "Ω 山 absent.png")}
    worded = [places.get(one, one.replace("FOLDER", str(library.parent))) for one in arguments]
    return [verb, *worded, *([] if verb == "help" or "--help" in worded else ["--library", str(library)])]


def test_every_verb_is_said_something():
    assert set(SAID) == set(VERBS)


@pytest.mark.parametrize(("encoding", "language"), [("cp1252", "de"), ("ascii", "en")])
def test_no_verb_crashes_over_a_name(library, monkeypatch, encoding, language):
    printed = dict.fromkeys(SAID, "")
    monkeypatch.setenv("FACEORG_LANGUAGE", language)
    for verb, every in SAID.items():
        for arguments in every:
            out, errors = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _stream in range(2))
            monkeypatch.setattr(sys, "stdout", out)
            monkeypatch.setattr(sys, "stderr", errors)
            run(said_to(verb, arguments, library))
            for stream in (out, errors):
                stream.flush()
                printed[verb] += stream.buffer.getvalue().decode(encoding, "replace")
    assert [verb for verb, text in printed.items() if not text] == []
    assert "\\u03a9mega" in printed["people"]
    assert "\\u5c71" in printed["identify"], "a file name, in what is said of a problem"
