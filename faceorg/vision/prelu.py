"""An embedder's ONNX file to the same network without PReLU nodes, which onnxruntime's CPU kernels run far faster.

PReLU(x) = a*x + (1 - a)*ReLU(x) exactly: for x >= 0 both are x, for x < 0 both are a*x. onnxruntime's PReLU kernel
breaks its blocked memory layout; written as above, a MobileFaceNet runs 2.75 times as fast and a ResNet50 1.27 times
(packaging/bench/LIMITS.md). The rewritten file is kept in the cache folder under the original's checksum.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import numpy as np

from faceorg import paths
from faceorg.files import atomic
from faceorg.vision.packs.onnx_header import read_onnx_header

# Part of the cached file's name: raise it with every change of the rewrite.
REWRITE_VERSION = 2
CACHE_FOLDER = paths.NETWORKS_CACHE
ONE = "prelu_one"


def without_prelu(file: Path, sha256: str) -> Path:
    """Return a file with the same network and no PReLU: the original where it has none or the cache cannot be written.

    sha256 : of the original, the key of the cache
    """
    if "PRelu" not in read_onnx_header(file).operators:
        return file
    rewritten = paths.cache_dir() / CACHE_FOLDER / f"{sha256}-prelu{REWRITE_VERSION}.onnx"
    if not rewritten.is_file():
        with contextlib.suppress(OSError):  # no room or no rights for a cache: slower, never wrong
            (paths.made_cache_dir() / CACHE_FOLDER).mkdir(exist_ok=True)
            atomic.write_bytes(rewritten, _rewrite(file))
    return rewritten if rewritten.is_file() else file


def _rewrite(file: Path) -> bytes:
    import onnx

    model = onnx.load(file)
    graph = model.graph
    weight_types = {weight.name: weight.data_type for weight in graph.initializer}
    graph.initializer.append(onnx.numpy_helper.from_array(np.ones(1, np.float32), ONE))
    nodes = []
    for node in graph.node:
        # Slopes of half precision stay: the rewrite would mix types. A slope that a node computes is cast by it.
        plain = node.op_type == "PRelu" and weight_types.get(node.input[1], onnx.TensorProto.FLOAT) == 1
        nodes += _expanded(node.input[0], node.input[1], node.output[0]) if plain else [node]
    del graph.node[:]
    graph.node.extend(nodes)
    content: bytes = model.SerializeToString()
    return content


def _expanded(x: str, slope: str, out: str) -> list[Any]:
    """The nodes that replace one PReLU; onnxruntime folds 1 - slope when it loads the file."""
    from onnx.helper import make_node

    # The names must not begin with Sub or Mul: insightface reads the normalisation from the names of the first nodes.
    return [
        make_node("Sub", [ONE, slope], [f"{out}_rest"], name=f"prelu_{out}_rest"),
        make_node("Relu", [x], [f"{out}_relu"], name=f"prelu_{out}_relu"),
        make_node("Mul", [f"{out}_relu", f"{out}_rest"], [f"{out}_high"], name=f"prelu_{out}_high"),
        make_node("Mul", [x, slope], [f"{out}_low"], name=f"prelu_{out}_low"),
        make_node("Add", [f"{out}_low", f"{out}_high"], [out], name=f"prelu_{out}_sum"),
    ]
