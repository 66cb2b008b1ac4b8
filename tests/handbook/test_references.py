"""What else a rule names: what the search may ask."""

from __future__ import annotations

import pytest
from trying import read


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        (0, 1000, []),
        (0, 1001, ["ask_too_many_values"]),
        (1000, 2000, []),
        (1000, 2001, ["ask_too_many_values"]),
        (-600, 400, []),
        (-600, 401, ["ask_too_many_values"]),
    ],
)
def test_as_many_values_as_a_build_works_out(least: int, most: int, told: list[str]) -> None:
    loaded = read(
        f"inputs:\n  x: {{label: {{zh: 数, en: X}}, unit: point, min: {least}, max: {most}, default: {most}}}\n"
        "steps:\n  - {label: {zh: 步, en: Step}, id: end, formula: x, unit: point}\nresults: [end]\n"
        "ask: [{input: x, answer: end, words: {zh: [迟到], en: [late]}}]\n"
    )
    assert [problem.code for problem in loaded.problems] == told
