"""A pack's manifest.json to its files by role and what it says of itself: InsightFace's manifest V2.

Read here without insightface, which takes half a second to import; insightface validates the whole of it when the pack
is loaded. A part named "faceorg", which insightface ignores, may carry thresholds, the licence in plain words,
and a sentence on what the pack is good for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faceorg.domain import Thresholds
from faceorg.errors import PackProblem
from faceorg.files.plain_files import read_plain
from faceorg.messages.codes import ProblemCode
from faceorg.messages.text import Text
from faceorg.vision.packs.checksums import sha256_of
from faceorg.vision.packs.roles import DETECTION, RECOGNITION

MANIFEST_FILE = "manifest.json"
MANIFEST_VERSION = 2


@dataclass(frozen=True)
class PackManifest:
    """What a manifest says. Fields are None where it says nothing.

    files : networks by role; a role it does not name is absent
    """

    files: dict[str, Path]
    name: str | None
    embedding_dim: int | None
    thresholds: Thresholds | None
    license: str | None
    license_plain: Text | None
    commercial_use: bool


def read_manifest(folder: Path) -> PackManifest | None:
    """Read a folder's manifest; None where there is none of version 2 (insightface ignores others as well).

    Raises PackProblem when it names files outside the folder, missing files, or files with another checksum.
    """
    document = _document(folder)
    if document is None:
        return None
    tasks, own = _table(document, "tasks"), _table(document, "faceorg")
    files = {role: _file(folder, role, _table(tasks, role)) for role in (DETECTION, RECOGNITION) if role in tasks}
    dim = _table(tasks, RECOGNITION).get("embedding_dimension")
    return PackManifest(
        files=files,
        name=_text(document.get("display_name")),
        embedding_dim=dim if isinstance(dim, int) and dim > 0 else None,
        thresholds=_thresholds(folder, own["thresholds"]) if "thresholds" in own else None,
        license=_text(own.get("license")),
        license_plain=_phrase(_wording(own.get("license_plain"))),
        commercial_use=own.get("commercial_use") is True,
    )


def about_of(folder: Path) -> Text | None:
    """Return the sentence in which a pack tells what it is good for, None where it has none."""
    about = _wording(_table(_document(folder) or {}, "faceorg").get("about"))
    return Text(_sentence(about.english), _sentence(about.german)) if about else None


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:].removesuffix('.')}."


def _phrase(words: Text | None) -> Text | None:
    """Return what goes into a sentence of the window or the command line, which has a full stop of its own."""
    return Text(words.english.removesuffix("."), words.german.removesuffix(".")) if words else None


def has_manifest(folder: Path) -> bool:
    """Whether the folder opts into manifest V2."""
    return _document(folder) is not None


def _document(folder: Path) -> dict[str, Any] | None:
    try:
        document = json.loads(read_plain(folder / MANIFEST_FILE))
    except (OSError, ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) and document.get("manifest_version") == MANIFEST_VERSION else None


def _file(folder: Path, role: str, task: dict[str, Any]) -> Path:
    file = folder / str(task.get("file", ""))
    if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
        raise PackProblem(
            ProblemCode.MANIFEST_NAMES_MISSING_FILE,
            file=folder / MANIFEST_FILE,
            network=repr(task.get("file")),
            role=role,
        )
    if task.get("sha256") not in (None, sha256_of(file)):
        raise PackProblem(ProblemCode.NETWORK_NOT_ITS_MANIFESTS, file=file)
    return file


def _thresholds(folder: Path, stated: Any) -> Thresholds:
    try:
        thresholds = Thresholds(**{key: float(value) for key, value in stated.items()})
    except (AttributeError, TypeError, ValueError) as error:
        raise PackProblem(ProblemCode.THRESHOLDS_NOT_NUMBERS, file=folder / MANIFEST_FILE) from error
    if not -1 <= thresholds.match <= thresholds.strict <= 1 or not -1 <= thresholds.cluster <= 1:
        raise PackProblem(ProblemCode.THRESHOLDS_NOT_SIMILARITIES, file=folder / MANIFEST_FILE, stated=stated)
    return thresholds


def _table(parent: dict[str, Any], key: str) -> dict[str, Any]:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _wording(value: Any) -> Text | None:
    """Read a text in one language, which is shown in every one, or in several: {"en": ..., "de": ...}."""
    by_language = value if isinstance(value, dict) else {"en": value}
    english = _text(by_language.get("en"))
    return Text(english, _text(by_language.get("de")) or english) if english else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
