"""One request to a server -> its answer, piece by piece, for somebody who can stop waiting at any moment.

A server may say nothing for as long as it likes, or send a byte every few seconds; no timeout of a socket ends that. So
a thread of its own waits for the server, and whoever wants the file looks at the clock several times a second, and
whether the user wants to stop.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from faceorg.messages.message import Message, in_its_words, known_reason

CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 10.0, 30.0
# How long a stop may go unnoticed.
LOOK_EVERY_S = 0.2
# Pieces that may wait to be written.
PIECES_AHEAD = 16
# What any file may take, and for every byte of it: an hour for 100 MB, on the slowest line that is worth waiting for.
PATIENCE_S, SLOWEST_BYTES_A_S = 120.0, 28_000.0


class BrokenOff(Exception):
    """The connection failed; `message` says why, as the reason of a problem."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Head:
    """What a server says before the file. words : of its status ("Not Found"); headers : by name, any case"""

    status: int
    words: str
    headers: Mapping[str, str]


class Deadline:
    """Until when a file must be there: later for larger ones, however often it is asked for again."""

    def __init__(self, size_bytes: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._began = clock, clock()
        self.seconds = PATIENCE_S
        self.expect(size_bytes or 0)

    def expect(self, size_bytes: int) -> None:
        """Give a file of this size its time; never less than it had."""
        self.seconds = max(self.seconds, PATIENCE_S + size_bytes / SLOWEST_BYTES_A_S)

    @property
    def has_passed(self) -> bool:
        return self._clock() - self._began > self.seconds


class Transfer:
    """One GET request. To be closed, in a `with` statement; the thread then ends by itself, with its next byte at the
    latest."""

    def __init__(self, url: str, headers: Mapping[str, str], look: Callable[[], None], piece_bytes: int) -> None:
        """look : called several times a second while waiting; what it raises ends the wait"""
        self._look = look
        self._arrived: queue.Queue[Head | bytes | Exception] = queue.Queue(PIECES_AHEAD)
        self._abandoned = threading.Event()
        self._thread = threading.Thread(
            target=self._receive, args=(url, dict(headers), piece_bytes), name="faceorg-download", daemon=True
        )
        self._thread.start()

    def __enter__(self) -> Transfer:
        return self

    def __exit__(self, *_: object) -> None:
        self._abandoned.set()

    def head(self) -> Head:
        """Wait for the server's first words. Raises BrokenOff, and what `look` raises; a bug in asking, too."""
        first = self._next()
        assert isinstance(first, Head), "a head comes before any piece"
        return first

    def pieces(self) -> Iterator[bytes]:
        """Yield the file as it comes; raises as `head`."""
        while piece := self._next():
            assert isinstance(piece, bytes), "there is one head"
            yield piece

    def _next(self) -> Head | bytes:
        while True:
            self._look()
            with suppress(queue.Empty):
                arrived = self._arrived.get(timeout=LOOK_EVERY_S)
                if isinstance(arrived, Exception):
                    raise arrived
                return arrived

    def _receive(self, url: str, headers: Mapping[str, str], piece_bytes: int) -> None:
        """On the thread: ask, and put what comes into the queue; an empty piece is the end."""
        import requests
        import urllib3

        try:
            with (
                requests.Session() as session,
                session.get(url, headers=headers, stream=True, timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S)) as answer,
            ):
                self._put(Head(answer.status_code, answer.reason or "", answer.headers))
                piece = b"-"
                while piece and not self._abandoned.is_set():
                    # What is there, and not a whole piece: a server that drips would be waited for.
                    piece = answer.raw.read1(piece_bytes, decode_content=False) or b""
                    self._put(piece)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            self._put(BrokenOff(_reason(error)))
        except Exception as bug:  # somebody waits for an answer: it is raised there, and not lost with this thread
            self._put(bug)

    def _put(self, arrived: Head | bytes | Exception) -> None:
        while not self._abandoned.is_set():
            with suppress(queue.Full):
                self._arrived.put(arrived, timeout=LOOK_EVERY_S)
                return


def _reason(error: Exception) -> Message:
    """Why a connection failed: the error that began it, which requests and urllib3 wrap several times."""
    inner: BaseException | None = error
    while inner is not None:
        if (known := known_reason(inner)) is not None:
            return known
        inner = inner.__cause__ or inner.__context__
    return in_its_words(_words(error))


def _words(error: Exception) -> str:
    """The last few words of a nested network error; requests puts the useful part at the end."""
    words = " ".join(str(error).split())
    return _without_loose_marks(words.rsplit(": ", 1)[-1])[:100] or type(error).__name__


def _without_loose_marks(words: str) -> str:
    """Take off what errors around this one left at its ends: quotes and brackets whose other half was cut off."""
    while words and _is_loose(words[-1], words):
        words = words[:-1]
    while words and _is_loose(words[0], words):
        words = words[1:]
    return words


def _is_loose(mark: str, words: str) -> bool:
    if mark in "()":
        more, fewer = (mark, ")" if mark == "(" else "(")
        return words.count(more) > words.count(fewer)
    # An apostrophe within a word ("can't") is half of nothing.
    return mark in "'\"" and len(re.findall(rf"\B{mark}|{mark}\B", words)) % 2 == 1
