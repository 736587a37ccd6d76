"""The outside of an ONNX file is read without onnx, whatever bytes the file has."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faceorg.errors import PackProblem
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.paths import resources_dir
from faceorg.vision.packs.onnx_header import read_onnx_header
from tests.problems import refused


@pytest.mark.parametrize("pack_id", ["starter", "edgeface_xs", "opencv"])
def test_names_and_shapes_agree_with_onnx(request, pack_id):
    import onnx

    shipped = resources_dir() / "packs" / pack_id
    folder = shipped if shipped.is_dir() else request.getfixturevalue("pack_folder")(pack_id)
    files = list(folder.glob("*.onnx"))
    assert files
    for file in files:
        graph = onnx.load(file).graph
        header = read_onnx_header(file)
        for ours, theirs in ((header.inputs, graph.input), (header.outputs, graph.output)):
            assert [tensor.name for tensor in ours] == [value.name for value in theirs]
            shapes = [tuple(d.dim_value or d.dim_param for d in v.type.tensor_type.shape.dim) for v in theirs]
            assert [tensor.shape for tensor in ours] == shapes
        assert header.operators == {node.op_type for node in graph.node}


def test_weights_listed_as_inputs_are_left_out(tmp_path):
    import numpy as np
    import onnx
    from onnx import TensorProto, helper

    def value(name, shape):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    weight = onnx.numpy_helper.from_array(np.ones(1, np.float32), "w")
    node = helper.make_node("Mul", ["x", "w"], ["y"])
    graph = helper.make_graph([node], "g", [value("w", [1]), value("x", [1, 3])], [value("y", [1, 3])], [weight])
    file = tmp_path / "old.onnx"
    onnx.save(helper.make_model(graph), file)
    assert [tensor.name for tensor in read_onnx_header(file).inputs] == ["x"]


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"not a network at all", b"<html>404</html>", b"\x3a\xff\xff\xff\x7f"]
)
def test_files_that_are_no_networks_are_refused_in_one_sentence(tmp_path, content):
    file = tmp_path / "x.onnx"
    file.write_bytes(content)
    with refused(PackProblem, ProblemCode.NETWORK_DAMAGED, file="x.onnx"):
        read_onnx_header(file)


def test_a_missing_file_is_refused_in_one_sentence(tmp_path):
    with refused(PackProblem, ProblemCode.NETWORK_CANNOT_BE_READ, why=ReasonCode.FILE_NOT_FOUND):
        read_onnx_header(tmp_path / "gone.onnx")


def test_a_file_is_read_once_and_again_when_it_is_another(tmp_path, scrfd_like, monkeypatch):
    file = tmp_path / "x.onnx"
    file.write_bytes(scrfd_like)
    header = read_onnx_header(file)
    opened = []
    opens = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *how: opened.append(self) or opens(self, *how))
    assert read_onnx_header(file) == header
    assert opened == []
    with opens(file, "wb") as stream:
        stream.write(b"not a network at all")
    with refused(PackProblem, ProblemCode.NETWORK_DAMAGED, file="x.onnx"):
        read_onnx_header(file)
    assert opened == [file]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_change_of_bytes_raises_anything_but_a_pack_problem(tmp_path, scrfd_like, data):
    content = bytearray(scrfd_like)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path / f"flipped-{uuid.uuid4()}.onnx"  # of a name of its own: what was read of another is remembered
    file.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        header = read_onnx_header(file)
    except PackProblem:
        return
    assert header.inputs
    assert header.outputs
