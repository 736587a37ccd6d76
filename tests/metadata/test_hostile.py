"""Bombs, external entities, giant sidecars and tricks in names: refused or harmless, one sentence each."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from faceorg.boxes import Box
from faceorg.errors import MetadataProblem
from faceorg.messages.codes import ProblemCode
from faceorg.metadata.packet import Packet
from faceorg.metadata.readers import read_regions
from faceorg.metadata.regions import Region
from faceorg.metadata.writer import Target, plan_write
from tests.problems import refused

Save = Callable[..., Path]
Wrap = Callable[..., bytes]

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><x>&d;&d;&d;</x>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]><x>&secret;</x>"""
MANY = b"<x>" + b"<a/>" * 300_000 + b"</x>"
DEEP = b"<x>" * 50_000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "document type"),
        (EXTERNAL, "document type"),
        (MANY, "more elements"),
        (DEEP, "more elements"),
        (b"<x><y></x>", "was left alone: it is no XML at line"),
        (b"<html/>", "not XMP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "was left alone: it is no XML at line"),
    ],
    ids=["bomb", "external entity", "many", "deep", "broken", "html", "binary"],
)
def test_hostile_sidecars_are_one_sentence_and_never_written_to(
    tmp_path: Path, save_photo: Save, content: bytes, words: str
) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    sidecar = tmp_path / "a.jpg.xmp"
    sidecar.write_bytes(content)
    started = time.process_time()
    (problem,) = map(str, read_regions(photo).problems)
    assert words in problem and "\n" not in problem and "root:" not in problem
    assert time.process_time() - started < 5
    with pytest.raises(MetadataProblem):
        plan_write(photo, [Region("Anna", Box(0.1, 0.1, 0.2, 0.2))], kind=Target.FULL_NAME)
    assert sidecar.read_bytes() == content


def test_a_sidecar_of_100_mb_is_refused_without_being_read_whole(tmp_path: Path, save_photo: Save) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    with (tmp_path / "a.jpg.xmp").open("wb") as file:
        file.truncate(100 * 2**20)
    (problem,) = map(str, read_regions(photo).problems)
    assert "larger than the 32 MB" in problem


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini", "con.jpg", "a\u202egnp.exe"])
def test_path_tricks_in_names_are_only_text(tmp_path: Path, save_photo: Save, name: str) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    plan = plan_write(photo, [Region(name, Box(0.1, 0.1, 0.2, 0.2))], kind=Target.FULL_NAME)
    assert plan.target == tmp_path / "a.jpg.xmp"
    (tmp_path / "a.jpg.xmp").write_bytes(plan.edited.raw)
    assert [region.name for region in read_regions(photo).regions] == [name]


def test_markup_in_names_stays_text(tmp_path: Path, save_photo: Save) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    name = "\"/><mwg-rs:Name>Eve</mwg-rs:Name>]]> &amp; 'x'"
    plan = plan_write(photo, [Region(name, Box(0.1, 0.1, 0.2, 0.2))], kind=Target.FULL_NAME)
    (tmp_path / "a.jpg.xmp").write_bytes(plan.edited.raw)
    assert [region.name for region in read_regions(photo).regions] == [name]


@pytest.mark.parametrize("name", ["a\x00b", "a\x1bb", "a\ud800b", "a\uffffb"])
def test_names_xml_cannot_hold_are_refused(tmp_path: Path, save_photo: Save, name: str) -> None:
    photo = save_photo(tmp_path / "a.jpg")
    with refused(MetadataProblem, ProblemCode.NAME_NOT_FOR_XMP):
        plan_write(photo, [Region(name, Box(0.1, 0.1, 0.2, 0.2))], kind=Target.FULL_NAME)


def test_boxes_that_are_no_numbers_are_left_out(tmp_path: Path, save_photo: Save, packet: Wrap) -> None:
    body = """<rdf:Description xmlns:MP='http://ns.microsoft.com/photo/1.2/'
     xmlns:MPRI='http://ns.microsoft.com/photo/1.2/t/RegionInfo#' xmlns:MPReg='http://ns.microsoft.com/photo/1.2/t/Region#'>
     <MP:RegionInfo rdf:parseType='Resource'><MPRI:Regions><rdf:Bag>
      <rdf:li MPReg:Rectangle='nan, inf, 1e999, -0' MPReg:PersonDisplayName='Nan'/>
      <rdf:li MPReg:Rectangle='0.9, 0.9, 5, 5' MPReg:PersonDisplayName='Big'/>
      <rdf:li MPReg:Rectangle='3, 3, 1, 1' MPReg:PersonDisplayName='Outside'/>
     </rdf:Bag></MPRI:Regions></MP:RegionInfo></rdf:Description>"""
    found = read_regions(save_photo(tmp_path / "a.jpg", xmp=packet(body)))
    assert [region.name for region in found.regions] == ["Big"]
    assert found.regions[0].box.width == pytest.approx(0.1)
    assert set(found.people) == {"Nan", "Outside"}


def test_a_line_end_in_a_file_name_cannot_forge_a_second_line(tmp_path: Path, save_photo: Save) -> None:
    photo = save_photo(tmp_path / "a\nfaceorg: all is well.jpg")
    photo.with_name(photo.name + ".xmp").write_bytes(BOMB)
    (problem,) = map(str, read_regions(photo).problems)
    assert "\n" not in problem


def test_hostile_photos_never_raise(hostile: list[Path]) -> None:
    files = hostile[:: len(hostile) // 60]
    assert len(files) > 50
    for file in files:
        if file.stat().st_size < 2**20:
            read_regions(file)


def test_packets_of_noise_never_raise_anything_else(packet: Wrap) -> None:
    good = packet("<rdf:Description rdf:about=''/>")
    for at in range(0, len(good), 3):
        for bad in (good[:at], good[:at] + b"\xff" + good[at + 1 :], good[:at] + b"<" + good[at:]):
            try:
                Packet(bad, "noise")
            except MetadataProblem:
                continue
