"""The evaluation report: right figures on faces made to be told apart, clear words on what cannot be measured."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from faceorg.domain import ModelPack, PackId, Thresholds
from faceorg.errors import InvalidInput, NotFound
from faceorg.library.evaluation import comparison, reports, slices
from faceorg.library.evaluation.comparison import PackFigures
from faceorg.library.evaluation.pack_of_source import PackSaidBy, pack_of_source
from faceorg.library.evaluation.page import page_of_packs, report_page
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import worded
from faceorg.messages.text import Language
from tests.problems import refused

THRESHOLDS = Thresholds(0.3, 0.4, 0.35)
PACK = ModelPack(PackId("x"), "x", Path(), {}, 64, THRESHOLDS, "", "", True)


@pytest.fixture
def arrays(tmp_path: Path) -> Path:
    """Twenty people with twelve faces each, easily told apart."""
    rng = np.random.default_rng(3)
    people = rng.normal(size=(20, 64))
    labels = np.repeat(np.arange(20), 12)
    faces = people[labels] + 0.4 * rng.normal(size=(240, 64))
    np.savez(tmp_path / "faces.npz", embeddings=faces.astype(np.float16), labels=labels, photos=np.arange(240))
    return tmp_path / "faces.npz"


def test_people_who_are_easily_told_apart_score_full_marks(arrays):
    found = reports.evaluate(reports.read_source(arrays, PACK))
    told = reports.document(found)
    assert (told["faces"], told["people"]) == (240, 20)
    assert told["verification"]["accuracy"] > 0.999
    assert told["clustering"]["bcubed"]["f"] > 0.99
    assert told["clustering"]["mixed_share"] == 0
    assert set(told["identification"]) == {"1", "3", "10"}
    assert told["identification"]["3"]["rate_at_far"]["1e-2"] > 0.99
    assert 0 <= told["calibration"]["ece"] <= 1
    assert told["review"]["name_precision"] > 0.99
    assert 15 <= told["review"]["actions"] <= 40  # about one name a person


def with_more(arrays: Path, **more: np.ndarray) -> Path:
    known = dict(np.load(arrays))
    np.savez(arrays.with_name("more.npz"), **known, **more)
    return arrays.with_name("more.npz")


def test_pairs_of_a_child_and_an_adult_are_measured_by_themselves_where_the_source_tells_who_is_young(arrays):
    aged = dict(np.load(arrays))
    young = np.arange(240) % 2 == 0
    another = np.random.default_rng(5).normal(size=(20, 64))[aged["labels"]]  # as a child everybody was somebody else
    noise = 0.4 * np.random.default_rng(6).normal(size=(240, 64))
    aged["embeddings"] = np.where(young[:, None], another + noise, aged["embeddings"]).astype(np.float16)
    np.savez(arrays, **aged)
    found = reports.document(reports.evaluate(reports.read_source(with_more(arrays, young=young), PACK)))
    across, all_pairs = found["verification"]["across_ages"]["tar"]["1e-3"], found["verification"]["tar"]["1e-3"]
    assert across < 0.1 < 0.4 < all_pairs
    assert reports.document(reports.evaluate(reports.read_source(arrays, PACK)))["verification"]["across_ages"] is None


@pytest.mark.parametrize("form", ["datetime64[D]", "<U10", "datetime64[s]"])
def test_dates_tell_ages_too_and_eras_help_to_know_who_changed(arrays, form):
    years = np.array([f"{1980 + 3 * (face % 12)}-06-01" for face in range(240)], "datetime64[D]")
    taken_at = years.astype("datetime64[s]").astype(np.int64) if form == "datetime64[s]" else years.astype(form)
    labelled = reports.read_source(with_more(arrays, taken_at=taken_at), PACK)
    assert (labelled.taken_on == years).all()
    found = reports.evaluate(labelled)
    assert found.across_ages is not None and found.across_ages.accuracy > 0.99
    assert "across ages, at false accepts 1e-3" in report_page(found, "x", "x")


def test_pairs_less_than_ten_years_apart_and_without_dates_are_not_pairs_across_ages(arrays):
    taken_at = np.where(np.arange(240) % 12 < 11, np.datetime64("2001-01-01"), np.datetime64("NaT"))
    assert reports.evaluate(reports.read_source(with_more(arrays, taken_at=taken_at), PACK)).across_ages is None
    with refused(InvalidInput, ProblemCode.ARRAYS_DO_NOT_FIT):
        reports.read_source(with_more(arrays, young=np.zeros(7, bool)), PACK)


def test_embeddings_of_a_pack_lose_what_the_pack_takes_off(arrays, tmp_path):
    np.save(tmp_path / "off.npy", np.eye(64, dtype=np.float16)[:3])
    found = reports.read_source(arrays, replace(PACK, nuisance=tmp_path / "off.npy"))
    assert np.abs(found.embeddings[:, :3]).max() < 1e-6 < np.abs(found.embeddings[:, 3:]).mean()


def test_embeddings_of_another_pack_are_refused_instead_of_measured_wrongly(arrays):
    with refused(InvalidInput, ProblemCode.ARRAYS_OF_ANOTHER_PACK, numbers=64, gives=512):
        reports.read_source(arrays, replace(PACK, embedding_dim=512))


def test_embeddings_tell_how_good_their_pictures_were_where_the_pack_knows(arrays, tmp_path):
    of_first = np.zeros((64, 1))
    of_first[0] = 1.0
    np.savez(
        tmp_path / "clarity.npz",
        unused=np.zeros((0, 64)),
        hidden=of_first,
        hidden_bias=np.zeros(1),
        out=np.ones(1),
        out_bias=np.float64(0.5),
        mix=np.array([0.0, 1.0, 0.0, 0.0]),  # measured alone
    )
    pack = replace(PACK, clarity=tmp_path / "clarity.npz")
    raw = np.load(arrays)["embeddings"].astype(np.float32)
    raw /= np.linalg.norm(raw, axis=1, keepdims=True)
    told = reports.read_source(arrays, pack).quality
    np.testing.assert_allclose(told, np.clip(np.maximum(raw[:, 0], 0) + 0.5, 0, 1), atol=1e-5)
    measured = np.linspace(0, 1, 240, dtype=np.float32)
    both = with_more(arrays, quality=measured)
    np.testing.assert_allclose(reports.read_source(both, pack).quality, measured, atol=1e-6)
    np.testing.assert_allclose(reports.read_source(both, PACK).quality, measured)  # a pack that knows nothing
    assert reports.read_source(arrays, PACK).quality is None
    for wrong in (np.full(240, 80.0), np.where(np.arange(240) == 7, np.nan, 0.5)):
        with refused(InvalidInput, ProblemCode.QUALITY_OUT_OF_RANGE):
            reports.read_source(with_more(arrays, quality=wrong), PACK)


def test_shuffled_names_score_badly(arrays):
    labelled = reports.read_source(arrays, PACK)
    shuffled = np.random.default_rng(0).permutation(labelled.people)
    found = reports.evaluate(reports.LabelledFaces(labelled.embeddings, shuffled, labelled.photos, THRESHOLDS))
    assert found.verification.accuracy < 0.6
    assert found.clustering.bcubed.f < 0.3


def test_the_page_shows_the_figures_and_the_curves(arrays):
    html = report_page(reports.evaluate(reports.read_source(arrays, PACK)), "My <people>", "starter (as asked for)")
    assert html.count("<svg") == 3
    assert "My &lt;people&gt;" in html
    assert "240 faces of 20 people" in html and "Pack starter (as asked for)" in html


def test_sources_that_cannot_be_measured_are_said_in_one_sentence(tmp_path, arrays):
    with refused(NotFound, ProblemCode.NO_SUCH_FILE_OR_FOLDER):
        reports.read_source(tmp_path / "nothing", PACK)
    (tmp_path / "text.npz").write_text("no arrays")
    with refused(InvalidInput, ProblemCode.ARRAYS_MISSING):
        reports.read_source(tmp_path / "text.npz", PACK)
    (tmp_path / "cut.npz").write_bytes(arrays.read_bytes()[:2000])
    with refused(InvalidInput, ProblemCode.ARRAYS_MISSING):
        reports.read_source(tmp_path / "cut.npz", PACK)
    np.savez_compressed(tmp_path / "packed.npz", embeddings=np.ones((300, 4)), labels=np.zeros(300))
    packed = (tmp_path / "packed.npz").read_bytes()
    first = packed.index(b"embeddings.npy") + len("embeddings.npy") + 20
    (tmp_path / "packed.npz").write_bytes(packed[:first] + b"\xff" * 20 + packed[first + 20 :])
    with refused(InvalidInput, ProblemCode.ARRAYS_MISSING):
        reports.read_source(tmp_path / "packed.npz", PACK)
    with zipfile.ZipFile(tmp_path / "boast.npz", "w") as boast:
        head = io.BytesIO()
        shape = {"descr": "<f4", "fortran_order": False, "shape": (1 << 40, 512)}
        np.lib.format.write_array_header_1_0(head, shape)
        boast.writestr("embeddings.npy", head.getvalue())
    with refused(InvalidInput, ProblemCode.ARRAYS_MISSING):
        reports.read_source(tmp_path / "boast.npz", PACK)
    np.savez(tmp_path / "odd.npz", embeddings=np.zeros((3, 4)), labels=np.zeros(2), photos=np.zeros(3))
    with refused(InvalidInput, ProblemCode.ARRAYS_DO_NOT_FIT):
        reports.read_source(tmp_path / "odd.npz", PACK)
    (tmp_path / "empty").mkdir()
    with refused(InvalidInput, ProblemCode.NO_LABELLED_FOLDERS):
        reports.read_source(tmp_path / "empty", PACK)
    np.savez(tmp_path / "one.npz", embeddings=np.eye(4), labels=np.zeros(4), photos=np.arange(4))
    with refused(InvalidInput, ProblemCode.EVALUATION_NEEDS_TWO):
        reports.evaluate(reports.read_source(tmp_path / "one.npz", replace(PACK, embedding_dim=4)))


def test_ones_own_confirmed_people_are_measured_too(family):
    from faceorg.catalog import clusters
    from faceorg.library.people import edits

    with refused(InvalidInput, ProblemCode.NOBODY_CONFIRMED):
        reports.of_library(family.library)
    for name in ("Anna", "Ben"):
        edits.name_cluster(family.library, clusters.clusters(family.library.catalog)[0].id, name)
    found = reports.evaluate(reports.of_library(family.library))
    assert (found.faces, found.people) == (7, 2)
    assert found.clustering.bcubed.f == 1


def test_a_folder_is_found_however_it_is_named(tmp_path, monkeypatch, still_photos, main_pack):
    """A relative path once ended in a traceback."""
    from faceorg.vision.packs.installed import load_pack

    (tmp_path / "here").mkdir()
    (tmp_path / "set").symlink_to(still_photos)
    monkeypatch.chdir(tmp_path / "here")
    found = reports.read_source(Path("../set"), load_pack(str(main_pack)))
    assert len(found.people) == 40 and len(np.unique(found.people)) == 8


def test_chances_of_poor_and_good_faces_are_judged_as_they_are_said(arrays):
    labelled = reports.read_source(arrays, PACK)
    good = replace(labelled, quality=np.full(240, 0.95, np.float32))
    found = reports.evaluate(good).calibration
    assert 0 <= found.ece < 0.1
    assert sum(share for _, _, share in found.bins) == pytest.approx(1)


@pytest.fixture
def packs_here(tmp_path: Path) -> Path:
    """A library folder without a library; the starter is always there."""
    return tmp_path / "library"


def test_a_file_of_embeddings_is_measured_with_the_pack_that_it_names(arrays, packs_here):
    named = with_more(arrays, pack=np.array("starter"))
    chosen = pack_of_source(named, None, packs_here)
    assert (chosen.pack.id, chosen.said_by) == ("starter", PackSaidBy.FILE)
    assert pack_of_source(named, "starter", packs_here).said_by is PackSaidBy.OPTION


@pytest.mark.parametrize("pack", [None, "", "/tmp/pack", "..\\pack", ["starter", "starter"], 7])
def test_a_file_that_names_no_pack_is_refused_until_somebody_says_which(arrays, packs_here, pack):
    file = arrays if pack is None else with_more(arrays, pack=np.array(pack))
    with refused(InvalidInput, ProblemCode.ARRAYS_WITHOUT_PACK, file=str(file)):
        pack_of_source(file, None, packs_here)
    assert pack_of_source(file, "starter", packs_here).pack.id == "starter"


def test_a_file_may_name_a_pack_that_is_not_here(arrays, packs_here):
    with pytest.raises(NotFound):
        pack_of_source(with_more(arrays, pack=np.array("buffalo_zzz")), None, packs_here)


def test_the_parts_that_labels_tell_are_measured_by_themselves(arrays):
    """A pack that cannot tell children apart is seen among the children alone."""
    known = dict(np.load(arrays))
    young = known["labels"] < 5
    alike = np.random.default_rng(8).normal(size=64)
    known["embeddings"] = np.where(young[:, None], alike + 0.1 * known["embeddings"], known["embeddings"])
    np.savez(arrays, **known, young=young)
    found = {one.name: one for one in reports.evaluate(reports.read_source(arrays, PACK)).slices}
    assert (found["children and teenagers"].faces, found["children and teenagers"].people) == (60, 5)
    assert found["children and teenagers"].taken_for_one > 0.9
    assert found["adults"].taken_for_one < 0.01 and found["adults"].tar > 0.99


def test_labels_of_a_folder_make_slices_by_age_origin_and_decade(tmp_path):
    photos = [tmp_path / "Ann" / f"{n}.jpg" for n in range(4)] + [tmp_path / "Bo" / "0.jpg"]
    (tmp_path / slices.LABELS_FILE).write_text(
        "file,age,origin,year\nAnn/0.jpg,2,Asian,1974\nAnn/1.jpg,3.9,Asian,1979\nAnn/2.jpg,,,1980\nBo/0.jpg,60,Black,\n"
    )
    found = {name: np.flatnonzero(members).tolist() for name, members in slices.of_folder(tmp_path, photos).items()}
    assert {name: rows for name, rows in found.items() if rows} == {
        "age 0-3": [0, 1],
        "age 60 and more": [4],
        "1970s": [0, 1],
        "1980s": [2],
        "origin Asian": [0, 1],
        "origin Black": [4],
    }
    assert slices.of_folder(tmp_path / "Ann", photos[:4]) == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("photo,age\nx,1\n", ProblemCode.LABELS_WITHOUT_FILE_COLUMN),
        ("", ProblemCode.LABELS_WITHOUT_FILE_COLUMN),
    ],
)
def test_labels_that_cannot_be_understood_are_said(tmp_path, text, code):
    (tmp_path / slices.LABELS_FILE).write_text(text)
    with refused(InvalidInput, code, file=str(tmp_path / slices.LABELS_FILE)):
        slices.of_folder(tmp_path, [tmp_path / "Ann" / "0.jpg"])


@pytest.mark.parametrize(("column", "said"), [("age", "young"), ("age", "nan"), ("year", "-4")])
def test_a_label_that_is_no_number_is_named_in_the_language_of_the_reader(tmp_path, column, said):
    (tmp_path / slices.LABELS_FILE).write_text(f"file,{column}\nAnn/0.jpg,{said}\n")
    with refused(InvalidInput, ProblemCode.LABELS_UNREADABLE, why=ReasonCode.NO_AGE_AND_NO_YEAR) as caught:
        slices.of_folder(tmp_path, [tmp_path / "Ann" / "0.jpg"])
    assert f"({said} is no age and no year)" in str(caught.value)
    assert f"({said} ist weder Alter noch Jahr)" in worded(caught.value.message, Language.GERMAN)


def test_packs_stand_side_by_side_with_what_each_found(arrays):
    with refused(InvalidInput, ProblemCode.ONLY_FOLDERS_COMPARE):
        comparison.compare_packs(arrays, [PACK])
    found = reports.evaluate(reports.read_source(with_more(arrays, young=np.arange(240) % 2 == 0), PACK))
    compared = [PackFigures(PackId("one"), found), PackFigures(PackId("two"), replace(found, slices=(), review=None))]
    table = {name: cells for name, *cells in comparison.table_rows(compared)}
    assert table["faces found"] == ["240", "240"]
    assert table["adults: faces"] == ["120", "-"] and table["actions a person"][1] == "-"
    assert "<th>one<th>two" in page_of_packs(compared, "x")
