"""Values as they are written in the policy's files, on one line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from handbook.tree import SyntaxSlip, read_tree, scalar


class _Dumper(yaml.SafeDumper):
    """Writes exact decimals as plain numbers, and never an anchor."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (the base class gives it)
        return True


def _number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    written = f"{number:f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in written else 'int'}", written)


_Dumper.add_representer(Decimal, _number)


def flow(value: Any) -> str:
    """A value on one line: `30`, `2027-01-01`, `{zh: 甲, en: B}`; quoted only where it must be."""
    dumped: str = yaml.dump(
        [value], Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False
    )
    return dumped.strip()[1:-1]  # written as a member of a list, so that it may stand inside braces


def read_value(text: str) -> Any:
    """What somebody typed as a value, read as the files are: a number, a date, true, `{zh: 甲, en: B}`, or words.

    Whether it is what the parameter needs is not asked here: that is checked in its place.
    """
    if not text.lstrip().startswith(("{", "[", '"', "'")):
        return scalar(text.strip()) if text.strip() else text
    try:
        tree = read_tree(text, "")
    except SyntaxSlip:
        return text
    return text if tree.problems or not tree.whole else tree.data
