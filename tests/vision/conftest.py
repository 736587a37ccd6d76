"""Material for the tests of vision: tiny networks made on the spot, real packs, photos, and a cache of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.conftest import SHARED

Pixels = NDArray[np.uint8]


@pytest.fixture(scope="session", autouse=True)
def vision_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder for the whole run, never the user's: checksums and rewritten networks land here."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("faceorg.paths.cache_dir", lambda: folder)
        yield folder


@pytest.fixture
def no_packs_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No pack comes from this machine: neither the home folder nor the environment has any."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.delenv("FACEORG_PACKS", raising=False)


def _network(inputs: list[tuple[str, list[Any]]], outputs: list[tuple[str, list[Any]]], nodes: list[Any]) -> bytes:
    import onnx
    from onnx import TensorProto, helper

    def tensors(entries: list[tuple[str, list[Any]]]) -> list[Any]:
        return [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in entries]

    weights = [onnx.numpy_helper.from_array(np.ones(1, np.float32), "one")]
    graph = helper.make_graph(nodes, "tiny", tensors(inputs), tensors(outputs), initializer=weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    return bytes(model.SerializeToString())


@pytest.fixture(scope="session")
def make_network() -> Callable[..., bytes]:
    """make_network(input_shape, *output_shapes, names=None) -> the bytes of a network with that outside."""
    from onnx import helper

    def make(input_shape: list[Any], *output_shapes: list[Any], names: list[str] | None = None) -> bytes:
        names = names or [f"out{place}" for place in range(len(output_shapes))]
        nodes = [helper.make_node("Mul", ["pixels", "one"], [name]) for name in names]
        return _network([("pixels", input_shape)], list(zip(names, output_shapes, strict=True)), nodes)

    return make


@pytest.fixture(scope="session")
def scrfd_like(make_network: Callable[..., bytes]) -> bytes:
    """A file that looks like SCRFD from outside: nine outputs."""
    shapes = [[None, width] for width in (1, 1, 1, 4, 4, 4, 10, 10, 10)]
    return make_network([1, 3, "h", "w"], *shapes)


@pytest.fixture(scope="session")
def embedder_like(make_network: Callable[..., bytes]) -> bytes:
    """A file that looks like an ArcFace embedder from outside."""
    return make_network(["n", 3, 112, 112], ["n", 64])


@pytest.fixture(scope="session")
def edgeface(pack_folder: Callable[[str], Path]) -> Any:
    """A real analyzer with the pack edgeface_xs."""
    from faceorg.vision.analyzer import Analyzer
    from faceorg.vision.packs.installed import load_pack

    return Analyzer(load_pack(pack_folder("edgeface_xs")), device="cpu")


@pytest.fixture(scope="session")
def analyzer(main_pack: Path) -> Any:
    """A real analyzer, where it does not matter with which pack."""
    from faceorg.vision.analyzer import Analyzer
    from faceorg.vision.packs.installed import load_pack

    return Analyzer(load_pack(main_pack), device="cpu")


@pytest.fixture(scope="session")
def read_still(still_photos: Path) -> Callable[[str], Pixels]:
    """read_still(name) -> one of the stills, uint8 (h, w, 3) RGB."""
    return lambda name: _read(still_photos / name)


@pytest.fixture(scope="session")
def read_photo(shared: Path) -> Callable[[str], Pixels]:
    """read_photo(path below ../shared) -> uint8 (h, w, 3) RGB."""

    return lambda name: _read(shared / name)


def _read(file: Path) -> Pixels:
    import cv2

    return np.ascontiguousarray(cv2.imread(str(file))[..., ::-1])


@pytest.fixture(scope="session")
def portrait_pairs(request: pytest.FixtureRequest, still_photos: Path) -> list[tuple[Pixels, Pixels]]:
    """Two photos of each of several people: of LFW, or of the stills where ../shared is absent."""
    if SHARED.is_dir():
        return request.getfixturevalue("lfw_pairs")
    files = [sorted(folder.iterdir()) for folder in sorted(still_photos.iterdir()) if folder.is_dir()]
    return [(_read(found[at]), _read(found[at + 1])) for found in files for at in (0, 2)]


@pytest.fixture(scope="session")
def lfw_pairs(shared: Path, read_photo: Callable[[str], Pixels]) -> list[tuple[Pixels, Pixels]]:
    """Two photos of each of 24 people of LFW, the same ones on every machine."""
    folders = [folder for folder in sorted((shared / "labelled" / "lfw").iterdir()) if len(list(folder.iterdir())) > 1]
    pairs = [sorted(folder.iterdir())[:2] for folder in folders[:: len(folders) // 24][:24]]
    return [(read_photo(str(first)), read_photo(str(second))) for first, second in pairs]
