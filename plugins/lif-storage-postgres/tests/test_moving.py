"""A partnership moves between SQLite and PostgreSQL and back, and is the same."""

from datetime import date
from pathlib import Path

import pytest

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
sqlite = pytest.importorskip("lif_storage_sqlite", reason="lif-storage-sqlite is not installed")
from lif_core import Partnership, Settings  # noqa: E402
from lif_core.hooks import StorageRequest  # noqa: E402
from lif_core.partnership.copies.dumping import dump  # noqa: E402
from lif_core.partnership.copies.loading import restore  # noqa: E402
from lif_core.partnership.leaving.exports import back_up  # noqa: E402
from lif_core.testing.small import rows_of, small_framework  # noqa: E402


def test_dump_and_restore_between_the_two_give_equal_stores(open_, partnership: str, tmp_path: Path) -> None:
    framework = small_framework()
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
    assert rows_of(second) == rows_of(first)

    third = sqlite.open_store(StorageRequest(url=f"sqlite://{tmp_path}/two.db", partnership="demo"))
    restore(third, dump(moved))
    assert list(third.commits()) == list(first.commits())
    assert rows_of(third) == rows_of(first)
    for store in (first, third):
        store.close()


def test_a_partnership_works_on_the_server(open_) -> None:
    framework = small_framework()
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
    framework = small_framework()
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
