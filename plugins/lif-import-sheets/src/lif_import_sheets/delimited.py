"""Csv: text with a separator, read strictly, so that no line is swallowed by a quotation mark that never closes."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from itertools import islice

from lif_core.errors import UnreadableFile
from lif_core.intake.cells import Cell, Sheet
from lif_import_sheets import limits, refusals
from lif_import_sheets.layout import value_of

SEPARATORS = ",;\t"
LINES_TRIED = 50
"""Records from which the separator is told."""

OTHER_FORMATS = {
    "%pdf": "a PDF",
    "<!doctype": "a web page",
    "<html": "a web page",
    "<table": "a web page",
    "<?xml": "an XML document",
    "{\\rtf": "a Word document",
    '{"': "JSON",
    "[{": "JSON",
}
"""How texts begin that are no tables, and what they seem to be."""

SAVE_AS_UTF8 = "Open it in Excel and save it as 'CSV UTF-8 (Comma delimited)', or save it as xlsx, and import that."


def read_text(data: bytes, name: str, suffix: str) -> tuple[Sheet, list[str]]:
    """Read a text with separators as the one sheet it is, and say what was left alone.

    Raises:
        UnreadableFile: it is not written in UTF-8 (or UTF-16 with its mark), is no table, or breaks off in a quotation.
    """
    text = decoded(data, name)
    first = text[:1_000].lstrip().casefold()
    for beginning, seems in OTHER_FORMATS.items():
        if first.startswith(beginning):
            raise refusals.no_sheet(name, seems)
    notices = []
    separator = "\t" if suffix == ".tsv" else ""
    if text[:4].lower() == "sep=" and text[5:6] in ("\r", "\n"):
        separator = text[4]
        text = text[6 + (text[5:7] == "\r\n") :]
        notices.append("The first line only names the separator; rows are counted from the next line, as Excel does.")
    sheet = table(text, name, separator or told_separator(text))
    return sheet, notices


def decoded(data: bytes, name: str) -> str:
    """Turn bytes into text: UTF-8, or UTF-16 where its mark stands first. Nothing is guessed."""
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    try:
        text = data.removeprefix(BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as fault:
        begins = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
        raise not_utf8(data, begins + fault.start, name) from None
    if "\0" in text:
        raise refusals.no_sheet(name)
    return text.removeprefix("\ufeff")


def not_utf8(data: bytes, offset: int, name: str) -> UnreadableFile:
    """The text is written in another encoding; letters such as £, é or a curly quote would come out wrong."""
    line = data.count(b"\n", 0, offset) + 1
    return refusals.refuse(
        "not-utf-8",
        f"The file is not written in UTF-8: byte {offset + 1:,}, on line {line:,}, cannot be read.",
        SAVE_AS_UTF8,
        f"{name}, line {line}",
    )


def told_separator(text: str) -> str:
    """Tell the separator: one that fits the quotation marks, and by which the most lines have as many fields.

    A comma wins where none separates anything.
    """
    return max(SEPARATORS, key=lambda separator: agreement(text[:65_536], separator))


def agreement(text: str, separator: str) -> tuple[bool, int, int]:
    """Tell whether the quotation marks fit a separator, how many lines agree on a number of fields, and which."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    widths: Counter[int] = Counter()
    fits = True
    try:
        for record in islice(reader, LINES_TRIED):
            if len(record) > 1:
                widths[len(record)] += 1
    except csv.Error as fault:
        # What was tried may end in the middle of a quotation, which says nothing against the separator.
        fits = "unexpected end" in str(fault)
    lines, width = max(((lines, width) for width, lines in widths.items()), default=(0, 0))
    return fits and lines > 0, lines, width


def table(text: str, name: str, separator: str) -> Sheet:
    """Read the records; an empty line counts as a row, a line break inside quotation marks does not."""
    sheet = name.rpartition(".")[0] or name
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    cells: list[Cell] = []
    too_long: list[tuple[int, int]] = []
    row = 0
    try:
        for row, record in enumerate(reader, 1):
            if row > limits.ROWS or len(record) > limits.COLUMNS:
                raise refusals.beyond_sheet(name, sheet)
            for column, field in enumerate(record, 1):
                if len(field) > limits.TEXT:
                    too_long.append((row, column))
                elif (value := value_of(field)) is not None:
                    cells.append(Cell(row=row, column=column, value=value))
            if len(cells) > limits.CELLS:
                raise refusals.too_many_cells(name, sheet)
    except csv.Error as fault:
        raise broken(fault, name, row + 1, reader.line_num) from None
    if too_long:
        raise UnreadableFile(refusals.long_cells(name, "", too_long))
    return Sheet(name=sheet, cells=tuple(cells), rows=cells[-1].row if cells else 0)


def broken(fault: csv.Error, name: str, row: int, line: int) -> UnreadableFile:
    """A record cannot be read: a cell without end, or a quotation mark where none can be."""
    if "field limit" in str(fault):
        return UnreadableFile(refusals.long_cells(name, "", [(row, 0)]))
    return refusals.refuse(
        "quotation",
        f"The quotation marks of row {row:,} do not fit together (the text ends, or goes on, at line {line:,}).",
        "Ask for the file again, or open it in Excel, look at that row, and save it as xlsx.",
        f"{name}, row {row}",
    )
