"""Which pack is offered: by what the photos are for, by what is in use, and by what the machine gets done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising import packs
from faceorg.library.scanning import pack_offers
from faceorg.library.scanning.forecast import Forecast
from faceorg.library.scanning.pack_offers import Purpose, offers, suited
from faceorg.vision.packs.registry import known_packs


@pytest.fixture
def empty(tmp_path: Path):
    with open_library(tmp_path / "library") as opened:
        yield opened


def forecast_of(photos: int) -> Forecast:
    return Forecast(photos, True, 6, whole_s=0.1, detecting_s=0.03, embedding_s=0.01, processes=2)


def test_beside_the_starter_private_photos_are_offered_buffalo_l(empty) -> None:
    found = offers(empty, Purpose.PRIVATE)
    assert [offer.id for offer in found] == ["buffalo_l", "buffalo_sc"]
    assert not found[0].is_installed and found[0].size_bytes == 288_621_354


def test_businesses_are_offered_what_they_may_use(empty) -> None:
    found = offers(empty, Purpose.BUSINESS)
    assert found and all(known_packs()[offer.id].commercial_use for offer in found)


def test_a_machine_that_would_take_days_is_offered_the_small_one(empty) -> None:
    found = offers(empty, Purpose.PRIVATE)
    assert suited(found, None).id == "buffalo_l"
    assert suited(found, forecast_of(50_000)).id == "buffalo_l"  # 7 hours
    assert suited(found, forecast_of(500_000)).id == "buffalo_sc"
    assert suited(found, forecast_of(50_000_000)).id == "buffalo_sc"
    assert suited([], forecast_of(1)) is None


def test_every_pack_that_is_offered_can_be_fetched_and_its_time_told() -> None:
    for pack_id in {pack_id for suited_packs in pack_offers.SUITED.values() for pack_id in suited_packs}:
        known = known_packs()[pack_id]
        assert known.downloads and known.download_bytes
        assert all(network.work is not None for network in known.networks.values()) and len(known.networks) == 2


@pytest.fixture
def in_use(empty, monkeypatch: pytest.MonkeyPatch):
    """in_use(id, **facts): a pack like the starter is in use by that name, with other facts."""
    starter = packs.pack_in_use(empty)

    def use(pack_id: str, **facts) -> None:
        monkeypatch.setattr(packs, "pack_in_use", lambda _library: replace(starter, id=pack_id, **facts))

    return use


def test_who_has_chosen_a_pack_is_offered_none(empty, in_use) -> None:
    in_use("edgeface_xs", commercial_use=False)
    assert offers(empty, Purpose.PRIVATE) == []
    assert [offer.id for offer in offers(empty, Purpose.BUSINESS)] == ["yunet_sface"]
    in_use("yunet_auraface", commercial_use=True)
    assert offers(empty, Purpose.BUSINESS) == []


def test_one_that_is_installed_is_offered_as_such(empty, in_use, monkeypatch) -> None:
    starter = packs.pack_in_use(empty)
    here = [packs.PackStatus(replace(starter, id="buffalo_l"), False, 0)]
    monkeypatch.setattr(packs, "pack_statuses", lambda _library: here)
    assert [offer.is_installed for offer in offers(empty, Purpose.PRIVATE)] == [True, False]
