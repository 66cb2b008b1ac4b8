"""What a rule names outside its formulas: its results, its day, its clauses, what its picture draws, what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.lang.languages import WRITTEN
from handbook.lang.naming import normal_form
from handbook.lang.units import UNITS
from handbook.problems.suggest import guess
from handbook.rules.formulas.kinds import DayKind, MomentKind
from handbook.rules.formulas.scope import Scope
from handbook.rules.reading.locations import Location, Parts, Tell
from handbook.schema.draft import Draft, Located
from handbook.schema.rule_models import FieldEntry, InputEntry, NumberInput, RowsInput, RuleFile, WaterfallPicture

MOST_ASKED = 1000  # values of a number that the search answers


def check_names(located: Located[RuleFile], parts: Parts, scope: Scope, tell: Tell) -> None:
    """The results, the day that it counts by, what its picture draws and what is asked are there and can be that."""
    entry, at = located.entry, Location(located)
    steps = [step.id for step, _ in parts.steps]
    for index, name in enumerate(entry.results):
        if name in {step.id for step, _ in parts.steps if step.each}:
            tell(at.to("results", index).place, "result_of_rows", name, name=name)
        elif name not in steps:
            tell(at.to("results", index).place, "unknown_step", name, name=name, guess=guess(name, steps))
    dated = scope.scalars.get(entry.as_of or "") if entry.as_of in parts.inputs else None
    if entry.as_of and dated not in (DayKind(), MomentKind()):
        tell(at.to("as_of").place, "as_of_day", entry.as_of, name=entry.as_of)
    for path, name in _pictured(entry):
        if name not in scope.names:
            facts = {"name": name, "guess": guess(name, scope.names)}
            tell(at.to("picture", *path).place, "formula_unknown_name", "picture", **facts)
    for index, ask in enumerate(entry.ask):
        for key, name in (("input", ask.input), ("answer", ask.answer)):
            if name not in scope.names:
                facts = {"name": name, "guess": guess(name, scope.names)}
                tell(at.to("ask", index, key).place, "formula_unknown_name", "ask", **facts)
            elif key == "input":
                _check_asked(name, parts, at.to("ask", index, key), tell)
            elif name not in steps:
                tell(at.to("ask", index, key).place, "unknown_step", "ask", name=name, guess=guess(name, steps))


def _check_asked(name: str, parts: Parts, at: Location, tell: Tell) -> None:
    """What people search with is a number with a unit, and has no more values than a build can work out one by one."""
    inputs: dict[str, InputEntry | FieldEntry] = {id: entry for id, (entry, _) in parts.inputs.items()}
    for entry in list(inputs.values()):
        inputs.update(entry.rows if isinstance(entry, RowsInput) else {})
    asked = inputs.get(name)
    if not isinstance(asked, NumberInput) or not asked.unit or UNITS[asked.unit.partition("/")[0]].bare:
        tell(at.place, "ask_no_amount", "ask", name=name)
    elif isinstance(asked.min, str) or isinstance(asked.max, str):
        tell(at.place, "ask_bounded", "ask", name=name)
    elif asked.max - asked.min > MOST_ASKED:
        tell(at.place, "ask_too_many_values", "ask", name=name, most=MOST_ASKED, min=asked.min, max=asked.max)


def check_clauses(located: Located[RuleFile], parts: Parts, draft: Draft, tell: Tell) -> None:
    """The clauses that the rule and its own steps apply are there."""
    at = Location(located)
    named = [("clause", at.to("clause"), located.entry.clause)]
    named += [
        (step.id, part.to("clause"), step.clause)
        for step, part in parts.steps
        if step.clause and part.located is located
    ]
    for where, part, clause in named:
        if not draft.knows_clause(clause):
            facts = {"name": clause, "guess": guess(clause, draft.known_clauses)}
            tell(part.place, "unknown_clause", where, **facts)


def check_aliases(parts: Parts, tell: Tell) -> None:
    """No input has an alias that another is called by, too."""
    called = dict[str, str]()
    for id, (entry, _) in parts.inputs.items():
        called |= {normal_form(name): id for name in (id, *(entry.label[lang] for lang in WRITTEN))}
    for id, (entry, at) in parts.inputs.items():
        for lang in WRITTEN:
            for index, alias in enumerate(getattr(entry.aliases, lang)):
                other = called.setdefault(normal_form(alias), id)
                if other != id:
                    place = at.to("aliases", lang, index).place
                    tell(place, "shared_alias", id, alias=alias, label=parts.inputs[other][0].label, other=other)


def _pictured(entry: RuleFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The names a picture uses, each with where it is written."""
    picture = entry.picture
    if isinstance(picture, WaterfallPicture):
        yield from ((("bars", index, "step"), bar.step) for index, bar in enumerate(picture.bars))
        yield ("total",), picture.total
    elif picture:
        yield from (((key,), name) for key, name in picture if key != "kind")
