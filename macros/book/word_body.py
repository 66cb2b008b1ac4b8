"""The document's HTML as Word's paragraphs and tables. What it does not know, it goes through: no word is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from xml.etree.ElementTree import Element

from handbook import record
from macros.book.document import Heading
from macros.book.tree import HEADINGS, classes, text_of
from macros.book.word_styles import BULLETS, LINE, NUMBERS, style_of
from quiz import escaped, style_id

_INLINE = {"a", "span", "strong", "b", "em", "i", "code", "br", "small", "sup", "sub", "del", "ins", "bdi", "time"}
_ORDER = ("<w:b/>", "<w:i/>", "<w:strike/>", '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>')
_LOOKS = {"strong": "<w:b/>", "b": "<w:b/>", "em": "<w:i/>", "i": "<w:i/>", "del": "<w:strike/>"}
_LOOKS_OF_CLASS = {"hb-value": "<w:b/>", "hb-badge": _ORDER[-1]}
_EDGE = 'w:val="single" w:sz="4" w:space="0" w:color="808080"'
_SPACE = re.compile(r"\s+")
_SHARES = {2: (3, 7), 3: (2, 5, 4), 4: (1, 4, 3, 3), 5: (5, 4, 3, 4, 4)}  # of the widths of a table's columns
_ROOM_TO_WRITE = 620  # twentieths of a point, of a row to fill in


@record
class Body:
    """Writes blocks. `marks` are the names that ids have in Word; `numbered` counts the numbered lists."""

    marks: Mapping[str, str]
    contents: tuple[Heading, ...]
    numbered: int = 0
    _seen: set[str] = field(default_factory=set)

    def blocks(self, parent: Element, style: str = "Body Text", about: str = "") -> Iterator[str]:
        """The paragraphs of an element: words that stand beside blocks are paragraphs of their own."""
        runs = [_run(parent.text)]
        for child in parent:
            if child.tag in _INLINE:
                runs += [*self._inline(child, ""), _run(child.tail)]
                continue
            yield from self._paragraph(runs, style_of(classes(parent), style), about)
            runs = [_run(child.tail)]
            yield from self._block(child, style, about)
        yield from self._paragraph(runs, style_of(classes(parent), style), about)

    def _block(self, element: Element, style: str, about: str) -> Iterator[str]:
        if element.tag in HEADINGS:
            yield from self._marked(element, f"heading {HEADINGS.index(element.tag) + 1}")
        elif element.tag == "p":
            yield from self._marked(element, style, about)
        elif element.tag in ("ul", "ol"):
            yield from self._list(element)
        elif element.tag == "table":
            yield self._table(element)
        elif "hb-contents" in classes(element):
            yield from self._contents(element)
        else:
            yield from self.blocks(element, style_of(classes(element), style), about)

    def _marked(self, element: Element, style: str, about: str = "") -> Iterator[str]:
        runs = [*self._bookmark(element), _run(element.text)]
        for child in element:
            runs += [*self._inline(child, ""), _run(child.tail)]
        yield from self._paragraph(runs, style_of(classes(element), style), about)

    def _paragraph(self, runs: list[str], style: str, about: str = "") -> Iterator[str]:
        text = "".join(runs)
        if text.replace(_run(" "), ""):
            yield f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{about}</w:pPr>{text}</w:p>'

    def _list(self, element: Element) -> Iterator[str]:
        number = BULLETS
        if element.tag == "ol":
            number, self.numbered = NUMBERS + self.numbered, self.numbered + 1
        first = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        for item in element:
            for place, paragraph in enumerate(self.blocks(item, "List Paragraph", "\0")):
                yield paragraph.replace("\0", '<w:ind w:left="420"/>' if place else first)

    def _inline(self, element: Element, looks: str) -> Iterator[str]:
        if element.tag == "br":
            yield "<w:r><w:br/></w:r>"
            return
        looks += _LOOKS.get(element.tag, "") + "".join(_LOOKS_OF_CLASS.get(each, "") for each in classes(element))
        yield from self._bookmark(element)
        runs = _run(element.text, looks)
        for child in element:
            runs += "".join(self._inline(child, looks)) + _run(child.tail, looks)
        target = self.marks.get(element.attrib.get("href", "").removeprefix("#"))
        yield f'<w:hyperlink w:anchor="{target}">{runs}</w:hyperlink>' if target else runs

    def _bookmark(self, element: Element) -> Iterator[str]:
        name = self.marks.get(element.attrib.get("id", ""))
        if name and name not in self._seen:
            number = len(self._seen)
            self._seen.add(name)
            yield f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'

    def _contents(self, element: Element) -> Iterator[str]:
        """A field that Word fills; until it has, the same headings, each with the field of its page."""
        title = element.find("p")
        assert title is not None
        yield from self._paragraph([_run(text_of(title))], "TOC Heading")
        for place, heading in enumerate(self.contents):
            begin = _field_begin(r'TOC \o "1-3" \h \z \u', dirty=True) if place == 0 else ""
            mark = self.marks[heading.id]
            line = f"{_run(heading.text)}<w:r><w:tab/></w:r>{_field_begin(f'PAGEREF {mark} {chr(92)}h')}{_FIELD_END}"
            link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{line}</w:hyperlink>'
            end = _FIELD_END if place == len(self.contents) - 1 else ""
            yield from self._paragraph([begin, link, end], f"toc {heading.level}")

    def _table(self, element: Element) -> str:
        rows = list(element.iter("tr"))
        columns = max(len(row) for row in rows)
        shares = _SHARES.get(columns, (1,) * columns)
        widths = [LINE * share // sum(shares) for share in shares]
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        edges = "".join(f"<w:{side} {_EDGE}/>" for side in sides)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        margins = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
        about = (
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        )
        told = "".join(self._row(row, widths, "hb-form" in classes(element)) for row in rows)
        gap = "".join(self._paragraph([_run("\u200b")], "Gap"))
        return f"<w:tbl><w:tblPr>{about}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{told}</w:tbl>{gap}"

    def _row(self, row: Element, widths: list[int], to_write: bool) -> str:
        head = all(cell.tag == "th" for cell in row)
        about = "<w:cantSplit/>"
        if to_write and not head:
            about += f'<w:trHeight w:val="{_ROOM_TO_WRITE}" w:hRule="atLeast"/>'
        if head:
            about += "<w:tblHeader/>"
        cells = "".join(self._cell(cell, width) for cell, width in zip(row, widths))
        return f"<w:tr><w:trPr>{about}</w:trPr>{cells}</w:tr>"

    def _cell(self, cell: Element, width: int) -> str:
        style = "Cell head" if cell.tag == "th" else "Cell"
        said = "".join(self.blocks(cell, style)) or f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr></w:p>'
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{said}</w:tc>'


_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _field_begin(instruction: str, dirty: bool = False) -> str:
    """A field up to what it shows; a dirty one is worked out when the file is opened."""
    state = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{state}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _run(text: str | None, looks: str = "") -> str:
    """Words in one line, with the spaces between them."""
    told = _SPACE.sub(" ", text or "")
    if not told:
        return ""
    asked = "".join(each for each in _ORDER if each in looks)  # Word wants each once, in its own order
    about = f"<w:rPr>{asked}</w:rPr>" if asked else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{escaped(told)}</w:t></w:r>'
