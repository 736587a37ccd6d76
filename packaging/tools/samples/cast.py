"""The eight people of the sample photos: of whose chips each is mixed, hair, build, and what they like to wear."""

from __future__ import annotations

from dataclasses import dataclass

from samples.clothes import Outfit
from samples.figure import Look
from samples.paint import rgb

# Shares of the four chips; a photo's own vary about these by VARIATION (standard deviation), so that no two photos of
# one person show the same pixels. More for the first chip would show more of its person: see the model card.
WEIGHTS = (0.41, 0.27, 0.19, 0.13)
VARIATION = 0.03


@dataclass(frozen=True)
class Member:
    """One person who does not exist.

    chips : files below shared/unlabelled, four of one age and sex; colours_of : whose skin is taken
    size : eye distance beside that of a grown man
    stature : how much lower the eyes are than a tall man's when all stand, in eye distances
    """

    name: str
    chips: tuple[str, str, str, str]
    look: Look
    size: float
    stature: float
    wardrobe: tuple[Outfit, ...]
    colours_of: int = 0


CAST = {
    "ruth": Member(
        "Ruth Brook",
        (
            "utkface/75_1_0_20170110182959300.jpg",
            "utkface/72_1_0_20170110181628038.jpg",
            "utkface/66_1_0_20170110131902685.jpg",
            "utkface_more/72_1_0_20170110183821487.webp",
        ),
        Look("wavy", rgb("#c9c5bd"), 2.15, hat_colour="#8f5fa0"),
        0.95,
        0.9,
        (
            Outfit("vee", "#7a5c86"),
            Outfit("crew", "#4f7f86", "#dfe9e4", "dots"),
            Outfit("shirt", "#c9dbe2", "#8aa7b5"),
            Outfit("vee", "#a34d5e"),
        ),
    ),
    "henry": Member(
        "Henry Brook",
        (
            "utkface/65_0_0_20170111224012460.jpg",
            "utkface_more/66_0_0_20170111210358051.webp",
            "utkface/62_0_0_20170111210223707.jpg",
            "utkface/65_0_0_20170111205153008.jpg",
        ),
        Look("balding", rgb("#d8d6d0"), 2.5, neck=0.76, beard=True, hat_colour="#39506b"),
        1.0,
        0.2,
        (
            Outfit("shirt", "#6d87a8", "#f2efe8", "check"),
            Outfit("vee", "#5b6b4d", "#e8e4da", "knit"),
            Outfit("shirt", "#e5dcc6", "#9b8d72"),
            Outfit("shirt", "#7d4a3d", "#d9c7a5", "check"),
        ),
        colours_of=2,
    ),
    "ada": Member(
        "Ada Brook",
        (
            "utkface/35_1_0_20170103180514968.jpg",
            "utkface/37_1_0_20170103183019306.jpg",
            "utkface/36_1_0_20170117135859295.jpg",
            "utkface_more/33_1_0_20170103182556882.webp",
        ),
        Look("long", rgb("#7b4f31"), 2.15, hat_colour="#d9a441"),
        0.96,
        0.7,
        (
            Outfit("crew", "#c8694f", "#f2e8d8", "stripes"),
            Outfit("vee", "#2f6b5e"),
            Outfit("shirt", "#f1ece2", "#b9a98c"),
            Outfit("crew", "#3f5f8f", "#f4e3c1", "dots"),
        ),
    ),
    "ravi": Member(
        "Ravi Menon",
        (
            "utkface_more/42_0_3_20170119204237560.webp",
            "utkface/43_0_3_20170119204554406.jpg",
            "utkface/34_0_3_20170119200756100.jpg",
            "utkface_more/36_0_3_20170119201834796.webp",
        ),
        Look("short", rgb("#1d1917"), 2.5, neck=0.76, beard=True, hat_colour="#4b5a3f"),
        1.0,
        0.1,
        (
            Outfit("shirt", "#3d5a4c"),
            Outfit("crew", "#d9a441"),
            Outfit("shirt", "#8fa9c4", "#f0f2f4", "check"),
            Outfit("crew", "#44495a", "#c9ccd6", "stripes"),
        ),
    ),
    "maya": Member(
        "Maya Menon",
        (
            "utkface_more/8_1_3_20161220222531163.webp",
            "utkface/12_1_3_20170104221704334.jpg",
            "utkface_more/12_1_3_20161220222343139.webp",
            "utkface_more/11_1_3_20170104222911112.webp",
        ),
        Look("braids", rgb("#231a17"), 1.8, neck=0.58, hat_colour="#d84f6a"),
        0.86,
        3.3,
        (
            Outfit("crew", "#e0b64a", "#d84f6a", "dots"),
            Outfit("crew", "#e58fa6"),
            Outfit("crew", "#6fb3b8", "#f4f1e8", "stripes"),
            Outfit("hood", "#8d6fb0"),
        ),
    ),
    "marcus": Member(
        "Marcus Cole",
        (
            "utkface_more/38_0_1_20170116205307165.webp",
            "utkface_more/34_0_1_20170112214929038.webp",
            "utkface/30_0_1_20170104170359625.jpg",
            "utkface_more/30_0_1_20170113190459754.webp",
        ),
        Look("cropped", rgb("#171210"), 2.6, neck=0.78, hat_colour="#3f7a5f"),
        1.0,
        0.0,
        (
            Outfit("hood", "#8a8f98"),
            Outfit("crew", "#2f4f7f"),
            Outfit("shirt", "#d8c3a0", "#7d6a4a"),
            Outfit("crew", "#a84432", "#e9dcc6", "stripes"),
        ),
    ),
    "mei": Member(
        "Mei Lin",
        (
            "utkface/32_1_2_20170105164147100.jpg",
            "utkface/26_1_2_20170116184144892.jpg",
            "utkface_more/27_1_2_20170116163601765.webp",
            "utkface_more/29_1_2_20170116163011756.webp",
        ),
        Look("bob", rgb("#1f1a1a"), 2.08, neck=0.6, hat_colour="#e8e0cf"),
        0.94,
        1.0,
        (
            Outfit("high", "#b03a4a", "#e8c4c4", "knit"),
            Outfit("vee", "#3d4a63"),
            Outfit("crew", "#e9e2d2", "#7d9fb5", "stripes"),
            Outfit("shirt", "#9fbfa8"),
        ),
    ),
    "ken": Member(
        "Ken Lin",
        (
            "utkface_more/7_0_2_20161219193457075.webp",
            "utkface_more/8_0_2_20170110220614569.webp",
            "utkface/7_0_2_20161219190327212.jpg",
            "utkface_more/9_0_2_20170110225353988.webp",
        ),
        Look("boy", rgb("#1d1918"), 1.8, neck=0.58, hat_colour="#3f7fb5"),
        0.85,
        3.6,
        (
            Outfit("crew", "#3f7fb5", "#f0ede4", "stripes"),
            Outfit("hood", "#6c9a57"),
            Outfit("crew", "#d9603f"),
            Outfit("shirt", "#e8ddc0", "#5b7a94", "check"),
        ),
    ),
}
