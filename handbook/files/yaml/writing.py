"""Values as they are written in the policy's files, on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import yaml

_BREAKS = re.compile(
    "[\r\n\x85\u2028\u2029]"
)  # what would break the line; in double quotes it is written by its number


class _Dumper(yaml.SafeDumper):
    """Writes exact decimals as plain numbers, and never an anchor."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (the base class gives it)
        return True


def _number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    written = f"{number:f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in written else 'int'}", written)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _BREAKS.search(text) else None)


_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(str, _text)


def flow(value: Any) -> str:
    """A value on one line: `30`, `2027-01-01`, `{zh: 甲, en: B}`; quoted only where it must be."""
    dumped: str = yaml.dump(
        [value], Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False
    )
    return dumped.strip()[1:-1]  # written as a member of a list, so that it may stand inside braces


def as_read(value: Any) -> Any:
    """A value as the files give it once it is written: mappings and lists of their own, whole numbers as such."""
    if isinstance(value, Mapping):
        return {key: as_read(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_read(part) for part in value]
    if isinstance(value, Decimal) and "." not in f"{value:f}":
        return int(value)
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: 1 is neither 1.0 nor true, and the order of keys counts."""
    return repr(as_read(one)) == repr(as_read(other))


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts_of(part)
