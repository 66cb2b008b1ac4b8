"""Why a file is no YAML, in words for people who do not know YAML.

The parser's own words are the keys: those of libyaml, and of the parser in Python that stands in for it.
"""

from __future__ import annotations

Reason = dict[str, str]  # zh, en

# (part of the parser's message, whether the typo is where its context began, words)
_ESCAPE: Reason = {
    "zh": "双引号里的反斜杠“\\”有特殊含义。请改用单引号，或者删掉反斜杠",
    "en": "a backslash inside double quotes means something else. Use single quotes, or delete the backslash",
}
_DIRECTIVE: Reason = {
    "zh": "以“%”开头的行在 YAML 里另有用处，制度文件用不着。请删掉这一行；如果是文字，请加引号",
    "en": "a line that begins with “%” means something else in YAML, and policy files need none. Delete the line, or"
    " quote it if it is text",
}
_UNREADABLE: Reason = {
    "zh": "这里有不能用的字符，多半是从别处粘贴带来的。请把这一行重新打一遍",
    "en": "there is a character that cannot stand here, most likely pasted from elsewhere. Type the line anew",
}
_TAB: Reason = {
    "zh": "这里用了制表符（Tab）缩进，只能用空格",
    "en": "this is indented with a tab; only spaces are allowed",
}
_BLOCK_HEAD: Reason = {
    "zh": "“|”和“>”后面要换行，文字从下一行写起，并且多缩进两格",
    "en": "after “|” or “>” comes a line break; the text begins in the next line, indented by two more",
}
_REASONS: tuple[tuple[str, bool, Reason], ...] = (
    ("escape character", False, _ESCAPE),
    ("hexadecimal numbers", False, _ESCAPE),
    ("hexdecimal number", False, _ESCAPE),
    ("escape code", False, _ESCAPE),
    ("directive", True, _DIRECTIVE),
    ("incompatible YAML document", False, _DIRECTIVE),
    ("duplicate tag handle", False, _DIRECTIVE),
    ("tab character", False, _TAB),
    ("indentation indicator", False, _BLOCK_HEAD),
    ("block scalar", False, _BLOCK_HEAD),
    ("haracters are not allowed", False, _UNREADABLE),
    ("UTF-8", False, _UNREADABLE),
    ("Unicode character", False, _UNREADABLE),
    ("surrogate", False, _UNREADABLE),
    (
        "mapping keys are not allowed",
        False,
        {
            "zh": '“? ”在 YAML 里另有用处，不能写在这里。如果它是文字，请加引号，例如：zh: "? 是什么意思"',
            "en": "“? ” means something else in YAML and cannot stand here. Quote it if it is text, for example:"
            ' en: "? means what"',
        },
    ),
    (
        "unexpected ':'",
        False,
        {
            "zh": '括号里的文字带有冒号，要加引号，例如：{zh: "9:30 上班", en: "Work begins at 9:30"}',
            "en": "a text inside brackets has a colon and must be quoted, for example:"
            ' {zh: "9:30 上班", en: "Work begins at 9:30"}',
        },
    ),
    (
        "could not find expected ':'",
        True,
        {
            "zh": "这一行没有“: ”（半角冒号加一个空格），或者缩进不对。每行写成“键: 值”，例如：value: 20",
            "en": "the line has no “: ” (colon and space), or its indentation is off. Write “key: value”,"
            " for example: value: 20",
        },
    ),
    (
        "mapping values are not allowed",
        False,
        {
            "zh": '这里不应有冒号：可能是缩进多了，也可能文字里有“: ”，那就要加引号，例如：en: "Note: be on time"',
            "en": "no colon may stand here: the line is indented too far, or a text has “: ” in it and must be quoted,"
            ' for example: en: "Note: be on time"',
        },
    ),
    (
        "quoted scalar",
        True,
        {
            "zh": '从这里开始的引号没有另一半。请补上，例如：en: "Be on time"',
            "en": 'the quote that opens here is never closed. Close it, for example: en: "Be on time"',
        },
    ),
    (
        "expected ',' or",
        True,
        {
            "zh": "从这里开始的括号没有写完，或者里面少了逗号。例如：{zh: 考勤, en: Attendance}",
            "en": "the bracket that opens here is not closed, or a comma is missing inside. For example:"
            " {zh: 考勤, en: Attendance}",
        },
    ),
    (
        "while parsing a block collection",
        False,
        {
            "zh": "这一行和上面的行没有对齐。列表的下一项要以“- ”开头，并和上面各项对齐，例如：- from: 2026-01-01",
            "en": "the line is not aligned with those above. The next item of a list begins with “- ” and is aligned"
            " with the items above, for example: - from: 2026-01-01",
        },
    ),
    (
        "while parsing a block mapping",
        False,
        {
            "zh": "这里和上面的行接不上：同一层的行要左对齐，引号和括号要成对。例如：value: 20",
            "en": "this does not fit the lines above: align lines of one level, and write quotes and brackets in pairs."
            " For example: value: 20",
        },
    ),
    (
        "sequence entries are not allowed",
        False,
        {
            "zh": "“- ”不能和键写在同一行。请另起一行，缩进两格再写“- ”",
            "en": "“- ” cannot stand in the line of its key. Begin a new line, indent it by two, and write “- ” there",
        },
    ),
    (
        "document start",
        False,
        {
            "zh": "“...”表示文件到此结束，后面不能再有内容。请删掉这一行“...”",
            "en": "“...” ends the file, so nothing may follow it. Delete the line “...”",
        },
    ),
    (
        "node content",
        False,
        {
            "zh": "这里少了内容，或者多了一个符号（例如“,”或“]”）。如果它是文字的开头，请给文字加引号",
            "en": "something is missing here, or a “,” or “]” is too many. If a text begins with it, quote the text",
        },
    ),
)
_QUOTE_IT: Reason = {
    "zh": '文字不能以这个符号开头。请给文字加引号，例如：zh: "@客服"',
    "en": 'a text cannot begin with this sign. Quote the text, for example: en: "@agent"',
}
UNKNOWN: Reason = {
    "zh": "请检查这一行和上一行的缩进、冒号、引号和括号",
    "en": "check indentation, colons, quotes and brackets of this line and the one above",
}
_SIGNS = ("cannot start any token", "scanning an alias", "scanning an anchor", "tag")


def explain(problem: str, context: str) -> tuple[Reason, bool]:
    """Words for what the parser said, and whether the typo is where its context began rather than where it stopped."""
    said = f"{context}: {problem}"
    for part, at_context, reason in _REASONS:
        if part in said:
            return reason, at_context
    if any(part in said for part in _SIGNS):
        return _QUOTE_IT, "scanning a" in context
    return UNKNOWN, False
