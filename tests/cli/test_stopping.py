"""Somebody impatient: a second signal while the first is answered, or while something is written, is no traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")

_SETUP = """
import io, os, signal, sys
from faceorg.cli import main, stopping

def again():
    os.kill(os.getpid(), signal.SIGINT)

class Verb:
    def main(self, *_args, **_more):
        again()

main.application = lambda _verbs: Verb()
"""
# When the second signal comes.
_WHILE_SAYING = """
say = main.say
main.say = lambda message: (again(), say(message))[1]
sys.exit(main.run(["people"]))
"""
_WHILE_TELLING_A_PROBLEM = """
from faceorg.errors import NotFound
from faceorg.messages.codes import ProblemCode
def raising(*_args, **_more):
    raise NotFound(ProblemCode.NO_LIBRARY, folder="x")
Verb.main = raising
say = main.say
main.say = lambda message: (again(), say(message))[1]
sys.exit(main.run(["people"]))
"""
_AT_THE_END = """
import atexit
import faceorg.__main__ as program
atexit.register(again)
sys.argv = ["faceorg", "people"]
sys.exit(program.main())
"""
# The first one, while the progress bar is written.
_WHILE_WRITING = """
class Terminal(io.RawIOBase):
    signalled = False
    def writable(self):
        return True
    def write(self, data):
        if not self.signalled:
            self.signalled = True
            again()
        return os.write(2, bytes(data))

def writing(*_args, **_more):
    token = stopping.cancel_token()
    sys.stderr.write("Finding faces: 3 of 60\\n")
    token.raise_if_cancelled()
Verb.main = writing
sys.stderr = io.TextIOWrapper(io.BufferedWriter(Terminal()), line_buffering=True)
sys.exit(main.run(["people"]))
"""


@pytest.mark.parametrize("when", [_WHILE_SAYING, _WHILE_TELLING_A_PROBLEM, _AT_THE_END, _WHILE_WRITING])
def test_a_signal_at_any_moment_stops_without_a_traceback(when):
    ran = subprocess.run([sys.executable, "-c", _SETUP + when], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 130, ran.stderr
    assert "Traceback" not in ran.stderr and "Error" not in ran.stderr
