"""A partnership moves between SQLite and PostgreSQL and back, and is the same."""

from datetime import date
from pathlib import Path

import pytest

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
sqlite = pytest.importorskip("lif_storage_sqlite", reason="lif-storage-sqlite is not installed")
from lif_core import Partnership, Settings, compose  # noqa: E402
from lif_core.framework.documents import read_document  # noqa: E402
from lif_core.hooks import StorageRequest  # noqa: E402
from lif_core.partnership.keeping import dump, restore  # noqa: E402
from lif_core.partnership.leaving import back_up  # noqa: E402

LAYER = """
layer = "here"
[action.standard]
label = "Action"
path = "planned > done"
finished = ["done"]
[note.standard]
label = "Note"
path = "recorded"
[role.qa-officer]
label = "Quality assurance officer"
[disclosure.partnership]
label = "Partnership"
rank = 4
"""


def rows(store: object) -> list[tuple[object, ...]]:
    return [(row.id, row.type, row.position, row.until, dict(row.keys), row.body) for row in store.load()]  # type: ignore[attr-defined]


def test_dump_and_restore_between_the_two_give_equal_stores(open_, partnership: str, tmp_path: Path) -> None:
    framework = compose([read_document(LAYER, "here.toml")])
    first = sqlite.open_store(StorageRequest(url=f"sqlite://{tmp_path}/one.db", partnership="demo"))
    lif = Partnership(framework, first, settings=Settings(id="demo", by="qa-officer"))
    for month in range(1, 7):
        with lif.work(on=date(2024, month, 1), why="Cyfarfod “misol” – tŷ, ŵyr") as work:
            action = work.plan_action(f"Huddle {month}\u2028 é")
            work.write_note("Ffugenw", about=action)
    lif.redact(action.id, ["text"], why="Not ours to keep")
    lines = list(dump(lif.books))

    second = open_()
    restore(second, lines)
    moved = Partnership(framework, second, settings=lif.settings)
    assert moved.fingerprint == lif.fingerprint
    assert moved.verify() == lif.verify()
    assert list(dump(moved)) == lines
    assert rows(second) == rows(first)

    third = sqlite.open_store(StorageRequest(url=f"sqlite://{tmp_path}/two.db", partnership="demo"))
    restore(third, dump(moved))
    assert list(third.commits()) == list(first.commits())
    assert rows(third) == rows(first)
    for store in (first, third):
        store.close()


def test_a_partnership_works_on_the_server(open_) -> None:
    framework = compose([read_document(LAYER, "here.toml")])
    settings = Settings(id="demo", by="qa-officer")
    one, other = (Partnership(framework, open_(), settings=settings) for _ in range(2))
    with one.work(on=date(2024, 5, 14)) as work:
        action = work.plan_action("Huddle")
    with other.work(on=date(2024, 6, 1)) as work:
        work.move(action, "done")
    assert one.as_of(date(2024, 7, 1)).show(action.id).state == "done"
    assert one.as_of(date(2024, 5, 20)).show(action.id).state == "planned"
    other.redact(action.id, ["text"], why="Not ours to keep")
    assert one.verify() == other.storage.head().link


def test_a_backup_of_the_server_is_restored_anywhere(open_, tmp_path: Path) -> None:
    """Online and of one moment: what others write while it is made is not in it."""
    framework = compose([read_document(LAYER, "here.toml")])
    lif = Partnership(framework, open_(), settings=Settings(id="demo", by="qa-officer"))
    for month in range(1, 7):
        with lif.work(on=date(2024, month, 1)) as work:
            work.plan_action(f"Huddle {month}")
    fingerprint, made = lif.fingerprint, back_up(lif.books, tmp_path / "copy.jsonl")
    assert made.report == "backup"
    assert made.whole
    copy = (tmp_path / "copy.jsonl").read_text(encoding="utf-8").split("\n")
    again = sqlite.open_store(StorageRequest(url=f"sqlite://{tmp_path}/one.db", partnership="demo"))
    restore(again, copy)
    moved = Partnership(framework, again, settings=lif.settings)
    assert moved.fingerprint == fingerprint
    lif.verify(fingerprint)
    moved.verify(fingerprint)
    back_up(moved.books, tmp_path / "copy.db")
    third = sqlite.open_store(StorageRequest(url=f"sqlite://{tmp_path}/copy.db", partnership="demo"))
    assert list(third.commits()) == list(lif.storage.commits())[:6]
    for store in (again, third):
        store.close()
