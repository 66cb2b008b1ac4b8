"""The questions of a bank, or of a frozen paper, in the formats of other systems.

A format is a function from a batch of neutral questions to bytes, and a line in `EXPORTERS` that says who takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Literal

from handbook import Lang, Listed, Phrase, Text, frozen, say
from quiz.papers.exporters.anki import anki
from quiz.papers.exporters.entries import Batch, Entry, Number, Options, Truth
from quiz.papers.exporters.gift import gift
from quiz.papers.exporters.limits import Limits, refusals
from quiz.papers.exporters.moodle import moodle
from quiz.papers.exporters.plain_texts import blackboard, dao1yun, plain
from quiz.papers.exporters.qti import qti
from quiz.papers.exporters.scorm import scorm
from quiz.papers.exporters.xlsx import xlsx

__all__ = ["EXPORTERS", "Exported", "Exporter", "export"]

_CHECKED = date(2026, 11, 26)


@frozen
class Consumer:
    """Who takes the files of a format: its name and version, when that was checked, and how: it took a whole bank, its
    help pages say so, the standard has it, or the files were run."""

    name: str
    version: str
    checked: date
    proof: Literal["imported", "help", "standard", "run"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}".rstrip()


@frozen
class Exporter:
    """A format. `lacks` names what its files have no place for; longer banks make several files of at most `per_file`
    questions each. A consumer of None: none is known."""

    endings: tuple[str, ...]
    write: Callable[[Batch], bytes]
    consumer: Consumer | None = None
    limits: Limits = field(default_factory=Limits)
    lacks: tuple[str, ...] = ()
    per_file: int | None = None
    of_papers: bool = False  # only a paper can be exported so


_MOODLE = Consumer("Moodle", "4.5.6", _CHECKED, "imported")
_WRITTEN = (Options, Truth, Number)  # what can be answered in a format of plain text

EXPORTERS: Mapping[str, Exporter] = {
    "moodle": Exporter((".xml",), moodle, _MOODLE),
    "gift": Exporter((".gift.txt", ".gift", ".txt"), gift, _MOODLE, lacks=("points",)),
    "dao1yun": Exporter(
        (".txt",),
        dao1yun,
        Consumer("道一云学苑", "", _CHECKED, "help"),
        Limits(_WRITTEN, 26, stem=2000, option=500, explanation=2000, one_key=True, one_blank=True),
        lacks=("points", "whys", "edition"),
    ),
    "blackboard": Exporter(
        (".txt",),
        blackboard,
        Consumer("Blackboard Learn", "Original", _CHECKED, "help"),
        Limits(most_options=20, alone=True, one_key=True),
        lacks=("points", "explanations", "whys", "edition"),
        per_file=500,
    ),
    "plain": Exporter(
        (".txt",),
        plain,
        limits=Limits(_WRITTEN, 10, one_key=True, one_blank=True),
        lacks=("points", "whys", "edition"),
    ),
    "qti": Exporter((".zip",), qti, Consumer("QTI", "2.1", _CHECKED, "standard")),
    "anki": Exporter((".apkg",), anki, Consumer("Anki", "26.9.3", _CHECKED, "imported"), lacks=("points",)),
    "scorm": Exporter((".zip",), scorm, replace(_MOODLE, proof="run"), of_papers=True),
    "xlsx": Exporter((".xlsx",), xlsx),
}


@frozen
class Exported:
    """What came of an export: the files, how many questions are in them, and each reason with the ids of those that it
    kept out."""

    files: tuple[bytes, ...]
    count: int
    left_out: tuple[tuple[Text, tuple[str, ...]], ...]


def export(name: str, batch: Batch) -> Exported:
    """The questions in a format. What its consumer would not take is left out and told."""
    exporter, lang = EXPORTERS[name], batch.lang
    fitting: list[Entry] = []
    left_out: dict[str, tuple[Text, tuple[str, ...]]] = {}
    for entry in batch.entries:
        reason = next(refusals(entry, exporter.limits, lang), None)
        if reason is None:
            fitting.append(entry)
        else:
            _, before = left_out.get(reason["zh"], (reason, ()))
            left_out[reason["zh"]] = reason, (*before, entry.id)
    some = replace(batch, made_for=made_for(exporter, lang))
    step = exporter.per_file or len(fitting) or 1
    parts = [fitting[start : start + step] for start in range(0, len(fitting) or 1, step)]
    return Exported(tuple(exporter.write(some.only(part)) for part in parts), len(fitting), tuple(left_out.values()))


def made_for(exporter: Exporter, lang: Lang) -> str:
    """Which consumer a file is for, and the disclaimer; stands in the file where the format has a place for it."""
    return say("quiz.exports.made_for", lang, consumer=say_consumer(exporter), note=Phrase("quiz.papers.note"))


def say_consumer(exporter: Exporter) -> Text:
    """Who takes the format, since when that is known, and how."""
    who = exporter.consumer
    if who is None:
        return Phrase("quiz.exports.no_consumer")
    proof = Phrase(f"quiz.exports.proofs.{who.proof}")
    return Phrase("quiz.exports.consumer", {"consumer": str(who), "day": who.checked, "proof": proof})


def describe(name: str, lang: Lang) -> str:
    """A format in a few lines: what it is, its files, who takes it, what it has no place for."""
    exporter = EXPORTERS[name]
    lines = [
        f"{say(f'quiz.exports.formats.{name}', lang)} ({', '.join(exporter.endings)})",
        say_consumer(exporter)[lang],
    ]
    if exporter.of_papers:
        lines.append(say("quiz.exports.of_papers", lang))
    if exporter.lacks:
        lacks = Listed(tuple(Phrase(f"quiz.exports.lacks.{each}") for each in exporter.lacks))
        lines.append(say("quiz.exports.without", lang, lacks=lacks))
    return "\n".join([f"{name:<12}{lines[0]}", *(f"{'':<12}{line}" for line in lines[1:])])
