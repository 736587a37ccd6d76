"""Turns the distilled embedder into a sharper and more level one by a linear step, folded into its head.

A small student still carries pose and light in its answer. Within-class covariance normalisation (Hatch, Kajarekar and
Stolcke 2006) divides by how much photos of one person differ in each direction. Who is one person is what the teacher
says about training faces: no names are used. What people of one age and origin share is made small after it (`level`).
"""

from __future__ import annotations

import numpy as np
import torch
from embedder_net import EmbedderNet, ShippedEmbedder
from level import cells_of, crops_of, level_step, taught, training_chips, training_photos, within_person
from steps import VIEWS, Step

CAUTION = 0.5  # share of the average variance added everywhere: 0.3 to 1 made no difference


def sharpen(net: EmbedderNet) -> Step:
    """Change the head of the network, and return the step."""
    photos, chips = training_photos(), training_chips()
    seen, chips_seen = _answers(net, crops_of(photos)), _answers(net, crops_of(chips))
    first = sharpening(seen, taught(photos))
    step = first.then(level_step(first.done(seen), taught(photos), first.done(chips_seen), cells_of(chips)))
    with torch.no_grad():
        turn = torch.from_numpy(step.matrix.T.copy())
        net.head.weight.copy_(turn @ net.head.weight)
        # the pack adds several views, so each carries its part of the middle
        net.head.bias.copy_(turn @ (net.head.bias - torch.from_numpy(step.middle) / VIEWS))
    return step


def sharpening(answers: np.ndarray, said: np.ndarray) -> Step:
    """Return the step of raw answers to photos, float (n, dim), whose people are what the teacher said, (n, dim)."""
    within = within_person(answers, said)
    average = np.trace(within) / len(within)
    strengths, directions = np.linalg.eigh(within + CAUTION * average * np.eye(len(within)))
    matrix = directions * np.sqrt(average / strengths)
    return Step(matrix.astype(np.float32), answers.mean(0).astype(np.float32))


@torch.no_grad()
def _answers(net: EmbedderNet, crops: np.ndarray) -> np.ndarray:
    """Return the pack's raw answers, the sum of all views, float32 (n, dim)."""
    shipped = ShippedEmbedder(net).eval()
    answers = []
    for start in range(0, len(crops), 64):
        pixels = torch.from_numpy(crops[start : start + 64]).permute(0, 3, 1, 2)
        answers.append(shipped((pixels.float() - 127.5) / 127.5).numpy())
    return np.concatenate(answers)
