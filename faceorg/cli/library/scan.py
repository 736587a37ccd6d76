"""`faceorg scan`: folders -> faces, groups and automatic assignments."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceorg.cli import output, stopping
from faceorg.cli.language import say, tr
from faceorg.cli.options import MOST_WORKERS, Json, LibraryDir, library_folder, tell
from faceorg.errors import InvalidInput
from faceorg.library.opening import preferences
from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising import packs
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message

if TYPE_CHECKING:
    from faceorg.library.cluster.scan_cluster import ScanCluster


def scan(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER...", readable=False, help="Folders of photos; all known ones by default."),
    ] = None,
    pack: Annotated[
        str | None, typer.Option(metavar="PACK", help="Model pack to use from now on, by id or folder.")
    ] = None,
    device: Annotated[
        str | None,
        typer.Option(
            metavar="DEVICE", help="auto, cpu, cuda, coreml, directml or openvino; as in the settings by default."
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", min=1, max=MOST_WORKERS, help="Analysis processes; one a core by default."),
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try photos again that could not be read.")
    ] = False,
    cloud: Annotated[
        bool | None,
        typer.Option(
            "--cloud/--no-cloud",
            help="Fetch and open photos that lie in the cloud only (OneDrive, iCloud); remembered. Not by itself.",
        ),
    ] = None,
    videos: Annotated[
        bool | None,
        typer.Option(
            "--videos/--no-videos",
            help="Look for faces in long videos, too, or in none; remembered. Up to 5 minutes by itself, with PyAV.",
        ),
    ] = None,
    samples: Annotated[
        bool,
        typer.Option(
            "--samples", help="Scan the sample photos, too: a family that does not exist, to try faceorg with."
        ),
    ] = False,
    moved_from: Annotated[
        Path | None,
        typer.Option(
            "--moved-from",
            metavar="OLD",
            readable=False,
            help="Where the folder lay before: its photos and names follow.",
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Have the workers of a Dask cluster look at the photos (tcp://host:8786)."
        ),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HERE=THERE", help="What a folder is called on the cluster's workers."),
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Send the photos to the workers, which do not see their folders.")
    ] = False,
    library: LibraryDir = None,
    json: Json = False,
) -> None:
    """Find all faces in folders of photos and group them.

    A second scan touches only what is new, changed or gone. Ctrl-C stops cleanly; the next scan goes on.

    A photo that was moved or renamed keeps its faces and names. Of a whole folder that was, say where it lay:
    faceorg scan ~/Photos --moved-from ~/Pictures

    Videos need PyAV (the installers bring it, pip install "faceorg[video]" otherwise): some frames of each scene are
    looked at, sixty at most, which takes as long as so many photos; the best face of each person is kept with its
    moment.

    --samples copies the shipped sample photos into the library's folder once and scans the copy; `faceorg wipe`
    deletes it with the library.

    With --cluster the workers of a Dask cluster do it, on any number of machines (see `faceorg cluster-worker`):
    faceorg scan /photos --cluster tcp://scheduler:8786 --map /photos=/mnt/nas/photos

    Example: faceorg scan ~/Pictures /media/nas/photos --pack buffalo_l
    """
    from faceorg.library.recognising import measuring, small_children
    from faceorg.library.scanning import ingest
    from faceorg.library.scanning.samples import copy_samples

    elsewhere = None if cluster is None else _cluster(cluster, map_ or [], send, is_local=bool(workers or device))
    with open_library(library_folder(library), program="faceorg scan") as opened, output.progress_bar() as progress:
        if cloud is not None:
            preferences.fetch_from_cloud(opened, cloud)
        if videos is not None:
            preferences.look_at_videos(opened, "all" if videos else "none")
        own = [copy_samples(opened.folder)] if samples else []
        report = ingest.scan(
            opened,
            [*(folders or []), *own],
            pack=pack,
            device=device,
            workers=workers,
            retry_failed=retry_failed,
            progress=progress,
            cancel=stopping.cancel_token(),
            moved_from=moved_from,
            elsewhere=elsewhere,
        )
        measuring.measure_if_due(opened, progress=progress, cancel=stopping.cancel_token())
        pack_in_use, hard = packs.pack_in_use(opened), small_children.many_small_children(opened)
    if json:
        output.emit(_document(report))
    else:
        _tell(report)
    if report.found:
        _speak_of_pack(pack_in_use.id, hard)


def _cluster(address: str, maps: list[str], send: bool, *, is_local: bool) -> ScanCluster:
    from faceorg.library.cluster.scan_cluster import ScanCluster

    if is_local:
        raise InvalidInput(ProblemCode.CLUSTER_OWN_WORKERS)
    return ScanCluster.at(address, maps=maps, sends=send, tell=tell)


def _document(report: object) -> dict[str, object]:
    from faceorg.library.scanning.ingest import ScanReport

    assert isinstance(report, ScanReport)
    return {
        "photos": {
            "found": report.found,
            "analyzed": report.analyzed,
            "unchanged": report.unchanged,
            "failed": report.failed,
            "missing": report.missing,
            "copies": report.copies,
            "in_cloud": report.in_cloud,
            "stacked": report.stacked,
            "long_videos": report.long_videos,
        },
        "faces": report.faces,
        "clusters": report.clusters,
        "seconds": round(report.seconds, 3),
        "failures": [{"path": str(failure.path), "reason": str(failure.reason)} for failure in report.failures],
        "away": [str(path) for path in report.away],
        "empty": [str(path) for path in report.empty],
        "moved": [
            {"old": str(one.old), "new": str(one.new), "found": one.found, "left": one.left} for one in report.moved
        ],
        "ending_early": [str(path) for path in report.ending_early],
    }


# About one and about many.
_COPY = "1 photo is a copy of another one; a face in both is named and counted once"
_COPIES = "{count:,} photos are copies of another one; a face in both is named and counted once"
_ONE_IN_CLOUD = "1 photo lies only in the cloud and stayed closed (faceorg scan --cloud fetches what can be fetched)"
_IN_CLOUD = (
    "{count:,} photos lie only in the cloud and stayed closed (faceorg scan --cloud fetches what can be fetched)"
)
_ONE_STACKED = "1 photo shows nearly the same picture as another one (faceorg stacks); such count once, too"
_STACKED = "{count:,} photos show nearly the same picture as another one (faceorg stacks); such count once, too"
_LONG_VIDEO = "1 video is longer than 5 minutes and not looked through (faceorg scan --videos: up to a minute each)"
_LONG_VIDEOS = (
    "{count:,} videos are longer than 5 minutes and not looked through (faceorg scan --videos: up to a minute each)"
)
_AWAY = "{path} is away or empty; its photos and names are kept. Was it moved? faceorg scan NEW --moved-from OLD"
_MOVED = (
    "{gone} is gone; {count:,} of its photos were found in {place}, with their names. If the folder was moved, say so: "
    "faceorg scan {new} --moved-from {old}"
)

_ENDS_EARLY = "{path}: the file ends early; a part of the picture is missing, the rest was looked at"


def _tell(report: object) -> None:
    from faceorg.library.scanning.ingest import ScanReport

    assert isinstance(report, ScanReport)
    said = (
        "{photos}: {analyzed:,} analysed, {unchanged:,} unchanged, {failed:,} failed, {missing:,} missing "
        "({seconds:.0f} s)"
    )
    counts = {name: getattr(report, name) for name in ("analyzed", "unchanged", "failed", "missing")}
    output.line(tr(said, photos=output.photos(report.found), **counts, seconds=report.seconds))
    said = "{faces}, {groups} without a name (faceorg clusters)"
    output.line(tr(said, faces=output.faces(report.faces), groups=output.groups(report.clusters)))
    if report.copies:
        output.line(output.counted(report.copies, _COPY, _COPIES))
    if report.in_cloud:
        output.line(output.counted(report.in_cloud, _ONE_IN_CLOUD, _IN_CLOUD))
    if report.stacked:
        output.line(output.counted(report.stacked, _ONE_STACKED, _STACKED))
    if report.long_videos:
        output.line(output.counted(report.long_videos, _LONG_VIDEO, _LONG_VIDEOS))
    for path in report.empty:
        output.line(tr("There is no photo in {path}", path=path))
    for path in report.away:
        output.line(tr(_AWAY, path=path))
    for moved in report.moved:
        old, new = shlex.quote(str(moved.old)), shlex.quote(str(moved.new))
        output.line(tr(_MOVED, gone=moved.old, count=moved.found, place=moved.new, new=new, old=old))
    for path in report.ending_early:
        output.line(tr(_ENDS_EARLY, path=path))
    for failure in report.failures:
        output.line(tr("not read: {path}: {reason}", path=failure.path, reason=say(failure.reason)))


def _speak_of_pack(pack_id: str, hard: Message | None) -> None:
    """Say what the pack is bad at: in these photos, where that is known, else at all."""
    if hard is not None:
        tell(hard)
    elif pack_id == packs.STARTER_PACK:
        tell(Message(FindingCode.STARTER_PACK_USED))
