"""Turns the shared photos into scenes for the detector: pictures with the faces that SCRFD and YuNet see in them.

    python packaging/starter/scenes.py

Writes scenes/*.jpg (at most 1280 px) and scenes.json into the work folder; resumable. A face is "sure" when both
detectors see it or one of them firmly; what one sees faintly is "unsure": neither face nor background.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from people import held_out_people
from places import HELD_OUT_PHOTOS, LFW, PHOTOS, SEED, SHARED, UTKFACE, WORK, YUNET
from teacher import detector

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_PX = 1280
CHIPS, PORTRAITS = 800, 2400  # of UTKFace and of LFW's training half; mosaics.py draws the photos more often
CHIP_BORDER_PX = 60
FAINT, FIRM_SCRFD, FIRM_YUNET = 0.3, 0.6, 0.85
USUAL_SCRFD, USUAL_YUNET = 0.5, 0.6  # the scores that insightface and most users of YuNet ask for
SAME_FACE_IOU = 0.4
SMALLEST_PICTURE_PX = 64
SMALL_PICTURE_PX = 400  # LFW pictures are also searched at twice their size, for the small faces behind
PLAIN_FORMATS = (".jpg", ".jpeg", ".png")


@dataclass
class SeenFace:
    """box : left, top, right, bottom in pixels; landmarks : five (x, y) in pixels.

    sure : good enough to learn from; usual : one of the two detectors reports it as it is commonly used
    """

    box: list[float]
    landmarks: list[list[float]]
    sure: bool
    usual: bool


class Yunet:
    """OpenCV's YuNet, answering as insightface's SCRFD does."""

    def __init__(self) -> None:
        self._net = cv2.FaceDetectorYN.create(str(YUNET), "", (320, 320), FAINT, 0.4, 2000)

    def __call__(self, picture: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """picture : uint8 (h, w, 3) BGR. Returns (n, 5) left, top, right, bottom, score and landmarks (n, 5, 2)."""
        self._net.setInputSize(picture.shape[1::-1])
        rows = self._net.detect(picture)[1]
        rows = np.zeros((0, 15), np.float32) if rows is None else rows
        boxes = np.concatenate([rows[:, :2], rows[:, :2] + rows[:, 2:4], rows[:, 14:]], axis=1)
        return boxes, rows[:, 4:14].reshape(-1, 5, 2)


class Teachers:
    """SCRFD-500M and YuNet at one or two scales, merged."""

    def __init__(self) -> None:
        self._scrfd = detector(score=FAINT)
        self._yunet = Yunet()

    def __call__(self, picture: NDArray[np.uint8], scales: tuple[float, ...]) -> list[SeenFace]:
        """picture : uint8 (h, w, 3) BGR; scales : factors of its size. Returns faces in its pixels."""
        seen = [face for scale in scales for face in self._at(picture, scale)]
        seen.sort(key=lambda face: -face[1])
        groups: list[list[tuple[str, float, NDArray, NDArray]]] = []
        for face in seen:
            near = next((group for group in groups if iou(group[0][2], face[2]) > SAME_FACE_IOU), None)
            groups.append([face]) if near is None else near.append(face)
        return [_merged(group) for group in groups]

    def _at(self, picture: NDArray[np.uint8], scale: float) -> Iterator[tuple[str, float, NDArray, NDArray]]:
        """Yield (detector, score, box, landmarks) in pixels of the picture."""
        scaled = picture if scale == 1 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        height, width = scaled.shape[:2]
        boxes, landmarks = self._scrfd.detect(scaled, input_size=(-(-width // 32) * 32, -(-height // 32) * 32))
        for box, points in zip(boxes, landmarks if landmarks is not None else [], strict=True):
            yield "scrfd", float(box[4]), box[:4] / scale, points / scale
        boxes, landmarks = self._yunet(scaled)
        for box, points in zip(boxes, landmarks, strict=True):
            yield "yunet", float(box[4]), box[:4] / scale, points / scale


def _merged(group: list[tuple[str, float, NDArray, NDArray]]) -> SeenFace:
    # groups are sorted by score: the first of each detector is its best
    scrfd, yunet = (next((face for face in group if face[0] == name), None) for name in ("scrfd", "yunet"))
    firm = (scrfd is not None and scrfd[1] >= FIRM_SCRFD) or (yunet is not None and yunet[1] >= FIRM_YUNET)
    usual = (scrfd is not None and scrfd[1] >= USUAL_SCRFD) or (yunet is not None and yunet[1] >= USUAL_YUNET)
    kept = scrfd or yunet
    sure = firm or (scrfd is not None and yunet is not None)
    return SeenFace(kept[2].tolist(), kept[3].tolist(), sure, usual)


def iou(a: NDArray, b: NDArray) -> float:
    """Intersection over union of two boxes (left, top, right, bottom)."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return 0.0
    both = wide * high
    return float(both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both))


def main() -> None:
    cv2.setNumThreads(1)
    folder = WORK / "scenes"
    folder.mkdir(parents=True, exist_ok=True)
    teachers, scenes = Teachers(), []
    for source, read in _pictures():
        stored = folder / f"{source.replace('/', '~')}.jpg"
        labels = stored.with_suffix(".json")
        if not labels.exists():  # resumable
            picture = read()
            if picture is None or min(picture.shape[:2]) < SMALLEST_PICTURE_PX:
                continue
            small = max(picture.shape[:2]) <= SMALL_PICTURE_PX
            faces = teachers(picture, (1, 2) if small else (1, 0.5))
            cv2.imwrite(str(stored), picture, [cv2.IMWRITE_JPEG_QUALITY, 96])
            labels.write_text(json.dumps([asdict(face) for face in faces]))
        scenes.append({"file": stored.name, "source": source, "faces": json.loads(labels.read_text())})
        if len(scenes) % 200 == 0:
            print(len(scenes), flush=True)
    (WORK / "scenes.json").write_text(json.dumps(scenes))
    print(len(scenes), "scenes,", sum(face["sure"] for scene in scenes for face in scene["faces"]), "sure faces")


def _pictures() -> Iterator[tuple[str, Callable[[], NDArray[np.uint8] | None]]]:
    """Yield (name, how to read it): photos, then hostile files that decode, then portraits and chips."""
    held = held_out_people()
    photos = [p for p in sorted(PHOTOS.rglob("*")) if p.relative_to(PHOTOS).parts[0] not in HELD_OUT_PHOTOS]
    photos += sorted((SHARED / "hostile").rglob("*"))  # drawings, patterns and noise: mostly faceless
    portraits = [p for p in sorted(LFW.glob("*/*.jpg")) if p.parent.name not in held]
    draw = random.Random(SEED + 1)
    for path in [*photos, *draw.sample(portraits, PORTRAITS)]:
        yield path.relative_to(SHARED).as_posix(), lambda path=path: _read(path)
    for path in draw.sample(sorted(UTKFACE.glob("*.jpg")), CHIPS):
        yield path.relative_to(SHARED).as_posix(), lambda path=path: _with_border(path)


def _with_border(path: Path) -> NDArray[np.uint8]:
    b = CHIP_BORDER_PX
    return cv2.copyMakeBorder(cv2.imread(str(path)), b, b, b, b, cv2.BORDER_REPLICATE)


def _read(path: Path) -> NDArray[np.uint8] | None:
    """Return the picture, or None for what OpenCV does not read: hostile files lie about their size."""
    if path.suffix.lower() not in PLAIN_FORMATS or not path.is_file():
        return None
    try:
        picture = cv2.imread(str(path))
        return None if picture is None else _at_most(picture, LONGEST_PX)
    except cv2.error as problem:
        print("left out", path.name, problem.err, flush=True)
        return None


def _at_most(picture: NDArray[np.uint8], longest: int) -> NDArray[np.uint8]:
    scale = longest / max(picture.shape[:2])
    return picture if scale >= 1 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


if __name__ == "__main__":
    main()
