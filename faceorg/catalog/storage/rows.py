"""A row of the catalogue -> a value; one that makes no sense is damage that SQLite's own check may not see."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from faceorg.errors import LibraryDamaged
from faceorg.messages.codes import ProblemCode

P = ParamSpec("P")
T = TypeVar("T")


def row_of(
    table: str,
) -> Callable[[Callable[Concatenate[sqlite3.Row, P], T]], Callable[Concatenate[sqlite3.Row, P], T]]:
    """Let a function that reads rows of a table raise LibraryDamaged, naming the row, where it cannot."""

    def made(read: Callable[Concatenate[sqlite3.Row, P], T]) -> Callable[Concatenate[sqlite3.Row, P], T]:
        @wraps(read)
        def reading(row: sqlite3.Row, /, *args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return read(row, *args, **kwargs)
            except (ValueError, TypeError) as error:
                raise LibraryDamaged(ProblemCode.ROW_MAKES_NO_SENSE, table=table, row=str(row[0])) from error

        return reading

    return made


def text_of(value: object) -> str:
    """Return a value that is always text; raises TypeError where damage made something else of it."""
    if not isinstance(value, str):
        raise TypeError(f"not a text but {type(value).__name__}")
    return value


def value_of(table: str, row: object, read: Callable[[], T]) -> T:
    """Return what `read` makes of one value of a row that was fetched; raises LibraryDamaged, naming the row.

    row : how the row is named
    """
    try:
        return read()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise LibraryDamaged(ProblemCode.ROW_MAKES_NO_SENSE, table=table, row=str(row)) from error


def values_of(table: str, rows: Iterable[sqlite3.Row], read: Callable[[sqlite3.Row], T]) -> Iterator[T]:
    """Yield what `read` makes of each row of a table; raises LibraryDamaged, naming the row, where it cannot."""
    return map(row_of(table)(read), rows)
