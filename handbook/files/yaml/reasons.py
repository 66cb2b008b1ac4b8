"""Why a file is not YAML, in words for people who do not know YAML.

The parser's own words are the keys: those of libyaml, and of the parser in Python that stands in for it.
"""

from __future__ import annotations

from handbook.lang.catalogue import Phrase

# (part of the parser's message, whether the typo is where its context began, key of the words)
_REASONS: tuple[tuple[str, bool, str], ...] = (
    ("escape character", False, "handbook.yaml.escape"),
    ("hexadecimal numbers", False, "handbook.yaml.escape"),
    ("hexdecimal number", False, "handbook.yaml.escape"),
    ("escape code", False, "handbook.yaml.escape"),
    ("directive", True, "handbook.yaml.directive"),
    ("incompatible YAML document", False, "handbook.yaml.directive"),
    ("duplicate tag handle", False, "handbook.yaml.directive"),
    ("tab character", False, "handbook.yaml.tab"),
    ("indentation indicator", False, "handbook.yaml.block_head"),
    ("block scalar", False, "handbook.yaml.block_head"),
    ("haracters are not allowed", False, "handbook.yaml.unreadable"),
    ("UTF-8", False, "handbook.yaml.unreadable"),
    ("Unicode character", False, "handbook.yaml.unreadable"),
    ("surrogate", False, "handbook.yaml.unreadable"),
    ("mapping keys are not allowed", False, "handbook.yaml.question_mark"),
    ("unexpected ':'", False, "handbook.yaml.colon_in_brackets"),
    ("could not find expected ':'", True, "handbook.yaml.no_colon"),
    ("mapping values are not allowed", False, "handbook.yaml.stray_colon"),
    ("quoted scalar", True, "handbook.yaml.open_quote"),
    ("expected ',' or", True, "handbook.yaml.open_bracket"),
    ("while parsing a block collection", False, "handbook.yaml.not_aligned_item"),
    ("while parsing a block mapping", False, "handbook.yaml.not_aligned"),
    ("sequence entries are not allowed", False, "handbook.yaml.dash_after_key"),
    ("document start", False, "handbook.yaml.end_of_file"),
    ("node content", False, "handbook.yaml.nothing_there"),
)
_SIGNS = ("cannot start any token", "scanning an alias", "scanning an anchor", "tag")
UNKNOWN = Phrase("handbook.yaml.unknown")


def explain(problem: str, context: str) -> tuple[Phrase, bool]:
    """Words for what the parser said, and whether the typo is where its context began rather than where it stopped."""
    said = f"{context}: {problem}"
    for part, at_context, key in _REASONS:
        if part in said:
            return Phrase(key), at_context
    if any(part in said for part in _SIGNS):
        return Phrase("handbook.yaml.quote_it"), "scanning a" in context
    return UNKNOWN, False
