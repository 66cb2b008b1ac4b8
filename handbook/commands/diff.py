"""`handbook diff`: what the change between two versions of the policy does."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import click

from handbook.commands.console import BilingualCommand, policy_options
from handbook.commands.outputs import STDOUT, OutPath, Outputs, force_option, form_of
from handbook.impact.differences.compare import compare
from handbook.impact.report.compose import compose
from handbook.impact.report.data import as_json
from handbook.impact.report.html import as_html
from handbook.impact.report.markdown import as_markdown
from handbook.impact.report.text import as_text
from handbook.impact.revisions import Version, merge_base, policy_at
from handbook.lang.languages import Lang
from handbook.policy.book import PolicyBook
from handbook.policy.load import open_book

_FORMS = {"text": (".txt",), "md": (".md", ".markdown"), "html": (".html", ".htm"), "json": (".json",)}


@click.command("diff", cls=BilingualCommand, help="handbook.help.diff", epilog="handbook.commands.diff.examples")
@click.argument("base", default="HEAD")
@click.argument("head", required=False)
@click.option("--format", "form", type=click.Choice(list(_FORMS)), help="handbook.commands.diff.format")
@click.option("--out", type=OutPath(), help="handbook.commands.diff.out")
@force_option
@click.option("--merge-base", "from_fork", is_flag=True, help="handbook.commands.diff.merge_base")
@policy_options
def diff(
    base: str,
    head: str | None,
    form: str | None,
    out: Path | None,
    force: bool,
    from_fork: bool,
    data: Path,
    lang: Lang,
    today: date,
) -> int:
    """Print or write the report."""
    form = form_of(out, form, _FORMS, "text")
    files = Outputs(data, force, {"--out": None if out == STDOUT else out})
    if from_fork:
        base = merge_base(base, "HEAD" if head is None else head, data)
    with contextlib.ExitStack() as stack:
        before = stack.enter_context(policy_at(base, data))
        after = Version(data) if head is None else stack.enter_context(policy_at(head, data))
        for note in filter(None, (before.note, after.note)):
            click.echo(note.line(lang), err=True)
        impact = compare(_open(before, today), _open(after, today), today, before.data, after.data)
        impact = impact.with_problems(after.named)
    formats = {"text": as_text, "md": as_markdown, "html": as_html}
    report = as_json(impact) if form == "json" else formats[form](compose(impact, lang))
    if out and out != STDOUT:
        files.write({out: report.encode()})
    else:
        click.echo(report.rstrip("\n"))
    return 0


def _open(version: Version, today: date) -> PolicyBook:
    with version.naming_problems():
        return open_book(version.data, today)
