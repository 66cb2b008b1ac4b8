"""A document to print from any browser: one file, no script, A4. `printing/html.js` writes the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook import say, unbroken
from quiz.archives.xml import escaped
from quiz.papers.documents.model import (
    Answer,
    Block,
    Document,
    Fields,
    Heading,
    Question,
    Remark,
    Row,
    Table,
    Title,
)
from quiz.papers.documents.templates import template

_COLUMNS = {1: "", 2: " two", 4: " four"}


def html_document(document: Document) -> bytes:
    """The document as UTF-8."""
    binding = escaped(say("quiz.papers.binding", document.lang))
    lines = [
        "<!doctype html>",
        f'<html lang="{document.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(document.title)}</title>",
        f"<style>{template(document.lang).css}</style></head>",
        f'<body class="bound"><div class="bind" aria-hidden="true">{binding}</div>' if document.bound else "<body>",
        # In browsers that cannot write into the margins, a table's head comes again on every page.
        '<table class="sheet" role="presentation">',
        f"<thead><tr><td>{escaped(document.head)}</td></tr></thead><tbody><tr><td>",
        *_kept_together(document.blocks),
        "</td></tr></tbody></table></body></html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _kept_together(blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks; a heading and what comes below it are one piece that no page parts. What is answered may be
    long: there the heading keeps with its beginning alone."""
    piece = ""
    for block in blocks:
        if isinstance(block, Heading):
            piece = _block(block)
        elif piece and not (isinstance(block, Question) and block.answer):
            yield f'<div class="keep">{piece}{_block(block)}</div>'
            piece = ""
        else:
            yield piece + _block(block)
            piece = ""


def _block(block: Block) -> str:
    match block:
        case Title():
            return _title(block)
        case Fields():
            return f'<p class="fields">{"".join(f"<span>{escaped(label)}</span>" for label in block.labels)}</p>'
        case Remark():
            return f'<p class="remark">{escaped(block.text)}</p>'
        case Heading():
            return f"<h2>{escaped(block.text)}</h2>"
        case Question():
            return _question(block)
        case Table():
            return _table(block)


def _title(block: Title) -> str:
    above = f'<p class="above">{escaped(block.above)}</p>' if block.above else ""
    meta = f'<p class="meta"><span>{escaped(block.left)}</span><span>{escaped(block.right)}</span></p>'
    return f"<header>{above}<h1>{escaped(block.title)}</h1>{meta}</header>"


def _question(block: Question) -> str:
    number = f'<span class="number">{block.number}.</span>'
    parts = [f'<p class="stem">{number}{_told(block.before + block.stem)}</p>']
    if block.items:
        parts.append(f'<ul class="items">{_listed(block.items)}</ul>')
    if block.options:
        parts.append(f'<ol class="options{_COLUMNS[block.columns]}">{_listed(block.options)}</ol>')
    if block.line:
        parts.append(f'<p class="line">{escaped(block.line)}</p>')
    if block.answer:
        parts.append(_answer(block.answer))
    return f'<div class="{"q long" if block.answer else "q"}">{"".join(parts)}</div>'


def _answer(answer: Answer) -> str:
    notes = (
        f'<p class="note">{f"<b>{escaped(note.label)}</b>" if note.label else ""}{_told(note.text)}</p>'
        for note in answer.notes
    )
    return f'<p class="answer">{_told(answer.text)}</p>{"".join(notes)}'


def _told(text: str) -> str:
    return escaped(unbroken(text))


def _listed(texts: Sequence[str]) -> str:
    return "".join(f"<li>{_told(text)}</li>" for text in texts)


def _table(block: Table) -> str:
    whole = sum(block.widths)
    columns = "".join(f'<col width="{width * 100 // whole}%">' for width in block.widths)
    head = "".join(_row(row, block) for row in block.rows if row.kind == "head")
    body = "".join(_row(row, block) for row in block.rows if row.kind != "head")
    return (
        f'<table class="cells {block.look}" width="{whole // 10}%"><colgroup>{columns}</colgroup>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def _row(row: Row, table: Table) -> str:
    tags = [
        "th" if row.kind == "head" or (not place and table.look != "list") else "td" for place in range(len(row.cells))
    ]
    cells = "".join(f"<{tag}>{escaped(cell)}</{tag}>" for tag, cell in zip(tags, row.cells))
    return f'<tr class="write">{cells}</tr>' if row.kind == "write" else f"<tr>{cells}</tr>"
