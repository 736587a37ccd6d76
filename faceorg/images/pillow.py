"""Bytes of the formats Pillow reads -> pixels: PNG, WebP, TIFF, GIF, BMP, AVIF, JPEG 2000, PSD, and odd JPEGs.

Only the one plugin that fits the content is ever tried: Pillow left to itself takes arbitrary bytes for TGA.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceorg.errors import PhotoProblem
from faceorg.exif import exif_of_picture
from faceorg.formats import PhotoFormat, is_turned_by_decoder
from faceorg.images.raster import MAX_JPEG_PIXELS, MAX_PIXELS, Raster, check_size
from faceorg.messages.codes import ProblemCode

if TYPE_CHECKING:
    from PIL import Image

PLUGINS = {
    PhotoFormat.JPEG: "JPEG",
    PhotoFormat.PNG: "PNG",
    PhotoFormat.WEBP: "WEBP",
    PhotoFormat.TIFF: "TIFF",
    PhotoFormat.GIF: "GIF",
    PhotoFormat.BMP: "BMP",
    PhotoFormat.AVIF: "AVIF",
    PhotoFormat.JPEG2000: "JPEG2000",
    PhotoFormat.PSD: "PSD",
    PhotoFormat.JPEG_XL: "JXL",
}
# What shows through transparent parts; the colours stored there are often garbage.
BACKDROP = (255, 255, 255, 255)
STRIP_ROWS = 256
# Full scales that are in use: fractions, 8 bits, and 10, 12, 14 bits of scanners and sensors in 16; anything above is
# stretched to its own maximum.
_FULL_SCALES = (1.0, 255.0, 1023.0, 4095.0, 16383.0, 65535.0)
# A first frame or page that is all of one colour (standard deviation, 0-255) is a blank, a fade-in or a cover.
BLANK_DEVIATION = 2.0
# Frames behind a blank one that are looked at, evenly spread.
FRAMES_TRIED = 4


def decode(data: bytes, target_px: int | None, kind: PhotoFormat, frame: int = 0) -> Raster:
    """Decode one frame or page, JPEG scaled down to at least target_px, the rest in full.

    frame : 0 stands for the first that is not blank
    """
    with open_header(data, kind) as picture:
        if frame:
            picture.seek(frame)
        width, height = picture.size
        check_size(width, height, MAX_JPEG_PIXELS if kind is PhotoFormat.JPEG else MAX_PIXELS)
        facts, profile = exif_of_picture(picture), profile_of(picture)
        if kind is PhotoFormat.JPEG and target_px is not None:
            picture.draft(None, _draft_size(width, height, target_px))
            check_size(*picture.size)
        picture.load()
        orientation = 1 if is_turned_by_decoder(kind, data) else facts.orientation
        if kind is PhotoFormat.TIFF:
            width, height = picture.size
        pixels = rgb_pixels(picture)
        if not frame and pixels.std() < BLANK_DEVIATION:
            pixels = _shown_frame(picture, pixels)
        return Raster(
            pixels,
            width,
            height,
            orientation,
            facts.taken_at,
            date_is_original=facts.is_original,
            profile=profile,
            # TIFF has an orientation of 1 where nobody thought of it.
            says_orientation=facts.says_orientation and (kind is not PhotoFormat.TIFF or facts.orientation != 1),
        )


def registers_jpeg_xl() -> bool:
    """Have Pillow read JPEG XL; whether the plugin that does it is installed (the extra `jxl`)."""
    try:
        import pillow_jxl  # noqa: F401 (importing it registers it)
    except ImportError:
        return False
    return True


def profile_of(picture: Image.Image) -> bytes | None:
    """The ICC profile of a picture's RGB pixels; None where it has none, or they are converted to RGB without it."""
    profile = picture.info.get("icc_profile")
    return bytes(profile) if profile and picture.mode in ("RGB", "RGBA", "YCbCr") else None


def _shown_frame(picture: Image.Image, blank: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The first of a few later frames or pages of the same size that shows something; the blank one where none does."""
    for place in later_frames(picture):
        try:
            picture.seek(place)
            picture.load()
        except Exception:  # the frames after a damage: what was there before it counts
            break
        pixels = rgb_pixels(picture)
        if pixels.shape == blank.shape and pixels.std() >= BLANK_DEVIATION:
            return pixels
    return blank


def later_frames(picture: Image.Image) -> list[int]:
    """A few frames or pages behind the first one, evenly spread; none where there is but one."""
    try:
        count = int(getattr(picture, "n_frames", 1))
    except Exception:  # Pillow counts by reading all of them: damage behind the first
        return []
    places = {min(round(count * part / FRAMES_TRIED), count - 1) for part in range(1, FRAMES_TRIED + 1)}
    return sorted(places - {0})


def open_header(data: bytes, kind: PhotoFormat) -> Image.Image:
    """Let Pillow read a picture's header with the one plugin for its format; pixels are decoded later, if at all.

    Raises PhotoProblem for JPEG XL where nothing here reads it.
    """
    from PIL import AvifImagePlugin, Image

    if kind is PhotoFormat.JPEG_XL and not registers_jpeg_xl():
        raise PhotoProblem(ProblemCode.PICTURE_IS_JPEG_XL)
    Image.MAX_IMAGE_PIXELS = None  # check_size is the limit, with a sentence of its own
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # the worker pool runs one process a core
    return Image.open(io.BytesIO(data), formats=[PLUGINS[kind]])


def _draft_size(width: int, height: int, target_px: int) -> tuple[int, int]:
    """A box of the photo's own shape: a square one makes Pillow decode in full without a word."""
    long_side = max(width, height)
    return max(1, width * target_px // long_side), max(1, height * target_px // long_side)


def rgb_pixels(picture: Image.Image) -> NDArray[np.uint8]:
    """Convert any mode Pillow knows to uint8 (h, w, 3): deep greys are scaled, transparent parts lie over white.

    Strip by strip: Pillow's own conversions hold the whole picture three times, 2 GB for the largest photos.
    """
    if picture.mode[0] in "IF":
        return _from_deep_grey(np.asarray(picture))
    width, height = picture.size
    pixels = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, STRIP_ROWS):
        bottom = min(top + STRIP_ROWS, height)
        pixels[top:bottom] = np.asarray(_opaque_rgb(picture.crop((0, top, width, bottom))))
    return pixels


def _opaque_rgb(picture: Image.Image) -> Image.Image:
    from PIL import Image

    if picture.mode == "RGB" and not picture.has_transparency_data:
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    backdrop = Image.new("RGBA", picture.size, BACKDROP)
    backdrop.alpha_composite(picture.convert("RGBA"))
    return backdrop.convert("RGB")


def _from_deep_grey(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """One channel of 16 or 32 bit or float -> RGB. Pillow's own conversion clips everything above 255 to white."""
    return np.repeat(as_bytes(values)[:, :, None], 3, axis=2)


def as_bytes(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Scale numbers of any depth to 0-255, by the full scale that they were written for."""
    if values.dtype == np.uint8:
        return values.astype(np.uint8, copy=False)
    numbers = np.nan_to_num(values.astype(np.float32), posinf=0.0, neginf=0.0)
    top = float(numbers.max(initial=0.0))
    full = next((scale for scale in _FULL_SCALES if top <= scale), top)
    if full == 1.0 and np.issubdtype(values.dtype, np.integer):
        full = 255.0
    scaled: NDArray[np.uint8] = np.clip(numbers * (255.0 / full), 0, 255).astype(np.uint8)
    return scaled
