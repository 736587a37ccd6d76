"""The starter's detector: any RGB picture in, SCRFD's nine outputs out; less than 0.3 M parameters.

Three strides (8, 16, 32) with two anchors a place, as insightface's SCRFD class expects them. A coarser level (stride
64) looks at the surroundings and feeds stride 32: without it the largest faces do not fit into what a place can see.
"""

from __future__ import annotations

import torch
from torch import nn

STRIDES = (8, 16, 32)
ANCHOR_SIZES = ((16, 32), (64, 128), (256, 512))  # side of the faces that each anchor answers for, px of the input
ANCHORS = 2
WIDTHS = (16, 24, 32, 64, 64, 32)  # at strides 2, 4, 8, 16, 32, 64
NECK = 32
VALUES = 1 + 4 + 10  # score, distances to the four sides, five landmarks
SMALLEST_PX = 12.0  # a smaller face shows nobody's likeness, and fingers and leaves pass for one
PRIOR = 0.01  # of a face at an anchor: keeps the first steps calm (focal loss, Lin et al. 2017)


class Block(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(_conv(width, width), nn.ReLU(inplace=True), _conv(width, width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.body(x))


class DetectorNet(nn.Module):
    """float (n, 3, h, w), pixels (value - 127.5) / 128, h and w multiples of 32, to one tensor a stride.

    Each is float (n, h / stride, w / stride, 2, 15): score logit; left, top, right, bottom distances and landmark
    offsets from the place's corner at (column, row) * stride, in units of half the anchor's size.
    """

    def __init__(self) -> None:
        super().__init__()
        s2, s4, s8, s16, s32, s64 = WIDTHS
        self.stem = nn.Sequential(_down(3, s2), _down(s2, s4))
        self.level8 = nn.Sequential(_down(s4, s8), Block(s8))
        self.level16 = nn.Sequential(_down(s8, s16), Block(s16))
        self.level32 = nn.Sequential(_down(s16, s32), Block(s32))
        self.level64 = nn.Sequential(_down(s32, s64), _conv(s64, s64), nn.ReLU(inplace=True))
        self.lateral = nn.ModuleList(_conv(width, NECK, kernel=1) for width in (s8, s16, s32))
        self.context = _conv(s64, NECK, kernel=1)
        self.heads = nn.ModuleList(_head() for _ in STRIDES)

    def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
        c8 = self.level8(self.stem(x))
        c16 = self.level16(c8)
        c32 = self.level32(c16)
        p32 = torch.relu(self.lateral[2](c32) + _double(self.context(self.level64(c32)), c32))
        p16 = torch.relu(self.lateral[1](c16) + _double(p32, c16))
        p8 = torch.relu(self.lateral[0](c8) + _double(p16, c8))
        answers = [head(p) for head, p in zip(self.heads, (p8, p16, p32), strict=True)]
        return [a.permute(0, 2, 3, 1).reshape(a.shape[0], a.shape[2], a.shape[3], ANCHORS, VALUES) for a in answers]


class ScrfdForm(nn.Module):
    """The network as insightface's SCRFD reads it: score (k, 1), box (k, 4), landmarks (k, 10) a stride.

    Scores of faces smaller than SMALLEST_PX are zero.
    """

    def __init__(self, net: DetectorNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        scores, boxes, landmarks = [], [], []
        for answers, stride, sizes in zip(self.net(x), STRIDES, ANCHOR_SIZES, strict=True):
            # insightface multiplies distances by the stride; ours come in half anchor sizes.
            unit = torch.tensor(sizes, dtype=torch.float32).view(1, 1, 1, ANCHORS, 1) / (2 * stride)
            distances = answers[..., 1:5] * unit
            wide, high = distances[..., 0] + distances[..., 2], distances[..., 1] + distances[..., 3]
            large = (torch.relu(wide) * torch.relu(high) >= (SMALLEST_PX / stride) ** 2).float()
            scores.append((torch.sigmoid(answers[..., :1]) * large[..., None]).reshape(-1, 1))
            boxes.append(distances.reshape(-1, 4))
            landmarks.append((answers[..., 5:] * unit).reshape(-1, 10))
        return (*scores, *boxes, *landmarks)


def _conv(inputs: int, outputs: int, stride: int = 1, kernel: int = 3) -> nn.Sequential:
    conv = nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


def _down(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(_conv(inputs, outputs, stride=2), nn.ReLU(inplace=True))


def _head() -> nn.Sequential:
    last = nn.Conv2d(NECK, ANCHORS * VALUES, 1)
    with torch.no_grad():
        last.bias.zero_()
        last.bias.view(ANCHORS, VALUES)[:, 0] = -torch.log(torch.tensor((1 - PRIOR) / PRIOR))
        last.bias.view(ANCHORS, VALUES)[:, 1:5] = 1.0
    return nn.Sequential(_conv(NECK, NECK), nn.ReLU(inplace=True), last)


def _double(coarse: torch.Tensor, fine: torch.Tensor) -> torch.Tensor:
    """Enlarge a coarse map to the size of a fine one; the coarsest is rounded up, so it may have one row too many."""
    twice = nn.functional.interpolate(coarse, scale_factor=2.0, mode="nearest")
    return twice[:, :, : fine.shape[2], : fine.shape[3]]
