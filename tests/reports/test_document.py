from datetime import date

import pytest

from lif_core.reports import Bullets, Cell, Chart, Column, Paragraph, Section, Table, plain

COLUMNS = (
    Column(name="a", heading="A"),
    Column(name="b", heading="B", locked=False),
    Column(name="k", heading="K", key=True),
)


def test_a_row_is_as_long_as_the_headings():
    with pytest.raises(ValueError, match="3 cells"):
        Table(name="t", columns=COLUMNS, rows=((Cell("x"),),))


def test_key_columns_are_dropped_where_they_cannot_be_hidden():
    table = Table(name="t", columns=COLUMNS, rows=((Cell("x"), Cell(None), Cell("id")),))
    assert table.is_form
    assert [column.name for column in table.shown().columns] == ["a", "b"]
    assert [[cell.value for cell in row] for row in table.shown().rows] == [["x", None]]


def test_text_stands_in_no_repr():
    table = Table(name="t", columns=COLUMNS, rows=((Cell("secret", note="secret"),) * 3,), caption="secret")
    assert "secret" not in repr((table, Paragraph("secret"), Bullets(("secret",))))


@pytest.mark.parametrize(
    ("cell", "en", "cy"),
    [
        (Cell(), "", ""),
        (Cell(date(2024, 3, 31)), "31 Mar 2024", "31 Maw 2024"),
        (
            Cell(date(2024, 3, 31), note="as written: March"),
            "31 Mar 2024 (as written: March)",
            "31 Maw 2024 (as written: March)",
        ),
        (Cell(0), "0", "0"),
        (Cell("R", colour="red", note="late"), "R (late)", "R (late)"),
        (Cell(note="only this"), "only this", "only this"),
    ],
)
def test_a_cell_as_plain_text(cell: Cell, en: str, cy: str):
    assert plain(cell) == en
    assert plain(cell, "cy") == cy


def test_a_chart_is_its_figures_and_its_sense_in_words():
    chart = Chart(
        name="c",
        caption="By year",
        alternative="7, then not known.",
        columns=("Year", "Open"),
        rows=(("1", 7), ("2", None)),
    )
    table = chart.as_table()
    assert [column.heading for column in table.columns] == ["Year", "Open"]
    assert [[cell.value for cell in row] for row in table.rows] == [["1", 7], ["2", None]]
    assert (table.name, table.caption, chart.most) == ("c", "By year", 7)
    assert Section(name="s", title="S", blocks=(chart,)).tables == (table,)


def test_a_chart_without_words_or_with_a_row_too_short_is_none():
    given = {"name": "c", "caption": "", "columns": ("Year", "Open")}
    with pytest.raises(ValueError, match="words for those who cannot see it"):
        Chart(**given, alternative="", rows=(("1", 7),))
    with pytest.raises(ValueError, match="to have 2 cells"):
        Chart(**given, alternative="7.", rows=(("1",),))
    assert Chart(**given, alternative="Nothing.", rows=(("1", None),)).most == 0
