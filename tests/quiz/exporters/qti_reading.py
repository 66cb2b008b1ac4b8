"""A strict reader of QTI 2.1 packages: what must stand where, and what response processing makes of an answer."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
_PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# What an element holds, and in which order: a letter for each, as an expression.
_ORDER: dict[str, tuple[dict[str, str], str]] = {
    "assessmentItem": (
        {"r": "responseDeclaration", "o": "outcomeDeclaration", "b": "itemBody", "p": "responseProcessing",
         "m": "modalFeedback"},
        "ro*bpm*",
    ),
    "assessmentTest": (
        {"o": "outcomeDeclaration", "t": "timeLimits", "p": "testPart", "x": "outcomeProcessing"}, "o*t?p+x?"
    ),
    "testPart": ({"c": "itemSessionControl", "s": "assessmentSection"}, "c?s+"),
    "assessmentSection": ({"r": "rubricBlock", "i": "assessmentItemRef"}, "r*i+"),
    "choiceInteraction": ({"p": "prompt", "c": "simpleChoice"}, "p?c+"),
    "orderInteraction": ({"p": "prompt", "c": "simpleChoice"}, "p?c+"),
    "matchInteraction": ({"p": "prompt", "s": "simpleMatchSet"}, "p?ss"),
    "responseCondition": ({"i": "responseIf", "l": "responseElse"}, "il?"),
}  # fmt: skip
_BASES = {"choiceInteraction": "identifier", "orderInteraction": "identifier", "matchInteraction": "directedPair",
          "textEntryInteraction": "float"}  # fmt: skip


@dataclass
class Item:
    """An item: which interaction it has, what there is to choose from by name, its key, and its whole tree."""

    id: str
    interaction: str
    choices: dict[str, str]
    key: list[str]
    root: ET.Element

    def score(self, *answer: str) -> float:
        """What response processing gives for an answer."""
        condition = _only(self.root, "responseProcessing/responseCondition")
        declared = _only(self.root, "responseDeclaration")
        branch = (
            "responseIf" if self._holds(_only(condition, "responseIf")[0], declared, list(answer)) else "responseElse"
        )
        outcome = _only(condition, f"{branch}/setOutcomeValue")
        assert outcome.get("identifier") == "SCORE"
        return float(outcome[0].text or "")

    def _holds(self, test: ET.Element, declared: ET.Element, answer: list[str]) -> bool:
        tag = test.tag.removeprefix(_QTI)
        if tag == "or":
            return any(self._holds(each, declared, answer) for each in test)
        variable, right = test
        assert variable.get("identifier") == "RESPONSE"
        key = self.key if right.tag == f"{_QTI}correct" else [right.text or ""]
        if tag == "equal":
            return bool(answer) and float(answer[0]) == float(key[0])
        assert tag == "match"
        return answer == key if declared.get("cardinality") == "ordered" else bool(answer) and set(answer) == set(key)

    def feedback(self, outcome: str) -> dict[str, str]:
        """What is told, by name."""
        nodes = self.root.findall(f"{_QTI}modalFeedback")
        return {node.get("identifier", ""): seen(node) for node in nodes if node.get("outcomeIdentifier") == outcome}


def seen(node: ET.Element) -> str:
    """The text of an element, with its line breaks."""
    text = node.text or ""
    for child in node:
        text += ("\n" if child.tag == f"{_QTI}br" else seen(child)) + (child.tail or "")
    return text


def read_package(content: bytes) -> tuple[list[Item], ET.Element]:
    """The items in the order of the test, and the test."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}
    listed = _listed(files.pop("imsmanifest.xml"))
    assert set(listed) == set(files)
    test = files.pop("test.xml")
    _check(test)
    references = [(node.get("href", ""), node.get("identifier", "")) for node in test.iter(f"{_QTI}assessmentItemRef")]
    assert sorted(path for path, _ in references) == sorted(files)
    items = [_item(files[path]) for path, _ in references]
    assert [item.id for item in items] == [name for _, name in references]
    assert len({item.id for item in items}) == len(items)
    return items, test


def _listed(manifest: ET.Element) -> list[str]:
    """The files of a manifest, each resource with its own, and dependencies that are there."""
    assert [node.tag for node in manifest] == [
        f"{_PACKAGE}{name}" for name in ("metadata", "organizations", "resources")
    ]
    resources = list(manifest.iter(f"{_PACKAGE}resource"))
    names = {node.get("identifier") for node in resources}
    assert len(names) == len(resources)
    assert all(_NAME.fullmatch(name or "") for name in names)
    assert all(node.get("identifierref") in names for node in manifest.iter(f"{_PACKAGE}dependency"))
    for node in resources:
        assert node.get("type") == ("imsqti_test_xmlv2p1" if node.get("href") == "test.xml" else "imsqti_item_xmlv2p1")
        assert [file.get("href") for file in node.findall(f"{_PACKAGE}file")] == [node.get("href")]
    return [node.get("href", "") for node in resources]


def _check(root: ET.Element) -> None:
    for node in root.iter():
        tag = node.tag.removeprefix(_QTI)
        if tag in _ORDER:
            names, pattern = _ORDER[tag]
            letters = {name: letter for letter, name in names.items()}
            found = "".join(letters[child.tag.removeprefix(_QTI)] for child in node)
            assert re.fullmatch(pattern, found), (tag, found)
        for name in ("identifier", "responseIdentifier", "outcomeIdentifier"):
            assert _NAME.fullmatch(node.get(name, "x")), node.get(name)


def _only(node: ET.Element, path: str) -> ET.Element:
    found = node.find("/".join(f"{_QTI}{name}" for name in path.split("/")))
    assert found is not None, path
    return found


def _item(root: ET.Element) -> Item:
    _check(root)
    body, declared = _only(root, "itemBody"), _only(root, "responseDeclaration")
    assert all(node.tag.removeprefix(_QTI) in {"p", *_BASES} for node in body)
    (interaction,) = (node for node in body.iter() if node.tag.removeprefix(_QTI) in _BASES)
    tag = interaction.tag.removeprefix(_QTI)
    assert declared.get("baseType") in (_BASES[tag], "float" if tag.startswith("text") else _BASES[tag])
    choices = {
        node.get("identifier", ""): seen(node)
        for node in interaction.iter()
        if "Choice" in node.tag and node.get("identifier")
    }
    key = [value.text or "" for value in _only(declared, "correctResponse")]
    outcomes = {node.get("identifier") for node in root.findall(f"{_QTI}outcomeDeclaration")}
    used = {node.get("identifier") for node in root.iter(f"{_QTI}setOutcomeValue")}
    told = {node.get("outcomeIdentifier") for node in root.iter(f"{_QTI}modalFeedback")}
    assert used | told <= outcomes
    parts = {part for value in key for part in value.split()} if tag != "textEntryInteraction" else set()
    assert parts <= set(choices), key
    return Item(root.get("identifier", ""), tag, choices, key, root)
