"""A published file's addresses to a verified file on disk: resumed where it broke off, believed only by its checksum.

Parts lie in the cache folder with what the server said about them (`.part` and `.part.json`), so that a stopped or
broken download goes on where it was, today or tomorrow; If-Range makes the server start over when its file has changed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from faceorg.errors import DiskFull, PackProblem
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Given, Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink
from faceorg.vision.packs.registry import Download

if TYPE_CHECKING:
    from requests import Response, Session

# At most this much is lost when a connection breaks.
CHUNK_BYTES = 1 << 16
CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 10.0, 30.0
# A connection that breaks is taken up again this often without a byte gained; each byte gained starts the count anew.
FRUITLESS_TRIES = 4
# Waits before the tries after the first, seconds.
PAUSE_S = 0.5
# The progress bar counts megabytes: bytes would be ten digits long.
MEGABYTE = 1_000_000


class _Undelivered(Exception):
    """No file came. message : from which server, and why."""

    def __init__(self, code: ReasonCode, /, **fields: Given) -> None:
        self.message = Message(code, **fields)
        super().__init__(self.message)


class NoConnection(_Undelivered):
    """A server could not be reached or broke off again and again."""


class Unsuitable(_Undelivered):
    """What a server sent is not the published file."""


@dataclass(frozen=True)
class Fetcher:
    """How a file is fetched.

    folder : where parts and finished files are kept
    pause : sleeps between tries; tests pass one that does not
    """

    folder: Path
    progress: ProgressSink
    cancel: CancelToken
    pause: Callable[[float], None] = time.sleep

    def fetch(self, download: Download, task: Message) -> Path:
        """Fetch one file from the first of its addresses that has it; returns the verified file.

        Raises
        ------
        NoConnection, Unsuitable : no address could deliver; the reason of the last one
        Cancelled : stopped; what was fetched stays for the next time
        DiskFull, PackProblem : the folder cannot be written
        """
        target = self.folder / download.file
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if target.is_file() and _is_published(target, download):
                return target
            return self._fetch_any(download, target, task)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFull(ProblemCode.NO_ROOM_FOR_DOWNLOAD, folder=self.folder, file=download.file) from error
            raise PackProblem(ProblemCode.DOWNLOADS_CANNOT_BE_WRITTEN, folder=self.folder, why=error) from error

    def _fetch_any(self, download: Download, target: Path, task: Message) -> Path:
        failure: NoConnection | Unsuitable = NoConnection(ReasonCode.NO_ADDRESS)
        for url in download.urls:
            try:
                self._fetch_one(url, target, task)
                if _is_published(target, download):
                    return target
                target.unlink()
                failure = Unsuitable(ReasonCode.SERVER_SENT_ANOTHER_FILE, host=_host(url))
            except (NoConnection, Unsuitable) as problem:
                failure = problem
        raise failure

    def _fetch_one(self, url: str, target: Path, task: Message) -> None:
        import requests

        part = target.with_name(target.name + ".part")
        tries = 0
        with requests.Session() as session:
            while True:
                before = part.stat().st_size if part.is_file() else 0
                try:
                    self._take_up(session, url, part, task)
                    part.replace(target)
                    _notes(part).unlink(missing_ok=True)
                    return
                except requests.RequestException as error:
                    gained = part.is_file() and part.stat().st_size > before
                    tries = 1 if gained else tries + 1
                    if tries >= FRUITLESS_TRIES:
                        raise NoConnection(ReasonCode.NO_CONNECTION, host=_host(url), why=_reason(error)) from error
                    self.cancel.raise_if_cancelled()
                    self.pause(PAUSE_S * 2 ** (tries - 1))

    def _take_up(self, session: Session, url: str, part: Path, task: Message) -> None:
        """Ask for what is missing of a part and append it; starts over when the server cannot go on."""
        import requests

        have = part.stat().st_size if part.is_file() else 0
        validator = _read_notes(part, url)
        if have and validator is None:  # a part of unknown origin
            part.unlink()
            have = 0
        headers = {"Range": f"bytes={have}-", "If-Range": validator or ""} if have else {}
        headers["Accept-Encoding"] = "identity"  # a compressed transfer has no ranges of the file
        with session.get(url, headers=headers, stream=True, timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S)) as answer:
            if answer.status_code == 416 and have:  # the file is shorter than the part: another file by now
                part.unlink()
                raise requests.ConnectionError("the file changed on the server")  # as a break: begin again
            if answer.status_code not in (200, 206):
                raise Unsuitable(
                    ReasonCode.SERVER_REFUSED, host=_host(url), status=answer.status_code, words=answer.reason
                )
            resumed = answer.status_code == 206 and _starts_at(answer, have)
            if answer.status_code == 206 and not resumed:
                part.unlink(missing_ok=True)
                raise Unsuitable(ReasonCode.SERVER_SENT_ANOTHER_PART, host=_host(url))
            if not resumed:
                _write_notes(part, url, answer)
            self._append(answer, part, "ab" if resumed else "wb", task)

    def _append(self, answer: Response, part: Path, mode: str, task: Message) -> None:
        announced = answer.headers.get("Content-Length", "")
        total = int(announced) // MEGABYTE if announced.isdigit() else None
        meter = ProgressMeter(task, total, self.progress)
        received = 0
        with part.open(mode) as stream:
            for chunk in _chunks(answer):
                self.cancel.raise_if_cancelled()
                stream.write(chunk)
                received += len(chunk)
                meter.step(received // MEGABYTE - meter.done)


def _chunks(answer: Response) -> Iterator[bytes]:
    chunks: Iterator[bytes] = answer.iter_content(CHUNK_BYTES)
    return chunks


def _is_published(file: Path, download: Download) -> bool:
    if download.sha256 is None:
        return True
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == download.sha256


def _starts_at(answer: Response, offset: int) -> bool:
    return answer.headers.get("Content-Range", "").startswith(f"bytes {offset}-")


def _notes(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _read_notes(part: Path, url: str) -> str | None:
    """The validator (strong ETag or date) that the server gave with the beginning of this part; None if unknown."""
    try:
        notes: dict[str, Any] = json.loads(_notes(part).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return notes.get("validator") if isinstance(notes, dict) and notes.get("url") == url else None


def _write_notes(part: Path, url: str, answer: Response) -> None:
    etag = answer.headers.get("ETag", "")
    validator = etag if etag and not etag.startswith("W/") else answer.headers.get("Last-Modified")
    with contextlib.suppress(FileNotFoundError):
        _notes(part).unlink()
    if validator:
        _notes(part).write_text(json.dumps({"url": url, "validator": validator}), encoding="utf-8")


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _reason(error: Exception) -> str:
    """The last few words of a nested network error; requests puts the useful part at the end."""
    words = " ".join(str(error).split())
    return words.rsplit(": ", 1)[-1].strip("')\"(")[:100] or type(error).__name__
