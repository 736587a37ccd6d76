"""Turns trained PyTorch networks into small ONNX files: batch norms folded, weights stored as float16."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn.utils.fusion import fuse_conv_bn_eval

SMALLEST_TENSOR = 256  # values; smaller ones stay float32, they save nothing


def export(net: torch.nn.Module, path: Path, side: int, outputs: list[str], dynamic: dict[str, dict[int, str]]) -> None:
    """Write the network (evaluation mode, float32) for one picture of this side as an ONNX file with one input."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter announces its successor, which needs onnxscript
        torch.onnx.export(
            net.float().eval(),
            torch.zeros(1, 3, side, side),
            str(path),
            dynamo=False,
            opset_version=17,
            input_names=["input.1"],
            output_names=outputs,
            dynamic_axes=dynamic,
        )
    model = onnx.load(str(path))
    drop_identities(model.graph)
    halve_weights(model.graph)
    model.producer_name, model.doc_string = "faceorg packaging/starter", ""
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def folded(net: torch.nn.Module) -> torch.nn.Module:
    """Fold each batch norm that follows its convolution in a Sequential into that convolution; changes net itself.

    The exporter can do this too, but would store the weights of a network that is called twice two times.
    """
    net.eval()
    for module in net.modules():
        if isinstance(module, torch.nn.Sequential) and len(module) > 1:
            for i in range(len(module) - 1):
                if isinstance(module[i], torch.nn.Conv2d) and isinstance(module[i + 1], torch.nn.BatchNorm2d):
                    module[i] = fuse_conv_bn_eval(module[i], module[i + 1])
                    module[i + 1] = torch.nn.Identity()
    return net


def drop_identities(graph: onnx.GraphProto) -> None:
    """Let nodes read shared weights directly; the exporter renames the second use of one by an Identity."""
    renamed = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Identity"}
    nodes = [node for node in graph.node if node.op_type != "Identity"]
    for node in nodes:
        for i, name in enumerate(node.input):
            node.input[i] = renamed.get(name, name)
    del graph.node[:]
    graph.node.extend(nodes)


def halve_weights(graph: onnx.GraphProto) -> None:
    """Store large weights as float16 behind a Cast to float32, which onnxruntime folds away when it loads the file."""
    casts = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < SMALLEST_TENSOR:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], f"widen.{name}", to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def parameters(path: Path) -> int:
    """Return how many weights the file holds."""
    model = onnx.load(str(path))
    return sum(int(np.prod(t.dims)) for t in model.graph.initializer if t.data_type != TensorProto.INT64)


def macs(path: Path, side: int) -> int:
    """Return the multiply-accumulate operations of convolutions and matrix products for one picture of this side."""
    model = onnx.load(str(path))
    dims = model.graph.input[0].type.tensor_type.shape.dim
    for dim, value in zip(dims, (1, 3, side, side), strict=True):
        dim.dim_value = value
    for output in model.graph.output:
        output.type.tensor_type.ClearField("shape")
    model = onnx.shape_inference.infer_shapes(model)
    shapes = {v.name: [d.dim_value for d in v.type.tensor_type.shape.dim] for v in model.graph.value_info}
    weights = {t.name.removesuffix(".half"): list(t.dims) for t in model.graph.initializer}
    total = 0
    for node in model.graph.node:
        if node.op_type == "Conv":
            total += int(np.prod(shapes[node.output[0]])) * int(np.prod(weights[node.input[1]][1:]))
        elif node.op_type in ("Gemm", "MatMul"):
            constant = next(name for name in node.input if name in weights)
            total += _product_macs(shapes.get(node.output[0], [1]), weights[constant], node.op_type == "Gemm")
    return total


def _product_macs(output: list[int], constant: list[int], is_gemm: bool) -> int:
    """A Gemm uses each weight once a row; a product with a constant matrix sums over that matrix' inner side."""
    return int(np.prod(constant)) * output[0] if is_gemm else int(np.prod(output)) * max(constant)
