"""Servers that send too much, too slowly or nothing, and two who want the same pack: each ends, and in a sentence."""

from __future__ import annotations

import errno
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests
import urllib3

from faceorg import paths
from faceorg.errors import Cancelled, PackProblem
from faceorg.files.file_lock import only_one
from faceorg.messages.codes import ProblemCode, ReasonCode, TaskCode
from faceorg.messages.message import Message
from faceorg.progress import CancelToken, no_progress
from faceorg.vision.packs import downloads, transfer
from faceorg.vision.packs.downloads import Fetcher, NoConnection, Unsuitable
from faceorg.vision.packs.install import install_pack
from faceorg.vision.packs.registry import Download
from faceorg.vision.packs.transfer import BrokenOff

TASK = Message(TaskCode.DOWNLOADING, file="a.zip")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\n"


@contextmanager
def server(answer: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """A server that answers every connection with a function; the event says that the test is over."""
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                with suppress(OSError):  # the other end has heard enough
                    answer(connection, over)

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/a.zip"
    over.set()
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def endless(connection: socket.socket, over: threading.Event) -> None:
    """A file without an announced size that never ends."""
    connection.sendall(HEAD + b"Connection: close\r\n\r\n")
    while not over.is_set():
        connection.sendall(b"x" * 65536)


def dripping(connection: socket.socket, over: threading.Event) -> None:
    """A byte now and then, for ever: each comes before any timeout of a socket."""
    connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
    while not over.wait(0.02):
        connection.sendall(b"x")


def silent(_connection: socket.socket, over: threading.Event) -> None:
    over.wait()


def boasting(connection: socket.socket, _over: threading.Event) -> None:
    connection.sendall(HEAD + b"Content-Length: 999999999999\r\n\r\n" + b"x" * 1000)


def a_fetcher(folder: Path, cancel: CancelToken | None = None, **options) -> Fetcher:
    return Fetcher(folder, no_progress, cancel or CancelToken(), pause=lambda _s: None, **options)


def a_download(url: str, size_bytes: int | None = 1000) -> Download:
    return Download((url,), "a.zip", size_bytes, "0" * 64)


@pytest.mark.parametrize("answer", [endless, boasting])
@pytest.mark.parametrize("published", [1000, None])
def test_no_more_is_taken_than_a_file_can_have(tmp_path, monkeypatch, answer, published):
    monkeypatch.setattr(downloads, "LARGEST_BYTES", 3_000_000)
    monkeypatch.setattr(downloads, "MEGABYTE", 100_000)
    with server(answer) as url, pytest.raises(Unsuitable) as caught:
        a_fetcher(tmp_path).fetch(a_download(url, published), TASK)
    assert caught.value.message.code == ReasonCode.SERVER_SENT_TOO_MUCH
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_size] == []


@pytest.mark.parametrize("answer", [dripping, silent])
def test_a_server_that_drips_or_says_nothing_can_be_stopped(tmp_path, answer):
    cancel = CancelToken()
    stopper = threading.Timer(0.3, cancel.cancel)
    with server(answer) as url, pytest.raises(Cancelled):
        stopper.start()
        a_fetcher(tmp_path, cancel).fetch(a_download(url), TASK)


@pytest.mark.parametrize("answer", [dripping, silent])
def test_a_download_has_a_deadline_however_often_a_byte_comes(tmp_path, answer):
    seconds = iter(range(0, 100_000, 20))
    with server(answer) as url, pytest.raises(NoConnection) as caught:
        a_fetcher(tmp_path, clock=lambda: next(seconds)).fetch(a_download(url), TASK)
    assert caught.value.message.code == ReasonCode.DOWNLOAD_TOO_SLOW
    assert next(seconds) < 400


def test_a_bug_in_asking_is_raised_where_somebody_waits(tmp_path, monkeypatch):
    """And not waited for till the deadline, as if the server said nothing."""

    def broken(*_args, **_options):
        raise RuntimeError("not the network's")

    monkeypatch.setattr("requests.Session.get", broken)
    with pytest.raises(RuntimeError, match="not the network's"):
        a_fetcher(tmp_path).fetch(a_download("http://127.0.0.1:1/a.zip"), TASK)


def test_larger_files_get_more_time():
    seconds = [transfer.Deadline(size).seconds for size in (None, 1_000_000, 300_000_000)]
    assert seconds[0] == 120
    assert 120 < seconds[1] < 200
    assert 10_000 < seconds[2] < 12_000


@pytest.mark.usefixtures("no_packs_elsewhere")
def test_one_pack_is_installed_once_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr("faceorg.paths.cache_dir", lambda: tmp_path / "cache")
    (paths.cache_dir() / "downloads").mkdir(parents=True)
    with only_one(paths.cache_dir() / "downloads" / ".buffalo_sc.lock") as is_ours:
        assert is_ours
        with pytest.raises(PackProblem) as caught:
            install_pack("buffalo_sc", tmp_path / "packs")
    assert caught.value.code == ProblemCode.PACK_BEING_INSTALLED


def test_a_lock_ends_with_the_process_that_held_it(tmp_path):
    lock = tmp_path / "lock"
    hold = "import sys; from pathlib import Path; from faceorg.files.file_lock import only_one\n"
    hold += "with only_one(Path(sys.argv[1])) as ours:\n    print(ours, flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with only_one(lock) as is_ours:
            assert not is_ours
        holder.kill()
        holder.wait()
    with only_one(lock) as is_ours:
        assert is_ours


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "HTTPConnectionPool(host='a.example', port=80): Max retries exceeded with url: /a (Caused by "
            "NameResolutionError(\"HTTPConnection(host='a.example', port=80): Failed to resolve 'a.example' "
            '([Errno -2] Name or service not known)"))',
            "Failed to resolve 'a.example' ([Errno -2] Name or service not known)",
        ),
        (
            "HTTPConnectionPool(host='a.example', port=80): Max retries exceeded with url: /a (Caused by "
            "NewConnectionError(\"HTTPConnection(host='a.example', port=80): Failed to establish a new connection: "
            '[Errno 111] Connection refused"))',
            "[Errno 111] Connection refused",
        ),
        ("('Connection aborted.', RemoteDisconnected('closed without response'))", None),
        ("Caused by: (can't resolve 'a.example'", "can't resolve 'a.example'"),
        ("", "ConnectionError"),
    ],
)
def test_a_failed_connection_is_said_in_its_last_words_with_their_brackets_and_quotes(monkeypatch, said, words):
    def refused(*_arguments, **_options):
        raise requests.ConnectionError(said)

    monkeypatch.setattr(requests.Session, "get", refused)
    with transfer.Transfer("https://a.example/a", {}, lambda: None, 1024) as asked, pytest.raises(BrokenOff) as broken:
        asked.head()
    assert str(broken.value) == (said if words is None else words)


@pytest.mark.parametrize(
    ("begun_by", "code"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), ReasonCode.CONNECTION_REFUSED),
        (socket.gaierror(-2, "Name or service not known"), ReasonCode.HOST_UNKNOWN),
    ],
)
def test_a_failed_connection_is_said_by_what_began_it_however_often_it_was_wrapped(monkeypatch, begun_by, code):
    def refused(*_arguments, **_options):
        try:
            raise urllib3.exceptions.MaxRetryError(None, "/a", None) from begun_by
        except urllib3.exceptions.MaxRetryError as error:
            raise requests.ConnectionError(error)  # noqa: B904 (as requests does)

    monkeypatch.setattr(requests.Session, "get", refused)
    with transfer.Transfer("https://a.example/a", {}, lambda: None, 1024) as asked, pytest.raises(BrokenOff) as broken:
        asked.head()
    assert broken.value.message.code is code
