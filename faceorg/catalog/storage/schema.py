"""What a catalogue of a version must be made of: its tables with their columns, and the programs in it (triggers,
views, indexes).

Tables hold facts: one that is missing is damage. Programs hold none: they are made again from the migrations.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache

from faceorg.catalog import migrations
from faceorg.catalog.journal.derived_triggers import create_derived_triggers
from faceorg.catalog.journal.triggers import create_triggers


@dataclass(frozen=True)
class Schema:
    """tables : columns by table; programs : (type, SQL) by name, of what can be made again."""

    tables: dict[str, frozenset[str]]
    programs: dict[str, tuple[str, str]]


@lru_cache(maxsize=4)
def expected(version: int) -> Schema:
    """Return what the migrations make up to a version, by running them in memory. version : 1 to the latest"""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        migrations.apply_scripts(memory, after=0, up_to=version)
        create_triggers(memory)
        if version == migrations.latest_version():
            create_derived_triggers(memory)
        return read_schema(memory.cursor())


def read_schema(cursor: sqlite3.Cursor) -> Schema:
    """Return what a catalogue is made of."""
    tables: dict[str, set[str]] = {}
    rows = cursor.execute(
        "SELECT m.name, c.name FROM main.sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    )
    for table, column in rows.fetchall():
        tables.setdefault(table, set()).add(column)
    rows = cursor.execute("SELECT name, type, sql FROM main.sqlite_schema WHERE sql IS NOT NULL AND type <> 'table'")
    programs = {name: (kind, sql) for name, kind, sql in rows.fetchall()}
    return Schema({table: frozenset(columns) for table, columns in tables.items()}, programs)


def version_of(cursor: sqlite3.Cursor) -> int:
    return int(cursor.execute("PRAGMA main.user_version").fetchone()[0])


def lacking(cursor: sqlite3.Cursor, version: int) -> list[str]:
    """Return the tables that a catalogue of this version must have and that are not there, or not with all columns."""
    if not 1 <= version <= migrations.latest_version():
        return []
    found = read_schema(cursor).tables
    return sorted(
        table for table, columns in expected(version).tables.items() if not columns <= found.get(table, frozenset())
    )


def wrong_programs(cursor: sqlite3.Cursor, version: int) -> list[str]:
    """Return the triggers, views and indexes that are missing or say something else than they should.

    Of an older catalogue only what is missing is told: its triggers may have been worded differently.
    """
    if not 1 <= version <= migrations.latest_version():
        return []
    found, wanted = read_schema(cursor).programs, expected(version).programs
    newest = version == migrations.latest_version()
    return sorted(name for name, program in wanted.items() if name not in found or (newest and found[name] != program))
