"""Turns the trained detector into one whose score 0.5 is its best operating point, by a constant added to its logits.

Every user of an SCRFD network asks for scores of 0.5 and more. Where that lies after training depends on how many faces
the mosaics held, not on photos. It is measured on the whole training photos (not on those kept out): the score at which
faces missed and false faces are fewest together.
"""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import torch
from detector_net import ANCHORS, VALUES, DetectorNet
from places import WORK
from scenes import iou
from teacher import detector

LOWEST, HIGHEST = 0.3, 0.9
FOUND_IOU = 0.4
SMALLEST_PX = 16
FALSE_COST = 2.0  # a false face costs the user more than a missed one in a crowd


def best_score(exported: Path) -> float:
    """Return the score at which missed faces and (dearer) false faces are fewest on the training photos."""
    net = detector(exported, score=LOWEST)
    hits, false, faces = [], [], 0
    for scene in json.loads((WORK / "scenes.json").read_text()):
        if not scene["source"].startswith("photos/"):
            continue
        picture = cv2.imread(str(WORK / "scenes" / scene["file"]))
        side = -(-max(picture.shape[:2]) // 32) * 32
        boxes, _ = net.detect(picture, input_size=(side, side))
        large = [f for f in scene["faces"] if f["sure"] and f["box"][3] - f["box"][1] >= SMALLEST_PX]
        faces += len(large)
        for face in large:
            hits += [max((b[4] for b in boxes if iou(np.array(face["box"]), b[:4]) > FOUND_IOU), default=0.0)]
        known = [np.array(face["box"]) for face in scene["faces"]]
        false += [b[4] for b in boxes if not any(iou(k, b[:4]) > FOUND_IOU for k in known)]
    scores = np.arange(LOWEST, HIGHEST, 0.01)
    costs = [sum(h < s for h in hits) + FALSE_COST * sum(f >= s for f in false) for s in scores]
    print(
        f"{faces} faces of training photos, {len(false)} false at {LOWEST}; cost at 0.5 {costs[20]}, least {min(costs)}"
    )
    return float(np.mean(scores[np.array(costs) <= min(costs) + 0.5]))


def move_score(net: DetectorNet, score: float) -> None:
    """Change the biases so that what scored `score` scores 0.5."""
    with torch.no_grad():
        for head in net.heads:
            head[-1].bias.view(ANCHORS, VALUES)[:, 0] -= float(np.log(score / (1 - score)))
