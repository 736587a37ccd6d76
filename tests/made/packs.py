"""The starter pack -> a second pack that knows the same people by other numbers, and one that is not whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np

from faceorg.vision.packs.checksums import sha256_of


def make_packs(folder: Path, starter: Path, other: str, half: str) -> None:
    """Write two packs below a folder: `other` is whole, `half` has a detector only."""
    shutil.copytree(starter, folder / other)
    embedder = folder / other / "embedder.onnx"
    _turn(embedder)
    manifest = json.loads((folder / other / "manifest.json").read_text(encoding="utf-8"))
    manifest["model_id"], manifest["display_name"] = other, "The starter, turned"
    manifest["tasks"]["recognition"]["sha256"] = sha256_of(embedder)
    manifest["faceorg"]["commercial_use"] = True
    manifest["faceorg"]["license_plain"] = {"en": "for any use", "de": "für jeden Zweck"}
    (folder / other / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / half).mkdir()
    shutil.copyfile(starter / "detector.onnx", folder / half / "detector.onnx")


def _turn(embedder: Path) -> None:
    """Turn the space of an embedder: how alike two faces are stays, and no embedding of one fits one of the other."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(embedder)
    (answer,) = model.graph.output
    length = answer.type.tensor_type.shape.dim[-1].dim_value
    turn = np.linalg.qr(np.random.default_rng(7).normal(size=(length, length)))[0].astype(np.float32)
    inner = f"{answer.name}_before"
    for node in model.graph.node:
        node.output[:] = [inner if name == answer.name else name for name in node.output]
    model.graph.initializer.append(numpy_helper.from_array(turn, "turn"))
    model.graph.node.append(helper.make_node("MatMul", [inner, "turn"], [answer.name]))
    onnx.save(model, embedder)
