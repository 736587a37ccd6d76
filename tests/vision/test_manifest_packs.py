"""Packs with InsightFace's manifest V2 load through insightface and see what the same networks see without one."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from faceorg.errors import PackProblem
from faceorg.messages.codes import ProblemCode
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.packs.installed import load_pack
from tests.problems import refused


@pytest.fixture
def manifest_pack(pack_folder, tmp_path):
    """manifest_pack(recognition=...) -> edgeface_xs under other file names, described by a manifest."""

    def make(embedder: bytes | None = None, **recognition: object):
        source = pack_folder("edgeface_xs")
        (tmp_path / "models").mkdir()
        (tmp_path / "models" / "d.onnx").write_bytes((source / "det_500m.onnx").read_bytes())
        (tmp_path / "models" / "r.onnx").write_bytes(embedder or (source / "edgeface_xs.onnx").read_bytes())
        (tmp_path / "MODEL.LICENSE").write_text("for tests")
        tasks = {"detection": {"file": "models/d.onnx"}, "recognition": {"file": "models/r.onnx"} | recognition}
        manifest = {"manifest_version": 2, "model_id": "m", "license": "MODEL.LICENSE", "tasks": tasks}
        (tmp_path / "manifest.json").write_text(json.dumps(manifest))
        return load_pack(tmp_path)

    return make


def same_embeddings(analyzer, edgeface, photo) -> None:
    expected = edgeface.analyze(photo)
    found = analyzer.analyze(photo)
    assert len(found) == len(expected) == 6
    for one, other in zip(found, expected, strict=True):
        assert float(one.embedding @ other.embedding) > 0.9999


def test_a_manifest_pack_sees_what_its_networks_see_without_manifest(manifest_pack, edgeface, read_photo):
    pack = manifest_pack()
    assert {role: file.name for role, file in pack.files.items()} == {"detection": "d.onnx", "recognition": "r.onnx"}
    same_embeddings(Analyzer(pack, device="cpu"), edgeface, read_photo("labelled/bbt/bbt4.jpg"))


def test_a_network_that_normalises_bytes_itself_is_given_bytes(manifest_pack, edgeface, pack_folder, read_photo):
    import onnx
    from onnx import TensorProto, helper

    model = onnx.load(pack_folder("edgeface_xs") / "edgeface_xs.onnx")
    graph = model.graph
    for node in graph.node:
        node.input[:] = ["normalised" if name == "input" else name for name in node.input]
    for name, value in (("mean", 127.5), ("scale", 1 / 127.5)):
        graph.initializer.append(onnx.numpy_helper.from_array(np.array([value], np.float32), name))
    first = [
        helper.make_node("Cast", ["input"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["floats", "mean"], ["centred"]),
        helper.make_node("Mul", ["centred", "scale"], ["normalised"]),
    ]
    nodes = [*first, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    graph.input[0].type.tensor_type.elem_type = TensorProto.UINT8
    pack = manifest_pack(model.SerializeToString(), preprocessing="embedded")
    assert pack.nuisance is None  # other bytes: nobody measured them
    pack = replace(pack, nuisance=edgeface.pack.nuisance)
    same_embeddings(Analyzer(pack, device="cpu"), edgeface, read_photo("labelled/bbt/bbt4.jpg"))


def test_a_manifest_that_insightface_refuses_is_a_problem_in_one_sentence(manifest_pack):
    pack = manifest_pack(preprocessing={"mean": "grey"})
    with refused(PackProblem, ProblemCode.NETWORK_CANNOT_BE_LOADED):
        Analyzer(pack, device="cpu")
