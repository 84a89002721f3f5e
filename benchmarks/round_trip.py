"""The round trip of an action plan of 5,000 rows: out as a workbook, and in again as it came back.

    python benchmarks/ten_years.py FOLDER && python benchmarks/round_trip.py FOLDER out|in|memory [ROUNDS]

Out, the reference is XlsxWriter writing the same cells bare: the same values on as many sheets, one format for text and
one for days, no colours, notes, widths, protection or print set-up. In, it is calamine reading every value of the same
file: we know the file for ours, check it, compare each cell with what was sent and tell what came of it.
"""

import resource
import sys
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook
from ten_years import DAY
from timing import compare, explain, here

from lif_core import Partnership
from lif_core.intake.returned.merging import merge, open_returned
from lif_core.records import Party
from lif_core.reports.document import Document
from lif_core.values.sent import HEAD
from lif_core.view.view import View
from lif_export_office import workbook
from lif_import_sheets import read_workbook

MIDNIGHT = time()


def bare(document: Document) -> bytes:
    """Write the same cells with XlsxWriter and nothing else."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "d mmm yyyy"})
    for section in (*document.sections, *document.hidden):
        sheet, row = book.add_worksheet(), 0
        for table in section.tables:
            for number, column in enumerate(table.columns):
                sheet.write_string(row, number, column.heading, text)
            for row, cells in enumerate(table.rows, row + 1):  # noqa: B020  rows go on below the headings
                for number, cell in enumerate(cells):
                    value = cell.value
                    if value is None or value == "":
                        sheet.write_blank(row, number, None, text)
                    elif isinstance(value, date):
                        sheet.write_datetime(row, number, datetime.combine(value, MIDNIGHT), day)
                    elif isinstance(value, int):
                        sheet.write_number(row, number, value, text)
                    else:
                        sheet.write_string(row, number, value, text)
            row += 2
    book.close()
    return made.getvalue()


def calamine(file: bytes) -> int:
    """Read every value of a workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(file))
    return sum(len(book.get_sheet_by_index(index).to_python()) for index in range(len(book.sheet_names)))


def ours(file: bytes, view: View) -> int:
    """Take a workbook in that came back untouched: read, known, compared, accounted for."""
    opened = open_returned(read_workbook(file, "plan.xlsx", HEAD))
    merged = merge(opened, view=view, now={}, sender=Party(role="chair"), own=True)
    count = merged.count(())
    assert count.sent == count.unchanged > 100_000, count.check_sum
    return count.sent


def peak() -> str:
    """Tell the most memory this process has held."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"


def main(folder: Path, what: str, rounds: int = 9) -> None:
    with Partnership.open(folder) as lif:
        now = lif.as_of(DAY)
        report = now.report("action-plan")
        document = report.document
        file = workbook(document)
        rows = max(len(table.rows) for table in document.tables)
        cells = sum(len(table.rows) * len(table.columns) for table in document.tables)
        print(f"{rows:,} rows; {cells:,} cells on {len(document.sections)} sheets; {len(file) / 1e6:.1f} MB")
        if what == "out":
            compare(
                "Out: a document as a workbook",
                {
                    "XlsxWriter, the same cells bare": here(lambda: bare(document)),
                    "lif-export-office: with looks, notes, protection, keys": here(lambda: workbook(document)),
                    "the whole report: built from the view, then written": here(
                        lambda: now.report("action-plan").bytes_as(".xlsx")
                    ),
                },
                rounds,
            )
        elif what == "in":
            compare(
                "In: a workbook that came back untouched",
                {
                    "calamine, every value": here(lambda: calamine(file)),
                    "known, checked, compared, accounted for": here(lambda: ours(file, now)),
                },
                rounds,
            )
        else:
            memory(document, file, now)


def memory(document: Document, file: bytes, now: View) -> None:
    """Tell the most memory held after each step, the reference before ours."""
    print(f"document built: {peak()}")
    for name, step in (
        ("calamine read the file", lambda: calamine(file)),
        ("we took the file in", lambda: ours(file, now)),
        ("XlsxWriter wrote the cells bare", lambda: bare(document)),
        ("we wrote the workbook", lambda: workbook(document)),
    ):
        step()
        print(f"{name}: {peak()}")


if __name__ == "__main__":
    explain(__doc__, 2)
    main(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:4]))
