"""The key of a line says where a record stands in a sheet."""

import pytest

from lif_core.records.intake import SHEET_KEY, SheetLine, line_of


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("plan/Tab/12", SheetLine("plan/Tab", 12)),
        ("plan/Tab/12-1", SheetLine("plan/Tab", 12, is_gone=True)),
        ("plan/Tab 2024-25/3", SheetLine("plan/Tab 2024-25", 3)),
        ("", None),
        ("12", None),
        ("plan/Tab/", None),
        ("plan/Tab/x", None),
        ("plan/Tab/12-", None),
        ("plan/Tab/12-x", None),
    ],
)
def test_a_key_is_read(key: str, line: SheetLine | None) -> None:
    assert line_of({SHEET_KEY: key}) == line
