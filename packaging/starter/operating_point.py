"""Turns the trained detector into one whose score 0.5 is a good operating point, by a constant added to its logits.

Every user of an SCRFD network asks for scores of 0.5 and more. Where that lies after training depends on how many faces
the mosaics held, not on photos. It is measured on whole training pictures (not on those kept out): the lowest score at
which false faces are few beside the true ones.
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

SCORES = np.arange(0.40, 0.91, 0.01)
FALSE_SHARE = 0.12  # of the true faces: a false face is one click, a face that was missed is never seen at all
FOUND_IOU = 0.4
EVERY_PORTRAIT = 8  # photos all count, portraits and chips one in so many


def best_score(exported: Path) -> float:
    """Return the lowest score at which false faces are at most FALSE_SHARE of the faces of the training pictures."""
    net = detector(exported, score=float(SCORES[0]))
    false, faces = [], 0
    for number, scene in enumerate(json.loads((WORK / "scenes.json").read_text())):
        if not scene["source"].startswith("photos/") and number % EVERY_PORTRAIT:
            continue
        picture = cv2.imread(str(WORK / "scenes" / scene["file"]))
        side = -(-max(picture.shape[:2]) // 32) * 32
        boxes, _ = net.detect(picture, input_size=(side, side))
        known = [np.array(face["box"]) for face in scene["faces"]]
        faces += len(known)
        false += [box[4] for box in boxes if not any(iou(face, box[:4]) > FOUND_IOU for face in known)]
    counts = np.array([sum(score >= limit for score in false) for limit in SCORES])
    chosen = float(SCORES[np.argmax(counts <= FALSE_SHARE * faces)])
    print(f"{faces} faces of training pictures; {counts[10]} false at 0.5, allowed at {chosen:.2f}", flush=True)
    return chosen


def move_score(net: DetectorNet, score: float) -> None:
    """Change the biases so that what scored `score` scores 0.5."""
    with torch.no_grad():
        for head in net.heads:
            head[-1].bias.view(ANCHORS, VALUES)[:, 0] -= float(np.log(score / (1 - score)))
