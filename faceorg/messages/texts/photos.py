"""What can be wrong with one photo."""

from __future__ import annotations

from faceorg.messages.codes import Code, ProblemCode, ReasonCode
from faceorg.messages.text import Text

TEXTS: dict[Code, Text] = {
    ProblemCode.PHOTO_AWAY: Text(
        "{file} is not there; its disk may be away. Its faces and names are kept.",
        "{file} ist nicht da; vielleicht fehlt der Datenträger. Gesichter und Namen bleiben erhalten.",
    ),
    ProblemCode.PHOTO_EMPTY: Text(
        "{file} is empty: it holds no data; restore it from a backup.",
        "{file} ist leer: Die Datei enthält keine Daten; hole sie aus einer Sicherung zurück.",
    ),
    ProblemCode.PHOTO_ALL_ZEROS: Text(
        "{file} is empty: it holds only zeros; restore it from a backup.",
        "{file} ist leer: Die Datei enthält nur Nullen; hole sie aus einer Sicherung zurück.",
    ),
    ProblemCode.PHOTO_DAMAGED: Text(
        "{file} is damaged or incomplete ({kind}: {why}).", "{file} ist beschädigt oder unvollständig ({kind}: {why})."
    ),
    ProblemCode.PICTURE_BY_NAME_ONLY: Text(
        "{file} is not a picture in a format that faceorg knows, although its name says so.",
        "{file} ist kein Bild in einem Format, das faceorg kennt, obwohl der Name es sagt.",
    ),
    ProblemCode.NOT_A_PICTURE: Text(
        "{file} is not a picture in a format that faceorg knows.",
        "{file} ist kein Bild in einem Format, das faceorg kennt.",
    ),
    ProblemCode.PHOTO_FILE_TOO_LARGE: Text(
        "{file} is larger than {most} GiB, too large for a photo.",
        "{file} ist größer als {most} GiB, zu groß für ein Foto.",
    ),
    ProblemCode.PHOTO_NEEDS_TOO_MUCH_MEMORY: Text(
        "{file} needs more memory than one photo may take.",
        "{file} braucht mehr Speicher, als ein einzelnes Foto belegen darf.",
    ),
    ProblemCode.VIDEO_CANNOT_BE_READ: Text(
        "{file} is a video that cannot be read ({why}).", "{file} ist ein Video, das sich nicht lesen lässt ({why})."
    ),
    ProblemCode.VIDEO_WITHOUT_PICTURES: Text(
        "{file} is a video without pictures that could be shown.",
        "{file} ist ein Video ohne Bilder, die sich zeigen ließen.",
    ),
    ProblemCode.VIDEO_NEEDS_PYAV: Text(
        "{file} is a video, and PyAV, which reads videos, is not installed (pip install 'faceorg[video]').",
        "{file} ist ein Video, und PyAV, das Videos liest, ist nicht installiert (pip install 'faceorg[video]').",
    ),
    ProblemCode.VIDEO_CANNOT_BE_TURNED: Text(
        "{file} is a video; faceorg shows it as it says itself.",
        "{file} ist ein Video; faceorg zeigt es so, wie es selbst sagt.",
    ),
    ProblemCode.PHOTO_CANNOT_BE_OPENED: Text(
        "{file} cannot be opened: {why}.", "{file} kann nicht geöffnet werden: {why}."
    ),
    ProblemCode.PHOTO_CANNOT_BE_READ: Text("{file} cannot be read.", "{file} kann nicht gelesen werden."),
    ProblemCode.PHOTO_REFUSED: Text("{file} {what}.", "{file} {what}."),
    ProblemCode.NO_SUCH_PICTURE: Text("There is no picture {file}.", "Es gibt kein Bild {file}."),
    ProblemCode.NO_FACE_IN_PICTURE: Text("No face was found in {file}.", "In {file} wurde kein Gesicht gefunden."),
    ProblemCode.PICTURE_IS_JPEG_XL: Text(
        "is a JPEG XL picture, which faceorg reads with pillow-jxl-plugin only (pip install faceorg[jxl])",
        "ist ein JPEG-XL-Bild, das faceorg nur mit pillow-jxl-plugin liest (pip install faceorg[jxl])",
        packaged_english="is a JPEG XL picture, which this packaged faceorg cannot read; one installed with pip can "
        "(see its README)",
        packaged_german="ist ein JPEG-XL-Bild, das dieses faceorg aus einem Installationspaket nicht lesen kann; ein "
        "mit pip installiertes kann es (siehe README)",
    ),
    ProblemCode.PICTURE_OF_RARE_KIND: Text(
        "is sound, but keeps its pixels in a rare way ({bits} bits a channel) that faceorg does not read",
        "ist heil, hält seine Pixel aber auf eine seltene Art ({bits} Bit je Kanal), die faceorg nicht liest",
    ),
    ProblemCode.PICTURE_TOO_LARGE: Text(
        "is too large: {width} x {height} pixels, more than the {most} megapixels faceorg reads",
        "ist zu groß: {width} x {height} Pixel, mehr als die {most} Megapixel, die faceorg liest",
    ),
    ProblemCode.PICTURE_CUT_OFF: Text(
        "is cut off before anything can be seen", "ist abgeschnitten, bevor etwas zu sehen ist"
    ),
    ProblemCode.PICTURE_WITHOUT_PIXELS: Text(
        "is damaged: it says that it has no pixels", "ist beschädigt: Das Bild hat nach eigenen Angaben keine Pixel"
    ),
    ProblemCode.PICTURE_WITH_ODD_CHANNELS: Text(
        "has {count} colour channels, which faceorg cannot show",
        "hat {count} Farbkanäle, die faceorg nicht zeigen kann",
    ),
    ProblemCode.RAW_WITHOUT_COLOURS: Text(
        "is a RAW photo without colours that faceorg can show",
        "ist ein RAW-Foto ohne Farben, die faceorg zeigen könnte",
    ),
    ReasonCode.HEADER_MAKES_NO_SENSE: Text("its header makes no sense", "sein Anfang ergibt keinen Sinn"),
}
