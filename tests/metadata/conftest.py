"""Builders of the metadata tests: small photos in every orientation and format, packets, and exiftool where it is."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

RDF_OPEN = (
    "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>\r\n"
    "<x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='Somebody 1.0'>\r\n"
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\r\n"
)
RDF_CLOSE = "</rdf:RDF>\r\n</x:xmpmeta>\r\n<?xpacket end='w'?>  \r\n"


@pytest.fixture(scope="session")
def save_photo() -> Callable[..., Path]:
    """save_photo(path, size=(80, 60), orientation=1, xmp=None): write a small photo; the ending picks the format."""
    import pillow_heif

    pillow_heif.register_heif_opener()

    def save(path: Path, size: tuple[int, int] = (80, 60), orientation: int = 1, xmp: bytes | None = None) -> Path:
        picture = Image.linear_gradient("L").resize(size).convert("RGB")
        exif = Image.Exif()
        exif[0x0112], exif[0x010F] = orientation, "A camera"
        extra: dict[str, Any] = {"xmp": xmp} if xmp is not None else {}
        if xmp is not None and path.suffix == ".png":
            extra = {"pnginfo": PngImagePlugin.PngInfo()}
            extra["pnginfo"].add_itxt("XML:com.adobe.xmp", xmp.decode())
        if xmp is not None and path.suffix == ".tif":
            exif[700] = xmp
        picture.save(path, exif=exif if path.suffix == ".tif" else exif.tobytes(), **extra)
        return path

    return save


@pytest.fixture(scope="session")
def packet() -> Callable[..., bytes]:
    """packet(body): a packet as other programs lay it out (CRLF, single quotes) around some rdf:Descriptions."""

    def wrap(body: str) -> bytes:
        return (RDF_OPEN + body + RDF_CLOSE).encode()

    return wrap


@pytest.fixture(scope="session")
def exiftool() -> Callable[..., list[dict[str, Any]]]:
    """exiftool(*files): what it finds, numbers as they are written; skips by name where it is not installed."""
    if shutil.which("exiftool") is None:
        pytest.skip("needs exiftool (Debian: libimage-exiftool-perl), which is absent")

    def read(*files: Path) -> list[dict[str, Any]]:
        command = ["exiftool", "-a", "-G1", "-struct", "-json", "-n", "-charset", "filename=utf8", *map(str, files)]
        text = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8").stdout
        return json.loads(text, parse_float=str, parse_int=str)  # type: ignore[no-any-return]

    return read
