"""Turns environment variables into the folders of the starter recipe: material to read, work to keep, pack to ship.

FACEORG_SHARED : the shared material (default: ../shared beside the checkout), read only
FACEORG_STARTER_WORK : crops, banks, checkpoints (default: .work/starter in the checkout, ignored by git; about 20 GB)
"""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("FACEORG_SHARED", CHECKOUT.parent / "shared"))
WORK = Path(os.environ.get("FACEORG_STARTER_WORK", CHECKOUT / ".work" / "starter"))
PACK = CHECKOUT / "resources" / "packs" / "starter"
LOGS = Path(__file__).resolve().parent / "logs"

TEACHER_EMBEDDER = SHARED / "models" / "edgeface_xs" / "edgeface_xs.onnx"
SECOND_TEACHER = SHARED / "models" / "mobilefacenet_y1" / "mobilefacenet_y1_ms1m.onnx"
TEACHER_DETECTOR = SHARED / "models" / "edgeface_xs" / "det_500m.onnx"
YUNET = SHARED / "models" / "opencv" / "yunet_n_dynamic.onnx"
LFW = SHARED / "labelled" / "lfw"
UTKFACE = SHARED / "unlabelled" / "utkface"
UTKFACE_MORE = SHARED / "unlabelled" / "utkface_more"
PHOTOS = SHARED / "photos"

# Photos that no network of the pack ever saw in training: the yardsticks of the detector.
HELD_OUT_PHOTOS = ("dlib_faces", "photoprism", "digikam")
SEED = 20261122
