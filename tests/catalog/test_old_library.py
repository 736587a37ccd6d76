"""A library that the old code made (see make_old_catalogue.py) has the same people, groups and exports today.

What is written down here is what that code itself gave for the stored catalogue, run at commit 2a83e1b.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from faceorg.catalog import clusters, faces, people
from faceorg.catalog.storage.connection import CATALOG_FILE
from faceorg.library.exports.documents import read_document
from faceorg.library.exports.exchange import export_decisions
from faceorg.library.exports.face_table import export_faces
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library

OLD = Path(__file__).with_name("old_catalogue_3.sqlite")
FACES_OF = {
    "Amy as herself": [5, 6],
    "Anna O'Neil": [1, 2, 3],
    "Ben and Jerry": [7, 8, 13, 17, 22],
    "Bert in a hat": [26],
    "Cleo in Paris to stay": [14, 15],
    "Dora": [18, 19, 20],
    "Frida from afar": [],
}
# Of faces without a name, by the number of the group.
GROUPS = {2: (9, 10, 11), 1: (4, 12), 3: (16,), 5: (21,)}
LEFT = [0.05, 0.3, 0.2, 0.3]
ANNA2 = "f9d7e2a27908479f2f26fe8f400bd06aacbb6aeb034cf9f5f7614455bb9e4317"
PEOPLE = [
    {"id": 6, "name": "Amy as herself", "hidden": False, "born_on": None, "cover": None},
    {
        "id": 1,
        "name": "Anna O'Neil",
        "hidden": False,
        "born_on": "1985-12-02",
        "cover": {"photo": ANNA2, "box": LEFT},
    },
    {"id": 2, "name": "Ben and Jerry", "hidden": False, "born_on": None, "cover": None},
    {"id": 7, "name": "Bert in a hat", "hidden": False, "born_on": None, "cover": None},
    {"id": 3, "name": "Cleo in Paris to stay", "hidden": False, "born_on": None, "cover": None},
    {"id": 8, "name": "Dora", "hidden": False, "born_on": None, "cover": None},
    {"id": 9, "name": "Frida from afar", "hidden": False, "born_on": None, "cover": None},
]
# Of each face: photo, box, person, rejected, ignored, group; only the last one was drawn.
DECIDED = [
    ("f881d69d7b19d5011985df0f4fafb3d3af49f128eeb2e9402cf101c32a71604e", LEFT, 1, [], None, None),
    ("d10d3b8dd93e1946317af42397768df3a265d47ffb54e179cdd0cc50d3550701", LEFT, 1, [], None, None),
    ("f9d7e2a27908479f2f26fe8f400bd06aacbb6aeb034cf9f5f7614455bb9e4317", LEFT, 1, [], None, None),
    (
        "02ff7e3bcf1105b99750a4f67efb22d8c4916bb3e8f9340a99c6551aef3f264b",
        LEFT,
        None,
        [1],
        None,
        [4, 4],
    ),
    ("2e764ef3d7c725684be828cfa1118d87a4bb462d956040bcceac97615c732c93", LEFT, 6, [1], None, None),
    ("05edd87c803697fbf80acc071ff357d71edd3650e7dd7623aa645a702e38456a", LEFT, 6, [1], None, None),
    ("f80350f8eab471b86e6ddd4cecfb710223079ae7640d5575318b0ddfbb834879", LEFT, 2, [], None, None),
    ("b74c4b89cdf154c4b0f537a3923a29b9cc80bf016e184ffbc71ad7509661839a", LEFT, 2, [], None, None),
    (
        "83900e91068210ece91606b0cf07610d0587a9531146d29893d4a6424ef7aaf5",
        LEFT,
        None,
        [2],
        None,
        [5, 5],
    ),
    (
        "e41658cbd2e3593d68394699fe1d4791c4a2fe0840ac91e01e102aef5637cece",
        LEFT,
        None,
        [2],
        None,
        [5, 5],
    ),
    (
        "657e7a081f0a30c30d31bbfee7c947e70f0406a981352883fa43cffd2f9ad26e",
        LEFT,
        None,
        [2],
        None,
        [6, 5],
    ),
    ("ed544c410893eda9e0802ec8e624beccc002d424613d813c4be90d1f46120d19", LEFT, None, [1], None, None),
    ("ed544c410893eda9e0802ec8e624beccc002d424613d813c4be90d1f46120d19", [0.35, 0.3, 0.2, 0.3], 2, [], None, None),
    ("e75ed335cb24f75ca1b2e842db7e066800cb6abbca9e01830b8979bb8f560109", LEFT, 3, [], None, None),
    ("d7c49f616adf49ebf3b33b6212642b1e1a2254e7309a2860cc512dba58b0e752", LEFT, 3, [], None, None),
    ("dfaabf3858d01f9cdbb80c50986b3a1c2a4eb2f38e17e0791d7ec5d840ffaffc", LEFT, None, [3], None, None),
    ("433d83d4bf093702f7ecb60fd46318c61ad3d0861a1ed73b5843bbdf2072607d", LEFT, 2, [], None, None),
    ("ab68d639fc483c492cf878614980b0e5d504bf275eff80bb4c6a87ed5b7b0d86", LEFT, 8, [1, 3], None, None),
    ("64e42795ac35cdc5db188d36611670095d5432a431c0673e1e93855328766bf8", LEFT, 8, [3], None, None),
    ("63adf65cc5cbd3a4ce83ebf5c0aa7aa00c62d6bd6669495f9ae21204d74d8ec3", LEFT, 8, [], None, None),
    ("bf3e7f31f31882b48734652430a38ac5925f6ee5b0636e15b59e27d649096d78", LEFT, 2, [], None, None),
    (
        "6e283e7d27d409bf9ce9b2d50d49cfc24897a0c423ac5ee00cd43df2426a2611",
        LEFT,
        None,
        [],
        "not_a_face",
        None,
    ),
    (
        "95c459b788489e921afcce12f12b7b7f56c235382fc152d4dc8377cc669d6e58",
        LEFT,
        None,
        [],
        "stranger",
        None,
    ),
    ("ed544c410893eda9e0802ec8e624beccc002d424613d813c4be90d1f46120d19", [0.7, 0.2, 0.1, 0.1], 7, [], None, None),
]
# As CSV, line by line.
TABLE = """\
face_id,photo,taken_at,person,person_id,assigned_by,x,y,width,height,score,quality
1,/pictures/anna0.png,2019-07-31T12:00:00,Anna O'Neil,1,user,0.05,0.3,0.2,0.3,0.95,0.9
2,/pictures/anna1.png,2019-07-31T12:00:00,Anna O'Neil,1,user,0.05,0.3,0.2,0.3,0.95,0.9
3,/pictures/anna2.png,2019-07-31T12:00:00,Anna O'Neil,1,user,0.05,0.3,0.2,0.3,0.95,0.9
4,/pictures/anna3.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
5,/pictures/anna4.png,2019-07-31T12:00:00,Amy as herself,6,user,0.05,0.3,0.2,0.3,0.95,0.9
6,/pictures/anna5.png,2019-07-31T12:00:00,Amy as herself,6,user,0.05,0.3,0.2,0.3,0.95,0.9
7,/pictures/ben0.png,2019-07-31T12:00:00,Ben and Jerry,2,user,0.05,0.3,0.2,0.3,0.95,0.9
8,/pictures/ben1.png,2019-07-31T12:00:00,Ben and Jerry,2,user,0.05,0.3,0.2,0.3,0.95,0.9
9,/pictures/ben2.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
10,/pictures/ben3.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
11,/pictures/ben4.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
12,/pictures/both of us in a boat.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
13,/pictures/both of us in a boat.png,2019-07-31T12:00:00,Ben and Jerry,2,user,0.35,0.3,0.2,0.3,0.95,0.9
14,/pictures/cleo0.png,2019-07-31T12:00:00,Cleo in Paris to stay,3,user,0.05,0.3,0.2,0.3,0.95,0.9
15,/pictures/cleo1.png,2019-07-31T12:00:00,Cleo in Paris to stay,3,user,0.05,0.3,0.2,0.3,0.95,0.9
16,/pictures/cleo2.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
17,/pictures/cleo3.png,2019-07-31T12:00:00,Ben and Jerry,2,user,0.05,0.3,0.2,0.3,0.95,0.9
18,/pictures/dora0.png,2019-07-31T12:00:00,Dora,8,user,0.05,0.3,0.2,0.3,0.95,0.9
19,/pictures/dora1.png,2019-07-31T12:00:00,Dora,8,user,0.05,0.3,0.2,0.3,0.95,0.9
20,/pictures/dora2.png,2019-07-31T12:00:00,Dora,8,user,0.05,0.3,0.2,0.3,0.95,0.9
21,/pictures/emil0.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
22,/pictures/emil1.png,2019-07-31T12:00:00,Ben and Jerry,2,user,0.05,0.3,0.2,0.3,0.95,0.9
23,/pictures/emil2.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
24,/pictures/stranger0.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
25,/pictures/stranger1.png,2019-07-31T12:00:00,,,,0.05,0.3,0.2,0.3,0.95,0.9
26,/pictures/both of us in a boat.png,2019-07-31T12:00:00,Bert in a hat,7,user,0.7,0.2,0.1,0.1,1.0,0.0
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    folder.mkdir(mode=0o700)
    shutil.copyfile(OLD, folder / CATALOG_FILE)
    (folder / CATALOG_FILE).chmod(0o600)
    with open_library(folder) as opened:
        yield opened


def test_everybody_has_the_faces_that_the_old_code_gave_them(library):
    found = {
        person.name: [face.id for face in faces.faces_of_person(library.catalog, person.id)]
        for person in people.people(library.catalog)
    }
    assert found == FACES_OF


def test_the_groups_without_a_name_are_the_same(library):
    assert {group.id: group.face_ids for group in clusters.clusters(library.catalog)} == GROUPS


def test_the_exported_decisions_are_the_same(library, tmp_path):
    (tmp_path / "decisions.json").write_text(json.dumps(export_decisions(library)), encoding="utf-8")
    document = read_document(tmp_path / "decisions.json")
    # What people could not decide about in that release, and did not.
    assert [document.pop(since) for since in ("dates", "turns", "other_pictures")] == [[], [], []]
    assert document == {
        "format": "faceorg decisions",
        "version": 1,
        "people": PEOPLE,
        "separations": [[1, 3]],
        "faces": [
            {
                "photo": photo,
                "box": box,
                "person": person,
                "rejected": rejected,
                "ignored": ignored,
                "drawn": person == 7,
                "moved": False,
                "group": group,
            }
            for photo, box, person, rejected, ignored, group in DECIDED
        ],
    }


def test_the_table_of_faces_is_the_same_as_csv_and_as_json(library, tmp_path):
    assert export_faces(library, tmp_path / "faces.csv") == 26
    assert export_faces(library, tmp_path / "faces.json") == 26
    assert (tmp_path / "faces.csv").read_bytes() == TABLE.replace("\n", "\r\n").encode()
    as_json = [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in json.loads((tmp_path / "faces.json").read_text(encoding="utf-8"))
    ]
    assert as_json == list(csv.DictReader(TABLE.splitlines()))
