"""Picasa's .picasa.ini and contacts.xml -> regions and names.

Picasa is gone since 2016, its files are not. A folder's .picasa.ini has a section a photo with a line
faces=rect64(3f845bcb59418507),8e62398ebda8c1a5;... : four 16-bit numbers (left, top, right, bottom; 65535 is the far
edge), written as one hexadecimal number, so that leading zeros are missing. The second number names a contact, whose
name stands in contacts.xml or in the [Contacts2] section of the same file. Picasa showed photos upright and measured
on what it showed, so its boxes need no turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from faceorg.boxes import Box
from faceorg.errors import MetadataProblem
from faceorg.files.plain_files import open_plain
from faceorg.messages.codes import ProblemCode
from faceorg.messages.message import Message
from faceorg.metadata.packet import path_in_words, read_limited
from faceorg.metadata.regions import Region, RegionKind, Scheme, clipped
from faceorg.metadata.xml_tree import parse

INI_NAME = ".picasa.ini"
CONTACTS_NAME = "contacts.xml"
_OLD_INI_NAME = "Picasa.ini"
_FACE = re.compile(r"rect64\(([0-9a-fA-F]{1,16})\)\s*,\s*([0-9a-fA-F]+)")
_FAR_EDGE = 65535
# The contact of a face that Picasa found and nobody named.
_NOBODY = "ffffffffffffffff"
# A folder of 100,000 photos with ten faces each stays below this.
_MAX_INI_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class PicasaFolder:
    """faces : photo name in lower case -> (box, contact id); contacts : id -> name as far as the folder knows it."""

    faces: Mapping[str, tuple[tuple[Box, str], ...]]
    contacts: Mapping[str, str]


def contacts_of(folders: Iterable[Path]) -> dict[str, str]:
    """Contact id -> name, from the Picasa files of all these folders: Picasa writes a name into some of them only."""
    names: dict[str, str] = {}
    for folder in folders:
        for ini in (folder / INI_NAME, folder / _OLD_INI_NAME):
            if ini.is_file():
                with suppress(MetadataProblem):  # told when its photos are read
                    names = {**read_folder(ini).contacts, **names}
        if (contacts := folder / CONTACTS_NAME).is_file():
            with suppress(MetadataProblem):
                names |= read_contacts(contacts)
    return names


def regions_of(photo: Path, contacts: Mapping[str, str], problems: list[Message]) -> list[Region] | None:
    """Return Picasa's faces of a photo, None where its folder has no Picasa file or no word about it."""
    for name in (INI_NAME, _OLD_INI_NAME):
        ini = photo.parent / name
        if not ini.is_file():
            continue
        try:
            folder = read_folder(ini)
        except MetadataProblem as problem:
            problems.append(problem.message)
            continue
        faces = folder.faces.get(photo.name.lower())
        if faces:
            return [_region(box, contact, {**contacts, **folder.contacts}) for box, contact in faces]
    return None


def _region(box: Box, contact: str, contacts: Mapping[str, str]) -> Region:
    return Region(contacts.get(contact), box, RegionKind.FACE, (Scheme.PICASA,))


def read_folder(ini: Path) -> PicasaFolder:
    """Read a .picasa.ini. Raises MetadataProblem where it cannot be read. The last folders read are remembered."""
    try:
        stat = ini.stat()
    except OSError as error:
        raise MetadataProblem(ProblemCode.METADATA_CANNOT_BE_READ, file=path_in_words(ini), why=error) from error
    if stat.st_size > _MAX_INI_BYTES:
        raise MetadataProblem(ProblemCode.PICASA_FILE_TOO_LARGE, file=path_in_words(ini))
    return _read_folder(ini, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)
def _read_folder(ini: Path, _mtime_ns: int, _size_bytes: int) -> PicasaFolder:
    # No configparser: photo names may hold "=", ":" or "[", and Picasa repeats keys.
    faces: dict[str, tuple[tuple[Box, str], ...]] = {}
    contacts: dict[str, str] = {}
    section = ""
    for line in _lines(ini):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif section.lower() == "contacts2" and "=" in line:
            contact, _, entry = line.partition("=")
            if name := entry.split(";")[0].strip():
                contacts[_plain_id(contact)] = name
        elif line.lower().startswith("faces="):
            faces[section.lower()] = _faces(line)
    return PicasaFolder(faces, contacts)


def _lines(ini: Path) -> list[str]:
    try:
        with open_plain(ini) as file:
            raw = file.read()
    except OSError as error:
        raise MetadataProblem(ProblemCode.METADATA_CANNOT_BE_READ, file=path_in_words(ini), why=error) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")  # Picasa 2 wrote the code page of its Windows
    return [line.strip() for line in text.split("\n")]


def _faces(line: str) -> tuple[tuple[Box, str], ...]:
    found = []
    for rectangle, contact in _FACE.findall(line):
        box = clipped(_box(rectangle))
        if box is not None:
            found.append((box, _plain_id(contact)))
    return tuple(found)


def _box(rectangle: str) -> Box:
    """Decode rect64: 16 hexadecimal digits once the leading zeros are back."""
    digits = rectangle.zfill(16)
    left, top, right, bottom = (int(digits[at : at + 4], 16) / _FAR_EDGE for at in (0, 4, 8, 12))
    return Box(left, top, right - left, bottom - top)


def _plain_id(contact: str) -> str:
    """Ids lose their leading zeros in some places and keep them in others."""
    return contact.strip().lower().lstrip("0")


def read_contacts(contacts_xml: Path) -> dict[str, str]:
    """Read Picasa's contacts.xml into contact id -> name. Raises MetadataProblem where it cannot be read."""
    root = parse(read_limited(contacts_xml), path_in_words(contacts_xml))
    names: dict[str, str] = {}
    for node in root.walk():
        name = node.attributes.get("name") or node.attributes.get("display")
        contact = node.attributes.get("id")
        if contact and name and contact.lower() != _NOBODY:
            names[_plain_id(contact)] = name.strip()
    return names
