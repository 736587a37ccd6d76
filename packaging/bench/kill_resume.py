"""Kills scans with SIGKILL at random moments, and workers too; the resumed library must hold the same faces.

    FACEORG_PACKS=../shared/models python packaging/bench/kill_resume.py [--kills 50] [--photos ../shared/photos]

One library is scanned undisturbed. Another is killed at random moments over and over until `--kills` scans have died,
then scanned to its end. Compared: every photo's state, and every face's box and embedding. Prints one line of verdict
and exits 1 when they differ or `faceorg check` finds anything.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

from faceorg.catalog import vectors
from faceorg.catalog.faces import faces_of_photo
from faceorg.catalog.pictures import photos
from faceorg.library.maintenance import check
from faceorg.library.opening.open_library import open_library

# Two runs of one network on one photo agree to the last bit here; float16 storage rounds what threads might change.
TOLERANCE = 2e-3


def scan(library: Path, folder: Path, pack: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "faceorg", "scan", str(folder), "--pack", pack, "--library", str(library)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def contents(library: Path, pack: str) -> dict[str, tuple[str, list[tuple[tuple[float, ...], np.ndarray]]]]:
    """Return, by path, each photo's state and its faces (box, embedding)."""
    found = {}
    with open_library(library, edit=False) as opened:
        for photo in photos.all_photos(opened.catalog):
            faces = faces_of_photo(opened.catalog, photo.id)
            batch = vectors.embeddings_of(opened.catalog, pack, [face.id for face in faces])
            boxes = [
                (round(f.box.x, 5), round(f.box.y, 5), round(f.box.width, 5), round(f.box.height, 5)) for f in faces
            ]
            rows = sorted(zip(boxes, batch.vectors, strict=True), key=lambda row: row[0])
            found[str(photo.path)] = (photo.state.value, rows)
    return found


def differences(first: dict, second: dict) -> list[str]:
    said = [f"{path} is only in one library" for path in sorted(first.keys() ^ second.keys())]
    for path in sorted(first.keys() & second.keys()):
        (state, faces), (other_state, other_faces) = first[path], second[path]
        if state != other_state or [box for box, _ in faces] != [box for box, _ in other_faces]:
            said.append(f"{path}: {state} with {len(faces)} faces, then {other_state} with {len(other_faces)}")
        elif any(np.abs(a - b).max() > TOLERANCE for (_, a), (_, b) in zip(faces, other_faces, strict=True)):
            said.append(f"{path}: other embeddings")
    return said


def kill_somewhere(library: Path, folder: Path, pack: str, longest_s: float, rng: random.Random) -> str:
    """Start a scan and kill it, or one of its workers first, after a random time; say what died."""
    running = scan(library, folder, pack)
    time.sleep(rng.uniform(0.0, longest_s))
    if running.poll() is not None:
        return "finished"
    workers = psutil.Process(running.pid).children(recursive=True)
    if workers and rng.random() < 0.3:
        os.kill(rng.choice(workers).pid, signal.SIGKILL)
        time.sleep(rng.uniform(0.0, 0.5))
    running.send_signal(signal.SIGKILL)
    running.wait()
    return "killed"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--photos", type=Path, default=Path("../shared/photos"))
    parser.add_argument("--pack", default="edgeface_xs")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="faceorg-kill-") as folder:
        whole, broken = Path(folder) / "whole", Path(folder) / "broken"
        started = time.monotonic()
        if scan(whole, options.photos, options.pack).wait() != 0:
            print("the undisturbed scan failed")
            return 1
        seconds = time.monotonic() - started
        killed = finished = 0
        while killed < options.kills:
            # Once a library is complete a scan ends at once: begin anew, so that kills hit work.
            outcome = kill_somewhere(broken, options.photos, options.pack, seconds, rng)
            killed += outcome == "killed"
            if outcome == "finished" and killed < options.kills:
                finished += 1
                shutil.rmtree(broken)
        scan(broken, options.photos, options.pack).wait()
        said = differences(contents(whole, options.pack), contents(broken, options.pack))
        with open_library(broken) as opened:
            said += [str(finding.message) for finding in check(opened).findings]
    for sentence in said:
        print(sentence)
    verdict = "the same faces as one never killed" if not said else f"{len(said)} differences"
    print(f"scan of {seconds:.0f} s killed {killed} times, begun anew {finished} times: {verdict}")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
