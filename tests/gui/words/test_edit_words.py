"""Edits in words: every kind, on the command line and in the window, in English and in German."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from faceorg.catalog.journal import journal
from faceorg.catalog.storage.connection import CATALOG_FILE, Catalog
from faceorg.cli.edit_words import edited_in_words, in_words
from faceorg.domain import IgnoreReason, PersonId
from faceorg.edits import Changes, EditFacts, EditKind, NamedPerson, Replayed
from faceorg.gui.words.edit_words import say_edit, say_edited
from faceorg.gui.words.i18n import install_translators
from faceorg.library.opening.library import Edited

OLD = Path(__file__).parents[2] / "catalog" / "old_catalogue_3.sqlite"
ANNA, BEN, CLEO = (NamedPerson(PersonId(number), name) for number, name in ((1, "Anna"), (2, "Ben"), (3, "Cleo")))
STRANGER, NOT_A_FACE = IgnoreReason.STRANGER, IgnoreReason.NOT_A_FACE
BORN = date(1985, 12, 2)
# An edit; what the command line says, the window in English, the window in German.
TOLD = [
    (
        EditFacts(EditKind.NAMED, (ANNA,), faces=1),
        "Named 1 face Anna",
        "Named 1 face Anna",
        "1 Gesicht Anna genannt",
    ),
    (
        EditFacts(EditKind.NAMED, (ANNA,), faces=12_345),
        "Named 12,345 faces Anna",
        "Named 12,345 faces Anna",
        "12.345 Gesichter Anna genannt",
    ),
    (
        EditFacts(EditKind.RENAMED, (BEN, NamedPerson(BEN.id, "Benny"))),
        "Renamed Ben to Benny",
        "Renamed Ben to Benny",
        "Ben in Benny umbenannt",
    ),
    (
        EditFacts(EditKind.CONFIRMED, faces=2),
        "Confirmed 2 faces",
        "Confirmed 2 faces",
        "2 Gesichter bestätigt",
    ),
    (
        EditFacts(EditKind.UNNAMED, faces=2),
        "Took the name off 2 faces",
        "Took the name off 2 faces",
        "2 Gesichter den Namen genommen",
    ),
    (
        EditFacts(EditKind.MERGED, (ANNA, BEN, CLEO), faces=2),
        "Merged Ben and Cleo into Anna (2 faces)",
        "Merged Ben and Cleo into Anna (2 faces)",
        "Ben und Cleo mit Anna zusammengelegt (2 Gesichter)",
    ),
    (
        EditFacts(EditKind.PERSON_REMOVED, (ANNA,)),
        "Removed the person Anna",
        "Removed the person Anna",
        "Person Anna entfernt",
    ),
    (
        EditFacts(EditKind.KEPT_APART, (ANNA, BEN)),
        "Keep Anna and Ben apart",
        "Keep Anna and Ben apart",
        "Anna und Ben getrennt",
    ),
    (EditFacts(EditKind.HIDDEN, (ANNA,)), "Hid Anna", "Hid Anna", "Anna verborgen"),
    (EditFacts(EditKind.SHOWN, (ANNA,)), "Showed Anna", "Showed Anna", "Anna wieder gezeigt"),
    (
        EditFacts(EditKind.NAMED, (ANNA, BEN), faces=2),
        "Moved 2 faces from Ben to Anna",
        "Moved 2 faces from Ben to Anna",
        "2 Gesichter von Ben zu Anna verschoben",
    ),
    (
        EditFacts(EditKind.FAVOURED, (ANNA,)),
        "Made Anna a favourite",
        "Made Anna a favourite",
        "Anna zum Favoriten gemacht",
    ),
    (
        EditFacts(EditKind.NOT_FAVOURED, (ANNA,)),
        "Anna: no favourite any more",
        "Anna: no favourite any more",
        "Anna: kein Favorit mehr",
    ),
    (
        EditFacts(EditKind.COVER_CHOSEN, (ANNA,)),
        "Chose a cover for Anna",
        "Chose a cover for Anna",
        "Titelbild für Anna gewählt",
    ),
    (
        EditFacts(EditKind.BIRTH_DATE, (ANNA,), day=BORN),
        "Set Anna's birth date to 1985-12-02",
        "Set the birth date of Anna to Dec 2, 1985",
        "Geburtsdatum von Anna auf 2. Dez. 1985 gesetzt",
    ),
    (
        EditFacts(EditKind.BIRTH_DATE, (ANNA,)),
        "Cleared Anna's birth date",
        "Cleared the birth date of Anna",
        "Geburtsdatum von Anna gelöscht",
    ),
    (
        EditFacts(EditKind.DATED, photos=2, day=date(1974, 6, 1), last_day=date(1974, 8, 31)),
        "Dated 2 photos 1974-06-01 to 1974-08-31",
        "Dated 2 photos: summer 1974",
        "2 Fotos datiert: Sommer 1974",
    ),
    (
        EditFacts(EditKind.DATED, photos=1, file="a.jpg", day=date(1974, 1, 1), last_day=date(1974, 12, 31)),
        "Dated a.jpg 1974-01-01 to 1974-12-31",
        "Dated a.jpg: 1974",
        "a.jpg datiert: 1974",
    ),
    (
        EditFacts(EditKind.DATED, photos=1, file="a.jpg"),
        "Took your date off a.jpg",
        "Took your date off a.jpg",
        "Dein Datum von a.jpg genommen",
    ),
    (
        EditFacts(EditKind.TURNED, photos=1, file="a.jpg", quarters=1),
        "Turned a.jpg to the right",
        "Turned a.jpg to the right",
        "a.jpg nach rechts gedreht",
    ),
    (
        EditFacts(EditKind.TURNED, photos=2, quarters=3),
        "Turned 2 photos to the left",
        "Turned 2 photos to the left",
        "2 Fotos nach links gedreht",
    ),
    (
        EditFacts(EditKind.TURNED, photos=2, quarters=2),
        "Turned 2 photos by 180°",
        "Turned 2 photos by 180°",
        "2 Fotos um 180° gedreht",
    ),
    (
        EditFacts(EditKind.TURNED, photos=2),
        "Turned 2 photos upright",
        "Turned 2 photos upright",
        "2 Fotos aufrecht gedreht",
    ),
    (
        EditFacts(EditKind.LIES_RIGHT, photos=2),
        "2 photos lie as they should",
        "2 photos: not turned",
        "2 Fotos: nicht gedreht",
    ),
    (
        EditFacts(EditKind.REJECTED, (ANNA,), faces=1),
        "1 face is not Anna",
        "1 face: not Anna",
        "1 Gesicht: nicht Anna",
    ),
    (
        EditFacts(EditKind.REJECTED, (ANNA,), faces=2),
        "2 faces are not Anna",
        "2 faces: not Anna",
        "2 Gesichter: nicht Anna",
    ),
    (
        EditFacts(EditKind.IGNORED, faces=2, reason=STRANGER),
        "Ignored 2 faces (a stranger)",
        "Put 2 faces aside (strangers)",
        "2 Gesichter beiseitegelegt (fremd)",
    ),
    (
        EditFacts(EditKind.IGNORED, faces=1, reason=NOT_A_FACE),
        "Ignored 1 face (not a face)",
        "Put 1 face aside (not a face)",
        "1 Gesicht beiseitegelegt (kein Gesicht)",
    ),
    (
        EditFacts(EditKind.BROUGHT_BACK, faces=2),
        "Brought 2 faces back",
        "Brought 2 faces back",
        "2 Gesichter zurückgeholt",
    ),
    (EditFacts(EditKind.SPLIT_OFF, faces=2), "Split off 2 faces", "Split off 2 faces", "2 Gesichter abgetrennt"),
    (
        EditFacts(EditKind.SPLIT_OFF, (BEN,), faces=2),
        "Split off 2 faces as Ben",
        "Split off 2 faces as Ben",
        "2 Gesichter als Ben abgetrennt",
    ),
    (
        EditFacts(EditKind.GROUPS_JOINED, faces=12, groups=3),
        "Made 3 groups one (12 faces)",
        "Made 3 groups one (12 faces)",
        "3 Gruppen zu einer gemacht (12 Gesichter)",
    ),
    (
        EditFacts(EditKind.PERSON_SPLIT, (ANNA,), groups=3),
        "Split Anna into 3 groups",
        "Split Anna into 3 groups",
        "Anna in 3 Gruppen geteilt",
    ),
    (
        EditFacts(EditKind.FACE_DRAWN, (ANNA,), file="a.jpg"),
        "Drew a face of Anna in a.jpg",
        "Drew a face of Anna in a.jpg",
        "Gesicht von Anna in a.jpg eingezeichnet",
    ),
    (
        EditFacts(EditKind.FACE_DRAWN, file="a.jpg"),
        "Drew a face in a.jpg",
        "Drew a face in a.jpg",
        "Gesicht in a.jpg eingezeichnet",
    ),
    (EditFacts(EditKind.FACE_MOVED), "Moved a face", "Moved a face", "Gesicht verschoben"),
    (
        EditFacts(EditKind.DRAWN_FACE_REMOVED),
        "Removed a drawn face",
        "Removed a drawn face",
        "Eingezeichnetes Gesicht entfernt",
    ),
    (
        EditFacts(EditKind.SORTED, (ANNA,), right=2, wrong=1),
        "Sorted 3 faces: 2 Anna, 1 not",
        "Sorted 3 faces: 2 Anna, 1 not",
        "3 Gesichter sortiert: 2 Anna, 1 nicht",
    ),
    (
        EditFacts(EditKind.SORTED, right=2, wrong=1),
        "Sorted 3 faces: 2 as suggested, 1 not",
        "Sorted 3 faces: 2 as suggested, 1 not",
        "3 Gesichter sortiert: 2 wie vorgeschlagen, 1 nicht",
    ),
    (
        EditFacts(EditKind.NAMES_IMPORTED, faces=2),
        "Imported names of 2 faces from files",
        "Imported the names of 2 faces from files",
        "Namen für 2 Gesichter aus Dateien übernommen",
    ),
    (
        EditFacts(EditKind.DECISIONS_IMPORTED, file="d.json"),
        "Imported decisions from d.json",
        "Imported decisions from d.json",
        "Entscheidungen aus d.json übernommen",
    ),
    (
        EditFacts(EditKind.PICTURES_PARTED, photos=1, file="IMG_2042.jpg"),
        "IMG_2042.jpg is not the same picture",
        "IMG_2042.jpg: not the same picture",
        "IMG_2042.jpg: nicht das gleiche Bild",
    ),
    (
        EditFacts(EditKind.PICTURES_PARTED, photos=3),
        "3 photos are not the same picture",
        "3 photos: not the same picture",
        "3 Fotos: nicht das gleiche Bild",
    ),
    (EditFacts(EditKind.OTHER, text="Turned a photo"), "Turned a photo", "Turned a photo", "Turned a photo"),
]
# The history of the stored old library as the window of its release said it in German, oldest first; only where that
# one took a sentence apart wrongly, or left a word in English ("and", "as suggested"), it is right today.
OLD_IN_GERMAN = [
    "6 Gesichter Anna genannt",
    "2 Gesichter Ben and Jerry genannt",
    "1 Gesicht Ben and Jerry genannt",
    "2 Gesichter Tim to Tom genannt",
    "1 Gesicht Ben genannt",
    "1 Gesicht Benny into the wild genannt",
    "Tim to Tom in Cleo in Paris to stay umbenannt",
    "Anna in Anna O'Neil umbenannt",
    "2 Gesichter bestätigt",
    "1 Gesicht den Namen genommen",
    "Cleo in Paris to stay und Anna O'Neil getrennt",
    "Ben und Benny into the wild mit Ben and Jerry zusammengelegt (2 Gesichter)",
    "Cleo in Paris to stay verborgen",
    "Cleo in Paris to stay wieder gezeigt",
    "Titelbild für Anna O'Neil gewählt",
    "Geburtsdatum von Anna O'Neil auf 2. Dez. 1985 gesetzt",
    "Geburtsdatum von Cleo in Paris to stay auf 31. Jan. 1990 gesetzt",
    "Geburtsdatum von Cleo in Paris to stay gelöscht",
    "1 Gesicht: nicht Anna O'Neil",
    "2 Gesichter: nicht Cleo in Paris to stay",
    "2 Gesichter beiseitegelegt (fremd)",
    "1 Gesicht beiseitegelegt (kein Gesicht)",
    "1 Gesicht zurückgeholt",
    "1 Gesicht abgetrennt",
    "2 Gesichter als Amy as herself abgetrennt",
    "Ben and Jerry in 3 Gruppen geteilt",
    "2 Gesichter sortiert: 1 Anna O'Neil, 1 nicht",
    "2 Gesichter sortiert: 1 wie vorgeschlagen, 1 nicht",
    "Gesicht von Bert in a hat in both of us in a boat.png eingezeichnet",
    "Gesicht in both of us in a boat.png eingezeichnet",
    "Gesicht verschoben",
    "Eingezeichnetes Gesicht entfernt",
    "Namen für 3 Gesichter aus Dateien übernommen",
    "Entscheidungen aus decisions from 2019.json übernommen",
    "2 Gesichter Émile 🎉 genannt",
    "Émile 🎉 in Emil umbenannt",
    "Ben and Jerry und Emil getrennt",
    "Person Anna O'Neil entfernt",
    "Emil mit Cleo in Paris to stay zusammengelegt (2 Gesichter)",
]


@pytest.fixture
def english(qapp) -> Iterator[None]:
    yield from speaking(qapp, QLocale("en_US"))


@pytest.fixture
def german(qapp) -> Iterator[None]:
    yield from speaking(qapp, QLocale("de_DE"))


def speaking(app: QCoreApplication, locale: QLocale) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(locale)
    installed = install_translators(app, locale)
    yield
    for translator in installed:
        QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(before)


def test_every_kind_is_told_here():
    assert {facts.kind for facts, *_said in TOLD} == set(EditKind)


def test_the_command_line_tells_every_kind_in_english():
    assert [in_words(facts) for facts, *_said in TOLD] == [line for _facts, line, _english, _german in TOLD]


def test_the_window_tells_every_kind_in_english(english):
    assert [say_edit(facts) for facts, *_said in TOLD] == [told for _facts, _line, told, _german in TOLD]


def test_the_window_tells_every_kind_in_german(german):
    assert [say_edit(facts) for facts, *_said in TOLD] == [told for _facts, _line, _english, told in TOLD]


def test_what_was_taken_back_or_done_again_says_so(german):
    made, undone, again = (
        Edited(EditFacts(EditKind.HIDDEN, (ANNA,)), Changes(), replayed=replayed)
        for replayed in (None, Replayed.UNDONE, Replayed.REDONE)
    )
    assert [edited_in_words(edit) for edit in (made, undone, again)] == [
        "Hid Anna",
        "Undone: Hid Anna",
        "Done again: Hid Anna",
    ]
    assert [say_edited(edit) for edit in (made, undone, again)] == [
        "Anna verborgen",
        "Zurückgenommen: Anna verborgen",
        "Wiederholt: Anna verborgen",
    ]


def test_the_history_of_an_old_library_reads_the_same_in_german(german, tmp_path: Path):
    shutil.copyfile(OLD, tmp_path / CATALOG_FILE)
    catalog = Catalog(tmp_path)
    assert [say_edit(edit.facts) for edit in reversed(journal.history(catalog))] == OLD_IN_GERMAN
    catalog.close()


def test_two_people_are_made_favourites_not_a_favourite(english) -> None:
    made, unmade = (EditFacts(kind, (ANNA, BEN)) for kind in (EditKind.FAVOURED, EditKind.NOT_FAVOURED))
    assert say_edit(made) == in_words(made) == "Made Anna and Ben favourites"
    assert say_edit(unmade) == in_words(unmade) == "Anna and Ben: no favourites any more"
