"""What packaging/ makes programs and packages from: whole, one version, files that other tools accept.

The packages themselves are built and tried by packaging/build.py and packaging/try_packages.py, in half an hour.
"""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faceorg import __version__, about

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
SITE = "https://example.com/faceorg/v1"


@pytest.fixture
def made(tmp_path):
    """Run steps of packaging/build.py in this very environment; returns the folder they write into."""

    def run(*steps: str) -> Path:
        # A step runs where the environment of the build is: here that is this one, by a link.
        (tmp_path / "venv").symlink_to(sys.prefix, target_is_directory=True)
        command = [
            sys.executable,
            PACKAGING / "build.py",
            *steps,
            "--out",
            tmp_path,
            "--site",
            SITE,
            "--homepage",
            SITE,
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return tmp_path

    return run


@pytest.fixture
def contents(monkeypatch):
    monkeypatch.syspath_prepend(PACKAGING)
    from release import contents

    return contents


def tool(name: str) -> str:
    """The path of a program of Debian's, or of this environment; the test is skipped by name where it is missing."""
    found = shutil.which(name) or shutil.which(name, path=Path(sys.executable).parent)
    if found is None:
        pytest.skip(f"needs {name}")
    return found


def run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def tracked_files(folder: str) -> list[str]:
    """The files of a folder that git knows; the test is skipped by name outside of a clone."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git repository, which is absent")
    listed = subprocess.run(
        [tool("git"), "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = [name for name in listed.stdout.split("\0") if name]
    assert found, "git knows no file there"
    return found


def test_the_packaged_program_gets_every_file_that_is_no_module(contents):
    found = {
        Path(file).relative_to(ROOT).as_posix(): folder for file, folder in contents.program_files(ROOT / "faceorg")
    }
    assert any(name.startswith("faceorg/catalog/migrations/") and name.endswith(".sql") for name in found)
    assert all(folder == Path(name).parent.as_posix() for name, folder in found.items())
    assert set(found) >= {name for name in tracked_files("faceorg") if not name.endswith(".py")}


def test_resources_of_an_installed_program_are_among_them(contents, tmp_path):
    package = tmp_path / "site-packages" / "faceorg"
    for name in ("paths.py", "resources/samples/2016/a photo.jpg", "__pycache__/paths.cpython-311.pyc"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).touch()
    photo = package / "resources/samples/2016/a photo.jpg"
    assert contents.program_files(package) == [(str(photo), "faceorg/resources/samples/2016")]


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/iconengines/libqsvgicon.so", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("faceorg/resources/translations/faceorg_de.qm", True),
        ("libssl.so.3", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", False),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6\\Qt6Qml.dll", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("libstdc++.so.6", False),
    ],
)
def test_windows_of_every_system_are_packed_and_other_parts_of_qt_are_not(contents, place, wanted):
    assert contents.is_wanted(place) == wanted


@pytest.mark.parametrize(("processor", "oldest"), [("arm64", "14"), ("x86_64", "13")])
def test_the_readme_promises_the_macos_that_the_app_asks_for(contents, processor, oldest):
    from release import names

    assert names.MACOS_OF[processor] == f"{oldest}.0"
    line = next(line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if ".dmg`" in line)
    assert f"macOS {oldest}" in line if processor == "arm64" else f"Intel's processors {oldest}" in line


def test_the_versions_of_what_stands_in_for_a_library_are_packed(contents):
    """Help > About of a package names OpenCV, which is another package there."""
    listed = contents.listed_libraries(ROOT / "resources" / "licenses" / "THIRD_PARTY.md")
    assert {"opencv-python", *about.STAND_INS.values()} <= set(listed)
    assert set(contents.REPLACEMENTS) == set(about.STAND_INS.values())


def test_a_library_that_only_a_left_out_plugin_loaded_is_left_out_too(contents):
    loads = {
        "PySide6/QtGui.abi3.so": ["libglib-2.0.so.0", "libc.so.6"],
        "libglib-2.0.so.0": ["libpcre2-8.so.0"],
        "libpcre2-8.so.0": [],
        "libgtk-3.so.0": ["libpango-1.0.so.0", "libglib-2.0.so.0"],
        "libpango-1.0.so.0": [],
        "libpython3.11.so.1.0": [],
    }
    kept = contents.without_orphans(loads, loads.__getitem__)
    assert kept == set(loads) - {"libgtk-3.so.0", "libpango-1.0.so.0"}


def test_nothing_that_faceorg_imports_is_kept_out_of_the_program(contents):
    imported = set()
    for module in (ROOT / "faceorg").rglob("*.py"):
        lines = module.read_text(encoding="utf-8").splitlines()
        imported |= {found[1] for line in lines if (found := re.match(r"\s*(?:from|import) ([\w.]+)", line))}
    assert not [name for name in imported for out in contents.EXCLUDED if f"{name}.".startswith(f"{out}.")]


def test_the_version_stands_in_one_place_and_packages_take_it_from_there(made):
    text = (made("metainfo") / "io.github.faceorg.faceorg.metainfo.xml").read_text(encoding="utf-8")
    assert f'<release version="{__version__}"' in text
    places = [
        *PACKAGING.glob("*.spec"),
        *PACKAGING.glob("linux/*"),
        *PACKAGING.glob("windows/*"),
        *PACKAGING.glob("macos/*"),
    ]
    places += [ROOT / ".github" / "workflows" / "release.yml", ROOT / "pyproject.toml"]
    assert [path.name for path in places if __version__ in path.read_text(encoding="utf-8")] == []


def test_the_shops_of_linux_accept_the_description(made):
    appstream = tool("appstreamcli")
    run(appstream, "validate", "--no-net", made("metainfo") / "io.github.faceorg.faceorg.metainfo.xml")


def test_every_screenshot_of_the_description_lies_in_the_repository(made):
    text = (made("metainfo") / "io.github.faceorg.faceorg.metainfo.xml").read_text(encoding="utf-8")
    shown = re.findall(rf"<image>{re.escape(SITE)}/(.+)</image>", text)
    assert len(shown) == 3
    assert [name for name in shown if not (ROOT / name).is_file()] == []


def test_the_desktop_accepts_the_entry_and_offers_faceorg_for_folders():
    entry = PACKAGING / "linux" / "faceorg.desktop"
    read = configparser.ConfigParser(interpolation=None)
    read.read(entry, encoding="utf-8")
    assert read["Desktop Entry"]["Exec"] == "faceorg %f"
    assert read["Desktop Entry"]["MimeType"] == "inode/directory;"
    run(tool("desktop-file-validate"), entry)


def test_the_project_file_is_valid():
    run(tool("validate-pyproject"), ROOT / "pyproject.toml")


def test_the_installer_for_windows_compiles(tmp_path):
    makensis = tool("makensis")
    for name in ("faceorg.exe", "faceorgw.exe", "_internal/file", "licenses/LICENSE"):
        (tmp_path / "program" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "program" / name).write_text("a file")
    icon = "from release import icons; import pathlib, sys; print(icons.for_this_system(pathlib.Path(sys.argv[1])))"
    drawn = subprocess.run([sys.executable, "-c", icon, tmp_path], cwd=PACKAGING, capture_output=True, text=True)
    defined = {"VERSION": __version__, "SOURCE": tmp_path / "program", "OUTPUT": tmp_path / "try.exe"}
    defined["ICON"] = Path(drawn.stdout.strip())
    run(
        makensis,
        "-V2",
        "-WX",
        *(f"-D{name}={value}" for name, value in defined.items()),
        PACKAGING / "windows" / "faceorg.nsi",
    )
    assert (tmp_path / "try.exe").read_bytes()[:2] == b"MZ"


def test_the_icon_is_drawn_in_all_sizes(tmp_path):
    from PIL import Image

    draw = "from release import icons; import pathlib, sys; icons.draw(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", draw, tmp_path], cwd=PACKAGING, check=True)
    sizes = sorted(Image.open(file).size for file in tmp_path.glob("*.png"))
    assert sizes == [(size, size) for size in (16, 22, 24, 32, 48, 64, 128, 256, 512)]
    with Image.open(tmp_path / "48.png") as icon:
        assert icon.getpixel((24, 1))[:3] == (0x2F, 0x6F, 0xDE)  # the blue of its ground
        assert icon.getpixel((0, 0))[3] == 0


def test_the_programs_that_build_and_publish_are_readable():
    yaml = pytest.importorskip("yaml", reason="needs PyYAML")
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
    assert set(workflow["jobs"]) == {"tests", "linux", "windows", "macos", "publish"}
    systems = workflow["jobs"]["tests"]["strategy"]["matrix"]["os"]
    assert [name.partition("-")[0] for name in systems] == ["ubuntu", "windows", "macos"]
    flatpak = yaml.safe_load((PACKAGING / "linux" / "flatpak.yml").read_text(encoding="utf-8"))
    assert flatpak["id"] == "io.github.faceorg.faceorg"


def test_a_worker_of_the_packaged_program_may_read_its_modules_from_the_program(monkeypatch, tmp_path):
    from faceorg.library.workers import confinement

    packaged = tmp_path / "faceorg"
    monkeypatch.setattr(sys, "executable", str(packaged))
    assert str(packaged) not in confinement.python_places()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert str(packaged) in confinement.python_places()


BEFORE_START = """
import os, sys
sys.stdout.flush()
if sys.argv[2] == "no streams":
    sys.stderr = None
exec(open(sys.argv[1], encoding="utf-8").read())
import skimage.transform
print(os.environ.get("LD_LIBRARY_PATH"), os.environ.get("PYINSTALLER_RESET_ENVIRONMENT"), sys.stderr is None)
print(repr(skimage.transform.SimilarityTransform.__name__))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="LD_LIBRARY_PATH is of Linux")
@pytest.mark.parametrize(("before", "after"), [(None, "None"), ("/opt/cuda/lib", "/opt/cuda/lib")])
def test_programs_that_the_packaged_one_starts_get_the_libraries_of_the_system(before, after):
    environment = {"LD_LIBRARY_PATH": "/opt/faceorg/_internal"} | ({"LD_LIBRARY_PATH_ORIG": before} if before else {})
    command = [sys.executable, "-S", "-c", BEFORE_START, PACKAGING / "frozen" / "before_start.py", "no streams"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.stdout.splitlines() == [f"{after} 1 False", "'SimilarityTransform'"], done.stderr
