"""Runs in the packaged program before anything else: what a process of PyInstaller's needs to be a good neighbour."""

import os
import sys
import types


def give_back_the_library_path() -> None:
    """Let programs that faceorg starts (exiftool, a file manager) find the system's libraries, not the packaged ones.

    PyInstaller's start sets LD_LIBRARY_PATH and starts the program again; the loader has read it by now. faceorg's own
    worker and helper processes set it anew, each for itself, when they are told that they are not part of this one.
    """
    if not sys.platform.startswith("linux"):
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


def open_missing_streams() -> None:
    """Give a program without a console (Windows) something to print into: there it has no standard streams at all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (for as long as it runs)


def look_at_videos_without_opencv() -> None:
    """Keep OpenCV from the FFmpeg that it is linked with: in packages for Linux a stand-in is in its place."""
    os.environ.setdefault("OPENCV_VIDEOIO_PRIORITY_FFMPEG", "0")


def stand_in_for_scikit_image() -> None:
    """Let insightface be imported without scikit-image (60 MB with what it needs).

    It imports one class of it for aligning faces, which faceorg does by itself (vision/alignment.py).
    """

    class SimilarityTransform:
        def __init__(self, *_arguments: object, **_options: object) -> None:
            raise NotImplementedError("scikit-image is not part of the packaged program")

    transform = types.ModuleType("skimage.transform")
    transform.SimilarityTransform = SimilarityTransform  # type: ignore[attr-defined]
    package = types.ModuleType("skimage")
    package.transform = transform  # type: ignore[attr-defined]
    package.__path__ = []
    sys.modules |= {"skimage": package, "skimage.transform": transform}


give_back_the_library_path()
open_missing_streams()
look_at_videos_without_opencv()
stand_in_for_scikit_image()
