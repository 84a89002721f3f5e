"""Refusals: why a file cannot be taken in, in sentences, and what would mend it. Addresses are told, texts never."""

from collections.abc import Iterable

from lif_core.errors import Problem, UnreadableFile
from lif_core.intake.cells import column_letters
from lif_import_sheets import limits


def refuse(code: str, says: str, mend: str, where: str = "") -> UnreadableFile:
    """Make the error of a file with one thing wrong."""
    return UnreadableFile([Problem(code=f"sheets.{code}", says=says, mend=mend, where=where)])


def too_large(name: str) -> UnreadableFile:
    """The file is larger than any tracker."""
    return refuse(
        "file-too-large",
        f"The file is larger than {limits.FILE_BYTES // 1_000_000} MB, so it was not opened.",
        "Save a copy without pictures and without old sheets, or split it, and import that.",
        name,
    )


def bomb(name: str) -> UnreadableFile:
    """The file unpacks to something out of all proportion."""
    return refuse(
        "unpacks-too-large",
        "The file would grow out of all proportion when unpacked, so it was not opened.",
        "If you trust whoever sent it, open it in Excel or LibreOffice, copy the cells to a new workbook, save that.",
        name,
    )


def damaged(name: str, part: str = "") -> UnreadableFile:
    """The file, or one part of it, is not whole."""
    inside = f" Its part {part} cannot be read." if part else ""
    return refuse(
        "damaged",
        f"The file is damaged or was cut off on its way.{inside}",
        "Ask for it again, or open it in Excel or LibreOffice, let it be repaired, and save it as xlsx.",
        name,
    )


def entities(name: str, part: str) -> UnreadableFile:
    """A part declares a document type, which no spreadsheet program writes."""
    return refuse(
        "document-type",
        f"The part {part} of the file declares a document type, as attacks do and spreadsheets do not.",
        "If you trust whoever sent it, open it in Excel or LibreOffice and save it as xlsx again.",
        name,
    )


def protected(name: str) -> UnreadableFile:
    """A password is needed to open the file."""
    return refuse(
        "password",
        "The file is protected by a password, so nothing of it could be read.",
        "Open it with its password, save a copy without one (File, Info, Protect Workbook), and import the copy.",
        name,
    )


def no_sheet(name: str, seems: str = "") -> UnreadableFile:
    """The file is something else than a spreadsheet."""
    what = f" It seems to be {seems}." if seems else ""
    return refuse(
        "no-sheet",
        f"The file is no spreadsheet that can be read.{what}",
        "Save it from Excel or LibreOffice as xlsx, ods or CSV UTF-8, and import that.",
        name,
    )


def too_many_cells(name: str, sheet: str = "") -> UnreadableFile:
    """The workbook has more cells than are taken in."""
    return refuse(
        "too-many-cells",
        f"The workbook holds more than {limits.CELLS:,} filled or coloured cells.",
        "Delete the sheets that are not wanted and clear the formatting outside the tables, or split the file.",
        place(name, sheet),
    )


def beyond_sheet(name: str, sheet: str) -> UnreadableFile:
    """A row or column number is larger than any sheet has."""
    return refuse(
        "beyond-sheet",
        f"The sheet has more than {limits.ROWS:,} rows or more than {limits.COLUMNS:,} columns.",
        "Split it into several sheets or files.",
        place(name, sheet),
    )


def far_apart(name: str, sheet: str, row: int, column: int) -> UnreadableFile:
    """A stray cell lies so far away that the block between is too large to read."""
    return refuse(
        "far-apart",
        "The last filled cell lies too far away from the first for the sheet to be read as one table.",
        "Delete what stands in the far rows or columns, or move it nearer.",
        place(name, sheet, row, column),
    )


def long_cells(name: str, sheet: str, places: Iterable[tuple[int, int]], what: str = "cell") -> list[Problem]:
    """Tell each cell (or comment) that holds more text than a cell can."""
    found = sorted(places)
    told = [
        Problem(
            code=f"sheets.{what}-too-long",
            says=f"This {what} holds more than {limits.TEXT:,} characters.",
            mend="Shorten it, or move the text into a document and write down where that is kept.",
            where=place(name, sheet, row, column),
        )
        for row, column in found[: limits.TOLD]
    ]
    if rest := len(found) - len(told):
        told.append(
            Problem(
                code=f"sheets.{what}-too-long",
                says=f"{rest} more of these are too long.",
                mend="Mend those listed first, and import again.",
                where=place(name, sheet),
            )
        )
    return told


def place(name: str, sheet: str = "", row: int = 0, column: int = 0) -> str:
    """Say where something is: file, sheet and the cell's address, as far as they are known."""
    address = f"{column_letters(column)}{row}" if row and column else f"row {row}" if row else ""
    return ", ".join(part for part in (name, f"sheet {sheet}" if sheet else "", address) if part)
