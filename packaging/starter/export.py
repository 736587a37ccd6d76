"""Turns the checkpoints into the pack: two ONNX files and the manifest with thresholds calibrated for them.

    python packaging/starter/export.py [--pack FOLDER] [--finish] [--cluster 0.29]

Thresholds are measured on the held-out half of LFW's people, whom the embedder never saw, with the pack's own detector:
match and strict are the similarities that one pair of strangers in a thousand and in ten thousand reaches, cluster is
the average similarity at which average linkage groups people with three photos or more best.
"""

from __future__ import annotations

import argparse
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import onnx
import torch
from checksum import sha256
from detector_net import DetectorNet, ScrfdForm
from embedder_net import CROP_PX, DIM, EmbedderNet, ShippedEmbedder
from held_out import Held, calibrated
from onnx_files import export, folded, macs, parameters
from places import PACK
from sharpen import sharpen
from train_detector import CHECKPOINT as DETECTOR_CHECKPOINT
from train_embedder import CHECKPOINT as EMBEDDER_CHECKPOINT

DETECTOR_FILE, EMBEDDER_FILE = "detector.onnx", "embedder.onnx"
OUTPUTS = [f"{kind}_{stride}" for kind in ("score", "bbox", "kps") for stride in (8, 16, 32)]
LICENSE = "non-commercial: trained on LFW (research use) and UTKFace (non-commercial research)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK, help="another folder, to measure before it is shipped")
    parser.add_argument("--finish", action="store_true", help="the ONNX files lie there: write the manifest")
    parser.add_argument("--cluster", type=float, help="cluster threshold by hand, after a look at `faceorg evaluate`")
    chosen = parser.parse_args()
    pack = chosen.pack
    pack.mkdir(parents=True, exist_ok=True)
    if not chosen.finish:
        export_detector(pack / DETECTOR_FILE)
        export_embedder(pack / EMBEDDER_FILE)
    for file, side in ((DETECTOR_FILE, 640), (EMBEDDER_FILE, CROP_PX)):
        path = pack / file
        bulk = f"{macs(path, side) / 1e6:.0f} MMACs, {path.stat().st_size:,} bytes"
        print(f"{file}: {parameters(path):,} weights, {bulk}")
    held = Held.read(pack / DETECTOR_FILE, pack / EMBEDDER_FILE)
    thresholds = calibrated(held.embeddings, held.people)
    if chosen.cluster is not None:
        thresholds["cluster"] = chosen.cluster
    (pack / "manifest.json").write_text(
        json.dumps(manifest(pack, thresholds), indent=2, ensure_ascii=False) + "\n", "utf-8"
    )
    print(thresholds)


def export_detector(file: Path) -> None:
    """Write the detector; without a checkpoint the shipped one stays."""
    if not DETECTOR_CHECKPOINT.exists():
        if not file.exists():
            shutil.copyfile(PACK / DETECTOR_FILE, file)
        return
    net = DetectorNet()
    net.load_state_dict(_average(DETECTOR_CHECKPOINT))
    free = {"input.1": {2: "height", 3: "width"}, **{name: {0: f"{name}_anchors"} for name in OUTPUTS}}
    export(ScrfdForm(folded(net)), file, 640, OUTPUTS, free)


def export_embedder(file: Path) -> None:
    """Write the embedder, sharpened."""
    net = EmbedderNet()
    net.load_state_dict(_average(EMBEDDER_CHECKPOINT))
    step = sharpen(net.eval())
    batches = {"input.1": {0: "faces"}, "embedding": {0: "faces"}}
    export(ShippedEmbedder(folded(net)), file, CROP_PX, ["embedding"], batches)
    state_length(file)
    step.keep(file)


def state_length(file: Path) -> None:
    """Write into the embedder how long its answers are: the exporter loses it where views are summed."""
    model = onnx.load(str(file))
    model.graph.output[0].type.tensor_type.shape.dim[1].dim_value = DIM
    onnx.save(model, str(file))


def manifest(pack: Path, thresholds: dict[str, float]) -> dict:
    """Return InsightFace's manifest V2 with a part of our own that insightface ignores."""
    return {
        "manifest_version": 2,
        "model_id": "starter",
        "display_name": "faceorg starter",
        "license": "MODEL.LICENSE",
        "tasks": {
            "detection": {
                "file": DETECTOR_FILE,
                "sha256": sha256(pack / DETECTOR_FILE),
                "preprocessing": {"mean": 127.5, "std": 128.0},
            },
            "recognition": {
                "file": EMBEDDER_FILE,
                "sha256": sha256(pack / EMBEDDER_FILE),
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
