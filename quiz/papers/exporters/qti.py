"""QTI 2.1, the standard: a content package of items and a test that lists them.

Every answer is right or wrong as a whole. Why an option is wrong, and why the right one is right, are modal feedback;
a test of a paper does not show it, as its answers are handed in together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from handbook import Lang, say
from quiz.archives.zip import zipped
from quiz.kinds.answer import LETTERS
from quiz.papers.exporters.entries import BLANK, Batch, Entry, Number, Options, Pairs, Steps, Truth, explanation

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_TAGS: dict[Lang, str] = {"zh": "zh-CN", "zh-Hant": "zh-Hant", "en": "en"}
_TITLE = 60  # signs of the stem in an item's title

Element = ET.Element


def qti(batch: Batch) -> bytes:
    """The package."""
    paths = {entry.id: f"items/{identifier(entry.id)}.xml" for entry in batch.entries}
    return zipped([
        ("imsmanifest.xml", _written(_manifest(batch, paths), batch)),
        ("test.xml", _written(_test(batch, paths), batch)),
        *((paths[entry.id], _written(_item(entry, batch), batch)) for entry in batch.entries),
    ])  # fmt: skip


def identifier(id: str) -> str:
    """An id as QTI has them: it begins with a letter, and has letters, digits and three signs."""
    return "q_" + re.sub("[^A-Za-z0-9_.-]", "_", id)


def _written(node: Element, batch: Batch) -> bytes:
    comment = f"<!-- {batch.made_for.replace('--', '- -')} -->\n"
    return b"".join([
        b'<?xml version="1.0" encoding="UTF-8"?>\n', comment.encode(), ET.tostring(node, encoding="utf-8"), b"\n",
    ])  # fmt: skip


def _add(node: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new element within another; a text of several lines has breaks between them."""
    made = ET.SubElement(node, tag, attributes)
    _say(made, text)
    return made


def _say(node: Element, text: str) -> None:
    """Add a text at the end of what an element holds."""
    for number, line in enumerate(text.split("\n")):
        last = ET.SubElement(node, "br") if number else node[-1] if len(node) else None
        if last is None:
            node.text = (node.text or "") + line
        else:
            last.tail = (last.tail or "") + line


# the package and the test


def _manifest(batch: Batch, paths: dict[str, str]) -> Element:
    name = f"package_{identifier(batch.file.paper.number if batch.file else batch.lang)}"
    manifest = ET.Element("manifest", {"xmlns": _PACKAGE, "identifier": name})
    about = _add(manifest, "metadata")
    _add(about, "schema", "QTIv2.1 Package")
    _add(about, "schemaversion", "1.0.0")
    _add(manifest, "organizations")
    resources = _add(manifest, "resources")
    test = _add(resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="test.xml")
    _add(test, "file", href="test.xml")
    for id, path in paths.items():
        _add(test, "dependency", identifierref=f"r_{identifier(id)}")
        item = _add(resources, "resource", identifier=f"r_{identifier(id)}", type="imsqti_item_xmlv2p1", href=path)
        _add(item, "file", href=path)
    return manifest


def _test(batch: Batch, paths: dict[str, str]) -> Element:
    """A test with a section a category; of a paper with its time, handed in as a whole, and with its pass mark."""
    paper = batch.file.paper if batch.file else None
    test = ET.Element("assessmentTest", {"xmlns": _QTI, "identifier": "test", "title": batch.title})
    _outcome(test, "SCORE", "float", "0")
    if paper:
        _outcome(test, "PASS", "boolean", "false")
        _add(test, "timeLimits", maxTime=str(paper.minutes * 60))
    mode = "simultaneous" if paper else "individual"
    part = _add(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode=mode)
    tries, shown = ("1", "false") if paper else ("0", "true")
    _add(part, "itemSessionControl", maxAttempts=tries, showFeedback=shown)
    for number, (name, entries) in enumerate(batch.categories, 1):
        section = _add(part, "assessmentSection", identifier=f"section_{number}", title=name, visible="true")
        _add(
            _add(section, "rubricBlock", view="candidate"), "p", f"{batch.about}\n{say('quiz.papers.note', batch.lang)}"
        )
        for entry in entries:
            _add(section, "assessmentItemRef", identifier=identifier(entry.id), href=paths[entry.id])
    processing = _add(test, "outcomeProcessing")
    _sum(_add(processing, "setOutcomeValue", identifier="SCORE"))
    if paper:
        enough = _add(_add(processing, "setOutcomeValue", identifier="PASS"), "gte")
        _sum(enough)
        _add(enough, "baseValue", str(paper.pass_), baseType="float")
    return test


def _sum(node: Element) -> None:
    _add(_add(node, "sum"), "testVariables", variableIdentifier="SCORE")


def _outcome(node: Element, name: str, kind: str, value: str = "", cardinality: str = "single") -> None:
    declared = _add(node, "outcomeDeclaration", identifier=name, cardinality=cardinality, baseType=kind)
    if value:
        _add(_add(declared, "defaultValue"), "value", value)


# an item


def _item(entry: Entry, batch: Batch) -> Element:
    lang = batch.lang
    title = f"{entry.id} {' '.join(entry.stem.split())[:_TITLE]}"
    about = {"xmlns": _QTI, "identifier": identifier(entry.id), "title": title, "adaptive": "false"}
    item = ET.Element("assessmentItem", {**about, "timeDependent": "false", "xml:lang": _TAGS[lang]})
    declared = _add(item, "responseDeclaration", identifier="RESPONSE")
    _outcome(item, "SCORE", "float", "0")
    _outcome(item, "MAXSCORE", "float", str(entry.points))
    _outcome(item, "EXPLAINED", "identifier")
    body = ET.Element("itemBody")
    keys = _ask(entry, body, declared, batch)
    options = entry.answer if isinstance(entry.answer, Options) else None
    if options:
        _outcome(item, "CHOSEN", "identifier", cardinality="multiple" if options.several else "single")
    item.append(body)
    _process(item, entry, keys, asked_options=options is not None)
    for letter, why in zip(LETTERS, options.whys if options else ()):
        if why:
            _feedback(item, "CHOSEN", letter, f"{letter}. {why}")
    _feedback(item, "EXPLAINED", "yes", explanation(entry, lang))
    return item


def _ask(entry: Entry, body: Element, declared: Element, batch: Batch) -> list[str]:
    """Add the interaction to the body and the key to the declaration; returns the keys of which each counts alone."""
    mixed = "true" if batch.may_mix else "false"
    match entry.answer:
        case Options() as answer:
            keys = [LETTERS[place] for place in sorted(answer.rights)]
            _declare(
                declared, "multiple" if answer.several else "single", "identifier", keys if answer.several else keys[:1]
            )
            node = _interaction(body, "choiceInteraction", entry, mixed, maxChoices="0" if answer.several else "1")
            _choices(node, zip(LETTERS, answer.texts))
            return [] if answer.several else keys
        case Truth(is_true):
            _declare(declared, "single", "identifier", ["true" if is_true else "false"])
            node = _interaction(body, "choiceInteraction", entry, "false", maxChoices="1")
            words = (("true", "right"), ("false", "wrong"))
            _choices(node, ((name, say(f"quiz.kinds.true_false.{word}", batch.lang)) for name, word in words))
        case Number(digits):
            _declare(declared, "single", "float", [digits])
            _fill_in(body, entry)
        case Steps() as answer:
            _declare(declared, "ordered", "identifier", [LETTERS[place] for place in answer.order])
            _choices(_interaction(body, "orderInteraction", entry, mixed), zip(LETTERS, answer.texts))
        case Pairs() as answer:
            pairs = [f"L{number} {LETTERS[place]}" for number, place in enumerate(answer.places, 1)]
            _declare(declared, "multiple", "directedPair", pairs)
            count = str(len(answer.lefts))
            node = _interaction(body, "matchInteraction", entry, mixed, maxAssociations=count)
            lefts, rights = _add(node, "simpleMatchSet"), _add(node, "simpleMatchSet")
            for number, text in enumerate(answer.lefts, 1):
                _add(lefts, "simpleAssociableChoice", text, identifier=f"L{number}", matchMax="1")
            for letter, text in zip(LETTERS, answer.rights):
                _add(rights, "simpleAssociableChoice", text, identifier=letter, matchMax="0")  # any number of times
    return []


def _declare(declared: Element, cardinality: str, kind: str, right: Iterable[str]) -> None:
    declared.attrib.update(cardinality=cardinality, baseType=kind)
    correct = _add(declared, "correctResponse")
    for value in right:
        _add(correct, "value", value)


def _interaction(body: Element, tag: str, entry: Entry, mixed: str, **attributes: str) -> Element:
    node = _add(body, tag, responseIdentifier="RESPONSE", shuffle=mixed, **attributes)
    _add(node, "prompt", entry.stem)
    return node


def _choices(node: Element, choices: Iterable[tuple[str, str]]) -> None:
    for name, text in choices:
        _add(node, "simpleChoice", text, identifier=name)


def _fill_in(body: Element, entry: Entry) -> None:
    """The field stands in the blank of the stem, or behind it, with its unit."""
    assert isinstance(entry.answer, Number)
    before, after = entry.stem, ""
    if BLANK in entry.stem:
        before, after = re.split("__+", entry.stem, maxsplit=1)
    line = _add(body, "p", before)
    _add(line, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="12")
    _say(line, f" {entry.answer.unit}{after}".rstrip())


def _process(item: Element, entry: Entry, keys: list[str], asked_options: bool) -> None:
    """All points or none; then what is told."""
    processing = _add(item, "responseProcessing")
    condition = _add(processing, "responseCondition")
    right = _add(condition, "responseIf")
    if len(keys) > 1:
        any_of = _add(right, "or")
        for key in keys:
            one = _add(any_of, "match")
            _add(one, "variable", identifier="RESPONSE")
            _add(one, "baseValue", key, baseType="identifier")
    elif isinstance(entry.answer, Number):
        _against_key(_add(right, "equal", toleranceMode="exact"))
    else:
        _against_key(_add(right, "match"))
    _set(right, "SCORE", "float", str(entry.points))
    _set(_add(condition, "responseElse"), "SCORE", "float", "0")
    if asked_options:
        _add(_add(processing, "setOutcomeValue", identifier="CHOSEN"), "variable", identifier="RESPONSE")
    _set(processing, "EXPLAINED", "identifier", "yes")


def _against_key(node: Element) -> None:
    _add(node, "variable", identifier="RESPONSE")
    _add(node, "correct", identifier="RESPONSE")


def _set(node: Element, name: str, kind: str, value: str) -> None:
    _add(_add(node, "setOutcomeValue", identifier=name), "baseValue", value, baseType=kind)


def _feedback(item: Element, outcome: str, name: str, text: str) -> None:
    node = _add(item, "modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show")
    _add(node, "p", text)
