"""Networks that reach beyond their file, and networks that answer with nothing: refused, each with its reason."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from faceorg.domain import ModelPack, PackId, Thresholds
from faceorg.errors import PackProblem
from faceorg.messages.codes import ProblemCode
from faceorg.vision.packs.install import install_pack
from faceorg.vision.packs.installed import read_pack
from faceorg.vision.packs.roles import RECOGNITION
from faceorg.vision.sessions import open_network

pytestmark = pytest.mark.usefixtures("no_packs_elsewhere")


def a_network(nodes, weights=(), functions=(), domains=()) -> bytes:
    """An embedder from outside: a picture of 112 x 112, a vector of 64; inside: these nodes."""
    from onnx import TensorProto, helper

    pixels = helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["n", 3, 112, 112])
    vector = helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["n", 64])
    graph = helper.make_graph(list(nodes), "a", [pixels], [vector], initializer=list(weights))
    opsets = [helper.make_opsetid(domain, 13 if domain == "" else 1) for domain in ("", *domains)]
    model = helper.make_model(graph, opset_imports=opsets, functions=list(functions), ir_version=8)
    return model.SerializeToString()


def vectors_times(weights: np.ndarray, last: str = "Identity") -> bytes:
    """A network that works: the mean colours times a matrix (3, 64)."""
    from onnx import helper, numpy_helper

    nodes = [
        helper.make_node("GlobalAveragePool", ["pixels"], ["mean"]),
        helper.make_node("Flatten", ["mean"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], ["product"]),
        helper.make_node(last, ["product"], ["vector"]),
    ]
    return a_network(nodes, [numpy_helper.from_array(weights.astype(np.float32), "weights")])


def with_weights_in(location: str) -> bytes:
    from onnx import TensorProto, helper

    tensor = TensorProto(name="weights", data_type=TensorProto.FLOAT, dims=[3, 64], data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value=location)
    return a_network([helper.make_node("MatMul", ["pixels", "weights"], ["vector"])], [tensor])


def with_constant_in(location: str) -> bytes:
    """As above, in an attribute of a node of a nested graph."""
    from onnx import TensorProto, helper

    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[3, 64], data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value=location)
    output = helper.make_tensor_value_info("inner", TensorProto.FLOAT, [3, 64])
    branch = helper.make_graph([helper.make_node("Constant", [], ["inner"], value=tensor)], "b", [], [output])
    node = helper.make_node("If", ["pixels"], ["vector"], then_branch=branch, else_branch=branch)
    return a_network([node])


@pytest.fixture
def a_pack(tmp_path: Path, scrfd_like: bytes):
    """a_pack(bytes of an embedder) -> its folder"""

    def make(embedder: bytes) -> Path:
        folder = tmp_path / "mine"
        folder.mkdir()
        (folder / "det.onnx").write_bytes(scrfd_like)
        (folder / "rec.onnx").write_bytes(embedder)
        return folder

    return make


@pytest.mark.parametrize("make", [with_weights_in, with_constant_in])
@pytest.mark.parametrize("location", ["../../secret", "/etc/passwd", "weights/../../x"])
def test_weights_outside_the_folder_are_refused_when_it_is_installed(tmp_path, a_pack, make, location):
    folder = a_pack(make(location))
    with pytest.raises(PackProblem) as caught:
        install_pack("mine", tmp_path / "packs", source=folder)
    assert caught.value.code == ProblemCode.NETWORK_REACHES_OUTSIDE
    assert list((tmp_path / "packs").iterdir()) == []


def test_weights_behind_a_link_are_outside(tmp_path, a_pack):
    folder = a_pack(with_weights_in("rec.data"))
    (tmp_path / "secret").write_bytes(bytes(1000))
    (folder / "rec.data").symlink_to(tmp_path / "secret")
    with pytest.raises(PackProblem) as caught:
        read_pack(folder)
    assert caught.value.code == ProblemCode.NETWORK_REACHES_OUTSIDE


def test_weights_that_do_not_come_along_are_missed_when_it_is_installed(tmp_path, a_pack):
    folder = a_pack(with_weights_in("rec.data"))
    (folder / "rec.data").write_bytes(bytes(1000))
    with pytest.raises(PackProblem) as caught:
        install_pack("mine", tmp_path / "packs", source=folder)
    assert caught.value.code == ProblemCode.NETWORK_LACKS_ITS_WEIGHTS


def test_operators_of_somebodys_own_library_are_refused(a_pack):
    from onnx import helper

    folder = a_pack(
        a_network([helper.make_node("Steal", ["pixels"], ["vector"], domain="evil.corp")], (), (), ["evil.corp"])
    )
    with pytest.raises(PackProblem) as caught:
        read_pack(folder)
    assert caught.value.code == ProblemCode.NETWORK_WITH_UNKNOWN_OPERATORS
    assert caught.value.fields["operators"] == "evil.corp::Steal"


def test_functions_that_a_network_brings_are_its_own(a_pack):
    from onnx import helper

    inside = helper.make_node("Flatten", ["x"], ["y"])
    function = helper.make_function("mine", "Flat", ["x"], ["y"], [inside], [helper.make_opsetid("", 13)])
    node = helper.make_node("Flat", ["pixels"], ["vector"], domain="mine")
    assert read_pack(a_pack(a_network([node], (), [function], ["mine"]))).embedding_dim == 64


def test_graphs_nested_without_end_are_no_network(a_pack):
    from onnx import TensorProto, helper

    output = helper.make_tensor_value_info("inner", TensorProto.FLOAT, [1])
    graph = helper.make_graph([helper.make_node("Identity", ["x"], ["inner"])], "g", [], [output])
    for _ in range(25):  # onnx itself writes no more than thirty
        node = helper.make_node("If", ["x"], ["inner"], then_branch=graph, else_branch=graph)
        graph = helper.make_graph([node], "g", [], [output])
        graph.node[0].attribute.pop()  # one branch: two would double it each time
    node = helper.make_node("If", ["pixels"], ["vector"], then_branch=graph)
    with pytest.raises(PackProblem) as caught:
        read_pack(a_pack(a_network([node])))
    assert caught.value.code == ProblemCode.NETWORK_DAMAGED


RANDOM = np.random.default_rng(1).normal(size=(3, 64))


@pytest.mark.parametrize(
    ("weights", "last"), [(np.zeros((3, 64)), "Identity"), (RANDOM * np.nan, "Identity"), (-abs(RANDOM) * 1e9, "Sqrt")]
)
def test_a_network_that_says_nothing_is_told_when_it_is_opened(tmp_path, weights, last):
    (tmp_path / "rec.onnx").write_bytes(vectors_times(weights, last))
    with pytest.raises(PackProblem) as caught:
        open_network(_pack(tmp_path), RECOGNITION, device="cpu")
    assert caught.value.code == ProblemCode.NETWORK_OF_NO_USE


def test_a_network_that_says_something_is_opened(tmp_path):
    (tmp_path / "rec.onnx").write_bytes(vectors_times(RANDOM))
    network = open_network(_pack(tmp_path), RECOGNITION, device="cpu")
    assert network.fixed_side == (112, 112)


def _pack(folder: Path) -> ModelPack:
    files = {RECOGNITION: folder / "rec.onnx"}
    sha256s = {RECOGNITION: "0" * 64}
    return ModelPack(
        PackId("mine"), "Mine", folder, files, 64, Thresholds(0.3, 0.4, 0.35), "none", "any", True, sha256s
    )
