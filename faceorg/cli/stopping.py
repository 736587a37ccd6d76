"""Ctrl-C and SIGTERM -> Cancelled: long verbs stop cleanly at their next step, short ones at once.

Whoever is impatient sends a second one, also while the first is being answered: it must not end in a traceback.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from types import FrameType

from faceorg.cli.language import tr
from faceorg.errors import Cancelled
from faceorg.progress import CancelToken

_token: CancelToken | None = None
_SIGNALS = ("SIGINT", "SIGTERM")
# What the first signal says, made beforehand: nothing is looked up while a signal is answered.
_stopping = b""
_STDERR = 2


def stop_on_signals() -> None:
    """Let Ctrl-C and SIGTERM stop this process as Cancelled does."""
    for name in _SIGNALS:
        signal.signal(getattr(signal, name), _on_signal)


def stop_no_more() -> None:
    """Let further signals do nothing: the verb has ended, and only what came of it is still to be said."""
    for name in _SIGNALS:
        signal.signal(getattr(signal, name), lambda _number, _frame: None)


def cancel_token() -> CancelToken:
    """Return the token that a long verb hands on: the first signal sets it, a second one interrupts at once."""
    global _token, _stopping
    if _token is None:
        _stopping = f"\nfaceorg: {tr('stopping ... (Ctrl-C again stops at once)')}\n".encode()
        _token = CancelToken()
    return _token


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    if _token is None or _token.is_cancelled:
        raise Cancelled()
    _token.cancel()
    # Past Python's own buffer, which refuses to be written into while it is being written, as by a progress bar.
    with suppress(OSError):
        os.write(_STDERR, _stopping)
