"""One worksheet of a workbook, read as a stream: which one, which of its rows nobody sees, formulas without a value."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from handbook.calc.sheets import cells
from handbook.calc.sheets.cells import Row, Unread, cell_text, checked
from handbook.calc.sheets.error import SheetError
from handbook.calc.sheets.headings import Header, Known, find_header
from handbook.calc.sheets.merged import Covered, merged_ranges
from handbook.lang.catalogue import Listed, Phrase
from handbook.lang.languages import Text


@contextlib.contextmanager
def open_workbook(file: BinaryIO, known: Known, title: str | None) -> Iterator[Worksheet]:
    """The worksheet of a title, else the one that the headings choose. Raises SheetError."""
    from openpyxl import load_workbook

    with warnings.catch_warnings(), contextlib.ExitStack() as stack:
        warnings.simplefilter("ignore")  # about parts of a workbook that do not matter here
        with _damage_told():
            workbook = stack.enter_context(contextlib.closing(load_workbook(file, read_only=True, data_only=True)))
            sheets = [Worksheet(sheet) for sheet in workbook.worksheets]
            active = workbook.worksheets.index(workbook.active) if workbook.active in workbook.worksheets else 0
            chosen = _named(sheets, title) if title else _chosen(sheets, active, known)
            chosen.begin(known)
        yield chosen


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    """Whatever openpyxl and the modules below it raise for a damaged workbook, told as that."""
    try:
        yield
    except (SheetError, OSError, MemoryError):
        raise
    except Exception as error:
        raise SheetError(Phrase("handbook.calc.sheet.damaged", {"error": error})) from error


def _named(sheets: Sequence[Worksheet], title: str) -> Worksheet:
    for each in sheets:
        if each.title == title.strip():
            return each
    facts = {"title": title, "titles": _titles(sheets)}
    raise SheetError(Phrase("handbook.calc.sheet.unknown_worksheet", facts))


def _chosen(sheets: Sequence[Worksheet], active: int, known: Known) -> Worksheet:
    """Of those that people see the only one with the columns that there must be, else the one that they see first.
    Raises SheetError where several have them and none of those is on top, or only one that nobody sees."""
    seen = [each for each in sheets if each.is_seen] or list(sheets)
    on_top = sheets[active] if sheets[active] in seen else seen[0]
    if len(sheets) == 1:
        return on_top
    fitting = [each for each in seen if each.fits(known)]
    if len(fitting) > 1 and on_top not in fitting:
        raise SheetError(Phrase("handbook.calc.sheet.which_worksheet", {"titles": _titles(fitting)}))
    unseen = [each for each in sheets if each not in seen and not fitting and each.fits(known)]
    if unseen:
        raise SheetError(Phrase("handbook.calc.sheet.unseen_worksheet", {"title": unseen[0].title}))
    chosen = on_top if on_top in fitting or not fitting else fitting[0]
    others = [each for each in sheets if each is not chosen]
    code = "also_worksheets" if len(fitting) > 1 else "one_worksheet"
    chosen.notes.append(Phrase(f"handbook.calc.sheet.{code}", {"title": chosen.title, "others": _titles(others)}))
    return chosen


def _titles(sheets: Sequence[Worksheet]) -> Text:
    return Listed(tuple(each.title for each in sheets))


class Worksheet:
    """One worksheet; formulas count with the result that Excel saved, numbers shown as percentages are such texts."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.title: str = sheet.title
        self.is_seen: bool = sheet.sheet_state == "visible"
        self.notes: list[Text] = []
        self.hidden: list[int] = []
        self.head, self.header = 0, list[str]()
        self.size, self.at = sheet.max_row or 0, 0

    def fits(self, known: Known) -> bool:
        """Whether it has the columns that there must be."""
        try:
            return known.suffices(find_header(self._parse(), known).names)
        except SheetError:
            return False
        finally:
            self.hidden.clear()

    def begin(self, known: Known) -> None:
        """Read what names its columns. Raises SheetError where it is empty."""
        self._found: Header = find_header(self._parse(), known)
        self.head, self.header = self._found.number, self._found.names
        self.notes += self._found.notes()

    def rows(self) -> Iterator[Row]:
        """The rows below the header that are not empty. Raises SheetError where the file is damaged."""
        return self._found.below

    def _parse(self) -> Iterator[Row]:
        with _damage_told():
            with self._sheet._get_source() as source:
                covered = Covered(merged_ranges(source))
            for number, row in self._read():
                self.at = number
                if number > cells.MOST_XLSX_ROWS:
                    facts = {"most": cells.MOST_XLSX_ROWS}
                    raise SheetError(Phrase("handbook.calc.sheet.too_many_rows", facts))
                yield number, covered.mark(number, checked(number, row))

    def _read(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """Rows with their numbers, of openpyxl's own reader, which does not tell all that it sees."""
        from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

        sheet, book, hidden = self._sheet, self._sheet.parent, self.hidden
        percentages = _percentages(book)

        class Reader(WorkSheetParser):  # type: ignore[misc]
            def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
                unseen = row.get("hidden") in ("1", "true")
                number, found = super().parse_row(row)
                self.row_dimensions.clear()
                if unseen:
                    hidden.append(number)
                return number, found

            def parse_cell(self, element: Any) -> dict[str, Any]:
                cell: dict[str, Any] = super().parse_cell(element)
                if cell["value"] is None and element.find(FORMULA_TAG) is not None:
                    is_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None  # an empty one
                    cell["value"] = None if is_text else Unread.FORMULA
                if cell["style_id"] in percentages and isinstance(cell["value"], (int, float)):
                    cell["value"] = cell_text(cell["value"] * 100) + "%"
                return cell

        facts = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}
        with sheet._get_source() as source:
            for number, row in Reader(source, sheet._shared_strings, data_only=True, epoch=book.epoch, **facts).parse():
                yield number, sheet._get_row(row, values_only=True)


def _percentages(book: Any) -> frozenset[int]:
    """The styles in which a number is shown as a percentage."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    own = dict(enumerate(book._number_formats, BUILTIN_FORMATS_MAX_SIZE))
    formats = (BUILTIN_FORMATS.get(style.numFmtId) or own.get(style.numFmtId, "") for style in book._cell_styles)
    return frozenset(number for number, form in enumerate(formats) if "%" in form)
