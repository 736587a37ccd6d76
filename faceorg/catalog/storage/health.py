"""What the catalogue's files say of themselves: SQLite's own checks, and rows that do not fit together."""

from __future__ import annotations

from collections.abc import Iterator

from faceorg.catalog import migrations
from faceorg.catalog.journal import as_recorded, self_test
from faceorg.catalog.journal.unreadable import unreadable_edits
from faceorg.catalog.storage import counting, schema
from faceorg.catalog.storage.connection import Catalog
from faceorg.catalog.storage.faults import CATALOG_FILE, DERIVED_FILES, said_by_sqlite
from faceorg.errors import LibraryDamaged
from faceorg.messages.codes import FindingCode, ReasonCode
from faceorg.messages.message import Message


def catalog_file_problems(catalog: Catalog) -> Iterator[Message]:
    """Yield each fault of the precious file: with one of these, nothing that its rows say can be trusted."""
    yield from _integrity(catalog, "main", CATALOG_FILE, FindingCode.CATALOG_FILE_DAMAGED)
    lacking = schema.lacking(catalog.connection.cursor(), schema.version_of(catalog.connection.cursor()))
    if lacking:
        yield Message(
            FindingCode.CATALOG_FILE_DAMAGED,
            file=CATALOG_FILE,
            why=Message(ReasonCode.TABLES_MISSING, tables=", ".join(lacking)),
        )
        return
    for table, other in _rows_without_partner(catalog):
        yield Message(FindingCode.ROW_WITHOUT_PARTNER, table=table, other=other)
    if not journal_is_closed(catalog):
        yield Message(FindingCode.JOURNAL_LEFT_OPEN)


def derived_file_problems(catalog: Catalog, alias: str) -> Iterator[Message]:
    """Yield each fault of a derived file. alias : "emb" or "thumbs" """
    yield from _integrity(catalog, alias, DERIVED_FILES[alias], FindingCode.DERIVED_DAMAGE)


def row_problems(catalog: Catalog) -> Iterator[Message]:
    """Yield what is wrong in a catalogue whose pages are sound: triggers, counters, the journal, and what it says."""
    wrong = schema.wrong_programs(catalog.connection.cursor(), schema.version_of(catalog.connection.cursor()))
    if wrong:
        yield Message(FindingCode.PROGRAMS_MISSING, names=", ".join(wrong))
    silent = self_test.tables_without_journal(catalog)
    if silent:
        yield Message(FindingCode.JOURNAL_DOES_NOT_RECORD, table=", ".join(silent))
    for table in counting.behind_their_tables(catalog):
        yield Message(FindingCode.NUMBERS_GIVEN_TWICE, table=table)
    unreadable = unreadable_edits(catalog.connection)
    if unreadable:
        yield Message(FindingCode.JOURNAL_ROWS_UNREADABLE, count=len(unreadable), first=unreadable[0])
    differing = as_recorded.tables_that_differ(catalog.connection)
    if differing:
        yield Message(FindingCode.DECISIONS_NOT_AS_RECORDED, count=sum(differing.values()), table=", ".join(differing))


def mend(catalog: Catalog) -> None:
    """Make again what is no fact: triggers, views, indexes, counters."""
    version = migrations.latest_version()
    with catalog.atomic() as connection:
        wanted, found = schema.expected(version).programs, schema.read_schema(connection.cursor()).programs
        for name in schema.wrong_programs(connection.cursor(), version):
            if name in found:
                connection.execute(f"DROP {found[name][0]} {name}")
            connection.execute(wanted[name][1])
    counting.mend_counters(catalog)


def journal_is_closed(catalog: Catalog) -> bool:
    rows = catalog.connection.execute("SELECT mode FROM journal_state").fetchall()
    return [row[0] for row in rows] == ["closed"]


def orphan_embeddings(catalog: Catalog) -> int:
    """Return how many embeddings belong to no face of the catalogue."""
    row = catalog.connection.execute(
        "SELECT count(*) FROM emb.embeddings WHERE face_id NOT IN (SELECT id FROM faces)"
    ).fetchone()
    return int(row[0])


def derived_against_decided(catalog: Catalog) -> int:
    """Return how many automatic assignments contradict a decision (none, if the triggers do their work)."""
    row = catalog.connection.execute(
        "SELECT count(*) FROM automatic t WHERE face_id IN (SELECT face_id FROM assignments) "
        "OR face_id IN (SELECT face_id FROM ignored) "
        "OR EXISTS (SELECT 1 FROM rejections r WHERE r.face_id = t.face_id AND r.person_id = t.person_id)"
    ).fetchone()
    return int(row[0])


def _integrity(catalog: Catalog, alias: str, name: str, code: FindingCode) -> Iterator[Message]:
    try:
        (text,) = catalog.connection.execute(f"PRAGMA {alias}.integrity_check(1)").fetchone()
        if text != "ok":
            yield Message(code, file=name, why=Message(ReasonCode.SQLITE_SAYS, text=said_by_sqlite(text)))
    except LibraryDamaged as problem:
        yield Message(code, file=name, why=problem.__cause__ or problem)


def _rows_without_partner(catalog: Catalog) -> list[tuple[str, str]]:
    """Return each pair of tables once of which one speaks of rows that the other lacks."""
    rows = catalog.connection.execute("PRAGMA main.foreign_key_check").fetchall()
    return sorted({(str(row[0]), str(row[2])) for row in rows})
