"""Every verb of the window, in the calling process and in the helper process: the same answers, and none forgotten."""

from __future__ import annotations

import inspect
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.catalog import faces
from faceorg.catalog.pictures import photos
from faceorg.domain import FaceId, Photo, PhotoFilter
from faceorg.library.exports.copy_choice import CopyChoice
from faceorg.library.helper.helper_process import HelperProcess
from faceorg.library.helper.in_process import InProcess
from faceorg.library.helper.verbs import Helper, LibraryVerbs
from faceorg.library.names_in_files.plans import WritingChoice
from faceorg.library.opening.library import Library
from faceorg.library.opening.open_library import open_library
from faceorg.library.people import boxes, edits
from faceorg.library.scanning import ingest
from faceorg.messages.text import Language
from faceorg.metadata.writer import Target
from faceorg.progress import CancelToken

# They stay where they are given; what is said through them crosses the border.
HEARD = ("progress", "cancel", "on_changes")


@dataclass
class Scene:
    """A library in which Penny and Sheldon have names. told : tasks that the verbs told the progress of, by verb;
    changed : verbs that told of changes (how often depends on the clock)."""

    library: Library
    photos: Path
    verb: str = ""
    told: dict[str, set[str]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    @property
    def heard(self) -> dict[str, object]:
        """What a long verb is given."""
        return {
            "progress": lambda at: self.told.setdefault(self.verb, set()).add(at.task),
            "cancel": CancelToken(),
        }

    @property
    def heard_with_changes(self) -> dict[str, object]:
        return {**self.heard, "on_changes": lambda _changes: self.changed.add(self.verb)}

    def photo(self, name: str) -> Photo:
        return next(photo for photo in photos.all_photos(self.library.catalog) if photo.path.name == name)

    def face(self, name: str) -> FaceId:
        return faces.faces_of_photo(self.library.catalog, self.photo(name).id)[0].id

    def person(self, name: str):
        face = faces.face(self.library.catalog, self.face(name))
        assert face.person_id is not None
        return face.person_id


CHOICE = WritingChoice(Target.FULL_NAME, False)


def scan(verbs: LibraryVerbs, scene: Scene) -> object:
    report = verbs.scan([scene.photos], retry_failed=True, **scene.heard_with_changes)
    assert report.analyzed == 1  # the photo that came since
    return replace(report, seconds=0.0)


def analyze(verbs: LibraryVerbs, scene: Scene) -> object:
    boxes.draw_face(scene.library, scene.photo("penny2.png").id, Box(0.1, 0.1, 0.2, 0.2))
    return verbs.analyze(**scene.heard_with_changes)


def look_for_more(verbs: LibraryVerbs, scene: Scene) -> object:
    made = edits.name_faces(scene.library, [scene.face("leonard1.png")], "Leonard")
    return verbs.look_for_more([made], **scene.heard)


def copy_photos(verbs: LibraryVerbs, scene: Scene) -> object:
    report = verbs.copy_photos(
        [scene.photo("penny1.png").id], scene.photos.parent / "copies", CopyChoice(), **scene.heard
    )
    assert report.added == 1
    return report


def cut_out_faces(verbs: LibraryVerbs, scene: Scene) -> object:
    report = verbs.cut_out_faces([scene.face("penny1.png")], scene.photos.parent / "cut out", **scene.heard)
    assert report.added == 1
    return report


def forecast(verbs: LibraryVerbs, scene: Scene) -> object:
    found = verbs.forecast([scene.photos], cancel=CancelToken())
    assert found is not None and found.tried == 6
    return found.photos  # the seconds are never the same


# In this order, over one library: each finds what the ones before it left.
CASES: dict[str, Callable[[LibraryVerbs, Scene], object]] = {
    "folder_state": lambda verbs, scene: verbs.folder_state(cancel=CancelToken()),
    "scan": scan,
    "analyze": analyze,
    "look_for_more": look_for_more,
    "settle": lambda verbs, scene: verbs.settle(full=True, **scene.heard),
    "measure_if_due": lambda verbs, scene: verbs.measure_if_due(**scene.heard),
    "check": lambda verbs, scene: verbs.check(**scene.heard),
    "timeline": lambda verbs, scene: verbs.timeline(PhotoFilter(all_of=(scene.person("penny1.png"),))),
    "like_face": lambda verbs, scene: verbs.like_face(scene.face("penny1.png")),
    "like_picture": lambda verbs, scene: verbs.like_picture(scene.photos / "sheldon2.png", cancel=CancelToken()),
    "outliers": lambda verbs, scene: verbs.outliers(scene.person("penny1.png")),
    "why": lambda verbs, scene: verbs.why(scene.face("penny4.png")),
    "split_preview": lambda verbs, scene: verbs.split_preview(scene.person("penny1.png"), 0.5),
    "questions_waiting": lambda verbs, scene: verbs.questions_waiting(),
    "first_questions": lambda verbs, scene: verbs.first_questions(5),
    "what_was_learned": lambda verbs, scene: verbs.what_was_learned(),
    "what_was_measured": lambda verbs, scene: verbs.what_was_measured(),
    "many_small_children": lambda verbs, scene: verbs.many_small_children(),
    "devices": lambda verbs, scene: verbs.devices(),
    "forecast": forecast,
    "fitted_picture": lambda verbs, scene: verbs.fitted_picture(scene.photo("penny1.png"), 64, cancel=CancelToken()),
    "camera_facts": lambda verbs, scene: verbs.camera_facts(scene.photo("penny1.png")),
    "cut_out_face": lambda verbs, scene: verbs.cut_out_face(scene.face("penny1.png")),
    "copy_photos": copy_photos,
    "cut_out_faces": cut_out_faces,
    "new_preview": lambda verbs, scene: verbs.new_preview(scene.photo("penny1.png").id),
    "keep_previews": lambda verbs, scene: verbs.keep_previews(),
    "preview_writing": lambda verbs, scene: verbs.preview_writing(
        CHOICE, overrule=False, over_changed=False, **scene.heard
    ),
    "person_page": lambda verbs, scene: verbs.person_page(scene.person("penny1.png"), Language.ENGLISH, **scene.heard),
    "write_names": lambda verbs, scene: verbs.write_names(CHOICE, overrule=False, over_changed=False, **scene.heard),
    "take_names_out": lambda verbs, scene: verbs.take_names_out(**scene.heard),
    "rebuild": lambda verbs, scene: verbs.rebuild(**scene.heard_with_changes),
    "preview_import": lambda verbs, scene: verbs.preview_import(digikam=None, picasa_contacts=None, **scene.heard),
}
# Their answer is None where all went well.
SILENT = {"settle", "keep_previews", "what_was_measured", "many_small_children"}
# These group in between where they take long, and then say so.
IN_BETWEEN = {"scan", "analyze", "rebuild"}


@dataclass
class Heard:
    """What one of the two answered and told, by verb."""

    answers: dict[str, object]
    told: dict[str, set[str]]
    changed: set[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, still_photos: Path) -> Iterator[Callable[[], Path]]:
    """home() -> always the same folder, with a library and its photos as they were at first."""
    folder = tmp_path_factory.mktemp("home")
    at, kept, taken = folder / "here", folder / "kept", still_photos
    (at / "photos").mkdir(parents=True)
    for name in ("penny", "sheldon", "leonard"):
        for photo in sorted((taken / name).glob("*.png")):
            shutil.copy2(photo, at / "photos")
    with pytest.MonkeyPatch.context() as patch, open_library(at / "library") as library:
        patch.delenv("FACEORG_PACKS", raising=False)
        ingest.scan(library, [at / "photos"], pack="starter", workers=1)
        scene = Scene(library, at / "photos")
        for who, number in (("Penny", 3), ("Sheldon", 3)):
            named = [scene.face(f"{who.lower()}{place}.png") for place in range(1, number + 1)]
            edits.name_faces(library, named, who)
        shutil.copy2(taken / "amy" / "amy1.png", at / "photos")
        shutil.copytree(at, kept)

        def anew() -> Path:
            shutil.rmtree(at)
            shutil.copytree(kept, at)
            return at

    yield anew


def heard_from(open_helper: Callable[[Library], Helper], folder: Path) -> Heard:
    with open_library(folder / "library") as library:
        scene, helper = Scene(library, folder / "photos"), open_helper(library)
        answers: dict[str, object] = {}
        try:
            for scene.verb, ask in CASES.items():
                answers[scene.verb] = ask(helper, scene)
        finally:
            helper.close()
    return Heard(answers, scene.told, scene.changed)


@pytest.fixture(scope="module")
def here(home: Callable[[], Path]) -> Heard:
    return heard_from(InProcess, home())


@pytest.fixture(scope="module")
def there(home: Callable[[], Path], here: Heard) -> Heard:
    return heard_from(HelperProcess, home())


def verbs_of(kind: type) -> dict[str, inspect.Signature]:
    return {name: inspect.signature(found) for name, found in vars(kind).items() if not name.startswith("_")}


def test_every_verb_of_the_window_has_its_case() -> None:
    assert set(CASES) == set(verbs_of(LibraryVerbs))


def test_both_have_every_verb_with_the_same_arguments() -> None:
    asked = verbs_of(LibraryVerbs)
    for kind in (InProcess, HelperProcess):
        has = verbs_of(kind)
        assert {name: has[name] for name in asked} == asked


def test_what_is_heard_is_given_by_name() -> None:
    for name, signature in verbs_of(LibraryVerbs).items():
        for heard in set(HEARD) & set(signature.parameters):
            assert signature.parameters[heard].kind is inspect.Parameter.KEYWORD_ONLY, name


@pytest.mark.parametrize("name", CASES)
def test_the_helper_process_answers_as_this_process_does(name: str, here: Heard, there: Heard) -> None:
    assert here.answers[name] is not None or name in SILENT
    assert there.answers[name] == here.answers[name]


@pytest.mark.parametrize("name", [name for name in CASES if "progress" in verbs_of(LibraryVerbs)[name].parameters])
def test_progress_and_changes_are_told_across_the_border(name: str, here: Heard, there: Heard) -> None:
    told, told_here = there.told.get(name, set()), here.told.get(name, set())
    assert told == told_here or (name in IN_BETWEEN and told & told_here)
    assert (name in there.changed) == (name in here.changed)


def test_a_renamed_verb_or_a_wrong_argument_fails_the_type_check(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    caller = tmp_path / "caller.py"
    caller.write_text(
        "from faceorg.library.helper.helper_process import HelperProcess\n"
        "from faceorg.library.helper.verbs import Helper\n"
        "def right(helper: HelperProcess) -> float: return helper.questions_waiting().minutes\n"
        "def renamed(helper: Helper) -> None: helper.questions_that_wait()\n"
        "def wrong(helper: HelperProcess) -> None: helper.first_questions('five')\n"
        "def odd(helper: HelperProcess) -> int: return helper.what_was_learned()\n"
    )
    command = [sys.executable, "-m", "mypy", "--follow-imports=silent", "--cache-dir", str(tmp_path), str(caller)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    lines = [line.split(":")[1] for line in ran.stdout.splitlines() if ": error: " in line]
    assert lines == ["4", "5", "6"], ran.stdout
