"""What stands in a library's folder where faceorg keeps something of its own: named, with a remedy that works."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from faceorg.catalog import clusters, people
from faceorg.catalog.journal import journal
from faceorg.catalog.storage import faults
from faceorg.catalog.storage.faults import CATALOG_FILE, DERIVED_FILES
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import LibraryDamaged, LibraryProblem, LibraryReadOnly
from faceorg.files.removal import Removal
from faceorg.library import maintenance
from faceorg.library.opening import backups, restoring
from faceorg.library.opening.index_files import folder_name, manifest_file
from faceorg.library.opening.library import Library, require_library
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits
from faceorg.library.recognising import packs
from faceorg.library.recognising.vectors import delete_index, space_of
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message
from tests.problems import refused
from tests.rights import closed_to_us

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes are elsewhere there, and links need a right")


@pytest.fixture
def named(family) -> Path:
    """The folder of a closed library in which Anna has a name."""
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, "Anna")
    family.library.close()
    return family.library.folder


def pipe(place: Path) -> None:
    os.mkfifo(place)


def file(place: Path) -> None:
    place.write_text("mine")


def link_to_nothing(place: Path) -> None:
    place.symlink_to(place.parent.parent / "away" / place.name)


def link_to_itself(place: Path) -> None:
    place.symlink_to(place.name)


def folder(place: Path) -> None:
    place.mkdir()


def folder_of_somebody(place: Path) -> None:
    place.mkdir()
    (place / "thesis.txt").write_text("mine")


def put(what: Callable[[Path], None], place: Path) -> Path:
    """Let something stand in the place of what is there now."""
    Removal().remove(place)
    what(place)
    return place


def names(library) -> list[str]:
    return [person.name for person in people.people(library.catalog)]


def rename(folder: Path, name: str) -> list[Message]:
    """Open a library, edit it and close it; returns what its user was told."""
    told: list[Message] = []
    with open_library(folder, tell=told.append) as library:
        edits.rename_person(library, people.people(library.catalog)[0].id, name)
        space_of(library)
    return told


# ---------------------------------------------------------------- folders of the library
@pytest.mark.parametrize("what", [pipe, file, link_to_nothing, link_to_itself])
def test_what_stands_in_the_place_of_backups_is_named_and_taken_away_there_are_backups(named, what):
    place = put(what, named / "backups")
    told = rename(named, "Anna Keller")
    assert {message.code for message in told} == {FindingCode.NO_BACKUP_MADE}
    why = told[0].fields["why"]
    assert isinstance(why, Message)
    expected = ProblemCode.BACKUPS_FOLDER_IS_A_LINK if place.is_symlink() else ProblemCode.PLACE_TAKEN
    assert why.code is expected and str(place) in str(why)
    with open_library(named) as library:
        assert why in [finding.message for finding in maintenance.check(library).findings]
    place.unlink()
    assert rename(named, "Anna Maria") == []
    assert backups.backups(named)


def test_a_file_in_the_place_of_the_index_is_named_and_taken_away_all_goes_on(named):
    place = put(file, named / "index")
    told = rename(named, "Anna Keller")
    assert told == [Message(FindingCode.INDEX_PLACE_TAKEN, file=place)]
    with open_library(named) as library:
        assert len(space_of(library)) == 8 and names(library) == ["Anna Keller"]
        found = [finding.message.code for finding in maintenance.check(library).findings]
        assert FindingCode.INDEX_PLACE_TAKEN in found
    assert place.read_text() == "mine"
    place.unlink()
    with open_library(named) as library:
        assert len(space_of(library)) == 8 and names(library) == ["Anna Keller"]
        assert maintenance.check(library).findings == ()


def test_a_file_in_the_place_of_the_index_of_a_pack_stops_nothing_either(named):
    with open_library(named) as library:
        delete_index(library)
        place = named / "index" / folder_name(packs.pack_id(library))
    place.parent.mkdir(exist_ok=True)
    put(file, place)
    assert rename(named, "Anna Keller") == [Message(FindingCode.INDEX_PLACE_TAKEN, file=place)]
    with open_library(named) as library:
        assert len(space_of(library)) == 8
    assert place.read_text() == "mine"


def test_a_folder_in_the_place_of_the_manifest_of_the_index_stops_nothing_either(named):
    with open_library(named) as library:
        place = named / "index" / manifest_file(packs.pack_id(library))
    put(folder_of_somebody, place)
    assert rename(named, "Anna Keller") == [Message(FindingCode.INDEX_PLACE_TAKEN, file=place)]
    with open_library(named) as library:
        assert len(space_of(library)) == 8
        found = [finding.message for finding in maintenance.check(library).findings]
        assert Message(FindingCode.INDEX_PLACE_TAKEN, file=place) in found
    assert (place / "thesis.txt").read_text() == "mine"


def test_what_is_wrong_at_the_beginning_and_at_the_end_is_said_once(named):
    put(file, named / "backups")
    assert [message.code for message in rename(named, "Anna Keller")] == [FindingCode.NO_BACKUP_MADE]


def test_a_library_that_shows_nobody_what_lies_in_it_is_not_taken_for_none(named):
    for place in named.parents[:4]:
        place.chmod(place.stat().st_mode | 0o011)
    with closed_to_us(named), refused(LibraryReadOnly, ProblemCode.PLACE_CLOSED, file=named.name):
        require_library(named)
    with closed_to_us(named), refused(LibraryReadOnly, ProblemCode.PLACE_CLOSED, file=named.name):
        Library(named, edit=False)
    with open_library(named, edit=False) as library:
        assert names(library) == ["Anna"]


@pytest.mark.parametrize("name", ["index", "backups"])
def test_a_folder_that_is_closed_is_named_instead_of_the_whole_library(named, monkeypatch, name):
    """Whoever runs the tests may be allowed everything, so the system is asked in another's place."""
    closed = named / name
    refusing = PermissionError(13, "Permission denied", str(closed / "starter" / "manifest.json"))
    monkeypatch.setattr(faults.os, "access", lambda path, _mode: Path(path) != closed)
    with refused(LibraryReadOnly, ProblemCode.PLACE_CLOSED, file=name), faults.disk_faults(named):
        raise refusing


def test_a_library_behind_a_link_to_a_disk_that_is_away_is_not_said_to_be_a_file(tmp_path):
    (tmp_path / "library").symlink_to(tmp_path / "disk" / "library")
    with refused(LibraryProblem, ProblemCode.NO_SUCH_FOLDER, folder="library"):
        open_library(tmp_path / "library")
    assert not (tmp_path / "disk").exists()


def test_a_backup_that_is_chosen_is_kept_only_in_the_librarys_own_folder(named, tmp_path):
    chosen = shutil.copy(backups.backups(named)[0], tmp_path / "chosen.sqlite")
    (tmp_path / "away").mkdir()
    Removal().remove(named / "backups")
    (named / "backups").symlink_to(tmp_path / "away")
    with refused(LibraryProblem, ProblemCode.BACKUPS_FOLDER_IS_A_LINK, folder="backups"):
        restoring.keep_through_closing(named, chosen)
    assert list((tmp_path / "away").iterdir()) == []


# ---------------------------------------------------------------- derived files
@pytest.mark.parametrize("name", DERIVED_FILES.values())
@pytest.mark.parametrize("what", [pipe, folder, link_to_nothing, link_to_itself])
def test_what_can_go_in_the_place_of_a_derived_file_is_dropped_with_a_line(family, named, name, what):
    place = put(what, named / name)
    is_link = place.is_symlink()
    family.library, told = None, []
    family.library = open_library(named, tell=told.append)
    dropped = FindingCode.DERIVED_LINK_DROPPED if is_link else FindingCode.DERIVED_FILE_DROPPED
    assert [(message.code, message.fields["file"]) for message in told] == [(dropped, str(place))]
    family.scan()
    assert maintenance.check(family.library).findings == () and names(family.library) == ["Anna"]


@pytest.mark.parametrize("name", DERIVED_FILES.values())
@pytest.mark.parametrize("beside", ["", "-wal"])
def test_a_folder_of_somebodys_in_the_place_of_a_derived_file_has_one_remedy_which_works(family, named, name, beside):
    place = put(folder_of_somebody, named / (name + beside))
    told: list[Message] = []
    with open_library(named, edit=False, tell=told.append) as reader:
        assert names(reader) == ["Anna"]
    with refused(LibraryProblem, ProblemCode.DERIVED_FILE_IN_THE_WAY, file=place.name) as caught:
        open_library(named)
    assert told == [caught.value.message], "whoever reads and whoever edits hear the same"
    elsewhere = place.rename(named.parent / "moved elsewhere")
    family.library = open_library(named)
    family.scan()
    assert maintenance.check(family.library).findings == ()
    assert (elsewhere / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("name", DERIVED_FILES.values())
@pytest.mark.parametrize("lead", [os.symlink, os.link])
@pytest.mark.parametrize("beside", ["", "-wal"])
def test_nothing_is_written_where_a_derived_file_leads(named, tmp_path, name, lead, beside):
    """As into another library, or a snapshot of this one."""
    other = tmp_path / "elsewhere.sqlite"
    shutil.copy(named / name, other)
    before = other.read_bytes()
    Removal().remove(named / (name + beside))
    lead(other, named / (name + beside))
    told = rename(named, "Anna Keller")
    assert FindingCode.DERIVED_LINK_DROPPED in {message.code for message in told}
    assert other.read_bytes() == before and [path.name for path in tmp_path.glob("elsewhere*")] == [other.name]


@pytest.mark.parametrize("name", DERIVED_FILES.values())
def test_a_backup_that_is_in_place_is_said_to_be_whatever_lies_among_the_derived_files(named, name):
    put(folder_of_somebody, named / name)
    (named / CATALOG_FILE).unlink()
    done = restoring.restore(named)
    assert done.backup.facts is not None and done.backup.facts.people == 1
    assert not (named / "index").exists(), "an index may know faces that the backup does not"


# ---------------------------------------------------------------- the catalogue
@pytest.mark.parametrize("lead", [os.symlink, os.link])
def test_a_catalogue_that_leads_elsewhere_is_read_and_not_changed_and_a_copy_mends_it(named, tmp_path, lead):
    """Two libraries with one catalogue have two locks; and a snapshot made of links would change with the library."""
    other = tmp_path / "snapshot.sqlite"
    shutil.move(named / CATALOG_FILE, other)
    lead(other, named / CATALOG_FILE)
    before = other.read_bytes()
    with open_library(named, edit=False) as reader:
        assert names(reader) == ["Anna"]
    with refused(LibraryProblem, ProblemCode.DATABASE_LEADS_ELSEWHERE, file=CATALOG_FILE):
        rename(named, "Anna Keller")
    (named / CATALOG_FILE).unlink()
    shutil.copy(other, named / CATALOG_FILE)
    rename(named, "Anna Keller")
    assert other.read_bytes() == before


@pytest.mark.parametrize("lead", [os.symlink, os.link])
def test_a_log_of_the_catalogue_that_leads_elsewhere_is_named_and_not_written(named, tmp_path, lead):
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("mine")
    lead(thesis, named / f"{CATALOG_FILE}-wal")
    with refused(LibraryProblem, ProblemCode.DATABASE_LEADS_ELSEWHERE, file=f"{CATALOG_FILE}-wal"):
        rename(named, "Anna Keller")
    assert thesis.read_text() == "mine"


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("name", [CATALOG_FILE, *DERIVED_FILES.values()])
def test_no_database_is_begun_where_a_link_leads_to_nothing(tmp_path, name, shared):
    """Also not by the helper, which takes nothing away: its window did, or the link came since."""
    (tmp_path / "library").mkdir()
    link_to_nothing(tmp_path / "library" / name)
    (tmp_path / "away").mkdir()
    with suppress(LibraryProblem):
        Library(tmp_path / "library", shared=shared).close()
    assert list((tmp_path / "away").iterdir()) == []


def test_a_catalogue_lost_behind_a_link_is_said_to_be_lost(named):
    """Whoever edits is told what whoever reads is: that there are backups."""
    put(link_to_nothing, named / CATALOG_FILE)
    for edit in (False, True):
        with refused(LibraryDamaged, ProblemCode.CATALOG_LOST):
            open_library(named, edit=edit)


def test_a_number_that_is_damage_is_not_counted_on_behind(named):
    """No row would get another one: SQLite says then that the disk is full."""
    with closing(sqlite3.connect(named / CATALOG_FILE, isolation_level=None)) as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 9223372036854775807")
    restoring.restore(named)
    with open_library(named) as library, journal.edit(library.catalog, EditFacts(EditKind.NAMED)):
        people.insert_person(library.catalog.connection, "Ben")


@pytest.mark.parametrize("what", [pipe, folder, folder_of_somebody])
def test_what_is_no_file_in_the_catalogues_place_is_named_and_moved_away_a_backup_comes_back(named, what):
    place = put(what, named / CATALOG_FILE)
    for edit in (False, True):
        with refused(LibraryDamaged, ProblemCode.DATABASE_IS_NO_FILE, file=CATALOG_FILE):
            open_library(named, edit=edit)
    with refused(LibraryDamaged, ProblemCode.DATABASE_IS_NO_FILE, file=CATALOG_FILE):
        require_library(named)
    place.rename(named.parent / "moved elsewhere")
    restoring.restore(named)
    with open_library(named) as library:
        assert names(library) == ["Anna"]
