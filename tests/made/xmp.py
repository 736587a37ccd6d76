"""Who is where in a photo -> the packet that another program would have written of it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from faceorg.boxes import Box

Named = Sequence[tuple[str, Box]]

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#"
 xmlns:MP="http://ns.microsoft.com/photo/1.2/" xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
 xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" {said}>{body}
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
_MWG = """<mwg-rs:Regions rdf:parseType="Resource">
<mwg-rs:AppliedToDimensions stDim:w="{w}" stDim:h="{h}" stDim:unit="pixel"/>
<mwg-rs:RegionList><rdf:Bag>{items}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"""
_MWG_ITEM = """<rdf:li><rdf:Description mwg-rs:Name={name} mwg-rs:Type="Face"><mwg-rs:Area stArea:x="{x:.6f}"
 stArea:y="{y:.6f}" stArea:w="{w:.6f}" stArea:h="{h:.6f}" stArea:unit="normalized"/></rdf:Description></rdf:li>"""
_MICROSOFT = """<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag>{items}</rdf:Bag></MPRI:Regions>
</MP:RegionInfo>"""
_MICROSOFT_ITEM = """<rdf:li MPReg:PersonDisplayName={name}
 MPReg:Rectangle="{x:.6f}, {y:.6f}, {w:.6f}, {h:.6f}"/>"""


def packet_of(said: str = "", body: str = "") -> bytes:
    """Return a packet. said : attributes of its description; body : elements in it"""
    return _PACKET.format(said=said, body=body).encode()


def mwg(named: Named, size: tuple[int, int]) -> str:
    """Return regions as the Metadata Working Group writes them: the middle of each box, in fractions of `size`."""
    items = (
        _MWG_ITEM.format(name=quoteattr(name), x=b.x + b.width / 2, y=b.y + b.height / 2, w=b.width, h=b.height)
        for name, b in named
    )
    return _MWG.format(w=size[0], h=size[1], items="".join(items))


def microsoft(named: Named) -> str:
    """Return regions as Microsoft writes them: the corner of each box, in fractions of the upright photo."""
    items = (_MICROSOFT_ITEM.format(name=quoteattr(name), x=b.x, y=b.y, w=b.width, h=b.height) for name, b in named)
    return _MICROSOFT.format(items="".join(items))
