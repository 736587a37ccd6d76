"""How old_catalogue_3.sqlite beside this was made: a library of the release before edits were data (version 3).

Run by hand, never by the tests, with the code of that release; nothing of today's code is in the file:

    git worktree add --detach OLD 2a83e1b
    PYTHONPATH=OLD python tests/catalog/make_old_catalogue.py tests/catalog/old_catalogue_3.sqlite
    git worktree remove OLD

It scans 24 pictures of coloured noise (with the planned faces of that release's own tests/library/conftest.py), makes
every kind of edit once or more, with names that are hard to take apart again, takes the last five back, and prints the
history as that release's command line and its German window said it. Only catalog.sqlite is kept, closed and whole;
the folder of the pictures is called /pictures in it.
"""

# ruff: noqa: I001 (the old release's modules are not where today's are)
from __future__ import annotations

import sqlite3
import sys
import tempfile
from datetime import date
from pathlib import Path

# Of the old release: importable only with PYTHONPATH as above.
from faceorg.catalog import clusters, faces, photos
from faceorg.catalog.clusters import Derived
from faceorg.domain import Box, FaceId, IgnoreReason, PersonId
from faceorg.library import exchange, history, regions, review
from faceorg.library import people as verbs
from faceorg.library.library import Library
from faceorg.library.region_findings import Finding, ImportPreview, Outcome
from tests.library.conftest import Studio

BOX = Box(0.7, 0.1, 0.1, 0.1)


def faces_of(studio: Studio, who: str) -> list[FaceId]:
    """The detected faces of the pictures whose names begin with this."""
    catalog = studio.library.catalog
    found = [photo for photo in photos.all_photos(catalog) if photo.path.name.startswith(who)]
    return [face.id for photo in found for face in faces.faces_of_photo(catalog, photo.id)]


def take_pictures(studio: Studio) -> None:
    for who, count in (("anna", 6), ("ben", 5), ("cleo", 4), ("dora", 3), ("emil", 3)):
        for number in range(count):
            studio.take(f"{who}{number}.png", who)
    studio.take("both of us in a boat.png", "anna", "ben")
    for number in range(2):
        studio.take(f"stranger{number}.png", f"stranger {number}")
    studio.scan()


def decide(studio: Studio) -> None:
    library = studio.library
    anna, ben, cleo, dora, emil = (faces_of(studio, who) for who in ("anna", "ben", "cleo", "dora", "emil"))
    both, strangers = faces_of(studio, "both"), faces_of(studio, "stranger")
    group = next(found.id for found in clusters.clusters(library.catalog) if anna[0] in found.face_ids)
    one = person(verbs.name_cluster(library, group, "Anna", without=both[:1]))
    two = person(verbs.name_faces(library, ben[:2], "Ben and Jerry"))
    verbs.assign_faces(library, ben[2:3], two)
    three = person(verbs.name_faces(library, cleo[:2], "Tim to Tom"))
    four = person(verbs.name_faces(library, ben[3:4], "Ben"))
    five = person(verbs.name_faces(library, ben[4:5], "Benny into the wild"))
    verbs.rename_person(library, three, "Cleo in Paris to stay")
    verbs.rename_person(library, one, "Anna O'Neil")
    guessed = [Derived(face_id, two, 0.7, 0.2, 0.99) for face_id in (both[1], emil[1])]
    clusters.replace_derived(library.catalog, "automatic", guessed)
    verbs.confirm_faces(library, [both[1], emil[1]])
    verbs.unassign_faces(library, anna[:1])
    verbs.separate_people(library, three, one)
    verbs.merge_people(library, two, [four, five])
    verbs.hide_person(library, three)
    verbs.hide_person(library, three, hidden=False)
    verbs.set_cover(library, one, anna[2])
    verbs.set_birth_date(library, one, date(1985, 12, 2))
    verbs.set_birth_date(library, three, date(1990, 1, 31))
    verbs.set_birth_date(library, three, None)
    verbs.reject_faces(library, dora[:1], one)
    verbs.reject_faces(library, dora[:2], three)
    verbs.ignore_faces(library, strangers, IgnoreReason.STRANGER)
    verbs.ignore_faces(library, emil[2:3], IgnoreReason.NOT_A_FACE)
    verbs.unignore_faces(library, strangers[:1])
    verbs.split_faces(library, anna[3:4])
    verbs.split_faces(library, anna[4:6], "Amy as herself")
    verbs.split_person(library, two, [ben[:2], ben[2:4], ben[4:5]])
    ask(library, one, [anna[0]], [both[0]])
    ask_apart(library, {cleo[2]: three, cleo[3]: two})
    photo = next(photo.id for photo in photos.all_photos(library.catalog) if photo.path.name.startswith("both"))
    drawn = verbs.draw_face(library, photo, BOX, "Bert in a hat").faces[0]
    again = verbs.draw_face(library, photo, Box(0.1, 0.1, 0.1, 0.1)).faces[0]
    verbs.move_face(library, drawn, Box(0.7, 0.2, 0.1, 0.1))
    verbs.remove_face(library, again)
    import_names(library, dora)
    import_decisions(library)
    # ---------------------------------------------------------------- taken back below, and left so
    six = person(verbs.name_faces(library, emil[:2], "Émile \N{PARTY POPPER}"))
    verbs.rename_person(library, six, "Emil")
    verbs.separate_people(library, two, six)
    verbs.delete_person(library, one)
    verbs.merge_people(library, three, [six])
    for _ in range(5):
        assert history.undo(library) is not None


def person(made: object) -> PersonId:
    assert made.person_id is not None
    return made.person_id


def ask(library: Library, who: PersonId, right: list[FaceId], wrong: list[FaceId]) -> None:
    """Answer a strip about one person: some are, some are not."""
    asked = (*right, *wrong)
    question = review.Question(review.Kind.IS_THIS, asked, (0.9,) * len(asked), 1.0, who)
    review.sort_out(library, question, right, wrong)


def ask_apart(library: Library, people: dict[FaceId, PersonId]) -> None:
    """Answer a strip of which each face is somebody else: the first is not, the others are."""
    asked = tuple(people)
    question = review.Question(review.Kind.IS_THIS, asked, (0.9,) * len(asked), 1.0, people=tuple(people.values()))
    review.sort_out(library, question, asked[1:], asked[:1])


def import_names(library: Library, face_ids: list[FaceId]) -> None:
    found = [faces.face(library.catalog, face_id) for face_id in face_ids]
    findings = [
        Finding(face.photo_id, Path("/pictures/x.png"), "Dora", face.box, Outcome.NAME, face.id) for face in found
    ]
    regions.import_names(library, ImportPreview(3, tuple(findings), ("Dora",), ()))


def import_decisions(library: Library) -> None:
    """Import what another library knows: one more person."""
    document = exchange.export_decisions(library)
    document["people"].append({"id": 99, "name": "Frida from afar", "hidden": False, "born_on": None, "cover": None})
    exchange.import_decisions(library, document, "decisions from 2019.json")


def tell(library: Library) -> None:
    """Print the history as it was said, oldest first: English, German."""
    from faceorg.gui.edit_words import say
    from faceorg.gui.i18n import install_translators
    from PySide6.QtCore import QCoreApplication, QLocale

    app = QCoreApplication([])
    QLocale.setDefault(QLocale("de_DE"))
    install_translators(app, QLocale("de_DE"))
    for edit in reversed(history.history(library)):
        print(repr(("(undone) " if edit.undone else "") + edit.label), repr(say(edit.label)), sep="\t")


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        take_pictures(studio)
        decide(studio)
        tell(studio.library)
        studio.library.close()
        target.unlink(missing_ok=True)
        with sqlite3.connect(Path(folder) / "library" / "catalog.sqlite") as connection:
            for table in ("photos", "roots"):
                connection.execute(f"UPDATE {table} SET path = replace(path, ?, '/pictures')", (str(studio.photos),))
            connection.execute("DELETE FROM meta")  # what grouping remembers of embeddings that are not kept
            connection.commit()
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("VACUUM INTO ?", (str(target),))
        connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
