"""The published examples: twins hold the same values, and merged areas are where they were published."""

from pathlib import Path

import pytest

from lif_core.intake.cells import Area, Sheet
from lif_import_sheets import read_workbook

TABLES = (
    "audit_solihull_maca_2016_17_table",
    "dhr_norfolk_pub_2023_09_recommendations",
    "plan_lscb_strategic_2014_15_table",
    "plan_slscb_business_2012_table",
    "plan_stockton_lscb_review_2017_table",
    "training_northumberland_2014_15_table",
    "training_plan_redcar_2015_16_table",
)
ROWS = dict(zip(TABLES, (11, 3, 9, 8, 9, 27, 26), strict=True))


def held(sheet: Sheet) -> dict[str, object]:
    return {cell.address: cell.value for cell in sheet.cells if cell.value is not None}


@pytest.mark.parametrize("table", TABLES)
def test_twins_hold_the_same_values(examples: Path, table: str) -> None:
    (xlsx,) = read_workbook(examples / f"{table}.xlsx").sheets
    (csv,) = read_workbook(examples / f"{table}.csv").sheets

    assert held(xlsx) == held(csv)
    assert xlsx.rows == csv.rows == ROWS[table]


def test_all_seven_have_93_rows(examples: Path) -> None:
    assert sum(read_workbook(examples / f"{table}.csv").sheets[0].rows for table in TABLES) == 93


def test_merged_areas_of_the_lscb_plan(examples: Path) -> None:
    (sheet,) = read_workbook(examples / "plan_lscb_strategic_2014_15_table.xlsx").sheets
    down_column_a = [area for area in sheet.merged if area.top != area.bottom]

    assert down_column_a == [Area(top=4, left=1, bottom=5, right=1), Area(top=6, left=1, bottom=9, right=1)]
    assert not [cell for cell in sheet.cells if cell.column == 1 and cell.row in (5, 7, 8, 9)]


def test_status_digits_of_stockton_stay_text(examples: Path) -> None:
    (sheet,) = read_workbook(examples / "plan_stockton_lscb_review_2017_table.xlsx").sheets

    assert {cell.value for cell in sheet.cells if cell.value in ("1", "2", 1, 2)} == {"1", "2"}


def test_a_workbook_tells_its_name_and_hash(examples: Path) -> None:
    book = read_workbook(examples / "plan_stockton_lscb_review_2017_table.csv")

    assert book.name == "plan_stockton_lscb_review_2017_table.csv"
    assert book.sheets[0].name == "plan_stockton_lscb_review_2017_table"
    assert len(book.sha256) == 64
    assert "Stockton" not in repr(book.sheets[0].cells)
