"""The words around a rule's own, as the browser gets them with the rule: so both runtimes say the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from handbook.lang.catalogue import entry, section
from handbook.lang.languages import Lang

_OF_ROWS = (
    "first", "last", "ends", "count", "from_at_least", "from_more_than", "to_at_least", "to_more_than",
)  # fmt: skip


@cache
def words_in(lang: Lang) -> Mapping[str, str]:
    """By their names: `comma`, and with a sign of what they are `f:min` (functions), `r:no_value` (why a result cannot
    be worked out), `l:last` (rows of tables), `e:missing` (what is wrong with something entered)."""
    table = {name: entry(f"handbook.rules.terms.{name}", lang) for name in _names("terms", lang)}
    table |= {f"f:{name}": entry(f"handbook.rules.functions.{name}", lang) for name in _names("functions", lang)}
    table |= {f"r:{name}": entry(f"handbook.rules.refused.{name}", lang) for name in _names("refused", lang)}
    table |= {f"l:{name}": entry(f"handbook.schema.bands.{name}", lang) for name in _OF_ROWS}
    table |= {f"l:{name}": entry(f"handbook.rules.lookups.{name}", lang) for name in _names("lookups", lang)}
    table |= {f"e:{name}": entry(f"handbook.rules.inputs.{name}", lang) for name in _names("inputs", lang)}
    return {name: str(text) for name, text in table.items()}


def _names(group: str, lang: Lang) -> list[str]:
    return [key.partition(".")[2] for key in section("handbook", "rules", lang) if key.startswith(f"{group}.")]
