"""The small framework is one in which a partnership works."""

from datetime import date

from lif_core import Partnership, Settings
from lif_core.testing import MemoryStorage
from lif_core.testing.small import rows_of, small_framework


def test_a_partnership_works_under_it_and_its_rows_are_told() -> None:
    storage = MemoryStorage()
    more = '[role.chair]\nlabel = "Chair"\n'
    lif = Partnership(small_framework(more), storage, settings=Settings(id="demo", by="chair"))
    with lif.work(on=date(2024, 5, 14)) as work:
        action = work.plan_action("Weekly huddle")
        work.write_note("Agreed", about=action)
    rows = rows_of(storage)
    assert [(type, position) for _, type, position, *_ in rows] == [("action", 1), ("note", 1)]
    assert rows_of(storage) == rows
    assert lif.as_of(date(2024, 6, 1)).show(action.id).state == "planned"
