"""Bad input: one clear sentence, the right exit status, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from faceorg.cli.verbs import VERBS
from faceorg.library.opening.open_library import open_library
from faceorg.vision.sessions import available_devices

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
# The verbs the command line promises; a new one is added here and in the README.
PROMISED = {
    "scan", "people", "clusters", "faces", "name", "rename", "merge", "split", "assign", "reject", "separate", "ignore",
    "hide", "undo", "redo", "history", "find", "photos", "verify", "identify", "outliers", "packs", "rebuild", "check",
    "export", "import", "folders", "forget", "wipe",
}  # fmt: skip


def one_sentence(ran, *words):
    assert ran.status == 1, (ran.out, ran.err)
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    for word in words:
        assert word in ran.err


def test_every_promised_verb_is_there_with_help_and_an_example(shell):
    assert set(VERBS) >= PROMISED
    groups = {
        "regions": ("read", "write", "status"),
        "album": ("folder", "sheet", "page", "faces"),
        "folders": ("list", "remove", "exclude", "include"),
    }
    commands = [
        (verb, *sub) for verb in VERBS for sub in ([(name,) for name in groups[verb]] if verb in groups else [()])
    ]
    for command in commands:
        ran = shell(*command, "--help")
        assert ran.status == 0, command
        assert "xample" in ran.out, command
        if command == ("cluster-worker",):
            continue  # works for a scan elsewhere: it opens no library and answers nobody
        assert "--library" in ran.out or command == ("help",), command
        assert "--json" in ran.out, command


def test_a_typo_is_a_usage_error(shell):
    assert shell("scann").status == 2
    assert shell("scan", "--no-such-option").status == 2


def test_a_place_without_a_verb_that_is_no_folder_is_said_to_be_none(shell, tmp_path):
    for missing in (tmp_path / "nowhere", "./nowhere", "~/nowhere-at-all", "nowhere/2019"):
        one_sentence(shell(missing), "nowhere", "does not exist")
    (tmp_path / "one.jpg").write_text("")
    one_sentence(shell(tmp_path / "one.jpg"), "one.jpg is a file; name the folder that holds it")
    assert not shell.library.exists()
    assert shell("name", "1").status == 2


@pytest.mark.parametrize("verb", ["people", "clusters", "faces", "history", "undo", "check", "rebuild", "export"])
def test_without_a_library_every_verb_says_how_to_make_one(shell, verb):
    one_sentence(shell(verb), "There is no library", "faceorg scan")
    assert not shell.library.exists()


def test_a_missing_folder_a_file_and_no_folder_at_all(shell, tmp_path, main_pack):
    shell.packs = main_pack.parent
    one_sentence(shell("scan", tmp_path / "nowhere", "--pack", main_pack.name), "nowhere", "does not exist")
    (tmp_path / "file").write_text("")
    one_sentence(shell("scan", tmp_path / "file"), "is a file")
    one_sentence(shell("scan"), "no folders yet")


def test_an_empty_folder_is_no_error(shell, tmp_path, main_pack):
    shell.packs = main_pack.parent
    (tmp_path / "empty").mkdir()
    ran = shell("scan", tmp_path / "empty", "--json")
    assert ran.status == 0
    assert ran.document["photos"]["found"] == 0


@pytest.mark.parametrize(("language", "said"), [("en", "There is no photo in {}"), ("de", "In {} ist kein Foto")])
def test_a_scan_of_an_empty_folder_says_that_there_is_no_photo_in_it(shell, tmp_path, monkeypatch, language, said):
    monkeypatch.setenv("FACEORG_LANGUAGE", language)
    (tmp_path / "empty").mkdir()
    ran = shell("scan", tmp_path / "empty")
    assert ran.status == 0
    assert said.format(tmp_path / "empty") in ran.out.splitlines()


def test_a_device_that_is_not_here_is_said_where_nothing_is_new(shell, tmp_path, main_pack):
    shell.packs = main_pack.parent
    (tmp_path / "empty").mkdir()
    absent = next(device for device in ("cuda", "coreml", "directml") if device not in available_devices())
    one_sentence(shell("scan", tmp_path / "empty", "--device", absent), absent, "--device auto")
    one_sentence(shell("scan", tmp_path / "empty", "--device", "quantum"), "no device", "quantum")
    assert shell("scan", tmp_path / "empty", "--device", "cpu").status == 0


def test_unknown_ids_names_and_packs(stills):
    one_sentence(stills("name", 999, "Anna"), "999")
    one_sentence(stills("name", "abc", "Anna"), "abc")
    one_sentence(stills("find", "--face", 99999), "99999")
    one_sentence(stills("rename", "Nobody", "Anna"), "Nobody")
    one_sentence(stills("photos", "--with", "Nobody"), "Nobody")
    one_sentence(stills("packs", "use", "nothing"), "nothing")
    group = stills("clusters", "--json").document[0]["id"]
    one_sentence(stills("name", group, ""), "empty")
    one_sentence(stills("name", group, "x" * 10_000), "10000")


def test_json_mode_prints_one_document_also_for_a_problem(stills):
    ran = stills("rename", "Nobody", "Anna", "--json")
    assert ran.status == 1
    told = json.loads(ran.out)
    assert "Nobody" in told["error"]
    assert told["code"] == "nobody_of_this_name"


def test_pictures_that_are_none(stills, tmp_path):
    (tmp_path / "fake.jpg").write_text("no picture")
    one_sentence(stills("identify", tmp_path / "fake.jpg"), "fake.jpg")
    one_sentence(stills("identify", tmp_path / "missing.jpg"), "missing.jpg")


def test_a_library_of_a_newer_version_and_a_damaged_one(stills):
    catalog = stills.library / "catalog.sqlite"
    connection = sqlite3.connect(catalog)
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()
    one_sentence(stills("people"), "newer faceorg")
    for file in stills.library.glob("catalog.sqlite*"):
        file.unlink()
    catalog.write_bytes(b"\x00" * 9000)
    one_sentence(stills("people"), "damaged", "check --restore")
    assert stills("check", "--restore").status == 0
    assert stills("check").status == 0


def test_an_onnx_file_that_is_no_face_model(stills, tmp_path):
    pack = tmp_path / "odd"
    pack.mkdir()
    (pack / "model.onnx").write_bytes(b"this is no network")
    one_sentence(stills("packs", "use", pack), "odd")


@pytest.mark.parametrize(
    "arguments",
    [
        ("people", "--library", "SHUT"),
        ("scan", "OPEN", "--library", "SHUT"),
        ("check", "--backups", "--library", "SHUT"),
        ("check", "--library", "SHUT"),
        ("wipe", "--yes", "--library", "SHUT"),
        ("scan", "SHUT"),
        ("evaluate", "SHUT"),
    ],
)
def test_a_folder_without_rights_is_one_sentence(tmp_path, arguments):
    """Root reads everything: it gives the right to do so away."""
    if os.name == "nt" or (AS_ROOT and shutil.which("setpriv") is None):
        pytest.skip("needs folders that may not be read: setpriv")
    shut, free = tmp_path / "shut", tmp_path / "open"
    shut.mkdir(mode=0o000)
    free.mkdir()
    places = {"SHUT": str(shut), "OPEN": str(free)}
    weak = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if AS_ROOT else []
    command = [*weak, sys.executable, "-m", "faceorg", *(places.get(word, word) for word in arguments)]
    here = os.environ | {"FACEORG_LIBRARY": str(tmp_path / "library")}
    done = subprocess.run(command, capture_output=True, text=True, env=here, timeout=120)
    shut.chmod(0o700)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert str(shut) in done.stderr


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_library_without_rights(stills):
    stills.library.chmod(0o500)
    try:
        one_sentence(stills("undo"), "cannot be written")
        assert stills("people").status == 0
    finally:
        stills.library.chmod(0o700)


def test_a_second_editor_is_told_who_holds_the_library(stills):

    with open_library(stills.library, program="the window"):
        one_sentence(stills("undo"), "the window", "process")
        assert stills("people").status == 0


def photos_known(catalog: Path) -> int:
    """Photos that the scan has noted; 0 while there is no catalogue yet."""
    try:
        with closing(sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM photos").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_stops_cleanly_and_the_next_scan_resumes(tmp_path, still_photos, main_pack):
    packs = str(main_pack.parent)
    environment = dict(os.environ, FACEORG_LIBRARY=str(tmp_path / "library"), FACEORG_PACKS=packs)
    folder = str(still_photos)
    command = [sys.executable, "-m", "faceorg", "scan", folder, "--pack", main_pack.name, "--json"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not photos_known(tmp_path / "library" / "catalog.sqlite"):
        assert time.monotonic() < deadline and running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert "Traceback" not in err
    assert (running.returncode, out) == (130, "")
    again = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert again.returncode == 0
    assert json.loads(again.stdout)["photos"]["failed"] == 0
    with closing(sqlite3.connect(tmp_path / "library" / "catalog.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM faces WHERE gone = 0").fetchone()[0] == 70


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_every_encoding_of_the_terminal_shows_every_name(stills, encoding):
    group = stills("clusters", "--json").document[0]["id"]
    environment = dict(os.environ, FACEORG_LIBRARY=str(stills.library), PYTHONIOENCODING=encoding)
    environment["FACEORG_PACKS"] = str(stills.packs)

    def run(*arguments: object) -> str:
        command = [sys.executable, "-m", "faceorg", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, env=environment, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode(encoding)

    assert "\\u01b5" in run("name", group, "Ƶoë 😀")
    assert "\\U0001f600" in run("people")
    assert json.loads(run("people", "--json"))[0]["name"] == "Ƶoë 😀"
