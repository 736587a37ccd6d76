"""`faceorg cluster-worker`: one machine's part in scans on a cluster."""

from __future__ import annotations

from typing import Annotated

import typer

from faceorg.cli import stopping
from faceorg.cli.options import MOST_WORKERS, tell


def cluster_worker(
    scheduler: Annotated[str, typer.Argument(metavar="ADDRESS", help="Of the scheduler: tcp://host:8786.")],
    workers: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", min=1, max=MOST_WORKERS, help="Analysis processes; one a core by default."),
    ] = None,
    device: Annotated[
        str, typer.Option(metavar="DEVICE", help="auto, cpu, cuda, coreml, directml or openvino.")
    ] = "auto",
    memory: Annotated[
        float, typer.Option(metavar="GIB", min=0.25, max=1024, help="GiB that one analysis process may take at most.")
    ] = 2.0,
) -> None:
    """Look at photos for a scan on another machine, until it is stopped.

    Needs a faceorg installed with pip on every machine (pip install 'faceorg[cluster]'); the installation packages
    cannot do it. On one of them runs the scheduler (`dask scheduler`), on each that is to help
    `faceorg cluster-worker`, and where the library is `faceorg scan FOLDER --cluster ADDRESS`.
    Whoever reaches the scheduler can run programs on the workers: keep it in a network that you trust, or use Dask's
    TLS (tls://host:8786).

    Example: faceorg cluster-worker tcp://scheduler:8786
    """
    from faceorg.library.cluster.start import run_worker

    run_worker(
        scheduler,
        processes=workers,
        device=device,
        memory_limit_bytes=int(memory * (1 << 30)),
        tell=tell,
        cancel=stopping.cancel_token(),
    )
