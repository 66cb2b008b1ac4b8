"""The document as a file for Word: real headings, a contents field, version and page on every page."""

from __future__ import annotations

from datetime import UTC

from handbook import say
from macros.book.document import Document
from macros.book.pdf import in_parts
from macros.book.word_body import Body
from macros.book.word_styles import WORDS, lists, styles
from quiz import HEAD, OFFICE, escaped, part_list, relationships, zipped

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATED = f'xmlns:r="{OFFICE}officeDocument/2006/relationships"'
_PROPERTIES = (
    f'xmlns:cp="{OFFICE}package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_PARTS = ("styles", "settings", "numbering", "header", "footer")
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134" '
    'w:header="567" w:footer="510" w:gutter="0"/><w:titlePg/></w:sectPr>'
)


def docx_of(document: Document) -> bytes:
    """The file; the same document gives the same bytes."""
    ids = [each.attrib["id"] for each in document.html.iter() if "id" in each.attrib]
    body = Body({id: f"_hb{number}" for number, id in enumerate(dict.fromkeys(ids))}, document.contents)
    root = document.html.find("body")
    assert root is not None
    told = "".join(body.blocks(root))
    types = {f"word/{part}.xml": f"{_TYPE}{part}+xml" for part in _PARTS}
    types |= {
        "word/document.xml": f"{_TYPE}document.main+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    package = [("officeDocument", "word/document.xml"), ("metadata/core-properties", "docProps/core.xml")]
    return zipped(
        [
            ("[Content_Types].xml", part_list(types)),
            ("_rels/.rels", relationships(package)),
            ("docProps/core.xml", _properties(document)),
            (
                "word/document.xml",
                f"{HEAD}<w:document {WORDS} {_RELATED}><w:body>{told}{_SECTION}</w:body></w:document>",
            ),
            ("word/_rels/document.xml.rels", relationships([(part, f"{part}.xml") for part in _PARTS])),
            ("word/styles.xml", styles(document.lang)),
            ("word/settings.xml", _settings(document)),
            ("word/numbering.xml", lists(body.numbered)),
            ("word/header.xml", f"{HEAD}<w:hdr {WORDS}>{_line('Header', document.asked.title)}</w:hdr>"),
            ("word/footer.xml", f"{HEAD}<w:ftr {WORDS}>{_line('Footer', document.version, _page(document))}</w:ftr>"),
        ]
    )


def _properties(document: Document) -> str:
    """Title, whose it is, in which language, and when it was made."""
    asked = document.asked
    made = asked.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f"{HEAD}<cp:coreProperties {_PROPERTIES}><dc:title>{escaped(asked.title)}</dc:title>"
        f"<dc:creator>{escaped(asked.company)}</dc:creator><dc:description>{escaped(document.version)}</dc:description>"
        f"<dc:language>{document.tag}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
    )


def _settings(document: Document) -> str:
    east = document.tag if document.lang != "en" else "zh-CN"
    return (
        f'{HEAD}<w:settings {WORDS}><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{document.tag}" w:eastAsia="{east}"/></w:settings>'
    )


def _line(style: str, left: str, right: str = "") -> str:
    """A line of small print, one thing at each side."""
    tab = f"<w:r><w:tab/></w:r>{right}" if right else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_words(left)}{tab}</w:p>'


def _page(document: Document) -> str:
    before, between, behind = in_parts(say("macros.book.page", document.lang, page="\0", pages="\1"))
    return _words(before) + _number("PAGE") + _words(between) + _number("NUMPAGES") + _words(behind)


def _number(name: str) -> str:
    """A number that Word works out; 1 until it does."""
    return f'<w:fldSimple w:instr="{name}">{_words("1")}</w:fldSimple>'


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""
