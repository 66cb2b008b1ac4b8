"""What every document of a language is made with beside its blocks: the page's style and Word's styles.

The browser gets the same texts from the build (`browser_template`), so that they stand in one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from handbook import Entry, Lang, entry, frozen, language, say, section
from quiz.archives.xml import HEAD, OFFICE

WORDS = f'xmlns:w="{OFFICE}wordprocessingml/2006/main"'
LINE = 9695  # twentieths of a point between the margins of Word's page
_MOST_PARTS = 20

_SONG: Mapping[Lang, str] = {"zh": "SimSun", "zh-Hant": "PMingLiU", "en": "SimSun"}
_HEI: Mapping[Lang, str] = {"zh": "SimHei", "zh-Hant": "Microsoft JhengHei", "en": "SimHei"}
_LATIN_HEI: Mapping[Lang, str] = {**_HEI, "en": "Arial"}
_CODES: Mapping[Lang, tuple[str, str]] = {"zh": ("zh-CN",) * 2, "zh-Hant": ("zh-TW",) * 2, "en": ("en-GB", "zh-CN")}
# Of each style of Word's: what it is called, its size in half points, whether it is bold and in Hei, and how its
# paragraphs stand.
_CENTRED, _WITH_NEXT = '<w:jc w:val="center"/>', "<w:keepNext/><w:keepLines/>"
WordStyle = tuple[str, int, bool, str]
_STYLES: tuple[WordStyle, ...] = (
    ("Above", 22, False, _WITH_NEXT + _CENTRED),
    ("Title", 36, True, f'{_WITH_NEXT}<w:spacing w:before="40" w:after="80"/>{_CENTRED}'),
    ("Meta", 18, False, f'<w:tabs><w:tab w:val="right" w:pos="{LINE}"/></w:tabs><w:spacing w:after="160"/>'),
    ("heading 1", 22, True, f'{_WITH_NEXT}<w:spacing w:before="180" w:after="60"/><w:outlineLvl w:val="0"/>'),
    ("Remark", 19, False, '<w:spacing w:before="120" w:after="60"/>'),
    ("Question", 21, False, '<w:keepLines/><w:spacing w:before="120"/><w:ind w:left="420" w:hanging="420"/>'),
    ("Choice", 21, False, '<w:keepLines/><w:ind w:left="420"/>'),
    ("Choice 2", 21, False, '<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="5057"/></w:tabs><w:ind w:left="420"/>'),
    (
        "Choice 4",
        21,
        False,
        '<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="2738"/><w:tab w:val="left" w:pos="5057"/>'
        '<w:tab w:val="left" w:pos="7376"/></w:tabs><w:ind w:left="420"/>',
    ),
    ("Answer", 21, True, '<w:keepLines/><w:ind w:left="420"/>'),
    ("Explanation", 19, False, '<w:keepLines/><w:ind w:left="420"/>'),
    ("Cell", 19, False, _CENTRED),
    ("Cell head", 19, True, _WITH_NEXT + _CENTRED),
    ("Cell list", 19, False, ""),
    ("Cell list head", 19, True, _WITH_NEXT),
    ("Gap", 8, False, '<w:spacing w:line="100" w:lineRule="exact"/>'),
    ("header", 17, False, '<w:jc w:val="right"/>'),
    ("footer", 17, False, '<w:jc w:val="right"/>'),
)


@frozen
class Template:
    """`css` is the whole style of a page; `styles` a part of Word's; `page` the words around a page's number."""

    css: str
    styles: str
    page: tuple[str, str, str]


@cache
def template(lang: Lang) -> Template:
    """The template of a language."""
    before, _, rest = say("quiz.papers.page", lang, page="\0", pages="\1").partition("\0")
    between, _, behind = rest.partition("\1")
    css = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    number = f"{_css_text(before)} counter(page) {_css_text(between)} counter(pages) {_css_text(behind)}"
    foot = f"@page {{ @bottom-right {{ content: {number}; font-size: 8.5pt; }} }}\n"
    return Template(css + foot, word_styles(lang, _STYLES), (before, between, behind))


def browser_template(lang: Lang) -> dict[str, Any]:
    """What the browser makes the documents of a language with: the template, and the words by their keys. With them
    come the words of the page that prints them."""
    found = template(lang)
    spoken = language(lang)
    return {
        "lang": lang,
        "css": found.css,
        "styles": found.styles,
        "page": found.page,
        "words": dict(_words(lang)),
        "list": spoken.list,
        "numerals": [spoken.numeral(number) for number in range(1, _MOST_PARTS + 1)],
    }


def _words(lang: Lang) -> Iterator[tuple[str, Entry]]:
    for name in ("papers", "kinds"):
        for key, words in section("quiz", name, lang).items():
            yield f"{name}.{key}", words
    for key in section("quiz", "printing", lang):  # of the page, which no document has
        yield f"printing.{key}", entry(f"quiz.printing.{key}", lang)


def _css_text(text: str) -> str:
    """A text as a string of CSS; all but letters and digits is written by number, so that nothing ends the string."""
    return f'"{"".join(sign if sign.isalnum() else f"{chr(92)}{ord(sign):06x}" for sign in text)}"'


def word_styles(lang: Lang, styles: Sequence[WordStyle]) -> str:
    """The part of a file of Word's in which its styles are, with the fonts and the language that they have."""
    latin, han = _CODES[lang]
    latin_song = "Times New Roman"
    fonts = _fonts(latin_song, _SONG[lang])
    base = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{latin}" w:eastAsia="{han}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    )
    own = "".join(_style(name, size, bold, where, lang) for name, size, bold, where in styles)
    return f"{HEAD}<w:styles {WORDS}>{base}{own}</w:styles>"


def _style(name: str, size: int, bold: bool, where: str, lang: Lang) -> str:
    fonts = f"{_fonts(_LATIN_HEI[lang], _HEI[lang])}<w:b/>" if bold else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{where}</w:pPr>'
        f'<w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def style_id(name: str) -> str:
    """How paragraphs name a style: `Heading1`."""
    return "".join(word.capitalize() for word in name.split())


def _fonts(latin: str, han: str) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{han}"/>'
