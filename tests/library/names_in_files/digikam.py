"""The tables of a digiKam database, as far as faces go, for tests that fill them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

TABLES = """
CREATE TABLE AlbumRoots (id INTEGER PRIMARY KEY, label, status, type, identifier, specificPath);
CREATE TABLE Albums (id INTEGER PRIMARY KEY, albumRoot, relativePath);
CREATE TABLE Images (id INTEGER PRIMARY KEY, album, name, status, category);
CREATE TABLE ImageInformation (imageid INTEGER PRIMARY KEY, orientation, width, height);
CREATE TABLE Tags (id INTEGER PRIMARY KEY, pid, name);
CREATE TABLE TagProperties (tagid, property, value);
CREATE TABLE ImageTags (imageid, tagid);
CREATE TABLE ImageTagProperties (imageid, tagid, property, value);
INSERT INTO AlbumRoots VALUES (1, 'Pictures', 0, 1, 'volumeid:?uuid=1234-abcd', '/photos');
"""


def write_database(folder: Path, rows: str) -> Path:
    """Write digikam4.db into a folder, filled by these statements; return it."""
    file = folder / "digikam4.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(TABLES + rows)
        connection.commit()
    return file
