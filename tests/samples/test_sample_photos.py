"""The shipped sample photos are what people.json says, and serve: eight people, each found, each a group."""

from __future__ import annotations

import filecmp
from datetime import datetime
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageOps

from faceorg import paths
from faceorg.boxes import Box
from faceorg.catalog import clusters, faces
from faceorg.catalog.pictures import photos
from faceorg.domain import Detection
from faceorg.images.decode import decode_photo
from faceorg.library.opening.open_library import open_library
from faceorg.library.scanning import ingest
from faceorg.metadata.readers import read_regions
from faceorg.vision.analyzer import Analyzer
from faceorg.vision.packs.installed import load_pack

LARGEST_SAMPLES_BYTES = 3_000_000
LEAST_IOU = 0.3
PHOTO_ENDINGS = {".jpg", ".heic"}


@pytest.fixture(scope="module", autouse=True)
def pillow_reads_heic() -> None:
    """These tests look at the files with Pillow alone, which reads HEIC once it is told how."""
    pillow_heif.register_heif_opener()


def found_in(analyzer: Analyzer, file: Path) -> list[Detection]:
    return analyzer.detect(decode_photo(file).pixels)


def wrong_faces(analyzer: Analyzer, truth) -> dict[str, str]:
    """What a detector sees otherwise than people.json, by file."""
    wrong = {}
    for photo in truth:
        found = [one.box for one in found_in(analyzer, photo.file)]
        missed = [name for name, box in photo.faces if max((box.iou(other) for other in found), default=0) < LEAST_IOU]
        if missed or len(found) != len(photo.faces):
            wrong[photo.file.name] = f"{len(found)} of {len(photo.faces)} faces, not: {missed}"
    return wrong


def name_at(truth_faces: tuple[tuple[str, Box], ...], box: Box) -> str:
    return max(truth_faces, key=lambda one: box.iou(one[1]))[0]


def test_the_program_finds_them_where_it_is_installed(sample_photos: Path) -> None:
    assert paths.samples_dir() == sample_photos


def test_the_truth_lists_exactly_the_photos_that_are_there(sample_photos: Path, sample_truth) -> None:
    there = {path for path in sample_photos.rglob("*") if path.suffix.lower() in PHOTO_ENDINGS}
    assert {photo.file for photo in sample_truth} == there
    assert len(there) >= 55
    assert len({name for photo in sample_truth for name, _box in photo.faces}) == 8


def test_they_are_small_enough_for_a_clone(sample_photos: Path) -> None:
    assert sum(path.stat().st_size for path in sample_photos.rglob("*") if path.is_file()) < LARGEST_SAMPLES_BYTES


def test_the_starter_finds_every_face_and_no_other(sample_truth) -> None:
    starter = Analyzer(load_pack(paths.resources_dir() / "packs" / "starter"))
    assert wrong_faces(starter, sample_truth) == {}


def test_the_detector_of_edgeface_xs_finds_every_face_and_no_other(sample_truth, pack_folder) -> None:
    assert wrong_faces(Analyzer(load_pack(pack_folder("edgeface_xs"))), sample_truth) == {}


def test_eight_people_are_eight_groups_with_edgeface_xs(
    sample_photos: Path, sample_truth, pack_folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.PACKS_VARIABLE, str(pack_folder("edgeface_xs").parent))
    people, grouped = groups_of_the_samples(tmp_path, sample_photos, sample_truth, "edgeface_xs")
    assert sorted(len(names) for names in people) == [1] * 8
    assert len(set.union(*people)) == 8
    assert grouped == faces_that_count(sample_truth)


def test_eight_people_are_eight_groups_with_the_starter(sample_photos: Path, sample_truth, tmp_path: Path) -> None:
    """The first generation took a boy, a girl and a woman for one person."""
    people, grouped = groups_of_the_samples(tmp_path, sample_photos, sample_truth, "starter")
    assert sorted(len(names) for names in people) == [1] * 8
    assert len(set.union(*people)) == 8
    assert grouped == faces_that_count(sample_truth)


def groups_of_the_samples(folder: Path, photos_of: Path, truth, pack: str) -> tuple[list[set[str]], int]:
    """Scan the samples; return who is in each group, and how many faces are in groups."""
    true_faces = {photo.file: photo.faces for photo in truth}
    with open_library(folder / "library") as library:
        ingest.scan(library, [photos_of], pack=pack, workers=1)
        file_of = {photo.id: photo.path for photo in photos.all_photos(library.catalog)}
        people = []
        for group in clusters.clusters(library.catalog):
            members = [faces.face(library.catalog, face_id) for face_id in group.face_ids]
            people.append({name_at(true_faces[file_of[face.photo_id]], face.box) for face in members})
        grouped = sum(len(group.face_ids) for group in clusters.clusters(library.catalog))
    return people, grouped


def faces_that_count(truth) -> int:
    """A copy's faces are those of the photo that it is a copy of, and the frames of a burst are one picture."""
    pictures = {photo.burst or photo.file: photo for photo in truth if photo.copy_of is None}
    return sum(len(photo.faces) for photo in pictures.values())


def test_exif_says_when_they_were_taken(sample_truth) -> None:
    for photo in sample_truth:
        with Image.open(photo.file) as picture:
            said = picture.getexif().get_ifd(0x8769).get(0x9003)
        expected = datetime.fromisoformat(photo.taken).strftime("%Y:%m:%d %H:%M:%S") if photo.taken else None
        assert said == expected, photo.file
    assert {photo.taken[:4] for photo in sample_truth if photo.taken} == {"2016", "2017", "2018", "2019"}


def test_some_are_turned_dark_grey_or_heic(sample_truth) -> None:
    turned, grey, dark = set(), [], []
    for photo in sample_truth:
        with Image.open(photo.file) as picture:
            turned.add(picture.getexif().get(0x0112, 1))
            pixels = np.asarray(ImageOps.exif_transpose(picture).convert("RGB"), np.int16)
        if np.abs(pixels[..., 0] - pixels[..., 1]).max() < 24 and np.abs(pixels[..., 1] - pixels[..., 2]).max() < 24:
            grey.append(photo.file)
        if pixels.mean() < 60:
            dark.append(photo.file)
    assert {3, 6, 8} <= turned
    assert len(grey) >= 3 and len(dark) >= 3
    assert [photo.file.suffix for photo in sample_truth].count(".HEIC") == 1


def test_one_photo_holds_the_names_of_everybody_in_it(sample_truth) -> None:
    named = {photo.file: read_regions(photo.file).regions for photo in sample_truth}
    files = [file for file, regions in named.items() if regions]
    assert len(files) == 1
    truth = next(photo for photo in sample_truth if photo.file == files[0])
    assert sorted(region.name for region in named[files[0]]) == sorted(name for name, _box in truth.faces)
    for region in named[files[0]]:
        assert name_at(truth.faces, region.box) == region.name


def test_there_is_a_burst_of_three_and_one_copy(sample_truth) -> None:
    bursts = [photo for photo in sample_truth if photo.burst]
    assert len(bursts) == 3 and len({photo.burst for photo in bursts}) == 1
    small = []
    for photo in bursts:
        with Image.open(photo.file) as picture:
            small.append(np.asarray(picture.convert("L").resize((16, 16)), np.int16))
    assert max(np.abs(one - small[0]).max() for one in small[1:]) < 24
    copies = [photo for photo in sample_truth if photo.copy_of]
    assert len(copies) == 1
    assert filecmp.cmp(copies[0].file, copies[0].copy_of, shallow=False)
