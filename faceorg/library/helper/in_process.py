"""The verbs of a library, run in the calling thread: here for tests and programs without a window, in the helper
process for the window. A verb's module, with all it needs, is imported by its first call and so only where it runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.domain import FaceId, PersonId, Photo, PhotoFilter, PhotoId, Timeline
from faceorg.library.opening.library import Edited, Library
from faceorg.messages.message import Message
from faceorg.messages.text import Language
from faceorg.progress import CancelToken, ProgressSink

if TYPE_CHECKING:
    from faceorg.library.exports.copy_choice import CopyChoice
    from faceorg.library.exports.folder_of_copies import CopyReport
    from faceorg.library.exports.person_page import TellingPage
    from faceorg.library.maintenance import CheckReport
    from faceorg.library.names_in_files.files import WriteReport
    from faceorg.library.names_in_files.findings import ImportPreview
    from faceorg.library.names_in_files.plans import WritingChoice
    from faceorg.library.pictures import FittedPicture
    from faceorg.library.recognising.likeness import Likeness, OutsideFace
    from faceorg.library.review.after_edits import MoreFound
    from faceorg.library.review.question import Question, Waiting
    from faceorg.library.scanning.forecast import Forecast
    from faceorg.library.scanning.ingest import ChangeSink, ScanReport
    from faceorg.library.scanning.watching import FolderState
    from faceorg.matching.recognition.identification import Identification
    from faceorg.metadata.camera import CameraFacts


class InProcess:
    """A `Helper` without a process: each method calls the function of the library that it is named for."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def warm(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""

    # ------------------------------------------------------------ long ones
    def scan(
        self,
        folders: Sequence[Path],
        *,
        retry_failed: bool,
        progress: ProgressSink,
        cancel: CancelToken,
        on_changes: ChangeSink,
    ) -> ScanReport:
        from faceorg.library.scanning import ingest

        return ingest.scan(
            self._library, folders, retry_failed=retry_failed, progress=progress, cancel=cancel, on_changes=on_changes
        )

    def analyze(self, *, progress: ProgressSink, cancel: CancelToken, on_changes: ChangeSink) -> int:
        from faceorg.library.scanning import ingest

        return ingest.analyze(self._library, progress=progress, cancel=cancel, on_changes=on_changes)

    def settle(self, *, full: bool, progress: ProgressSink, cancel: CancelToken) -> None:
        from faceorg.library.recognising import grouping

        grouping.settle(self._library, full=full, progress=progress, cancel=cancel)

    def measure_if_due(self, *, progress: ProgressSink, cancel: CancelToken) -> bool:
        from faceorg.library.recognising import measuring

        return measuring.measure_if_due(self._library, progress=progress, cancel=cancel)

    def look_for_more(self, edits: Sequence[Edited], *, progress: ProgressSink, cancel: CancelToken) -> MoreFound:
        from faceorg.library.review import after_edits

        return after_edits.look_for_more(self._library, edits, progress, cancel)

    def check(self, *, progress: ProgressSink, cancel: CancelToken) -> CheckReport:
        from faceorg.library import maintenance

        return maintenance.check(self._library, progress=progress, cancel=cancel)

    def rebuild(self, *, progress: ProgressSink, cancel: CancelToken, on_changes: ChangeSink) -> CheckReport:
        from faceorg.library import maintenance

        return maintenance.rebuild(self._library, progress=progress, cancel=cancel, on_changes=on_changes)

    def preview_import(
        self, *, digikam: Path | None, picasa_contacts: Path | None, progress: ProgressSink, cancel: CancelToken
    ) -> ImportPreview:
        from faceorg.library.names_in_files import regions

        return regions.preview_import(
            self._library, digikam=digikam, picasa_contacts=picasa_contacts, progress=progress, cancel=cancel
        )

    def preview_writing(
        self,
        choice: WritingChoice,
        *,
        overrule: bool,
        over_changed: bool,
        progress: ProgressSink,
        cancel: CancelToken,
    ) -> WriteReport:
        from faceorg.library.names_in_files import files

        return files.preview_writing(
            self._library,
            choice=choice,
            overrule=overrule,
            over_changed=over_changed,
            progress=progress,
            cancel=cancel,
        )

    def write_names(
        self,
        choice: WritingChoice,
        *,
        overrule: bool,
        over_changed: bool,
        progress: ProgressSink,
        cancel: CancelToken,
    ) -> WriteReport:
        from faceorg.library.names_in_files import files

        return files.write_names(
            self._library,
            choice=choice,
            overrule=overrule,
            over_changed=over_changed,
            progress=progress,
            cancel=cancel,
        )

    def take_names_out(self, *, progress: ProgressSink, cancel: CancelToken) -> WriteReport:
        from faceorg.library.names_in_files import files

        return files.take_names_out(self._library, progress=progress, cancel=cancel)

    def person_page(
        self, person_id: PersonId, language: Language, *, progress: ProgressSink, cancel: CancelToken
    ) -> TellingPage:
        from faceorg.library.exports import person_page

        return person_page.person_page(self._library, person_id, language, progress=progress, cancel=cancel)

    def copy_photos(
        self,
        photo_ids: Sequence[PhotoId],
        folder: Path,
        choice: CopyChoice,
        *,
        progress: ProgressSink,
        cancel: CancelToken,
    ) -> CopyReport:
        from faceorg.library.exports import photo_copies

        return photo_copies.copy_photos(self._library, photo_ids, folder, choice, progress=progress, cancel=cancel)

    def cut_out_faces(
        self, face_ids: Sequence[FaceId], folder: Path, *, progress: ProgressSink, cancel: CancelToken
    ) -> CopyReport:
        from faceorg.library.exports import cut_outs

        return cut_outs.cut_out_faces(self._library, face_ids, folder, progress=progress, cancel=cancel)

    # ------------------------------------------------------------ questions
    def folder_state(self, *, cancel: CancelToken) -> FolderState:
        from faceorg.library.scanning import watching

        return watching.folder_state(self._library, cancel)

    def timeline(self, wanted: PhotoFilter) -> Timeline:
        from faceorg.library.views import photo_views

        return photo_views.timeline(self._library, wanted)

    def like_face(self, face_id: FaceId) -> Likeness:
        from faceorg.library.recognising import likeness

        return likeness.like_face(self._library, face_id)

    def like_picture(self, picture: Path, *, cancel: CancelToken) -> list[OutsideFace]:
        from faceorg.library.recognising import likeness

        return likeness.like_picture(self._library, picture, cancel)

    def outliers(self, person_id: PersonId) -> list[tuple[FaceId, float]]:
        from faceorg.library.recognising import search

        return search.outliers(self._library, person_id)

    def why(self, face_id: FaceId) -> Identification | None:
        from faceorg.library.recognising import judgement

        return judgement.why(self._library, face_id)

    def split_preview(self, person_id: PersonId, strictness: float) -> list[list[FaceId]]:
        from faceorg.library.recognising import grouping

        return grouping.split_preview(self._library, person_id, strictness)

    def questions_waiting(self) -> Waiting:
        from faceorg.library.review import questions

        return questions.waiting(self._library)

    def first_questions(self, limit: int) -> tuple[list[Question], int]:
        from faceorg.library.review import questions

        return questions.first_questions(self._library, limit)

    def what_was_learned(self) -> Message:
        from faceorg.library.recognising import learning

        return learning.explanation(self._library)

    def what_was_measured(self) -> Message | None:
        from faceorg.library.recognising import measuring

        return measuring.explanation(self._library)

    def many_small_children(self) -> Message | None:
        from faceorg.library.recognising import small_children

        return small_children.many_small_children(self._library)

    def devices(self) -> list[str]:
        from faceorg.vision.sessions import available_devices

        return available_devices()

    def forecast(self, folders: Sequence[Path], *, cancel: CancelToken) -> Forecast | None:
        from faceorg.library.scanning import forecast

        return forecast.forecast(self._library, folders, cancel=cancel)

    # ------------------------------------------------------------ pictures
    def fitted_picture(self, photo: Photo, target_px: int | None, *, cancel: CancelToken) -> FittedPicture:
        from faceorg.library import pictures

        return pictures.fitted(photo, target_px, cancel)

    def camera_facts(self, photo: Photo) -> CameraFacts:
        from faceorg.library import pictures

        return pictures.camera_facts(photo)

    def cut_out_face(self, face_id: FaceId) -> FittedPicture:
        from faceorg.library.exports import cut_outs

        return cut_outs.cut_out_face(self._library, face_id)

    def new_preview(self, photo_id: PhotoId) -> bytes | None:
        from faceorg.library import pictures

        return pictures.new_preview(self._library, photo_id)

    def keep_previews(self) -> None:
        from faceorg.library import pictures

        pictures.keep_previews(self._library)
