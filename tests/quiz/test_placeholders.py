"""A typo in a placeholder is told wherever it stands: in every text field of every model, in both languages."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from handbook.files.reading import read_source
from handbook.lang.words import Words
from handbook.policy.book import PolicyBook
from handbook.policy.drafting import read_draft
from handbook.policy.load import load
from handbook.schema import models, rule_models
from handbook.schema.draft import Located
from handbook.shapes.shape import Shape, declared_fields, shape_in
from quiz import models as quiz_models
from quiz.build import build_bank
from quiz.sources.written.files import read_questions
from tests.more_texts import MORE
from tests.quiz.conftest import DATA, DAY

LANGS = ("zh", "en")
TYPOS = {"｛｛ nope.nope ｝｝": {"placeholder_form"}, "{{ nope.nope }}": {"unknown_parameter"}}
HERE = "placeholder_here"


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("planted") / "policy_data"))
    for name, text in MORE.items():
        (data / name).write_text(text, encoding="utf-8")
    return data


def plant(path: Path, name: str, lang: str, typo: str) -> list[int]:
    """Put a typo at the end of every text of a language in a file; the lines where they stand."""
    source = read_source(path, path.as_posix(), name)
    assert source.tree is not None
    found = [
        (source.tree.root.find(keys), text)
        for keys, text in source.tree.texts()
        if lang in keys[-2:]  # a text, or one of a list of words
    ]
    written = source.text
    for spot, text in sorted(found, key=lambda each: -each[0].start):
        end = spot.start + len(written[spot.start : spot.end].rstrip())  # a block ends with its line
        written = written[: spot.start] + json.dumps(f"{text.strip()} {typo}", ensure_ascii=False) + written[end:]
    path.write_text(written, encoding="utf-8")
    return [number for number, line in enumerate(written.splitlines(), 1) if typo in line]


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("typo", TYPOS)
def test_a_typo_is_told_in_every_text(policy: Path, book: PolicyBook, tmp_path: Path, typo: str, lang: str) -> None:
    data = Path(shutil.copytree(policy, tmp_path / "policy_data"))
    planted = {path: plant(path, path.relative_to(data).as_posix(), lang, typo) for path in sorted(data.rglob("*.yml"))}
    told = [*load(data, DAY).problems, *build_bank(book, read_questions(data), DAY)[1]]
    typos = [problem for problem in told if problem.code in {HERE, *TYPOS[typo]}]
    heard = {(place.file, place.line) for problem in typos for place in (problem.place, *problem.also)}
    assert sum(map(len, planted.values())) > 1000
    for path, lines in planted.items():
        assert [line for line in lines if (path.as_posix(), line) not in heard] == [], path.name


def test_every_text_field_of_the_models_was_planted(policy: Path) -> None:
    draft = read_draft(policy)
    entries: list[Any] = [
        *(located.entry for group in (draft.parameters, draft.rules) for located in group.values()),
        *(each.entry for group in _lists(draft) for each in group),
        *draft.roles.values(),
        *(located.entry for located in read_questions(policy).entries),
    ]
    seen = {field for entry in entries for field in _filled(entry)}
    assert _declared() - seen == {("ParameterFile", "title")}  # which the draft has as `groups`
    assert draft.groups


def _lists(draft: Any) -> Iterator[list[Located[Any]]]:
    yield from (draft.chapters, draft.terms, draft.calendars, draft.consistency, draft.guardrails, draft.cases)


def _declared() -> set[tuple[str, str]]:
    """Model and field of every text in both languages; of a model that others build on, in those."""
    found = set()
    for module in (models, rule_models, quiz_models):
        for name, model in inspect.getmembers(module, inspect.isclass):
            if issubclass(model, Shape) and model.__module__ == module.__name__ and not model.__subclasses__():
                found |= {(name, field.name) for field in declared_fields(model) if _holds_words(field.annotation)}
    return found


def _holds_words(annotation: Any) -> bool:
    return annotation is Words or (not shape_in(annotation) and any(map(_holds_words, get_args(annotation))))


def _filled(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Shape) and not isinstance(value, Words):
        name = type(value).__name__.partition("[")[0]
        for field in (each.name for each in declared_fields(type(value))):
            inside = getattr(value, field)
            if _has_words(inside):
                yield name, field
            yield from _filled(inside)
    elif isinstance(value, (list, tuple, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _filled(each)


def _has_words(value: Any) -> bool:
    if isinstance(value, (list, tuple, dict)):
        return any(_has_words(each) for each in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, Words)
