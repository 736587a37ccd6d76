"""Thousands of hostile or odd names, times, sidecars and pictures through every verb -> what went wrong, if anything.

    python packaging/bench/fuzz_files.py [--files 10000] [--seed 17] [--keep FOLDER]

The files are made here, from the shipped sample photos and from nothing: the same seed makes the same ones. They are
scanned, their regions read and written, albums, sheets, tables and decisions exported, and every verb is called with
hostile numbers, names and paths, its output going to UTF-8, cp1252 and ASCII in turn. It ends with 1 where a verb met
an exception (a traceback for its user), where a scan or a read left files out, or where a photo is not what it was.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import hashlib
import io
import json
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from faceorg.cli import main, verbs
from faceorg.paths import samples_dir

# Seconds since 1970: before it, at its ends of 31, 32 and 34 bits, beyond what nanoseconds in 64 bits hold (2262).
TIMES_S = (-(2**31), -1, 0, 1, 315_532_800, 2**31, 2**32, 9_223_372_036, 9_223_372_037, 10_413_792_000, 2**34 - 2)
ENCODINGS = ("utf-8", "cp1252", "ascii")
NUMBERS = (
    "nan",
    "inf",
    "-inf",
    "-0",
    "1e309",
    "-1",
    "0",
    "1",
    "1.5",
    "9" * 18,
    "9" * 19,
    "9" * 40,
    "0x10",
    "½",
    "१",
    "",
)
NAMES = (
    "", " ", "\u200b", "Anna", "anna ", "=HYPERLINK(1)", "A" * 5000, "\u202egnp", "a\nb", "\udcff\udc80", "Zoë 😀",
    "--help", "-1", "%s{}{0}", "'; DROP TABLE people; --", "../../etc", "~nobody at all/x", "Ἀ", "\ud800",
)  # fmt: skip
BOXES = (
    "nan,0,1,1",
    "0,0,inf,1",
    "-1,-1,3,3",
    "0,0,0,0",
    "0.1,0.1,1e-300,0.2",
    "1,2,3",
    "0,0,1,1,1",
    "0.2,0.2,0.3,0.3",
    "",
)
# Verbs with the places in which hostile values stand.
LINES = """
scan PATH --workers NUMBER
clusters --min NUMBER --limit NUMBER
faces --cluster NUMBER --photo PATH
name NUMBER NAME
rename NAME NAME
merge NAME NAME
split NAME --strictness NUMBER --faces NUMBER
assign NUMBER NAME
confirm NUMBER
reject NUMBER NAME
separate NAME NAME
ignore NUMBER --cluster NUMBER
cover NAME NUMBER
born NAME DATE
draw PATH BOX --as NAME
date DATE PATH
date NAME NUMBER
remove NUMBER
review --json --limit NUMBER
history --limit NUMBER
undo NUMBER
redo NUMBER
find --image PATH --limit NUMBER --min NUMBER
find --face NUMBER
photos --with NAME --since DATE --folder PATH
verify PATH PATH
identify PATH
evaluate PATH --strictness NUMBER
export PATH/x/y
import PATH
regions read PATH
regions read --contacts PATH --digikam PATH --dry-run
regions write PATH --dry-run
regions status
album folder NAME PATH/x
album sheet NAME PATH/x/y.html
album faces PATH/x/y.csv
"""
DATES = ("0000-00-00", "1990-02-30", "9999-12-31", "99999-01-01", "1990-01-01", "nan", "-1-1-1", "")


# ---------------------------------------------------------------- the files
def odd_name(chance: random.Random) -> bytes:
    """A file name that some program once stumbled over, as bytes."""
    stem = chance.choice(
        (
            lambda: "é" * chance.randint(1, 100),
            lambda: "".join(map(chr, (chance.randint(0x20, 0x2FFF) for _ in range(chance.randint(1, 40))))),
            lambda: "\u202e" + "gpj" * 3,
            lambda: "a\nb\rc\td\x1b[2J\x07",
            lambda: "-rf --help",
            lambda: "50% {0} {} %s %n $HOME `id`",
            lambda: "[a-z]*?",
            lambda: "con",
            lambda: "trailing. . ",
            lambda: "\u200b\u200d\ufeff",
            lambda: "\U0010ff80\U0010ffff",
            lambda: "😀" * chance.randint(1, 30),
            lambda: "IMG_20991399_256161",
            lambda: f"IMG-{chance.randint(0, 99999999):08}-WA{chance.randint(0, 9999):04}",
            lambda: "=cmd|' /C calc'!A0",
        )
    )()
    raw = stem.replace("/", "_").replace("\0", "_").encode("utf-8", "replace")
    if chance.random() < 0.2:
        raw += bytes(chance.randrange(0x80, 0x100) for _ in range(chance.randint(1, 6)))
    if chance.random() < 0.2:
        raw = (raw * 260)[: 255 - 5]
    return raw[:240] if chance.random() < 0.8 else raw[:250]


def broken(data: bytes, chance: random.Random) -> bytes:
    """The bytes of a picture, cut, overwritten or lengthened."""
    match chance.randrange(6):
        case 0:
            return data[: chance.randrange(len(data))]
        case 1:
            spoilt = bytearray(data)
            for _ in range(chance.randint(1, 60)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            return bytes(spoilt)
        case 2:
            at = chance.randrange(min(len(data), 400))
            return data[:at] + chance.randbytes(chance.randint(1, 300)) + data[at:]
        case 3:
            return data[: chance.randrange(64)] + b"\0" * chance.randrange(2000)
        case 4:
            spoilt = bytearray(data)
            for _ in range(4):  # numbers of headers: sizes, offsets, counts
                at = chance.randrange(min(len(data) - 4, 200))
                spoilt[at : at + 4] = chance.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\0\x80")
                )
            return bytes(spoilt)
    return data + chance.randbytes(chance.randint(1, 5000))


def pictures() -> list[tuple[str, bytes]]:
    """(ending, bytes) of small sound pictures of several formats, some with faces, some with metadata."""
    made: list[tuple[str, bytes]] = []
    for path in sorted(samples_dir().rglob("*.jpg"))[:3]:
        with Image.open(path) as opened:
            opened.thumbnail((480, 480))
            exif = Image.Exif()
            exif[0x0112], exif[0x0132] = 6, "2107:01:01 00:00:00"
            for ending, kind, more in (
                ("jpg", "JPEG", {"exif": exif}),
                ("JPEG", "JPEG", {"xmp": sidecar("Anna", "0.5", 3)}),
                ("png", "PNG", {}),
                ("webp", "WEBP", {"exif": exif}),
                ("tif", "TIFF", {}),
                ("gif", "GIF", {}),
                ("bmp", "BMP", {}),
                ("avif", "AVIF", {}),
            ):
                out = io.BytesIO()
                opened.convert("RGB").save(out, kind, **more)
                made.append((ending, out.getvalue()))
    for size in ((1, 1), (1, 3000), (3000, 1), (16, 16)):
        out = io.BytesIO()
        Image.new("RGB", size, (90, 60, 30)).save(out, "PNG")
        made.append(("png", out.getvalue()))
    return made


def sidecar(name: str, number: str, orientation: int | str) -> bytes:
    escaped = "".join(f"&#{ord(sign)};" if sign in "<>&\"'" else sign for sign in name)
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"'
        ' xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#" xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#"'
        ' xmlns:MP="http://ns.microsoft.com/photo/1.2/" xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#"'
        ' xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f' tiff:Orientation="{orientation}" photoshop:DateCreated="{number}">'
        '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:AppliedToDimensions '
        f'stDim:w="{number}" stDim:h="{number}" stDim:unit="pixel"/><mwg-rs:RegionList><rdf:Bag>'
        f'<rdf:li><rdf:Description mwg-rs:Name="{escaped}" mwg-rs:Type="Face"><mwg-rs:Area stArea:x="{number}" '
        f'stArea:y="0.4" stArea:w="{number}" stArea:h="0.3"/></rdf:Description></rdf:li></rdf:Bag></mwg-rs:RegionList>'
        '</mwg-rs:Regions><MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag><rdf:li '
        f'MPReg:Rectangle="{number}, 0.1, {number}, 0.2" MPReg:PersonDisplayName="{escaped}"/></rdf:Bag>'
        "</MPRI:Regions></MP:RegionInfo></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode("utf-8", "replace")


def beside(chance: random.Random, photo: str) -> Iterator[tuple[str, bytes]]:
    """(ending or name, bytes) of what lies beside a photo."""
    number = chance.choice((*NUMBERS, "0.5", "0.4", "2017-05-03", "2017-13-45T99:99:99Z"))
    name = chance.choice(NAMES).encode("utf-8", "replace").decode()
    said = sidecar(name, number, chance.choice((1, 3, 6, 8, 0, 99, "x")))
    match chance.randrange(8):
        case 0 | 1 | 2:
            yield ".xmp", said
        case 3:
            yield ".xmp", broken(said, chance)
        case 4:
            yield ".xmp", chance.choice((b"", b"\0" * 50, said.decode().encode("utf-16"), b"<" * 30_000, b"<a>" * 3000))
        case 5:
            stamp = chance.choice(('"1493805600"', '"99999999999999999999"', "1e400", "null", "[]", '"x"', "-1", "NaN"))
            yield (
                ".supplemental-metadata.json",
                f'{{"title": "x", "photoTakenTime": {{"timestamp": {stamp}}}}}'.encode(),
            )
        case 6:
            yield ".json", chance.choice((b"[" * 100_000, b"{}", b"[]", b'"', b"\xff\xfe", b'{"photoTakenTime": 5}'))
        case 7:
            faces = chance.choice(
                ("rect64(3f845bcb59418507),8e62398ebda8c1a5", "rect64(),x", "rect64(ffffffffffffffff),0")
            )
            section = f"[{photo}]\nfaces={faces};{faces}\n[Contacts2]\n8e62398ebda8c1a5={name};x;\n"
            yield "/.picasa.ini", section.encode("utf-8", "surrogateescape")


def make_files(folder: Path, count: int, seed: int) -> collections.Counter[str]:
    """Write the files; return how many of what kind."""
    chance, sound, kinds = random.Random(seed), pictures(), collections.Counter[str]()
    for number in range(count):
        inside = os.fsencode(folder) + f"/{number // 100:03}".encode()
        if number % 700 == 99:
            inside += b"/" + odd_name(chance)[:200].strip(b".") + b"\xff"
        os.makedirs(inside, exist_ok=True)
        ending, data = chance.choice(sound)
        kind = chance.choice(("name", "name", "picture", "picture", "sidecar", "sidecar", "time"))
        kinds[kind] += 1
        stem = odd_name(chance) if kind == "name" else f"{number:05}".encode()
        path = inside + b"/" + (stem + b"." + ending.encode())[-255:].lstrip(b".")
        with open(path, "wb") as file:
            file.write(broken(data, chance) if kind == "picture" else data)
        if kind == "sidecar" or chance.random() < 0.1:
            for more, said in beside(chance, os.fsdecode(os.path.basename(path))):
                place = inside + more.encode() if more.startswith("/") else path + more.encode()
                with contextlib.suppress(OSError), open(place, "wb") as file:  # a name may be too long for its sidecar
                    file.write(said)
        if kind == "time":
            with contextlib.suppress(OSError, OverflowError):
                os.utime(path, ns=(0, chance.choice(TIMES_S) * 10**9 + chance.randrange(10**9)))
    return kinds


# ---------------------------------------------------------------- the verbs
class Runs:
    """Calls verbs as the command line does, and keeps what went wrong."""

    def __init__(self, library: Path) -> None:
        self.library, self.wrong, self.count = library, list[str](), 0

    def __call__(self, *arguments: str, encoding: str = "utf-8") -> str:
        """Run one command line with output in this encoding; return what it printed."""
        self.count += 1
        out, said = io.BytesIO(), io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        written = io.TextIOWrapper(out, encoding=encoding)
        status: int | None = None
        try:
            with contextlib.redirect_stdout(written), contextlib.redirect_stderr(said):
                status = main.run([*arguments, "--library", str(self.library)])
                written.flush()
                said.flush()
        except BaseException:
            self.wrong.append(f"{arguments!r} ({encoding}):\n{traceback.format_exc(limit=-4, chain=False)}")
            if isinstance(sys.exc_info()[1], KeyboardInterrupt):
                raise
        if status not in (0, 1, 2, None):
            self.wrong.append(f"{arguments!r} ended with {status}")
        return out.getvalue().decode(encoding, "replace")


def main_path(run: Runs, photos: Path, out: Path) -> list[str]:
    """Scan, name, regions, albums, exports over all files; return what is missing in the results."""
    started, missing = time.monotonic(), list[str]()
    scanned = json.loads(run("scan", str(photos), "--json") or "{}").get("photos", {})
    print(
        f"scan: {scanned.get('found')} found, {scanned.get('failed')} failed, {time.monotonic() - started:.0f} s",
        flush=True,
    )
    if not scanned or scanned.get("found", 0) != scanned.get("analyzed", 0) + scanned.get("failed", 0) + scanned.get(
        "unchanged", 0
    ):
        missing.append("the scan lost files")
    again = json.loads(run("scan", "--json") or "{}").get("photos", {})
    if again.get("analyzed") != 0 or again.get("found") != scanned.get("found"):
        missing.append(f"a second scan analysed {again.get('analyzed')} photos again")
    for encoding in ENCODINGS:
        run("regions", "read", "--dry-run", encoding=encoding)
    run("regions", "read", "--json")
    groups = json.loads(run("clusters", "--json") or "[]")
    for number, group in enumerate(groups[:4]):
        run("name", str(group["id"]), f"Person {number} ☃")
    for encoding in ENCODINGS:
        for verb in ("people", "photos", "faces", "clusters", "history", "check"):
            run(verb, encoding=encoding)
            run(verb, "--json", encoding=encoding)
        run("regions", "write", "--dry-run", encoding=encoding)
    run("regions", "write", "--json")
    for person in json.loads(run("people", "--json") or "[]")[:40]:
        who = str(person["id"])
        run("album", "folder", who, str(out / f"album {who}"))
        run("album", "sheet", who, str(out / f"{who}.html"))
    for name in ("faces.csv", "faces.json"):
        run("album", "faces", str(out / name))
    run("export", str(out / "decisions.json"))
    run("import", str(out / "decisions.json"))
    return missing


def argument_lines(chance: random.Random, photos: list[Path]) -> Iterator[list[str]]:
    """Command lines of every verb with hostile arguments."""
    values = {
        "NUMBER": lambda: chance.choice(NUMBERS),
        "NAME": lambda: chance.choice(NAMES),
        "BOX": lambda: chance.choice(BOXES),
        "DATE": lambda: chance.choice(DATES),
        "PATH": lambda: str(chance.choice(photos)) if chance.random() < 0.5 else chance.choice(NAMES + NUMBERS),
    }
    shapes: dict[str, list[str]] = {verb: [f"{verb} NAME"] for verb in verbs.VERBS}
    for line in LINES.strip().splitlines():
        shapes[line.split()[0]].append(line)
    for lines in shapes.values():
        for line in lines:
            for _ in range(10):
                yield [values[word]() if word in values else word for word in line.split()]


def checksums(folder: Path) -> dict[str, str]:
    found = {}
    for place, _folders, files in os.walk(folder):
        for name in files:
            if not name.lower().endswith(".xmp"):
                with open(os.path.join(place, name), "rb") as file:
                    found[os.path.join(place, name)] = hashlib.sha256(file.read()).hexdigest()
    return found


def fuzz(folder: Path, count: int, seed: int) -> list[str]:
    """Return everything that went wrong."""
    photos, out = folder / "photos", folder / "out"
    out.mkdir(parents=True)
    kinds = make_files(photos, count, seed)
    print("made", ", ".join(f"{number} odd {kind}s" for kind, number in sorted(kinds.items())), flush=True)
    before = checksums(photos)
    run = Runs(folder / "library")
    wrong = main_path(run, photos, out)
    some = sorted(map(Path, before))[:: max(1, len(before) // 40)]
    for at, line in enumerate(argument_lines(random.Random(seed), some)):
        run(*line, encoding=ENCODINGS[at % 3])
    after = checksums(photos)
    wrong += [f"changed: {path!r}" for path in before if after.get(path) != before[path]]
    print(f"{len(before)} files, {run.count} commands, {len(run.wrong)} tracebacks, {len(wrong)} other faults")
    return wrong + run.wrong


def command_line() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--keep", type=Path, help="an empty folder to work in, which stays")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="faceorg-fuzz-"))
    try:
        wrong = fuzz(folder, given.files, given.seed)
    finally:
        if given.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    seen = collections.Counter(one.rstrip().splitlines()[-1][:200] for one in wrong)
    for last, number in seen.most_common():
        example = next(one for one in wrong if one.rstrip().splitlines()[-1][:200] == last)
        print(f"\n{number} x {example.encode('ascii', 'backslashreplace').decode()[:1200]}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(command_line())
