"""What is wrong with the placeholders of a text: typos, names that are not there, languages that differ.

Who has texts says which names may stand in them (`Names`); the rules are the same for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field

from handbook.lang.catalogue import Fact, Phrase
from handbook.lang.languages import WRITTEN, Lang, Text
from handbook.lang.prose import (
    BadProse,
    ClauseRef,
    LocalRef,
    ParameterRef,
    PlaceholderTypo,
    Prose,
    Reference,
    has_braces,
    mark_offsets,
    parse,
    references,
)
from handbook.lang.words import Words
from handbook.problems.suggest import guess
from handbook.records import frozen, record


@frozen
class Names:
    """The names that may stand in a text.

    `parameters` and `clauses` are those that are known, and `has_…` tells whether a name is one of them or may be one:
    it may stand in a file that could not be read. `local` are the text's own names, `form` says in words what may be
    written, with an example.
    """

    parameters: Collection[str]
    has_parameter: Callable[[str], bool]
    form: Text
    clauses: Collection[str] = ()
    has_clause: Callable[[str], bool] | None = None  # None: clauses are not named here
    local: Collection[str] | None = None  # None: there are none
    fits: Callable[[str], bool] = lambda _name: True  # whether a parameter's value can be shown here


# The forms that may stand in a text, by what it is a text of.
OF_THE_POLICY = Phrase("handbook.schema.placeholders.of_the_policy")
OF_A_RULE = Phrase("handbook.schema.placeholders.of_a_rule")
OF_A_QUESTION = Phrase("handbook.schema.placeholders.of_a_question")


@frozen
class PlaceholderProblem:
    """Something wrong: `index` is the offset in the text of the language, None where it is the whole text."""

    code: str
    lang: Lang
    index: int | None
    facts: Mapping[str, Fact]


@record
class ReadWords:
    """A text in its languages as far as it could be read, the references in it, and what is wrong with it."""

    prose: dict[Lang, Prose] = field(default_factory=dict)
    references: dict[Reference, None] = field(default_factory=dict)
    problems: list[PlaceholderProblem] = field(default_factory=list)


def read_words(words: Words, names: Names) -> ReadWords:
    """Read a text in both languages. A typo is told as what it is, and then not as a difference of the languages."""
    read, found = ReadWords(), dict[Lang, list[str]]()
    for lang in WRITTEN:
        try:
            prose = parse(words[lang]) if names.local is None else parse(words[lang], local=True)
        except BadProse as bad:
            read.problems += [
                PlaceholderProblem(typo.code, lang, typo.index, _facts_of(typo, names)) for typo in bad.typos
            ]
            continue
        read.prose[lang] = prose
        refs = list(references(prose))
        found[lang] = [full_name(ref) for ref in refs]
        read.references |= dict.fromkeys(refs)
        unknown = [(place, *each) for place, ref in enumerate(refs) for each in _unknown(ref, names)]
        offsets = mark_offsets(words[lang]) if unknown else []
        read.problems += [PlaceholderProblem(code, lang, offsets[place], facts) for place, code, facts in unknown]
    if len(found) == len(WRITTEN) and not read.problems:
        read.problems += _differences(found["zh"], found["en"])
    return read


def first_brace(text: str, anything: bool = True) -> int | None:
    """Where the first placeholder begins of a text that should have none; with `anything`, any brace."""
    if not has_braces(text):
        return None
    try:
        return next(iter(mark_offsets(text)), None) if any(references(parse(text, local=True))) else None
    except BadProse as bad:
        typos = [typo.index for typo in bad.typos if anything or typo.code != "stray_brace"]
        return min([*typos, *mark_offsets(text)]) if typos else None


def full_name(ref: Reference) -> str:
    """A reference as it is written between the braces."""
    return f"clause.{ref.id}" if isinstance(ref, ClauseRef) else ref.name


def _facts_of(typo: PlaceholderTypo, names: Names) -> Mapping[str, Fact]:
    return {"found": typo.found, "right": typo.right, "form": names.form}


def _unknown(ref: Reference, names: Names) -> Iterator[tuple[str, Mapping[str, Fact]]]:
    match ref:
        case ClauseRef(id=id):
            if names.has_clause is None:
                yield "bad_placeholder", {"found": f"{{{{ clause.{id} }}}}", "form": names.form}
            elif not names.has_clause(id):
                yield "unknown_clause", {"name": id, "guess": guess(id, names.clauses)}
        case ParameterRef(name=name) if not names.has_parameter(name):
            yield "unknown_parameter", {"name": name, "guess": guess(name, names.parameters)}
        case ParameterRef(name=name) if not names.fits(name):
            yield "formula_words_parameter", {"name": name}
        case LocalRef(name=name) if name not in (names.local or ()):
            yield "formula_unknown_name", {"name": name, "guess": guess(name, names.local or ())}


def _differences(zh: Collection[str], en: Collection[str]) -> Iterator[PlaceholderProblem]:
    for name in dict.fromkeys([*zh, *en]):
        if name not in en:
            yield PlaceholderProblem("placeholder_missing", "en", None, {"name": name})
        elif name not in zh:
            yield PlaceholderProblem("placeholder_extra", "en", None, {"name": name})
