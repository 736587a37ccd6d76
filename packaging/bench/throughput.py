"""How many photos a second: the worker pool against the plain loop `cv2.imread` + insightface `FaceAnalysis.get`.

    python packaging/bench/throughput.py [--photos 24] [--rounds 3] [--pack FOLDER] [--heavy] [--camera]
        [--shared ../shared]

Photos of 12 megapixels and more are made at run time in a temporary folder from the shared photos: real pictures scaled
up with grain, so that their files weigh what a camera's weigh. Both sides see the same files and take turns, so that
other load on the machine hits both; figures are medians of the rounds. Printed: the ratio, the faces of the loop that
the pool also found, how far their embeddings agree, and the distance to the work nobody can avoid (Huffman decoding
and the networks themselves, on all cores), and milliseconds of one core a photo by stage. Where OpenVINO is installed,
the pool runs with it, too; --heavy also measures a pack that costs what those of ResNet-50 class cost (`heavy_pack`).

Without --camera the photos have no EXIF, as messengers send them and scanners write them: those without a clear face
are then looked at from the side, too, and their dates are searched for. With it they say when they were taken and how
they lie, as nearly every camera does.

What an embedding says of age and bad pictures is taken off after the network (`vision.nuisance`), which insightface
does not do: here the pool leaves it on, or the two would not be comparable.

Agreement is measured twice. Without grain it shows whether the pool does what insightface does. With grain the
embeddings of insightface shake, because it reduces photos without filtering; so both sides are also compared with what
insightface says of the clean pictures, before enlarging and grain: the nearer one is right.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from stages import stage_times

from faceorg.boxes import Box
from faceorg.domain import ModelPack, PhotoId
from faceorg.exif import DATE_TIME_ORIGINAL, EXIF_IFD, ORIENTATION
from faceorg.library.workers.analysis import AnalysisTask, PhotoAnalysis, open_job_runner
from faceorg.library.workers.confinement import Reach
from faceorg.library.workers.photo_answers import PhotoAnalyses
from faceorg.library.workers.pool import WorkerPool, default_processes
from faceorg.vision.openvino_session import is_installed
from faceorg.vision.packs.installed import read_pack
from faceorg.vision.sessions import Network, open_network

# Sub-folders: the same pictures small and clean, and in full size without grain.
CLEAN, SMOOTH = "clean", "smooth"
# A camera's 12 megapixels; taller and wider pictures get more.
LONG_PX, SHORT_PX = 4000, 3000
# Bytes a pixel of the JPEG files: phones and cameras write 0.3 to 0.45 at the quality they call fine.
QUALITY = 90
GRAIN = 3.0
# Overlap at which two boxes are one face.
SAME_FACE_IOU = 0.5
# Long side of the clean pictures: about that of the sources.
CLEAN_PX = 1280


@dataclass(frozen=True)
class Seen:
    """The faces one side found in one photo. boxes: fractions; embeddings: float32 (n, dim), unit rows."""

    boxes: list[Box]
    embeddings: np.ndarray


@dataclass(frozen=True)
class Round:
    """One pass over all photos. seconds: of steady work, without loading networks and starting processes."""

    photos: int
    seconds: float
    seen: dict[str, Seen]

    @property
    def rate(self) -> float:
        return self.photos / self.seconds


# Photos


def make_photos(shared: Path, folder: Path, count: int, seed: int = 1, *, by_camera: bool = False) -> list[Path]:
    """Write `count` photos of 12 megapixels and more: two of three are real pictures, one shows people of LFW.

    by_camera : they have the EXIF that a camera writes
    """
    chance = np.random.default_rng(seed)
    scenes = sorted((shared / "photos").rglob("*.jp*g")) + sorted((shared / "labelled" / "bbt").glob("*.jpg"))
    people = sorted((shared / "labelled" / "lfw").glob("*/*.jpg"))
    made: list[Path] = []
    while len(made) < count:
        picture = _people_scene(chance, people) if len(made) % 3 == 2 else _real_scene(chance, scenes)
        if picture is not None:
            name = f"{len(made):04d}.jpg"
            _write(_reduced(picture), folder / CLEAN / name)
            _write(picture, folder / SMOOTH / name)
            made.append(_write(_with_grain(picture, chance), folder / name))
            if by_camera:
                _say_as_camera(made[-1])
    return made


def _real_scene(chance: np.random.Generator, scenes: Sequence[Path]) -> np.ndarray | None:
    """A real photo (BGR), enlarged until both sides are a camera's; None for icons and damaged files."""
    import cv2

    picture = cv2.imread(str(scenes[chance.integers(len(scenes))]))
    if picture is None or min(picture.shape[:2]) < 300 or max(picture.shape[:2]) > 3 * min(picture.shape[:2]):
        return None
    short, long = sorted(picture.shape[:2])
    scale = max(LONG_PX / long, SHORT_PX / short)
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)


def _people_scene(chance: np.random.Generator, people: Sequence[Path]) -> np.ndarray:
    """One to three people of LFW at different distances, before a blurred background."""
    import cv2

    back = cv2.imread(str(people[chance.integers(len(people))]))
    scene = cv2.GaussianBlur(cv2.resize(back, (LONG_PX, SHORT_PX), interpolation=cv2.INTER_CUBIC), None, 60)
    for place in range(int(chance.integers(1, 4))):
        side = int(chance.integers(600, 1300))
        person = cv2.imread(str(people[chance.integers(len(people))]))
        left = place * 1330 + int(chance.integers(0, 1330 - side))
        top = int(chance.integers(0, SHORT_PX - side))
        scene[top : top + side, left : left + side] = cv2.resize(person, (side, side), interpolation=cv2.INTER_CUBIC)
    return scene


def _with_grain(picture: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Add a sensor's noise: without it an enlarged picture decodes far faster than any real one."""
    grain = chance.normal(0, GRAIN, picture.shape[:2]).astype(np.float32)
    return np.clip(picture + grain[:, :, None], 0, 255).astype(np.uint8)


def _reduced(picture: np.ndarray) -> np.ndarray:
    """The picture in a size that insightface need hardly reduce."""
    import cv2

    scale = CLEAN_PX / max(picture.shape[:2])
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _write(picture: np.ndarray, path: Path) -> Path:
    import cv2

    path.parent.mkdir(exist_ok=True)
    cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return path


def _say_as_camera(photo: Path) -> None:
    """Put in the EXIF segment that says when a photo was taken, and that it stands upright."""
    from PIL import Image

    exif = Image.Exif()
    exif[ORIENTATION] = 1
    exif.get_ifd(EXIF_IFD)[DATE_TIME_ORIGINAL] = "2019:05:30 12:04:51"
    block, jpeg = exif.tobytes(), photo.read_bytes()
    photo.write_bytes(jpeg[:2] + b"\xff\xe1" + (2 + len(block)).to_bytes(2, "big") + block + jpeg[2:])


# The two sides


def open_loop(pack: Path) -> Callable[[Sequence[Path]], Round]:
    """The plain loop, networks loaded, default threads."""
    import cv2
    from insightface.app import FaceAnalysis

    root = pack.parent.parent if pack.parent.name == "models" else pack.parent
    with contextlib.redirect_stdout(io.StringIO()):  # it lists every file it looks at
        app = FaceAnalysis(
            name=pack.name,
            root=str(root),
            allowed_modules=["detection", "recognition"],
            providers=["CPUExecutionProvider"],
        )
        app.prepare(ctx_id=-1, det_size=(640, 640))

    def run(photos: Sequence[Path]) -> Round:
        seen = {}
        started = time.perf_counter()
        for path in photos:
            picture = cv2.imread(str(path))
            seen[path.stem] = _seen_by_loop(app.get(picture), picture.shape)
        return Round(len(photos), time.perf_counter() - started, seen)

    return run


def _seen_by_loop(faces: Sequence[Any], shape: Sequence[int]) -> Seen:
    high, wide = shape[:2]
    boxes = [Box(x0 / wide, y0 / high, (x1 - x0) / wide, (y1 - y0) / high) for x0, y0, x1, y1 in _corners(faces)]
    return Seen(boxes, np.array([face.normed_embedding for face in faces], np.float32))


def _corners(faces: Sequence[Any]) -> Iterator[list[float]]:
    return (face.bbox.tolist() for face in faces)


def run_pool(pool: WorkerPool[PhotoAnalysis], photos: Sequence[Path], repeats: int) -> Round:
    """The pool end to end: read, hash, decode, detect, embed, thumbnails, results back in this process.

    The clock runs from the first result to the last, over `repeats` passes: a real scan is long, and starting costs it
    a second once.
    """
    jobs = (AnalysisTask(PhotoId(number), path) for number, path in enumerate(list(photos) * repeats))
    seen: dict[str, Seen] = {}
    started = None
    for result in pool.run(jobs):
        started = started or time.perf_counter()
        analysis = result.analysis
        if analysis is None:
            raise SystemExit(f"the pool failed on a photo: {result.failure}")
        boxes = [face.detection.box for face in analysis.observations]
        embeddings = np.array([face.embedding for face in analysis.observations], np.float32)
        seen[photos[result.photo_id % len(photos)].stem] = Seen(boxes, embeddings)
    assert started is not None
    return Round(len(photos) * repeats - 1, time.perf_counter() - started, seen)


# What nobody can avoid


def unavoidable_s(pack: ModelPack, device: str, photos: Sequence[Path], seen: dict[str, Seen]) -> float:
    """Mean seconds one core needs for a photo's Huffman decoding, one 640-pixel detection and its embeddings."""
    detector, embedder = (open_network(pack, role, device=device) for role in ("detection", "recognition"))
    assert embedder.fixed_side is not None
    detection_s = _run_s(detector, (1, 3, 480, 640))
    embedding_s = _run_s(embedder, (1, 3, *embedder.fixed_side))
    faces = statistics.mean(len(one.boxes) for one in seen.values())
    return statistics.mean(_huffman_s(path) for path in photos) + detection_s + faces * embedding_s


def _run_s(network: Network, shape: tuple[int, ...]) -> float:
    blob = np.zeros(shape, np.float32)
    return _median_s(lambda: network.run(blob))


def _huffman_s(path: Path) -> float:
    """At 1/8 in grey nothing but the first coefficient of each block is used: what remains is Huffman decoding."""
    import simplejpeg

    data = path.read_bytes()
    high, wide, _colors, _sampling = simplejpeg.decode_jpeg_header(data, strict=False)
    eighth = {"min_height": -(-high // 8), "min_width": -(-wide // 8)}  # a min_factor alone would not reduce it at all
    return _median_s(partial(simplejpeg.decode_jpeg, data, colorspace="GRAY", strict=False, **eighth), times=3)


def _median_s(call: Callable[[], object], times: int = 9) -> float:
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


# The report


def agreement(loop: dict[str, Seen], pool: dict[str, Seen]) -> tuple[int, list[float]]:
    """How many faces the loop found, and the cosine of each that the pool found too."""
    faces, cosines = 0, []
    for name, one in loop.items():
        other = pool[name]
        for box, embedding in zip(one.boxes, one.embeddings, strict=True):
            faces += 1
            overlaps = [box.iou(candidate) for candidate in other.boxes]
            if overlaps and max(overlaps) >= SAME_FACE_IOU:
                cosines.append(float(embedding @ other.embeddings[int(np.argmax(overlaps))]))
    return faces, cosines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = Path(__file__).resolve()
    default_shared = Path(os.environ.get("FACEORG_SHARED", here.parents[3] / "shared"))
    parser.add_argument("--shared", type=Path, default=default_shared)
    parser.add_argument("--pack", type=Path, help="folder of a pack (default: edgeface_xs of --shared)")
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=3, help="passes of the pool over the photos in a round")
    parser.add_argument("--camera", action="store_true", help="photos with the EXIF of a camera")
    parser.add_argument("--heavy", action="store_true", help="measure a heavy pack as well")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore", FutureWarning)  # insightface's, at every face
    folder = chosen.pack or chosen.shared / "models" / "edgeface_xs"
    with tempfile.TemporaryDirectory() as scratch:
        photos = make_photos(chosen.shared, Path(scratch), chosen.photos, by_camera=chosen.camera)
        _report(folder, photos, chosen.rounds, chosen.repeats)
        if chosen.heavy:
            from heavy_pack import write_heavy_pack

            heavy = write_heavy_pack(read_pack(folder), Path(scratch) / "models" / "heavy")
            _report(heavy, photos, chosen.rounds, chosen.repeats)


def _spread(cosines: Sequence[float]) -> str:
    share = np.mean(np.array(cosines) >= 0.99)
    return (
        f"median {np.median(cosines):.4f}, mean {np.mean(cosines):.4f}, least {min(cosines):.4f}, {share:.0%} >= 0.99"
    )


def _beside(photos: Sequence[Path], folder: str) -> list[Path]:
    return [path.parent / folder / path.name for path in photos]


def _report(folder: Path, photos: list[Path], rounds: int, repeats: int) -> None:
    pack = replace(read_pack(folder), nuisance=None)
    size_mb = statistics.mean(path.stat().st_size for path in photos) / 1e6
    print(f"{len(photos)} photos of {size_mb:.1f} MB on average, pack {pack.id}, {default_processes()} processes")
    loop = open_loop(folder)
    devices = ["cpu", *(["openvino"] if is_installed() else [])]
    pools = {
        device: WorkerPool(
            partial(open_job_runner, pack, device), PhotoAnalyses(pack.embedding_dim), reach=Reach.of_pack(pack, device)
        )
        for device in devices
    }
    loop(photos[:2])
    loops: list[Round] = []
    by_pool: dict[str, list[Round]] = {device: [] for device in devices}
    for number in range(rounds):
        loops.append(loop(photos))
        for device in devices:
            by_pool[device].append(run_pool(pools[device], photos, repeats))
        rates = ", ".join(f"pool on {device} {done[-1].rate:.2f}" for device, done in by_pool.items())
        print(f"round {number + 1}: loop {loops[-1].rate:.2f} photos/s, {rates}")
    for device in devices:
        _report_pool(pack, device, photos, loops, by_pool[device])
    if len(devices) > 1:
        gain = statistics.median(
            fast.rate / slow.rate for fast, slow in zip(by_pool["openvino"], by_pool["cpu"], strict=True)
        )
        print(f"OpenVINO against onnxruntime, the whole pool: {gain:.2f}")
    _report_agreement(loop, pools["cpu"], photos, loops[0].seen, by_pool["cpu"][0].seen)


def _report_pool(
    pack: ModelPack, device: str, photos: list[Path], loops: Sequence[Round], done: Sequence[Round]
) -> None:
    rate = statistics.median(one.rate for one in done)
    ratio = statistics.median(ours.rate / theirs.rate for ours, theirs in zip(done, loops, strict=True))
    limit = default_processes() / unavoidable_s(pack, device, photos, done[0].seen)
    print(f"pool on {device}: {rate:.2f} photos/s, {ratio:.2f} times the loop")
    print(f"  unavoidable work (Huffman, networks) allows {limit:.1f} photos/s: the pool reaches {rate / limit:.0%}")
    spent = stage_times(pack, device, photos)
    told = ", ".join(f"{stage} {ms:.1f}" for stage, ms in spent.items())
    print(f"  ms of one core a photo: {sum(spent.values()):.1f}: {told}")


def _report_agreement(
    loop: Callable[[Sequence[Path]], Round],
    pool: WorkerPool[PhotoAnalysis],
    photos: Sequence[Path],
    by_loop: dict[str, Seen],
    by_pool: dict[str, Seen],
) -> None:
    faces, grainy = agreement(by_loop, by_pool)
    found = sum(len(one.boxes) for one in by_pool.values())
    print(f"faces: loop {faces}, pool {found}; the pool found {len(grainy) / faces:.1%} of the loop's")
    smooth, clean = _beside(photos, SMOOTH), loop(_beside(photos, CLEAN)).seen
    alike = agreement(loop(smooth).seen, run_pool(pool, smooth, 1).seen)[1]
    print(f"cosine of loop and pool, without grain: {_spread(alike)}")
    print(f"cosine of loop and pool, with grain:    {_spread(grainy)}")
    print(f"cosine of loop and clean picture:       {_spread(agreement(clean, by_loop)[1])}")
    print(f"cosine of pool and clean picture:       {_spread(agreement(clean, by_pool)[1])}")


if __name__ == "__main__":
    main()
