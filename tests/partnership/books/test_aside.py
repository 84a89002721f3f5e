"""What was kept aside: readable by its owner only, told without its text, gone after its day."""

import errno
import stat
from datetime import UTC, date, datetime, timedelta

import pytest

from lif_core.errors import InvalidData, StorageFull
from lif_core.partnership.books.aside import Aside, Held

DAY = date(2024, 5, 14)
HELD = (Held(place="Sheet1!A6:F6", reason="No title", cells=(("A6", "Wren"),)),)


@pytest.fixture
def aside(tmp_path):
    return Aside(tmp_path, 90)


def test_what_is_past_its_day_goes(aside):
    aside.put("demo/intake/1", "plan.xlsx", HELD, DAY)
    aside.put("demo/intake/2", "later.xlsx", HELD, date(2024, 6, 14))
    assert [one.expires for one in aside.list()] == [date(2024, 8, 12), date(2024, 9, 12)]
    assert aside.purge(date(2024, 8, 12)) == ()
    assert [one.file for one in aside.purge(date(2024, 8, 13))] == ["plan.xlsx"]
    assert [one.file for one in aside.list()] == ["later.xlsx"]
    assert [one.file for one in aside.purge(DAY, everything=True)] == ["later.xlsx"]
    assert aside.list() == ()


def test_only_its_owner_may_read_it(aside, tmp_path):
    aside.put("demo/intake/1", "plan.xlsx", HELD, DAY)
    (path,) = (tmp_path / "aside").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_told_without_its_text(aside):
    aside.put("demo/intake/1", "plan.xlsx", HELD, DAY)
    (one,) = aside.list()
    assert one.places == ("Sheet1!A6:F6",)
    assert "Wren" not in repr(one) + repr(HELD)


def test_nothing_kept_aside_makes_no_folder(aside, tmp_path):
    aside.put("demo/intake/1", "plan.xlsx", (), DAY)
    assert list(tmp_path.iterdir()) == []
    assert aside.list() == ()


def test_an_import_taken_back_takes_its_file_along(aside):
    aside.put("demo/intake/1", "plan.xlsx", HELD, DAY)
    aside.drop("demo/intake/1")
    aside.drop("demo/intake/1")
    assert aside.list() == ()


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"aside": "x"}', '{"aside":"x","file":"y","expires":"z"}'])
def test_an_altered_file_is_told_with_all_others(aside, tmp_path, content):
    aside.put("demo/intake/1", "plan.xlsx", HELD, DAY)
    for name in ("b.jsonl", "c.jsonl"):
        (tmp_path / "aside" / name).write_text(content, encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        aside.list()
    assert [problem.where for problem in caught.value.problems] == ["b.jsonl", "c.jsonl"]


def test_a_file_that_cannot_be_read_does_not_keep_the_others(aside, tmp_path):
    aside.put("demo/intake/1", "plan.xlsx", HELD, DAY)
    (tmp_path / "aside" / "2.jsonl").write_text("zork")
    with pytest.raises(InvalidData, match=r"2\.jsonl"):
        aside.purge(date(2024, 8, 13))
    assert [path.name for path in (tmp_path / "aside").iterdir()] == ["2.jsonl"]
    assert aside.purge(DAY, everything=True) == ()
    assert list((tmp_path / "aside").iterdir()) == []


def test_a_file_is_there_whole_or_not_at_all(aside, tmp_path, monkeypatch):
    aside.put("demo/intake/1", "plan.xlsx", HELD, DAY)
    before = (tmp_path / "aside" / "1.jsonl").read_bytes()

    def fails(handle):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(StorageFull, match="no room left"):
        aside.put("demo/intake/1", "other.xlsx", HELD, DAY)
    assert [path.name for path in (tmp_path / "aside").iterdir()] == ["1.jsonl"]
    assert (tmp_path / "aside" / "1.jsonl").read_bytes() == before


def test_what_a_crash_left_half_written_goes_on_a_later_day(aside, tmp_path):
    aside.put("demo/intake/1", "plan.xlsx", HELD, date(2099, 1, 1))
    left = tmp_path / "aside" / "2.part"
    left.write_text("Wren")
    written = datetime.fromtimestamp(left.stat().st_mtime, UTC).date()
    aside.purge(written)
    assert left.exists()  # somebody may be writing it
    aside.purge(written + timedelta(days=1))
    assert not left.exists()
    assert len(aside.list()) == 1
