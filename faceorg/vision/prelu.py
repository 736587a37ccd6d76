"""An embedder's ONNX file to the same network without PReLU nodes, which onnxruntime's CPU kernels run far faster.

PReLU(x) = a*x + (1 - a)*ReLU(x) exactly: for x >= 0 both are x, for x < 0 both are a*x. onnxruntime's PReLU kernel
breaks its blocked memory layout; written as above, a MobileFaceNet runs 2.75 times as fast and a ResNet50 1.27 times
(LIMITS.md). The rewritten file is kept in the cache folder under the original's checksum.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import numpy as np

from faceorg import paths
from faceorg.vision.checksums import write_atomically
from faceorg.vision.onnx_header import read_onnx_header

# Part of the cached file's name: raise it with every change of the rewrite.
REWRITE_VERSION = 1
CACHE_FOLDER = "networks"


def without_prelu(file: Path, sha256: str) -> Path:
    """Return a file with the same network and no PReLU: the original where it has none or the cache cannot be written.

    sha256 : of the original, the key of the cache
    """
    if "PRelu" not in read_onnx_header(file).operators:
        return file
    rewritten = paths.cache_dir() / CACHE_FOLDER / f"{sha256}-prelu{REWRITE_VERSION}.onnx"
    if not rewritten.is_file():
        with contextlib.suppress(OSError):  # no room or no rights for a cache: slower, never wrong
            write_atomically(rewritten, _rewrite(file))
    return rewritten if rewritten.is_file() else file


def _rewrite(file: Path) -> bytes:
    import onnx

    model = onnx.load(file)
    graph = model.graph
    weights = {weight.name: weight for weight in graph.initializer}
    nodes = []
    for node in graph.node:
        if node.op_type == "PRelu" and node.input[1] in weights:
            nodes += _expanded(node, weights[node.input[1]], graph)
        else:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    content: bytes = model.SerializeToString()
    return content


def _expanded(node: Any, slope: Any, graph: Any) -> list[Any]:
    """The four nodes that replace one PReLU; slopes keep their shape, so that they broadcast as before."""
    import onnx

    x, out = node.input[0], node.output[0]
    # The names must not begin with Sub or Mul: insightface reads the normalisation from the names of the first nodes.
    rest = onnx.numpy_helper.from_array((1.0 - onnx.numpy_helper.to_array(slope)).astype(np.float32), f"{out}_rest")
    graph.initializer.append(rest)
    make = onnx.helper.make_node
    return [
        make("Relu", [x], [f"{out}_relu"], name=f"prelu_{out}_relu"),
        make("Mul", [f"{out}_relu", rest.name], [f"{out}_high"], name=f"prelu_{out}_high"),
        make("Mul", [x, slope.name], [f"{out}_low"], name=f"prelu_{out}_low"),
        make("Add", [f"{out}_low", f"{out}_high"], [out], name=f"prelu_{out}_sum"),
    ]
