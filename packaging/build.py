"""faceorg -> programs and packages for people without Python; `packaging/README.md` says what was run where.

    python packaging/build.py environment freeze smoke          any system: OUT/faceorg, the program in one folder
    python packaging/build.py portable deb rpm [appimage]       Linux
    python packaging/build.py processor                         Linux: on an old processor, emulated
    python packaging/build.py validate                          what registries and shops check
    python packaging/build.py portable installer                Windows
    python packaging/build.py portable dmg                      macOS

OUT is `build/packages` in the checkout (ignored by git) or the folder that --out names. All steps but `environment` run
in the environment that this one makes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from release import environment, frozen, linux, processor, smoke, systems, validate
from release.names import ROOT
from release.settings import Settings

STEPS: dict[str, Callable[[Settings], None]] = {
    "environment": environment.make,
    "freeze": frozen.freeze,
    "smoke": smoke.run,
    "processor": processor.run,
    "sizes": frozen.print_sizes,
    "portable": systems.portable,
    "deb": linux.deb,
    "rpm": linux.rpm,
    "appimage": linux.appimage,
    "metainfo": linux.metainfo,
    "validate": validate.run_all,
    "installer": systems.windows_installer,
    "dmg": systems.dmg,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("steps", nargs="+", choices=list(STEPS), metavar="STEP", help=", ".join(STEPS))
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "packages", help="where everything is written")
    parser.add_argument("--site", default="", help="address below which resources/pictures can be seen (AppStream)")
    parser.add_argument("--homepage", default="", help="address of the project (AppStream, packages)")
    parser.add_argument("--runtime", type=Path, help="runtime of AppImage type 2, for the step appimage")
    given = parser.parse_args()
    settings = Settings(given.out.resolve(), given.site.rstrip("/"), given.homepage, given.runtime)
    settings.out.mkdir(parents=True, exist_ok=True)
    for step in given.steps:
        if step == "environment" or Path(sys.prefix).resolve() == settings.venv.resolve():
            print(f"== {step}", flush=True)
            STEPS[step](settings)
            continue
        if not settings.python.exists():
            sys.exit(f"no {settings.venv}: run the step environment first")
        options = [part for part in sys.argv[1:] if part not in STEPS]
        done = subprocess.run([settings.python, __file__, step, *options])
        if done.returncode != 0:
            sys.exit(done.returncode)


if __name__ == "__main__":
    main()
