"""The changes as an Atom feed (RFC 4287), one a language: what is scheduled stands in it as soon as it is decided.

Ids are made from what changes and from when, so a reader never sees an entry twice, wherever the site stands. Links
are relative to the feed unless the site's address is configured.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

from handbook import ClauseRevision, DayOfChanges, ParameterChange, changes_by_day, frozen
from macros.render.writer import address
from macros.site.edition import CHANGES, Edition

FEED = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:handbook:changes")


@frozen
class _Entry:
    id: str
    title: str
    day: date
    decided: date | None
    sentences: tuple[str, ...]


def feed(edition: Edition, site: str = "") -> str:
    """The feed as XML. `site` is the address of the language's root, ending in a slash, where it is known."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": edition.lang})
    entries = [entry for day in changes_by_day(edition.book) for entry in _entries(edition, day)]
    _put(root, "id", _urn(edition, "feed"))
    _put(root, "title", edition.say("feed_title", site=edition.site_name))
    _put(root, "updated", _moment(max((entry.decided or entry.day for entry in entries), default=edition.day)))
    ET.SubElement(_put(root, "author"), f"{{{_ATOM}}}name").text = edition.site_name
    _put(root, "link", rel="alternate", type="text/html", href=f"{site}{address(CHANGES, 'index.md')}")
    _put(root, "link", rel="self", type="application/atom+xml", href=site + FEED)
    for entry in entries:
        _put_entry(root, edition, entry, site)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _put_entry(root: ET.Element, edition: Edition, entry: _Entry, site: str) -> None:
    element = _put(root, "entry")
    _put(element, "id", _urn(edition, entry.id))
    _put(element, "title", entry.title)
    _put(element, "updated", _moment(entry.decided or entry.day))
    _put(element, "link", rel="alternate", type="text/html", href=f"{site}{address(CHANGES, 'index.md')}#{entry.id}")
    if entry.day > edition.day:
        _put(element, "category", term="scheduled", label=edition.say("scheduled"))
    _put(element, "content", "\n".join(entry.sentences), type="text")


def _entries(edition: Edition, day: DayOfChanges) -> Iterator[_Entry]:
    ahead = (edition.say("scheduled_for", day=day.day),) if day.day > edition.day else ()
    for change in day.changes:
        after = edition.say_step(change.parameter, change.after)
        title = edition.say("feed_value", label=edition.words(change.title), after=after, day=day.day)
        assert change.before
        before = edition.say_step(change.parameter, change.before)
        sentence = edition.say("change_from_to", before=before, after=after)
        yield _entry(edition, change, title, (*ahead, sentence))
    for text in day.texts:
        title = f"{edition.words(text.title)}{edition.colon}{edition.say('text_changed')}"
        yield _entry(edition, text, title, ahead)
    if day.first_values:
        title = edition.say("feed_first", day=day.day, n=len(day.first_values))
        decided = max((each.decided for each in day.first_values if each.decided), default=None)
        yield _Entry(day.id, title, day.day, decided, ahead)


def _entry(
    edition: Edition, change: ParameterChange | ClauseRevision, title: str, sentences: tuple[str, ...]
) -> _Entry:
    """In readers' terms: what they notice, why, whom it affects, by which decision."""
    day = change.after.since if isinstance(change, ParameterChange) else change.revision.since
    roles = edition.list_comma.join(edition.words(edition.book.roles[role].label) for role in change.roles)
    more = [
        f"{edition.say('reason')}{edition.colon}{edition.words(change.note)}" if change.note else "",
        f"{edition.say('affects')}{edition.colon}{roles}" if roles else "",
        change.ref or "",
    ]
    return _Entry(change.id, title, day, change.decided, (*sentences, *(text for text in more if text)))


def _put(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def _urn(edition: Edition, id: str) -> str:
    return uuid.uuid5(_NAMES, f"{edition.lang}/{id}").urn


def _moment(day: date) -> str:
    """Midnight in Shanghai."""
    return f"{day}T00:00:00+08:00"
