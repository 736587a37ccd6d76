"""faceorg regions and faceorg album, as a user runs them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from faceorg.boxes import Box
from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.catalog.storage.connection import Catalog
from faceorg.dates import Dated, DateSource, Span
from faceorg.domain import Detection, FaceObservation, Quality

# Where a detector sees Marie and Pierre Curie: near, not at, what the file says.
SEEN = (Box(0.32, 0.22, 0.1, 0.18), Box(0.64, 0.13, 0.095, 0.22))


@pytest.fixture
def curies(shell, portraits: Path, main_pack: Path, tmp_path: Path):
    """faceorg on a library of the two Curie portraits, analysed, nobody named; `photos` is their folder."""
    folder = tmp_path / "photos"
    shutil.copytree(portraits, folder)
    for path in folder.iterdir():
        path.chmod(0o644)  # what is shared may be read-only
    catalog = Catalog(shell.library)
    photos.add_root(catalog, folder)
    files = [(path, path.stat()) for path in sorted(folder.iterdir())]
    photos.add_pending(catalog, [(path, facts.st_size, facts.st_mtime_ns) for path, facts in files])
    for path, _facts in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        known = photos.photo_at(catalog, path)
        taken = Dated(Span.moment(datetime(1895, 7, 26)), DateSource.EXIF)
        analyzed = faces.AnalyzedPhoto(known.id, content, 840, 700, taken)
        seen = [(None, _observation(box)) for box in SEEN]
        faces.save_analysis(catalog, main_pack.name, analyzed, seen, [])
    catalog.close()
    (shell.library / "settings.toml").write_text(f'[analysis]\npack = "{main_pack.name}"\n')
    shell.packs = main_pack.parent
    shell.photos = folder
    return shell


def _observation(box: Box) -> FaceObservation:
    landmarks = np.full((5, 2), 0.5, np.float32)
    return FaceObservation(Detection(box, landmarks, 0.9), Quality(0.9, 90.0, 0.8, 0.0, 0.0, 0.0), None, b"jpeg")


def test_names_are_previewed_read_and_written_over_the_old_ones(curies) -> None:
    preview = curies("regions", "read", "--dry-run", "--json").document
    assert sorted((face["name"], face["outcome"]) for face in preview["faces"]) == [
        ("Marie Curie", "name"), ("Marie Curie", "name"), ("Pierre Curie", "name"), ("Pierre Curie", "name"),
    ]  # fmt: skip
    assert preview["new_people"] == ["Marie Curie", "Pierre Curie"]
    assert "4 faces would get a name" in curies("regions", "read", "--dry-run").out
    assert curies("people", "--json").document == []

    done = curies("regions", "read")
    assert done.status == 0 and done.out.startswith("Named 4 faces and drew 0")
    people = curies("people", "--json").document
    assert [(person["name"], person["faces"]) for person in people] == [("Marie Curie", 2), ("Pierre Curie", 2)]

    curies("rename", "Marie Curie", "Maria Skłodowska")
    dry = curies("regions", "write", "--dry-run", "--json").document
    assert [entry["conflicts"] for entry in dry["conflicts"]] == [
        [{"ours": "Maria Skłodowska", "theirs": "Marie Curie"}]
    ] * 2
    overruling = curies("regions", "write", "--dry-run", "--overrule").out
    assert "+Maria Skłodowska" in overruling and "-Marie Curie" in overruling
    assert list(curies.photos.glob("*.xmp")) == []
    curies("regions", "write", "--overrule")
    sidecars = [path.read_text(encoding="utf-8") for path in curies.photos.glob("*.xmp")]
    assert len(sidecars) == 2
    assert all("Maria Skłodowska" in text and "Marie Curie" not in text for text in sidecars)


def test_names_go_into_sidecars_and_status_says_so(curies) -> None:
    curies("regions", "read")
    before = curies("regions", "status", "--json").document
    assert (before["target"], before["photos_with_names"]) == ("photo.jpg.xmp", 2)
    written = curies("regions", "write", "--sidecar", "photo.xmp", "--json").document
    assert written["problems"] == []
    after = curies("regions", "status", "--look", "--json").document
    assert (after["target"], after["up_to_date"], after["changed_elsewhere"]) == ("photo.xmp", 2, 0)


def test_names_are_taken_out_of_files_and_wiping_says_where_they_stay(curies) -> None:
    curies("regions", "read")
    curies("rename", "Marie Curie", "Maria Skłodowska")
    curies("regions", "write", "--overrule")
    sidecars = list(curies.photos.glob("*.xmp"))
    assert any("Maria Skłodowska" in path.read_text(encoding="utf-8") for path in sidecars)
    assert curies("regions", "write", "--take-out", "--dry-run", "--json").document["changes"]
    assert any("Maria Skłodowska" in path.read_text(encoding="utf-8") for path in sidecars)
    done = curies("regions", "write", "--take-out")
    assert done.status == 0
    assert not any("Maria" in path.read_text(encoding="utf-8") for path in sidecars if path.exists())
    curies("regions", "write", "--overrule")
    wiped = curies("wipe", "--yes").out
    assert "Names stay in the files of 2 photos" in wiped and "faceorg regions write --take-out" in wiped


def test_writing_into_photos_asks_first(curies) -> None:
    curies("regions", "read")
    before = {path: path.read_bytes() for path in curies.photos.iterdir()}
    refused = curies("regions", "write", "--in-file")
    assert refused.status == 1
    assert "confirm with --yes" in refused.err and "photo files themselves" in refused.err
    assert {path: path.read_bytes() for path in curies.photos.iterdir()} == before
    assert curies("regions", "status", "--json").document["target"] == "photo.jpg.xmp"
    both = curies("regions", "write", "--in-file", "--sidecar", "photo.xmp")
    assert both.status == 1 and "not both" in both.err


def test_an_album_a_sheet_and_a_table_are_written(curies, tmp_path: Path) -> None:
    curies("regions", "read")
    album = curies("album", "folder", "Marie Curie", tmp_path / "album", "--json").document
    assert (album["added"], album["problems"]) == (2, [])
    sheet = curies("album", "sheet", "Marie Curie", tmp_path / "marie.html")
    assert sheet.out.startswith("Wrote 2 faces to")
    table = curies("album", "faces", tmp_path / "faces.csv", "--json").document
    assert table["faces"] == 4


def test_a_page_about_a_person_is_a_pdf_where_the_file_says_so(curies, tmp_path: Path, monkeypatch) -> None:
    """Without any screen, as at a terminal far away."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    curies("regions", "read")
    pdf, html = tmp_path / "marie.PDF", tmp_path / "marie.html"
    told = curies("album", "page", "Marie Curie", pdf)
    assert (told.status, told.err) == (0, "") and told.out.startswith("Wrote the page about Marie Curie to")
    written = pdf.read_bytes()
    assert written.startswith(b"%PDF-") and written.rstrip().endswith(b"%%EOF")
    assert written.count(b"/Subtype /Image") >= 1, "with the pictures inside"
    again = curies("album", "page", "Marie Curie", pdf)
    assert again.status == 1 and pdf.read_bytes() == written
    assert curies("album", "page", "Marie Curie", html).status == 0
    assert "<h1>Marie Curie</h1>" in html.read_text(encoding="utf-8")
    if sys.platform != "win32":  # made to be given to others: not for its owner alone, as other exports
        os.umask(umask := os.umask(0))
        assert {file.stat().st_mode & 0o777 for file in (pdf, html)} == {0o666 & ~umask}


def test_qt_is_not_imported_before_a_pdf_is_wanted() -> None:
    tell = "import sys; import faceorg.cli.files.album; print('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True).stdout.strip() == "False"
