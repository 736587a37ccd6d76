"""What the window asks of a library that takes longer than a frame: one method a verb, with its types.

One Python runs one thread at a time: a scan's writer or a search in a thread of the window makes every frame wait for
its turn, dozens of times a frame. So there are two who answer, and a caller cannot tell them apart:

    InProcess       runs a verb in the calling thread: for tests, and for programs without a window
    HelperProcess   has it run in another process, and blocks only the thread that calls it

A verb that is renamed or called wrongly fails the type check in all three places. To add one: a method here, one in
`InProcess` that calls the function of the library, one line in `HelperProcess`, and a case in tests/library/test_verbs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from faceorg.domain import FaceId, PersonId, Photo, PhotoFilter, PhotoId, Timeline
from faceorg.messages.message import Message
from faceorg.messages.text import Language
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:  # numpy and what builds on it: the window opens without them
    from faceorg.library.exports.copy_choice import CopyChoice
    from faceorg.library.exports.folder_of_copies import CopyReport
    from faceorg.library.exports.person_page import TellingPage
    from faceorg.library.maintenance import CheckReport
    from faceorg.library.names_in_files.files import WriteReport
    from faceorg.library.names_in_files.findings import ImportPreview
    from faceorg.library.names_in_files.plans import WritingChoice
    from faceorg.library.opening.library import Edited
    from faceorg.library.pictures import FittedPicture
    from faceorg.library.recognising.likeness import Likeness, OutsideFace
    from faceorg.library.review.after_edits import MoreFound
    from faceorg.library.review.question import Question, Waiting
    from faceorg.library.scanning.forecast import Forecast
    from faceorg.library.scanning.ingest import ChangeSink, ScanReport
    from faceorg.library.scanning.watching import FolderState
    from faceorg.matching.recognition.identification import Identification
    from faceorg.metadata.camera import CameraFacts


class LibraryVerbs(Protocol):
    """The verbs. Each waits for its answer (not for the GUI thread) and raises what the function behind it raises.

    What it does is told by that function, see `InProcess`. progress, cancel and on_changes are given by name: they
    stay here, and what is said through them crosses the border of the process.
    """

    # ------------------------------------------------------------ long ones, which take turns: they tell their progress
    def scan(
        self,
        folders: Sequence[Path],
        *,
        retry_failed: bool,
        progress: ProgressSink,
        cancel: CancelToken,
        on_changes: ChangeSink,
    ) -> ScanReport: ...

    def analyze(self, *, progress: ProgressSink, cancel: CancelToken, on_changes: ChangeSink) -> int: ...

    def settle(self, *, full: bool, progress: ProgressSink, cancel: CancelToken) -> None: ...

    def measure_if_due(self, *, progress: ProgressSink, cancel: CancelToken) -> bool: ...

    def look_for_more(self, edits: Sequence[Edited], *, progress: ProgressSink, cancel: CancelToken) -> MoreFound: ...

    def check(self, *, progress: ProgressSink, cancel: CancelToken) -> CheckReport: ...

    def rebuild(self, *, progress: ProgressSink, cancel: CancelToken, on_changes: ChangeSink) -> CheckReport: ...

    def preview_import(
        self, *, digikam: Path | None, picasa_contacts: Path | None, progress: ProgressSink, cancel: CancelToken
    ) -> ImportPreview: ...

    def preview_writing(
        self,
        choice: WritingChoice,
        *,
        overrule: bool,
        over_changed: bool,
        progress: ProgressSink,
        cancel: CancelToken,
    ) -> WriteReport: ...

    def write_names(
        self,
        choice: WritingChoice,
        *,
        overrule: bool,
        over_changed: bool,
        progress: ProgressSink,
        cancel: CancelToken,
    ) -> WriteReport: ...

    def take_names_out(self, *, progress: ProgressSink, cancel: CancelToken) -> WriteReport: ...

    def person_page(
        self, person_id: PersonId, language: Language, *, progress: ProgressSink, cancel: CancelToken
    ) -> TellingPage: ...

    def copy_photos(
        self,
        photo_ids: Sequence[PhotoId],
        folder: Path,
        choice: CopyChoice,
        *,
        progress: ProgressSink,
        cancel: CancelToken,
    ) -> CopyReport: ...

    def cut_out_faces(
        self, face_ids: Sequence[FaceId], folder: Path, *, progress: ProgressSink, cancel: CancelToken
    ) -> CopyReport: ...

    # ------------------------------------------------------------ questions, answered side by side
    def folder_state(self, *, cancel: CancelToken) -> FolderState: ...

    def timeline(self, wanted: PhotoFilter) -> Timeline: ...

    def like_face(self, face_id: FaceId) -> Likeness: ...

    def like_picture(self, picture: Path, *, cancel: CancelToken) -> list[OutsideFace]: ...

    def outliers(self, person_id: PersonId) -> list[tuple[FaceId, float]]: ...

    def why(self, face_id: FaceId) -> Identification | None: ...

    def split_preview(self, person_id: PersonId, strictness: float) -> list[list[FaceId]]: ...

    def questions_waiting(self) -> Waiting: ...

    def first_questions(self, limit: int) -> tuple[list[Question], int]: ...

    def what_was_learned(self) -> Message: ...

    def what_was_measured(self) -> Message | None: ...

    def many_small_children(self) -> Message | None: ...

    def devices(self) -> list[str]: ...

    def forecast(self, folders: Sequence[Path], *, cancel: CancelToken) -> Forecast | None: ...

    # ------------------------------------------------------------ pictures
    def fitted_picture(self, photo: Photo, target_px: int | None, *, cancel: CancelToken) -> FittedPicture: ...

    def camera_facts(self, photo: Photo) -> CameraFacts: ...

    def cut_out_face(self, face_id: FaceId) -> FittedPicture: ...

    def new_preview(self, photo_id: PhotoId) -> bytes | None: ...

    def keep_previews(self) -> None: ...


class Helper(LibraryVerbs, Protocol):
    """Whoever runs the verbs of one library, from the first call to close()."""

    def warm(self) -> None:
        """Be ready for a first call."""
        ...

    def close(self) -> None:
        """Stop. Calls that still run raise LibraryProblem."""
        ...
