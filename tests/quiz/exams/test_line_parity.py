"""The browser writes and reads the same lines as the program; `lines.json` holds both to what was once written.

`python -m tests.quiz.exams.test_line_parity` writes it anew, after a change of the form on purpose.
"""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

from quiz.exams.bits import Unfit
from quiz.exams.codes import is_code, new_code
from quiz.exams.collecting import collect
from quiz.exams.frame import Head
from quiz.exams.line import Fault, Reading, Sitting, decode, encode, longest
from quiz.exams.pasted import PasteTooLong, pasted
from tests.delivered import delivered_to
from tests.fuzzing import scaled
from tests.quiz.exams.manglings import MANGLINGS
from tests.quiz.exams.sittings import as_data, drawn_paper, drawn_sitting, sample
from tests.quiz.exams.test_line import _damaged

HERE = Path(__file__).parent
LINES = HERE / "lines.json"
PAPERS = [sample(), *(drawn_paper(random.Random(number)) for number in range(30))]
SEATS = {seat: new_code(PAPERS[0].number, seat) for seat in (7, 8, 16383)}
_NOISE = (*"\u200b\u3000\n\n \t…😀𝐇Ｈｘ１ſKıßOIL", "&nbsp;", "%20", "=20", "HX1", "收到", "HX", "\ud800", "é")


def in_browser(jobs: list[dict[str, Any]]) -> list[Any]:
    """What the browser's code makes of each job."""
    papers = [paper.as_data(given_only=True) for paper in PAPERS]
    given = json.dumps({"papers": papers, "jobs": jobs}).encode()
    done = subprocess.run(["node", delivered_to(HERE / "lines.mjs")], input=given, capture_output=True, check=True)
    return list(json.loads(done.stdout))


def here(job: dict[str, Any]) -> Any:
    """The same by the program, as the browser says it."""
    paper = PAPERS[job.get("paper", 0)]
    seats = dict(job["seats"]) if job.get("seats") else None
    try:
        match job["what"]:
            case "encode":
                return encode(paper, _sitting(job["sitting"]), job["code"])
            case "decode":
                return _told(decode(job["text"], paper, seats))
            case "collect":
                found = collect(job["text"], paper, seats)
                return {"readings": [*map(_told, found.readings)], "faults": [*map(_told, found.faults)]}
            case "pasted":
                return [{"text": each.text, "isWhole": each.is_whole} for each in pasted(job["text"], job["papers"])]
            case "longest":
                return longest(paper)
            case _:
                return is_code(paper.number, job["seat"], job["code"])
    except (Unfit, PasteTooLong) as error:
        return {"error": type(error).__name__}


def _sitting(data: dict[str, Any]) -> Sitting:
    answers = (tuple(each) if isinstance(each, list) else each for each in data["answers"])
    return Sitting(Head(**data["head"]), tuple(answers))


def _told(found: Reading | Fault) -> dict[str, Any]:
    if isinstance(found, Fault):
        return {"fault": found.kind, "text": found.text, "facts": found.facts}
    return {"text": found.text, "head": vars(found.head), "answers": found.answers}


def test_lines_that_were_once_written_are_written_and_read_the_same() -> None:
    for each in json.loads(LINES.read_text(encoding="utf-8")):
        assert encode(PAPERS[0], _sitting(each["sitting"]), each["code"]) == each["line"]
        seats = {each["sitting"]["head"]["seat"]: each["code"]} if each["code"] else None
        assert json.loads(json.dumps(_told(decode(each["line"], PAPERS[0], seats)))) == each["reading"]


def test_the_browser_does_the_same() -> None:
    luck = random.Random(5)
    jobs = [*_vectors(), *_codes(luck), *({"what": "longest", "paper": place} for place in range(len(PAPERS)))]
    for _ in range(scaled(150)):
        jobs += _line_jobs(luck)
    lines = [encode(PAPERS[0], drawn_sitting(luck, PAPERS[0])) for _ in range(2)]
    jobs += [_paste(mangling.way(*lines)) for mangling in MANGLINGS]
    jobs += [_paste(_hostile(luck, lines)) for _ in range(scaled(100))]
    jobs += [_paste("HX110" * 5_100), _paste("长" * 700_000)]
    for job, found in zip(jobs, in_browser(jobs), strict=True):
        assert found == json.loads(json.dumps(here(job))), job


def _vectors() -> list[dict[str, Any]]:
    return [
        {"what": "encode", "sitting": each["sitting"], "code": each["code"]}
        for each in json.loads(LINES.read_text(encoding="utf-8"))
    ]


def _codes(luck: random.Random) -> list[dict[str, Any]]:
    right = [{"what": "code", "seat": seat, "code": code} for seat, code in SEATS.items()]
    return [*right, *({**each, "seat": luck.choice((1, 7, 8))} for each in right), {**right[0], "code": "K7"}]


def _line_jobs(luck: random.Random) -> list[dict[str, Any]]:
    """A sitting, and what becomes of its line."""
    place = luck.randrange(len(PAPERS))
    seat, code = luck.choice([(0, None), *SEATS.items()])
    sitting = drawn_sitting(luck, PAPERS[place], seat, luck.choice((0, 0, 0, 1)))
    line = encode(PAPERS[place], sitting, code)
    seats = luck.choice([None, [*SEATS.items()], [[7, SEATS[8]]]])
    texts = (line, _damaged(luck, line, line[::-1]))
    return [
        {"what": "encode", "paper": place, "sitting": as_data(sitting), "code": code},
        *({"what": "decode", "paper": place, "text": text, "seats": seats} for text in texts),
        {"what": "decode", "paper": 0, "text": line, "seats": seats},
        {"what": "collect", "paper": place, "text": "\n".join((line, *texts)), "seats": seats},
    ]


def _paste(text: str) -> dict[str, Any]:
    return {"what": "pasted", "text": text, "papers": [PAPERS[0].number]}


def _hostile(luck: random.Random, lines: list[str]) -> str:
    pieces = []
    for _ in range(luck.randint(1, 40)):
        line = luck.choice(lines)
        start = luck.randrange(len(line))
        pieces.append(luck.choice([luck.choice(_NOISE), line[start : start + luck.randint(1, 90)], line]))
    return "".join(pieces)


def _write() -> None:
    """Sittings of the sample paper, with their lines."""
    luck, written = random.Random(1), []
    for seat, code in ((0, None), (0, None), (7, None), (7, "K7M2Q9XTRW31"), (16383, "0000000000AB")):
        sitting = drawn_sitting(luck, PAPERS[0], seat)
        line = encode(PAPERS[0], sitting, code)
        reading = _told(decode(line, PAPERS[0], {seat: code} if code else None))
        written.append({"line": line, "code": code, "sitting": as_data(sitting), "reading": reading})
    LINES.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _write()
