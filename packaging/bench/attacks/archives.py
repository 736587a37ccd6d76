"""Archives and servers that packs are installed from: hostile ones end in a sentence, and write nothing elsewhere."""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import socket
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from attacks.children import REPOSITORY, command, fork
from attacks.ledger import Tally
from attacks.victims import Victim

STARTER = REPOSITORY / "resources" / "packs" / "starter"
# How long a stopped command may take to end.
STOPPED_S = 5.0


def strike(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    """Install packs from hostile archives and folders."""
    tally = Tally("hostile archives")
    victim.put_back()
    outside = victim.outside()
    sound = {path.name: path.read_bytes() for path in sorted(STARTER.iterdir()) if path.is_file()}
    for _ in range(rounds):
        archive = work / "pack.zip"
        where = rng.choice(ARCHIVES)(archive, dict(sound), rng)
        packs = victim.library / "packs"
        shutil.rmtree(packs, ignore_errors=True)
        words = ("packs", "install", "mine", "--from", archive, "--library", victim.library)
        child = command(work / "child", *words)
        status = child.finish(tally, where)
        tally.rounds += 1
        tally.told += status == 1
        if status not in (0, 1, None):
            tally.answered_wrongly(f"it ended with {status}, {where}")
        if status == 1 and packs.exists() and any(path.is_file() for path in packs.rglob("*")):
            tally.answered_wrongly(f"something of a refused pack stays, {where}")
        changed = sorted(path for path, digest in victim.outside().items() if outside.get(path) != digest)
        if changed or (work / "slipped").exists() or Path("/tmp/faceorg-slipped").exists():
            tally.changed_outside(where, changed or ["slipped"])
    shutil.rmtree(victim.library / "packs", ignore_errors=True)
    return tally


def _zip(file: Path, content: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] = lambda _info: None) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            change(info)
            archive.writestr(info, data)


def _noise(file: Path, content: dict[str, bytes], rng: random.Random) -> str:
    _zip(file, content)
    data = bytearray(file.read_bytes())
    for _ in range(rng.choice((1, 8, 64))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    file.write_bytes(data)
    return "noise in the archive"


def _cut(file: Path, content: dict[str, bytes], rng: random.Random) -> str:
    _zip(file, content)
    data = file.read_bytes()
    file.write_bytes(data[: rng.randrange(len(data))])
    return "an archive cut short"


def _slip(file: Path, content: dict[str, bytes], rng: random.Random) -> str:
    name = rng.choice(("../../slipped", "/tmp/faceorg-slipped", "a/../../../slipped", "..\\..\\slipped", "C:\\slipped"))
    _zip(file, content | {name: b"slipped", name + ".onnx": b"slipped"})
    return f"an entry named {name}"


def _link(file: Path, content: dict[str, bytes], rng: random.Random) -> str:
    kind = rng.choice((stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK))

    def change(info: zipfile.ZipInfo) -> None:
        if info.filename.endswith(".onnx"):
            info.external_attr = (kind | 0o777) << 16

    _zip(file, content | {"link.onnx": b"/etc/passwd"}, change)
    return "an entry that is a link or device"


def _bomb(file: Path, content: dict[str, bytes], rng: random.Random) -> str:
    _zip(file, content | {rng.choice(("big.onnx", "LICENSE")): bytes(rng.choice((1 << 20, 1 << 28)))})
    return "an entry that unpacks to much"


def _many(file: Path, content: dict[str, bytes], rng: random.Random) -> str:
    _zip(file, content | {f"{number}.onnx": b"" for number in range(rng.choice((500, 5000)))})
    return "thousands of entries"


def _spoilt_network(file: Path, content: dict[str, bytes], rng: random.Random) -> str:
    name = rng.choice([name for name in content if name.endswith(".onnx")])
    data = bytearray(content[name])
    for _ in range(rng.choice((1, 8, 512))):
        place = rng.randrange(len(data)) if rng.random() < 0.5 else rng.randrange(min(2000, len(data)))
        data[place] = rng.randrange(256)
    content[name] = bytes(data)
    content.pop("manifest.json", None)
    _zip(file, content)
    return f"noise in {name}"


def _spoilt_manifest(file: Path, content: dict[str, bytes], rng: random.Random) -> str:
    if "manifest.json" in content:
        data = bytearray(content["manifest.json"])
        for _ in range(rng.choice((1, 4))):
            data[rng.randrange(len(data))] = rng.choice(b'"0-[]{}:,\0\xff')
        content["manifest.json"] = bytes(data)
    _zip(file, content)
    return "noise in the manifest"


def _no_archive(file: Path, _content: dict[str, bytes], rng: random.Random) -> str:
    file.write_bytes(rng.choice((b"", b"PK\x05\x06" + bytes(18), b"PK\x03\x04", io.BytesIO(b"x" * 1000).getvalue())))
    return "no archive"


ARCHIVES = (
    _noise,
    _noise,
    _cut,
    _slip,
    _link,
    _bomb,
    _many,
    _spoilt_network,
    _spoilt_network,
    _spoilt_manifest,
    _no_archive,
)


# ---------------------------------------------------------------- servers
OK = b"HTTP/1.1 200 OK\r\n"
SERVERS: dict[str, tuple[bytes, bytes, float]] = {
    # what it answers, what it repeats then, and how often (seconds; 0: as fast as it can); endless ones are stopped
    "an endless file": (OK + b"\r\n", b"x" * 65536, 0.0),
    "a file of a million megabytes": (OK + b"Content-Length: 999999999999999\r\n\r\nx", b"", 0.0),
    "a byte now and then": (OK + b"Content-Length: 100000\r\n\r\n", b"x", 0.05),
    "nothing": (b"", b"", 3600.0),
    "nothing after the head": (OK + b"Content-Length: 1000\r\n\r\n", b"", 3600.0),
    "no HTTP": (b"\x16\x03\x01 hello\r\n\r\n", b"", 0.0),
    "endless headers": (OK, b"X-A: " + b"a" * 1000 + b"\r\n", 0.0),
    "a negative length": (OK + b"Content-Length: -5\r\n\r\nabc", b"", 0.0),
    "two lengths": (OK + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nabcde", b"", 0.0),
    "broken chunks": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", b"", 0.0),
    "a chunk without end": (OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n", b"x" * 65536, 0.0),
    "compressed nonsense": (OK + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", b"", 0.0),
    "itself, again and again": (b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n", b"", 0.0),
    "a part nobody asked for": (
        b"HTTP/1.1 206 P\r\nContent-Range: bytes 9-12/13\r\nContent-Length: 4\r\n\r\nabcd",
        b"",
        0.0,
    ),
    "a refusal": (b"HTTP/1.1 503 \xff\xfe\r\nContent-Length: 0\r\n\r\n", b"", 0.0),
}


def servers(victim: Victim, rng: random.Random, rounds: int, work: Path) -> Tally:
    """Download a pack from hostile servers; whatever does not end by itself is stopped with Ctrl-C."""
    tally = Tally("hostile servers")
    names = list(SERVERS)
    for number in range(rounds):
        name = names[number % len(names)]
        listener = socket.create_server(("127.0.0.1", 0))
        server = fork(work / "server", lambda listener=listener, name=name: _serve(listener, *SERVERS[name]))
        port = listener.getsockname()[1]
        listener.close()
        packs = work / "packs"
        shutil.rmtree(packs, ignore_errors=True)
        child = fork(work / "child", lambda packs=packs, port=port: _install(packs, f"http://127.0.0.1:{port}"))
        tally.rounds += 1
        if not child.wait(rng.uniform(1.0, 2.5)):
            os.kill(child.pid, signal.SIGINT)
            started = time.monotonic()
            if not child.wait(STOPPED_S):
                tally.hung(f"a server that sends {name}: not stopped after {STOPPED_S:.0f} s")
                child.kill()
            elif time.monotonic() - started > STOPPED_S:
                tally.note(f"{name}: stopped late")
        child.finish(tally, name)
        tally.told += child.status in (1, 130)
        if child.status == 0:
            tally.answered_wrongly(f"a server that sends {name} installed something")
        server.kill()
        parts = [path for path in (Path(os.environ["XDG_CACHE_HOME"]) / "faceorg").rglob("*.part")]
        if sum(part.stat().st_size for part in parts) > 64 << 20:
            tally.answered_wrongly(f"{name}: {parts[0].stat().st_size >> 20} MB on disk")
        for part in parts:
            part.unlink()
    return tally


def _serve(listener: socket.socket, answer: bytes, then: bytes, every_s: float) -> int:
    while True:
        connection, _ = listener.accept()
        with connection:
            try:
                connection.recv(65536)
                connection.sendall(answer)
                while then or every_s:
                    connection.sendall(then)
                    time.sleep(every_s)
            except OSError:
                pass


def _install(packs: Path, url: str) -> int:
    from faceorg.cli import stopping
    from faceorg.errors import Cancelled, LibraryProblem
    from faceorg.vision.packs.install import install_pack

    stopping.stop_on_signals()
    try:
        install_pack("buffalo_sc", packs, base_url=url, cancel=stopping.cancel_token())
    except LibraryProblem as problem:
        print(problem)
        return 1
    except Cancelled:
        return 130
    return 0
