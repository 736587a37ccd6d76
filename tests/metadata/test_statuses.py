"""digiKam's faces that are nobody: unnamed or put aside, in the languages in which it writes them."""

from __future__ import annotations

import pytest

from faceorg.metadata.programs.statuses import FaceStatus, status_of
from faceorg.metadata.readers import read_regions


@pytest.mark.parametrize(
    "name, status",
    [
        ("Unknown", FaceStatus.UNNAMED),
        ("unconfirmed ", FaceStatus.UNNAMED),
        ("Ignored", FaceStatus.ASIDE),
        ("Unbekannt", FaceStatus.UNNAMED),
        ("Ignoriert", FaceStatus.ASIDE),
        ("Inconnu", FaceStatus.UNNAMED),
        ("Ignoré", FaceStatus.ASIDE),
        ("Игнорируется", FaceStatus.ASIDE),
        ("未知", FaceStatus.UNNAMED),
        ("Inconnus", FaceStatus.UNNAMED),
        ("Sem confirmação", FaceStatus.UNNAMED),
        ("مجهول", FaceStatus.UNNAMED),
        ("مُتجاهَل", FaceStatus.ASIDE),
        ("Не пацверджана", FaceStatus.UNNAMED),
        ("Ігнаруюцца", FaceStatus.ASIDE),
        ("ناشناخته", FaceStatus.UNNAMED),
        ("Anaithnid", FaceStatus.UNNAMED),
        ("មិនស្គាល់", FaceStatus.UNNAMED),
        ("ਅਣਜਾਣ", FaceStatus.UNNAMED),
        ("იგნორირებულია", FaceStatus.ASIDE),
        ("Hunsað", FaceStatus.ASIDE),
        ("Pomijany", FaceStatus.ASIDE),
        # Said otherwise since digiKam 8 and 9.
        ("Игнориран", FaceStatus.ASIDE),
        ("Pomijane", FaceStatus.ASIDE),
        ("უცნობი", FaceStatus.UNNAMED),
        ("Onaylanmayan", FaceStatus.UNNAMED),
        ("غير مؤكد", FaceStatus.UNNAMED),
        ("Gan deimhniú", FaceStatus.UNNAMED),
        ("Neamhaird déanta air", FaceStatus.ASIDE),
        ("نامەلۇم", FaceStatus.UNNAMED),
        ("پەرۋا قىلمىدى", FaceStatus.ASIDE),
        ("-", None),
        ("Anna", None),
        ("Ignatz Unknown", None),
        (None, None),
    ],
)
def test_names_of_nobody_are_told_from_those_of_people(name, status):
    assert status_of(name) is status


def test_the_regions_of_the_field_name_people_only(field):
    folder = field("digikam_status_regions")
    first, second = (read_regions(folder / name).regions for name in ("dk1.jpg", "dk2.jpg"))
    assert [(region.name, region.aside) for region in first] == [
        ("Anna", False), (None, True), (None, False), (None, False),
    ]  # fmt: skip
    assert [(region.name, region.aside) for region in second] == [
        (None, True), ("Bob", False), (None, False), (None, True),
    ]  # fmt: skip
