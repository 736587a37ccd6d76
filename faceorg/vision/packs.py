"""Folders to model packs: which packs are on this machine, and what each of their files is.

Two forms are known. InsightFace's: one folder a pack, its ONNX files told apart by their outside as
``insightface.model_zoo`` does, or named by a manifest V2. OpenCV's: YuNet beside SFace or another embedder. Of a pack
only the detector and the embedder are taken; landmark, age and gender networks are left alone.

No onnx, onnxruntime or insightface here: every command lists packs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faceorg import paths
from faceorg.domain import ModelPack, PackId
from faceorg.errors import NotFound, PackProblem
from faceorg.vision.checksums import sha256_of
from faceorg.vision.onnx_header import OnnxHeader, read_onnx_header
from faceorg.vision.registry import KnownPack, registry

DETECTION, RECOGNITION = "detection", "recognition"
MANIFEST_FILE = "manifest.json"
UNKNOWN_LICENSE = "unknown"
UNKNOWN_LICENSE_PLAIN = "licence unknown: ask whoever made the pack"
# SCRFD with five landmarks at three strides (two anchors) or five strides (one anchor): insightface's scrfd.py.
SCRFD_OUTPUTS = (9, 15)
YUNET_OUTPUTS = {f"{kind}_{stride}" for kind in ("cls", "obj", "bbox", "kps") for stride in (8, 16, 32)}


@dataclass(frozen=True)
class BrokenPack:
    """A folder that looks like a pack and cannot be used, with the sentence that says why."""

    id: PackId
    folder: Path
    reason: str


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
            broken.setdefault(pack_id, BrokenPack(pack_id, folder, str(problem)))
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
    NotFound : no such pack; the sentence names those there are and how to install one
    """
    folder = Path(id_or_path).expanduser()
    if folder.is_dir() and (isinstance(id_or_path, Path) or len(folder.parts) > 1):
        return read_pack(folder)
    survey = survey_packs(library_folder)
    for pack in survey.packs:
        if pack.id == str(id_or_path):
            return pack
    for entry in survey.broken:
        if entry.id == str(id_or_path):
            raise PackProblem(entry.reason)
    raise NotFound(_no_such_pack(str(id_or_path), survey))


def read_pack(folder: Path) -> ModelPack:
    """Read one pack folder: its files by role, checked against the registry.

    Raises PackProblem when it holds no detector with landmarks or no embedder, when a file of it is damaged, or when a
    file bears a published name and has other bytes.
    """
    folder = folder.absolute()
    files = _files_by_role(folder)
    for role, missing in ((DETECTION, "face detector"), (RECOGNITION, "embedder (recognition network)")):
        if role not in files:
            raise PackProblem(f"{folder} is no full model pack: it has no {missing} among its ONNX files")
    sha256s = {role: sha256_of(file) for role, file in files.items()}
    known = registry().packs.get(PackId(folder.name))
    if known:
        _check_published(known, files, sha256s)
    known = known or registry().pack_of(sha256s)
    network = registry().networks_by_sha256.get(sha256s[RECOGNITION])
    return ModelPack(
        id=PackId(folder.name),
        name=known.name if known else folder.name,
        folder=folder,
        files=files,
        embedding_dim=_embedding_dim(folder, files[RECOGNITION], network.embedding_dim if network else None),
        thresholds=(network and network.thresholds) or registry().default_thresholds,
        license=known.license if known else UNKNOWN_LICENSE,
        license_plain=known.license_plain if known else UNKNOWN_LICENSE_PLAIN,
        commercial_use=known.commercial_use if known else False,
        sha256s=sha256s,
    )


def role_of(header: OnnxHeader) -> str | None:
    """What a network does, by insightface's own routing (``model_zoo.ModelRouter``) plus YuNet's output names.

    None for everything faceorg has no use for: landmarks (192 x 192), age and gender (96 x 96), face swapping (two
    inputs), detectors without landmarks, and networks that have nothing to do with faces.
    """
    if is_yunet(header):
        return DETECTION
    shape = header.inputs[0].shape
    if len(header.inputs) != 1 or len(shape) != 4 or shape[1] not in (3, None):
        return None
    if len(header.outputs) in SCRFD_OUTPUTS:
        return DETECTION
    side = shape[2]
    square = isinstance(side, int) and side == shape[3] and side >= 112 and side % 16 == 0 and side != 192
    return RECOGNITION if square and len(header.outputs) == 1 and len(header.outputs[0].shape) in (0, 2) else None


def is_yunet(header: OnnxHeader) -> bool:
    """Whether these are the outputs of OpenCV's YuNet."""
    return {tensor.name for tensor in header.outputs} == YUNET_OUTPUTS


def has_manifest(folder: Path) -> bool:
    """Whether the folder opts into InsightFace's manifest V2; other manifests are ignored, as insightface does."""
    return _manifest(folder) is not None


def _pack_candidates(library_folder: Path | None) -> Iterator[Path]:
    """Every folder with an ONNX file or manifest: the named folders themselves, then the folders in them."""
    for root in paths.pack_folders(library_folder):
        if _looks_like_pack(root):
            yield root
        elif root.is_dir():
            yield from (folder for folder in sorted(root.iterdir()) if _looks_like_pack(folder))


def _looks_like_pack(folder: Path) -> bool:
    if folder.name.startswith(".") or not folder.is_dir():
        return False
    try:
        return any(folder.glob("*.onnx")) or has_manifest(folder)
    except PermissionError:  # another user's folder: not ours to list
        return False


def _files_by_role(folder: Path) -> dict[str, Path]:
    manifest = _manifest(folder)
    if manifest is not None:
        return _files_of_manifest(folder, manifest)
    files: dict[str, Path] = {}
    damaged: PackProblem | None = None
    for file in sorted(folder.glob("*.onnx")):  # sorted, first of a kind wins: as insightface.app.FaceAnalysis
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


def _manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest V2 of a folder, None where there is none (insightface ignores other versions)."""
    try:
        document = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) and document.get("manifest_version") == 2 else None


def _files_of_manifest(folder: Path, manifest: dict[str, Any]) -> dict[str, Path]:
    """Files by role as the manifest names them; insightface validates the rest of it when the pack is loaded."""
    files = {}
    tasks = manifest.get("tasks")
    for role in (DETECTION, RECOGNITION):
        task = tasks.get(role) if isinstance(tasks, dict) else None
        if not isinstance(task, dict):
            continue
        file = (folder / str(task.get("file", ""))).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            raise PackProblem(f"{folder / MANIFEST_FILE} names {task.get('file')!r} for {role}: there is no such file")
        if task.get("sha256") not in (None, sha256_of(file)):
            raise PackProblem(f"{file} is damaged: its checksum is not its manifest's; install the pack again")
        files[role] = file
    return files


def _check_published(known: KnownPack, files: dict[str, Path], sha256s: dict[str, str]) -> None:
    """A file that bears a published name must have the published bytes; a differently named one is the user's own."""
    for role, network in known.networks.items():
        if network.is_named(files[role].name) and sha256s[role] != network.sha256:
            again = f"faceorg packs install {known.id}" if known.downloads else "fetch the pack again"
            raise PackProblem(
                f"{files[role]} is not the file published as part of {known.id} (its checksum differs): "
                f"it is damaged or was replaced; delete the folder and {again}"
            )


def _embedding_dim(folder: Path, file: Path, known_dim: int | None) -> int:
    """Length of an embedding: from the registry, the file's output shape, or the manifest.

    Raises PackProblem where none of them says.
    """
    if known_dim is not None:
        return known_dim
    shape = read_onnx_header(file).outputs[0].shape
    if shape and isinstance(shape[-1], int):
        return shape[-1]
    manifest = _manifest(folder) or {}
    stated = manifest.get("tasks", {}).get(RECOGNITION, {}).get("embedding_dimension")
    if isinstance(stated, int) and stated > 0:
        return stated
    raise PackProblem(f"{file} does not say how long its embeddings are; export it with a fixed output shape")


def _no_such_pack(pack_id: str, survey: PackSurvey) -> str:
    have = ", ".join(pack.id for pack in survey.packs) or "none"
    known = registry().packs.get(PackId(pack_id))
    if known and known.downloads:
        return f"The model pack {pack_id} is not installed; install it with: faceorg packs install {pack_id}"
    return f"There is no model pack {pack_id!r} (installed: {have}); `faceorg packs` lists what can be installed"
