"""resources/packs/registry.toml as values: the packs known by name and the networks known by checksum.

Facts about an embedder (thresholds, dimension) belong to its bytes, not to the folder it lies in, so networks are found
by sha256: a buffalo_l that another program downloaded under another name still gets its own thresholds and licence.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from faceorg import paths
from faceorg.domain import PackId, Thresholds
from faceorg.errors import PackProblem
from faceorg.messages.codes import ProblemCode
from faceorg.messages.text import Text

REGISTRY_FILE = "packs/registry.toml"


@dataclass(frozen=True)
class Download:
    """One file to fetch: a zip of the whole pack, or one ONNX file of it.

    urls : tried in this order
    size_bytes : as published, some of them rounded: for showing, not for checking; None where nobody published one
    sha256 : None where nobody published one; the networks inside are checked in any case
    """

    urls: tuple[str, ...]
    file: str
    size_bytes: int | None
    sha256: str | None


@dataclass(frozen=True)
class KnownNetwork:
    """One ONNX file, recognised by its sha256. thresholds and embedding_dim are None for detectors.

    nuisance : file of its nuisance directions (vision.nuisance), None where nobody has measured them
    clarity : file of what its embeddings tell of their pictures (vision.clarity), None as above
    work : how many times as long as the starter's network of the same role it takes for one picture; None as above
    """

    id: str
    file: str
    also_named: tuple[str, ...]
    size_bytes: int | None
    sha256: str
    embedding_dim: int | None
    thresholds: Thresholds | None
    nuisance: Path | None = None
    clarity: Path | None = None
    work: float | None = None

    def is_named(self, file_name: str) -> bool:
        """Whether a published pack ships this network under that file name."""
        return file_name == self.file or file_name in self.also_named


@dataclass(frozen=True)
class KnownPack:
    """One pack as its makers describe it.

    license_plain : in words a user understands ("for any use")
    accuracy : true accept rate at a false accept rate of 0.1 %, 0-1, by test ("lfw", "children", "cross_age")
    downloads : empty for packs that can only be found on disk
    networks : by role; a role is absent where the maker published no checksum (the pack's own manifest has it)
    """

    id: PackId
    name: str
    about: Text
    license: str
    license_plain: Text
    commercial_use: bool
    accuracy: dict[str, float]
    downloads: tuple[Download, ...]
    networks: dict[str, KnownNetwork]

    @property
    def download_bytes(self) -> int | None:
        """Size of the whole download, None where one part's size is not published."""
        sizes = [download.size_bytes for download in self.downloads]
        return sum(size for size in sizes if size is not None) if sizes and None not in sizes else None


@dataclass(frozen=True)
class Registry:
    """Everything known, and the thresholds of an embedder that nobody described.

    small_children : by the sha256 of an embedder, the file that tells small children's faces (vision.small_children)
    """

    packs: dict[PackId, KnownPack]
    networks_by_sha256: dict[str, KnownNetwork]
    default_thresholds: Thresholds
    small_children: dict[str, Path] = field(default_factory=dict)

    def pack_of(self, sha256s: dict[str, str]) -> KnownPack | None:
        """The known pack made of exactly these networks (sha256 by role); None if there is none."""
        for pack in self.packs.values():
            if sha256s and {role: network.sha256 for role, network in pack.networks.items()} == sha256s:
                return pack
        return None


@cache
def registry() -> Registry:
    """Read the shipped registry once a process.

    Raises PackProblem when the program's own file is missing or unreadable (a broken installation).
    """
    file = paths.resources_dir() / REGISTRY_FILE
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise PackProblem(ProblemCode.REGISTRY_CANNOT_BE_READ, file=file, why=error) from error
    networks = {key: _network(key, table) for key, table in document["networks"].items()}
    licenses = {key: _text(table) for key, table in document["licenses"].items()}
    packs = {PackId(key): _pack(PackId(key), table, networks, licenses) for key, table in document["packs"].items()}
    by_sha256 = {network.sha256: network for network in networks.values()}
    children = {table["sha256"]: _beside(table["file"]) for table in document["small_children"].values()}
    return Registry(packs, by_sha256, Thresholds(**document["default"]["thresholds"]), children)


def known_packs() -> dict[PackId, KnownPack]:
    """Every pack the program can name, in the order of the registry."""
    return registry().packs


def _network(key: str, table: dict[str, Any]) -> KnownNetwork:
    thresholds = Thresholds(**table["thresholds"]) if "thresholds" in table else None
    return KnownNetwork(
        id=key,
        file=table["file"],
        also_named=tuple(table.get("also_named", ())),
        size_bytes=table.get("size_bytes"),
        sha256=table["sha256"],
        embedding_dim=table.get("embedding_dim"),
        thresholds=thresholds,
        nuisance=_beside(table["nuisance"]) if "nuisance" in table else None,
        clarity=_beside(table["clarity"]) if "clarity" in table else None,
        work=table.get("work"),
    )


def _beside(file: str) -> Path:
    """A file that is named in the registry, which lies beside it."""
    return (paths.resources_dir() / REGISTRY_FILE).parent / file


def _text(table: dict[str, str]) -> Text:
    return Text(table["en"], table["de"])


def _pack(
    pack_id: PackId, table: dict[str, Any], networks: dict[str, KnownNetwork], licenses: dict[str, Text]
) -> KnownPack:
    downloads = tuple(
        Download(tuple(part["urls"]), part["file"], part.get("size_bytes"), part.get("sha256"))
        for part in table.get("downloads", ())
    )
    return KnownPack(
        id=pack_id,
        name=table["name"],
        about=_text(table["about"]),
        license=table["license"],
        license_plain=licenses[table["license_plain"]],
        commercial_use=table["commercial_use"],
        accuracy=dict(table.get("accuracy", {})),
        downloads=downloads,
        networks={role: networks[table[role]] for role in ("detection", "recognition") if role in table},
    )
