"""Turns a batch's answers into the loss of its hardest strangers: pairs that it thinks more alike than they are.

The cosine to the teacher counts every error alike. How many strangers pass a threshold is decided by the few pairs on
top, most of them among small children and within one origin, where a small student blurs what the teacher tells apart.
"""

from __future__ import annotations

import torch

STRANGERS = 0.3  # the teacher's similarity below which two samples show strangers (1e-3 of strangers reach 0.26)
HARDEST = 8  # strangers of each sample
WEIGHT = 0.25  # beside one minus the cosine to the teacher; at 1 the first steps gave up cosine and TAR for it
OF_ONE_KIND = 2.0  # how much more a sample of a kind counts than anybody


def strangers_loss(answers: torch.Tensor, taught: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
    """Return the mean squared excess of the similarity to the hardest strangers, a scalar.

    answers, taught : float (n, dim), L2-normalised; kinds : int (n,), 0 for anybody
    """
    similarity, truth = answers @ answers.T, taught @ taught.T
    is_stranger = truth < STRANGERS
    ranked = torch.where(is_stranger, similarity.detach(), -2.0)
    hardest = ranked.topk(min(HARDEST, len(answers) - 1), dim=1).indices
    excess = (similarity - truth).gather(1, hardest).clamp(min=0) * is_stranger.gather(1, hardest)
    weights = torch.where(kinds > 0, OF_ONE_KIND, 1.0)
    return WEIGHT * (excess.square().mean(1) * weights).sum() / weights.sum()
