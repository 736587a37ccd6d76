"""Who has Python's interpreter: the window's thread when it wants it, and undisturbed while it paints.

Qt's functions, as PySide wraps them, keep the interpreter; another thread gets it when Python switches by force: the
one that waits asks after the switch interval, the one that runs lets go at once. A short interval is good for whoever
waits and bad for whoever runs: a frame of 20 ms is cut into 200 slices, and on a busy machine each wakes up late.
Worker threads (reading, decoding) let go by themselves every millisecond or so; only the window's thread needs to be
protected, and only while it works.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

# How long the window's thread, with a click or a frame to serve, waits until it asks for the interpreter.
ASKED_AFTER_S = 0.0005
# How long it keeps it, while it serves them, from threads that want it too: no worker starves.
KEPT_S = 0.02

P = ParamSpec("P")
R = TypeVar("R")


def set_up() -> None:
    """Let nobody wait long for the interpreter; to be called once, when the program starts."""
    sys.setswitchinterval(ASKED_AFTER_S)


def undisturbed(work: Callable[P, R]) -> Callable[P, R]:
    """Decorate what the window's thread does for a frame or a click: no other thread cuts in meanwhile."""

    @wraps(work)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        before = sys.getswitchinterval()
        sys.setswitchinterval(KEPT_S)
        try:
            return work(*args, **kwargs)
        finally:
            sys.setswitchinterval(before)

    return kept
