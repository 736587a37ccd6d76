"""Pictures of other programs' test suites -> which of them faceorg refuses although Pillow or OpenCV shows them.

    python packaging/bench/against_viewers.py [FOLDER...]      by default ../shared/hostile and ../shared/photos

Each file is opened by Pillow (all its plugins, heif and JPEG XL), by OpenCV and by faceorg, each in a process of its
own with a limit of memory and of processor time, as decoders crash on some of them. What faceorg refuses with a reason
of its own (too large, a rare kind, cut off before anything can be seen, no picture) is counted by it; what it calls
damaged although one of the others shows it is listed, as is what it crashes on or works at for ever; that makes the
exit status 1.
"""

from __future__ import annotations

import argparse
import collections
import io
import multiprocessing
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

SHARED = Path(os.environ.get("FACEORG_SHARED", Path(__file__).parents[3] / "shared"))
MEMORY_BYTES, PROCESSOR_S, LONGEST_S = 3 << 30, 20, 300
# What no file may do to faceorg, and what it may not say of one that others show.
WITHOUT_END = ("crashed", "took_too_long")
UNEXPLAINED = ("photo_damaged", "photo_needs_too_much_memory", "not_a_picture")
# Where the picture is as good as all of one colour, nobody sees anything: libjpeg fills what is missing with grey.
SEEN_DEVIATION = 1.0


def by_pillow(data: bytes) -> bool:
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return True


def by_opencv(data: bytes) -> bool:
    import cv2
    import numpy as np

    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    return found is not None and float(found.std()) >= SEEN_DEVIATION


def by_faceorg(data: bytes) -> str:
    """ "shown", or the code of the problem."""
    from faceorg.errors import PhotoProblem
    from faceorg.images.decode import decode_photo
    from faceorg.messages.message import Message

    try:
        decode_photo(data, name="it")
    except PhotoProblem as problem:
        what = problem.fields.get("what")
        return str(what.code) if isinstance(what, Message) else str(problem.code)
    return "shown"


READERS: dict[str, Callable[[bytes], bool | str]] = {"faceorg": by_faceorg, "pillow": by_pillow, "opencv": by_opencv}


def ask(name: str, path: Path, answer: Connection) -> None:
    """In a process of its own: say what one program makes of a file."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_S, PROCESSOR_S + 1))
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(silence, stream)
    warnings.simplefilter("ignore")
    try:
        answer.send(READERS[name](path.read_bytes()))
    except BaseException as error:
        answer.send(type(error).__name__ if name == "faceorg" else False)


def answer_of(name: str, path: Path) -> bool | str:
    """Return what one program makes of a file; "crashed", or "took_too_long" on whatever processor."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=ask, args=(name, path, theirs))
    process.start()
    theirs.close()
    try:
        said: bool | str = ours.recv() if ours.poll(LONGEST_S) else "took_too_long"
    except EOFError:
        process.join()
        said = "took_too_long" if process.exitcode == -signal.SIGXCPU else "crashed"
    process.kill()
    process.join()
    return said if name == "faceorg" else said is True


def verdicts(folders: list[Path]) -> Iterator[tuple[Path, dict[str, bool | str]]]:
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if path.suffix.lower() not in (".md", ".txt", ".json", ".xmp", ".xml", ".tsv", ".mp4", ".mov", ".py", ".yml"):
            yield path, {name: answer_of(name, path) for name in READERS}


def main() -> int:
    import cv2  # noqa: F401 (here, so that each child has it already)
    import pillow_heif  # noqa: F401
    import rawpy  # noqa: F401

    from faceorg.images import decode  # noqa: F401

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED / "hostile", SHARED / "photos"])
    given = parser.parse_args()
    counts, unexplained = collections.Counter[str](), list[str]()
    for path, found in verdicts(given.folders):
        shown = bool(found["pillow"]) or bool(found["opencv"])
        said = str(found["faceorg"])
        counts[f"{'shown' if shown else 'not shown'} elsewhere, faceorg: {said}"] += 1
        if said in WITHOUT_END or (shown and said in UNEXPLAINED):
            viewers = " and ".join(name for name in ("pillow", "opencv") if found[name])
            unexplained.append(f"{path}: {said}, {viewers or 'nobody'} shows it")
    for line, count in sorted(counts.items()):
        print(f"{count:5}  {line}")
    print(*unexplained, sep="\n")
    return int(bool(unexplained))


if __name__ == "__main__":
    sys.exit(main())
