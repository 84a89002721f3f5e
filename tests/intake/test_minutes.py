"""Minutes: rows are known by the number they begin with, whatever else a program made of the file."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.errors import InvalidData
from lif_core.intake.cells import Cell, Sheet, Workbook
from lif_core.intake.minutes import read_minutes

KEY = "demo/meeting/1 3.1 demo/action/1"
HEAD = ("M", "The group", date(2024, 6, 20), "demo/meeting/1", "abcd")


def book(*rows: tuple[object, ...]) -> Workbook:
    cells = tuple(
        Cell(row=row, column=column, value=value)  # type: ignore[arg-type]
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    )
    return Workbook(name="m.xlsx", sha256="", sheets=(Sheet(name="One", cells=cells, rows=len(rows)),))


def test_each_row_says_by_its_first_cell_what_it_is() -> None:
    read = read_minutes(
        book(
            ("Agenda: 3.1 stands in a sentence",),
            HEAD,
            ("No.", "What is proposed"),
            ("3.1", "Reopen", "Not sustained", " yes ", None, "the  rota", "nobody"),
            (5.1, "Late", None, None, datetime(2024, 9, 30, tzinfo=UTC), "holidays"),
            ("P1", "Police", "yes"),
            ("A1", "Do it", "Police", "30 Sep 2024", "5.1"),
            ("n1", "Kept", "3.1"),
        )
    )
    assert (read.meeting, read.pack) == ("demo/meeting/1", "abcd")
    first, second = read.items
    assert (first.number, first.decided, first.because, first.dissent) == ("3.1", "yes", "the rota", "nobody")
    assert (second.number, second.new_date, second.is_empty) == ("5.1", date(2024, 9, 30), False)
    assert (read.there[0].who, read.there[0].said) == ("Police", "yes")
    assert (read.arising[0].text, read.arising[0].due, read.arising[0].item) == ("Do it", "30 Sep 2024", "5.1")
    assert (read.words[0].text, read.words[0].item) == ("Kept", "3.1")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("3.1", "x"),), "minutes.no-meeting"),
        ((HEAD, ("M", "Other", None, "demo/meeting/2", "abcd")), "minutes.no-meeting"),
        ((HEAD, ("gone", "x", None, "yes", None, None, None, KEY)), "minutes.number-altered"),
        ((HEAD, (None, "x", None, "yes", None, None, None, KEY)), "minutes.number-altered"),
    ],
)  # fmt: skip
def test_a_file_of_no_meeting_or_without_a_number_is_refused(rows, code: str) -> None:
    with pytest.raises(InvalidData) as refused:
        read_minutes(book(*rows))
    assert refused.value.problems[0].code == code


VALUES = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.floats(allow_nan=False), st.booleans(), st.dates()
)


@given(st.lists(st.lists(VALUES, max_size=9).map(tuple), max_size=8))
def test_whatever_stands_around_is_passed_over(rows) -> None:
    read = read_minutes(book(HEAD, *rows))
    assert read.meeting == "demo/meeting/1"
    assert len(read.items) + len(read.there) + len(read.arising) + len(read.words) <= len(rows)
