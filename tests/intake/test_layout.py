import pytest

from lif_core.intake.grid import Grid
from lif_core.intake.layout import lay_out
from lif_core.intake.printed import headline_of, is_period, is_ref, key_of


@pytest.mark.parametrize("text", ["2014-15", "2015/2016", "2014", "Financial year 2012/13", "Q2", "Quarter 2"])
def test_periods(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize("text", ["", "Neglect", "14", "2014 was a year"])
def test_no_periods(text: str) -> None:
    assert not is_period(text)


def test_small_shapes() -> None:
    assert headline_of("1,547 attendance") == ("1,547", "attendance")
    assert headline_of("1. Ensure that") is None
    assert key_of("1 Fully Achieved") == {"1": "Fully Achieved"}
    assert key_of("G = on track; R = late") == {"G": "on track", "R": "late"}
    assert key_of("Neglect") == {}
    assert all(map(is_ref, ("1", "1.", "B07", "2024-017", "3.2", "R3", "iv")))
    assert not any(map(is_ref, ("Ensure", "NB 1 full day", "")))


def sorts(sheet) -> list[str]:
    layout = lay_out(Grid(sheet))
    return [layout.sorts[row] for row in layout.grid.numbers]


def test_a_numbered_list_is_no_headline(sheet) -> None:
    assert sorts(sheet("S", [("1 first thing",), ("2 second thing",), ("3 third thing",)])) == ["title"] * 3
    assert sorts(sheet("S", [("90 learning events",), ("4 events cancelled",)])) == ["headline"] * 2


def test_several_tables_on_one_sheet(sheet) -> None:
    rows = [
        ("Recommendation", "Lead", "By when"),
        ("Change it", "Police", "May 2024"),
        (),
        ("Training",),
        ("Course", "Duration", "Delegates"),
        ("Neglect", "1 day", 12),
        ("NB as reported",),
    ]
    layout = lay_out(Grid(sheet("S", rows)))
    assert [table.lines for table in layout.tables] == [[2], [6]]
    assert [table.title for table in layout.tables] == ["", "Training"]
    assert [layout.sorts[row] for row in layout.grid.numbers] == ["heading", "line", "title", "heading", "line", "key"]


def test_a_single_cell_under_the_naming_heading_is_a_line(sheet) -> None:
    rows = [("Action", "Lead"), ("Write it down", ""), ("Standard operating procedure", ""), ("Tell it", "Police")]
    assert sorts(sheet("S", rows)) == ["heading", "line", "line", "line"]


def test_a_total_is_no_line(sheet) -> None:
    rows = [
        ("Action", "Lead", "By when"),
        ("Write", "Police", ""),
        ("Total", "", 1),
        ("Total training offer", "Health", ""),
    ]
    assert sorts(sheet("S", rows)) == ["heading", "line", "key", "line"]


def test_a_heading_of_two_rows_that_is_repeated_is_two_rows_again(sheet) -> None:
    heading = [("2024", "2025", ""), ("Action", "Lead", "By when")]
    merged = ((1, 2, 1, 3), (4, 2, 4, 3))
    rows = [*heading, ("Write it down", "Police", ""), *heading, ("Tell it", "Schools", "")]
    assert sorts(sheet("S", rows, merged=merged)) == ["heading", "heading", "line"] * 2
