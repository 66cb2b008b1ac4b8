"""The author's page is whole: no key, no function, no unit is missing, and what it shows works."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.files.yaml.parsing import read_tree
from handbook.lang.languages import LANGS
from handbook.lang.units import UNITS
from handbook.manual.composing import FIRST_CLAUSE, about, both_languages, markdown, names, parts
from handbook.manual.keys import ELSEWHERE, TOPICS, Topic, keys_of, shapes_in
from handbook.policy.load import open_book
from handbook.rules.formulas.functions import FUNCTIONS
from handbook.schema.fields import field_of
from handbook.schema.models import BandsParameter
from handbook.schema.rule_models import AnyStep, CaseEntry, InputEntry, PictureEntry, RuleFile
from handbook.shapes.reading import reader_of

POLICY_DATA = Path(__file__).parents[2] / "policy_data"
_KEPT_UNDER = {
    "inputs": dict[str, InputEntry], "steps": list[AnyStep], "picture": PictureEntry,
    "cases": list[CaseEntry], "tables": dict[str, BandsParameter],
}  # fmt: skip


def test_every_shape_of_rules_cases_and_tables_is_told_once() -> None:
    told = [shape for topic in TOPICS for shape in topic.shapes]
    found = {shape for root in (RuleFile, CaseEntry, BandsParameter) for shape in shapes_in(root)}
    assert len(told) == len(set(told))
    assert set(told) <= found
    assert {each for each in found - set(ELSEWHERE) if not any(issubclass(shape, each) for shape in told)} == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_function_and_unit_is_on_the_page(lang: str) -> None:
    told = {part.id: part.text for part in parts(lang)}  # type: ignore[arg-type]
    for topic in TOPICS:
        for shape in topic.shapes:
            text = told[f"{topic.name}.{shape.__name__}" if len(topic.shapes) > 1 else topic.name]
            assert all(f"- **`{key.name}`** {key.field.label[lang]}" in text for key in keys_of(shape))  # type: ignore[index]
    page = markdown(lang)  # type: ignore[arg-type]
    assert all(f"`{function.form}`" in page and function.does[lang] in page for function in FUNCTIONS.values())  # type: ignore[index]
    assert all(f"`{unit}`" in told["units"] for unit in UNITS)


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic.name != "rule"], ids=lambda topic: topic.name)
def test_an_example_has_the_shapes_that_its_topic_tells(topic: Topic) -> None:
    data = read_tree(topic.example, "").data
    field = field_of(RuleFile, topic.name)
    shape = _KEPT_UNDER.get(topic.name) or (field.info.whole if field else None)
    reader_of(shape)(data[topic.name] if field else data)


@pytest.mark.parametrize("name", names())
def test_each_part_can_be_asked_for(name: str) -> None:
    assert len(about(name, "zh")) > 20


def test_the_copy_beside_the_policy_is_up_to_date() -> None:
    standing = (POLICY_DATA / "RULES.md").read_text("utf-8")
    assert standing == both_languages(), "run: handbook rule guide --write"
    assert next(iter(open_book(POLICY_DATA).clauses)) == FIRST_CLAUSE
