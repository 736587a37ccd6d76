"""Pictures of other programs' test suites -> which of them faceorg refuses although Pillow or OpenCV shows them.

    python packaging/bench/against_viewers.py [FOLDER...]      by default ../shared/hostile and ../shared/photos

Each file is opened by Pillow (all its plugins, heif and JPEG XL), by OpenCV and by faceorg, in a process of its own
with a limit of memory and time, as decoders crash on some of them. What faceorg refuses with a reason of its own (too
large, a rare kind, cut off before anything can be seen, no picture) is counted by it; what it calls damaged although
one of the others shows it is listed, and makes the exit status 1.
"""

from __future__ import annotations

import argparse
import collections
import io
import multiprocessing
import os
import resource
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(os.environ.get("FACEORG_SHARED", Path(__file__).parents[3] / "shared"))
MEMORY_BYTES, SECONDS = 3 << 30, 10
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


def judge(path: str, answers: object) -> None:
    """In a process of its own: say what each makes of a file."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(silence, stream)
    warnings.simplefilter("ignore")
    data = Path(path).read_bytes()
    for name, reader in (("faceorg", by_faceorg), ("pillow", by_pillow), ("opencv", by_opencv)):
        try:
            answers.send((name, reader(data)))  # type: ignore[attr-defined]
        except BaseException as error:
            answers.send((name, type(error).__name__ if name == "faceorg" else False))  # type: ignore[attr-defined]


def verdicts(folders: list[Path]) -> Iterator[tuple[Path, dict[str, object]]]:
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if path.suffix.lower() in (".md", ".txt", ".json", ".xmp", ".xml", ".tsv", ".mp4", ".mov", ".py", ".yml"):
            continue
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("fork").Process(target=judge, args=(str(path), theirs))
        process.start()
        theirs.close()
        found: dict[str, object] = {"pillow": False, "opencv": False, "faceorg": "crashed"}
        while len(found) and ours.poll(SECONDS):
            try:
                name, said = ours.recv()
            except EOFError:
                break
            found[name] = said
        process.kill()
        process.join()
        yield path, found


def main() -> int:
    import cv2  # noqa: F401 (here, so that each child has it already)
    import pillow_heif  # noqa: F401
    import rawpy  # noqa: F401

    from faceorg.images import decode  # noqa: F401

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED / "hostile", SHARED / "photos"])
    given = parser.parse_args()
    counts, unexplained = collections.Counter[str](), []
    for path, found in verdicts(given.folders):
        shown = bool(found["pillow"]) or bool(found["opencv"])
        said = str(found["faceorg"])
        counts[f"{'shown' if shown else 'not shown'} elsewhere, faceorg: {said}"] += 1
        if shown and said in ("photo_damaged", "crashed", "photo_needs_too_much_memory", "not_a_picture"):
            viewers = " and ".join(name for name in ("pillow", "opencv") if found[name])
            unexplained.append(f"{path}: {said}, but {viewers} shows it")
    for line, count in sorted(counts.items()):
        print(f"{count:5}  {line}")
    print(*unexplained, sep="\n")
    return int(bool(unexplained))


if __name__ == "__main__":
    sys.exit(main())
