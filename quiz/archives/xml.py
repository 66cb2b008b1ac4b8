"""What the parts of an Office file have in common: text in XML, the list of parts, and what each part refers to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/"
_PACKAGE = f"{OFFICE}package/2006/"
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """A text in XML, between tags or within quotes; what no XML may hold is left out, a line ends in one sign."""
    text = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub('[&<>"]', lambda sign: _SIGNS[sign[0]], text)


def part_list(types: Mapping[str, str]) -> str:
    """`[Content_Types].xml`: the parts by path, each with its type."""
    parts = "".join(f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in types.items())
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def relationships(related: Sequence[tuple[str, str]]) -> str:
    """A file of relationships: what each is and where, named `rId1`, `rId2` … A kind with a `/` is the package's."""
    of_office, of_package = f"{OFFICE}officeDocument/2006/relationships/", f"{_PACKAGE}relationships/"
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{of_package if "/" in kind else of_office}{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(related, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}relationships">{each}</Relationships>'
