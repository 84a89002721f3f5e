"""What a row carries that goes out is read back as it was, and is nothing else once a letter of it is changed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.testing.strategies import texts
from lif_core.values.sent import LONGEST, Mark, RowKey, Told, fitted, normal, remarked, row_sum, summed, whole

SUMS = st.integers(0, 2**32 - 1)
HELD = st.none() | texts() | st.integers(-(10**6), 10**6) | st.dates()


def marks() -> st.SearchStrategy[Mark]:
    def made(columns: list[str], report: str, rows: int) -> Mark:
        headings = tuple(map(summed, columns))
        return Mark(
            report=report, table="t", columns=tuple(columns), headings=headings, locked=1, rows=rows, fingerprint="7f3a"
        )

    return st.builds(made, st.lists(texts(), min_size=1, max_size=5), texts(), st.integers(0, 9))


@given(marks())
def test_a_mark_is_read_back(mark):
    assert Mark.read(str(mark)) == mark
    assert Mark.read(f"{mark} ") == mark


@given(st.lists(HELD, min_size=1, max_size=6), st.lists(texts(), max_size=2))
def test_a_key_is_read_back(values, remarks):
    key = RowKey.of("demo/action/000001", "7f3a-91c2", values, remarks)
    assert RowKey.read(str(key)) == key
    assert key.whole == whole(values)
    assert key.cells == tuple(summed(normal(value)) for value in values)
    assert key.remarks == remarked(remarks)


@given(st.data())
def test_one_letter_changed_and_it_is_neither(data):
    key, mark = str(RowKey.of("demo/action/1", "7f3a", ["a", date(2024, 1, 1)])), str(data.draw(marks()))
    for text, read in ((key, RowKey.read), (mark, Mark.read)):
        at = data.draw(st.integers(0, len(text) - 1))
        assert read(text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]) is None


@pytest.mark.parametrize(
    "text", ["", "|", "|||", "a|b|c|d", "lif-sheet ", "lif-sheet {} 0", "lif-sheet [] 1e5e5f0a", "é|é|é|é"]
)
def test_what_is_no_key_and_no_mark(text):
    assert RowKey.read(text) is None
    assert Mark.read(text) is None


def test_a_key_without_sums_is_none():
    from zlib import crc32

    told = "demo/action/1|7f3a|"
    assert RowKey.read(f"{told}|{crc32(told.encode()):08x}") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a  b\n c", "a b c"),
        ("a\u00a0b", "a b"),
        ("a\r\nb", "a\nb"),
        ("'=1+1", "=1+1"),
        ("'\t-x", "-x"),
        ("bell\x07", "bell\ufffd"),
        (12.0, "12"),
        (12, "12"),
        (date(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1), date(2024, 3, 1)),  # noqa: DTZ001  a sheet has no zone
        (None, ""),
        (" ", None),
    ],
)
def test_what_programs_write_otherwise_is_the_same(one, other):
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), [("a b", "ab"), ("3.1", "3.10"), ("it's", "its"), ("'quoted'", "quoted'")])
def test_what_people_write_otherwise_is_not(one, other):
    assert summed(normal(one)) != summed(normal(other))


@given(texts())
def test_normal_is_normal_already(text):
    assert normal(normal(text)) == normal(text) or text.count("'") > 1


def test_long_texts_say_that_they_were_cut():
    assert fitted("x" * LONGEST) == "x" * LONGEST
    assert (len(fitted("x" * 40_000)), fitted("x" * 40_000)[-10:]) == (LONGEST, "x ... [cut]"[-10:])


def test_nothing_remarked_is_nothing():
    assert remarked([]) == 0


@given(st.lists(st.lists(texts(), max_size=4), max_size=6))
def test_what_only_tells_is_read_as_it_was_told(rows):
    (told,) = Told.of(["Ref", "Why"], rows)
    assert Told.read(str(told)) == told
    assert told.rows == tuple(row_sum(row) for row in rows)


def test_a_long_table_is_told_in_several_cells_each_with_the_headings():
    several = list(Told.of(["Ref"], ([str(number)] for number in range(12_000))))
    assert [len(one.rows) for one in several] == [5_000, 5_000, 2_000]
    assert {one.headings for one in several} == {row_sum(["Ref"])}
    assert all(len(str(one)) < 32_767 for one in several)


def test_blanks_at_the_end_of_a_row_do_not_count_and_a_day_reads_as_one():
    assert row_sum(["A1", date(2024, 9, 30), "", None]) == row_sum(["A1", "2024-09-30"])
    assert row_sum(["A1", "", "x"]) != row_sum(["A1", "x"])


@pytest.mark.parametrize(
    "text", ["", "lif-told", "lif-told ", "lif-told ????", "lif-told YUqFjQA=", "lif-sheet YUqFjQ=="]
)
def test_what_tells_no_table_is_read_as_none(text):
    assert Told.read(text) is None
