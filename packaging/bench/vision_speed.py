"""What detection and embedding cost here and in insightface's own wrapper, in one run on the same photos.

    FACEORG_PACKS=../shared/models python packaging/bench/vision_speed.py --pack edgeface_xs PHOTO...

Every step runs `--rounds` times over the photos; the median of CPU milliseconds is printed, with one thread. "network"
is onnxruntime alone on the same input, which nothing around it can beat. Agreement: overlap of the boxes and similarity
of the embeddings on faces that both find.
"""

from __future__ import annotations

import argparse
import logging
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from faceorg.boxes import Box
from faceorg.domain import ModelPack
from faceorg.vision.alignment import aligned_crop
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.detector import COARSE_PX
from faceorg.vision.packs.installed import load_pack


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", nargs="+", type=Path)
    parser.add_argument("--pack", default="edgeface_xs")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", category=FutureWarning)
    cv2.setNumThreads(1)
    pack = load_pack(options.pack)
    photos = [cv2.imread(str(photo)) for photo in options.photos]
    photos = [np.ascontiguousarray(photo) for photo in photos if photo is not None]
    upright = [np.ascontiguousarray(photo[..., ::-1]) for photo in photos]
    ours, theirs = Analyzer(pack, device="cpu", threads=1), plain_insightface(pack)
    detector, embedder = ours.detector, ours.embedder
    faces = [detector.look(photo, COARSE_PX) for photo in upright]
    count = sum(len(found) for found in faces)
    print(f"{pack.id}: {len(photos)} photos, {count} faces; milliseconds of CPU, median of {options.rounds} rounds")

    def timed(name: str, per: int, work: Callable[[], object]) -> None:
        print(f"  {name:46} {milliseconds(work, options.rounds) / max(per, 1):8.2f}")

    blob = np.zeros((1, 3, 480, 640), np.float32)
    timed(
        "detection, a photo: insightface, 640 x 640", len(photos), lambda: [theirs.det_model.detect(p) for p in photos]
    )
    timed("detection, a photo: one pass at 640", len(photos), lambda: [detector.look(p, COARSE_PX) for p in upright])
    timed("detection, a photo: all scales that are needed", len(photos), lambda: [detector.detect(p) for p in upright])
    timed("  network alone, 480 x 640", 1, lambda: detector._network._network.run(blob))  # type: ignore[attr-defined]
    timed("alignment, a face: insightface", count, lambda: align_with_insightface(photos, faces))
    timed("alignment, a face", count, lambda: align(upright, faces))
    crops = align(upright, faces)
    if crops:
        plain = theirs.models["recognition"]
        timed("embedding, a face: insightface", count, lambda: [plain.get_feat(crop) for crop in crops])
        timed("embedding, a face", count, lambda: embedder.embed(crops))
    timed("everything, a photo: insightface", len(photos), lambda: [theirs.get(p) for p in photos])
    timed("everything, a photo", len(photos), lambda: [ours.analyze(p) for p in upright])
    print_agreement(ours, theirs, photos)


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    work()
    spent = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        spent.append((time.process_time() - begin) * 1000)
    return float(np.median(spent))


def plain_insightface(pack: ModelPack) -> Any:
    """insightface's FaceAnalysis with one thread, as its users run it otherwise."""
    import onnxruntime
    from insightface.app import FaceAnalysis

    logging.disable(logging.INFO)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    analysis = FaceAnalysis(
        name=str(pack.folder),
        allowed_modules=["detection", "recognition"],
        providers=["CPUExecutionProvider"],
        sess_options=options,
    )
    analysis.prepare(ctx_id=-1, det_size=(640, 640))
    return analysis


def align(photos: list[Any], faces: list[Any]) -> list[Any]:
    return [
        aligned_crop(photo, points) for photo, found in zip(photos, faces, strict=True) for points in found.landmarks
    ]


def align_with_insightface(photos: list[Any], faces: list[Any]) -> list[Any]:
    from insightface.utils import face_align

    return [
        face_align.norm_crop(photo, points)
        for photo, found in zip(photos, faces, strict=True)
        for points in found.landmarks
    ]


def print_agreement(ours: Analyzer, theirs: Any, photos: list[Any]) -> None:
    overlaps, similarities, missed = [], [], 0
    for photo in photos:
        observations = ours.analyze(np.ascontiguousarray(photo[..., ::-1]))
        for face in theirs.get(photo):
            left, top, right, bottom = face.bbox / np.tile(photo.shape[1::-1], 2)
            box = Box(left, top, right - left, bottom - top)
            best = max(observations, key=lambda one: one.detection.box.iou(box), default=None)
            if best is None or best.detection.box.iou(box) < 0.4:
                missed += 1
                continue
            overlaps.append(best.detection.box.iou(box))
            similarities.append(float(best.embedding @ face.normed_embedding))
    if similarities:
        print(
            f"  agreement on {len(similarities)} faces: overlap {np.mean(overlaps):.3f}, similarity mean "
            f"{np.mean(similarities):.4f}, lowest {min(similarities):.4f}; found by insightface only: {missed}"
        )


if __name__ == "__main__":
    main()
