"""What stopped the parser in a file: the typo that it is, and the text without it."""

from __future__ import annotations

from handbook.files.line_typos import LineTypo, find_line_typos
from handbook.files.source import Source
from handbook.files.yaml.lines import Lines
from handbook.files.yaml.parsing import NotYaml, read_tree
from handbook.problems.problem import Place, Problem

_MENDABLE = 512 * 1024  # characters; a larger file has only its first typo reported
_MAX_TRIES = 8  # lines before the one where the parser stopped that are looked at for the typo


def mend_line(source: Source, stopped: NotYaml) -> LineTypo | None:
    """Name the typo that stopped the parser, and mend it in memory; None where it is none that is known."""
    typo = _cause(source, stopped)
    if typo is None:
        source.problems += _unmended(source, stopped)
        return None
    source.problems.append(_problem(typo, source.file))
    source.text = Lines(source.text).with_row(typo.line, typo.mended)
    return typo


def _cause(source: Source, stopped: NotYaml) -> LineTypo | None:
    """The typo that stopped the parser: mended, the parser gets further. Guesses that do not help are dropped."""
    if len(source.text) > _MENDABLE:
        return None
    lines = Lines(source.text)
    typos = [typo for typo in find_line_typos(lines.rows) if typo.line <= stopped.line and typo.mended != typo.row]
    for typo in list(reversed(typos))[:_MAX_TRIES]:
        try:
            read_tree(lines.with_row(typo.line, typo.mended), source.file)
        except NotYaml as later:
            if later.line <= stopped.line:
                continue
        return typo
    return None


def _unmended(source: Source, stopped: NotYaml) -> list[Problem]:
    """What stopped the parser, where mending did not help: the typo in that line, else the parser's words."""
    if any(problem.place.line in (stopped.place.line, stopped.line) for problem in source.problems):
        return []  # a bad sign in that line is reported already, and may be why
    near = (stopped.place.line, stopped.line)
    typos = [typo for typo in find_line_typos(Lines(source.text).rows) if typo.line in near]
    problems = [_problem(typo, source.file) for typo in typos if typo.code not in ("wide_quote", "open_quote")]
    return problems or [Problem(stopped.place, "syntax", "", {"reason": stopped.reason})]


def _problem(typo: LineTypo, file: str) -> Problem:
    code = typo.code if typo.mended.strip() else "blank_line"
    facts = {"found": typo.row.strip(), "right": typo.mended.strip(), "sign": typo.sign}
    return Problem(Place(file, typo.line, typo.column), code, "", facts)
