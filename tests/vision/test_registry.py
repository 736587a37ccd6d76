"""The shipped registry is complete, plausible and true for the packs at hand."""

from __future__ import annotations

import re

import pytest

from faceorg import paths
from faceorg.errors import PackProblem
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.vision.packs import registry as module
from faceorg.vision.packs.installed import read_pack
from faceorg.vision.packs.registry import known_packs, registry
from tests.problems import refused


def test_every_pack_of_the_issue_is_known():
    wanted = {"buffalo_l", "buffalo_m", "buffalo_s", "buffalo_sc", "antelopev2", "raccoon_s", "raccoon_l"}
    assert wanted | {"yunet_sface", "yunet_auraface"} <= set(known_packs())


@pytest.mark.parametrize("pack", known_packs().values(), ids=lambda pack: pack.id)
def test_a_pack_says_what_it_is_and_what_it_allows(pack):
    assert pack.license_plain.english == ("for any use" if pack.commercial_use else "for private and research use")
    assert pack.about.english.endswith(".") and pack.about.german.endswith(".")
    assert "recognition" in pack.networks
    assert pack.networks["recognition"].thresholds is not None
    for download in pack.downloads:
        assert download.urls
        assert all(url.startswith("https://") and url.endswith(download.file) for url in download.urls)
        assert download.sha256 is not None
    assert pack.download_bytes or not pack.downloads


def test_checksums_are_sha256_and_thresholds_rise():
    assert registry().networks_by_sha256
    for sha256, network in registry().networks_by_sha256.items():
        assert re.fullmatch("[0-9a-f]{64}", sha256)
        if network.thresholds is not None:
            assert 0 < network.thresholds.match < network.thresholds.strict <= 0.5
            assert network.thresholds.match <= network.thresholds.cluster <= 0.5
            assert network.embedding_dim in (128, 512)


@pytest.mark.parametrize("pack_id", ["edgeface_xs", "mobilefacenet_y1"])
def test_the_packs_at_hand_are_the_registered_ones(pack_folder, pack_id):
    pack = read_pack(pack_folder(pack_id))
    known = known_packs()[pack_id]
    assert pack.sha256s == {role: network.sha256 for role, network in known.networks.items()}
    assert (pack.name, pack.thresholds) == (known.name, known.networks["recognition"].thresholds)


def test_a_missing_registry_says_that_the_installation_is_broken(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "resources_dir", lambda: tmp_path)
    module.registry.cache_clear()
    try:
        with refused(PackProblem, ProblemCode.REGISTRY_CANNOT_BE_READ, why=ReasonCode.FILE_NOT_FOUND):
            registry()
    finally:
        module.registry.cache_clear()
