"""Turns mosaics into the starter's detector.

    python packaging/starter/train_detector.py --minutes 20     or --until 07:55; takes a GPU where there is one

The learning rate anneals to zero at the deadline; a stopped run resumes from its last checkpoint. One thread: beside
the embedder's two processes more would only wait for each other.
"""

from __future__ import annotations

import argparse
import copy
import math
import time
from datetime import UTC, datetime

import numpy as np
import torch
from detector_loss import Anchors, loss_of
from detector_net import DetectorNet
from mosaic_bank import LARGE_PX, MOSAICS, SMALL_PX, pictures_path, read_labels
from muon import optimizers
from places import SEED, WORK
from schedule import deadline_of

SMALL_BATCH, LARGE_BATCH = 16, 4
LARGE_SHARE = 0.4  # of steps: at 0.2 every tenth of the largest faces was missed
PEAK_LR, PLAIN_PEAK_LR = 0.02, 2e-3
AGAIN = 0.8  # share of the peak at which a further schedule begins
LONGEST_GRADIENT = 10.0
EMA = 0.998
REPORT_EVERY_S, LOOK_EVERY = 60, 100
CHECKPOINT = WORK / "detector.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--until", help="UTC time of day HH:MM at which the learning rate reaches zero")
    parser.add_argument("--minutes", type=float, default=20, help="instead of --until: how long from now")
    parser.add_argument("--again", action="store_true", help="begin a new schedule from the weights of the last run")
    chosen = parser.parse_args()
    Run(deadline_of(chosen.until, chosen.minutes), again=chosen.again).train()


class Run:
    """A training run: network, its moving average, optimisers and the clock."""

    def __init__(self, deadline: float, *, again: bool) -> None:
        self.deadline = deadline
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if self.device.type == "cpu":
            torch.set_num_threads(1)
        torch.manual_seed(SEED)
        self.net = DetectorNet().to(self.device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net).eval().requires_grad_(False)
        self.optimizers = optimizers(self.net, PEAK_LR, PLAIN_PEAK_LR)
        self.progress, self.steps = 0.0, 0
        self._resume()
        self.peak = AGAIN if again else 1.0
        if again:
            self.progress = 0.0
        self.random = np.random.default_rng([SEED, self.steps])
        self.anchors = {side: Anchors(side) for side in (SMALL_PX, LARGE_PX)}
        self.bank = MosaicBank(self.random)

    def train(self) -> None:
        begun, start = time.time(), self.progress
        reported, parts, count = begun, torch.zeros(3), 0
        while self.progress < 1:
            passed = (time.time() - begun) / max(self.deadline - begun, 1)
            self.progress = start + (1 - start) * min(passed, 1)
            parts, count = parts + self._step().cpu(), count + 1
            if time.time() - reported > REPORT_EVERY_S or self.progress >= 1:
                self._save()
                words = " ".join(f"{value:.4f}" for value in (parts / count).tolist())
                now = datetime.now(UTC).strftime("%H:%M:%S")
                print(f"{now} {self.progress:6.1%} step {self.steps} score, box, landmark loss {words}", flush=True)
                reported, parts, count = time.time(), torch.zeros(3), 0

    def _step(self) -> torch.Tensor:
        fall = 0.5 * (1 + math.cos(math.pi * self.progress)) * min(1.0, (self.steps + 1) / 50)
        for optimizer, peak in zip(self.optimizers, (PEAK_LR, PLAIN_PEAK_LR), strict=True):
            optimizer.param_groups[0]["lr"] = peak * self.peak * fall
        side = LARGE_PX if self.random.random() < LARGE_SHARE else SMALL_PX
        pictures, labels = self.bank.batch(side, LARGE_BATCH if side == LARGE_PX else SMALL_BATCH)
        targets = [self.anchors[side].targets(part) for part in labels]
        pixels = (torch.from_numpy(pictures).to(self.device).permute(0, 3, 1, 2).float() - 127.5) / 128
        with torch.autocast(self.device.type, torch.bfloat16):
            answers = self.net(pixels.contiguous(memory_format=torch.channels_last))
        loss, parts = loss_of(answers, self.anchors[side], targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), LONGEST_GRADIENT)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.steps += 1
        self._update_average()
        return parts

    @torch.no_grad()
    def _update_average(self) -> None:
        decay = min(EMA, (1 + self.steps) / (10 + self.steps))
        for kept, new in zip(self.average.state_dict().values(), self.net.state_dict().values(), strict=True):
            if kept.dtype.is_floating_point:
                kept.lerp_(new, 1 - decay)
            else:
                kept.copy_(new)

    def _save(self) -> None:
        state = {
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "progress": (self.progress, self.steps),
        }
        partial = CHECKPOINT.with_suffix(".partial")
        torch.save(state, partial)
        partial.rename(CHECKPOINT)

    def _resume(self) -> None:
        if not CHECKPOINT.exists():
            return
        state = torch.load(CHECKPOINT, map_location=self.device)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        self.progress, self.steps = state["progress"]


class MosaicBank:
    """The chunks that exist so far, in memory, drawn from at random, every second picture mirrored."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random, self._draws = random, 0
        self._chunks: dict[int, tuple[np.ndarray, list]] = {}

    def batch(self, side: int, size: int):
        """Return uint8 (size, side, side, 3) RGB and the labels of each picture."""
        if self._draws % LOOK_EVERY == 0:
            self._look()
        self._draws += 1
        fitting = [chunk for chunk in self._chunks.values() if chunk[0].shape[1] == side]
        pictures, labels = [], []
        for pick in self._random.integers(len(fitting), size=size):
            stored, stored_labels = fitting[pick]
            row = int(self._random.integers(len(stored)))
            picture, seen = stored[row], stored_labels[row]
            if self._random.random() < 0.5:
                picture, seen = picture[:, ::-1], seen.mirrored(side)
            pictures.append(picture)
            labels.append(seen)
        return np.stack(pictures), labels

    def _look(self) -> None:
        for path in MOSAICS.glob("????.labels.npz"):
            index = int(path.name[:4])
            if index not in self._chunks:
                self._chunks[index] = (np.load(pictures_path(index)), read_labels(index))


if __name__ == "__main__":
    main()
