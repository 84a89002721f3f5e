"""The synthetic tracker holds what it says it holds, cell by cell, as the importer reads it."""

import re
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from lif_core.errors import UnreadableFile
from lif_core.intake.cells import Cell, Sheet, Workbook
from lif_import_sheets import read_workbook


def lines_of(sheet: Sheet, columns: dict[str, str], top: int) -> list[dict[str, Cell]]:
    """The lines of a tab: its cells below the headings by field, without the row of totals."""
    headings = {cell.column: columns[cell.value] for cell in sheet.cells if cell.row == top}
    assert len(headings) == len(columns), "each column has its heading"
    rows: dict[int, dict[str, Cell]] = {}
    for cell in sheet.cells:
        if cell.row > top:
            rows.setdefault(cell.row, {})[headings[cell.column]] = cell
    return [row for _, row in sorted(rows.items()) if row["ref"].value != "Total"]


@pytest.fixture(scope="module")
def lines(tracker: Workbook, maker: ModuleType) -> dict[str, list[dict[str, Cell]]]:
    sheets = {sheet.name: sheet for sheet in tracker.sheets}
    return {
        name: lines_of(sheets[name], columns, maker.header_row(tab))
        for tab, (name, columns) in enumerate(maker.ALL_TABS.items())
    }


def test_tabs_and_lines(tracker: Workbook, lines, maker: ModuleType) -> None:
    seeded = maker.SEEDED
    closed = len(lines["Closed"])

    assert [sheet.name for sheet in tracker.sheets] == [*maker.TABS, "Closed", "Lists", "Guidance"]
    assert [sheet.name for sheet in tracker.sheets if sheet.hidden] == ["Lists"]
    assert len(maker.TABS) == seeded["review_tabs"]
    assert closed == seeded["closed"]
    assert sum(map(len, lines.values())) - closed == seeded["live"]
    assert sum(map(len, lines.values())) == seeded["lines"]


def test_every_oddity_is_counted(tracker: Workbook, lines, maker: ModuleType) -> None:
    every = [line for tab in lines.values() for line in tab]
    progress = [line["progress"] for line in every if "progress" in line]
    cells = [cell for sheet in tracker.sheets for cell in sheet.cells]
    targets = [line["target"].value for line in every]
    formulas = [cell for cell in cells if cell.formula]
    counted = {
        "review_tabs": len(maker.TABS),
        "live": sum(len(tab) for name, tab in lines.items() if name != "Closed"),
        "closed": len(lines["Closed"]),
        "lines": len(every),
        "status_by_colour_only": sum(line["status"].value is None and line["status"].fill != "" for line in every),
        "struck_lines": sum(all(cell.struck for cell in line.values()) for line in every),
        "progress_in_comment_only": sum(cell.value is None and cell.comment != "" for cell in progress),
        "real_dates": sum(isinstance(cell.value, date) for cell in cells),
        "serial_as_text": sum(bool(re.fullmatch(r"4\d{4}", str(target))) for target in targets),
        "ambiguous_dates": sum(bool(re.fullmatch(r"0\d/0\d/\d{4}", str(target))) for target in targets),
        "hidden_by_filter": sum(len(sheet.hidden_rows) for sheet in tracker.sheets),
        "duplicates": len(every) - len({(line["action"].value, line["recommendation"].value) for line in every}),
        "people_as_leads": sum(line["lead"].value in maker.PEOPLE for line in every),
        "child_names": sum(line["child"].value is not None for line in lines["Closed"] if "child" in line),
        "rag_formulas": len(formulas),
        "total_rows": sum(cell.value == "Total" for cell in cells),
        "dated_histories": sum(bool(re.match(r"\d+/\d+ - ", str(cell.value))) for cell in progress),
        "late_header_row": next(c.row for s in tracker.sheets for c in s.cells if c.value == "Action ref"),
    }

    assert counted == maker.SEEDED
    assert {cell.value for cell in formulas} == {"Green", "Amber"}, "the value last saved was read"
    assert sum(bool(cell.comment) for cell in cells) == maker.SEEDED["progress_in_comment_only"]


def test_hidden_lines_are_read(tracker: Workbook, lines) -> None:
    sheet = next(sheet for sheet in tracker.sheets if sheet.hidden_rows)

    assert sheet.hidden_rows == {4, 5, 6, 10, 11}
    assert sheet.hidden_rows <= {line["ref"].row for line in lines[sheet.name]}


def test_the_same_bytes_come_out_each_time(maker: ModuleType, tracker_path: Path, tmp_path: Path) -> None:
    again = maker.make(tmp_path)

    assert again.read_bytes() == tracker_path.read_bytes()


def test_the_twin_behind_a_password_is_refused_with_the_cure(tracker_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(tracker_path.with_name("tracker_140_protected.xlsx"))

    assert [problem.code for problem in refused.value.problems] == ["sheets.password"]
    assert "without" in refused.value.problems[0].mend


def test_another_library_sees_the_same_looks(tracker: Workbook, tracker_path: Path) -> None:
    """Fills, strikes, comments, formulas and hidden rows as openpyxl reads them."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(tracker_path)

    for sheet in tracker.sheets:
        other = book[sheet.name]
        seen = {
            (cell.row, cell.column): (
                cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type else "",
                bool(cell.font.strike),
                cell.comment.text if cell.comment else "",
                cell.data_type == "f",
            )
            for row in other.iter_rows()
            for cell in row
            if cell.value is not None or cell.comment or cell.fill.fill_type
        }
        read = {(cell.row, cell.column): (cell.fill, cell.struck, cell.comment, cell.formula) for cell in sheet.cells}
        assert read == seen
        assert sheet.hidden_rows == {row for row, look in other.row_dimensions.items() if look.hidden}
