"""Turns the checkpoints into the pack: two ONNX files and the manifest with thresholds calibrated for them.

    python packaging/starter/export.py

Thresholds are measured on the held-out half of LFW's people, whom the embedder never saw, with the pack's own detector:
match and strict are the similarities that one pair of strangers in a thousand and in ten thousand reaches, cluster is
the average similarity at which average linkage groups people with three photos or more best.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import torch
from detector_net import DetectorNet, ScrfdForm
from embedder_net import CROP_PX, DIM, EmbedderNet, ShippedEmbedder
from held_out import Held, calibrated
from onnx_files import export, folded, macs, parameters, sha256
from places import PACK
from sharpen import sharpen
from train_detector import CHECKPOINT as DETECTOR_CHECKPOINT
from train_embedder import CHECKPOINT as EMBEDDER_CHECKPOINT

DETECTOR_FILE, EMBEDDER_FILE = "detector.onnx", "embedder.onnx"
OUTPUTS = [f"{kind}_{stride}" for kind in ("score", "bbox", "kps") for stride in (8, 16, 32)]
LICENSE = "non-commercial: trained on LFW (research use) and UTKFace (non-commercial research)"


def main() -> None:
    PACK.mkdir(parents=True, exist_ok=True)
    net = DetectorNet()
    net.load_state_dict(_average(DETECTOR_CHECKPOINT))
    free = {"input.1": {2: "height", 3: "width"}, **{name: {0: f"{name}_anchors"} for name in OUTPUTS}}
    export(ScrfdForm(folded(net)), PACK / DETECTOR_FILE, 640, OUTPUTS, free)
    embedder = EmbedderNet()
    embedder.load_state_dict(_average(EMBEDDER_CHECKPOINT))
    sharpen(embedder.eval())
    batches = {"input.1": {0: "faces"}, "embedding": {0: "faces"}}
    export(ShippedEmbedder(folded(embedder)), PACK / EMBEDDER_FILE, CROP_PX, ["embedding"], batches)
    for file, side in ((DETECTOR_FILE, 640), (EMBEDDER_FILE, CROP_PX)):
        path = PACK / file
        bulk = f"{macs(path, side) / 1e6:.0f} MMACs, {path.stat().st_size:,} bytes"
        print(f"{file}: {parameters(path):,} weights, {bulk}")
    held = Held.read(PACK / DETECTOR_FILE, PACK / EMBEDDER_FILE)
    thresholds = calibrated(held.embeddings, held.people)
    (PACK / "manifest.json").write_text(json.dumps(manifest(thresholds), indent=2) + "\n")
    print(thresholds)


def manifest(thresholds: dict[str, float]) -> dict:
    """Return InsightFace's manifest V2 with a part of our own that insightface ignores."""
    return {
        "manifest_version": 2,
        "model_id": "starter",
        "display_name": "faceorg starter",
        "license": "MODEL.LICENSE",
        "tasks": {
            "detection": {
                "file": DETECTOR_FILE,
                "sha256": sha256(PACK / DETECTOR_FILE),
                "preprocessing": {"mean": 127.5, "std": 128.0},
            },
            "recognition": {
                "file": EMBEDDER_FILE,
                "sha256": sha256(PACK / EMBEDDER_FILE),
                "input_size": [112, 112],
                "embedding_dimension": DIM,
                "preprocessing": {"mean": 127.5, "std": 127.5},
            },
        },
        "faceorg": {
            "thresholds": thresholds,
            "license": LICENSE,
            "license_plain": {"en": "for private and research use", "de": "für private und Forschungszwecke"},
            "commercial_use": False,
            "about": {
                "en": "small and shipped with faceorg; a better pack finds more of the same person, above all children",
                "de": "klein und mit faceorg geliefert; ein besseres Paket findet mehr von derselben Person, "
                "vor allem bei Kindern",
            },
            "made_on": datetime.now(UTC).date().isoformat(),
        },
    }


def _average(checkpoint: Path) -> dict[str, torch.Tensor]:
    return torch.load(checkpoint, map_location="cpu")["average"]


if __name__ == "__main__":
    main()
