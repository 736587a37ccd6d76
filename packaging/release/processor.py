"""Step processor: the packaged program on a processor of 2008 (Nehalem: no AVX), emulated by Debian's qemu-user.

What was compiled for the builder's own processor ends there with "illegal instruction". One process is emulated, not
those that it would start, so a scan's work is done in this one: photos are decoded, faces found and embedded.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from release.names import CONTENTS, PROGRAM, version
from release.settings import Settings
from release.smoke import LARGE_LIBRARIES, RUN_CODE

QEMU = ("qemu-x86_64", "-cpu", "Nehalem")
PATIENCE_S = 1200
LIKE_A_WORKER = """
import numpy, os, sys
from numpy._core._multiarray_umath import __cpu_features__ as features
assert features["SSE42"] and not features["AVX"], "the processor is not emulated"
from pathlib import Path
from faceorg import paths
from faceorg.images.decode import decode_photo
from faceorg.library.opening.open_library import open_library
from faceorg.library.recognising import packs
from faceorg.vision.analyzer import Analyzer
with open_library(Path(os.environ["FACEORG_LIBRARY"]), program="processor") as library:
    analyzer = Analyzer(packs.pack_in_use(library), device="cpu")
    shipped = sorted(paths.samples_dir().rglob("*.*"))
    for file in [next(file for file in shipped if file.suffix.lower() == kind) for kind in (".heic", ".jpg")]:
        pixels = decode_photo(file.read_bytes(), target_px=1024, name=file.name).pixels
        print(file.name, pixels.shape, len(analyzer.analyze(pixels)), "faces")
import rawpy, tifffile
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from faceorg.gui.app import make_application
make_application()
print("the window's libraries too")
"""


def run(settings: Settings) -> None:
    """Say the version, compute with every library and look for faces, as on the old processor."""
    with tempfile.TemporaryDirectory() as home:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("FACEORG_", "PYTHON"))}
        environment |= {"HOME": home, "FACEORG_LIBRARY": f"{home}/library", "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([settings.program, "scan", "--samples"], env=environment, check=True, capture_output=True)
        # As PyInstaller's start leaves them when it starts the program a second time, which would not be emulated.
        environment |= {"_PYI_ARCHIVE_FILE": str(settings.program), "_PYI_PARENT_PROCESS_LEVEL": "-1"}
        environment |= {"LD_LIBRARY_PATH": str(Path(settings.program_folder) / CONTENTS)}
        lines = [
            ["--version"],
            *([*RUN_CODE[:-1], RUN_CODE[-1].format(code)] for code in (LARGE_LIBRARIES, LIKE_A_WORKER)),
        ]
        said = ""
        for line in lines:
            command = [*QEMU, settings.program, *line]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S)
            if done.returncode != 0:
                sys.exit(f"status {done.returncode} on an old processor:\n{done.stdout}{done.stderr[-4000:]}")
            said += done.stdout
        if f"{PROGRAM} {version()}" not in said:
            sys.exit(f"not as wanted:\n{said}")
        print(said)
