"""Problems are told in the window's language, with what to click; a damaged catalogue offers its backup."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from faceorg.catalog import people
from faceorg.errors import LibraryDamaged, LibraryProblem, NotFound, PhotoProblem
from faceorg.formats import format_of_file
from faceorg.gui import app
from faceorg.gui.app import wants_backup
from faceorg.gui.session.session import Session
from faceorg.gui.words.i18n import install_translators
from faceorg.gui.words.messages import say_message
from faceorg.images.decode import decode_photo
from faceorg.library.opening.backups import back_up
from faceorg.library.people import edits
from faceorg.library.scanning import ingest
from faceorg.messages.codes import ProblemCode
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


def test_a_broken_pack_says_why_in_german(german, shared: Path, monkeypatch) -> None:
    monkeypatch.setenv("FACEORG_PACKS", str(shared / "models"))
    told = [say_message(broken.reason) for broken in survey_packs(None).broken]
    folder = shared / "models" / "opencv"
    wanted = f"{folder.absolute()} ist kein vollständiges Paket: Unter den ONNX-Dateien fehlt: Netz zum Wiedererkennen"
    assert wanted in told


def test_the_window_says_what_to_do_here_and_not_which_command_to_type(qapp) -> None:
    gone = Message(ProblemCode.GROUP_HAS_NO_UNNAMED_FACES, group_id=7)
    assert str(gone) == "Group 7 has no unnamed faces left; `faceorg clusters` lists the others."
    assert say_message(gone) == "Every face of this group has a name by now, or was left out."


# ---------------------------------------------------------------- a library that does not open
def buttons_of_the_box(click: str | None) -> list[str]:
    """Have the box that opens next say which buttons it has, and click one of them or close it."""
    seen: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):  # not open yet
            QTimer.singleShot(20, answer)
            return
        seen.extend(button.text().replace("&", "") for button in box.buttons())
        named = [button for button in box.buttons() if button.text() == click]
        (named[0] if named else box.button(QMessageBox.StandardButton.Close)).click()

    QTimer.singleShot(0, answer)
    return seen


def test_a_damaged_catalogue_offers_its_newest_backup(qapp) -> None:
    damaged = LibraryDamaged(ProblemCode.CATALOG_DAMAGED, folder="/x")
    buttons_of_the_box("Put the newest backup back")
    assert wants_backup(damaged) is True
    buttons_of_the_box(None)
    assert wants_backup(damaged) is False


def test_a_wanted_backup_is_put_back_and_the_window_opens(qapp, library, person_of, monkeypatch) -> None:
    edits.name_faces(library, person_of("penny"), "Penny")
    folder = library.folder
    back_up(library)
    library.close()
    (folder / "catalog.sqlite").write_bytes(b"rubbish" * 1000)
    for leftover in folder.glob("catalog.sqlite-*"):
        leftover.unlink()
    asked, opened = [], []

    def show(_app: object, session: Session, _folder: object) -> tuple[int, None]:
        with session.library:
            opened.extend(person.name for person in people.people(session.library.catalog))
        return 0, None

    monkeypatch.setattr(app, "make_application", lambda _language: qapp)
    monkeypatch.setattr(app, "wants_backup", lambda problem: asked.append(problem.code) or True)
    monkeypatch.setattr(app, "show_window", show)
    assert app.main(None, folder) == 0
    assert asked == [ProblemCode.CATALOG_DAMAGED]
    assert opened == ["Penny"]


def test_nothing_is_offered_where_a_backup_would_not_help(qapp) -> None:
    seen = buttons_of_the_box(None)
    assert wants_backup(NotFound(ProblemCode.NO_SOUND_BACKUP, folder="/x")) is False
    assert "Put the newest backup back" not in seen and len(seen) == 1
    buttons_of_the_box(None)
    assert wants_backup(LibraryDamaged(ProblemCode.CATALOG_OF_ANOTHER_PROGRAM)) is False
