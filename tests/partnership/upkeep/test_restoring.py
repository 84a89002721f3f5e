"""Whatever a backup wrote comes back, into any storage; a file that nobody knows is refused with the cure."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from lif_core import Partnership, Settings
from lif_core.errors import InvalidData, NotAStore, Refused
from lif_core.hooks import Offer, Plugins, StorageRequest, StoredCommit, hookimpl
from lif_core.testing import MemoryStorage
from lif_core.testing.small import rows_of, small_framework

MAGIC = "a copy of the shelf\n"


class Shelf(MemoryStorage):
    """A storage of somebody else, which makes copies of its own."""

    def backup(self, target: str) -> None:
        kept = {name: held.decode() for name, held in self._shelf.documents.items()}
        commits = [[one.position, one.link, one.touches, one.body.decode()] for one in self.commits()]
        Path(target).write_text(MAGIC + json.dumps([kept, commits]))


def open_copy(request: StorageRequest) -> MemoryStorage:
    text = Path(request.url.partition(":")[2]).read_text(errors="replace")
    if not text.startswith(MAGIC):
        raise NotAStore("This is no copy of the shelf. Name another file.")
    copy, (kept, commits) = MemoryStorage(), json.loads(text.removeprefix(MAGIC))
    copy._shelf.documents.update({name: held.encode() for name, held in kept.items()})
    copy._shelf.commits = tuple(StoredCommit(n, link, tuple(ids), body.encode()) for n, link, ids, body in commits)
    return copy


class Plugin:
    lif_api = 1

    def __init__(self, *offers: Offer) -> None:
        self.offers = offers

    @hookimpl
    def lif_storages(self) -> Sequence[Offer]:
        return list(self.offers)


STORES = Offer(name="shelf", schemes=("shelf",), make=lambda request: Shelf())
COPIES = Offer(name="shelf-copy", schemes=("shelf-copy",), make=open_copy)


def partnership(*offers: Offer, id: str = "demo", storage: MemoryStorage | None = None) -> Partnership:
    plugins = Plugins(())
    plugins.register(Plugin(*offers), "shelf", "lif-storage-shelf", "1.0")
    settings = Settings(id=id, by="qa-officer", storage="shelf:here")
    return Partnership(small_framework(), storage or Shelf(), settings=settings, plugins=plugins)


def filled(*offers: Offer) -> Partnership:
    lif = partnership(*offers)
    for month in range(1, 4):
        with lif.work(on=date(2024, month, 1)) as work:
            work.plan_action(f"Huddle {month} – tŷ", ref=str(month))
    return lif


@pytest.mark.parametrize("offers", [(STORES, COPIES), (STORES,)])
def test_what_a_backup_wrote_is_restored_into_any_storage(tmp_path: Path, offers: tuple[Offer, ...]) -> None:
    """A storage that makes copies and opens none gets the lines of a dump: a copy that nobody can open is none."""
    lif = filled(*offers)
    before, rows = lif.fingerprint, rows_of(lif.storage)
    made = lif.backup(tmp_path / "copy")
    assert (made.report, made.file) == ("backup", "copy")
    assert (tmp_path / "copy").read_text().startswith(MAGIC) == (len(offers) == 2)
    for storage in (Shelf(), MemoryStorage()):
        again = partnership(*offers, storage=storage)
        assert again.restore(tmp_path / "copy").removed_again == ()
        assert (again.fingerprint, rows_of(storage)) == (before, rows)
        again.verify()
    with pytest.raises(Refused, match="not empty"):
        lif.restore(tmp_path / "copy")


def test_a_dump_is_restored_and_another_partnerships_is_not(tmp_path: Path) -> None:
    lif = filled(STORES, COPIES)
    file = tmp_path / "dump.jsonl"
    file.write_text("\n".join(lif.dump(file=file.name)))
    lif.backup(tmp_path / "copy")
    for one in (file, tmp_path / "copy"):
        other = partnership(STORES, COPIES, id="other")
        with pytest.raises((Refused, InvalidData), match=r"another partnership|a dump of 'demo'"):
            other.restore(one)
        assert other.storage.head().position == 0
    assert partnership(STORES, COPIES).restore(file).head.position == 3


@pytest.mark.parametrize("held", [b"\x00\x01\xff", b"SQLite format 3\0", b"\xffno text"])
def test_a_file_that_nobody_knows_is_refused_with_what_each_says(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "file").write_bytes(held)
    with pytest.raises(InvalidData, match=r"neither a dump nor a copy.*shelf-copy: This is no copy of the shelf"):
        partnership(STORES, COPIES).restore(tmp_path / "file")


def test_a_dump_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b'{"dump":1,"\xff')
    with pytest.raises(InvalidData, match="not written in UTF-8"):
        partnership(STORES, COPIES).restore(tmp_path / "file")
