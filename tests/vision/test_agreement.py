"""The fast paths of this room find and embed what plain insightface does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from faceorg.boxes import Box
from faceorg.vision.alignment import aligned_crop
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.detector import reduced
from faceorg.vision.packs.installed import load_pack
from tests.conftest import SHARED

PHOTOS = ("bbt1.jpg", "bbt2.jpg", "bbt3.jpg", "bbt4.jpg", "bbt5.jpg")


def on_canvas(photo, width):
    """The photo on a black 4 : 3 canvas with a black strip below.

    insightface rounds its one scale for both axes; at 4 : 3 it is exact. It pads to a square with black where ours ends
    which faces at the lower edge feel; the strip keeps them away from it.
    """
    canvas = np.zeros((width * 3 // 4, width, 3), np.uint8)
    high = canvas.shape[0] - width // 8
    fitting = reduced(photo, min(width, width * high // max(width * photo.shape[0] // photo.shape[1], 1)))[
        :high, :width
    ]
    canvas[: fitting.shape[0], : fitting.shape[1]] = fitting
    return canvas


@pytest.fixture(scope="module", params=["edgeface_xs", "mobilefacenet_y1"] if SHARED.is_dir() else ["starter"])
def both(request, main_pack):
    """Our analyzer and insightface's, with the same pack."""
    from insightface.app import FaceAnalysis

    folder = main_pack.with_name(request.param)
    theirs = FaceAnalysis(name=str(folder), providers=["CPUExecutionProvider"])
    theirs.prepare(ctx_id=-1, det_size=(640, 640))
    # As the network says it: what is taken off afterwards is ours alone.
    return Analyzer(replace(load_pack(folder), nuisance=None), device="cpu"), theirs


def matched(both, photo):
    """Each face that insightface finds: (overlap, difference of scores, similarity) with the same face of ours."""
    ours, theirs = both
    observations = ours.analyze(photo)
    rows = []
    for face in theirs.get(np.ascontiguousarray(photo[..., ::-1])):
        left, top, right, bottom = face.bbox / np.tile(photo.shape[1::-1], 2)
        box = Box(left, top, right - left, bottom - top)
        match = max(observations, key=lambda observation, box=box: observation.detection.box.iou(box))
        likeness = float(match.embedding @ face.normed_embedding)
        rows.append((match.detection.box.iou(box), abs(match.detection.score - face.det_score), likeness))
    return np.array(rows)


@pytest.mark.filterwarnings("ignore::FutureWarning")  # scikit-image's, inside insightface
def test_on_a_photo_of_the_networks_size_everything_agrees(both, read_still):
    rows = np.concatenate([matched(both, on_canvas(read_still(name), 640)) for name in PHOTOS])
    assert len(rows) >= 16
    assert rows[:, 0].min() > 0.95
    assert rows[:, 1].max() < 0.005
    assert rows[:, 2].min() > 0.999


@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_on_a_large_photo_embeddings_agree_though_it_is_reduced_with_less_aliasing(both, read_still):
    rows = matched(both, on_canvas(read_still("bbt1.jpg"), 1600))
    assert len(rows) == 4
    assert rows[:, 0].min() > 0.95
    assert rows[:, 2].mean() > 0.99


def test_embedding_a_given_crop_agrees_to_rounding(both, read_still):
    import cv2

    ours, theirs = both
    photo = read_still("bbt4.jpg")
    points = theirs.det_model.detect(np.ascontiguousarray(photo[..., ::-1]))[1]
    crops = [aligned_crop(photo, landmarks) for landmarks in points]
    expected = theirs.models["recognition"].get_feat([cv2.cvtColor(crop, cv2.COLOR_RGB2BGR) for crop in crops])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose((ours.embedder.embed(crops) * expected).sum(axis=1), 1, atol=1e-4)
