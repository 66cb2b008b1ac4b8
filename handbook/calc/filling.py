"""What a person gives to a rule on the command line, completed with its defaults and its example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from handbook.calc.columns import find, headings
from handbook.lang.language import language
from handbook.lang.words import Words
from handbook.rules.formatting import Display, ValueFormatter
from handbook.rules.inputs import ROW, BadInput, InputError, accept
from handbook.rules.rule import ExactValue, Input, InputField, InputRows, Rule

From = Literal["given", "default", "example"]


@dataclass(frozen=True)
class Filled:
    """Values for every input, and where each is from."""

    values: Mapping[str, Any]
    source: Mapping[str, From]

    @property
    def from_example(self) -> tuple[str, ...]:
        """The inputs that count with the example's value because nobody gave one."""
        return tuple(id for id, source in self.source.items() if source == "example")


def fill(rule: Rule, entered: Sequence[tuple[str, str]]) -> Filled:
    """Names and texts as exact values, then defaults where there are any, else the example. Raises BadInput."""
    texts, errors = _by_id(rule, entered)
    needed = [each for each in rule.inputs if each.id in texts or not (isinstance(each, InputRows) or _has_value(each))]
    values, source = _accept(needed, texts, errors), dict[str, From]()
    for entry in rule.inputs:
        default = None if isinstance(entry, InputRows) else entry.default
        if texts.get(entry.id, "").strip() or (entry.id in texts and default is None):
            source[entry.id] = "given"
        elif default is not None:
            values[entry.id], source[entry.id] = default, "default"
        else:
            values[entry.id], source[entry.id] = entry.example, "example"
    return Filled({entry.id: values[entry.id] for entry in rule.inputs}, source)


def for_all_rows(rule: Rule, entered: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Names and texts that go with every row of a sheet, by input. Raises BadInput."""
    texts, errors = _by_id(rule, entered)
    _accept([entry for entry in rule.inputs if entry.id in texts], texts, errors)
    return texts


def _by_id(rule: Rule, entered: Sequence[tuple[str, str]]) -> tuple[dict[str, str], list[InputError]]:
    """Names may be labels; a list given more than once gets more items."""
    names, texts, errors = headings(rule), dict[str, str](), list[InputError]()
    for name, text in entered:
        id = find(name, names)
        if id is None:
            facts = {"found": name, "allowed": ", ".join(each.id for each in rule.inputs) or "—"}
            errors.append(InputError(name, "unknown", Words(zh=name, en=name), facts))
        elif id in texts and isinstance(rule.input(id), InputRows):
            texts[id] += ROW + text
        else:
            texts[id] = text
    return texts, errors


def _accept(entries: Sequence[Input], texts: Mapping[str, str], errors: Sequence[InputError]) -> dict[str, Any]:
    """Exact values; all that is wrong is raised at once, `errors` included."""
    try:
        values = accept(entries, texts)
    except BadInput as bad:
        raise BadInput([*errors, *bad.errors]) from None
    if errors:
        raise BadInput(errors)
    return values


def _has_value(entry: InputField) -> bool:
    return entry.default is not None or entry.example is not None


def shown_value(rule: Rule, id: str, value: Any, say: ValueFormatter) -> str:
    """An input's value in words; the rows of a list one behind the other."""
    entry = rule.input(id)
    if not isinstance(entry, InputRows):
        assert entry is not None
        return say.value(value, Display(entry.label, entry.kind, entry.unit))
    rows = []
    for row in value:
        cells: list[ExactValue | None] = [row.get(each.id, each.default) for each in entry.fields]
        shown = [say.value(c, Display(e.label, e.kind, e.unit)) for e, c in zip(entry.fields, cells) if c is not None]
        rows.append(language(say.lang).comma.join(shown))
    return language(say.lang).semicolon.join(rows) or "—"
