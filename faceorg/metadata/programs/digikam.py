"""digiKam's own database -> regions and names, for people whose digiKam never wrote them into the photos.

digikam4.db is SQLite (its schema: digiKam's dbconfig.xml, unchanged in these tables since version 1). A confirmed
face is an ImageTagProperties row "tagRegion" with <rect x= y= width= height=/> in pixels of the upright photo; its tag
is the person. The file is opened read only and immutable: nothing of digiKam's is written, not even a lock. This is
the one place outside `catalog` that speaks SQL, because the database is another program's file format.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from faceorg.boxes import Box
from faceorg.errors import MetadataProblem
from faceorg.files.plain_files import open_plain
from faceorg.files.sqlite_files import log_of
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message
from faceorg.metadata.packet import path_in_words
from faceorg.metadata.programs.statuses import status_of
from faceorg.metadata.regions import Region, RegionKind, Scheme, clipped

# What values end in that are none of digiKam's: texts for numbers, numbers for texts, thousands of digits.
_NONSENSE = (ValueError, TypeError, AttributeError, OverflowError)
_RECT = re.compile(r'<rect\s+x="(-?\d+)"\s+y="(-?\d+)"\s+width="(\d+)"\s+height="(\d+)"')

_PEOPLE = """
SELECT t.id, COALESCE(NULLIF(p.value, ''), t.name) AS name
FROM Tags t JOIN TagProperties p ON p.tagid = t.id AND p.property = 'person'
WHERE t.id NOT IN (SELECT tagid FROM TagProperties
                   WHERE property IN ('unknownPerson', 'unconfirmedPerson', 'ignoredPerson'))
"""
_PHOTOS = """
SELECT i.id, r.identifier, r.specificPath, a.relativePath, i.name, n.orientation, n.width, n.height
FROM Images i JOIN Albums a ON a.id = i.album JOIN AlbumRoots r ON r.id = a.albumRoot
LEFT JOIN ImageInformation n ON n.imageid = i.id
WHERE i.status IN (0, 1, 2)
"""
_IGNORED = "SELECT tagid FROM TagProperties WHERE property = 'ignoredPerson'"
# Confirmed by the user; found, below a person's tag in old versions where that was guessed; guessed: see `_region`.
_CONFIRMED, _FOUND, _GUESSED = "tagRegion", "autodetectedFace", "autodetectedPerson"
_FACES = (
    "SELECT imageid, tagid, property, value FROM ImageTagProperties "
    f"WHERE property IN ('{_CONFIRMED}', '{_FOUND}', '{_GUESSED}')"
)
_TAGGED = "SELECT imageid, tagid FROM ImageTags"


@dataclass(frozen=True)
class DigikamPhoto:
    """path : where digiKam knew the photo; relative : below its album root, with "/" between the parts."""

    path: Path
    relative: str
    regions: tuple[Region, ...] = ()
    people: tuple[str, ...] = ()


@dataclass
class DigikamCatalog:
    """The photos of a digiKam database that carry faces or names."""

    source: Path
    photos: tuple[DigikamPhoto, ...]
    _by_path: dict[Path, DigikamPhoto] = field(default_factory=dict, repr=False)
    _by_relative: dict[str, list[DigikamPhoto]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for photo in self.photos:
            # The database usually lies at the top of its album root, which may have moved with it.
            self._by_path.setdefault(self.source.parent / photo.relative, photo)
            self._by_path[photo.path] = photo
            self._by_relative.setdefault(photo.relative, []).append(photo)

    def find(self, photo: Path) -> DigikamPhoto | None:
        """Return what digiKam knows of a photo: by its path, or by the longest unique end of its path.

        A lone file name is no evidence: every camera counts from IMG_0001.
        """
        if photo in self._by_path:
            return self._by_path[photo]
        for start in range(1, len(photo.parts) - 1):
            same = self._by_relative.get("/".join(photo.parts[start:]), [])
            if same:
                return same[0] if len(same) == 1 else None
        return None


def read_digikam(database: Path) -> DigikamCatalog:
    """Read a digikam4.db.

    Raises
    ------
    MetadataProblem : absent, no digiKam database, damaged, or digiKam has not finished writing it
    """
    try:
        open_plain(database).close()  # ahead of SQLite, which says of every file it may not read the same in English
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise MetadataProblem(ProblemCode.NO_DIGIKAM_DATABASE, file=path_in_words(database)) from error
    except OSError as error:
        raise MetadataProblem(ProblemCode.DATABASE_CANNOT_BE_OPENED, file=path_in_words(database), why=error) from error
    pending = log_of(database)
    if pending.is_file() and pending.stat().st_size:
        raise MetadataProblem(ProblemCode.DIGIKAM_STILL_WRITING, file=path_in_words(database))
    try:
        connection = sqlite3.connect(database.absolute().as_uri() + "?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise MetadataProblem(ProblemCode.DATABASE_CANNOT_BE_OPENED, file=path_in_words(database), why=error) from error
    try:
        return DigikamCatalog(database.absolute(), tuple(_photos(connection)))
    except (sqlite3.Error, *_NONSENSE) as error:
        why = Message(ReasonCode.NOT_WHAT_BELONGS_THERE)
        raise MetadataProblem(ProblemCode.NOT_A_DIGIKAM_DATABASE, file=path_in_words(database), why=why) from error
    finally:
        connection.close()


def _photos(connection: sqlite3.Connection) -> Iterable[DigikamPhoto]:
    people = {tag: name for tag, name in connection.execute(_PEOPLE) if status_of(name) is None}
    ignored = {tag for (tag,) in connection.execute(_IGNORED)}
    faces = _grouped(connection.execute(_FACES))
    tagged = _grouped(connection.execute(_TAGGED))
    for image, identifier, specific, album, name, orientation, width, height in connection.execute(_PHOTOS):
        upright = (height, width) if orientation in (5, 6, 7, 8) else (width, height)
        regions = _regions(faces.get(image, []), people, ignored, upright)
        placed = {region.name for region in regions if not region.guessed}
        names = dict.fromkeys(people[tag] for (tag,) in tagged.get(image, []) if tag in people)
        loose = tuple(name for name in names if name not in placed)
        if regions or loose:
            relative = f"{(album or '').strip('/')}/{name}".lstrip("/")
            yield DigikamPhoto(_album_root(identifier, specific) / relative, relative, regions, loose)


def _grouped(rows: Iterable[tuple[int, ...]]) -> dict[int, list[tuple[object, ...]]]:
    grouped: dict[int, list[tuple[object, ...]]] = {}
    for image, *rest in rows:
        grouped.setdefault(image, []).append(tuple(rest))
    return grouped


def _regions(
    faces: list[tuple[object, ...]], people: dict[int, str], ignored: set[int], upright: tuple[int, int]
) -> tuple[Region, ...]:
    """The faces of a photo: of several that digiKam keeps about one place, the one that says most."""
    found: dict[Box, Region] = {}
    for tag, kind, value in faces:
        region = _region(int(str(tag)), str(kind), str(value), people, ignored, upright)
        if region is not None and _says(region) > (_says(found[region.box]) if region.box in found else -1):
            found[region.box] = region
    return tuple(found.values())


def _says(region: Region) -> int:
    """How much a region says: confirmed, put aside, guessed, nothing."""
    if region.name:
        return 1 if region.guessed else 3
    return 2 if region.aside else 0


def _region(
    tag: int, kind: str, value: str, people: dict[int, str], ignored: set[int], upright: tuple[int, int]
) -> Region | None:
    """Read a row; in a guess ("12,autodetectedFace,<rect .../>" on the tag "Unconfirmed") the number is the person."""
    rectangle = _RECT.search(value)
    width, height = upright
    if rectangle is None or not width or not height:
        return None
    x, y, wide, high = map(int, rectangle.groups())
    box = clipped(Box(x / width, y / height, wide / width, high / height))
    if kind == _GUESSED:
        meant = value.partition(",")[0].strip()
        tag = int(meant) if meant.isascii() and meant.isdigit() and len(meant) < 19 else tag
    name = people.get(tag)
    if box is None:
        return None
    guessed = name is not None and kind != _CONFIRMED
    return Region(name, box, RegionKind.FACE, (Scheme.DIGIKAM,), aside=tag in ignored, guessed=guessed)


def _album_root(identifier: str, specific: str | None) -> Path:
    """Where an album root lies: "volumeid:?path=" and "networkshareid:?mountpath=" say it, a uuid does not."""
    query = parse_qs(urlsplit(identifier or "").query)
    base = (query.get("path") or query.get("mountpath") or [""])[0]
    return Path(base or "/") / (specific or "").lstrip("/")
