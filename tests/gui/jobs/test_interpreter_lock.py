"""Work for a frame keeps the interpreter for longer, and only while it lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from faceorg.gui.interpreter_lock import ASKED_AFTER_S, KEPT_S, set_up, undisturbed


@pytest.fixture(autouse=True)
def interval() -> Iterator[None]:
    before = sys.getswitchinterval()
    set_up()
    yield
    sys.setswitchinterval(before)


def test_the_interpreter_is_kept_while_the_work_lasts() -> None:
    @undisturbed
    def work(depth: int) -> list[float]:
        """Paint."""
        inner = work(depth - 1) if depth else []
        return [*inner, sys.getswitchinterval()]

    assert work(1) == [pytest.approx(KEPT_S), pytest.approx(KEPT_S)]
    assert sys.getswitchinterval() == pytest.approx(ASKED_AFTER_S)
    assert work.__doc__ == "Paint."


def test_it_is_given_back_when_the_work_fails() -> None:
    @undisturbed
    def fail() -> None:
        raise KeyError("nothing")

    with pytest.raises(KeyError):
        fail()
    assert sys.getswitchinterval() == pytest.approx(ASKED_AFTER_S)
