"""Csv and tsv: encodings, separators, quotation, and what is refused."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.errors import UnreadableFile
from lif_import_sheets import read_workbook


def held(data: bytes, name: str = "plan.csv") -> dict[str, object]:
    (sheet,) = read_workbook(data, name).sheets
    return {cell.address: cell.value for cell in sheet.cells}


def refusal(data: bytes, name: str = "plan.csv") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(data, name)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(encoding: str) -> None:
    assert held("Ref,Cost\r\n1,£5 – “agreed”\r\n".encode(encoding))["B2"] == "£5 – “agreed”"


def test_another_encoding_is_refused_with_place_and_cure() -> None:
    (problem,) = refusal("Ref,Cost\n1,ok\n2,£5\n".encode("cp1252")).problems

    assert problem.code == "sheets.not-utf-8"
    assert problem.where == "plan.csv, line 3"
    assert "byte 17" in problem.says
    assert "CSV UTF-8" in problem.mend


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_told_from_the_lines(separator: str) -> None:
    lines = [["Ref", "Action", "Lead"], ["1", "Agree, then publish; soon", "Police"], ["2", "Map", ""]]
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(lines)

    found = held(file.getvalue().encode())

    assert found["B2"] == "Agree, then publish; soon"
    assert found["C2"] == "Police"
    assert "C3" not in found


def test_rows_are_counted_as_excel_counts_them() -> None:
    assert held(b'Ref,Action\r\n\r\n1,"one\r\ntwo"\r\n2,last\r\n') == {
        "A1": "Ref", "B1": "Action", "A3": "1", "B3": "one\ntwo", "A4": "2", "B4": "last"
    }  # fmt: skip


def test_the_line_that_names_the_separator_is_no_row() -> None:
    book = read_workbook(b"sep=;\r\nRef;Action\r\n1;a, b\r\n", "plan.csv")

    assert [cell.value for cell in book.sheets[0].cells] == ["Ref", "Action", "1", "a, b"]
    assert book.sheets[0].rows == 2
    assert len(book.notices) == 1


def test_text_is_never_made_a_number_or_run() -> None:
    assert held(b"=1+1,02,45382,31/03/2024\n") == {"A1": "=1+1", "B1": "02", "C1": "45382", "D1": "31/03/2024"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheets.empty"),
        (b"%PDF-1.7\n", "sheets.no-sheet"),
        (b"<html><table></table></html>", "sheets.no-sheet"),
        (b'{"a": 1}', "sheets.no-sheet"),
        (b"a,b\0c\n", "sheets.no-sheet"),
        (bytes(range(256)), "sheets.not-utf-8"),
        (b'Ref,Action\n1,"never closed\n2,b\n', "sheets.quotation"),
        (b'Ref,Action\n1,"closed" and on\n', "sheets.quotation"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, code: str) -> None:
    assert [problem.code for problem in refusal(data).problems] == [code]


def test_long_cells_are_told_by_address_and_not_by_text() -> None:
    long = b"canary" * 6_000
    error = refusal(b"Ref,Action\n1," + long + b"\n" + long + b",x\n")

    assert [problem.where for problem in error.problems] == ["plan.csv, B2", "plan.csv, A3"]
    assert "canary" not in str(error)
    assert refusal(b"Ref,Action\n1," + b"x" * 1_000_000).problems[0].where == "plan.csv, row 2"


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8), min_size=2), min_size=1
    )
)
def test_what_was_written_comes_back(table: list[list[str]]) -> None:
    """Law: each filled field of a csv is a cell with the same text, and nothing else is."""
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(table)

    (sheet,) = read_workbook(b"\xef\xbb\xbf" + file.getvalue().encode(), "plan.csv").sheets

    assert {(cell.row, cell.column): cell.value for cell in sheet.cells} == {
        (row, column): said for row, line in enumerate(table, 1) for column, said in enumerate(line, 1) if said.strip()
    }
