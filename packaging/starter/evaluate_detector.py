"""Turns the pack's detector into figures on photos kept out of its training: recall, false faces, landmarks, scales."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from people import held_out_people
from places import HELD_OUT_PHOTOS, LFW, PHOTOS
from scenes import LONGEST_PX, SeenFace, Teachers, Yunet, iou
from teacher import Embedder, align, detector

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOUND_IOU = 0.4
LARGE_PX, SMALL_PX = 40, 16
LFW_PHOTOS = 400
# What the two detectors report, and is none when one looks at it: left, top, right, bottom in the picture's pixels.
NO_FACES = {
    "codingsprint2009-01.jpg": ((643, 283, 682, 342),),  # a hand
    "dogs.jpg": ((534, 90, 797, 337),),  # a dog
}
EMPTY_PICTURES = "brick chelsea clock coffee coins grass gravel horse moon page rocket text"  # of skimage.data
SCALE_INPUTS = (320, 640, 1280, 1600)
LONGEST_SEEN_PX = 1280


def detector_report(pack: Path) -> Iterator[str]:
    """Yield the lines of the report."""
    ours, scrfd = detector(pack / "detector.onnx"), detector()
    yield from _dlib(ours, scrfd)
    yield from _photos(ours)
    yield from _empty(ours, scrfd)
    yield from _landmarks(ours, scrfd)
    yield from _enlarged(ours, scrfd)


def find(net, picture: NDArray[np.uint8], longest: int = LONGEST_SEEN_PX):
    """Return (boxes with score, landmarks) at the picture's own size, at most `longest`: never enlarged."""
    side = min(longest, -(-max(picture.shape[:2]) // 32) * 32)
    return net.detect(picture, input_size=(side, side))


def at_two_scales(net, picture: NDArray[np.uint8]):
    """Return the same at the picture's size and at half of it, merged by insightface's own suppression."""
    side = min(LONGEST_SEEN_PX, -(-max(picture.shape[:2]) // 32) * 32)
    half = max(side // 64 * 32, 128)
    return net.detect(picture, input_size=[(side, side), (half, half)])


def _dlib(ours, scrfd) -> Iterator[str]:
    """The boxes that dlib's authors drew: every face counts, whatever the other detectors see."""
    folder = PHOTOS / "dlib_faces"
    photos: dict[str, list[NDArray]] = {}
    for file in ("training.xml", "testing.xml"):
        for image in ElementTree.parse(folder / file).iter("image"):
            boxes = [_dlib_box(box) for box in image.iter("box") if box.get("ignore") != "1"]
            if (folder / image.get("file", "")).is_file():
                photos[image.get("file", "")] = boxes
    for name, net in (("starter", ours), ("SCRFD-500M", scrfd)):
        found = total = extra = 0
        for file, truth in photos.items():
            seen = at_two_scales(net, cv2.imread(str(folder / file)))[0]
            # dlib's boxes are narrower than SCRFD's: the middle of one must lie in the other, and sizes must be alike
            hits = [any(_same_place(box, face) for face in seen) for box in truth]
            found, total = found + sum(hits), total + len(truth)
            extra += sum(not any(_same_place(box, face) for box in truth) for face in seen)
        yield f"dlib_faces, {name}: {found} of {total}, {extra} more"


def _dlib_box(box: ElementTree.Element) -> NDArray[np.float64]:
    left, top, width, height = (float(box.get(name, 0)) for name in ("left", "top", "width", "height"))
    return np.array([left, top, left + width, top + height])


def _same_place(box: NDArray, face: NDArray) -> bool:
    middle, other = (box[:2] + box[2:4]) / 2, (face[:2] + face[2:4]) / 2
    sides = np.sqrt(np.prod(box[2:4] - box[:2])), np.sqrt(np.prod(face[2:4] - face[:2]))
    return bool(np.abs(middle - other).max() < 0.5 * max(sides) and 0.4 < sides[0] / sides[1] < 2.5)


def _photos(ours) -> Iterator[str]:
    """Held-out photos against the union of SCRFD and YuNet at two scales, at the scores that they are used with.

    What they see more faintly is neither missed nor false. A second line leaves out what is no face when one looks at
    it (NO_FACES); a third counts what both see faintly as a face, too.
    """
    teachers = Teachers()
    found: dict[tuple[str, str], list[bool]] = {}
    extra = 0
    for path in _held_out_photos():
        picture = cv2.imread(str(path))
        if picture is None:
            continue
        scale = min(1.0, LONGEST_PX / max(picture.shape[:2]))
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
        truth, seen = teachers(picture, (1, 0.5)), at_two_scales(ours, picture)[0]
        missed = []
        for face in truth:
            side = float(np.sqrt(np.prod(np.subtract(face.box[2:], face.box[:2]))))
            kind = "large" if side >= LARGE_PX else "small" if side >= SMALL_PX else "tiny"
            hit = any(_matches(face, box) for box in seen)
            real = not any(iou(np.array(face.box), np.array(box)) > FOUND_IOU for box in NO_FACES.get(path.name, ()))
            for how, counts in (
                ("usual", face.usual),
                ("real", face.usual and real),
                ("faint", face.usual or face.sure),
            ):
                if counts:
                    found.setdefault((how, kind), []).append(hit)
            missed += [f"{side:.0f}{'' if face.usual else ' (faint)'}"] if not hit and (face.usual or face.sure) else []
        false = [box for box in seen if not any(_matches(face, box) for face in truth)]
        extra += len(false)
        if missed or false:
            sizes = [f"{np.sqrt(np.prod(b[2:4] - b[:2])):.0f} px {b[4]:.2f}" for b in false]
            words = f"missed {', '.join(missed) or 'none'}; false {', '.join(sizes) or 'none'}"
            yield f"  {path.relative_to(PHOTOS)}: {words}"
    titles = {"usual": "union of SCRFD and YuNet", "real": "real faces of it", "faint": "with what both see faintly"}
    for how, title in titles.items():
        hits = {kind: found.get((how, kind), []) for kind in ("large", "small", "tiny")}
        total = sum(len(values) for values in hits.values())
        words = "; ".join(f"{kind} {sum(v)} of {len(v)} ({sum(v) / max(len(v), 1):.1%})" for kind, v in hits.items())
        yield f"held-out photos, {title}: {words}; false {extra} ({extra / max(total, 1):.1%} of the true)"


def _held_out_photos() -> list[Path]:
    return sorted(
        path for folder in HELD_OUT_PHOTOS for path in (PHOTOS / folder).rglob("*") if path.suffix.lower() == ".jpg"
    )


def _matches(face: SeenFace, box: NDArray) -> bool:
    return iou(np.array(face.box), box[:4]) > FOUND_IOU


def _empty(ours, scrfd) -> Iterator[str]:
    """Faceless pictures of scikit-image and scikit-learn (a cat, coffee, text, stones): nobody trained on them."""
    import skimage.data
    import sklearn.datasets

    pictures = [getattr(skimage.data, name)() for name in EMPTY_PICTURES.split()]
    pictures += [sklearn.datasets.load_sample_image(name) for name in ("china.jpg", "flower.jpg")]
    for name, net in (("starter", ours), ("SCRFD-500M", scrfd)):
        faces = sum(len(at_two_scales(net, _as_bgr(picture))[0]) for picture in pictures)
        yield f"{len(pictures)} faceless pictures, {name}: {faces} faces"


def _as_bgr(picture: NDArray) -> NDArray[np.uint8]:
    if picture.dtype == bool:
        picture = picture.astype(np.uint8) * 255
    return np.ascontiguousarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR) if picture.ndim == 2 else picture[..., 2::-1])


def _landmarks(ours, scrfd) -> Iterator[str]:
    """The teacher's embedding of a face aligned by other landmarks beside that by SCRFD's, on held-out people of LFW.

    YuNet's figure beside ours says what the measure is worth. The faces of bystanders, cut off and out of focus, are
    told apart from the person whom the photo shows.
    """
    paths = [path for person in sorted(held_out_people()) for path in sorted((LFW / person).glob("*.jpg"))][::11]
    embed, yunet = Embedder(), Yunet()
    crops: dict[tuple[str, str], list[tuple[NDArray, NDArray]]] = {}
    for path in paths[:LFW_PHOTOS]:
        picture = cv2.imread(str(path))
        boxes, points = scrfd.detect(picture, input_size=(256, 256))
        main = int(np.argmin(np.abs((boxes[:, :2] + boxes[:, 2:4]) / 2 - np.array(picture.shape[1::-1]) / 2).sum(1)))
        for name, (seen, landmarks) in (
            ("starter", ours.detect(picture, input_size=(256, 256))),
            ("YuNet", yunet(picture)),
        ):
            for i, j in ((i, j) for i in range(len(seen)) for j in range(len(boxes))):
                if iou(seen[i, :4], boxes[j]) > FOUND_IOU:
                    who = "the person's face" if j == main else "bystanders"
                    pair = (align(picture, landmarks[i]), align(picture, points[j]))
                    crops.setdefault((name, who), []).append(pair)
    for (name, who), pairs in sorted(crops.items()):
        first, second = (embed(np.stack([crop[..., ::-1] for crop in side])) for side in zip(*pairs, strict=True))
        cosine = (first * second).sum(1)
        facts = f"{cosine.mean():.4f} ({len(cosine)} faces, worst {cosine.min():.2f})"
        yield f"landmarks, {name}, {who}: teacher's cosine to SCRFD's alignment {facts}"


def _enlarged(ours, scrfd) -> Iterator[str]:
    """Portraits of LFW enlarged to larger inputs: large faces must not get lost (SCRFD's trap)."""
    paths = [path for person in sorted(held_out_people()) for path in sorted((LFW / person).glob("*.jpg"))][::40]
    for name, net in (("starter", ours), ("SCRFD-500M", scrfd)):
        counts = []
        for side in SCALE_INPUTS:
            hits = [len(net.detect(cv2.imread(str(path)), input_size=(side, side))[0]) > 0 for path in paths[:60]]
            counts.append(f"{side}: {sum(hits)}")
        yield f"portraits of 250 px with a face found, enlarged to, {name}: {', '.join(counts)} of {len(paths[:60])}"
