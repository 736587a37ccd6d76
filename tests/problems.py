"""Expecting a problem by its code and fields: its sentence may be worded anew without a test that minds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from faceorg.errors import LibraryProblem
from faceorg.messages.codes import Code
from faceorg.messages.message import Message

P = TypeVar("P", bound=LibraryProblem)


@contextmanager
def refused(kind: type[P], code: Code, /, **fields: object) -> Iterator[pytest.ExceptionInfo[P]]:
    """Expect a problem of this kind with this code.

    fields : those that matter here; a file or folder by its name alone, a reason by its code, or whole
    """
    with pytest.raises(kind) as caught:
        yield caught
    problem = caught.value
    assert problem.code is code, str(problem)
    for name, expected in fields.items():
        found = problem.fields[name]
        if isinstance(found, Message):
            assert expected in (found, found.code), f"{name}: {found!r}"
        else:
            assert expected in (found, Path(str(found)).name), f"{name}: {found!r}"
