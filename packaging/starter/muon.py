"""The optimiser of both networks: Muon for convolutions, AdamW for everything else.

Muon (Keller Jordan 2024, kellerjordan.github.io/posts/muon) turns each momentum matrix into the nearest orthogonal one,
so that rare directions learn as fast as common ones; it costs a few per cent of a step at batch 256.
"""

from __future__ import annotations

import torch

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # Jordan's quintic; five steps bring singular values into 0.7-1.2
MOMENTUM = 0.95
WEIGHT_DECAY = 0.05


class Muon(torch.optim.Optimizer):
    """Muon over weights of shape (out, in, ...), seen as (out, in * ...) matrices."""

    def __init__(self, weights: list[torch.nn.Parameter], lr: float) -> None:
        super().__init__(weights, {"lr": lr})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            for weight in group["params"]:
                momentum = self.state[weight].setdefault("momentum", torch.zeros_like(weight))
                momentum.lerp_(weight.grad, 1 - MOMENTUM)
                direction = _orthogonal(weight.grad.lerp(momentum, MOMENTUM).flatten(1))
                weight.mul_(1 - group["lr"] * WEIGHT_DECAY)
                scale = max(1.0, direction.shape[0] / direction.shape[1]) ** 0.5
                weight.add_(direction.view_as(weight), alpha=-group["lr"] * scale)


def optimizers(net: torch.nn.Module, lr: float, plain_lr: float) -> list[torch.optim.Optimizer]:
    """Return Muon for the dense convolutions and AdamW for stem, depthwise, norms and head."""
    matrices = [p for p in net.parameters() if p.ndim == 4 and p[0].numel() > 27]
    chosen = {id(p) for p in matrices if p.shape[1] > 1}
    return [
        Muon([p for p in net.parameters() if id(p) in chosen], lr),
        torch.optim.AdamW([p for p in net.parameters() if id(p) not in chosen], plain_lr, weight_decay=0.01),
    ]


def _orthogonal(matrix: torch.Tensor) -> torch.Tensor:
    a, b, c = NEWTON_SCHULZ
    tall = matrix.shape[0] > matrix.shape[1]
    x = (matrix.T if tall else matrix).bfloat16()
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return (x.T if tall else x).to(matrix.dtype)
