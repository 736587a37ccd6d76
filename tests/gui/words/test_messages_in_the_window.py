"""Problems are told in the window's language, with what to click; a damaged catalogue offers its backup."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from faceorg.catalog import people
from faceorg.errors import LibraryDamaged, LibraryProblem, NotFound, PhotoProblem
from faceorg.formats import format_of_file
from faceorg.gui import app
from faceorg.gui.session.session import Session
from faceorg.gui.window import cannot_open
from faceorg.gui.window.cannot_open import CannotOpenDialog, backup_wanted
from faceorg.gui.words.i18n import install_translators
from faceorg.gui.words.messages import say_message
from faceorg.images.decode import decode_photo
from faceorg.library.opening import backups, history
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import edits
from faceorg.library.scanning import ingest
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.messages.message import Message
from faceorg.vision.packs.installed import survey_packs


@pytest.fixture
def german(qapp):
    installed = install_translators(qapp, QLocale("de_DE"))
    yield
    for translator in installed:
        qapp.removeTranslator(translator)


def problem_of(kind: type[LibraryProblem], act) -> Message:
    with pytest.raises(kind) as raised:
        act()
    return raised.value.message


def test_an_empty_photo_is_told_in_german(german, tmp_path: Path) -> None:
    photo = tmp_path / "leer.jpg"
    photo.write_bytes(b"")
    told = say_message(problem_of(PhotoProblem, lambda: format_of_file(photo)))
    assert told == "leer.jpg ist leer: Die Datei enthält keine Daten; hole sie aus einer Sicherung zurück."


def test_a_folder_that_is_away_is_told_in_german(german, library, tmp_path: Path) -> None:
    away = tmp_path / "away"
    told = say_message(problem_of(LibraryProblem, lambda: ingest.scan(library, [away])))
    assert told == f"Der Ordner {away} existiert nicht, oder sein Datenträger ist nicht angeschlossen."


def test_an_empty_name_is_told_in_german(german, library, person_of) -> None:
    told = say_message(problem_of(LibraryProblem, lambda: edits.name_faces(library, person_of("penny"), " ")))
    assert told == "Ein Name kann nicht leer sein; gib den Namen der Person ein."


def test_a_damaged_photo_is_told_with_its_reason_in_german(german, tmp_path: Path) -> None:
    photo = tmp_path / "kaputt.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + b"rubbish" * 50)
    told = say_message(problem_of(PhotoProblem, lambda: decode_photo(photo)))
    assert told.startswith("kaputt.jpg ist beschädigt oder unvollständig (jpeg: ")


def test_a_broken_pack_says_why_in_german(german, more_packs, monkeypatch) -> None:
    monkeypatch.setenv("FACEORG_PACKS", str(more_packs.folder))
    told = [say_message(broken.reason) for broken in survey_packs(None).broken]
    folder = more_packs.folder / more_packs.half
    wanted = f"{folder.absolute()} ist kein vollständiges Paket: Unter den ONNX-Dateien fehlt: Netz zum Wiedererkennen"
    assert wanted in told


def test_the_window_says_what_to_do_here_and_not_which_command_to_type(qapp) -> None:
    gone = Message(ProblemCode.GROUP_HAS_NO_UNNAMED_FACES, group_id=7)
    assert str(gone) == "Group 7 has no unnamed faces left; `faceorg clusters` lists the others."
    assert say_message(gone) == "Every face of this group has a name by now, or was left out."


# ---------------------------------------------------------------- a library that does not open
def in_the_dialog(click: str) -> list[str]:
    """Have the dialog that opens next say what can be chosen in it, and click a button of it."""
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, CannotOpenDialog):  # not open yet
            QTimer.singleShot(20, answer)
            return
        seen.extend(dialog.backups.itemText(place) for place in range(dialog.backups.count()))
        next(found for found in dialog.findChildren(QPushButton) if found.text() == click).click()

    QTimer.singleShot(0, answer)
    return seen


DAMAGED = LibraryDamaged(ProblemCode.CATALOG_DAMAGED, folder="/x")


def test_a_damaged_catalogue_offers_its_backups_with_what_they_hold(qapp, english, library, person_of) -> None:
    edits.name_faces(library, person_of("penny"), "Penny")
    file = backups.back_up(library)
    seen = in_the_dialog("Put this backup back")
    assert backup_wanted(DAMAGED, library.folder) == file
    assert any("People: 1," in text and "decisions: 1" in text for text in seen)
    in_the_dialog("Close")
    assert backup_wanted(DAMAGED, library.folder) is None


def test_a_wanted_backup_is_put_back_and_the_window_opens(qapp, library, person_of, monkeypatch) -> None:
    edits.name_faces(library, person_of("penny"), "Penny")
    folder = library.folder
    backups.back_up(library)
    library.close()
    (folder / "catalog.sqlite").write_bytes(b"rubbish" * 1000)
    for leftover in folder.glob("catalog.sqlite-*"):
        leftover.unlink()
    asked, opened, said = [], [], []

    def show(_app: object, session: Session, _folder: object, told: list[Message]) -> tuple[int, None]:
        said.extend(message.code for message in told)
        told.clear()
        with session.library:
            opened.extend(person.name for person in people.people(session.library.catalog))
        return 0, None

    monkeypatch.setattr(app, "make_application", lambda _language: qapp)
    wanted = backups.backups(folder)[0]
    monkeypatch.setattr(cannot_open, "backup_wanted", lambda problem, *_rest: asked.append(problem.code) or wanted)
    monkeypatch.setattr(app, "show_window", show)
    assert app.main(None, folder) == 0
    assert asked == [ProblemCode.CATALOG_DAMAGED]
    assert opened == ["Penny"]
    assert said == [FindingCode.PUT_BACK, FindingCode.PUT_ASIDE]


def test_a_library_that_cannot_say_its_history_is_told_as_one_that_does_not_open(
    qapp, library, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, asked = library.folder, []
    library.close()

    def fail(_library: object) -> None:
        raise DAMAGED

    monkeypatch.setattr(app, "make_application", lambda _language: qapp)
    monkeypatch.setattr(history, "next_steps", fail)
    monkeypatch.setattr(cannot_open, "backup_wanted", lambda problem, *_rest: asked.append(problem.code))
    assert app.main(None, folder) == 1
    assert asked == [DAMAGED.code]
    with open_library(folder) as again:  # nobody has it open any more
        assert again.edits


def test_what_an_edit_changed_is_told_though_the_history_cannot_be_read(
    qtbot, window, library, person_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    window.session.changed.connect(lambda changes, _edited: told.append(changes))

    def fail(_library: object) -> None:
        raise DAMAGED

    with monkeypatch.context() as patch, qtbot.waitSignal(window.session.runner.problem_reported) as caught:
        patch.setattr(history, "next_steps", fail)
        window.session.edit(lambda opened: edits.name_faces(opened, person_of("penny"), "Penny"))
    assert caught.args == [DAMAGED.message]
    assert told[0].faces == set(person_of("penny"))


def test_nothing_is_offered_where_a_backup_would_not_help(qapp, library, person_of, tmp_path) -> None:
    edits.name_faces(library, person_of("penny"), "Penny")
    backups.back_up(library)
    no_help = NotFound(ProblemCode.NO_SOUND_BACKUP, folder="/x")
    derived = LibraryDamaged(ProblemCode.DERIVED_FILE_DAMAGED, folder="/x", file="thumbnails.sqlite")
    for problem, folder in ((no_help, library.folder), (derived, library.folder), (DAMAGED, tmp_path / "none")):
        seen = in_the_dialog("Close")
        assert backup_wanted(problem, folder) is None
        assert seen == []
