"""The recipe of the starter pack: whom it shows to the training, how often, beside whom, and how a network grows.

What needs PyTorch is skipped where there is none: faceorg itself never imports it.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

RECIPE = Path(__file__).parents[2] / "packaging" / "starter"


@pytest.fixture(autouse=True)
def recipe(monkeypatch):
    """The modules of the recipe find each other by their bare names."""
    monkeypatch.syspath_prepend(str(RECIPE))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(RECIPE)):
            del sys.modules[name]


def module(name: str):
    return importlib.import_module(name)


def test_the_name_of_a_chip_tells_age_and_group():
    chips = module("chips")
    assert chips.chip_facts("unlabelled/utkface_more/3_1_2_20170105174847679.webp") == (3, 2)


def test_a_chip_whose_name_lacks_the_group_is_of_no_cell():
    chips = module("chips")
    assert chips.chip_facts("39_1_20170116174525125.jpg") == (39, chips.NO_GROUP)
    assert chips.cell_of("unlabelled/utkface/39_1_20170116174525125.jpg") == 0


def test_small_children_are_one_kind_whatever_their_group():
    chips = module("chips")
    files = ["unlabelled/utkface/1_0_0_1.jpg", "unlabelled/utkface/7_0_2_1.jpg"]
    assert [chips.kind_of(chips.cell_of(file)) for file in files] == [1, 1]


def test_adults_of_two_groups_are_two_kinds_and_photos_are_none():
    chips = module("chips")
    files = ["unlabelled/utkface/30_0_1_1.jpg", "unlabelled/utkface/30_0_2_1.jpg", "labelled/lfw/A/A_0001.jpg"]
    assert [chips.kind_of(chips.cell_of(file)) for file in files] == [3, 4, 0]


def test_rare_ages_and_groups_are_drawn_more_often_than_they_come():
    draws = module("draws")
    files = [f"unlabelled/utkface/{i}.jpg" for i in range(100)] + ["labelled/lfw/A.jpg"]
    cells = np.array([1] * 96 + [2] * 4 + [0])
    chances = draws.chances(files, cells)
    assert chances.sum() == pytest.approx(1)
    assert chances[-1] == pytest.approx(draws.PHOTOS_SHARE)
    assert chances[96:100].sum() / chances[:96].sum() == pytest.approx((4 / 96) ** 0.5)


def test_a_face_is_mixed_with_the_strangers_who_are_most_like_it():
    draws = module("draws")
    angles = np.radians([0, 20, 60, 70, 80, 180])  # the second is the first's person: a similarity of 0.94
    taught = np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32)
    assert set(draws.neighbours(taught, 2)[0]) == {2, 3}


def test_chips_for_the_slices_arealike_of_every_kind_and_leave_most_for_training():
    faces = module("faces")
    common = [Path(f"30_0_0_{i}.webp") for i in range(400)]
    rare = [Path(f"1_0_3_{i}.webp") for i in range(40)]
    kept = faces.alike_of_every_kind(common + rare, 30)
    assert len(kept) == 30
    assert sum(path.name.startswith("1_") for path in kept) == 10  # a quarter of them


def test_strangers_cost_nothing_where_they_are_as_far_apart_as_the_teacher_says():
    torch = pytest.importorskip("torch")
    hard = module("hard_strangers")
    taught = torch.nn.functional.normalize(torch.randn(40, 16, generator=torch.Generator().manual_seed(1)))
    assert float(hard.strangers_loss(taught, taught, torch.zeros(40, dtype=torch.long))) == 0


def test_a_stranger_thought_alike_costs_and_more_so_among_one_kind():
    torch = pytest.importorskip("torch")
    hard = module("hard_strangers")
    taught = torch.eye(4)
    answers = torch.eye(4)
    answers[1] = answers[0]  # the first two are blurred into one
    nobody, one_kind = torch.zeros(4, dtype=torch.long), torch.tensor([1, 1, 0, 0])
    loose, strict = (float(hard.strangers_loss(answers, taught, kinds)) for kinds in (nobody, one_kind))
    assert loose == pytest.approx(hard.WEIGHT / 6)  # two of four samples, one of three strangers each
    assert strict == pytest.approx(hard.WEIGHT * 2 / 9)


def test_an_added_block_leaves_the_answers_of_the_shipped_pack_as_they_were():
    torch = pytest.importorskip("torch")
    import onnxruntime

    grow, net_of = module("grow"), module("embedder_net")
    file = RECIPE.parents[1] / "resources" / "packs" / "starter" / "embedder.onnx"
    weights = grow.folded_weights(file)
    sums = weights["head.weight"].shape[1] // 192
    pixels = torch.randn(64, 3, 112, 112, generator=torch.Generator().manual_seed(2)).clamp(-1, 1)
    shrink = net_of.area_matrix(112, net_of.SIDE_PX)
    net = grow.grown(weights, shrink @ pixels @ shrink.T)
    shipped = net_of.ShippedEmbedder(net).eval()
    old = weights["head.weight"].view(192, 192, sums)
    with torch.no_grad():
        net.head.weight.zero_()
        net.head.weight.view(192, 192, net_of.SUMS)[:, :, :sums] = old
        # the norm of the pool centres what the folded pack did not
        middle = net.norm.running_mean.view(192, net_of.SUMS)[:, :sums].reshape(-1)
        spread = (net.norm.running_var + net.norm.eps).sqrt().view(192, net_of.SUMS)[:, :sums].reshape(-1)
        net.head.weight.view(192, 192, net_of.SUMS)[:, :, :sums] *= spread.view(192, sums)
        bias = weights["pool.bias"] + middle
        net.head.bias.copy_(weights["head.bias"] + weights["head.weight"] @ bias)
        answers = shipped(pixels[:4]).numpy()
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    expected = session.run(None, {"input.1": pixels[:4].numpy()})[0]
    cosines = (answers * expected).sum(1) / np.linalg.norm(answers, axis=1) / np.linalg.norm(expected, axis=1)
    assert cosines.min() > 0.999


def random_answers(number: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((number, 8))


def test_two_linear_steps_in_turn_are_one_that_can_be_undone():
    pytest.importorskip("onnx")
    steps = module("steps")
    first = steps.Step(random_answers(8, 1), random_answers(1, 2)[0])
    second = steps.Step(random_answers(8, 3), random_answers(1, 4)[0])
    answers = random_answers(5, 5)
    both = first.then(second)
    assert np.allclose(both.done(answers), second.done(first.done(answers)))
    lengths = np.linalg.norm(answers, axis=1, keepdims=True)
    assert np.allclose(both.undone(both.done(answers)), answers / lengths)


def test_the_way_back_to_the_teacher_is_found_from_answers_alone():
    pytest.importorskip("onnx")
    steps = module("steps")
    said = random_answers(60, 1)
    answers = steps.Step(random_answers(8, 2), random_answers(1, 3)[0]).done(said)
    found = steps.Step.fitted_back(answers, said).undone(answers)
    assert np.allclose(found, said / np.linalg.norm(said, axis=1, keepdims=True))


def test_leveling_takes_strangers_of_one_kind_apart_and_keeps_the_likeness_of_one_person():
    pytest.importorskip("onnx")
    level = module("level")
    random = np.random.default_rng(0)
    people = np.repeat(np.eye(30), 2, axis=0)  # thirty people, two photos each, as the teacher sees them
    photos = np.hstack([people, np.zeros((60, 2))]) + random.normal(0, 0.08, (60, 32))
    cells = np.repeat([1, 2], 40)  # what a cell shares: its own direction, three times as long as who somebody is
    shared = np.zeros((80, 32))
    shared[:40, 30], shared[40:, 31] = 3, 3
    chips = shared + np.hstack([random.normal(0, 0.2, (80, 30)), np.zeros((80, 2))])
    step = level.level_step(photos, people, chips, cells)
    before, after = chips[:40], step.done(chips[:40])
    assert mean_similarity(before) > 0.8
    assert mean_similarity(after) < 0.6
    assert mean_similarity(step.done(photos[:2])) > 0.6


def mean_similarity(answers: np.ndarray) -> float:
    rows = answers / np.linalg.norm(answers, axis=1, keepdims=True)
    return float((rows @ rows.T)[np.triu_indices(len(rows), 1)].mean())


def test_a_step_folded_into_the_pack_does_to_its_answers_what_it_says(tmp_path):
    onnx = pytest.importorskip("onnx")
    import onnxruntime

    level, steps = module("level"), module("steps")
    file = RECIPE.parents[1] / "resources" / "packs" / "starter" / "embedder.onnx"
    random = np.random.default_rng(0)
    step = steps.Step(np.linalg.qr(random.standard_normal((192, 192)))[0].astype(np.float32), random.random(192))
    level.with_step(onnx.load(str(file)), step, tmp_path / "embedder.onnx")
    pixels = {"input.1": random.uniform(-1, 1, (3, 3, 112, 112)).astype(np.float32)}
    before, after = (
        onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, pixels)[0]
        for path in (file, tmp_path / "embedder.onnx")
    )
    expected = step.done(before)
    assert np.abs(after - expected).max() < 0.01 * np.abs(expected).max()
