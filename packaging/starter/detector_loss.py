"""Turns labels into what each anchor should say, and the network's answers into a loss.

An anchor answers for faces of about its own size whose middle is near its place; anchors of a neighbouring size, places
around the middle and everything on unsure faces are left out of the loss.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from detector_net import ANCHOR_SIZES, ANCHORS, STRIDES
from mosaics import Labels

OWN_OCTAVES, NEAR_OCTAVES = 0.6, 1.1  # an anchor's own faces; faces it may but need not answer for
MIDDLE, AROUND = 0.2, 0.42  # parts of the face's side: places that must answer, places that may
FOCAL_POWER, FACE_SHARE = 2.0, 0.3  # of the focal loss (Lin et al. 2017)
BOX_WEIGHT, LANDMARK_WEIGHT = 1.5, 6.0
LANDMARK_KNEE = 0.02  # of the face's side: below it the landmark loss is quadratic

NOTHING, FACE, EITHER = 0.0, 1.0, -1.0


@dataclass
class Targets:
    """All anchors of all strides in a row: truth (k,), weight (k,), box (k, 4) and landmarks (k, 10), size (k,)."""

    truth: np.ndarray
    weight: np.ndarray
    boxes: np.ndarray
    landmarks: np.ndarray
    sizes: np.ndarray


class Anchors:
    """The anchors of a square picture: where they stand and how large they are."""

    def __init__(self, side: int) -> None:
        places, sizes, self._levels, start = [], [], [], 0
        for stride, pair in zip(STRIDES, ANCHOR_SIZES, strict=True):
            n = side // stride
            rows, columns = np.mgrid[:n, :n].astype(np.float32) * stride
            places.append(np.repeat(np.stack([columns.ravel(), rows.ravel()], 1), ANCHORS, axis=0))
            sizes.append(np.tile(np.array(pair, np.float32), n * n))
            self._levels.append((start, n, stride, pair))
            start += n * n * ANCHORS
        self.places, self.sizes = np.concatenate(places), np.concatenate(sizes)

    def targets(self, labels: Labels) -> Targets:
        k = len(self.sizes)
        result = Targets(
            np.zeros(k, np.float32), np.zeros(k, np.float32), np.zeros((k, 4), np.float32),
            np.zeros((k, 10), np.float32), np.ones(k, np.float32),
        )  # fmt: skip
        order = np.argsort(labels.sure, kind="stable")  # faces last: they overrule what is unsure
        for face in order:
            box, sure = labels.boxes[face], labels.sure[face]
            side = float(np.sqrt(np.prod(box[2:] - box[:2])))
            for start, n, stride, pair in self._levels:
                for anchor, size in enumerate(pair):
                    self._mark(result, start + anchor, n, stride, size, box, labels.landmarks[face], side, bool(sure))
        return result

    def _mark(self, result, start, n, stride, size, box, landmarks, side, sure) -> None:
        octaves = abs(np.log2(side / size))
        ends = (size == ANCHOR_SIZES[0][0] and side < size) or (size == ANCHOR_SIZES[-1][-1] and side > size)
        if not sure:
            _set_truth(result, _rows(start, n, stride, box[:2], box[2:]), EITHER, keep_faces=True)
            return
        if octaves > NEAR_OCTAVES and not ends:
            return
        middle = (box[:2] + box[2:]) / 2
        reach = AROUND * (box[2:] - box[:2])
        _set_truth(result, _rows(start, n, stride, middle - reach, middle + reach), EITHER, keep_faces=True)
        if octaves > OWN_OCTAVES and not ends:
            return
        reach = np.maximum(MIDDLE * (box[2:] - box[:2]), stride / 2)
        rows = _rows(start, n, stride, middle - reach, middle + reach)
        _set_truth(result, rows, FACE, keep_faces=False)
        result.weight[rows] = 1 / np.sqrt(max(len(rows), 1))
        result.boxes[rows], result.landmarks[rows], result.sizes[rows] = box, landmarks.ravel(), side


def _set_truth(result: Targets, rows: np.ndarray, truth: float, *, keep_faces: bool) -> None:
    result.truth[rows] = np.where(result.truth[rows] == FACE, FACE, truth) if keep_faces else truth


def _rows(start: int, n: int, stride: int, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the rows of one anchor kind whose places lie within low and high (pixels)."""
    first = np.clip(np.ceil(low / stride), 0, n).astype(int)
    last = np.clip(np.floor(high / stride) + 1, 0, n).astype(int)
    rows, columns = np.meshgrid(np.arange(first[1], last[1]), np.arange(first[0], last[0]), indexing="ij")
    return start + ANCHORS * (rows * n + columns).ravel()


def loss_of(answers: list[torch.Tensor], anchors: Anchors, targets: list[Targets]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the loss, and its three parts (scores, boxes, landmarks) for the log."""
    flat = torch.cat([a.float().flatten(1, 3) for a in answers], dim=1)
    device = flat.device
    truth = _stack(targets, "truth").to(device)
    is_face = truth == FACE
    weight = _stack(targets, "weight").to(device)[is_face]
    total = weight.sum().clamp(min=1.0)
    scores = _focal(flat[..., 0], truth, _stack(targets, "weight").to(device)) / total
    places = torch.from_numpy(anchors.places).to(device).expand(len(targets), -1, -1)[is_face]
    halves = (torch.from_numpy(anchors.sizes).to(device) / 2).expand(len(targets), -1)[is_face][:, None]
    said = flat[is_face]
    sizes = _stack(targets, "sizes").to(device)[is_face][:, None]
    boxes = torch.cat([places - said[:, 1:3] * halves, places + said[:, 3:5] * halves], dim=1)
    box_loss = (_giou_loss(boxes, _stack(targets, "boxes").to(device)[is_face]) * weight).sum() / total
    points = said[:, 5:] * halves + places.repeat(1, 5)
    off = (points - _stack(targets, "landmarks").to(device)[is_face]).abs() / sizes
    smooth = torch.where(off < LANDMARK_KNEE, off**2 / (2 * LANDMARK_KNEE), off - LANDMARK_KNEE / 2)
    landmark_loss = (smooth.mean(1) * weight).sum() / total
    parts = torch.stack([scores, box_loss, landmark_loss])
    return scores + BOX_WEIGHT * box_loss + LANDMARK_WEIGHT * landmark_loss, parts.detach()


def _focal(logits: torch.Tensor, truth: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    chance = torch.sigmoid(logits)
    log_face, log_nothing = torch.nn.functional.logsigmoid(logits), torch.nn.functional.logsigmoid(-logits)
    face = -FACE_SHARE * (1 - chance) ** FOCAL_POWER * log_face * weight
    nothing = -(1 - FACE_SHARE) * chance**FOCAL_POWER * log_nothing
    return torch.where(truth == FACE, face, torch.where(truth == NOTHING, nothing, 0.0)).sum()


def _giou_loss(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """1 - generalised IoU (Rezatofighi et al. 2019) of rows left, top, right, bottom."""
    both = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0).prod(1)
    area_a, area_b = (a[:, 2:] - a[:, :2]).clamp(min=0).prod(1), (b[:, 2:] - b[:, :2]).prod(1)
    union = area_a + area_b - both
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(1)
    return 1 - both / union.clamp(min=1e-6) + (hull - union) / hull.clamp(min=1e-6)


def _stack(targets: list[Targets], name: str) -> torch.Tensor:
    return torch.from_numpy(np.stack([getattr(t, name) for t in targets]))
