"""What a library says of small children: from how many on, of which share, and of which packs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from faceorg.library.recognising import small_children
from faceorg.library.recognising.small_children import many_small_children
from faceorg.messages.codes import FindingCode
from faceorg.vision.packs.registry import registry
from faceorg.vision.packs.roles import RECOGNITION
from tests.library.conftest import vector_of

CHILD = "a child"
EMBEDDER = "the sha256 of the embedder"


@pytest.fixture
def told_apart(installed, studio, tmp_path, monkeypatch):
    """The pack of the studio has a direction that tells CHILD from everybody else."""
    installed["fake"] = replace(installed["fake"], sha256s={RECOGNITION: EMBEDDER})
    np.save(tmp_path / "direction.npy", np.append(vector_of(CHILD), 0.4).astype(np.float32))
    known = replace(registry(), small_children={EMBEDDER: tmp_path / "direction.npy"})
    monkeypatch.setattr(small_children, "registry", lambda: known)
    return studio


def photos_of(studio, children: int, adults: int) -> None:
    """Photos of up to three people; of the child one face each."""
    others = [f"adult {number}" for number in range(adults)]
    while children or others:
        child = [CHILD] if children else []
        children -= len(child)
        beside, others = others[: 3 - len(child)], others[3 - len(child) :]
        studio.take(f"{len(others)} {children}.png", *child, *beside)
    studio.scan()


def test_many_small_children_are_told_with_their_share_and_the_pack(told_apart) -> None:
    photos_of(told_apart, children=30, adults=90)
    found = many_small_children(told_apart.library)
    assert found is not None and found.code is FindingCode.MANY_SMALL_CHILDREN
    assert found.fields == {"share": 0.25, "pack": "fake"}
    assert str(found).startswith("Many small children here (about 25% of the faces): fake takes some of them")


@pytest.mark.parametrize(("children", "adults"), [(19, 11), (20, 190), (0, 30)], ids=["few", "a tenth", "none"])
def test_a_few_or_a_small_share_are_not_many(told_apart, children: int, adults: int) -> None:
    photos_of(told_apart, children, adults)
    assert many_small_children(told_apart.library) is None


def test_nothing_is_said_with_a_pack_that_nobody_has_tried_it_on(told_apart, installed) -> None:
    photos_of(told_apart, children=30, adults=0)
    assert many_small_children(told_apart.library) is not None
    installed["fake"] = replace(installed["fake"], sha256s={RECOGNITION: "another one"})
    assert many_small_children(told_apart.library) is None


def test_an_empty_library_says_nothing(told_apart) -> None:
    assert many_small_children(told_apart.library) is None


def test_of_a_large_library_some_faces_are_asked(told_apart, monkeypatch) -> None:
    monkeypatch.setattr(small_children, "MOST_ASKED", 40)
    photos_of(told_apart, children=40, adults=20)
    share = many_small_children(told_apart.library).fields["share"]
    assert 0.5 < share < 0.8
