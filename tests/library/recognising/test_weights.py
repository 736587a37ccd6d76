"""A pack that comes with other weights under its old name: its embeddings are made again, every decision stays."""

from __future__ import annotations

from dataclasses import replace

from faceorg.catalog import notes, people, vectors
from faceorg.domain import PackId
from faceorg.library.people import edits
from faceorg.library.recognising.packs import STARTER_PACK
from faceorg.library.recognising.weights import follow_weights


def with_weights(installed, digest: str) -> None:
    installed["fake"] = replace(installed["fake"], sha256s={"recognition": digest})


def test_other_weights_have_every_photo_looked_at_again_and_keep_the_names(family, installed):
    library = family.library
    with_weights(installed, "old")
    assert family.scan_known()[1] == []
    named = edits.name_faces(library, [1], "Anna")
    assert family.scan_known()[1] == []
    with_weights(installed, "new")
    assert len(family.scan_known()[1]) == 7
    assert people.confirmed(library.catalog) == {1: named.person_id}
    assert family.scan_known()[1] == []


def test_a_library_without_a_note_doubts_the_shipped_pack_alone(family, installed):
    library = family.library
    fake = replace(installed["fake"], sha256s={"recognition": "x"})
    before = vectors.count_embeddings(library.catalog, "fake")
    assert not follow_weights(library, fake)
    assert vectors.count_embeddings(library.catalog, "fake") == before > 0
    library.catalog.connection.execute("UPDATE emb.embeddings SET pack_id = ?", (STARTER_PACK,))
    assert follow_weights(library, replace(fake, id=PackId(STARTER_PACK)))
    assert vectors.count_embeddings(library.catalog, STARTER_PACK) == 0
    assert notes.note(library.catalog, f"weights.{STARTER_PACK}") == "x"
