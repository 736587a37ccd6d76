"""A published file's addresses to a verified file on disk: resumed where it broke off, believed only by its checksum.

Parts lie in the cache folder with what the server said about them (`.part` and `.part.json`), so that a stopped or
broken download goes on where it was, today or tomorrow; If-Range makes the server start over when its file has changed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from faceorg.errors import DiskFull, PackProblem
from faceorg.files import atomic
from faceorg.files.plain_files import leads_elsewhere, open_own, read_plain, stands_in_for_file
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Given, Message
from faceorg.progress import CancelToken, ProgressMeter, ProgressSink
from faceorg.vision.packs.registry import Download
from faceorg.vision.packs.transfer import BrokenOff, Deadline, Head, Transfer

# At most this much is lost when a connection breaks.
CHUNK_BYTES = 1 << 16
# A connection that breaks is taken up again this often without a byte gained; each byte gained starts the count anew.
FRUITLESS_TRIES = 4
# Waits before the tries after the first, seconds.
PAUSE_S = 0.5
# A published size may be rounded to three digits. Where none is, no file is larger than this.
ROUNDED, LARGEST_BYTES = 1.02, 2 << 30
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
    pause, clock : sleeps between tries, and tells the time; tests pass others
    """

    folder: Path
    progress: ProgressSink
    cancel: CancelToken
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

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
        deadline = Deadline(download.size_bytes, self.clock)
        for url in download.urls:
            try:
                _Fetch(self, download, url, target, task, deadline).run()
                if _is_published(target, download):
                    return target
                target.unlink()
                failure = Unsuitable(ReasonCode.SERVER_SENT_ANOTHER_FILE, host=_host(url))
            except (NoConnection, Unsuitable) as problem:
                failure = problem
        raise failure


class _Fetch:
    """One file from one address."""

    def __init__(
        self, fetcher: Fetcher, download: Download, url: str, target: Path, task: Message, deadline: Deadline
    ) -> None:
        self._fetcher, self._url, self._target, self._task, self._deadline = fetcher, url, target, task, deadline
        self._part = target.with_name(target.name + ".part")
        self._most = int(download.size_bytes * ROUNDED) + MEGABYTE if download.size_bytes else LARGEST_BYTES

    def run(self) -> None:
        tries = 0
        while True:
            before = self._have()
            try:
                self._take_up()
                self._part.replace(self._target)
                _notes(self._part).unlink(missing_ok=True)
                return
            except BrokenOff as error:
                tries = 1 if self._have() > before else tries + 1
                if tries >= FRUITLESS_TRIES:
                    raise NoConnection(ReasonCode.NO_CONNECTION, host=_host(self._url), why=error) from error
                self._look()
                self._fetcher.pause(PAUSE_S * 2 ** (tries - 1))

    def _look(self) -> None:
        """End the wait where the user stopped it, or it has taken too long."""
        self._fetcher.cancel.raise_if_cancelled()
        if self._deadline.has_passed:
            minutes = max(round(self._deadline.seconds / 60), 1)
            raise NoConnection(ReasonCode.DOWNLOAD_TOO_SLOW, host=_host(self._url), minutes=minutes)

    def _have(self) -> int:
        """Return how much there is of a part. What only looks like one is taken away: it would be waited for, or
        what is fetched would be written to where it leads."""
        if leads_elsewhere(self._part) or stands_in_for_file(self._part):
            self._part.unlink()
        return self._part.stat().st_size if self._part.is_file() else 0

    def _take_up(self) -> None:
        """Ask for what is missing of a part and append it; starts over when the server cannot go on."""
        have = self._have()
        validator = _read_notes(self._part, self._url)
        if have and validator is None:  # a part of unknown origin
            self._part.unlink()
            have = 0
        headers = {"Range": f"bytes={have}-", "If-Range": validator or ""} if have else {}
        headers["Accept-Encoding"] = "identity"  # a compressed transfer has no ranges of the file
        with Transfer(self._url, headers, self._look, CHUNK_BYTES) as transfer:
            head = transfer.head()
            if head.status == 416 and have:  # the file is shorter than the part: another file by now
                self._part.unlink()
                raise BrokenOff(Message(ReasonCode.SERVER_CHANGED_THE_FILE))  # begin again
            if head.status not in (200, 206):
                raise Unsuitable(ReasonCode.SERVER_REFUSED, host=_host(self._url), status=head.status, words=head.words)
            resumed = head.status == 206 and _starts_at(head, have)
            if head.status == 206 and not resumed:
                self._part.unlink(missing_ok=True)
                raise Unsuitable(ReasonCode.SERVER_SENT_ANOTHER_PART, host=_host(self._url))
            if not resumed:
                have = 0
                _write_notes(self._part, self._url, head)
            self._append(transfer, head, have)

    def _append(self, transfer: Transfer, head: Head, have: int) -> None:
        """Write what comes behind what is there, up to the announced size and not a byte more."""
        announced = head.headers.get("Content-Length", "")
        most = have + int(announced) if announced.isdigit() else self._most
        if most > self._most:
            self._refuse_surplus()
        self._deadline.expect(most if announced.isdigit() else have)
        meter = ProgressMeter(self._task, most // MEGABYTE if announced.isdigit() else None, self._fetcher.progress)
        with os.fdopen(open_own(self._part, os.O_WRONLY | os.O_CREAT | os.O_APPEND), "ab") as stream:
            if not have:
                stream.truncate(0)
            for piece in transfer.pieces():
                if have + len(piece) > most:
                    stream.close()
                    self._refuse_surplus()
                stream.write(piece)
                have += len(piece)
                meter.step(have // MEGABYTE - meter.done)
        if announced.isdigit() and have < most:
            raise BrokenOff(Message(ReasonCode.SERVER_STOPPED_EARLY))

    def _refuse_surplus(self) -> NoReturn:
        self._part.unlink(missing_ok=True)
        raise Unsuitable(ReasonCode.SERVER_SENT_TOO_MUCH, host=_host(self._url), most=self._most // MEGABYTE)


def _is_published(file: Path, download: Download) -> bool:
    if download.sha256 is None:
        return True
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == download.sha256


def _starts_at(head: Head, offset: int) -> bool:
    return head.headers.get("Content-Range", "").startswith(f"bytes {offset}-")


def _notes(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _read_notes(part: Path, url: str) -> str | None:
    """The validator (strong ETag or date) that the server gave with the beginning of this part; None if unknown."""
    try:
        notes: dict[str, Any] = json.loads(read_plain(_notes(part)))
    except (OSError, ValueError, RecursionError):
        return None
    return notes.get("validator") if isinstance(notes, dict) and notes.get("url") == url else None


def _write_notes(part: Path, url: str, head: Head) -> None:
    etag = head.headers.get("ETag", "")
    validator = etag if etag and not etag.startswith("W/") else head.headers.get("Last-Modified")
    with contextlib.suppress(FileNotFoundError):
        _notes(part).unlink()
    if validator:
        atomic.write_bytes(_notes(part), json.dumps({"url": url, "validator": validator}).encode())


def _host(url: str) -> str:
    return urlsplit(url).netloc
