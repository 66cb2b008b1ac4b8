"""A document as a spreadsheet: a question a row."""

from __future__ import annotations

from quiz.documents.sheet import Sheet
from quiz.spreadsheet import workbook

_COLUMNS = {
    "en": ("No.", "Part", "Question", "To choose from", "Your answer"),
    "zh": ("题号", "题型", "题目", "选项", "你的答案"),
}
_KEY = {
    "en": ("No.", "Part", "Question", "To choose from", "Answer", "Why"),
    "zh": ("题号", "题型", "题目", "选项", "答案", "解析"),
}


def xlsx_document(sheet: Sheet) -> bytes:
    """The document; the same sheet gives the same bytes."""
    lang = "en" if sheet.lang == "en" else "zh"
    rows: list[list[object]] = [[sheet.title], [sheet.about]]
    rows += [[field] for field in sheet.fields]
    rows += [[], list((_KEY if sheet.is_key else _COLUMNS)[lang])]
    for part in sheet.parts:
        for entry in part.entries:
            choices = "\n".join([*entry.items, *(f"{letter}. {text}" for letter, text in entry.choices)])
            answer = [entry.answer, "\n".join(entry.notes)] if sheet.is_key else [""]
            rows.append([entry.number, part.heading, entry.stem, choices, *answer])
    return workbook({sheet.paper_id: rows}, (8, 24, 60, 44, 20, 60))
