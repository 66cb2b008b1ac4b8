"""Why a file is no YAML, in words for people who do not know YAML. The parser's own words are the keys."""

from __future__ import annotations

Reason = dict[str, str]  # zh, en

# (part of the parser's message, whether the slip is where its context began, words)
_REASONS: tuple[tuple[str, bool, Reason], ...] = (
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
        "did not find expected ',' or",
        True,
        {
            "zh": "从这里开始的括号没有写完，或者里面少了逗号。例如：{zh: 考勤, en: Attendance}",
            "en": "the bracket that opens here is not closed, or a comma is missing inside. For example:"
            " {zh: 考勤, en: Attendance}",
        },
    ),
    (
        "did not find expected '-'",
        False,
        {
            "zh": "这一行和上面的行没有对齐。列表的下一项要以“- ”开头，并和上面各项对齐，例如：- from: 2026-01-01",
            "en": "the line is not aligned with those above. The next item of a list begins with “- ” and is aligned"
            " with the items above, for example: - from: 2026-01-01",
        },
    ),
    (
        "did not find expected key",
        False,
        {
            "zh": "这里和上面的行接不上：同一层的行要左对齐，引号和括号要成对。例如：value: 20",
            "en": "this does not fit the lines above: align lines of one level, and write quotes and brackets in pairs."
            " For example: value: 20",
        },
    ),
    (
        "block sequence entries are not allowed",
        False,
        {
            "zh": "“- ”不能和键写在同一行。请另起一行，缩进两格再写“- ”",
            "en": "“- ” cannot stand in the line of its key. Begin a new line, indent it by two, and write “- ” there",
        },
    ),
    (
        "did not find expected comment or line break",
        False,
        {
            "zh": "“|”和“>”后面要换行，文字从下一行写起，并且多缩进两格",
            "en": "after “|” or “>” comes a line break; the text begins in the next line, indented by two more",
        },
    ),
    (
        "escape character",
        False,
        {
            "zh": "双引号里的反斜杠“\\”有特殊含义。请改用单引号，或者删掉反斜杠",
            "en": "a backslash inside double quotes means something else. Use single quotes, or delete the backslash",
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
        "did not find expected node content",
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
_SIGNS = ("cannot start any token", "scanning an alias", "scanning an anchor", "tag", "directive", "incompatible YAML")


def explain(problem: str, context: str) -> tuple[Reason, bool]:
    """Words for what the parser said, and whether the slip is where its context began rather than where it stopped."""
    said = f"{context}: {problem}"
    for part, at_context, reason in _REASONS:
        if part in said:
            return reason, at_context
    if any(part in said for part in _SIGNS):
        return _QUOTE_IT, "scanning a" in context
    return {
        "zh": f"请检查缩进、冒号和引号（{problem}）",
        "en": f"check indentation, colons and quotes ({problem})",
    }, False
