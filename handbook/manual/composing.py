"""The author's page as Markdown, which the site, `policy_data/RULES.md` and the terminal show alike."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent
from typing import Any

from handbook.lang.catalogue import say
from handbook.lang.language import language
from handbook.lang.languages import WRITTEN, Lang
from handbook.lang.traditional import to_traditional
from handbook.lang.units import UNITS, unit_behind_slash
from handbook.manual.functions import families, lines_of, unit_line
from handbook.manual.keys import TOPICS, Key, Topic, keys_of, shape_title
from handbook.manual.starting import FIRST_CLAUSE, first_rule, rule_text
from handbook.records import frozen
from handbook.rules.formulas.functions import FUNCTIONS, say_family

UNITS_FAMILY = "units"


@frozen
class Part:
    """A part of the page: its heading, the level of that, an id that is an anchor, and its text."""

    id: str
    level: int
    heading: str
    text: str


def parts(lang: Lang, clause: str = FIRST_CLAUSE) -> Iterator[Part]:
    """The whole page, its title first; its first rule applies that clause."""
    yield Part("top", 1, say("handbook.manual.title", lang), say("handbook.manual.lead", lang))
    yield Part("first-rule", 2, say("handbook.manual.first.title", lang), _first(lang, clause))
    yield Part("formulas", 2, say("handbook.manual.formulas.title", lang), say("handbook.manual.formulas.text", lang))
    for topic in TOPICS:
        yield from _topic(topic, lang)
    yield Part("units", 2, say("handbook.manual.units.title", lang), _units(lang))
    lead = say("handbook.manual.functions.lead", lang)
    yield Part("functions", 2, say("handbook.manual.functions.title", lang), lead)
    for family, functions in families().items():
        units = "\n".join(unit_line(function, lang) for function in functions) if family == UNITS_FAMILY else ""
        yield Part(f"functions-{family}", 3, say_family(family)[lang], units)
        for function in functions if not units else ():
            text = "\n".join([function.does[lang], "", *(f"- {line}" for line in lines_of(function, lang))])
            yield Part(f"function-{function.name}", 4, f"`{function.form}`", text)


def markdown(lang: Lang, deeper: int = 0) -> str:
    """The page, headings as many levels deeper."""
    texts = [text for part in parts(lang) for text in (f"{'#' * (part.level + deeper)} {part.heading}", part.text)]
    return "\n\n".join(text.strip() for text in texts if text.strip()) + "\n"


def both_languages() -> str:
    """The page in each written language, as a file beside the policy."""
    return "\n".join(f"{say('handbook.manual.made', lang)}\n\n{markdown(lang)}" for lang in WRITTEN)


def names() -> list[str]:
    """What one can ask for: sections, families of functions, functions."""
    sections = ("first", "formulas", *(topic.name for topic in TOPICS), "units", "functions")
    return list(dict.fromkeys((*sections, *families(), *FUNCTIONS)))


def about(name: str, lang: Lang) -> str:
    """The parts of the page about one of `names`; where a section and a family have one name, about both."""
    found = [part for part in parts(lang) if name in _called(part)]
    return "\n\n".join(f"{part.heading}\n\n{part.text}".strip() for part in found)


def _called(part: Part) -> tuple[str, ...]:
    """The names under which a part is asked for."""
    kind, _, rest = part.id.partition("-")
    if kind == "function":
        return rest, FUNCTIONS[rest].family, "functions"
    if kind == "functions" and rest:
        of_it = [each.name for each in FUNCTIONS.values() if each.family == rest == UNITS_FAMILY]
        return rest, "functions", *of_it
    return "first" if part.id == "first-rule" else part.id.partition(".")[0], part.id


def _first(lang: Lang, clause: str) -> str:
    return say("handbook.manual.first.text", lang, rule=_code(rule_text(first_rule(clause), lang), lang))


def _code(text: str, lang: Lang) -> str:
    """As code stands in Markdown of every kind: indented."""
    return indent(_as_read(text.strip(), lang), "    ")


def _as_read(text: str, lang: Lang) -> str:
    """What the data say, in the characters of their readers."""
    return text if lang in WRITTEN else to_traditional(text)


def _units(lang: Lang) -> str:
    units = language(lang).list.join(f"`{name}` {unit_behind_slash(name, lang)}" for name in UNITS)
    return say("handbook.manual.units.text", lang) + "\n\n" + units


def _topic(topic: Topic, lang: Lang) -> Iterator[Part]:
    example = _code(topic.example, lang) if topic.name != "rule" else ""
    first, *others = topic.shapes
    text = [topic.about[lang], example, *([_keys(first, lang)] if not others else [])]
    yield Part(topic.name, 2, topic.title[lang], "\n\n".join(filter(None, text)))
    for shape in topic.shapes if others else ():
        yield Part(f"{topic.name}.{shape.__name__}", 3, shape_title(shape)[lang], _keys(shape, lang))


def _keys(shape: Any, lang: Lang) -> str:
    return "\n".join(_key(key, lang) for key in keys_of(shape))


def _key(key: Key, lang: Lang) -> str:
    facts = [say("handbook.manual.needed", lang)] if key.needed else []
    facts.append(key.takes[lang])
    if key.default:
        facts.append(say("handbook.manual.default", lang, value=f"`{key.default}`"))
    if example := key.example(lang):
        facts.append(f"`{_as_read(example, lang)}`")
    label, help = key.field.label[lang], key.field.help[lang]
    facts_shown = language(lang).semicolon.join(facts)
    return say("handbook.manual.key", lang, name=key.name, label=label, help=help, facts=facts_shown)
