"""Columns: a table in a pipe says all that is in its cells, within its width."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lif_cli.columns import columns

CELLS = st.text(st.sampled_from("ab ŵé\n日\u0301"), max_size=60)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows of one length."""
    count = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(CELLS, min_size=count, max_size=count), min_size=1, max_size=4))


def test_what_fits_stands_in_columns() -> None:
    rows = [("Id", "Says"), ("demo/action/1", "Do it."), ("x", "Do\nboth.")]
    assert list(columns(rows, 40)) == [
        "Id             Says",
        "demo/action/1  Do it.",
        "x              Do",
        "               both.",
    ]


def test_the_widest_column_gives_way_first_and_breaks_between_words() -> None:
    rows = [("Id", "Says"), ("demo/1", "The quick brown fox jumps over it")]
    assert list(columns(rows, 22)) == [
        "Id      Says",
        "demo/1  The quick",
        "        brown fox",
        "        jumps over it",
    ]


def test_a_word_wider_than_its_column_is_cut_and_a_whole_cell_never() -> None:
    lines = ["abcdefgh  ij", "          kl", "          m"]
    assert list(columns([("abcdefgh", "ijklm")], 9, whole={0})) == lines


@given(tables(), st.integers(14, 40))
def test_nothing_is_lost_and_nothing_is_wider_than_it_may_be(rows: list[list[str]], width: int) -> None:
    lines = list(columns(rows, width))
    assert all(cell_len(line) <= width for line in lines)
    said = sorted(letter for row in rows for cell in row for letter in cell if not letter.isspace())
    assert sorted(letter for line in lines for letter in line if letter != " ") == said


@given(tables())
def test_whole_columns_are_never_broken(rows: list[list[str]]) -> None:
    lines = list(columns(rows, 12, whole=range(4)))
    assert len(lines) == sum(max(cell.count("\n") + 1 for cell in row) for row in rows)
