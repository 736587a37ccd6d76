"""Every standard read from its published form; the shared photos read whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.errors import NotFound
from faceorg.messages.codes import FindingCode, ProblemCode
from faceorg.metadata.readers import read_regions, turn_beside
from faceorg.metadata.regions import RegionKind, Scheme
from tests.conftest import Photos
from tests.problems import refused

Save = Callable[..., Path]
Wrap = Callable[..., bytes]

MWG = """<rdf:Description rdf:about='' xmlns:mwg-rs='http://www.metadataworkinggroup.com/schemas/regions/'
 xmlns:stDim='http://ns.adobe.com/xap/1.0/sType/Dimensions#' xmlns:stArea='http://ns.adobe.com/xmp/sType/Area#'>
 <mwg-rs:Regions rdf:parseType='Resource'>
  <mwg-rs:AppliedToDimensions rdf:parseType='Resource'>
   <stDim:h>{h}</stDim:h><stDim:unit>pixel</stDim:unit><stDim:w>{w}</stDim:w>
  </mwg-rs:AppliedToDimensions>
  <mwg-rs:RegionList><rdf:Bag>{items}</rdf:Bag></mwg-rs:RegionList>
 </mwg-rs:Regions></rdf:Description>"""
MWG_ITEM = """<rdf:li rdf:parseType='Resource'><mwg-rs:Area rdf:parseType='Resource'><stArea:h>{h}</stArea:h>
 <stArea:unit>normalized</stArea:unit><stArea:w>{w}</stArea:w><stArea:x>{x}</stArea:x><stArea:y>{y}</stArea:y>
 </mwg-rs:Area><mwg-rs:Name>{name}</mwg-rs:Name><mwg-rs:Type>{kind}</mwg-rs:Type></rdf:li>"""


def _mwg(*items: tuple[str, str, float, float, float, float], size: tuple[int, int] = (80, 60)) -> str:
    entries = (MWG_ITEM.format(name=n, kind=k, x=x, y=y, w=w, h=h) for n, k, x, y, w, h in items)
    return MWG.format(w=size[0], h=size[1], items="".join(entries))


def _edges(box: Box) -> tuple[float, float, float, float]:
    return (box.x, box.y, box.width, box.height)


@pytest.mark.parametrize("photo", ["portrait.jpg", "portrait-orientation-6.jpg"])
def test_the_curies_have_their_names_and_boxes_however_the_photo_is_turned(portraits: Path, photo: str) -> None:
    found = read_regions(portraits / photo)
    assert [region.name for region in found.regions] == ["Marie Curie", "Pierre Curie"]
    assert all(region.schemes == (Scheme.MWG, Scheme.MICROSOFT) for region in found.regions)
    marie, pierre = (region.box for region in found.regions)
    # In pixels of the upright 840 x 700 photo.
    assert (marie.x * 840, marie.y * 700, marie.width * 840, marie.height * 700) == pytest.approx(
        (262, 146, 95, 139), abs=0.5
    )
    assert (pierre.x * 840, pierre.y * 700, pierre.width * 840, pierre.height * 700) == pytest.approx(
        (537, 83, 81, 169), abs=0.5
    )
    assert found.people == ()
    assert found.problems == ()


def test_every_photo_is_read_or_reported(many_photos: Photos) -> None:
    photos = [path for path in many_photos.files() if path.suffix.lower() in (".jpg", ".heic", ".png")]
    assert len(photos) > 50
    for photo in photos:
        found = read_regions(photo)
        codes = {problem.code for problem in found.problems}
        assert codes <= {FindingCode.PHOTO_DOES_NOT_OPEN}
        assert (found.frame.width > 0) is (not codes)


def test_mwg_elements_pets_and_focus_points_are_told_apart(tmp_path: Path, save_photo: Save, packet: Wrap) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    body = _mwg(
        ("Anna", "Face", 0.5, 0.5, 0.2, 0.4), ("Rex", "Pet", 0.2, 0.2, 0.1, 0.1), ("", "Focus", 0.8, 0.8, 0.1, 0.1)
    )
    (tmp_path / "a.jpg.xmp").write_bytes(packet(body))
    found = read_regions(photo)
    assert [(region.name, region.kind) for region in found.regions] == [
        ("Anna", RegionKind.FACE),
        ("Rex", RegionKind.PET),
        (None, RegionKind.FOCUS),
    ]
    assert _edges(found.regions[0].box) == pytest.approx((0.4, 0.3, 0.2, 0.4))
    assert found.applied_to == (80, 60)
    assert found.sources == (tmp_path / "a.jpg.xmp",)


def test_mwg_boxes_made_for_the_upright_photo_are_recognised_by_their_size(
    tmp_path: Path, save_photo: Save, packet: Wrap
) -> None:
    photo = save_photo(tmp_path / "a.jpg", size=(80, 60), orientation=6)
    (tmp_path / "a.jpg.xmp").write_bytes(packet(_mwg(("Anna", "Face", 0.5, 0.25, 0.2, 0.1), size=(60, 80))))
    (region,) = read_regions(photo).regions
    assert _edges(region.box) == pytest.approx((0.4, 0.2, 0.2, 0.1))


def test_regions_of_a_cropped_photo_are_reported(tmp_path: Path, save_photo: Save, packet: Wrap) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    (tmp_path / "a.jpg.xmp").write_bytes(packet(_mwg(("Anna", "Face", 0.5, 0.5, 0.2, 0.4), size=(80, 20))))
    (problem,) = read_regions(photo).problems
    about = problem.fields["what"]
    assert about.code is FindingCode.REGIONS_MAY_BE_OFF
    assert dict(about.fields) == {"width": 80, "height": 20, "width_now": 80, "height_now": 60}


def test_microsoft_regions_without_mwg_are_as_stored(tmp_path: Path, save_photo: Save, packet: Wrap) -> None:
    body = """<rdf:Description xmlns:MP='http://ns.microsoft.com/photo/1.2/'
     xmlns:MPRI='http://ns.microsoft.com/photo/1.2/t/RegionInfo#' xmlns:MPReg='http://ns.microsoft.com/photo/1.2/t/Region#'>
     <MP:RegionInfo><rdf:Description><MPRI:Regions><rdf:Bag>
      <rdf:li><rdf:Description MPReg:Rectangle='0.1, 0.2, 0.3, 0.4' MPReg:PersonDisplayName='Ünal Ö.'/></rdf:li>
      <rdf:li><rdf:Description MPReg:PersonDisplayName='No Box'/></rdf:li>
     </rdf:Bag></MPRI:Regions></rdf:Description></MP:RegionInfo></rdf:Description>"""
    photo = save_photo(tmp_path / "a.jpg", orientation=3, xmp=packet(body))
    found = read_regions(photo)
    assert [region.name for region in found.regions] == ["Ünal Ö."]
    assert _edges(found.regions[0].box) == pytest.approx((0.6, 0.4, 0.3, 0.4))
    assert found.people == ("No Box",)


def test_iptc_regions_rectangles_circles_and_polygons(tmp_path: Path, save_photo: Save, packet: Wrap) -> None:
    def region(name: str, boundary: str, kind: str = "http://cv.iptc.org/newscodes/imageregiontype/human") -> str:
        return f"""<rdf:li rdf:parseType='Resource'>
          <Iptc4xmpExt:Name><rdf:Alt><rdf:li xml:lang='x-default'>{name}</rdf:li></rdf:Alt></Iptc4xmpExt:Name>
          <Iptc4xmpExt:rCtype><rdf:Bag><rdf:li rdf:parseType='Resource'><xmp:Identifier><rdf:Bag>
          <rdf:li>{kind}</rdf:li></rdf:Bag></xmp:Identifier></rdf:li></rdf:Bag></Iptc4xmpExt:rCtype>
          <Iptc4xmpExt:RegionBoundary rdf:parseType='Resource'>{boundary}</Iptc4xmpExt:RegionBoundary></rdf:li>"""

    def fields(**values: object) -> str:
        return "".join(f"<Iptc4xmpExt:{key}>{value}</Iptc4xmpExt:{key}>" for key, value in values.items())

    corner = "<rdf:li rdf:parseType='Resource'>{}</rdf:li>"
    polygon = "".join(corner.format(fields(rbX=x, rbY=y)) for x, y in ((0.1, 0.6), (0.3, 0.6), (0.2, 0.9)))
    body = f"""<rdf:Description xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'
     xmlns:xmp='http://ns.adobe.com/xap/1.0/'><Iptc4xmpExt:ImageRegion><rdf:Bag>
     {region("Rect", fields(rbShape="rectangle", rbUnit="pixel", rbX=8, rbY=6, rbW=16, rbH=12))}
     {region("Circle", fields(rbShape="circle", rbUnit="relative", rbX=0.5, rbY=0.5, rbRx=0.15))}
     {region("Poly", f"<Iptc4xmpExt:rbVertices><rdf:Seq>{polygon}</rdf:Seq></Iptc4xmpExt:rbVertices>")}
     {region("Car", fields(rbUnit="relative", rbX=0, rbY=0, rbW=1, rbH=1), "imageregiontype/vehicle")}
     </rdf:Bag></Iptc4xmpExt:ImageRegion></rdf:Description>"""
    found = read_regions(save_photo(tmp_path / "a.jpg", xmp=packet(body)))
    rect, circle, poly, car = found.regions
    assert _edges(rect.box) == pytest.approx((0.1, 0.1, 0.2, 0.2))
    assert _edges(circle.box) == pytest.approx((0.35, 0.3, 0.3, 0.4))  # 12 px of 80, and 12 px of 60
    assert _edges(poly.box) == pytest.approx((0.1, 0.6, 0.2, 0.3))
    assert [region.name for region in (rect, circle, poly)] == ["Rect", "Circle", "Poly"]
    assert car.kind is RegionKind.OTHER


def test_acdsee_prefers_the_area_the_user_sees(tmp_path: Path, save_photo: Save, packet: Wrap) -> None:
    body = """<rdf:Description xmlns:acdsee-rs='http://ns.acdsee.com/regions/'
     xmlns:acdsee-stArea='http://ns.acdsee.com/sType/Area#' xmlns:acdsee-stDim='http://ns.acdsee.com/sType/Dimensions#'>
     <acdsee-rs:Regions rdf:parseType='Resource'>
     <acdsee-rs:AppliedToDimensions acdsee-stDim:w='80' acdsee-stDim:h='60' acdsee-stDim:unit='pixel'/>
     <acdsee-rs:RegionList><rdf:Bag><rdf:li rdf:parseType='Resource'><acdsee-rs:Name>Gül</acdsee-rs:Name>
     <acdsee-rs:Type>Face</acdsee-rs:Type>
     <acdsee-rs:ALYArea acdsee-stArea:x='0.1' acdsee-stArea:y='0.1' acdsee-stArea:w='0.1' acdsee-stArea:h='0.1'/>
     <acdsee-rs:DLYArea acdsee-stArea:x='0.5' acdsee-stArea:y='0.5' acdsee-stArea:w='0.2' acdsee-stArea:h='0.4'/>
     </rdf:li></rdf:Bag></acdsee-rs:RegionList></acdsee-rs:Regions></rdf:Description>"""
    (region,) = read_regions(save_photo(tmp_path / "a.jpg", xmp=packet(body))).regions
    assert (region.name, region.schemes) == ("Gül", (Scheme.ACDSEE,))
    assert _edges(region.box) == pytest.approx((0.4, 0.3, 0.2, 0.4))


def test_names_without_boxes_come_from_person_in_image_and_people_tags(
    tmp_path: Path, save_photo: Save, packet: Wrap
) -> None:
    body = """<rdf:Description xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'
     xmlns:digiKam='http://www.digikam.org/ns/1.0/' xmlns:lr='http://ns.adobe.com/lightroom/1.0/'>
     <Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Anna</rdf:li><rdf:li>Ben</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>
     <digiKam:TagsList><rdf:Seq><rdf:li>People/Family/Carl</rdf:li><rdf:li>People/Unknown</rdf:li><rdf:li>Places/Rome</rdf:li>
     </rdf:Seq></digiKam:TagsList><lr:hierarchicalSubject><rdf:Bag><rdf:li>People|Dora</rdf:li></rdf:Bag>
     </lr:hierarchicalSubject></rdf:Description>"""
    both = body + _mwg(("Ben", "Face", 0.5, 0.5, 0.2, 0.2))
    found = read_regions(save_photo(tmp_path / "a.jpg", xmp=packet(both)))
    assert found.people == ("Anna", "Carl", "Dora")


def test_a_sidecar_replaces_what_the_photo_says_in_the_same_standard(
    tmp_path: Path, save_photo: Save, packet: Wrap
) -> None:
    photo = save_photo(tmp_path / "a.jpg", xmp=packet(_mwg(("Old", "Face", 0.5, 0.5, 0.2, 0.2))))
    (tmp_path / "a.xmp").write_bytes(packet(_mwg(("Stem", "Face", 0.5, 0.5, 0.2, 0.2))))
    assert [region.name for region in read_regions(photo).regions] == ["Stem"]
    (tmp_path / "a.jpg.xmp").write_bytes(packet(_mwg(("Full", "Face", 0.5, 0.5, 0.2, 0.2))))
    assert [region.name for region in read_regions(photo).regions] == ["Full"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "latin-1", "utf-8-sig"])
def test_sidecars_in_other_encodings_are_read(tmp_path: Path, save_photo: Save, packet: Wrap, encoding: str) -> None:
    text = packet(_mwg(("Zoë Ångström", "Face", 0.5, 0.5, 0.2, 0.2))).decode().replace("\ufeff", "")
    (tmp_path / "a.jpg.xmp").write_bytes(text.encode(encoding))
    (region,) = read_regions(save_photo(tmp_path / "a.jpg")).regions
    assert region.name == "Zoë Ångström"


@pytest.mark.parametrize("suffix", [".png", ".webp", ".tif", ".heic", ".avif"])
def test_regions_inside_every_format_are_found(tmp_path: Path, save_photo: Save, packet: Wrap, suffix: str) -> None:
    photo = save_photo(tmp_path / f"a{suffix}", xmp=packet(_mwg(("Anna", "Face", 0.5, 0.5, 0.2, 0.4))))
    assert [region.name for region in read_regions(photo).regions] == ["Anna"]


def test_regions_in_extended_xmp_are_found(tmp_path: Path, save_photo: Save, packet: Wrap) -> None:
    guid = b"0123456789ABCDEF0123456789ABCDEF"
    main = packet(
        "<rdf:Description rdf:about='' xmlns:xmpNote='http://ns.adobe.com/xmp/note/' "
        f"xmpNote:HasExtendedXMP='{guid.decode()}'/>"
    )
    photo = save_photo(tmp_path / "a.jpg", xmp=main)
    extended = packet(_mwg(("Anna", "Face", 0.5, 0.5, 0.2, 0.4)))
    head, tail = extended[:500], extended[500:]
    segments = b""
    for offset, part in ((500, tail), (0, head)):  # parts may come in any order
        body = b"http://ns.adobe.com/xmp/extension/\0" + guid
        body += len(extended).to_bytes(4, "big") + offset.to_bytes(4, "big") + part
        segments += b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
    whole = photo.read_bytes()
    photo.write_bytes(whole[:2] + segments + whole[2:])
    assert [region.name for region in read_regions(photo).regions] == ["Anna"]


@pytest.mark.parametrize(
    ("said", "meant"), [("6", 6), (" 8\n", 8), ("12", None), (" ", None), ("0", None), ("left", None)]
)
def test_an_orientation_beside_a_photo_is_one_of_the_eight_or_none(
    tmp_path: Path, save_photo: Save, packet: Wrap, said: str, meant: int | None
) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    opened = "<rdf:Description rdf:about='' xmlns:tiff='http://ns.adobe.com/tiff/1.0/'><tiff:Orientation>"
    named = _mwg(("Anna", "Face", 0.5, 0.5, 0.2, 0.4))
    photo.with_name("a.jpg.xmp").write_bytes(packet(f"{opened}{said}</tiff:Orientation></rdf:Description>{named}"))
    found = read_regions(photo)
    assert (found.sidecar_orientation, [region.name for region in found.regions]) == (meant, ["Anna"])
    turn = turn_beside(photo)
    assert (turn and turn.orientation) == meant


def test_a_photo_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with refused(NotFound, ProblemCode.NO_SUCH_PHOTO, file="gone.jpg"):
        read_regions(tmp_path / "gone.jpg")
