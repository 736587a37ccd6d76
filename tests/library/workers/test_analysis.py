"""One file to one analysis: read once, hashed, upright, with faces and thumbnails."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime

import numpy as np
import pytest
from PIL import Image

from faceorg.boxes import Box, mirrored_too
from faceorg.dates import Dated, DateSource, Span
from faceorg.domain import Detection, FaceObservation, PhotoId, PictureTurn, Quality
from faceorg.errors import PhotoProblem
from faceorg.library.workers.analysis import ANALYSIS_PX, AnalysisTask, run_job
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.metadata.readers import TurnBeside
from tests.problems import refused

FACE = Box(0.25, 0.25, 0.5, 0.5)


class FakeAnalyzer:
    """Sees one face in the middle of every photo; remembers what it was shown."""

    def __init__(self, wants_full_pixels=False):
        self.shown = []
        self.asked = 0
        self.upright = False
        self.full = None
        self._wants_full_pixels = wants_full_pixels

    def analyze(self, pixels, crop_pixels=None):
        self.shown.append(pixels)
        if self._wants_full_pixels:
            self.full = crop_pixels()
            assert crop_pixels() is self.full  # decoded once
        return [self._face(FACE)]

    def lies(self, pixels, seen):
        self.asked += 1
        return 1

    def is_upright(self, seen):
        return self.upright

    def embed_boxes(self, pixels, boxes, crop_pixels=None):
        return [self._face(box) for box in boxes]

    def _face(self, box):
        quality = Quality(0.9, 1.0, 0.8, 0.0, 0.0, 0.0)
        return FaceObservation(Detection(box, np.zeros((5, 2), np.float32), 0.9), quality, np.ones(4, np.float32) / 2)


@pytest.fixture
def a_photo(tmp_path):
    def write(width=400, height=200, orientation=1, name="a.jpg"):
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif[0x0132] = "2013:05:30 12:04:51"
        path = tmp_path / name
        Image.new("RGB", (width, height), (200, 100, 50)).save(path, "JPEG", exif=exif)
        return path

    return write


def analyze_file(path, analyzer, *, known_boxes=(), detect=True):
    return run_job(analyzer, AnalysisTask(PhotoId(0), path, tuple(known_boxes), detect))


def test_an_analysis_tells_the_file_and_its_faces(a_photo):
    path = a_photo()

    analysis = analyze_file(path, FakeAnalyzer())

    assert analysis.content_hash == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (analysis.size_bytes, analysis.mtime_ns) == (path.stat().st_size, path.stat().st_mtime_ns)
    assert (analysis.width, analysis.height, analysis.format) == (400, 200, "jpeg")
    assert analysis.dates.later == Dated(Span.moment(datetime(2013, 5, 30, 12, 4, 51)), DateSource.EXIF)
    assert [face.detection.box for face in analysis.observations] == [FACE]


def test_sizes_and_pixels_are_those_of_the_upright_photo(a_photo):
    analyzer = FakeAnalyzer()

    analysis = analyze_file(a_photo(orientation=6), analyzer)

    assert (analysis.width, analysis.height) == (200, 400)
    assert analyzer.shown[0].shape == (400, 200, 3)


def test_every_face_gets_a_square_thumbnail_and_its_size_in_the_full_photo(a_photo):
    [face] = analyze_file(a_photo(4000, 2000), FakeAnalyzer()).observations

    assert Image.open(io.BytesIO(face.thumbnail)).size == (192, 192)
    assert face.quality.size_px == pytest.approx((2000 * 1000) ** 0.5)


def test_a_large_photo_is_shown_reduced_and_in_full_when_asked(a_photo):
    analyzer = FakeAnalyzer(wants_full_pixels=True)

    analyze_file(a_photo(4000, 2000), analyzer)

    assert ANALYSIS_PX <= max(analyzer.shown[0].shape) == 2000
    assert analyzer.full.shape == (2000, 4000, 3)


def test_a_small_photo_is_decoded_once(a_photo):
    analyzer = FakeAnalyzer(wants_full_pixels=True)

    analyze_file(a_photo(), analyzer)

    assert analyzer.full is analyzer.shown[0]


def test_known_boxes_are_embedded_in_their_order_with_or_without_detection(a_photo):
    boxes = (Box(0.1, 0.1, 0.2, 0.2), Box(0.6, 0.6, 0.2, 0.2))

    both = analyze_file(a_photo(), FakeAnalyzer(), known_boxes=boxes)
    only_known = analyze_file(a_photo(), FakeAnalyzer(), known_boxes=boxes, detect=False)

    assert [face.detection.box for face in both.known] == list(boxes) and len(both.observations) == 1
    assert [face.detection.box for face in only_known.known] == list(boxes) and only_known.observations == ()


def test_a_photo_that_cannot_be_read_is_one_sentence(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 and nothing else")

    with refused(PhotoProblem, ProblemCode.PHOTO_DAMAGED, file="a.jpg", kind="jpeg"):
        analyze_file(tmp_path / "a.jpg", FakeAnalyzer())
    with refused(PhotoProblem, ProblemCode.PHOTO_CANNOT_BE_OPENED, file="gone.jpg", why=ReasonCode.FILE_NOT_FOUND):
        analyze_file(tmp_path / "gone.jpg", FakeAnalyzer())


SCAN = PictureTurn("f" * 64, 1, 1)


def test_a_picture_that_was_turned_is_looked_at_as_it_is_shown(a_photo):
    path = a_photo()
    analyzer = FakeAnalyzer(wants_full_pixels=True)
    picture = analyze_file(path, analyzer).image_hash
    assert picture is not None
    analysis = run_job(analyzer, AnalysisTask(PhotoId(0), path, turn=PictureTurn(picture, 1, 1)))
    assert (analysis.width, analysis.height, analysis.turned) == (200, 400, 1)
    assert analyzer.shown[-1].shape == analyzer.full.shape == (400, 200, 3)
    assert analysis.image_hash == picture


@pytest.mark.parametrize("orientation, turn", [(1, SCAN), (6, SCAN)])
def test_a_turn_of_another_picture_turns_nothing(a_photo, orientation, turn):
    analysis = run_job(FakeAnalyzer(), AnalysisTask(PhotoId(0), a_photo(orientation=orientation), turn=turn))
    assert analysis.turned == 0


def test_a_turn_says_nothing_of_the_same_picture_that_exif_turns_since(a_photo):
    plain, turned = a_photo(), a_photo(orientation=6, name="b.jpg")
    picture = analyze_file(plain, FakeAnalyzer()).image_hash
    assert analyze_file(turned, FakeAnalyzer()).image_hash == picture
    analysis = run_job(FakeAnalyzer(), AnalysisTask(PhotoId(0), turned, turn=PictureTurn(picture, 1, 1)))
    assert (analysis.width, analysis.height, analysis.turned) == (200, 400, 0)  # by EXIF


def test_only_a_photo_of_which_nobody_says_how_it_lies_is_looked_at_from_the_side(a_photo, tmp_path):
    bare, by_camera = tmp_path / "bare.jpg", tmp_path / "camera.jpg"
    Image.new("RGB", (40, 20), "red").save(bare)
    exif = Image.Exif()
    exif[0x0112] = 1
    exif.get_ifd(0x8769)[0x9003] = "2013:05:30 12:04:51"
    Image.new("RGB", (40, 20), "red").save(by_camera, exif=exif)
    turned_by_exif, scanned = a_photo(orientation=6), a_photo(orientation=1, name="scan.jpg")
    told = {path.name: analyze_file(path, FakeAnalyzer()).lies for path in (bare, by_camera, turned_by_exif, scanned)}
    assert told == {"bare.jpg": 1, "camera.jpg": None, "a.jpg": None, "scan.jpg": 1}


def test_the_user_who_said_how_a_picture_lies_is_not_asked_again(a_photo):
    analyzer = FakeAnalyzer()
    picture = analyze_file(a_photo(), analyzer).image_hash
    asked = analyzer.asked
    analysis = run_job(analyzer, AnalysisTask(PhotoId(0), a_photo(), turn=PictureTurn(picture, 1, 0)))
    assert (analysis.lies, analysis.turned, analyzer.asked) == (None, 0, asked)


@pytest.mark.parametrize(
    "orientation, beside, quarters, mirrored",
    [
        (None, TurnBeside(6, is_own=False), 1, False), (None, TurnBeside(3, is_own=True), 2, False),
        (None, None, 0, False), (None, TurnBeside(8, is_own=True), 3, False),
        (None, TurnBeside(1, is_own=True), 0, False),
        (None, TurnBeside(5, is_own=True), 3, True), (None, TurnBeside(2, is_own=False), 0, True),
        (1, TurnBeside(6, is_own=True), 1, False), (1, TurnBeside(6, is_own=False), 0, False),
        (1, TurnBeside(4, is_own=True), 2, True), (1, TurnBeside(4, is_own=False), 0, False),
        (6, TurnBeside(6, is_own=True), 0, False), (6, TurnBeside(3, is_own=True), 1, False),
        (6, TurnBeside(1, is_own=True), 3, False), (6, TurnBeside(3, is_own=False), 0, False),
        (5, TurnBeside(6, is_own=True), 0, True), (5, TurnBeside(7, is_own=True), 2, False),
    ],
)  # fmt: skip
def test_a_sidecar_turns_the_photo_that_says_nothing_itself_or_is_its_own(
    tmp_path, orientation, beside, quarters, mirrored
):
    path, exif = tmp_path / "a.jpg", Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    Image.new("RGB", (40, 20), "red").save(path, exif=exif)
    analysis = run_job(FakeAnalyzer(), AnalysisTask(PhotoId(0), path, beside=beside))
    assert (analysis.turned, analysis.beside, analysis.mirrored) == (quarters, quarters, mirrored)
    own = orientation or 1
    assert analysis.orientation == (mirrored_too(own) if mirrored else own)
    assert (analysis.width < analysis.height) == ((quarters % 2 == 1) != (orientation in (5, 6)))


def test_a_sidecar_does_not_lay_upright_faces_on_their_side(a_photo):
    analyzer = FakeAnalyzer()
    analyzer.upright = True
    task = AnalysisTask(PhotoId(0), a_photo(), beside=TurnBeside(6, is_own=True))
    assert run_job(analyzer, task).turned == 0


def test_what_the_user_says_goes_before_the_sidecar(a_photo):
    path = a_photo()
    picture = analyze_file(path, FakeAnalyzer()).image_hash
    task = AnalysisTask(PhotoId(0), path, turn=PictureTurn(picture, 1, 0), beside=TurnBeside(6, is_own=True))
    analysis = run_job(FakeAnalyzer(), task)
    assert (analysis.turned, analysis.beside) == (0, None)


class SeesRed(FakeAnalyzer):
    """Sees a face in every picture that is mostly red."""

    def analyze(self, pixels, crop_pixels=None):
        found = super().analyze(pixels, crop_pixels)
        return found if pixels[:, :, 0].mean() > 150 > pixels[:, :, 1].mean() else []


def pages(path, *colours, kind="TIFF", size=(40, 20)):
    """Write pictures of these colours, none of them blank."""
    made = []
    for colour in colours:
        page = Image.new("RGB", size, colour)
        page.paste("black", (0, 0, 4, 20))
        made.append(page)
    made[0].save(path, kind, save_all=True, append_images=made[1:], lossless=True)
    return path


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "WEBP", "PNG"])
def test_where_the_first_page_shows_nobody_a_few_later_ones_are_looked_at(tmp_path, kind):
    path = pages(tmp_path / "a", "blue", "green", "red", "blue", "green", kind=kind)
    analysis = analyze_file(path, SeesRed())
    assert (analysis.frame, len(analysis.observations)) == (2, 1)
    assert analyze_file(pages(tmp_path / "b", "red", "blue", kind=kind), SeesRed()).frame == 0
    assert analyze_file(pages(tmp_path / "c", "blue", "green", kind=kind), SeesRed()).frame == 0


def test_of_many_pages_only_four_are_looked_at_evenly_spread(tmp_path):
    path = pages(tmp_path / "a", *["blue"] * 100)
    analyzer = SeesRed()
    analyze_file(path, analyzer)
    assert len(analyzer.shown) == 5


def test_known_faces_stay_on_their_page(tmp_path):
    path = pages(tmp_path / "a", "red", "blue", "red")
    for frame in (0, 1, 2):
        task = AnalysisTask(PhotoId(0), path, (FACE,), frame=frame)
        assert run_job(SeesRed(), task).frame == frame
    assert run_job(SeesRed(), AnalysisTask(PhotoId(0), path, (FACE,), frame=9)).frame == 0  # there is no such page now


def test_the_hash_of_a_picture_does_not_depend_on_the_page(tmp_path):
    path = pages(tmp_path / "a", "blue", "red")
    of_pages = [run_job(SeesRed(), AnalysisTask(PhotoId(0), path, frame=frame)).image_hash for frame in (None, 0, 1)]
    assert len(set(of_pages)) == 1
