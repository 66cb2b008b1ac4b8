"""Placeholders in texts: names, and nothing that could run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.lang.prose import BadProse, ClauseRef, ParameterRef, PlaceholderTypo, PlainText, Prose, parse, references

PIECES = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "｛", "｝", " ", "\n", "a.b", "clause.a.b.c", ".", "-", "+", "(", ")",
    "|", "'", '"', "set", "for", "__class__", "扣", "20", "\r\n", "\x00", "\\", "raw", "endraw",
]  # fmt: skip


def test_words_and_names() -> None:
    text = "扣{{ attendance.minor_fine }}，见{{clause.pay.structure.day_wage}}。"
    assert parse(text) == (
        PlainText("扣"),
        ParameterRef("attendance.minor_fine"),
        PlainText("，见"),
        ClauseRef("pay.structure.day_wage"),
        PlainText("。"),
    )


def test_line_ends_stay() -> None:
    assert parse("\n\n{{ a.b }}\n\n") == (PlainText("\n\n"), ParameterRef("a.b"), PlainText("\n\n"))


def test_references_in_order_with_repeats() -> None:
    assert list(references(parse("{{ a.b }}{{ c.d }}{{ a.b }}"))) == [
        ParameterRef("a.b"),
        ParameterRef("c.d"),
        ParameterRef("a.b"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ a.b.__class__ }}",
        "{{ a }}",
        "{{ a.b.c }}",
        "{{ clause.a.b }}",
        "{{ clause.a.b.c.d }}",
        "{{ a.b() }}",
        "{{ a['b'] }}",
        "{{ a.b[0] }}",
        "{{ a.b | upper }}",
        "{{ a.b + 1 }}",
        "{{ a.b if a.c else a.d }}",
        "{{ a.b, a.c }}",
        "{{ a.b is defined }}",
        "{{ not a.b }}",
        "{{ 20 }}",
        "{{ 'words' }}",
        "{{ [].append }}",
        "{{ }}",
        "{{}}",
        "{% for x in a.b %}{{ x.y }}{% endfor %}",
        "{% set x = a.b %}",
        "{% if a.b %}yes{% endif %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{% raw %}{{ a.b }}{% endraw %}",
        "{# a comment #}",
        "{{ {{ a.b }} }}",
        "{{{ a.b }}}",
        "{{ {'a': 1}.a }}",
        "{{ a.b",
        "{% a.b",
        "{# a.b",
        "{ a.b }",
        "｛｛ a.b ｝｝",
        "{{- a.b }}",
        "{{ a.b -}}",
        "{{ " + "(" * 3_000 + "a.b" + ")" * 3_000 + " }}",
        "{{ " + "-" * 3_000 + "a.b }}",
        "{{ a" + ".b" * 3_000 + " }}",
        "{{ " + "9" * 5_000 + " }}",
    ],
    ids=lambda text: text[:30],
)
def test_refused(text: str) -> None:
    with pytest.raises(BadProse):
        parse(f"前{text}后")


def test_every_typo_is_told() -> None:
    with pytest.raises(BadProse) as caught:
        parse("{{ a() }}{{ a.b }}{{ 1 }}")
    assert [typo.index for typo in caught.value.typos] == [0, 18]


def _read(text: str) -> tuple[Prose | None, list[PlaceholderTypo]]:
    try:
        return parse(text), []
    except BadProse as error:
        return None, error.typos


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_nothing_but_bad_prose_is_raised(text: str) -> None:
    pieces, typos = _read(text)
    if pieces is None:
        assert typos
        assert all(0 <= typo.index < len(text) for typo in typos)
    else:
        said = "".join(piece.text for piece in pieces if isinstance(piece, PlainText))
        assert set(said) <= set(text)
        assert "{{" not in said


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="{}｛｝")))
def test_text_without_braces_is_returned_as_it_is(text: str) -> None:
    assert parse(text) == (PlainText(text),)
