"""A packet -> into the photo itself, by exiftool, with the proof that nothing else in the photo changed.

The libraries that were compared (November 2026), for putting XMP into JPEG, PNG, WebP, TIFF, HEIC and AVIF:

- exiftool (through PyExifTool, which keeps one Perl process for all photos): writes all six, keeps every other byte of
  metadata, maker notes and trailers included, and repairs the offsets of multi-picture JPEGs. Needs exiftool installed.
- pyexiv2 / libexiv2: a wheel with nothing to install, but cannot write HEIC and AVIF at all, writes XMP back through
  its own serialiser (layout, quotes and unregistered prefixes change, extended XMP is lost), and is GPL in the wheel.
- python-xmp-toolkit: needs Exempi installed (no Windows), no HEIC, AVIF or WebP, and no release in years.
- lxml: XML only; for sidecars faceorg uses expat for the reasons in xml_tree.

So: exiftool moves the block, faceorg's own splice edits it, and people who only write sidecars, which is the default,
need nothing installed. exiftool works on a copy in a folder of our own, hence never sees a file name it could take
for an option, and its -o option, broken for WebP in Debian's 12.57, is not needed.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode, ReasonCode
from faceorg.messages.message import Message, in_its_words
from faceorg.metadata import exiftool_program
from faceorg.metadata.embedded import read_embedded
from faceorg.metadata.packet import Packet, path_in_words
from faceorg.metadata.replace import cannot_write, digest_of, replace_file
from faceorg.metadata.splice import canonical

if TYPE_CHECKING:
    import exiftool

# Pillow's names of the formats that can carry XMP and be compared pixel by pixel afterwards.
WRITABLE_FORMATS = frozenset(("JPEG", "MPO", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"))
_SUFFIXES = {
    "JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "WEBP": ".webp", "TIFF": ".tif", "HEIF": ".heic", "AVIF": ".avif",
}  # fmt: skip
# Groups that describe the file and not its content, and XMP, which is compared packet by packet.
_NOT_CONTENT = ("System:", "ExifTool:", "Composite:", "XMP", "SourceFile")
# A WebP that holds nothing but a picture has another name as soon as it holds metadata.
_FILE_TYPE, _WITH_METADATA = "File:FileType", "Extended "
# Where things lie in the file and which blocks it has; these follow the XMP block, and what they speak of is compared.
_POSITIONS = re.compile(r"(Offset|Offsets|Start|MediaDataSize|WebP_Flags)$")


class InFileWriter:
    """Writes packets into photos. A context manager: exiftool is started at the first photo and stopped at the end."""

    def __init__(self, program: str = "") -> None:
        """program : exiftool, or the folder it is in, as the user says it; "" to look for it"""
        self._program = program
        self._tool: exiftool.ExifToolHelper | None = None

    def __enter__(self) -> InFileWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._tool is not None:
            self._tool.terminate()
            self._tool = None

    def write(self, photo: Path, packet: bytes | None, *, expected: str) -> str:
        """Replace a photo by one with this XMP packet (None: without any) and return its digest.

        expected : digest of the photo as it was read

        Raises
        ------
        MetadataProblem : exiftool is missing or refuses, something else would change, or the photo changed meanwhile
        """
        with tempfile.TemporaryDirectory(prefix="faceorg-") as folder:
            # The names inside are ours alone: no file name can be taken for an option.
            copy, block = Path(folder) / f"photo{_true_suffix(photo)}", Path(folder) / "packet.xmp"
            try:
                shutil.copyfile(photo, copy)
                block.write_bytes(packet or b"")
            except OSError as error:
                raise cannot_write(photo, error) from error
            if digest_of(copy) != expected:
                raise MetadataProblem(ProblemCode.CHANGED_MEANWHILE_NOT_WRITTEN, file=path_in_words(photo))
            before = self._content(photo, copy), _picture_digest(photo, copy)
            self._run(photo, "-overwrite_original", f"-XMP<={block}" if packet else "-XMP=", str(copy))
            self._check(photo, copy, packet)
            if (self._content(photo, copy), _picture_digest(photo, copy)) != before:
                raise MetadataProblem(ProblemCode.WOULD_NOT_SURVIVE_WRITING, file=path_in_words(photo))
            return replace_file(photo, copy.read_bytes(), expected=expected)

    def _check(self, photo: Path, copy: Path, packet: bytes | None) -> None:
        """Read the packet back with our own reader."""
        found, wanted = (
            raw and canonical(Packet(raw, path_in_words(photo)).root) for raw in (read_embedded(copy).xmp, packet)
        )
        if found != wanted:
            raise MetadataProblem(ProblemCode.PHOTO_DID_NOT_READ_BACK, file=path_in_words(photo))

    def _content(self, photo: Path, copy: Path) -> dict[str, Any]:
        """Everything exiftool finds in a photo, but for XMP, positions, and what describes the file itself."""
        said = self._run(photo, "-a", "-G1", "-struct", "-json", "-n", str(copy))
        try:
            found = json.loads(said)[0]
        except (ValueError, IndexError) as error:
            raise MetadataProblem(ProblemCode.EXIFTOOL_NOT_COMPARABLE, file=path_in_words(photo)) from error
        ours = {key for key in found if key.startswith(_NOT_CONTENT) or _POSITIONS.search(key)}
        content = {key: value for key, value in found.items() if key not in ours}
        content[_FILE_TYPE] = str(content.get(_FILE_TYPE)).removeprefix(_WITH_METADATA)
        return content

    def _run(self, photo: Path, *arguments: str) -> str:
        import exiftool
        from exiftool.exceptions import ExifToolException, ExifToolExecuteError

        if self._tool is None:
            program = exiftool_program.find_exiftool(self._program)
            try:
                # config_file="": a user's own ExifTool configuration may rename tags or run code.
                self._tool = exiftool.ExifToolHelper(
                    executable=str(program), common_args=[], config_file="", encoding="utf-8"
                )
                self._tool.run()
            except OSError as error:  # deleted since, or no program of this system's
                self._tool = None
                raise MetadataProblem(ProblemCode.EXIFTOOL_NOT_THERE, file=program) from error
        try:
            return str(self._tool.execute(*arguments))
        except ExifToolExecuteError as error:
            said = str(error.stderr).strip().splitlines()
            said = [line for line in said if line.startswith("Error")] or said  # warnings stand before it
            # Behind the dash stands the name of the copy, which means nothing to anybody.
            why = in_its_words(said[0].split(" - ")[0]) if said else Message(ReasonCode.NO_REASON_GIVEN)
            raise MetadataProblem(ProblemCode.EXIFTOOL_CANNOT_WRITE, file=path_in_words(photo), why=why) from error
        except (ExifToolException, UnicodeDecodeError) as error:  # it died, or said what is no text
            self._tool.terminate()
            self._tool = None
            raise MetadataProblem(ProblemCode.EXIFTOOL_STOPPED, file=path_in_words(photo)) from error


def check_writable(photo: Path, kind: str | None) -> None:
    """Raise MetadataProblem for a format faceorg does not write into."""
    if kind not in WRITABLE_FORMATS:
        if kind is None:
            raise MetadataProblem(ProblemCode.UNKNOWN_FORMAT_NOT_WRITTEN, file=path_in_words(photo))
        raise MetadataProblem(ProblemCode.FORMAT_NOT_WRITTEN, kind=kind, file=path_in_words(photo))


def _true_suffix(photo: Path) -> str:
    """The ending of what the photo is: exiftool reads any, but refuses to write a WebP that is called .jpg."""
    return _SUFFIXES.get(read_embedded(photo).format or "", "")


def _picture_digest(photo: Path, copy: Path) -> str:
    """SHA-256 over the pixels of every frame of a copy of the photo, which is named where it does not decode."""
    from PIL import Image, ImageSequence

    sha = hashlib.sha256()
    try:
        with Image.open(copy) as image:
            for frame in ImageSequence.Iterator(image):
                sha.update(f"{frame.size} {frame.mode}".encode())
                sha.update(frame.tobytes())
    except Exception as error:  # Pillow raises a dozen types; a picture that does not decode cannot be compared
        raise MetadataProblem(ProblemCode.PHOTO_DOES_NOT_DECODE, file=path_in_words(photo), why=error) from error
    return sha.hexdigest()
