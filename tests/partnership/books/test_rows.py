"""A row that somebody altered is told by the id of its record with the cure, whatever stands in it now."""

from datetime import date

import pytest

from lif_core.errors import InvalidData
from lif_core.hooks import Row
from lif_core.partnership.books.rows import glances_of, of_their_types, record_of, row_gone, row_of
from lif_core.records import Action, Note

DAY = date(2024, 5, 14)
ACTION = row_of(Action(id="demo/action/1", state="planned"), 1, DAY, DAY)
OTHER = row_of(Action(id="demo/action/2", state="planned"), 1, DAY, DAY)
NOTE = row_of(Note(id="demo/note/1", state="recorded"), 1, DAY, DAY)


def altered(row: Row, *, body: bytes | None = None, type: str = "") -> Row:
    return Row(row.id, type or row.type, row.position, row.until, row.keys, row.body if body is None else body)


ALTERED = [
    altered(ACTION, body=b"\xff"),
    altered(ACTION, body=b"{"),
    altered(ACTION, body=b"[[1]]"),
    altered(ACTION, body=b"[" * 100_000),
    altered(ACTION, body=b'{"id":"demo/action/1","due":5}'),
    altered(ACTION, body=OTHER.body),
    altered(ACTION, body=NOTE.body),
]


@pytest.mark.parametrize("row", [*ALTERED, altered(ACTION, type="nonsense")])
def test_what_is_no_record_any_more_is_told_with_its_id_and_the_cure(row: Row) -> None:
    with pytest.raises(InvalidData, match=r"demo/action/1: .*altered by hand.*`lif rebuild`") as told:
        record_of(row)
    assert len(told.value.problems) == 1


@pytest.mark.parametrize("row", ALTERED)
def test_of_many_rows_only_those_that_were_altered_are_told(row: Row) -> None:
    with pytest.raises(InvalidData) as told:
        glances_of("action", [row, OTHER])
    assert [problem.where for problem in told.value.problems] == ["demo/action/1"]


def test_a_row_of_another_type_than_its_id_names_is_told() -> None:
    with pytest.raises(InvalidData, match="demo/action/1"):
        list(of_their_types([NOTE, altered(ACTION, type="note")]))


def test_rows_as_they_were_written_are_read() -> None:
    rows = [ACTION, row_gone("demo/action/3", 2, DAY, DAY), OTHER]
    assert list(of_their_types(rows)) == rows
    assert [one.id for one in glances_of("action", rows)] == ["demo/action/1", "demo/action/2"]
    assert [record and record.id for record in map(record_of, rows)] == ["demo/action/1", None, "demo/action/2"]
    assert glances_of("action", []) == []
