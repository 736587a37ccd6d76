"""The list of sample photos: which file, when, where, who is in it, and what is odd about the file."""

from __future__ import annotations

from dataclasses import dataclass

WIDE, TALL, GROUP = (880, 660), (660, 880), (960, 640)
CAMERA, PHONE, OLD_PHONE = "Sample camera", "Sample phone 2", "Sample phone"
LAKE, BEACH, TOWN = (46.4982, 11.3548), (54.4321, 12.6904), (43.7102, 7.262)


@dataclass(frozen=True)
class Shot:
    """One photo to be taken.

    taken : "YYYY-MM-DD HH:MM:SS" or "" for a file that does not say; who : from left to right, members of the cast
    close : eye distance beside the usual one; outfit : number in everybody's wardrobe
    hat : worn by those in hat_on, or by all; orientation : as stored, in EXIF's numbers
    gps : latitude and longitude, or None; names_inside : MWG face regions with names are written into the file
    """

    file: str
    taken: str
    place: str
    who: tuple[str, ...]
    seed: int
    size: tuple[int, int] = WIDE
    camera: str = CAMERA
    outfit: int = 0
    close: float = 1.0
    hat: str = ""
    hat_on: tuple[str, ...] = ()
    coats: bool = False
    orientation: int = 1
    exposure: float = 1.0
    black_and_white: bool = False
    gps: tuple[float, float] | None = None
    names_inside: bool = False


def _shots(folder: str, *shots: Shot) -> list[Shot]:
    from dataclasses import replace

    return [replace(shot, file=f"{folder}/{shot.file}") for shot in shots]


OLD_PRINTS = _shots(
    "Old prints",
    Shot("scan0001.jpg", "", "studio", ("ruth",), 101, TALL, "", 0, black_and_white=True),
    Shot("scan0002.jpg", "", "studio", ("henry",), 102, TALL, "", 0, black_and_white=True),
    Shot("scan0003.jpg", "", "garden", ("ruth", "henry"), 103, WIDE, "", 1, black_and_white=True),
)

LAKE_2016 = _shots(
    "2016/07 Lake",
    Shot("DSC01207.JPG", "2016-07-16 10:12:40", "lake", (), 201, gps=LAKE),
    Shot("DSC01211.JPG", "2016-07-16 10:31:07", "lake", ("ada", "ravi"), 202, gps=LAKE),
    Shot("DSC01214.JPG", "2016-07-16 10:33:52", "lake", ("maya",), 203, TALL, orientation=8, gps=LAKE),
    Shot(
        "DSC01219.JPG",
        "2016-07-16 12:05:19",
        "lake",
        ("ruth", "henry", "maya"),
        204,
        GROUP,
        hat="straw",
        hat_on=("henry",),
    ),
    Shot("DSC01226.JPG", "2016-07-16 15:48:30", "lake", ("marcus",), 205, gps=LAKE),
    Shot("DSC01231.JPG", "2016-07-17 09:20:11", "lake", ("ada",), 206, TALL, orientation=6, gps=LAKE),
)

CHRISTMAS_2016 = _shots(
    "2016/12 Christmas",
    Shot("IMG_20161224_180522.jpg", "2016-12-24 18:05:22", "christmas", ("ruth",), 313, WIDE, OLD_PHONE, 3),
    Shot("IMG_20161224_181210.jpg", "2016-12-24 18:12:10", "christmas", ("maya", "ravi"), 302, WIDE, OLD_PHONE, 3),
    Shot(
        "IMG_20161224_184403.jpg",
        "2016-12-24 18:44:03",
        "christmas",
        ("henry", "ruth", "ada", "maya"),
        303,
        GROUP,
        OLD_PHONE,
        3,
    ),
    Shot(
        "IMG_20161224_201530.jpg",
        "2016-12-24 20:15:30",
        "christmas",
        ("marcus", "mei"),
        304,
        WIDE,
        OLD_PHONE,
        3,
        exposure=0.62,
    ),
    Shot(
        "IMG_20161224_203141.jpg",
        "2016-12-24 20:31:41",
        "christmas",
        ("henry",),
        305,
        TALL,
        OLD_PHONE,
        3,
        exposure=0.55,
    ),
)

SNOW_2017 = _shots(
    "2017/02 Snow",
    Shot("DSC01388.JPG", "2017-02-11 11:02:15", "snow", ("ken",), 401, WIDE, coats=True, hat="wool"),
    Shot("DSC01390.JPG", "2017-02-11 11:03:40", "snow", ("maya", "ken"), 402, WIDE, coats=True, hat="wool"),
    Shot("DSC01395.JPG", "2017-02-11 11:20:02", "snow", ("mei",), 403, TALL, coats=True, orientation=6),
    Shot(
        "DSC01401.JPG",
        "2017-02-11 12:41:27",
        "snow",
        ("ada", "maya", "ravi"),
        404,
        GROUP,
        coats=True,
        hat="wool",
        hat_on=("maya", "ravi"),
    ),
    Shot("DSC01407.JPG", "2017-02-11 14:10:55", "snow", ("marcus",), 405, WIDE, coats=True, hat="wool"),
)

GARDEN_2017 = _shots(
    "2017/05 Garden",
    Shot("IMG_20170514_150312.jpg", "2017-05-14 15:03:12", "garden", ("ada", "henry"), 501, WIDE, OLD_PHONE, 1),
    # Three frames of one moment, a second apart: the first makes the other two (see BURSTS).
    Shot("IMG_20170514_151001_BURST1.jpg", "2017-05-14 15:10:01", "garden", ("ken", "mei"), 502, WIDE, OLD_PHONE, 1),
    Shot("IMG_20170514_152244.jpg", "2017-05-14 15:22:44", "garden", ("ravi",), 503, TALL, OLD_PHONE, 1),
    Shot(
        "IMG_20170514_153810.jpg",
        "2017-05-14 15:38:10",
        "garden",
        ("ruth", "mei"),
        504,
        WIDE,
        OLD_PHONE,
        1,
        hat="straw",
        hat_on=("ruth",),
    ),
    Shot(
        "IMG_20170514_160155.jpg",
        "2017-05-14 16:01:55",
        "garden",
        ("henry", "ravi", "ada", "maya", "ruth"),
        505,
        GROUP,
        OLD_PHONE,
        1,
        names_inside=True,
    ),
    Shot("IMG_20170514_161902.jpg", "2017-05-14 16:19:02", "garden", ("maya",), 506, WIDE, OLD_PHONE, 1),
)

AUTUMN_2017 = _shots(
    "2017/10 Autumn walk",
    Shot("DSC01552.JPG", "2017-10-21 13:15:33", "autumn", ("mei", "ken"), 601, WIDE, coats=True),
    Shot("DSC01556.JPG", "2017-10-21 13:22:08", "autumn", ("henry",), 602, TALL, coats=True, orientation=3),
    Shot("DSC01560.JPG", "2017-10-21 13:40:51", "autumn", ("ruth", "ada"), 603, WIDE, coats=True),
    Shot("DSC01563.JPG", "2017-10-21 13:47:20", "autumn", ("ken",), 604, WIDE, outfit=1),
    Shot("DSC01568.JPG", "2017-10-21 14:05:44", "autumn", ("marcus", "maya", "ravi"), 615, GROUP, outfit=3),
)

BIRTHDAY_2018 = _shots(
    "2018/03 Maya's birthday",
    Shot("IMG_20180310_143005.jpg", "2018-03-10 14:30:05", "birthday", ("maya",), 701, WIDE, PHONE, 2, hat="party"),
    Shot(
        "IMG_20180310_143350.jpg", "2018-03-10 14:33:50", "birthday", ("ken", "maya"), 702, WIDE, PHONE, 2, hat="party"
    ),
    Shot(
        "IMG_20180310_144112.jpg",
        "2018-03-10 14:41:12",
        "birthday",
        ("ada", "maya", "ravi"),
        703,
        GROUP,
        PHONE,
        2,
        hat="party",
        hat_on=("maya",),
    ),
    Shot(
        "IMG_20180310_145527.jpg",
        "2018-03-10 14:55:27",
        "birthday",
        ("ruth", "ken", "mei", "maya", "marcus"),
        704,
        GROUP,
        PHONE,
        2,
        hat="party",
        hat_on=("maya", "ken"),
    ),
    Shot("IMG_20180310_150318.jpg", "2018-03-10 15:03:18", "birthday", ("henry", "ruth"), 705, WIDE, PHONE, 2),
    # As messengers send them: small, and nothing left of what the camera wrote.
    Shot(
        "IMG-20180310-WA0007.jpg",
        "",
        "birthday",
        ("marcus", "ken"),
        716,
        (720, 540),
        "",
        2,
        hat="party",
        hat_on=("ken",),
    ),
)

BEACH_2018 = _shots(
    "2018/08 Beach",
    Shot("IMG_2041.JPG", "2018-08-04 11:14:09", "beach", ("ada",), 801, WIDE, PHONE, 3, hat="straw", gps=BEACH),
    Shot("IMG_2044.HEIC", "2018-08-04 11:26:37", "beach", ("ravi", "maya"), 802, WIDE, PHONE, 1, gps=BEACH),
    Shot("IMG_2047.JPG", "2018-08-04 12:02:50", "beach", ("ken", "marcus"), 803, WIDE, PHONE, 1, gps=BEACH),
    Shot("IMG_2052.JPG", "2018-08-04 15:37:12", "beach", ("mei",), 804, TALL, PHONE, 2, orientation=6, gps=BEACH),
    Shot(
        "IMG_2058.JPG",
        "2018-08-04 16:20:44",
        "beach",
        ("marcus", "mei", "ken", "ravi"),
        805,
        GROUP,
        PHONE,
        3,
        gps=BEACH,
    ),
    Shot("IMG_2061.JPG", "2018-08-05 10:08:03", "beach", ("ruth",), 806, WIDE, PHONE, 1, hat="straw", gps=BEACH),
    Shot("IMG_2063.JPG", "2018-08-05 10:15:26", "beach", (), 807, WIDE, PHONE, gps=BEACH),
)

HOME_2018 = _shots(
    "2018/11 At home",
    Shot("IMG_20181117_093012.jpg", "2018-11-17 09:30:12", "kitchen", ("ravi",), 901, WIDE, PHONE, 2),
    Shot("IMG_20181117_094127.jpg", "2018-11-17 09:41:27", "kitchen", ("ada", "maya"), 902, WIDE, PHONE, 0),
    Shot("IMG_20181117_160255.jpg", "2018-11-17 16:02:55", "living room", ("henry", "ken"), 903, WIDE, PHONE, 3),
    Shot(
        "IMG_20181117_161840.jpg", "2018-11-17 16:18:40", "living room", ("ruth", "maya", "henry"), 904, GROUP, PHONE, 3
    ),
    Shot("IMG_20181117_170916.jpg", "2018-11-17 17:09:16", "living room", ("marcus",), 905, TALL, PHONE, 2),
    Shot("IMG_20181117_172233.jpg", "2018-11-17 17:22:33", "living room", ("mei", "ada"), 906, WIDE, PHONE, 1),
    Shot(
        "IMG_20181118_101502.jpg", "2018-11-18 10:15:02", "kitchen", ("ken",), 907, WIDE, PHONE, 3, black_and_white=True
    ),
)

TOWN_2019 = _shots(
    "2019/04 Town",
    Shot("DSC02014.JPG", "2019-04-20 11:45:10", "town", ("mei",), 1001, WIDE, outfit=1, gps=TOWN),
    Shot("DSC02019.JPG", "2019-04-20 12:10:36", "town", ("ravi", "marcus"), 1002, WIDE, outfit=2, gps=TOWN),
    Shot("DSC02025.JPG", "2019-04-20 14:31:58", "town", ("ada", "ruth"), 1003, WIDE, outfit=1, gps=TOWN),
    Shot("DSC02030.JPG", "2019-04-20 15:02:21", "town", ("henry", "mei", "ken", "ada"), 1004, GROUP, outfit=2),
    Shot("DSC02041.JPG", "2019-04-20 21:12:47", "evening", ("ada", "ravi"), 1005, WIDE, outfit=2, exposure=0.85),
    Shot("DSC02044.JPG", "2019-04-20 21:20:03", "evening", ("marcus",), 1006, WIDE, outfit=1, exposure=0.8),
    Shot("DSC02046.JPG", "2019-04-20 21:24:30", "evening", ("mei", "ken"), 1007, WIDE, outfit=3, exposure=0.8),
)

SHOTS = [
    *OLD_PRINTS, *LAKE_2016, *CHRISTMAS_2016, *SNOW_2017, *GARDEN_2017, *AUTUMN_2017, *BIRTHDAY_2018, *BEACH_2018,
    *HOME_2018, *TOWN_2019,
]  # fmt: skip

# Frames of one moment: made from the first by a shake of the hand, in pixels.
BURSTS = {
    "2017/05 Garden/IMG_20170514_151001_BURST1.jpg": (
        ("2017/05 Garden/IMG_20170514_151001_BURST2.jpg", "2017-05-14 15:10:02", (2, 1)),
        ("2017/05 Garden/IMG_20170514_151001_BURST3.jpg", "2017-05-14 15:10:03", (3, -1)),
    )
}
# The same file once more, byte for byte, as careless copying leaves it.
COPIES = {"2018/08 Beach/IMG_2041.JPG": "Unsorted/IMG_2041 (1).JPG"}
