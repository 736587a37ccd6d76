"""faceorg never goes to the network by itself: an evening with it, in processes whose every connection is forbidden.

Each process that starts, workers and the helper too, loads a `sitecustomize` that forbids what Python could connect
with, and notes that it listened and what was tried. (What a library does past Python is not seen here; Qt's own network
module is looked for by name, and what onnxruntime would keep to be sent by where it keeps it.)
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from faceorg.gui.pages.registry import PAGES

ROOT = Path(__file__).parents[2]
GUARD = """
import os, socket, sys

def note(line):
    with open(os.environ["GUARD_RECORD"], "a", encoding="utf-8") as record:
        record.write(line + "\\n")

def forbid(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        if arguments[0].family not in (socket.AF_INET, socket.AF_INET6):
            return  # between processes of this computer
    elif event not in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        return
    note(f"tried {event} {arguments[1:]}")
    raise PermissionError("the network is forbidden in this test")

note(f"listening {os.getpid()}")
sys.addaudithook(forbid)
"""


@dataclass(frozen=True)
class Guarded:
    """Runs Python with the guard in it and in every process it starts."""

    home: Path

    def __call__(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        folder = self.home / "guard"
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT))),
            "GUARD_RECORD": str(self.home / "record.txt"),
            "FACEORG_LIBRARY": str(self.home / "library"),
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        environment.pop("ORT_DISABLE_TELEMETRY", None)  # as this process has it from faceorg itself
        command = [sys.executable, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=self.home, timeout=240)

    def record(self, begins: str) -> list[str]:
        lines = (self.home / "record.txt").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.startswith(begins)]


@pytest.fixture
def guarded(tmp_path: Path) -> Guarded:
    return Guarded(tmp_path)


def test_scanning_naming_searching_and_every_page_need_no_network(guarded, sample_truth) -> None:
    photos = guarded.home / "photos"
    photos.mkdir()
    for photo in [one for one in sample_truth if len(one.faces) > 1 and one.copy_of is None][:4]:
        shutil.copy(photo.file, photos)
    done = guarded(ROOT / "tests" / "quiet_session.py", photos)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert set(said["statuses"]) == {0}
    assert said["pages"] == [page.name for page in PAGES]
    assert not said["network_of_qt"]
    assert guarded.record("tried") == []
    # onnxruntime would keep an id of the device and what was run, to be sent past all that is watched here.
    assert [path.name for path in guarded.home.glob(".cache/*") if path.name != "faceorg"] == []
    # The program itself, a process that decodes, and the window's helper at least.
    assert len(guarded.record("listening")) >= 3


@pytest.mark.parametrize("ours", [False, True])
def test_onnxruntime_keeps_and_sends_nothing_where_faceorg_uses_it(guarded, ours) -> None:
    """Without faceorg, some versions of it make an id of the device on import; where they do not, nothing is proven."""
    done = guarded("-c", ("import faceorg.vision.sessions; " if ours else "") + "import onnxruntime")
    assert done.returncode == 0, done.stderr
    kept = list(guarded.home.rglob("deviceid"))
    if not ours and not kept:
        pytest.skip("this onnxruntime keeps no id of the device")
    assert bool(kept) is not ours


@pytest.mark.parametrize(
    "line",
    [
        "import socket; socket.create_connection(('203.0.113.1', 9), timeout=1)",
        "import requests; requests.get('https://203.0.113.1/', timeout=1)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'', ('203.0.113.1', 9))",
    ],
)
def test_a_connection_would_be_noticed(guarded, line) -> None:
    assert guarded("-c", line).returncode != 0
    assert guarded.record("tried") != []
