"""The packages of Linux, tried as somebody without Python would: in a fresh Debian 12 and 13, the window on a screen.

    python packaging/build.py environment freeze portable deb --out OUT
    python packaging/try_packages.py --out OUT [--suites bookworm trixie] [--trials deb portable clone start]

Needs root, debootstrap, Xvfb, xdotool and ImageMagick's `import`. Each trial has a root file system of its own, made by
debootstrap and without Python; its mounts go with its processes. Pictures of the windows and the report are written to
OUT/tried: somebody must look at them.
- deb: apt installs it, the samples are scanned, the window is opened, apt removes it, and the library is still there
- portable: the folder scans with nothing installed; its window needs the libraries of any desktop (WINDOW_NEEDS)
- clone: both commands of the README, in a clone; PYTEST_ADDOPTS may choose among the tests
- start: from calling the program to its window, beside the same code in the virtual environment of the build
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from release.linux import DEB_NEEDS
from release.names import PROGRAM, ROOT, version

STARTS = 7
# The window of the package may take so many times what it takes in a virtual environment.
MOST_RATIO = 1.5
PATIENCE_S = 120
SCREEN = "1280x800x24"
WINDOW_NEEDS = " ".join(DEB_NEEDS)
# So that a new root reaches the same registries as this machine.
COPIED = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf")
CERTIFICATES = "tmp/certificates.pem"
NO_PYTHON = 'test -z "$(command -v python3)"'
SCAN = "60 photos: 60 analysed, 0 unchanged, 0 failed, 0 missing"


class Trial:
    """A fresh root file system, and what was found out in it."""

    def __init__(self, base: Path, name: str, display: str) -> None:
        self.root, self.name, self.display = base.parent / f"{base.name}-{name}", name, display
        self.found: dict[str, str] = {}
        shutil.rmtree(self.root, ignore_errors=True)
        subprocess.run(["cp", "-a", base, self.root], check=True)
        for file in COPIED:
            if Path(file).is_file():
                shutil.copy(file, self.root / file[1:])
        if "PIP_CERT" in os.environ:  # the file itself belongs to a package of Debian's, which would write over it
            shutil.copy(os.environ["PIP_CERT"], self.root / CERTIFICATES)

    def command(self, line: str) -> list[str]:
        """Return what runs a line of shell in this root, with mounts of its own."""
        mounts = f"mount -t proc proc {self.root}/proc; mount --rbind /dev {self.root}/dev; "
        variables = {"HOME": "/root", "LANG": "C.UTF-8", "DISPLAY": self.display, "DEBIAN_FRONTEND": "noninteractive"}
        variables |= {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        variables |= {name: os.environ[name] for name in ("PYTEST_ADDOPTS",) if name in os.environ}
        if (self.root / CERTIFICATES).is_file():
            variables["PIP_CERT"] = f"/{CERTIFICATES}"
        given = " ".join(f"{name}={shlex.quote(value)}" for name, value in variables.items())
        inside = f"exec chroot {self.root} env -i {given} bash -euo pipefail -c {shlex.quote(line)}"
        return ["unshare", "--mount", "--pid", "--kill-child", "--fork", "sh", "-euc", mounts + inside]

    def run(self, line: str, timeout_s: float = 3600) -> str:
        """Run a line of shell in it; end where it fails."""
        print(f"[{self.root.name}] {line}", flush=True)
        done = subprocess.run(self.command(line), capture_output=True, text=True, errors="replace", timeout=timeout_s)
        if done.returncode != 0:
            sys.exit(
                f"{self.root.name}: status {done.returncode} of: {line}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
            )
        return done.stdout + done.stderr

    def scan(self, program: str) -> None:
        began = time.monotonic()
        said = self.run(f"{program} scan --samples")
        self.found["scan of the samples, s"] = f"{time.monotonic() - began:.1f}"
        if SCAN not in said:
            sys.exit(f"{self.root.name}: not as wanted:\n{said}")

    def window(self, program: str, picture: Path) -> None:
        """Open the window, time it, let it come to rest and take a picture of it."""
        with opened(self.command(f"exec {program}"), self.display) as seconds:
            time.sleep(8)
            subprocess.run(["import", "-display", self.display, "-window", "root", picture], check=True)
        self.found["first window on a new machine, s"] = f"{seconds:.1f}"


@contextmanager
def screen(number: int) -> Iterator[str]:
    """A screen that nobody sees, as the value of DISPLAY."""
    display = f":{number}"
    process = subprocess.Popen(["Xvfb", display, "-noreset", "-screen", "0", SCREEN], stderr=subprocess.DEVNULL)
    try:
        while subprocess.run(["xdotool", "getmouselocation"], env=_on(display), capture_output=True).returncode != 0:
            if process.poll() is not None:
                sys.exit(f"Xvfb {display} ended: is another on this number? (--display)")
            time.sleep(0.1)
        yield display
    finally:
        process.terminate()
        process.wait()


def _on(display: str) -> dict[str, str]:
    return {**os.environ, "DISPLAY": display}


@contextmanager
def opened(command: list[str], display: str, environment: dict[str, str] | None = None) -> Iterator[float]:
    """Start a program and wait for its window; yields after how many seconds it was there, and ends the program."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env=environment or _on(display), stdout=said, stderr=said)
        try:
            search = ["xdotool", "search", "--onlyvisible", "--class", PROGRAM]
            while subprocess.run(search, env=_on(display), capture_output=True).returncode != 0:
                if process.poll() is not None or time.monotonic() - began > PATIENCE_S:
                    said.seek(0)
                    sys.exit(f"no window (status {process.returncode}):\n{said.read()[-4000:]}")
                time.sleep(0.01)
            yield time.monotonic() - began
            if process.poll() is not None:
                sys.exit(f"the window closed by itself with {process.returncode}")
        finally:
            process.kill()  # unshare takes no other signal; what runs in it goes with it
            process.wait()


def base(roots: Path, suite: str) -> Path:
    """A Debian without Python, made once."""
    made = roots / suite
    if not (made / "usr/bin/apt-get").exists():
        subprocess.run(["debootstrap", "--variant=minbase", suite, made], check=True, stdout=subprocess.DEVNULL)
    return made


def try_deb(trial: Trial, out: Path, pictures: Path) -> None:
    (package,) = out.glob("*.deb")
    trial.run(NO_PYTHON)
    shutil.copy(package, trial.root / "tmp")
    trial.run(f"apt-get update -qq && apt-get install -y -qq /tmp/{package.name}")
    trial.run(NO_PYTHON)
    _expect(f"{PROGRAM} {version()}", trial.run(f"{PROGRAM} --version"))
    trial.scan(PROGRAM)
    _expect("all sound", trial.run(f"{PROGRAM} check"))
    trial.window(PROGRAM, pictures / f"{trial.root.name}.png")
    _expect(f"/usr/share/applications/{PROGRAM}.desktop", trial.run(f"dpkg -L {PROGRAM}"))
    trial.run(f"apt-get remove -y -qq {PROGRAM}")
    trial.run(f"test ! -e /usr/bin/{PROGRAM} -a ! -e /usr/lib/{PROGRAM} -a -d ~/.local/share/{PROGRAM}/library")


def try_portable(trial: Trial, out: Path, pictures: Path) -> None:
    (package,) = out.glob(f"{PROGRAM}-*-linux-*.tar.gz")
    shutil.copy(package, trial.root / "tmp")
    trial.run(NO_PYTHON)
    trial.run(f"cd /opt && tar xzf /tmp/{package.name}")
    program = f"/opt/{PROGRAM}-{version()}/{PROGRAM}"
    trial.scan(program)
    trial.run(f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {WINDOW_NEEDS}")
    trial.window(program, pictures / f"{trial.root.name}.png")


def try_clone(trial: Trial, out: Path, pictures: Path) -> None:
    """Run both commands of the README as they stand there, in a clone, as root; ~/Pictures holds the samples."""
    clone = trial.root / "root" / PROGRAM
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    shutil.copytree(ROOT / "resources" / "samples", trial.root / "root" / "Pictures")
    commands = re.findall(r"^```sh\n(.+?)\n```$", (clone / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    first, tests = (line for line in commands if line.startswith("S="))
    began = time.monotonic()
    _expect(SCAN, trial.run(f"cd ~/{PROGRAM} && {first}"))
    trial.found["first command of the README, s"] = f"{time.monotonic() - began:.0f}"
    began = time.monotonic()
    said = trial.run(f"cd ~/{PROGRAM} && {tests}", timeout_s=4 * 3600)
    trial.found["second command of the README, s"] = f"{time.monotonic() - began:.0f}"
    trial.found["tests"] = next(line.strip("= ") for line in reversed(said.splitlines()) if " passed" in line)


def compare_starts(out: Path, display: str) -> dict[str, str]:
    """Open the window of the package and of the environment in turn, over one library; return medians."""
    with tempfile.TemporaryDirectory() as home:
        environment = _on(display) | {"HOME": home, "FACEORG_LIBRARY": f"{home}/library"}
        environment = {name: value for name, value in environment.items() if not name.startswith(("PYTHON", "QT_"))}
        programs = {"package": out / PROGRAM / PROGRAM, "environment": out / "venv" / "bin" / PROGRAM}
        subprocess.run([programs["package"], "scan", "--samples"], env=environment, check=True, capture_output=True)
        seconds: dict[str, list[float]] = {name: [] for name in programs}
        for _turn in range(STARTS + 1):
            for name, program in programs.items():
                with opened([str(program)], display, environment) as passed:
                    time.sleep(1)
                seconds[name].append(passed)
                time.sleep(1)
    medians = {name: statistics.median(every[1:]) for name, every in seconds.items()}  # the first is of a cold disk
    ratio = medians["package"] / medians["environment"]
    found = {f"window of the {name}, s": f"{median:.2f}" for name, median in medians.items()}
    found |= {
        "package / environment": f"{ratio:.2f}",
        "each": str({k: [round(s, 2) for s in v] for k, v in seconds.items()}),
    }
    if ratio > MOST_RATIO:
        sys.exit(f"the package's window takes {ratio:.2f} times as long: {found}")
    return found


def _expect(wanted: str, said: str) -> None:
    if wanted not in said:
        sys.exit(f"{wanted!r} is not in:\n{said[-4000:]}")


TRIALS = {"deb": try_deb, "portable": try_portable, "clone": try_clone}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "packages", help="where build.py put the packages")
    parser.add_argument("--suites", nargs="+", default=["bookworm", "trixie"])
    parser.add_argument("--trials", nargs="+", default=[*TRIALS, "start"], choices=[*TRIALS, "start"])
    parser.add_argument("--roots", type=Path, help="where root file systems lie; OUT/roots by default")
    parser.add_argument("--display", type=int, default=87)
    given = parser.parse_args()
    roots, pictures = given.roots or given.out / "roots", given.out / "tried"
    for folder in (roots, pictures):
        folder.mkdir(parents=True, exist_ok=True)
    report = Report(pictures / "report.md")
    with screen(given.display) as display:
        for suite in given.suites if set(given.trials) & set(TRIALS) else []:
            fresh = base(roots.resolve(), suite)
            for name in [name for name in given.trials if name in TRIALS]:
                trial = Trial(fresh, name, display)
                TRIALS[name](trial, given.out, pictures)
                report.add(f"{suite} {name}", trial.found)
                shutil.rmtree(trial.root)
        if "start" in given.trials:
            report.add("start", compare_starts(given.out, display))
    report.add("size", {file.name: f"{file.stat().st_size / 1e6:.0f} MB" for file in packages(given.out)})


class Report:
    """What was found, printed and written as soon as it is known."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.write_text("| trial | what | found |\n|---|---|---|\n", encoding="utf-8")

    def add(self, trial: str, found: dict[str, str]) -> None:
        lines = "".join(f"| {trial} | {what} | {value} |\n" for what, value in found.items())
        print(lines, end="", flush=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(lines)


def packages(out: Path) -> list[Path]:
    return [file for file in sorted(out.iterdir()) if file.suffix in (".deb", ".rpm", ".gz", ".AppImage", ".exe")]


if __name__ == "__main__":
    main()
