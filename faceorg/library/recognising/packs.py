"""Which model pack a library uses, and changing it: decisions and face ids stay, embeddings are remade."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from faceorg.catalog import vectors
from faceorg.domain import ModelPack
from faceorg.errors import NotFound, PackProblem
from faceorg.library.opening.library import Library
from faceorg.library.recognising import measured
from faceorg.messages.codes import ProblemCode
from faceorg.paths import expanded
from faceorg.progress import CancelToken, ProgressSink, no_progress
from faceorg.vision.packs import installed as packs

# The pack that faceorg ships: used while nothing better is installed.
STARTER_PACK = "starter"


@dataclass(frozen=True)
class PackStatus:
    """A pack as a user chooses it. photos_done: photos that have embeddings of it."""

    pack: ModelPack
    in_use: bool
    photos_done: int


def pack_in_use(library: Library) -> ModelPack:
    """Return the chosen pack, else the best installed one, with the thresholds that hold here.

    See [Note: What was measured]. Raises PackProblem when none is installed or the chosen one cannot be used.
    """
    return measured.applied(library, pack_as_shipped(library))


def pack_as_shipped(library: Library) -> ModelPack:
    """Return the pack in use as whoever made it, or the registry, describes it. Raises as `pack_in_use` does."""
    chosen = library.settings.analysis.pack
    if chosen:
        return packs.load_pack(_id_or_path(chosen), library.folder)
    return best_installed(library.folder)


def pack_id(library: Library) -> str:
    """Return the id of the pack whose embeddings are searched, without loading anything where one was chosen."""
    chosen = library.settings.analysis.pack
    return Path(chosen).name if chosen else pack_in_use(library).id


def choose_pack(library: Library, pack: str) -> None:
    """Note in the settings which pack is used: its id, or its folder; `use_pack` looks first whether there is one."""
    settings = library.settings
    library.save_settings(replace(settings, analysis=replace(settings.analysis, pack=pack)))


def best_installed(library_folder: Path | None) -> ModelPack:
    """Return the first pack found that is not the starter, the starter when there is no other.

    The folders are searched in the order of `paths.pack_folders`. Raises PackProblem when there is none at all.
    """
    found = packs.list_packs(library_folder)
    better = [pack for pack in found if pack.id != STARTER_PACK]
    if not found:
        raise PackProblem(ProblemCode.NO_PACK_INSTALLED)
    return (better or found)[0]


def pack_statuses(library: Library | None) -> list[PackStatus]:
    """Return the installed packs with how far the library has been analysed with each."""
    if library is None:
        return [PackStatus(pack, False, 0) for pack in packs.list_packs(None)]
    done = vectors.analyzed_counts(library.catalog)
    found = packs.list_packs(library.folder)
    in_use = _id_in_use(library)
    return [PackStatus(pack, pack.id == in_use, done.get(pack.id, 0)) for pack in found]


def _id_in_use(library: Library) -> str | None:
    try:
        return pack_in_use(library).id
    except (NotFound, PackProblem):
        return None  # the chosen pack is gone or broken: the others are listed, so that one of them can be chosen


def use_pack(library: Library, id_or_path: str) -> ModelPack:
    """Choose another pack; the next scan (or `ingest.analyze`) makes what is missing. Nothing decided changes."""
    pack = packs.load_pack(_id_or_path(id_or_path), library.folder)
    known = {found.id for found in packs.list_packs(library.folder)}
    choose_pack(library, pack.id if pack.id in known else str(pack.folder))
    return pack


def install_pack(
    pack_id: str,
    destination: Path,
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
    source: Path | None = None,
) -> ModelPack:
    """Install a pack as `vision.packs.install.install_pack` does, once its networks were tried in a worker process.

    Raises as that does; PackProblem, too, where the networks do not load or say nothing.
    """
    from faceorg.library.workers.pack_trial import try_pack
    from faceorg.vision.packs import install

    return install.install_pack(
        pack_id,
        destination,
        progress=progress,
        cancel=cancel,
        source=source,
        trial=partial(try_pack, cancel=cancel),
    )


def pack_named(id_or_path: str, library_folder: Path | None) -> ModelPack:
    """Return an installed pack by its id, or the one in a folder. Raises NotFound, PackProblem."""
    return packs.load_pack(_id_or_path(id_or_path), library_folder)


def _id_or_path(text: str) -> str | Path:
    return expanded(Path(text)) if ("/" in text or "\\" in text) else text
