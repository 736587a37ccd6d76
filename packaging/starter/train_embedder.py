"""Turns the bank into the starter's embedder by distillation: the student learns to say what the teacher said.

A quarter of each batch is one kind of people, small children or one group, so that strangers who look alike meet.
Beside each answer's cosine to the teacher's, the similarities of each sample to its hardest strangers in the batch are
learned: those are the pairs that decide how many strangers a threshold lets pass.

    python packaging/starter/train_embedder.py --until 08:35 [--processes 2]     on a CPU: one-thread processes
    python packaging/starter/train_embedder.py --minutes 60                      takes a GPU where there is one

The learning rate anneals to zero at the deadline, whatever speed the machine has; a run that was stopped resumes from
its last checkpoint and stretches the rest of its schedule to the new deadline. Two processes of one thread that average
their gradients (gloo) train faster than one process of two threads, where two cores are free; on a crowded machine they
wait for each other, and one process gets more done.
"""

from __future__ import annotations

import argparse
import copy
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.distributed as dist
from bank import BANK, CHUNK, crops_path, kinds_path, targets_path
from chips import KINDS
from embedder_net import CROP_PX, SIDE_PX, EmbedderNet
from hard_strangers import strangers_loss
from muon import optimizers
from places import SEED, WORK
from progress_of import Held
from schedule import deadline_of

BATCH = 256  # samples a step, shared out among the processes: a step of 512 costs 8 % more a sample (cache)
PEAK_LR, PLAIN_PEAK_LR = 0.012, 1.2e-3
WARM_UP = 0.02  # share of the run
# Until this share of the run the pictures have this side, px: 64 px cost two thirds of 80 and teach nearly as much
# (progressive resizing, Howard 2018; EfficientNetV2, Tan and Le 2021). A grown network begins at its full side.
SIDES = ((0.4, 64), (1.01, SIDE_PX))
AGAIN = 0.8  # share of the peak at which a further schedule begins
OF_ONE_KIND = 0.25  # share of each batch; more would bend the batch norms, which see anybody later
SLACK_PX = 6  # by which samples in memory are larger than what the network sees: each draw lies a little differently
# How the pack's own detector aligns a face, seen from SCRFD's alignment, which is the teachers': shift right and down
# (px of 112), enlargement (natural logarithm), turn (degrees); median and spread (1.48 x median deviation) of 1,199
# photos of LFW's training half. Aligned by SCRFD the second generation had TAR 92.3 %, by its own detector 91.2 %; the
# third, trained so, 94.0 and 92.9 %: it answers better, and loses as much.
OWN_ALIGNMENT = ((0.43, -0.39, 0.016, -0.70), (1.1, 1.3, 0.038, 2.4))
MOST_SPREADS = 2.0  # draws further out are cut to this: landmarks gone astray teach nothing
MOST_IN_MEMORY = 7.6e9  # bytes of samples that one process holds; more chunks than fit take turns
EMA = 0.998
CHECK_EVERY_S = 240
CHECKPOINT = WORK / "embedder.pt"
PORT = 29511


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--until", help="UTC time of day HH:MM at which the learning rate reaches zero")
    parser.add_argument("--minutes", type=float, default=90, help="instead of --until: how long from now")
    parser.add_argument("--processes", type=int, default=2, help="2 where two cores are idle, 1 where they are shared")
    parser.add_argument("--again", action="store_true", help="begin a new schedule from the weights of the last run")
    parser.add_argument("--peak", type=float, help="share of the highest rate; small where few samples are to be seen")
    parser.add_argument("--rank", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--deadline", type=float, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    deadline = chosen.deadline or deadline_of(chosen.until, chosen.minutes)
    processes = 1 if torch.cuda.is_available() else chosen.processes
    if chosen.rank == 0:
        command = [sys.executable, *sys.argv, "--deadline", str(deadline), "--processes", str(processes)]
        others = [subprocess.Popen([*command, "--rank", str(rank)]) for rank in range(1, processes)]
    Run(chosen.rank, processes, deadline, again=chosen.again, peak=chosen.peak).train()
    if chosen.rank == 0:
        for other in others:
            other.wait()


class Run:
    """One process of a training run: its copy of the network, its share of each batch."""

    def __init__(self, rank: int, processes: int, deadline: float, *, again: bool, peak: float | None = None) -> None:
        self.rank, self.processes, self.deadline = rank, processes, deadline
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if self.device.type == "cpu":
            torch.set_num_threads(1)
            cv2.setNumThreads(1)
        torch.manual_seed(SEED)
        self.net = EmbedderNet().to(self.device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net).eval().requires_grad_(False)
        self.optimizers = optimizers(self.net, PEAK_LR, PLAIN_PEAK_LR)
        self.progress, self.samples, self.steps, self.grown = 0.0, 0, 0, False
        self._resume()
        self.peak = peak or (AGAIN if again else 1.0)
        if again:
            self.progress, self.grown = 0.0, True
        self.random = np.random.default_rng([SEED, rank, self.steps])
        self.bank = OpenBank(self.random, rank, processes)
        if processes > 1:
            address = f"tcp://127.0.0.1:{PORT}"
            dist.init_process_group(
                "gloo", init_method=address, rank=rank, world_size=processes, timeout=timedelta(hours=6)
            )

    def train(self) -> None:
        held = Held(self.device) if self.rank == 0 else None
        begun, start = time.time(), self.progress
        checked, cosines, count = begun, 0.0, 0
        while self.progress < 1:
            passed = (time.time() - begun) / max(self.deadline - begun, 1)
            cosines, count = cosines + self._step(start + (1 - start) * min(passed, 1)), count + 1
            if time.time() - checked > CHECK_EVERY_S or self.progress >= 1:
                if held is not None:
                    self._save()
                    figures = held.report(self.average, self._side())
                    print(f"{self._line(cosines / count)} | {figures}", flush=True)
                checked, cosines, count = time.time(), 0.0, 0

    def _step(self, progress: float) -> float:
        self._set_rates()
        pixels, targets, kinds = self.bank.batch(BATCH // self.processes, self._side())
        pixels = pixels.to(self.device).permute(0, 3, 1, 2)
        pixels = ((pixels.float() - 127.5) / 127.5).contiguous(memory_format=torch.channels_last)
        with torch.autocast(self.device.type, torch.bfloat16):
            answers = self.net(pixels)
        answers = torch.nn.functional.normalize(answers.float())
        taught = torch.nn.functional.normalize(targets.float().to(self.device))
        cosine = (answers * taught).sum(1).mean()
        strangers = strangers_loss(answers, taught, kinds.to(self.device))
        (1 - cosine + strangers).backward()
        self.progress = self._share_gradients(progress)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.steps += 1
        self.samples += len(pixels) * self.processes
        self._update_average()
        return float(cosine.detach())

    def _share_gradients(self, progress: float) -> float:
        """Average the gradients of all processes, and their clocks with them: all must stop at the same step."""
        if self.processes == 1:
            return progress
        gradients = [p.grad for p in self.net.parameters()]
        flat = torch.cat([*(g.flatten() for g in gradients), torch.tensor([progress])])
        dist.all_reduce(flat)
        flat /= self.processes
        at = 0
        for gradient in gradients:
            gradient.copy_(flat[at : at + gradient.numel()].view_as(gradient))
            at += gradient.numel()
        return float(flat[-1])

    def _set_rates(self) -> None:
        rise = min(self.progress / WARM_UP, self.steps / 50, 1.0)
        fall = 1 - self.progress  # straight to zero: Bergsma et al. 2025, arXiv 2502.15938
        for optimizer, peak in zip(self.optimizers, (PEAK_LR, PLAIN_PEAK_LR), strict=True):
            optimizer.param_groups[0]["lr"] = peak * self.peak * max(rise, 0.02) * fall

    @torch.no_grad()
    def _update_average(self) -> None:
        decay = min(EMA, (1 + self.steps) / (30 + self.steps))
        for kept, new in zip(self.average.state_dict().values(), self.net.state_dict().values(), strict=True):
            if kept.dtype.is_floating_point:
                kept.lerp_(new, 1 - decay)
            else:
                kept.copy_(new)

    def _side(self) -> int:
        return SIDE_PX if self.grown else side_at(self.progress)

    def _line(self, cosine: float) -> str:
        now = datetime.now(UTC).strftime("%H:%M:%S")
        chunks = self.bank.chunks * self.processes
        return f"{now} {self.progress:6.1%} step {self.steps} samples {self.samples} bank {chunks} cos {cosine:.4f}"

    def _save(self) -> None:
        save_checkpoint(
            self.net,
            self.average,
            self.optimizers,
            (self.progress, self.samples, self.steps),
            grown=self.grown,
        )

    def _resume(self) -> None:
        if not CHECKPOINT.exists():
            return
        state = torch.load(CHECKPOINT, map_location=self.device)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        self.progress, self.samples, self.steps = state["progress"]
        self.grown = state.get("grown", False)


def save_checkpoint(
    net: EmbedderNet,
    average: EmbedderNet,
    optimizers: list[torch.optim.Optimizer],
    progress: tuple[float, int, int],
    *,
    grown: bool,
) -> None:
    """Write (share of the schedule, samples, steps) and all that a run needs to go on; whole or not at all."""
    state = {
        "net": net.state_dict(),
        "average": average.state_dict(),
        "optimizers": [optimizer.state_dict() for optimizer in optimizers],
        "progress": progress,
        "grown": grown,
    }
    partial = CHECKPOINT.with_suffix(".partial")
    torch.save(state, partial)
    partial.rename(CHECKPOINT)


def side_at(progress: float) -> int:
    """Return the side of the training pictures at this point of the run, px."""
    return next(side for until, side in SIDES if progress < until)


def resized(crops: np.ndarray, side: int) -> np.ndarray:
    """uint8 (n, 126, 126, 3) to uint8 (n, side + SLACK_PX, side + SLACK_PX, 3): shrunk as 112 px to side, cut."""
    wide = round(side * crops.shape[1] / CROP_PX)
    cut = slice((wide - side - SLACK_PX) // 2, (wide + side + SLACK_PX) // 2)
    return np.stack([cv2.resize(crop, (wide, wide), interpolation=cv2.INTER_AREA)[cut, cut] for crop in crops])


def as_detected(picture: np.ndarray, side: int, random: np.random.Generator) -> np.ndarray:
    """Return the middle of a sample, uint8 (side, side, 3), as the pack's own detector might have aligned it."""
    usual, spread = np.array(OWN_ALIGNMENT)
    right, down, larger, degrees = usual + spread * random.standard_normal(4).clip(-MOST_SPREADS, MOST_SPREADS)
    turn = np.exp(larger + 1j * np.deg2rad(degrees))
    to = complex(side - 1, side - 1) / 2 + complex(right, down) * side / CROP_PX
    middle = complex(picture.shape[1] - 1, picture.shape[0] - 1) / 2
    shift = to - turn * middle
    matrix = np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])
    return cv2.warpAffine(picture, matrix, (side, side), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


class OpenBank:
    """The chunks that exist so far, in memory at the side in use; new ones are noticed as they come.

    In memory, for a machine that drops cold pages of files makes every step wait for the disk; of several processes
    each holds its share, and a chunk that does not fit takes the place of another now and then. A sample is
    mirrored in half of its draws, for the teacher's answers to a face and to its mirror image are nearly one; and it
    lies as the pack's own detector might have laid it, for the student learns to answer as if it lay right.
    """

    LOOK_EVERY = 50  # batches
    NEW_AT_ONCE = 4  # chunks read at one look once there is something to learn from

    def __init__(self, random: np.random.Generator, rank: int, processes: int) -> None:
        self._random, self._draws, self._side = random, 0, 0
        self._rank, self._processes = rank, processes
        self._crops: dict[int, np.ndarray] = {}
        self._targets: dict[int, np.ndarray] = {}
        self._of_kind: dict[int, dict[int, np.ndarray]] = {}

    @property
    def chunks(self) -> int:
        return len(self._crops)

    def batch(self, size: int, side: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return uint8 (size, side, side, 3), float16 (size, 192) and kinds: int (size,).

        The end of the batch is of one kind; only its samples have a kind other than 0.
        """
        if side != self._side:
            self._crops, self._targets, self._of_kind, self._side, self._draws = {}, {}, {}, side, 0
        if self._draws % self.LOOK_EVERY == 0:
            self._look()
        self._draws += 1
        anybody, kind = size - int(size * OF_ONE_KIND), int(self._random.integers(1, KINDS))
        drawn = self._anybody(anybody) + self._of(kind, size - anybody)
        kinds = np.repeat([0, kind], [anybody, size - anybody])
        crops = np.stack([self._view(chunk, row) for chunk, row in drawn])
        targets = np.stack([self._targets[chunk][row] for chunk, row in drawn])
        return torch.from_numpy(crops), torch.from_numpy(targets), torch.from_numpy(kinds)

    def _anybody(self, number: int) -> list[tuple[int, int]]:
        chunks = self._random.choice(list(self._crops), number)
        return list(zip(chunks.tolist(), self._random.integers(CHUNK, size=number).tolist(), strict=True))

    def _of(self, kind: int, number: int) -> list[tuple[int, int]]:
        chunks = [chunk for chunk in self._crops if len(self._of_kind[chunk][kind])]
        picks = self._random.choice(chunks, number).tolist()
        return [(chunk, int(self._random.choice(self._of_kind[chunk][kind]))) for chunk in picks]

    def _view(self, chunk: int, row: int) -> np.ndarray:
        way = 1 if self._random.random() < 0.5 else -1
        return as_detected(self._crops[chunk][row], self._side, self._random)[:, ::way]

    def _look(self) -> None:
        here = {int(path.name[:4]) for path in Path(BANK).glob("????.targets.npy")}
        new = sorted(i for i in here if i % self._processes == self._rank and i not in self._crops)
        fit = int(MOST_IN_MEMORY / CHUNK / 3 / (self._side + SLACK_PX) ** 2)
        at_once = self.NEW_AT_ONCE if self._crops else len(new)
        for index in new[: max(min(fit - len(self._crops), at_once), 0)]:
            self._read(index)
        if len(self._crops) >= fit and new:
            self._forget(int(self._random.choice(list(self._crops))))
            self._read(int(self._random.choice(new)))

    def _read(self, index: int) -> None:
        self._crops[index] = resized(np.load(crops_path(index)), self._side)
        self._targets[index] = np.load(targets_path(index))
        kinds = np.load(kinds_path(index))
        self._of_kind[index] = {kind: np.flatnonzero(kinds == kind) for kind in range(1, KINDS)}

    def _forget(self, index: int) -> None:
        del self._crops[index], self._targets[index], self._of_kind[index]


if __name__ == "__main__":
    main()
