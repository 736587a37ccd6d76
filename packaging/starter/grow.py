"""Turns the shipped embedder into the first checkpoint of a larger one, so that a generation begins where one ended.

    python packaging/starter/grow.py [--from PACK | --checkpoint FILE]

Every convolution is taken over; added blocks begin as the identity (their last norm is zero), so the grown network
answers as the shipped one did (Chen, Goodfellow and Shlens 2016, Net2Net, arXiv 1511.05641). The pack has its batch
norms folded away; they come back with the statistics of the bank, which is what the training will show them. The head
is fitted anew, by ridge regression to the teacher's answers, for the shipped one is sharpened. A checkpoint of the
training that made the pack has neither loss: where one is still there, it is the better beginning.
"""

from __future__ import annotations

import argparse
import copy
import json
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from bank import crops_path, targets_path
from bank import taught as taught_by_teachers
from embedder_net import BLOCKS, SIDE_PX, SUMS, Block, EmbedderNet
from muon import optimizers
from onnx import numpy_helper
from places import PACK, SEED, WORK
from teacher import centre
from torch import nn
from train_embedder import CHECKPOINT, PEAK_LR, PLAIN_PEAK_LR, save_checkpoint

FACES = 4000  # training faces as they are, beside the samples of the bank, to fit the head
# A convolution's length, of its weight as a matrix, by the root of its rank: where Muon's steps and decay balance (2500
# steps at 0.016 on gradients of pure noise end at 1.26). Shorter, each step turns it further than the rate means.
CONV_LENGTH = 1.26
# The head's typical weight. Its length is free, for a cosine follows, but AdamW's steps have a length of their own: at
# the fitted length, 0.0007, the first seventy steps shook the head to pieces (TAR from 83 to 73 %).
HEAD_WEIGHT = 0.06
BANK_CHUNKS = 3  # of the bank, for the statistics and the head
RIDGE = 0.3  # of the features' mean variance: 0.03 fitted these faces better and held-out ones worse (0.611, 0.621)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="pack", type=Path, default=PACK)
    parser.add_argument("--checkpoint", type=Path, help="what a training of a smaller network ended with, instead")
    chosen = parser.parse_args()
    if CHECKPOINT.exists():
        raise SystemExit(f"{CHECKPOINT} exists: nothing to grow")
    torch.set_num_threads(1)
    if chosen.checkpoint:
        state = torch.load(chosen.checkpoint, map_location="cpu")
        _begin(*(grown_checkpoint(state[name]) for name in ("net", "average")))
        return
    pixels, taught = (np.concatenate(parts) for parts in zip(bank_samples(), some_training_faces(FACES), strict=True))
    pixels = (torch.from_numpy(pixels).permute(0, 3, 1, 2).float() - 127.5) / 127.5
    net = grown(folded_weights(chosen.pack / "embedder.onnx"), pixels)
    fit_head(net, pixels, taught)
    for words, part in (("the bank", slice(1000)), ("training faces", slice(-1000, None))):
        with torch.no_grad():
            cosine = torch.cosine_similarity(net(pixels[part]), torch.from_numpy(taught[part])).mean()
        print(f"cosine to the teacher on {words}: {float(cosine):.4f}")
    _begin(net, copy.deepcopy(net))


def _begin(net: EmbedderNet, average: EmbedderNet) -> None:
    save_checkpoint(net, average, optimizers(net, PEAK_LR, PLAIN_PEAK_LR), (0.0, 0, 0), grown=True)


def grown_checkpoint(state: dict[str, torch.Tensor]) -> EmbedderNet:
    """Return a network that answers as the one with this state: what the state lacks begins as the identity."""
    net = EmbedderNet()
    places = _old_places(blocks_of(state))
    renamed = {}
    for name, value in state.items():
        part, number, *rest = name.split(".")
        new = ".".join([part, str(places[int(number)]), *rest]) if part == "trunk" else name
        renamed[new] = value
    missing, unknown = net.load_state_dict(renamed, strict=False)
    if unknown or {name.split(".")[0] for name in missing} - {"trunk"}:
        raise SystemExit("this checkpoint is of another kind of network")
    return net


def folded_weights(path: Path) -> dict[str, torch.Tensor]:
    """Return the weights of a pack's embedder by the names of EmbedderNet; of the pool: pool.weight, pool.bias."""
    stored = {t.name.removesuffix(".half"): numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}
    named = {name.removeprefix("net."): value for name, value in stored.items() if name.startswith("net.")}
    pooled = [value for name, value in sorted(stored.items()) if name.startswith("onnx::Conv")]
    named["pool.weight"], named["pool.bias"] = sorted(pooled, key=lambda value: -value.ndim)
    return {name: torch.from_numpy(value.astype(np.float32)) for name, value in named.items()}


def grown(weights: dict[str, torch.Tensor], pixels: torch.Tensor) -> EmbedderNet:
    """Return a network that answers as the folded one: its norms have the statistics of these pixels."""
    net = EmbedderNet().eval()
    names = _old_names(net, blocks_of(weights))
    with torch.no_grad():
        for module, old in names.items():
            _take_over(module, weights[f"{old}.0.weight"], weights[f"{old}.0.bias"])
        _place_sums(net.pool.conv.weight, weights["pool.weight"])
        hooks = [module[1].register_forward_pre_hook(_keeps_sum) for module in net.modules() if _is_conv(module)]
        hooks.append(net.norm.register_forward_pre_hook(_keeps_sum))
        net(pixels[:2048])
    for hook in hooks:
        hook.remove()
    return net


def _place_sums(weight: torch.Tensor, old: torch.Tensor) -> None:
    """Take over the sums of each map, and draw the new ones: the head, fitted anew, finds a use for them."""
    channels = len(weight) // SUMS
    old = old.view(channels, -1, *old.shape[1:])
    sums = weight.view(channels, SUMS, *weight.shape[1:])
    sums.normal_(generator=torch.Generator().manual_seed(SEED))
    sums.mul_(old.std())
    sums[:, : old.shape[1]] = old


def blocks_of(weights: dict[str, torch.Tensor]) -> tuple[int, ...]:
    """Return how many blocks follow each step down of a trunk; weights are named as in EmbedderNet."""
    blocks: list[int] = []
    for at in sorted({int(name.split(".")[1]) for name in weights if name.startswith("trunk.")}):
        if f"trunk.{at}.0.weight" in weights:
            blocks.append(0)
        else:
            blocks[-1] += 1
    return tuple(blocks)


def _old_names(net: EmbedderNet, before: tuple[int, ...]) -> dict[nn.Module, str]:
    """Return where the weights of each convolution lay in a trunk with fewer blocks."""
    names: dict[nn.Module, str] = {}
    for old, new in _old_places(before).items():
        layer = net.trunk[new]
        if isinstance(layer, Block):
            names |= {layer.body[part]: f"trunk.{old}.body.{part}" for part in (0, 2)}
        else:
            names[layer] = f"trunk.{old}"
    return names


def _old_places(before: tuple[int, ...]) -> dict[int, int]:
    """Return where each layer of a trunk with fewer blocks lies in the present one, by their numbers."""
    places: dict[int, int] = {}
    new_at = old_at = 0
    for now, then in zip(BLOCKS, before, strict=True):
        places[old_at] = new_at
        places |= {old_at + 2 + block: new_at + 2 + block for block in range(then)}
        new_at, old_at = new_at + 2 + now, old_at + 2 + then
    return places


def _take_over(module: nn.Sequential, weight: torch.Tensor, bias: torch.Tensor) -> None:
    """The norm behind a convolution makes its weight's length free: it gets the length that Muon keeps weights at."""
    conv, norm = module
    usual = CONV_LENGTH * min(weight.shape[0], weight[0].numel()) ** 0.5
    factor = usual / float(weight.norm())
    conv.weight.copy_(weight * factor)
    norm.kept_bias, norm.kept_scale = bias, 1 / factor


def _keeps_sum(norm: nn.BatchNorm2d, inputs: tuple[torch.Tensor]) -> None:
    """Give a norm the statistics of its input, and the scale and bias that leave the folded answer as it was."""
    maps = inputs[0].transpose(0, 1).flatten(1)
    norm.running_mean.copy_(maps.mean(1))
    norm.running_var.copy_(maps.var(1))
    if hasattr(norm, "kept_bias"):
        scale = getattr(norm, "kept_scale", 1.0)
        norm.weight.copy_((norm.running_var + norm.eps).sqrt() * scale)
        norm.bias.copy_(norm.kept_bias + norm.running_mean * scale)


def _is_conv(module: nn.Module) -> bool:
    return isinstance(module, nn.Sequential) and len(module) == 2 and isinstance(module[1], nn.BatchNorm2d)


@torch.no_grad()
def fit_head(net: EmbedderNet, pixels: torch.Tensor, taught: np.ndarray) -> None:
    """Fit the head to the teacher's answers, float32 (n, 192)."""
    head, net.head = net.head, nn.Identity()
    features = torch.cat([net(part) for part in pixels.split(512)]).double().numpy()
    net.head = head
    middle, target_middle = features.mean(0), taught.mean(0)
    apart = features - middle
    gram = apart.T @ apart
    gram += RIDGE * np.trace(gram) / len(gram) * np.eye(len(gram))
    weight = np.linalg.solve(gram, apart.T @ (taught - target_middle)).T
    head.weight.copy_(torch.from_numpy(weight))
    head.bias.copy_(torch.from_numpy(target_middle - weight @ middle))
    longer = HEAD_WEIGHT / head.weight.square().mean().sqrt()
    head.weight.mul_(longer)
    head.bias.mul_(longer)


def bank_samples() -> tuple[np.ndarray, np.ndarray]:
    """Return samples of the bank, uint8 (n, side, side, 3), and the teacher's answers, float32 (n, 192)."""
    crops = [shrunk(centre(np.load(crops_path(index)))) for index in range(BANK_CHUNKS)]
    targets = [np.load(targets_path(index)).astype(np.float32) for index in range(BANK_CHUNKS)]
    return np.concatenate(crops), np.concatenate(targets)


def some_training_faces(number: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the same of training faces as they are."""
    sources = json.loads((WORK / "faces.json").read_text())
    rows = np.array([i for i, source in enumerate(sources) if source["part"] == "train"])
    rows = np.sort(np.random.default_rng(SEED).choice(rows, number, replace=False))
    crops = centre(np.load(WORK / "faces.npy", mmap_mode="r")[rows])
    return shrunk(crops), taught_by_teachers(rows)


def shrunk(crops: np.ndarray) -> np.ndarray:
    """uint8 (n, 112, 112, 3) to what the network sees, uint8 (n, side, side, 3)."""
    return np.stack([cv2.resize(crop, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA) for crop in crops])


if __name__ == "__main__":
    main()
