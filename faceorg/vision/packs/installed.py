"""Folders to model packs: which packs are on this machine, and what each of their files is.

Two forms are known. InsightFace's: one folder a pack, its ONNX files told apart by their outside as
``insightface.model_zoo`` does, or named by a manifest V2. OpenCV's: YuNet beside SFace or another embedder. Of a pack
only the detector and the embedder are taken; landmark, age and gender networks are left alone.

No onnx, onnxruntime or insightface here: every command lists packs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from faceorg import paths
from faceorg.domain import ModelPack, PackId
from faceorg.errors import NotFound, PackProblem
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message
from faceorg.messages.text import Text
from faceorg.vision.packs.checksums import sha256_of
from faceorg.vision.packs.manifests import PackManifest, has_manifest, read_manifest
from faceorg.vision.packs.onnx_header import read_onnx_header
from faceorg.vision.packs.registry import KnownNetwork, KnownPack, registry
from faceorg.vision.packs.roles import DETECTION, RECOGNITION, role_of

UNKNOWN_LICENSE = "unknown"
UNKNOWN_LICENSE_PLAIN = Text(
    "licence unknown: ask whoever made the pack", "Lizenz unbekannt: Frage, wer das Paket gemacht hat"
)


@dataclass(frozen=True)
class BrokenPack:
    """A folder that looks like a pack and cannot be used, and why."""

    id: PackId
    folder: Path
    reason: Message


@dataclass(frozen=True)
class PackSurvey:
    """What the pack folders hold, in search order; the first of two packs with one id wins."""

    packs: tuple[ModelPack, ...]
    broken: tuple[BrokenPack, ...]


def survey_packs(library_folder: Path | None = None) -> PackSurvey:
    """Look through every pack folder: usable packs, and unusable ones with the reason."""
    packs: dict[PackId, ModelPack] = {}
    broken: dict[PackId, BrokenPack] = {}
    for folder in _pack_candidates(library_folder):
        pack_id = PackId(folder.name)
        if pack_id in packs:
            continue
        try:
            packs[pack_id] = read_pack(folder)
        except PackProblem as problem:
            broken.setdefault(pack_id, BrokenPack(pack_id, folder, problem.message))
    unusable = tuple(entry for entry in broken.values() if entry.id not in packs)
    return PackSurvey(tuple(packs.values()), unusable)


def list_packs(library_folder: Path | None = None) -> list[ModelPack]:
    """Usable packs, in search order: library, FACEORG_PACKS, shipped, InsightFace's own folder."""
    return list(survey_packs(library_folder).packs)


def load_pack(id_or_path: str | Path, library_folder: Path | None = None) -> ModelPack:
    """Find one pack by its id, or read the folder that is named.

    Raises
    ------
    PackProblem : the pack is there and unusable (damaged, no embedder, wrong checksum)
    NotFound : no such pack; says which there are and how to install one
    """
    folder = paths.expanded(Path(id_or_path))
    if os.path.isdir(folder) and (isinstance(id_or_path, Path) or len(folder.parts) > 1):
        return read_pack(folder)
    survey = survey_packs(library_folder)
    for pack in survey.packs:
        if pack.id == str(id_or_path):
            return pack
    for entry in survey.broken:
        if entry.id == str(id_or_path):
            raise PackProblem(entry.reason)
    raise _no_such_pack(str(id_or_path), survey)


def read_pack(folder: Path) -> ModelPack:
    """Read one pack folder: its files by role, checked against the registry or the pack's manifest.

    Raises PackProblem when it holds no detector with landmarks or no embedder, when a file of it is damaged or reaches
    beyond itself, or when a file bears a published name and has other bytes.
    """
    folder = folder.absolute()
    manifest = read_manifest(folder)
    files = manifest.files if manifest else _files_by_role(folder)
    for role, missing in ((DETECTION, ReasonCode.FACE_DETECTOR), (RECOGNITION, ReasonCode.FACE_EMBEDDER)):
        if role not in files:
            raise PackProblem(ProblemCode.PACK_INCOMPLETE, folder=folder, part=Message(missing))
    for file in files.values():
        _check_self_contained(file)
    sha256s = {role: sha256_of(file) for role, file in files.items()}
    known = registry().packs.get(PackId(folder.name))
    if known:
        _check_published(known, files, sha256s)
    known = known or registry().pack_of(sha256s)
    return _described(folder, files, sha256s, known, manifest)


def _described(
    folder: Path,
    files: dict[str, Path],
    sha256s: dict[str, str],
    known: KnownPack | None,
    manifest: PackManifest | None,
) -> ModelPack:
    """Put together what registry and manifest say; what neither knows gets the defaults."""
    network = registry().networks_by_sha256.get(sha256s[RECOGNITION])
    thresholds = (network and network.thresholds) or (manifest and manifest.thresholds)
    says = known or manifest
    return ModelPack(
        id=PackId(folder.name),
        name=(says and says.name) or folder.name,
        folder=folder,
        files=files,
        embedding_dim=_embedding_dim(files[RECOGNITION], network, manifest),
        thresholds=thresholds or registry().default_thresholds,
        license=(says and says.license) or UNKNOWN_LICENSE,
        license_plain=(says and says.license_plain) or UNKNOWN_LICENSE_PLAIN,
        commercial_use=bool(says and says.commercial_use),
        sha256s=sha256s,
        nuisance=network.nuisance if network else None,
        clarity=network.clarity if network else None,
    )


def _pack_candidates(library_folder: Path | None) -> Iterator[Path]:
    """Every folder with an ONNX file or manifest: the named folders themselves, or else the folders in them."""
    for root in paths.pack_folders(library_folder):
        try:
            inside = sorted(root.iterdir())
        except OSError:  # absent, no folder, or another user's: nothing of ours
            continue
        yield from [root] if _looks_like_pack(root) else [folder for folder in inside if _looks_like_pack(folder)]


def _looks_like_pack(folder: Path) -> bool:
    if folder.name.startswith(".") or not folder.is_dir():
        return False
    return any(folder.glob("*.onnx")) or has_manifest(folder)


def _files_by_role(folder: Path) -> dict[str, Path]:
    """Networks by role, told by their outside: the first by name of each, as insightface's FaceAnalysis takes them."""
    files: dict[str, Path] = {}
    damaged: PackProblem | None = None
    for file in sorted(folder.glob("*.onnx")):
        try:
            role = role_of(read_onnx_header(file))
        except PackProblem as problem:
            damaged = damaged or problem
            continue
        if role:
            files.setdefault(role, file)
    if damaged and len(files) < 2:  # a damaged age network hurts nobody; a damaged embedder is the reason to name
        raise damaged
    return files


def _check_self_contained(file: Path) -> None:
    """See to it that a network is all there is: no file of another folder, no operator of somebody's library."""
    header = read_onnx_header(file)
    for name in sorted(header.external_files):
        other = file.parent / name
        if not other.resolve().is_relative_to(file.parent.resolve()):
            raise PackProblem(ProblemCode.NETWORK_REACHES_OUTSIDE, file=file, other=name[:200])
        if not other.is_file():
            raise PackProblem(ProblemCode.NETWORK_LACKS_ITS_WEIGHTS, file=file, other=name[:200])
    if header.foreign_operators:
        some = ", ".join(sorted(header.foreign_operators)[:3])[:200]
        raise PackProblem(ProblemCode.NETWORK_WITH_UNKNOWN_OPERATORS, file=file, operators=some)


def _check_published(known: KnownPack, files: dict[str, Path], sha256s: dict[str, str]) -> None:
    """A file that bears a published name must have the published bytes; a differently named one is the user's own."""
    for role, network in known.networks.items():
        if network.is_named(files[role].name) and sha256s[role] != network.sha256:
            if known.downloads:
                raise PackProblem(ProblemCode.PACK_FILE_NOT_PUBLISHED, file=files[role], pack=known.id)
            raise PackProblem(ProblemCode.PACK_FILE_NOT_PUBLISHED_FETCH_AGAIN, file=files[role], pack=known.id)


def _embedding_dim(file: Path, network: KnownNetwork | None, manifest: PackManifest | None) -> int:
    """Length of an embedding: from the registry, the file's output shape, or the manifest.

    Raises PackProblem where none of them says.
    """
    shape = read_onnx_header(file).outputs[0].shape
    in_file = shape[-1] if shape and isinstance(shape[-1], int) else None
    dim = (network and network.embedding_dim) or in_file or (manifest and manifest.embedding_dim)
    if not dim:
        raise PackProblem(ProblemCode.EMBEDDING_LENGTH_UNKNOWN, file=file)
    return dim


def _no_such_pack(pack_id: str, survey: PackSurvey) -> NotFound:
    known = registry().packs.get(PackId(pack_id))
    if known and known.downloads:
        return NotFound(ProblemCode.PACK_NOT_INSTALLED, pack=pack_id)
    if not survey.packs:
        return NotFound(ProblemCode.NO_PACK_AT_ALL, pack=pack_id)
    return NotFound(ProblemCode.NO_SUCH_PACK, pack=pack_id, have=", ".join(pack.id for pack in survey.packs))
