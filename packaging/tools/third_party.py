"""The libraries that faceorg needs at run time -> resources/licenses/THIRD_PARTY.md, what an installer must carry.

    python packaging/tools/third_party.py          write it again, from what is installed in this environment
    python packaging/tools/third_party.py --check  exit 1 if a library is missing in it, or has another licence

What a binary wheel brings inside (Qt in PySide6, libheif in pillow-heif, ...) is no package of its own, so it is listed
by hand in BUNDLED, from the wheel's own notices.
"""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

TARGET = Path(__file__).resolve().parents[2] / "resources" / "licenses" / "THIRD_PARTY.md"
# Where a package's metadata do not say it as an SPDX expression: read in its own licence file.
SAID_ELSEWHERE = {
    "insightface": "MIT (the code; model packs have terms of their own)",
    "scikit-image": "BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "pyexiftool": "BSD-3-Clause (chosen of two)",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "protobuf": "BSD-3-Clause",
    "flatbuffers": "Apache-2.0",
    "opencv-python": "Apache-2.0",
    "hnswlib": "Apache-2.0",
    "onnxruntime": "MIT",
    "shellingham": "ISC",
    "pyside6-essentials": "LGPL-3.0-only (chosen of three)",
    "shiboken6": "LGPL-3.0-only (chosen of three)",
}
BUNDLED = (
    (
        "Qt 6",
        "pyside6-essentials",
        "LGPL-3.0-only",
        "separate files, loaded at run time, so that they can be replaced",
    ),
    ("libheif, libde265", "pillow-heif", "LGPL-3.0-or-later", "separate files in the wheel"),
    (
        "x265",
        "pillow-heif",
        "GPL-2.0-or-later",
        "encoder that libheif is linked with and faceorg never calls; packages for Linux have a stand-in",
    ),
    ("LibRaw", "rawpy", "LGPL-2.1-only or CDDL-1.0", "separate file in the wheel"),
    ("FFmpeg", "av", "LGPL-3.0-or-later", "separate files in the wheel"),
    (
        "x264, x265",
        "av",
        "GPL-2.0-or-later",
        "encoders that FFmpeg is linked with and faceorg never calls; packages for Linux have stand-ins",
    ),
    ("FFmpeg", "opencv-python", "LGPL-2.1-or-later", "separate files in the wheel; faceorg reads no video with it"),
    ("OpenBLAS", "numpy, scipy", "BSD-3-Clause", "separate files in the wheels"),
    ("libjpeg-turbo", "simplejpeg, pillow", "BSD-3-Clause, IJG", "inside the wheels"),
)


def needed(name: str, found: dict[str, Distribution]) -> None:
    """Collect a package and everything it needs, without extras."""
    key = name.lower().replace("_", "-")
    if key in found:
        return
    try:
        found[key] = distribution(key)
    except PackageNotFoundError:
        return
    for line in found[key].requires or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            needed(requirement.name, found)


def licence_of(key: str, found: Distribution) -> str:
    """Return what the package says its licence is. Raises SystemExit where it says nothing."""
    stated = found.metadata.json
    said = str(SAID_ELSEWHERE.get(key) or stated.get("license_expression") or stated.get("license") or "")
    if not said or "\n" in said:
        raise SystemExit(f"{key}: its metadata name no licence; read its licence file and add it to SAID_ELSEWHERE.")
    return said.removesuffix(" License")


def rows() -> dict[str, str]:
    """Return licences by package, faceorg itself left out."""
    found: dict[str, Distribution] = {}
    needed("faceorg", found)
    needed("av", found)  # of the extra "video", which installers carry
    found.pop("faceorg", None)
    return {key: licence_of(key, found[key]) for key in sorted(found)}


def document(packages: dict[str, str]) -> str:
    lines = [
        "# Libraries of others",
        "",
        "An installer of faceorg carries these; the full text of each licence lies beside it in the program's folder",
        "(`packaging/` collects them from the packages it puts in). Made by `packaging/tools/third_party.py`.",
        "",
        "| package | licence |",
        "|---|---|",
        *(f"| {name} | {licence} |" for name, licence in packages.items()),
        "",
        "Inside binary wheels of these:",
        "",
        "| library | comes with | licence | how |",
        "|---|---|---|---|",
        *(f"| {name} | {wheel} | {licence} | {how} |" for name, wheel, licence, how in BUNDLED),
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    packages = rows()
    if "--check" not in sys.argv[1:]:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(document(packages), encoding="utf-8")
        return 0
    listed = TARGET.read_text(encoding="utf-8")
    lacking = [f"{name}: {licence}" for name, licence in packages.items() if f"| {name} | {licence} |" not in listed]
    print("\n".join(lacking))
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
