"""Steps portable, installer, dmg: OUT/faceorg -> one file to download, for each system."""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

from release import icons, linux
from release.names import PACKAGING, PROGRAM, version
from release.settings import Settings, run


def portable(settings: Settings) -> None:
    """Pack the program as a folder that runs from anywhere: .tar.gz on Linux, .zip elsewhere."""
    top = f"{PROGRAM}-{version()}"
    if sys.platform.startswith("linux"):
        made = settings.package(".tar.gz")
        share = settings.out / "share"
        shutil.rmtree(share, ignore_errors=True)
        linux.shared_folder(settings, share)
        with tarfile.open(made, "w:gz", compresslevel=6) as archive:
            archive.add(settings.program_folder, top, filter=_nobodys)
            archive.add(share, f"{top}/share", filter=_nobodys)
    elif sys.platform == "darwin":
        made = settings.package(".zip")  # ditto keeps the links inside the bundle
        run("ditto", "-c", "-k", "--keepParent", settings.out / f"{PROGRAM}.app", made)
    else:
        made = settings.package(".zip")
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(settings.program_folder.rglob("*")):
                archive.write(path, Path(top) / path.relative_to(settings.program_folder))
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def windows_installer(settings: Settings) -> None:
    """Compile windows/faceorg.nsi with makensis (of NSIS 3; Debian's compiles it on Linux as well)."""
    icon = icons.for_this_system(settings.out)
    made = settings.out / f"{PROGRAM}-{version()}-windows-x86_64-setup.exe"
    defined = {"VERSION": version(), "SOURCE": settings.program_folder, "OUTPUT": made, "ICON": icon}
    script = PACKAGING / "windows" / f"{PROGRAM}.nsi"
    # On Windows its installer adds it to no path: NSIS names the folder. It takes - for / everywhere.
    makensis = shutil.which("makensis") or str(Path(os.environ.get("NSIS", "")) / "makensis")
    run(makensis, "-V2", "-WX", *(f"-D{name}={value}" for name, value in defined.items()), script)
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")


def dmg(settings: Settings) -> None:
    """Make a disk image with the app and a link to the applications (macOS only: dmgbuild calls hdiutil)."""
    made = settings.package(".dmg")
    app = settings.out / f"{PROGRAM}.app"
    rules = PACKAGING / "macos" / "dmg_settings.py"
    run(sys.executable, "-m", "dmgbuild", "-s", rules, "-D", f"app={app}", f"{PROGRAM} {version()}", made)
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
