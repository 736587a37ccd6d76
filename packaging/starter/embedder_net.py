"""The starter's embedder: 112 x 112 RGB in, 192 numbers out; about 2.9 M parameters, 0.21 GMACs.

Dense 3 x 3 convolutions and ReLU throughout: on a CPU they train two to three times faster than depthwise ones, fold
with their batch normalisation into one kernel, and onnxruntime runs them at the same cost as the teacher's graph. The
trunk looks at 80 px, three times: at the face, at its mirror image, and a little nearer. The first two together cost
what 112 px would cost once, and the average of two views is worth more than the pixels; so is a third.
"""

from __future__ import annotations

import torch
from steps import VIEWS
from torch import nn

DIM = 192  # the rank of the teacher's space: a wider head would carry nothing more
WIDTHS = (16, 32, 96, 192)
BLOCKS = (0, 1, 2, 3)
SUMS = 8  # weighted sums of each of the last maps
SIDE_PX, CROP_PX = 80, 112  # what the trunk looks at; what the pack is given
PLACES = SIDE_PX // 16  # side of the last maps
# How much nearer the third view is. Mean cosine to the teachers of 1,496 chips that were kept out of training, second
# generation: face 0.814, and mirror 0.830, and nearer by 1.04, 1.08, 1.12, 1.16: 0.831, 0.833, 0.833, 0.831; turned,
# raised or lowered instead of nearer 0.831 to 0.833; a fourth view 0.835.
NEARER = 1.1


class Block(nn.Module):
    """Two 3 x 3 convolutions with a shortcut."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(_conv(width, width), nn.ReLU(inplace=True), _conv(width, width))
        nn.init.zeros_(self.body[2][1].weight)  # starts as the identity: deep stacks train from the first step

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.body(x))


class PlaceWeights(nn.Module):
    """Weighted sums of each map: where the mouth is matters (global depthwise convolution, MobileFaceNet)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, SUMS * channels, PLACES, groups=channels, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return self.conv(x)
        # The same sums as matrix products: the gradient of so large a depthwise kernel took a sixth of a CPU's step.
        weights = self.conv.weight.view(x.shape[1], SUMS, -1).transpose(1, 2)
        return torch.einsum("ncp,cpk->nck", x.flatten(2), weights).reshape(len(x), -1, 1, 1)


class EmbedderNet(nn.Module):
    """float (n, 3, 80, 80), pixels (value - 127.5) / 127.5, to float (n, 192), not normalised.

    Other sides that are multiples of 16 are accepted too: the first part of the training runs on 64 px.
    """

    def __init__(self, widths: tuple[int, ...] = WIDTHS, blocks: tuple[int, ...] = BLOCKS) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels = 3
        for width, depth in zip(widths, blocks, strict=True):
            layers += [_conv(channels, width, stride=2), nn.ReLU(inplace=True)]
            layers += [Block(width) for _ in range(depth)]
            channels = width
        self.trunk = nn.Sequential(*layers)
        self.pool = PlaceWeights(channels)
        self.norm = nn.BatchNorm2d(SUMS * channels)
        self.head = nn.Linear(SUMS * channels, DIM)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        maps = self.trunk(x)
        if maps.shape[-1] != PLACES:  # pictures of another side
            maps = nn.functional.interpolate(maps, (PLACES, PLACES), mode="bilinear")
        return self.head(self.norm(self.pool(maps)).flatten(1))


class ShippedEmbedder(nn.Module):
    """The network as the pack ships it: float (n, 3, 112, 112) to float (n, 192), the sum over VIEWS views of a face.

    Shrinking to 80 px, mirroring and coming nearer are pairs of constant matrices, for the whole face exactly OpenCV's
    INTER_AREA, which the training used; every runtime has matrix products, not every one has an antialiased Resize.
    """

    def __init__(self, net: EmbedderNet) -> None:
        super().__init__()
        self.net = net
        shrink, nearer = area_matrix(CROP_PX, SIDE_PX), area_matrix(CROP_PX, SIDE_PX, NEARER)
        self.register_buffer("rows", shrink)
        self.register_buffer("columns", shrink.T.contiguous())
        self.register_buffer("mirrored_columns", shrink.T.flip(0).contiguous())
        self.register_buffer("nearer_rows", nearer)
        self.register_buffer("nearer_columns", nearer.T.contiguous())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        low = self.rows @ x
        near = self.nearer_rows @ x @ self.nearer_columns
        views = torch.cat(
            [low @ self.columns, low @ self.mirrored_columns, near]
        )  # one run of the trunk: 5 % less time
        return self.net(views).reshape(VIEWS, -1, DIM).sum(0)


def area_matrix(inputs: int, outputs: int, nearer: float = 1.0) -> torch.Tensor:
    """Return float (outputs, inputs): each output is the mean of the stretch of inputs that it covers.

    nearer : the outputs share the middle of the inputs, 1 / nearer of them
    """
    edges = inputs / 2 + (torch.arange(outputs + 1, dtype=torch.float64) / outputs - 0.5) * inputs / nearer
    cells = torch.arange(inputs, dtype=torch.float64)
    covered = torch.minimum(edges[1:, None], cells + 1) - torch.maximum(edges[:-1, None], cells)
    return (covered.clamp(min=0) * outputs * nearer / inputs).float()


def _conv(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(outputs))
