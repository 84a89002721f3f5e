"""What is refused: with every problem, its address and its cure, in little time, and never with a traceback."""

import io
import struct
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.errors import UnreadableFile
from lif_import_sheets import lif_api, lif_importers, limits, read_workbook

CONTENT_TYPES = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: list[object], **options: object) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Live")
        for number, row in enumerate(rows or (["Ref", "Action"], ["1", "Map the pathway"])):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def refusal(data: bytes | Path, name: str = "tracker.xlsx") -> UnreadableFile:
    begun = time.monotonic()
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(data, name)
    assert time.monotonic() - begun < 20, "bounded, also on a busy machine"
    for problem in refused.value.problems:
        assert problem.code.startswith("sheets.")
        assert problem.says.endswith(".")
        assert problem.mend.endswith(".")
        assert problem.where.startswith(name)
    return refused.value


def codes(error: UnreadableFile) -> list[str]:
    return [problem.code for problem in error.problems]


def test_a_spreadsheet_of_200_mb(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    with path.open("wb") as file:
        file.write(b"PK")
        file.truncate(200_000_000)

    assert codes(refusal(path)) == ["sheets.file-too-large"]


def test_a_zip_bomb_that_says_so() -> None:
    assert codes(refusal(with_parts(workbook(), {SHEET: b" " * 60_000_000}))) == ["sheets.unpacks-too-large"]


def test_a_zip_bomb_that_lies_about_its_size() -> None:
    data = bytearray(with_parts(workbook(), {SHEET: b" " * 30_000_000}))
    directory = data.rindex(b"PK\x01\x02")
    assert data[directory + 46 :].startswith(SHEET.encode())
    data[directory + 24 : directory + 28] = struct.pack("<I", 1_000)

    assert codes(refusal(bytes(data))) == ["sheets.unpacks-too-large"]


def test_many_parts() -> None:
    parts = {f"xl/media/{number}": b"" for number in range(limits.PARTS)}

    assert codes(refusal(with_parts(workbook(), parts))) == ["sheets.unpacks-too-large"]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/other.xml"])
def test_an_entity_bomb(part: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

    assert codes(refusal(with_parts(workbook(), {part: bomb}))) == ["sheets.document-type"]


def test_old_excel_and_passwords() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

    assert codes(refusal(container + "EncryptedPackage".encode("utf-16-le"))) == ["sheets.password"]
    assert "xlsx" in refusal(container + "Workbook".encode("utf-16-le"), "tracker.xls").problems[0].mend
    assert codes(refusal(container + "WordDocument".encode("utf-16-le"))) == ["sheets.no-sheet"]


def test_an_encrypted_ods() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", b"\x9d\x01 noise")
        package.writestr("META-INF/manifest.xml", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>")

    assert codes(refusal(file.getvalue(), "tracker.ods")) == ["sheets.password"]


@pytest.mark.parametrize(
    ("part", "seems"), [("word/document.xml", "Word"), ("xl/workbook.bin", "xlsb"), ("any/thing.txt", "no spreadsheet")]
)
def test_another_sort_of_document(part: str, seems: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(part, b"")

    error = refusal(file.getvalue())

    assert codes(error) == ["sheets.no-sheet"]
    assert seems in str(error)


def test_cut_off_anywhere() -> None:
    data = workbook()

    for length in (1, 2, 3, 30, len(data) // 2, len(data) - 10):
        assert codes(refusal(data[:length])) == ["sheets.damaged"]


def test_a_cell_of_1_mb_and_each_cell_too_long() -> None:
    long = "canary" * 6_000
    strings = "".join(f'<c r="{place}" t="inlineStr"><is><t>{long}</t></is></c>' for place in ("A2", "C2"))
    huge = f'<row r="2">{strings}</row><row r="9"><c r="B9" t="str"><f>A1</f><v>{"x" * 1_000_000}</v></c></row>'

    error = refusal(with_parts(workbook(), {SHEET: sheet_xml(huge)}))

    assert codes(error) == ["sheets.cell-too-long"] * 3
    assert [problem.where.rpartition(" ")[2] for problem in error.problems] == ["A2", "C2", "B9"]
    assert "canary" not in str(error)


def test_a_shared_string_too_long() -> None:
    data = workbook(["Ref", "Action"], ["1", "canary"], ["2", "canary"])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        strings = package.read("xl/sharedStrings.xml")

    error = refusal(with_parts(data, {"xl/sharedStrings.xml": strings.replace(b"canary", b"canary" * 6_000)}))

    assert [problem.where for problem in error.problems] == [
        "tracker.xlsx, sheet Live, B2",
        "tracker.xlsx, sheet Live, B3",
    ]


def test_strings_declared_that_are_not_there() -> None:
    """The reader of the values would make room for each of them, and end the whole process."""
    with zipfile.ZipFile(io.BytesIO(STORED)) as package:
        strings = package.read("xl/sharedStrings.xml")
    told = strings.replace(b'uniqueCount="4"', b'uniqueCount="99999999999"')
    assert told != strings

    assert codes(refusal(with_parts(STORED, {"xl/sharedStrings.xml": told}))) == ["sheets.damaged"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "sheets.beyond-sheet"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "sheets.beyond-sheet"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>', "sheets.far-apart"),
        ('<row r="one"><c r="A1"><v>1</v></c></row>', "sheets.damaged"),
        ('<row r="1"><c r="1A"><v>1</v></c></row>', "sheets.damaged"),
        ('<row r="1"><c r="A1"', "sheets.damaged"),
    ],
)
def test_impossible_places(rows: str, code: str) -> None:
    assert codes(refusal(with_parts(workbook(), {SHEET: sheet_xml(rows)}))) == [code]


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELLS", 3)

    with pytest.raises(UnreadableFile) as csv:
        read_workbook(b"1,2,3,4\n", "plan.csv")
    assert codes(csv.value) == ["sheets.too-many-cells"]


@pytest.mark.parametrize("attribute", ["table:number-columns-repeated", "table:number-rows-repeated"])
def test_an_ods_that_repeats_without_end(attribute: str) -> None:
    row = f'{attribute}="100000000"' if "rows" in attribute else ""
    cell = f'{attribute}="100000000"' if "columns" in attribute else ""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>'
            f'<table:table table:name="A"><table:table-row {row}><table:table-cell office:value-type="float" '
            f'office:value="1" {cell}><text:p>1</text:p></table:table-cell></table:table-row></table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )

    assert codes(refusal(file.getvalue(), "tracker.ods")) == ["sheets.beyond-sheet"]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.xlsx"):
        assert codes(refusal(path)) == ["sheets.no-file"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    """Law: whatever bytes change in a package, the answer is a workbook or a refusal."""
    whole = bytearray(STORED)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    try:
        book = read_workbook(bytes(whole), "tracker.xlsx")
    except UnreadableFile:
        return
    assert book.sheets is not None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_sheet_of_odd_xml_is_read_or_refused(data: st.DataObject) -> None:
    """Law: the same where the package is whole and the XML of its sheet is not."""
    with zipfile.ZipFile(io.BytesIO(STORED)) as package:
        xml = bytearray(package.read(SHEET))
    for _ in range(data.draw(st.integers(1, 4))):
        xml[data.draw(st.integers(0, len(xml) - 1))] = data.draw(st.sampled_from(b'<>/"=0129AZr&'))

    try:
        book = read_workbook(with_parts(STORED, {SHEET: bytes(xml)}), "tracker.xlsx")
    except UnreadableFile:
        return
    assert book.sheets is not None


STORED = workbook()


def test_the_offer() -> None:
    offer, _ = lif_importers()

    assert lif_api == 1
    assert offer.name == "sheets"
    assert set(offer.suffixes) >= {".xlsx", ".xlsm", ".ods", ".csv"}
    assert offer.summary


def test_the_offer_reads_what_the_host_asks_for(tmp_path: Path) -> None:
    from lif_core.hooks import ImportRequest

    path = tmp_path / "upload-1.csv"
    path.write_text("Ref,Action\n1,Map\n")
    offer, _ = lif_importers()

    assert offer.make(ImportRequest(path=path, name="plan.csv")).name == "plan.csv"
    assert offer.make(ImportRequest(path=path)).name == "upload-1.csv"
