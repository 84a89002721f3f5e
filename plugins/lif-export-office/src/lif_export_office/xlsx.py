"""Xlsx: a document as a workbook. A sheet that is one table begins with its headings; others read downwards."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from lif_core.reports.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Section,
    Table,
)
from lif_export_office.charts import draw
from lif_export_office.cleaning import cell_text, clean
from lif_export_office.colours import ADDED, ADDED_HEAD, FILLS, HEAD, OPEN
from lif_export_office.lists import Lists

_DAY = "d mmm yyyy"
_DAY_READ = 'd mmm yyyy" *"'
"""The form of a day that was written otherwise; what the star means stands on the first sheet."""
_PAPERS = {"a3-landscape": (8, True), "a4-portrait": (9, False)}
_LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_FOOT_PART = 80  # head and foot hold 255 signs each, codes and all
_TEXT_WIDTH = 100
_HEAD_HEIGHT = 32
_TITLE_HEIGHT = 24
_LINE = 15.0
_MOST_LINES = 12
_MIDNIGHT = time()


def workbook(document: Document) -> bytes:
    """Give a document as the bytes of a workbook; the same document gives the same bytes."""
    made = BytesIO()
    book = Workbook(
        made,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
            "default_date_format": _DAY,
        },
    )
    _blank_properties(book, document)
    _Book(book, document).write()
    book.close()
    return made.getvalue()


def _blank_properties(book: Workbook, document: Document) -> None:
    """Leave author and title empty: a title can name a review. The day is that of the report."""
    created = datetime.combine(document.as_at, time(), UTC).replace(tzinfo=None)
    book.set_properties(
        {"author": "", "title": "", "subject": "", "company": "", "manager": "", "comments": "", "created": created}
    )
    book.set_custom_property("Language", _LANGUAGES[document.language])


class _Book:
    """One workbook being written."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self._book, self._document = book, document
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._looks: dict[tuple[object, ...], Any] = {}  # asked once a cell: building the properties each time shows
        self._names: set[str] = set()
        self._lists = Lists(self._name)

    def write(self) -> None:
        """Write every section as a sheet; the head of the document stands on the first."""
        for number, section in enumerate(self._document.sections):
            sheet = self._book.add_worksheet(self._name(section.title))
            self._lay_out(sheet)
            only = section.blocks[0] if number and section.blocks else None
            if isinstance(only, Table):
                self._table_sheet(sheet, only, section.blocks[1:])
            else:
                self._text_sheet(sheet, section, first=number == 0)
        for section in self._document.hidden:
            self._hidden_sheet(section)
        self._lists.write(self._book)

    def _hidden_sheet(self, section: Section) -> None:
        """Write a part that nobody reads: values only, on a sheet that cannot be shown by hand."""
        sheet = self._book.add_worksheet(self._name(section.title))
        for table in section.tables:
            for row, cells in enumerate(table.rows):
                for number, cell in enumerate(cells):
                    sheet.write_string(row, number, str(cell.value))
        sheet.very_hidden()

    def _name(self, title: str) -> str:
        base = _NOT_IN_SHEET_NAMES.sub(" ", clean(title)).strip()[:_SHEET_NAME] or "-"
        name, number = base, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{base[: _SHEET_NAME - len(str(number)) - 1]} {number}"
        self._names.add(name.casefold())
        return name

    def _lay_out(self, sheet: Worksheet) -> None:
        paper, landscape = _PAPERS[self._document.page]
        sheet.set_paper(paper)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
        foot = self._document.footer
        page = _code(foot.page).replace("{page}", "&P").replace("{pages}", "&N")
        left = _code(" · ".join(part for part in (foot.as_at, foot.fingerprint) if part))
        marking = _code(foot.marking)
        sheet.set_header(f"&C{marking}")
        sheet.set_footer(f"&L{left}&C{marking}&R{page}")

    def format(self, **properties: Any) -> Any:
        """Give the format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"valign": "top", "font_size": 10, **properties})
        return self._formats[key]

    # -- a sheet that is one table -------------------------------------------------------------------------------

    def _table_sheet(self, sheet: Worksheet, table: Table, below: Iterable[Block]) -> None:
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, column.width, None, {"hidden": True} if column.key else {})
        self._table(sheet, table, 0)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        last = len(table.rows) - (1 if table.total else 0)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
        if table.is_form:
            self._protect(sheet)
        self._blocks(sheet, below, len(table.rows) + 2)
        self._flag_headings(sheet, table)
        if table.is_form:
            self._leave_off_paper(sheet, table)

    def _flag_headings(self, sheet: Worksheet, table: Table) -> None:
        """Tell screen readers which row holds the headings: by a name in the form that they look for."""
        last = xl_rowcol_to_cell(len(table.rows), len(table.columns) - 1).lower()
        name = sheet.get_name().replace("'", "''")
        region = f"ColumnTitleRegion1.a1.{last}.{len(self._names)}"
        self._book.define_name(f"'{name}'!{region}", f"='{name}'!$A$1")

    def _leave_off_paper(self, sheet: Worksheet, table: Table) -> None:
        """Print what can be read only: columns to be filled in on the screen would make the rest too small."""
        read = [number for number, column in enumerate(table.columns) if column.locked and not column.key]
        if read and read == list(range(len(read))):
            sheet.print_area(0, 0, max(len(table.rows), sheet.dim_rowmax or 0), len(read) - 1)

    def _protect(self, sheet: Worksheet) -> None:
        """Lock what is not to be filled in; readers stay free to filter and set widths. There is no password."""
        sheet.protect(
            "",
            {
                "autofilter": True,
                "sort": True,
                "format_columns": True,
                "format_rows": True,
                "select_locked_cells": True,
            },
        )

    def _table(self, sheet: Worksheet, table: Table, row: int) -> None:
        for number, column in enumerate(table.columns):
            fill, letters = ADDED_HEAD if column.added else HEAD
            head = self.format(bold=True, text_wrap=True, bg_color=f"#{fill}", font_color=f"#{letters}", border=1)
            sheet.write_string(row, number, cell_text(column.heading), head)
        headings = [Cell(column.heading) for column in table.columns]
        sheet.set_row(row, min(_HEAD_HEIGHT, _height(table.columns, headings)))
        write = _Rows(self, sheet, table.columns).write
        last = len(table.rows) if table.total else 0
        for offset, cells in enumerate(table.rows, 1):
            write(row + offset, cells, bold=offset == last)
        self._lists.offer(sheet, table, row + 1)

    def look(self, column: Column, cell: Cell, *, bold: bool) -> Any:
        """Give the format of a cell; of like cells the same one."""
        is_day = isinstance(cell.value, date) or (cell.value is None and column.kind == "day")
        key = (column.kind, column.locked, column.added, cell.colour, is_day and bool(cell.note), is_day, bold)
        if key not in self._looks:
            self._looks[key] = self._new_look(column, cell, is_day=is_day, bold=bold)
        return self._looks[key]

    def _new_look(self, column: Column, cell: Cell, *, is_day: bool, bold: bool) -> Any:
        properties: dict[str, Any] = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True}
        if is_day:
            properties |= {"num_format": _DAY_READ if cell.note else _DAY, "align": "left"}
        elif column.kind in ("text", "colour"):
            properties["num_format"] = "@"
        if column.kind == "colour":
            properties |= {"align": "center", "bold": True}
        if column.added:
            properties["bg_color"] = f"#{ADDED[0]}"
        if cell.colour in FILLS:
            fill, letters = FILLS[cell.colour]
            properties |= {"bg_color": f"#{fill}", "font_color": f"#{letters}"}
        if not column.locked:
            properties |= {"locked": False, "bg_color": f"#{OPEN[0]}"}
        if bold:
            properties["bold"] = True
        return self.format(**properties)

    # -- a sheet that reads from above to below ------------------------------------------------------------------

    def _text_sheet(self, sheet: Worksheet, section: Section, *, first: bool) -> None:
        widths: list[int] = []
        for table in section.tables:
            widths += [0] * (len(table.columns) - len(widths))
            widths = [
                max(width, table.columns[number].width if number < len(table.columns) else 0)
                for number, width in enumerate(widths)
            ]
        for number, width in enumerate(widths or [_TEXT_WIDTH]):
            sheet.set_column(number, number, max(width, 44 if number == 0 else 10))
        row = 0
        if first:
            sheet.write_string(row, 0, cell_text(self._document.title), self.format(bold=True, font_size=16))
            sheet.set_row(row, _TITLE_HEIGHT)
            row += 1
            for line in self._document.head:
                sheet.write_string(row, 0, cell_text(line), self.format())
                row += 1
            row += 1
        sheet.write_string(row, 0, cell_text(section.title), self.format(bold=True, font_size=14))
        sheet.set_row(row, _TITLE_HEIGHT)
        self._blocks(sheet, section.blocks, row + 2, fold=not widths, wide=max(sum(widths), _TEXT_WIDTH))

    def _blocks(
        self, sheet: Worksheet, blocks: Iterable[Block], row: int, *, fold: bool = False, wide: int = _TEXT_WIDTH
    ) -> None:
        """Write blocks one below the other; `wide` is how many letters stand on a line above several columns."""
        for block in blocks:
            if isinstance(block, Chart):
                for line in wrapped(block.alternative, wide):
                    sheet.write_string(row, 0, cell_text(line), self.format())
                    row += 1
                self._table(sheet, block.as_table(), row)
                row += len(block.rows) + 3 + draw(self._book, sheet, block, row)
                continue
            if isinstance(block, Table):
                if block.caption:
                    sheet.write_string(row, 0, cell_text(block.caption), self.format(bold=True))
                    row += 1
                shown = block.shown()
                self._table(sheet, shown, row)
                row += len(shown.rows) + 2
                continue
            for text, number, properties in _lines(block):
                look = self.format(**properties, **({"text_wrap": True} if fold else {}))
                first, *more = [text] if fold or number != "" else wrapped(text, wide)
                sheet.write_string(row, 0, cell_text(first), look)
                for line in more:
                    row += 1
                    sheet.write_string(row, 0, cell_text(line), look)
                if isinstance(number, int):
                    sheet.write_number(row, 1, number, self.format(align="left"))
                elif number:
                    sheet.write_string(row, 1, cell_text(number), self.format())
                row += 1
            row += 1


class _Rows:
    """Writes the rows of one table; what is the same for every cell of a column is asked once a column."""

    def __init__(self, book: "_Book", sheet: Worksheet, columns: Sequence[Column]) -> None:
        self._book, self._sheet, self._columns = book, sheet, columns
        self._widths = [None if column.key else max(column.width, 1) for column in columns]
        self._texts = [book.look(column, Cell(""), bold=False) for column in columns]
        self._days = [book.look(column, Cell(date.min), bold=False) for column in columns]
        self._blanks = [book.look(column, Cell(), bold=False) for column in columns]

    def write(self, row: int, cells: Iterable[Cell], *, bold: bool) -> None:
        """Write one row, as high as what it says asks for, up to a bound."""
        sheet, lines = self._sheet, 1
        for number, cell in enumerate(cells):
            value = cell.value
            if value is None or value == "":
                sheet.write_blank(row, number, None, self._look(self._blanks, number, cell, bold))
            elif isinstance(value, str):
                sheet.write_string(row, number, cell_text(value), self._look(self._texts, number, cell, bold))
                wide = self._widths[number]
                if wide is not None and (len(value) > wide or "\n" in value):
                    lines = max(lines, sum(-(-len(part) // wide) or 1 for part in value.split("\n")))
            elif isinstance(value, date):
                look = self._day_look(number, cell, bold)
                sheet.write_datetime(row, number, datetime.combine(value, _MIDNIGHT), look)
            else:
                sheet.write_number(row, number, value, self._look(self._texts, number, cell, bold))
            if cell.note and self._columns[number].shows_note(cell):
                sheet.write_comment(row, number, cell_text(cell.note), {"x_scale": 2, "y_scale": 1.5})
        if lines > 1:
            sheet.set_row(row, _LINE * min(lines, _MOST_LINES))

    def _day_look(self, number: int, cell: Cell, bold: bool) -> Any:
        return (
            self._book.look(self._columns[number], cell, bold=bold)
            if cell.note
            else self._look(self._days, number, cell, bold)
        )

    def _look(self, usual: Sequence[Any], number: int, cell: Cell, bold: bool) -> Any:
        if bold or cell.colour:
            return self._book.look(self._columns[number], cell, bold=bold)
        return usual[number]


def _lines(block: Block) -> Iterator[tuple[str, int | str, dict[str, Any]]]:
    """Tell a block that is no table line by line: the words, a figure beside them, how they look."""
    if isinstance(block, Heading):
        yield block.text, "", {"bold": True, "font_size": 12}
    elif isinstance(block, Paragraph):
        yield block.text, "", {"bold": True} if block.strong else {}
    elif isinstance(block, KeyFigures):
        for figure in block.figures:
            value = f"{figure.value} {figure.note}" if figure.note else figure.value
            yield figure.name, value, {}
    elif isinstance(block, Bullets):
        for number, (level, text) in enumerate(block.lines(), 1):
            mark = f"{number}. " if block.numbered and not level else ""
            yield f"{mark}{text}", "", {"indent": level}


def wrapped(text: str, wide: int) -> list[str]:
    """Give a text line by line: above several columns a cell cannot be as high as its text, and paper cuts it off."""
    return [line for part in text.split("\n") for line in (wrap(part, wide) or [""])]


def _code(text: str) -> str:
    """Give a text as it may stand in a head or foot, where `&` begins a code."""
    return clean(text)[:_FOOT_PART].replace("\n", " ").replace("&", "&&")


def _height(columns: Iterable[Column], cells: Iterable[Cell]) -> float:
    """Tell how high a row must be for what it says, up to a bound: what does not fit can be read in the cell."""
    lines = 1
    for column, cell in zip(columns, cells, strict=True):
        value = cell.value
        if isinstance(value, str) and not column.key and (len(value) > column.width or "\n" in value):
            wide = max(column.width, 1)
            lines = max(lines, sum(-(-len(part) // wide) or 1 for part in value.split("\n")))
    return _LINE * min(lines, _MOST_LINES)
