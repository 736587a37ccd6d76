"""A pack -> which of its networks run on OpenVINO on this machine, where nobody chose a device: what a trial found.

[Note: First use] OpenVINO is twice as fast with heavy networks on processors that compute in half precision, and no
faster on others. So where it is installed it is tried beside onnxruntime before a pack is first used
(`library.workers.engine_trial`), and taken for what it does faster, if every face's embedding stays what it was: the
embeddings of a library must not depend on when a package was installed. The outcome is kept in the cache folder, by
networks, installation and processor: another of any of them is another first use.
"""

from __future__ import annotations

import contextlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from faceorg import paths
from faceorg.domain import ModelPack
from faceorg.files import atomic
from faceorg.files.plain_files import read_plain
from faceorg.messages.codes import FindingCode
from faceorg.messages.message import Message
from faceorg.vision.openvino_session import PACKAGE, is_installed
from faceorg.vision.packs.roles import DETECTION, RECOGNITION
from faceorg.vision.prelu import CACHE_FOLDER

# The least cosine between the embeddings of one face that both engines may differ by.
LEAST_AGREEMENT = 0.999
# How much less time it must take: measured times of one network differ by some hundredths.
WORTH_IT = 0.9
# What may run on OpenVINO, in the order of preference where two take as long.
CHOICES: tuple[tuple[str, ...], ...] = ((DETECTION, RECOGNITION), (RECOGNITION,), (DETECTION,))


@dataclass(frozen=True)
class EngineTrial:
    """What a trial found of a pack.

    on_openvino : the roles whose networks run on OpenVINO
    times : how many times as fast the pack is with them, or, where there are none, with all of it on OpenVINO
    agreement : the least cosine of a face's embeddings with and without that
    """

    on_openvino: tuple[str, ...]
    times: float
    agreement: float


# What did not work at all.
FAILED = EngineTrial((), 0.0, 0.0)


def chosen(
    onnxruntime_s: Mapping[str, float],
    openvino_s: Mapping[str, float],
    agreements: Mapping[tuple[str, ...], float],
) -> EngineTrial:
    """Choose by what was measured.

    onnxruntime_s, openvino_s : seconds by role; agreements : the least cosine of a face by what runs on OpenVINO
    """
    alone = sum(onnxruntime_s.values())

    def took(roles: tuple[str, ...]) -> float:
        return sum(openvino_s[role] if role in roles else onnxruntime_s[role] for role in onnxruntime_s)

    agreeing = [roles for roles in CHOICES if agreements[roles] >= LEAST_AGREEMENT]
    best = min(agreeing, key=took, default=())
    if not best or took(best) > WORTH_IT * alone:
        return EngineTrial((), alone / took(CHOICES[0]), agreements[CHOICES[0]])
    return EngineTrial(best, alone / took(best), agreements[best])


def runs_on_openvino(pack: ModelPack, role: str) -> bool:
    """Whether a pack's network runs on OpenVINO where the device is chosen for the user."""
    trial = remembered(pack)
    return trial is not None and role in trial.on_openvino


def wants_trial(pack: ModelPack) -> bool:
    """Whether OpenVINO is here and nobody has tried it with this pack."""
    return is_installed() and remembered(pack) is None


def remembered(pack: ModelPack) -> EngineTrial | None:
    """Return what a trial found here; None where there was none, or where OpenVINO is not installed any more."""
    if not is_installed():
        return None
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):  # as if it had never been tried
        said = json.loads(read_plain(_file(pack)))
        return EngineTrial(tuple(said["on_openvino"]), float(said["times"]), float(said["agreement"]))
    return None


def remember(pack: ModelPack, trial: EngineTrial) -> None:
    """Keep the outcome of a trial; where it cannot be written it is tried again at the next scan."""
    with contextlib.suppress(OSError):
        (paths.made_cache_dir() / CACHE_FOLDER).mkdir(exist_ok=True)
        atomic.write_bytes(_file(pack), json.dumps(asdict(trial)).encode())


def described(pack: ModelPack) -> Message | None:
    """Say in one line what runs the networks; None where there is nothing but onnxruntime."""
    if not is_installed():
        return None
    trial = remembered(pack)
    if trial is None:
        return Message(FindingCode.ENGINE_UNTRIED)
    if trial.on_openvino:
        return Message(FindingCode.ENGINE_IS_OPENVINO, times=trial.times, agreement=trial.agreement)
    if trial == FAILED:
        return Message(FindingCode.ENGINE_FAILED)
    if trial.agreement < LEAST_AGREEMENT:
        return Message(FindingCode.ENGINE_DISAGREES, agreement=trial.agreement, least=LEAST_AGREEMENT)
    return Message(FindingCode.ENGINE_NO_FASTER)


def _file(pack: ModelPack) -> Path:
    networks = [pack.sha256s[DETECTION], pack.sha256s[RECOGNITION]]
    key = json.dumps([*networks, _installation(PACKAGE), _installation("onnxruntime"), _processor()])
    return paths.cache_dir() / CACHE_FOLDER / f"engine-{sha256(key.encode()).hexdigest()}.json"


def _installation(package: str) -> list[str | int]:
    """What changes with another version, and can be told without importing it: where a package is, and since when."""
    spec = find_spec(package)
    return [] if spec is None or spec.origin is None else [spec.origin, Path(spec.origin).stat().st_mtime_ns]


def _processor() -> str:
    """What distinguishes processors: their name and what they can do."""
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        told = {line for line in lines if line.startswith(("model name", "flags", "Features", "CPU part"))}
        return "\n".join(sorted(told))
    return platform.processor()
