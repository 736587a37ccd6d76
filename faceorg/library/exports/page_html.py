"""A page about a person -> one HTML file that is whole in itself: any browser shows it and prints it, offline."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from faceorg.library.exports.person_page import PagePicture, TellingPage
from faceorg.library.exports.text_files import write_text

if TYPE_CHECKING:
    from faceorg.library.opening.library import Library

_STYLE = """
:root { color-scheme: light }
* { box-sizing: border-box }
body { font: 16px/1.45 Georgia, "Times New Roman", serif; margin: 0 auto; max-width: 62em; padding: 3em 1.5em;
  color: #222; background: #fff }
header { display: flex; align-items: center; gap: 2em; margin-bottom: 2.5em }
header img { width: 11em; height: 11em; border-radius: 50%; object-fit: cover }
h1 { font-size: 2.8em; font-weight: 400; line-height: 1.1; margin: 0 0 .25em; overflow-wrap: anywhere }
h2 { font-size: 1.35em; font-weight: 400; border-bottom: 1px solid #ccc; padding-bottom: .3em; margin: 2.2em 0 1em;
  break-after: avoid }
p { margin: .1em 0; color: #555 }
figure { margin: 0; break-inside: avoid }
figcaption { font-size: .85em; line-height: 1.35; margin-top: .4em; overflow-wrap: anywhere }
figcaption span { display: block; color: #666 }
img { display: block; max-width: 100% }
.years { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.6em, 1fr)); gap: 1em .8em }
.years { text-align: center }
.years img { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: .4em }
.pictures { columns: 2; column-gap: 1.4em }
.pictures figure { margin-bottom: 1.6em }
.pictures img { width: 100%; height: auto; border-radius: .3em }
.ends { display: grid; grid-template-columns: 1fr 1fr; gap: 1.4em; align-items: start }
.ends img { width: 100%; height: auto; border-radius: .3em }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(8em, 1fr)); gap: 1.2em; text-align: center }
.people img { width: 6em; height: 6em; margin: 0 auto; border-radius: 50%; object-fit: cover }
footer { margin-top: 3.5em; font-size: .8em; color: #888; text-align: center }
@media (max-width: 40em) { .pictures { columns: 1 } header { flex-direction: column; text-align: center } }
@media print { @page { size: A4; margin: 16mm 15mm } body { max-width: none; padding: 0; font-size: 11pt }
  .years { grid-template-columns: repeat(7, 1fr) } }
"""


def write_html(page: TellingPage, file: Path, *, library: Library, force: bool = False) -> None:
    """Write the page. force : also over a file that is there. Raises InvalidInput or DiskFull, see text_files."""
    write_text(file, as_html(page), library=library, force=force, to_share=True)


def as_html(page: TellingPage) -> Iterator[str]:
    """Yield the page in parts."""
    name = escape(page.name)
    yield (
        f'<!doctype html>\n<html lang="{page.language.value}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n"
    )
    if page.cover is not None:
        yield _image(page.cover, page.name)
    yield f"<div><h1>{name}</h1>\n" + "".join(f"<p>{escape(fact)}</p>\n" for fact in page.facts) + "</div>\n</header>\n"
    parts = (("years", page.years), ("ends", page.ends), ("pictures", page.best), ("people", page.companions))
    for heading, (kind, pictures) in zip(page.headings, parts, strict=True):
        yield from _part(heading, kind, pictures)
    yield f"<footer>{escape(page.foot)}</footer>\n</body>\n</html>\n"


def _part(heading: str, kind: str, pictures: Sequence[PagePicture]) -> Iterator[str]:
    if not pictures:
        return
    yield f'<section>\n<h2>{escape(heading)}</h2>\n<div class="{kind}">\n'
    for picture in pictures:
        said = f"<span>{escape(picture.said)}</span>" if picture.said else ""
        told = ", ".join(part for part in (picture.title, picture.said) if part)
        yield f"<figure>{_image(picture, told)}<figcaption>{escape(picture.title)}{said}</figcaption></figure>\n"
    yield "</div>\n</section>\n"


def _image(picture: PagePicture, told: str) -> str:
    data = base64.b64encode(picture.jpeg).decode()
    size = f'width="{picture.width}" height="{picture.height}"'
    return f'<img alt="{escape(told)}" {size} src="data:image/jpeg;base64,{data}">\n'
