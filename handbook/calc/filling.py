"""What a person gives to a rule on the command line, completed with its defaults and its example."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from handbook.calc.columns import Names, is_required
from handbook.calc.sheets.error import SheetError
from handbook.lang.catalogue import Phrase
from handbook.lang.language import language
from handbook.lang.words import Words
from handbook.records import frozen
from handbook.rules.answers import accept_answers, asked_on, contradicted, ignored
from handbook.rules.formatting import NO_DAY, ValueFormatter
from handbook.rules.inputs import ROW, BadInput, InputError, accept, display_of, write_text
from handbook.rules.rule import ExactValue, Input, InputRows, Rule

From = Literal["given", "default", "example"]


@frozen
class Filled:
    """Values for every input that is asked, and where each is from. Of those given for one that is not `contradicted`
    are ruled out by the other answers, `ignored` by a parameter or saying nothing."""

    values: Mapping[str, Any]
    source: Mapping[str, From]
    ignored: Sequence[str] = ()
    contradicted: Sequence[str] = ()

    @property
    def from_example(self) -> tuple[str, ...]:
        """The inputs that count with the example's value because nobody gave one."""
        return tuple(id for id, source in self.source.items() if source == "example")


def fill(rule: Rule, entered: Sequence[tuple[str, str]], on: date, *, tried: bool = False) -> Filled:
    """Names and texts as exact values, then defaults where there are any. The example stands in only where nothing is
    given at all: beside somebody's own figures a list that is not given is empty. Of a rule that is only `tried` it
    stands in for whatever is not given. Raises BadInput."""
    given, errors = _by_id(rule, entered)
    texts, source = dict(given), dict[str, From]()
    for entry in rule.inputs:
        source[entry.id] = _source(entry, given, own=bool(entered) and not tried)
        if source[entry.id] == "example" and entry.example is not None:
            texts[entry.id] = write_text(entry, entry.example)
    values = _all_told(lambda: accept_answers(rule, texts, on), errors)
    asked = tuple(asked_on(rule, values, on))
    found = {entry.id: values.get(entry.id, getattr(entry, "default", None)) for entry in asked}
    wrong = [entry.id for entry in contradicted(rule, given, values, on)]
    idle = [id for id in ignored(given, asked) if id not in wrong]
    return Filled(found, {entry.id: source[entry.id] for entry in asked}, idle, wrong)


def _source(entry: Input, given: Mapping[str, str], *, own: bool) -> From:
    if given.get(entry.id, "").strip():
        return "given"
    if isinstance(entry, InputRows):
        return "given" if entry.id in given else "default" if own else "example"
    return "default" if own or entry.default is not None else "example"


def for_all_rows(rule: Rule, entered: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Names and texts that go with every row of a sheet, by input. Raises BadInput."""
    texts, errors = _by_id(rule, entered)
    _all_told(lambda: accept([entry for entry in rule.inputs if entry.id in texts], texts), errors)
    return texts


def left_out(rule: Rule, names: Sequence[str]) -> tuple[str, ...]:
    """The inputs of which a sheet is said to have none, by their names. Raises BadInput and SheetError."""
    known, found, errors = Names(rule), list[str](), list[InputError]()
    for name in names:
        entry = rule.input(known.find(name) or "")
        if entry is None:
            errors.append(_unknown(rule, name))
        elif is_required(entry):
            raise SheetError(Phrase("handbook.calc.columns.needed", {"label": entry.label}))
        else:
            found.append(entry.id)
    if errors:
        raise BadInput(errors)
    return tuple(found)


def _unknown(rule: Rule, name: str) -> InputError:
    facts = {"found": name, "allowed": ", ".join(each.id for each in rule.inputs) or "—"}
    return InputError(name, "unknown", Words(zh=name, en=name), facts)


def _by_id(rule: Rule, entered: Sequence[tuple[str, str]]) -> tuple[dict[str, str], list[InputError]]:
    """Names may be labels; a list given more than once gets more items."""
    names, texts, errors = Names(rule), dict[str, str](), list[InputError]()
    for name, text in entered:
        id = names.find(name)
        if id is None:
            errors.append(_unknown(rule, name))
        elif id in texts and isinstance(rule.input(id), InputRows):
            texts[id] += ROW + text
        else:
            texts[id] = text
    return texts, errors


def _all_told(read: Callable[[], dict[str, Any]], errors: Sequence[InputError]) -> dict[str, Any]:
    """What is read; all that is wrong is raised at once, `errors` included."""
    try:
        values = read()
    except BadInput as bad:
        raise BadInput([*errors, *bad.errors]) from None
    if errors:
        raise BadInput(errors)
    return values


def shown_value(rule: Rule, id: str, value: Any, say: ValueFormatter) -> str:
    """An input's value in words; the rows of a list one behind the other."""
    entry = rule.input(id)
    if not isinstance(entry, InputRows):
        assert entry is not None
        return say.value(value, display_of(entry))
    rows = []
    for row in value:
        cells: list[ExactValue | None] = [row.get(each.id, each.default) for each in entry.fields]
        shown = [
            say.value(cell, display_of(each)) for each, cell in zip(entry.fields, cells) if cell not in (None, NO_DAY)
        ]
        rows.append(language(say.lang).comma.join(shown))
    return language(say.lang).semicolon.join(rows) or "—"
