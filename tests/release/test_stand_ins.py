"""Stand-ins for libraries that packages for Linux are linked with and never call (packaging/release/stand_ins.py)."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages for Linux alone have stand-ins"),
    pytest.mark.skipif(not (shutil.which("cc") and shutil.which("nm")), reason="needs cc and nm"),
]


@pytest.fixture
def stand_ins(monkeypatch):
    monkeypatch.syspath_prepend(PACKAGING)
    from release import stand_ins

    return stand_ins


def compiled(file: Path, code: str, *options: object) -> Path:
    source = file.with_suffix(".c")
    source.write_text(code)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", file, source, *map(str, options)], check=True)
    source.unlink()
    return file


@pytest.fixture
def linked(tmp_path):
    """A large library whose functions have a version and which loads a helper, and one that asks for one of them."""
    folder = tmp_path / "site" / "av.libs"
    folder.mkdir(parents=True)
    (tmp_path / "site" / "av").mkdir()
    (tmp_path / "map").write_text("CODEC_1 { codec_open; codec_close; };")
    helper = compiled(folder / "libhelper.so.1", "int helped(void) { return 1; }", "-Wl,-soname,libhelper.so.1")
    code = "int helped(void); char table[100000] = {1}; int codec_open(void) { return helped() + table[0]; }"
    code += "int codec_close(void) { return 7; }"
    script = f"-Wl,--version-script={tmp_path / 'map'}"
    codec = compiled(folder / "libcodec.so.1", code, script, "-Wl,-soname,libcodec.so.1", helper)
    asker = compiled(
        folder / "libavtest.so",
        "int codec_open(void); int opened(void) { return codec_open(); }",
        codec,
        "-Wl,-rpath,$ORIGIN",
    )
    compiled(tmp_path / "site" / "av" / "module.so", "int opened(void); int start(void) { return opened(); }", asker)
    return tmp_path / "site"


def opened(library: Path) -> int:
    """What the library's one function answers in a process of its own."""
    code = f"import ctypes; print(ctypes.CDLL({str(library)!r}).opened())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""  # The loader complains there about a missing version.
    return int(done.stdout)


def test_a_stand_in_has_what_is_asked_for_under_its_version_and_answers_nothing(linked, stand_ins):
    codec, asker = linked / "av.libs" / "libcodec.so.1", linked / "av.libs" / "libavtest.so"
    large = codec.stat().st_size

    stand_ins.stand_in(codec, [asker])

    assert stand_ins.symbols(codec, "--defined-only") >= {("codec_open", "CODEC_1")}
    assert not hasattr(ctypes.CDLL(str(codec)), "codec_close")
    assert codec.stat().st_size < large / 2
    assert opened(asker) == 0


def test_what_only_the_replaced_library_had_loaded_goes(linked, stand_ins, monkeypatch):
    monkeypatch.setattr(stand_ins, "REPLACED", (("av.libs", "libcodec", "libav*"),))

    stand_ins.replace(linked)

    assert sorted(file.name for file in (linked / "av.libs").iterdir()) == ["libavtest.so", "libcodec.so.1"]


def test_a_library_that_nobody_asks_ends_the_build(linked, stand_ins):
    with pytest.raises(SystemExit, match=r"nobody asks libhelper\.so\.1 for anything"):
        stand_ins.stand_in(linked / "av.libs" / "libhelper.so.1", [linked / "av.libs" / "libavtest.so"])
