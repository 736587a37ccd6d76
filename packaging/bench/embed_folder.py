"""Embed a labelled folder (one sub-folder per person, one main face per photo) into an .npz, once.

    python packaging/bench/embed_folder.py ../shared/labelled/lfw OUT.npz --root ../shared --pack edgeface_xs

Uses insightface directly, so that what is measured here does not depend on faceorg's own reading of photos. The face
nearest to the centre counts. Small photos are padded to the detector's input, never enlarged. The .npz has
embeddings float16 (n, dim), unit rows, and lengths float32 (n,), what the network gave them; labels and photos (paths
relative to the folder), score and size_px float32 (n,), landmarks float32 (n, 5, 2) in pixels, quality float32 (n,):
what faceorg's own measure says of the aligned crop; pack, the id of the pack.
"""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path
from typing import Any

import cv2
import numpy as np

INPUT_PX = 640


def padded(pixels: np.ndarray) -> np.ndarray:
    """Centre a photo on a black square of at least the detector's input."""
    height, width = pixels.shape[:2]
    side = max(INPUT_PX, height, width)
    top, left = (side - height) // 2, (side - width) // 2
    return cv2.copyMakeBorder(pixels, top, side - height - top, left, side - width - left, cv2.BORDER_CONSTANT)


def central_face(analysis: Any, pixels: np.ndarray) -> Any | None:
    """Return insightface's Face nearest to the centre, with its embedding, or None."""
    from insightface.app.common import Face

    boxes, landmarks = analysis.det_model.detect(pixels, max_num=0, metric="default")
    if not len(boxes):
        return None
    centre = np.array(pixels.shape[1::-1]) / 2
    at = int(np.argmin(np.linalg.norm((boxes[:, :2] + boxes[:, 2:4]) / 2 - centre, axis=1)))
    face = Face(bbox=boxes[at, :4], kps=landmarks[at], det_score=boxes[at, 4])
    analysis.models["recognition"].get(pixels, face)
    return face


def quality(pixels: np.ndarray, face: Any) -> float:
    """What faceorg.vision says of a face that insightface found."""
    from insightface.utils import face_align

    from faceorg.vision.quality import measure_quality

    crop = np.ascontiguousarray(face_align.norm_crop(pixels, face.kps)[:, :, ::-1])
    width, height = face.bbox[2:] - face.bbox[:2]
    size_px = float(np.sqrt(width * height))
    return measure_quality(crop, face.kps.astype(np.float32), size_px, float(face.det_score)).value


def open_analysis(root: Path, pack: str) -> Any:
    """insightface's FaceAnalysis of a pack, on the CPU."""
    from insightface.app import FaceAnalysis

    warnings.filterwarnings("ignore", category=FutureWarning)
    analysis = FaceAnalysis(
        name=pack, root=str(root), allowed_modules=["detection", "recognition"], providers=["CPUExecutionProvider"]
    )
    analysis.prepare(ctx_id=-1, det_size=(INPUT_PX, INPUT_PX))
    return analysis


def embed(folder: Path, root: Path, pack: str) -> dict[str, np.ndarray]:
    analysis = open_analysis(root, pack)
    found: dict[str, list[Any]] = {
        name: [] for name in ("embeddings", "lengths", "labels", "photos", "score", "size_px", "landmarks", "quality")
    }
    for path in sorted(folder.glob("*/*")):
        pixels = cv2.imread(str(path))
        face = None if pixels is None else central_face(analysis, padded(pixels))
        if face is None:
            continue
        width, height = face.bbox[2:] - face.bbox[:2]
        found["embeddings"].append(face.normed_embedding.astype(np.float16))
        found["lengths"].append(np.linalg.norm(face.embedding).astype(np.float32))
        found["labels"].append(path.parent.name)
        found["photos"].append(f"{path.parent.name}/{path.name}")
        found["score"].append(np.float32(face.det_score))
        found["size_px"].append(np.float32(np.sqrt(width * height)))
        found["landmarks"].append(face.kps.astype(np.float32))
        found["quality"].append(np.float32(quality(padded(pixels), face)))
    return {name: np.array(values) for name, values in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="folder that holds models/PACK")
    parser.add_argument("--pack", default="edgeface_xs")
    asked = parser.parse_args()
    arrays = embed(asked.folder, asked.root, asked.pack)
    np.savez(asked.out, **arrays, pack=np.array(asked.pack))
    print(f"{len(arrays['embeddings'])} faces of {len(set(arrays['labels'].tolist()))} people in {asked.out}")


if __name__ == "__main__":
    main()
