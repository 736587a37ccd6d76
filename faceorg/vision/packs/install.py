"""A pack's name to the pack in a folder of ours: downloaded or taken from disk, checked, and moved into place at once.

Everything happens in a hidden folder beside the final place; the pack appears there whole or not at all. Of a pack only
the detector and the embedder are kept.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from faceorg import paths
from faceorg.domain import ModelPack, PackId
from faceorg.errors import DiskFull, InvalidInput, LibraryProblem, NotFound, PackProblem
from faceorg.files.file_lock import only_one
from faceorg.messages.codes import ProblemCode, TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, ProgressSink, no_progress
from faceorg.vision.packs.archives import copy_pack, open_contents, readable
from faceorg.vision.packs.downloads import Fetcher, NoConnection, Unsuitable
from faceorg.vision.packs.installed import read_pack
from faceorg.vision.packs.registry import Download, KnownPack, known_packs

DOWNLOADS_FOLDER = paths.DOWNLOADS_CACHE


def _nobody_tries(_pack: ModelPack) -> None:
    """Believe a pack: for callers who have no process to try a stranger's networks in."""


def installable_packs() -> list[KnownPack]:
    """The known packs that have a download address."""
    return [pack for pack in known_packs().values() if pack.downloads]


def install_pack(
    pack_id: str,
    destination: Path,
    *,
    progress: ProgressSink = no_progress,
    cancel: CancelToken | None = None,
    source: Path | None = None,
    base_url: str | None = None,
    trial: Callable[[ModelPack], None] = _nobody_tries,
) -> ModelPack:
    """Install one pack as `destination / pack_id`; one that is there and sound is left alone.

    source : a zip or folder on disk instead of a download; any pack id is possible then
    base_url : fetch from `base_url/FILE` instead of the published addresses (a mirror; tests)
    trial : runs the networks of a pack before it is put into place; raises PackProblem where they are of no use

    Raises
    ------
    NotFound : a pack that nobody knows, without a source
    PackProblem : not downloadable, not the published files, damaged, of no use, or being installed by somebody else
    DiskFull, LibraryProblem : the destination cannot be written
    Cancelled : stopped; a later call goes on where the download was
    """
    cancel = cancel or CancelToken()
    known = _known(pack_id, source)
    if source is None and known is not None:
        already = _sound_pack(destination / pack_id)
        if already:
            return already
    with _problems_of(destination), _alone(pack_id), _staging(destination) as staging:
        folder = staging / pack_id
        folder.mkdir()
        if source is not None:
            _take(paths.expanded(source), folder, known, cancel)
        elif known is not None:
            with suppress(OSError):  # the fetcher says what is wrong with its folder
                paths.made_cache_dir()
            fetcher = Fetcher(paths.cache_dir() / DOWNLOADS_FOLDER / known.id, progress, cancel)
            for download in known.downloads:
                _take(_fetched(fetcher, download, known, base_url), folder, known, cancel)
            shutil.rmtree(fetcher.folder, ignore_errors=True)
        pack = _checked(folder, known, str(source or pack_id))
        _keep_only(folder, pack)
        with _named(folder, str(source or pack_id)):
            trial(pack)
        _move_into_place(folder, destination / pack_id)
    return read_pack(destination / pack_id)


def _known(pack_id: str, source: Path | None) -> KnownPack | None:
    if not pack_id or pack_id.startswith(".") or Path(pack_id).name != pack_id or "\\" in pack_id:
        raise InvalidInput(ProblemCode.PACK_NAME_UNUSABLE, name=repr(pack_id))
    known = known_packs().get(PackId(pack_id))
    if source is not None:
        return known
    names = ", ".join(pack.id for pack in installable_packs())
    if known is None:
        raise NotFound(ProblemCode.NO_KNOWN_PACK, pack=pack_id, known=names)
    if not known.downloads:
        raise PackProblem(ProblemCode.PACK_WITHOUT_ADDRESS, pack=pack_id)
    return known


def _fetched(fetcher: Fetcher, download: Download, known: KnownPack, base_url: str | None) -> Path:
    if base_url is not None:
        url = f"{base_url.rstrip('/')}/{download.file}"
        download = Download((url,), download.file, download.size_bytes, download.sha256)
    try:
        return fetcher.fetch(download, Message(TaskCode.DOWNLOADING, file=download.file))
    except (NoConnection, Unsuitable) as problem:
        raise PackProblem(
            ProblemCode.PACK_NOT_DOWNLOADED, pack=known.name, why=problem, address=download.urls[0], pack_id=known.id
        ) from problem


def _take(source: Path, folder: Path, known: KnownPack | None, cancel: CancelToken) -> None:
    """Put the pack files of a zip, a folder or a single network into a folder."""
    if source.suffix.lower() == ".onnx" and source.is_file():
        with readable(source) as incoming, (folder / source.name).open("xb") as outgoing:
            shutil.copyfileobj(incoming, outgoing)
        return
    networks = known.networks.values() if known and len(known.networks) == 2 else ()
    wanted = [frozenset((network.file, *network.also_named)) for network in networks]
    with open_contents(source) as contents:
        try:
            _check_room(folder, sum(contents.sizes().values()))
            copy_pack(contents, folder, wanted, cancel)
        except PackProblem as problem:
            if problem.fields.get("file") == str(source):
                raise
            raise PackProblem(ProblemCode.NOT_A_PACK, file=source, why=problem) from problem


def _checked(folder: Path, known: KnownPack | None, came_from: str) -> ModelPack:
    """Read the pack; under a known name it must be that pack, byte for byte."""
    with _named(folder, came_from):
        pack = read_pack(folder)
    for role, network in known.networks.items() if known else ():
        if pack.sha256s[role] != network.sha256:
            raise PackProblem(ProblemCode.NETWORK_NOT_PUBLISHED, file=pack.files[role].name, role=role, pack=pack.id)
    return pack


@contextmanager
def _named(folder: Path, came_from: str) -> Iterator[None]:
    """Let problems name what is installed, not the hidden folder that is about to vanish."""
    try:
        yield
    except PackProblem as problem:
        raise PackProblem(problem.message.with_name(str(folder), came_from)) from problem


def _keep_only(folder: Path, pack: ModelPack) -> None:
    kept = {file.resolve() for file in pack.files.values()}
    for file in folder.rglob("*"):
        if file.suffix.lower() == ".onnx" and file.resolve() not in kept:
            file.unlink()


def _sound_pack(folder: Path) -> ModelPack | None:
    try:
        return read_pack(folder) if folder.is_dir() else None
    except PackProblem:  # damaged: installed anew
        return None


def _move_into_place(folder: Path, target: Path) -> None:
    """Rename into place; a pack that is in the way is renamed into the staging folder, which is removed afterwards."""
    if target.exists():
        target.rename(folder.parent / "replaced")
    os.replace(folder, target)


def _check_room(folder: Path, needed_bytes: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed_bytes > free:
        raise DiskFull(
            ProblemCode.PACK_NEEDS_MORE_ROOM, needed=needed_bytes >> 20, folder=folder.parent.parent, free=free >> 20
        )


@contextmanager
def _alone(pack_id: str) -> Iterator[None]:
    """See to it that nobody else installs this pack now: two would append to one half-fetched file."""
    downloads = paths.cache_dir() / DOWNLOADS_FOLDER
    with ExitStack() as held:
        try:
            downloads.mkdir(parents=True, exist_ok=True)
            is_ours = held.enter_context(only_one(downloads / f".{pack_id}.lock"))
        except OSError as error:
            raise PackProblem(ProblemCode.DOWNLOADS_CANNOT_BE_WRITTEN, folder=downloads, why=error) from error
        if not is_ours:
            raise PackProblem(ProblemCode.PACK_BEING_INSTALLED, pack=pack_id)
        yield


@contextmanager
def _staging(destination: Path) -> Iterator[Path]:
    """A hidden folder on the destination's own disk, removed in any case."""
    destination.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=destination, prefix=".installing-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def _problems_of(destination: Path) -> Iterator[None]:
    """Say what the disk refuses in one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(ProblemCode.NO_ROOM_FOR_PACK, folder=destination) from error
        raise LibraryProblem(ProblemCode.PACK_CANNOT_BE_PLACED, folder=destination, why=error) from error
