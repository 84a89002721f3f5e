"""Spreadsheets for lif_core: xlsx, ods and csv turned into cells. Nothing heavy is imported before a file is read."""

from pathlib import Path
from typing import TYPE_CHECKING

from lif_core.hooks import ImportRequest, Offer, hookimpl

if TYPE_CHECKING:
    from lif_core.intake.cells import Workbook

__all__ = ["lif_api", "lif_importers", "read_workbook"]

lif_api = 1
"""The edition of the hooks that this plug-in is written for."""


def read_workbook(source: Path | str | bytes, name: str | None = None, mark: str = "") -> "Workbook":
    """Read a spreadsheet as cells: xlsx, xlsm, ods, csv or tsv, told by its content.

    Formulas and macros are not run and links are not followed: the values last saved are read, and the workbook's
    notices say what was left alone.

    Args:
        source: path of the file, or its bytes.
        name: what to call the file; its own name where left out.
        mark: text by which the caller knows a file of its own, of which the values are enough.

    Raises:
        UnreadableFile: the file is encrypted, damaged, out of proportion, no sheet, or has cells that cannot be held;
            every problem is told with its address and its cure.
    """
    from lif_import_sheets.reading import read_workbook as read

    return read(source, name, mark)


@hookimpl
def lif_importers() -> list[Offer]:
    """Offer the two importers of this distribution."""
    return [
        Offer(
            name="sheets",
            suffixes=(".xlsx", ".xlsm", ".ods", ".csv", ".tsv"),
            make=read_request,
            summary="Excel, LibreOffice and CSV files, with their colours, comments and strike-through",
        ),
        Offer(
            name="papers",
            suffixes=(".docx",),
            make=read_paper_asked,
            summary="The tables of Word documents, such as minutes that come back",
        ),
    ]


def read_request(request: ImportRequest) -> "Workbook":
    """Read the file that the host asks for."""
    return read_workbook(request.path, request.name or None, request.mark)


def read_paper_asked(request: ImportRequest) -> "Workbook":
    """Read the Word document that the host asks for."""
    from lif_import_sheets.papers import read_paper

    return read_paper(request.path, request.name or None)
