"""A light pack -> one that costs what the packs of ResNet-50 class cost, to measure time with: `throughput.py --heavy`.

Such packs have weights of their own licences, so none lies here. The embedder is an IResNet-50 (Deng et al., ArcFace,
CVPR 2019) with weights drawn by lot: its embeddings say nothing. The detector must find the faces, or there would be
none to embed: it is the light pack's, and beside it runs an SCRFD-10G (Guo et al., Sample and Computation
Redistribution, ICLR 2022) of drawn weights, whose outputs are added with no weight that anybody could see. What is
printed of agreement is worth nothing, then; what is printed of time holds.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from faceorg.domain import ModelPack

IRESNET_50 = (3, 4, 14, 3)
# SCRFD-10G: blocks and planes of its four stages, planes of the pyramid, planes and depth of its heads.
SCRFD_BLOCKS, SCRFD_PLANES, PYRAMID_PLANES, HEAD_PLANES, HEAD_DEPTH = (3, 4, 2, 3), (56, 88, 88, 224), 56, 80, 3
# The share of the heavy branch in the outputs: beyond what float32 resolves beside a score.
UNSEEN = 1e-12


class Drawing:
    """A network under construction: nodes, and weights drawn so that what flows through keeps its size."""

    def __init__(self, seed: int) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._draw = np.random.default_rng(seed)

    def weight(self, values: object, kind: type[np.generic] = np.float32) -> str:
        name = f"heavy_w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values, kind), name))
        return name

    def node(self, operator: str, inputs: list[str], **attributes: object) -> str:
        name = f"heavy_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], name, **attributes))
        return name

    def conv(self, x: str, planes: int, out: int, side: int = 3, stride: int = 1) -> str:
        spread = (2 / (planes * side * side)) ** 0.5
        kernel = self.weight(self._draw.normal(0, spread, (out, planes, side, side)))
        bias = self.weight(np.zeros(out))
        edge = side // 2
        shape = {"kernel_shape": [side, side], "strides": [stride, stride], "pads": [edge] * 4}
        return self.node("Conv", [x, kernel, bias], **shape)

    def norm(self, x: str, planes: int) -> str:
        ones, zeros = np.ones(planes), np.zeros(planes)
        values = [self.weight(one) for one in (ones * 0.7, zeros, zeros, ones)]
        return self.node("BatchNormalization", [x, *values])

    def prelu(self, x: str, planes: int) -> str:
        return self.node("PRelu", [x, self.weight(np.full((planes, 1, 1), 0.25))])


def write_heavy_pack(light: ModelPack, folder: Path) -> Path:
    """Write the pack into a folder, which is returned."""
    folder.mkdir(parents=True)
    onnx.save(_heavy_detector(light.files["detection"]), folder / "det_heavy.onnx")
    onnx.save(_iresnet_50(), folder / "iresnet50.onnx")
    return folder


def _iresnet_50(seed: int = 50) -> onnx.ModelProto:
    net = Drawing(seed)
    x = net.prelu(net.conv("data", 3, 64), 64)
    planes = 64
    for blocks, out in zip(IRESNET_50, (64, 128, 256, 512), strict=True):
        for block in range(blocks):
            stride = 2 if block == 0 else 1
            y = net.prelu(net.conv(net.norm(x, planes), planes, out), out)
            y = net.conv(y, out, out, stride=stride)
            x = net.node("Add", [y, net.conv(x, planes, out, side=1, stride=stride) if block == 0 else x])
            planes = out
    flat = net.node("Flatten", [net.norm(x, planes)])
    drawn = np.random.default_rng(seed + 1).normal(0, (planes * 49) ** -0.5, (512, planes * 49))
    net.node("Gemm", [flat, net.weight(drawn), net.weight(np.zeros(512))], transB=1)
    net.nodes[-1].output[:] = ["embedding"]
    given = helper.make_tensor_value_info("data", TensorProto.FLOAT, ["batch", 3, 112, 112])
    said = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", 512])
    return _model(helper.make_graph(net.nodes, "iresnet50", [given], [said], net.weights))


def _heavy_detector(light: Path) -> onnx.ModelProto:
    model = onnx.load(light)
    graph, net = model.graph, Drawing(10)
    unseen = _scrfd_10g(net, graph.input[0].name)
    for output in graph.output:
        inner = f"{output.name}_light"
        for node in graph.node:
            node.output[:] = [inner if name == output.name else name for name in node.output]
            node.input[:] = [inner if name == output.name else name for name in node.input]
        net.nodes.append(helper.make_node("Add", [inner, unseen], [output.name], f"with_{output.name}"))
    graph.node.extend(net.nodes)
    graph.initializer.extend(net.weights)
    return model


def _scrfd_10g(net: Drawing, entry: str) -> str:
    """Build the network on the entry; return one number, next to nothing, that depends on all of it."""
    relu = lambda x: net.node("Relu", [x])  # noqa: E731
    x = relu(net.conv(entry, 3, 28, stride=2))
    x = relu(net.conv(relu(net.conv(x, 28, 28)), 28, 56))
    x = net.node("MaxPool", [x], kernel_shape=[2, 2], strides=[2, 2])
    planes, levels = 56, []
    for stage, (blocks, out) in enumerate(zip(SCRFD_BLOCKS, SCRFD_PLANES, strict=True)):
        for block in range(blocks):
            stride = 2 if block == 0 and stage else 1
            y = net.conv(relu(net.conv(x, planes, out, stride=stride)), out, out)
            x = relu(net.node("Add", [y, net.conv(x, planes, out, side=1, stride=stride) if block == 0 else x]))
            planes = out
        levels.append((x, out))
    pyramid = [net.conv(level, out, PYRAMID_PLANES, side=1) for level, out in levels[1:]]
    twice, nowhere = net.weight([1, 1, 2, 2]), net.weight([])
    for fine in (1, 0):
        larger = net.node("Resize", [pyramid[fine + 1], nowhere, twice], mode="nearest")
        pyramid[fine] = net.node("Add", [pyramid[fine], larger])
    pyramid = [net.conv(level, PYRAMID_PLANES, PYRAMID_PLANES) for level in pyramid]
    for coarse in (1, 2):
        smaller = net.conv(pyramid[coarse - 1], PYRAMID_PLANES, PYRAMID_PLANES, stride=2)
        pyramid[coarse] = net.node("Add", [pyramid[coarse], smaller])
    means = []
    for level in pyramid:
        head, width = level, PYRAMID_PLANES
        for _ in range(HEAD_DEPTH):
            head, width = relu(net.conv(head, width, HEAD_PLANES)), HEAD_PLANES
        said = net.conv(head, width, 2 * (1 + 4 + 10))
        means.append(net.node("ReduceMean", [said], keepdims=0))
    together = net.node("Sum", means)
    return net.node("Mul", [together, net.weight(UNSEEN)])


def _model(graph: onnx.GraphProto) -> onnx.ModelProto:
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
