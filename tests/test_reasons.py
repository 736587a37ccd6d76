"""Why something failed is said in the reader's language, whoever raised it: a system, a network, a reader of files."""

from __future__ import annotations

import errno
import io
import json
import os
import socket
import sqlite3
import ssl
import tomllib
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, UnidentifiedImageError

from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message, known_reason, reason_of, worded
from faceorg.messages.reasons import SYSTEM_REASONS
from faceorg.messages.text import Language


def raised(run: Callable[[], object]) -> BaseException:
    try:
        run()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def german(error: BaseException) -> str:
    return worded(reason_of(error), Language.GERMAN)


def _deep() -> object:
    return _deep()


KINDS: list[tuple[Callable[[], object], str]] = [
    (lambda: b"a\xff".decode(), "kein Text in UTF-8 ab Byte 1"),
    (lambda: json.loads('{"a": 1,\n x}'), "kein JSON ab Zeile 2, Spalte 2"),
    (lambda: tomllib.loads("a = 1\nb c"), "kein TOML ab Zeile 2, Spalte 3"),
    (lambda: tomllib.loads("a = [1"), "kein TOML am Ende"),
    (lambda: xml.parsers.expat.ParserCreate().Parse(b"<a>\n<b></a>", True), "kein XML ab Zeile 2, Spalte 6"),
    (lambda: zipfile.ZipFile(io.BytesIO(b"none")), "was darin gepackt ist, ist beschädigt"),
    (lambda: zlib.decompress(b"none"), "was darin gepackt ist, ist beschädigt"),
    (lambda: np.load(io.BytesIO(b"")), "sie hört mittendrin auf"),
    (lambda: Image.open(io.BytesIO(b"none")), "sein Anfang ergibt keinen Sinn"),
    (lambda: {}["ours"], "was darin steht, gehört in keine solche Datei"),
    (lambda: sqlite3.connect(":memory:").execute("SELECT"), "SQLite sagt: incomplete input"),
    (_deep, "zu tief verschachtelt"),
]


@pytest.mark.parametrize(("run", "words"), KINDS)
def test_what_a_reader_of_files_raises_is_said_in_german(run: Callable[[], object], words: str) -> None:
    assert german(raised(run)) == words


def test_a_file_that_is_no_database_is_called_so(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"none" * 100)
    assert german(raised(lambda: sqlite3.connect(tmp_path / "a").execute("SELECT * FROM a"))) == (
        "sie liest sich nicht als Datenbank"
    )


def test_what_nobody_here_knows_is_quoted_as_somebodys_words() -> None:
    error = ValueError("something\nelse  again")
    assert german(error) == "„something else again“"
    assert str(reason_of(error)) == "something else again"
    assert german(RuntimeError()) == "„RuntimeError“"
    assert known_reason(error) is None


@pytest.mark.parametrize("number", sorted(SYSTEM_REASONS))
def test_what_a_system_refuses_is_not_quoted(number: int) -> None:
    assert "„" not in german(OSError(number, os.strerror(number)))


def test_a_number_that_has_no_words_here_keeps_those_of_the_system() -> None:
    assert german(OSError(errno.ENOANO, os.strerror(errno.ENOANO))) == "„No anode“"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        # Its number is one of the TLS library's, 1, which is "Operation not permitted" of a system.
        (ssl.SSLCertVerificationError(1, "certificate verify failed"), ReasonCode.CERTIFICATE_REFUSED),
        (ssl.SSLError(1, "wrong version number"), ReasonCode.IN_ITS_WORDS),
        (socket.gaierror(-2, "Name or service not known"), ReasonCode.HOST_UNKNOWN),
        (TimeoutError("timed out"), ReasonCode.TIMED_OUT),
        (UnidentifiedImageError("cannot identify image file"), ReasonCode.HEADER_MAKES_NO_SENSE),
        (MemoryError(), ReasonCode.TOO_LITTLE_MEMORY),
    ],
)
def test_a_network_is_not_taken_for_a_disk(error: BaseException, code: ReasonCode) -> None:
    assert reason_of(error).code is code


def test_a_problem_says_its_reason_in_the_language_of_the_problem() -> None:
    message = Message(
        ProblemCode.SETTINGS_CANNOT_BE_READ, file="settings.toml", why=raised(lambda: tomllib.loads("b c"))
    )
    assert worded(message, Language.GERMAN) == (
        "Die Einstellungen settings.toml können nicht gelesen werden (kein TOML ab Zeile 1, Spalte 3); berichtige oder "
        "lösche die Datei."
    )
