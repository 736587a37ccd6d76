"""What the steps of packaging/build.py are told, and where they put things."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from release.names import PROGRAM, version


@dataclass(frozen=True)
class Settings:
    """out : all that is built; site, homepage : addresses, "" where there are none; runtime : of AppImage"""

    out: Path
    site: str = ""
    homepage: str = ""
    runtime: Path | None = None

    @property
    def venv(self) -> Path:
        return self.out / "venv"

    @property
    def python(self) -> Path:
        """The Python of the environment that programs are made from."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def program_folder(self) -> Path:
        """The packaged program, which can be moved and used anywhere."""
        return self.out / PROGRAM

    @property
    def program(self) -> Path:
        """The packaged program's command line."""
        return self.program_folder / (f"{PROGRAM}.exe" if os.name == "nt" else PROGRAM)

    def package(self, ending: str) -> Path:
        """Return the file of a package: faceorg-1.0.0-linux-x86_64.tar.gz."""
        system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
        return self.out / f"{PROGRAM}-{version()}-{system}-{platform.machine().lower()}{ending}"


def run(*command: object, **options: object) -> None:
    """Run a program; end with its exit status where it fails."""
    done = subprocess.run([str(part) for part in command], **options)  # type: ignore[call-overload]
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}")
