"""Word's styles and lists of the handbook: headings that its navigation and contents know, small print, cells."""

from __future__ import annotations

from handbook import Lang
from quiz import HEAD, OFFICE, WordStyle, word_styles

WORDS = f'xmlns:w="{OFFICE}wordprocessingml/2006/main"'
LINE = 9638  # twentieths of a point between the margins
BULLETS, NUMBERS = 1, 2  # of the two kinds of lists
_CENTRED, _WITH_NEXT = '<w:jc w:val="center"/>', "<w:keepNext/><w:keepLines/>"
_DOTS = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{LINE}"/></w:tabs>'
_SPACED = '<w:spacing w:after="80"/>'

# What each is called, its size in half points, whether it is bold and in Hei, and how its paragraphs stand.
_STYLES: tuple[WordStyle, ...] = (
    ("Title", 60, True, f'<w:spacing w:before="240" w:after="480"/>{_CENTRED}'),
    ("Subtitle", 36, True, f'<w:spacing w:after="480"/>{_CENTRED}'),
    ("Cover head", 30, False, f'<w:spacing w:before="3600"/>{_CENTRED}'),
    ("Cover", 21, False, f'<w:spacing w:after="80"/>{_CENTRED}'),
    (
        "heading 1",
        40,
        True,
        f'{_WITH_NEXT}<w:pageBreakBefore/><w:spacing w:after="200"/><w:outlineLvl w:val="0"/>',
    ),
    ("heading 2", 27, True, f'{_WITH_NEXT}<w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="1"/>'),
    ("heading 3", 23, True, f'{_WITH_NEXT}<w:spacing w:before="240" w:after="40"/><w:outlineLvl w:val="2"/>'),
    ("TOC Heading", 40, True, f'{_WITH_NEXT}<w:pageBreakBefore/><w:spacing w:after="200"/>'),
    ("toc 1", 21, True, f'{_WITH_NEXT}{_DOTS}<w:spacing w:before="120"/>'),
    ("toc 2", 20, False, f'{_DOTS}<w:ind w:left="210"/>'),
    ("toc 3", 19, False, f'{_DOTS}<w:ind w:left="420"/>'),
    ("Lead", 21, False, '<w:spacing w:after="160"/>'),
    ("Body Text", 21, False, _SPACED),
    ("Meta", 17, False, '<w:keepNext/><w:spacing w:after="20"/>'),
    ("Note", 17, False, '<w:spacing w:after="20"/>'),
    ("List Paragraph", 21, False, '<w:spacing w:after="40"/>'),
    ("Cell", 18, False, ""),
    ("Cell head", 18, True, "<w:keepNext/>"),
    ("Gap", 8, False, '<w:spacing w:line="160" w:lineRule="exact"/>'),
    ("header", 17, False, _DOTS.replace(' w:leader="dot"', "")),
    ("footer", 17, False, _DOTS.replace(' w:leader="dot"', "")),
)
_OF_CLASS = {
    "hb-cover__company": "Cover head",
    "hb-cover__title": "Title",
    "hb-cover__draft": "Subtitle",
    "hb-cover__line": "Cover",
    "hb-cover__foot": "Cover",
    "hb-lead": "Lead",
    "hb-meta": "Meta",
    "hb-marks": "Meta",
    "hb-facts": "Note",
    "hb-related": "Note",
    "hb-origin": "Note",
    "hb-coming": "Note",
}


def styles(lang: Lang) -> str:
    """The part with the styles."""
    return word_styles(lang, _STYLES)


def style_of(classes: list[str], otherwise: str) -> str:
    """What the style of a paragraph with these classes is called."""
    return next((_OF_CLASS[each] for each in classes if each in _OF_CLASS), otherwise)


def lists(numbered: int) -> str:
    """The part with the kinds of lists: bullets, and `numbered` lists that each begin with 1."""
    kinds = (("bullet", "•"), ("decimal", "%1."))
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum>'
        for number, (form, text) in enumerate(kinds)
    )
    begun = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    used = f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>' + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{begun}</w:num>'
        for number in range(NUMBERS, NUMBERS + numbered)
    )
    return f"{HEAD}<w:numbering {WORDS}>{shapes}{used}</w:numbering>"
