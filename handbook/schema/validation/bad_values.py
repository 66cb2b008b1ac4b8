"""What is wrong with a single value that was found: the code of the message and its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from handbook.files.value_typos import date_typo, number_typo, tidy
from handbook.files.yaml.tree import Spot
from handbook.lang.catalogue import Fact
from handbook.lang.languages import WRITTEN
from handbook.lang.units import UNIT_NAMES, UNITS, said_as, unit_label
from handbook.problems.suggest import describe, guess, nearest
from handbook.schema.models import CLAUSE_ID, IDENTIFIER, SOURCE_REF
from handbook.schema.rule_models import CASE_ID, RESULT_OF

Facts = dict[str, Fact]

_ID = "id: late-three-absent-one"
_NO = ("no", "n", "off", "false", "0", "否", "不", "不是")


def bad_number(found: Any, spot: Spot, kind: str, facts: Facts) -> tuple[str, Facts]:
    """Something that is not a number, or one with decimals where a whole one is due: then `kind` is `not_whole`."""
    if isinstance(found, Decimal) and kind == "not_whole":
        return "not_whole", {"found": found, "right": int(found)}
    typo = number_typo(found, not spot.plain) if isinstance(found, str) else None
    number = str(facts["example"]).partition(": ")[2]
    return typo or ("not_number", {**facts, "number": number if number.isdigit() else "20"})


def bad_switch(found: Any, spot: Spot, facts: Facts) -> tuple[str, Facts]:
    """Something that is neither true nor false."""
    if found in ("true", "false") and not spot.plain:
        return "switch_quoted", {"found": f'"{found}"', "right": found}
    if isinstance(found, str) and tidy(found) in ("true", "false") and tidy(found) != found:
        return "wide_characters", {"found": found, "right": tidy(found)}
    return "not_switch", {**facts, "right": "false" if str(found).lower() in _NO else "true"}


def bad_date(found: Any, spot: Spot, facts: Facts) -> tuple[str, Facts]:
    """Something that is not a day."""
    typo = None
    if isinstance(found, int) and not isinstance(found, bool):
        typo = date_typo(str(found), False)
    elif isinstance(found, str):
        typo = date_typo(found, not spot.plain)
    return typo or ("not_date", facts)


def bad_text(found: Any, facts: Facts) -> tuple[str, Facts]:
    """Something that is not text."""
    if found is None:
        return "empty_text", facts
    if isinstance(found, (dict, list)):
        return "not_one_text", facts
    plain = str(found).lower() if isinstance(found, bool) else str(found)
    return "not_text_value", {**facts, "example": plain}


def bad_option(found: Any, allowed: Sequence[str]) -> tuple[str, Facts]:
    """Something that is not among the values that are allowed."""
    if isinstance(found, str) and tidy(found) != found and tidy(found) in allowed:
        return "wide_characters", {"found": found, "right": tidy(found)}
    return "not_one_of", one_of(found, allowed)


def bad_units(found: str) -> tuple[str, Facts]:
    """Text that is neither a unit nor several: of a compound such as `yuan/day` each part is mended."""
    facts, parts = one_of(found, UNIT_NAMES), [tidy(part) for part in found.split("/")]
    near = [_units_by_name().get(part) or nearest(part, UNIT_NAMES) for part in parts]
    if len(parts) > 1 and all(near) and not any(UNITS[str(name)].bare for name in near):
        whole = "/".join(str(part) for part in near)
        facts |= {"guess": guess(whole, [whole]), "example": whole}
    return "not_one_of", facts


def bad_pattern(found: str, pattern: str) -> tuple[str, Facts]:
    """Text that has not the form of an id or a reference."""
    if tidy(found) != found and re.fullmatch(pattern, tidy(found)):
        return "wide_characters", {"found": found, "right": tidy(found)}
    if pattern == CASE_ID:
        right = re.sub(r"[^a-z0-9]+", "-", tidy(found).lower()).strip("-")
        return "bad_case_id", {"found": describe(found), "right": f"id: {right}" if right else _ID}
    codes = {
        IDENTIFIER: "bad_identifier",
        SOURCE_REF: "bad_source",
        CLAUSE_ID: "bad_clause_id",
        RESULT_OF: "bad_result_name",
    }
    slug = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", tidy(found)).lower()).strip("_")
    example = slug if re.fullmatch(IDENTIFIER, slug) else "minor_fine"
    return codes[pattern], {"found": describe(found), "example": example}


def one_of(found: Any, allowed: Sequence[str]) -> Facts:
    """What a message about a choice needs: what was found, what is allowed, what may have been meant."""
    name = found if isinstance(found, str) else ""
    meant = _units_by_name().get(tidy(name))
    near = meant if meant in allowed else nearest(name, allowed)
    return {
        "found": describe(found),
        "allowed": ", ".join(allowed),
        "guess": guess(near or "", allowed),
        "example": near or allowed[0],
    }


@cache
def _units_by_name() -> Mapping[str, str]:
    """The units by what people call them, in each language; in Chinese the last sign alone will do."""
    named: dict[str, str] = {}
    for name in UNIT_NAMES:
        labels = [unit_label(name, lang) for lang in WRITTEN]
        said = [text for lang in WRITTEN for text in said_as(name, lang)]
        named |= dict.fromkeys([word for word in (*said, *labels, labels[0][-1:]) if word], name)
    return named
