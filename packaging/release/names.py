"""What the packages of faceorg are called, everywhere the same; the version is that of the program."""

from __future__ import annotations

import platform
import re
from pathlib import Path
from typing import Any

PACKAGING = Path(__file__).resolve().parents[1]
ROOT = PACKAGING.parent

PROGRAM = "faceorg"
# The one of the two on Windows that has no console.
WINDOW_PROGRAM = "faceorgw"
# Where PyInstaller puts everything but the programs themselves.
CONTENTS = "_internal"
# AppStream, Flatpak and macOS want the address of a publisher, backwards.
APP_ID = "io.github.faceorg.faceorg"
SUMMARY = "Find everyone in a photo library, on your own machine"
PUBLISHER = "The faceorg authors"

# The oldest macOS that the wheels inside are for: onnxruntime's on Apple's processors, PySide6's on Intel's.
MACOS_OF = {"arm64": "14.0", "x86_64": "13.0"}
INFO_PLIST: dict[str, Any] = {
    "CFBundleDisplayName": PROGRAM,
    "LSApplicationCategoryType": "public.app-category.photography",
    "LSMinimumSystemVersion": MACOS_OF.get(platform.machine(), MACOS_OF["arm64"]),
    "NSHighResolutionCapable": True,
    "NSRequiresAquaSystemAppearance": False,
    "NSHumanReadableCopyright": "Copyright 2026 the faceorg authors, Apache License 2.0",
    # Said by macOS when it asks whether faceorg may read these folders.
    **{
        f"NS{folder}FolderUsageDescription": "faceorg looks for faces in the photos of the folders that you choose."
        for folder in ("Desktop", "Documents", "Downloads")
    },
    "NSRemovableVolumesUsageDescription": "faceorg looks for faces in the photos of the disks that you choose.",
    "NSNetworkVolumesUsageDescription": "faceorg looks for faces in the photos of the disks that you choose.",
}


def version() -> str:
    """Return the version, from the one place that it stands in."""
    text = (ROOT / "faceorg" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("faceorg/__init__.py names no version")
    return found[1]


def windows_version(name: str) -> object:
    """Return what Windows shows as the details of a program."""
    from PyInstaller.utils.win32 import versioninfo as info

    numbers = (*(int(part) for part in re.findall(r"\d+", version())[:3]), 0)
    told = {
        "CompanyName": PUBLISHER,
        "FileDescription": SUMMARY if name == PROGRAM else PROGRAM,
        "FileVersion": version(),
        "LegalCopyright": INFO_PLIST["NSHumanReadableCopyright"],
        "OriginalFilename": f"{name}.exe",
        "ProductName": PROGRAM,
        "ProductVersion": version(),
    }
    strings = info.StringTable("040904B0", [info.StringStruct(key, value) for key, value in told.items()])
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            info.StringFileInfo([strings]),
            info.VarFileInfo([info.VarStruct("Translation", [0x0409, 1200])]),
        ],
    )
