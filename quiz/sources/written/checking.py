"""What is wrong with an entry: names that are not there, formulas of the wrong kind, texts with numbers unguarded."""

from __future__ import annotations

from handbook import LocalRef, NumberKind, PolicyBook, SwitchKind, guess, say_kind, unify
from quiz.kinds import KINDS
from quiz.models import QuestionEntry
from quiz.sources.written.findings import Findings
from quiz.sources.written.numbers import unguarded
from quiz.sources.written.reading import FormulaText, ReadEntry, texts_of


def check_names(book: PolicyBook, entry: QuestionEntry, findings: Findings) -> None:
    """The clause, the roles and the rule of an entry are those of the policy."""
    if entry.clause not in book.clauses:
        facts = {"name": entry.clause, "guess": guess(entry.clause, book.clauses)}
        findings.error(("clause",), "unknown_clause", **facts)
    for index, role in enumerate(entry.roles):
        if role not in book.roles:
            facts = {"name": role, "guess": guess(role, book.roles), "allowed": ", ".join(book.roles)}
            findings.error(("roles", index), "unknown_role", **facts)
    if entry.rule is not None and entry.rule not in book.rules:
        findings.error(("rule",), "unknown_rule", name=entry.rule, guess=guess(entry.rule, book.rules))


def check_formulas(entry: ReadEntry, findings: Findings) -> None:
    """Each formula can be read, and gives what is needed where it stands."""
    for formula in entry.formulas:
        _check_formula(formula, entry.environment.book, findings)
    if entry.holds and entry.holds.kind != SwitchKind():
        found = say_kind(entry.holds.kind)
        findings.error(("holds",), "formula_needs_condition", part=entry.written.holds, found=found)
    needs_number = KINDS[entry.written.kind].reads == "number"
    if entry.answer and needs_number and not isinstance(entry.answer.kind, NumberKind):
        findings.error(("answer",), "quiz.question_answer_kind", found=say_kind(entry.answer.kind))
    _check_mistakes(entry, findings)


def _check_formula(formula: FormulaText, book: PolicyBook, findings: Findings) -> None:
    for error in formula.errors:
        in_words = error.code == "unknown_parameter" and error.facts.get("name") in book.parameters
        code = "formula_words_parameter" if in_words else error.code
        index = min(error.index, max(len(formula.text) - 1, 0))
        findings.in_text(formula.path, formula.text, index, code, error.facts)


def _check_mistakes(entry: ReadEntry, findings: Findings) -> None:
    """Wrong answers have the unit of the right one, and parameters whose previous value is asked for are there."""
    for index, read in enumerate(entry.mistakes):
        if read and entry.answer and unify(read.kind, entry.answer.kind) is None:
            found, right = say_kind(read.kind), say_kind(entry.answer.kind)
            findings.error(("mistakes", index, "is"), "quiz.question_mistake_unit", found=found, right=right)
    known = entry.environment.parameters
    for index, mistake in enumerate(entry.written.mistakes):
        if mistake.previous and mistake.previous not in known:
            facts = {"name": mistake.previous, "guess": guess(mistake.previous, known)}
            findings.error(("mistakes", index, "previous"), "unknown_parameter", **facts)


def check_texts(entry: ReadEntry, findings: Findings) -> None:
    """Placeholders can be read, are the same in both languages, and tell people what was drawn."""
    texts = dict(texts_of(entry.written))
    for path, read in entry.texts.items():
        for problem in read.problems:
            at = (*path, problem.lang)
            if problem.index is None:
                findings.error(at, problem.code, **problem.facts)
            else:
                findings.in_text(at, texts[path][problem.lang], problem.index, problem.code, problem.facts)
    ask = entry.texts["ask",]
    shown = {reference.name for reference in ask.references if isinstance(reference, LocalRef)}
    for name in entry.written.draw if not ask.problems else ():
        if name not in shown:
            findings.error(("draw", name), "quiz.question_draw_untold", name=name)


def warn_of_numbers(entry: ReadEntry, findings: Findings) -> None:
    """Numbers in texts that nothing guards when the policy changes."""
    texts = dict(texts_of(entry.written))
    for path, lang, number in unguarded(entry.environment.book, entry.written, texts.items()):
        facts = {"found": number.text, "value": f"{number.value.normalize():f}"}
        at = (*path, lang)
        findings.in_text(at, texts[path][lang], number.start, "quiz.question_number", facts, "warning")
