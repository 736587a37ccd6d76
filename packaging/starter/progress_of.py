"""Turns the half-trained embedder into its figures on the held-out half of LFW's people: the learning curve."""

from __future__ import annotations

import json

import cv2
import numpy as np
import torch
from bank import taught
from measures import verify
from places import WORK
from teacher import centre

FACES = 1600  # of people with two photos and more: enough for a curve, seconds to embed


class Held:
    """A fixed part of the held-out half, looked at and never trained on."""

    def __init__(self, device: torch.device) -> None:
        sources = json.loads((WORK / "faces.json").read_text())
        named = [i for i, s in enumerate(sources) if s["part"] == "held" and s["person"]]
        people = [sources[i]["person"] for i in named]
        rows = [i for i, person in zip(named, people, strict=True) if 2 <= people.count(person) <= 40][:FACES]
        self._names = [sources[i]["person"] for i in rows]
        self._crops = centre(np.load(WORK / "faces.npy", mmap_mode="r")[rows])
        self._teacher = taught(np.array(rows))
        self._device = device

    def report(self, net: torch.nn.Module, side: int) -> str:
        """Return mean cosine to the teacher, accuracy and TAR, in words, on pictures of this side (px)."""
        crops = self._crops
        if side != crops.shape[1]:
            crops = np.stack([cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA) for crop in crops])
        answers = embed(net, crops, self._device)
        cosine = float((answers * self._teacher).sum(1).mean())
        return f"held at {side}: cos {cosine:.4f}, {verify(answers, self._names)}"


@torch.no_grad()
def embed(net: torch.nn.Module, crops: np.ndarray, device: torch.device) -> np.ndarray:
    """uint8 (n, 112, 112, 3) RGB to float32 (n, 192), L2-normalised."""
    parts = []
    for start in range(0, len(crops), 128):
        pixels = torch.from_numpy(np.ascontiguousarray(crops[start : start + 128])).to(device).permute(0, 3, 1, 2)
        with torch.autocast(device.type, torch.bfloat16):
            answers = net((pixels.float() - 127.5) / 127.5)
        parts.append(torch.nn.functional.normalize(answers.float()).cpu().numpy())
    return np.concatenate(parts)
