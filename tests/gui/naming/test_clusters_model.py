"""The list of groups stays put under the user's hands: known rows keep their order, new ones join, answered ones go."""

from __future__ import annotations

import pytest

from faceorg.domain import Cluster, ClusterId, FaceId, PackId
from faceorg.gui.naming.clusters_model import FEW_NEW, ClustersModel


def group(number: int, size: int) -> Cluster:
    return Cluster(ClusterId(number), PackId("p"), tuple(FaceId(number * 1000 + n) for n in range(size)))


def shown(model: ClustersModel) -> list[int]:
    return [model.cluster(row).id for row in range(model.rowCount())]


@pytest.fixture
def model(qapp) -> ClustersModel:
    made = ClustersModel()
    made.show([group(1, 9), group(2, 7), group(3, 5)])
    return made


def test_the_item_model_keeps_qts_rules(model, qtmodeltester) -> None:
    qtmodeltester.check(model)


def test_a_group_that_grew_stays_where_it_is(model) -> None:
    model.show([group(3, 12), group(1, 9), group(2, 7)])
    assert shown(model) == [1, 2, 3]


def test_a_new_group_comes_where_its_size_puts_it(model) -> None:
    model.show([group(1, 9), group(4, 8), group(2, 7), group(3, 5)])
    assert shown(model) == [1, 4, 2, 3]


def test_a_named_group_goes_at_once(model) -> None:
    model.remove(ClusterId(2))
    assert shown(model) == [1, 3]


def test_very_many_new_groups_are_sorted_anew(model) -> None:
    many = [group(100 + number, 20) for number in range(FEW_NEW + 1)]
    model.show([*many, group(3, 12), group(1, 9), group(2, 7)])
    assert shown(model)[-3:] == [3, 1, 2]


def test_what_is_clicked_off_is_remembered_by_group(model) -> None:
    model.toggle_left_out(1, FaceId(2003))
    model.show([group(2, 7), group(1, 9)])
    assert model.left_out(ClusterId(2)) == {2003}
    model.toggle_left_out(model.row_of(ClusterId(2)), FaceId(2003))
    assert model.left_out(ClusterId(2)) == frozenset()
