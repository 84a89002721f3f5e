"""A folder whose register had begun does not open on a store that is empty or another, and takes only its own past."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.errors import InvalidData, NotAStore, Refused
from lif_core.hooks import Offer, Plugins, StorageRequest, hookimpl
from lif_core.partnership.books.begun import FILE, NOTE, begun
from lif_core.testing import MemoryStorage
from lif_core.testing.small import LAYER, small_framework

TOML = 'id = "demo"\nby = "qa-officer"\nstorage = "shelf:{}"\n'
Shelves = dict[str, MemoryStorage]
Open = Callable[..., Partnership]


@pytest.fixture
def shelves() -> Shelves:
    """What stands under each name, made empty where somebody asks for another."""
    return {}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return settle(tmp_path / "area", TOML.format("one"))


def settle(folder: Path, settings: str) -> Path:
    """Make a partnership folder with a layer of its own."""
    (folder / "framework").mkdir(parents=True)
    (folder / "framework" / "here.toml").write_text(LAYER)
    (folder / "partnership.toml").write_text(settings)
    return folder


@pytest.fixture
def open_(shelves: Shelves, folder: Path) -> Open:
    def make(request: StorageRequest) -> MemoryStorage:
        return shelves.setdefault(request.url.rpartition("/")[2], MemoryStorage()).another()

    plugins = Plugins(())
    offer = Offer(name="shelf", schemes=("shelf",), make=make)
    plugins.register(SimpleNamespace(lif_api=1, lif_storages=hookimpl(lambda: [offer])), "shelf")

    def opened(name: str = "one", at: Path = folder, *, restoring: bool = False) -> Partnership:
        (at / "partnership.toml").write_text(TOML.format(name))
        return Partnership.open(at, plugins=plugins, restoring=restoring)

    return opened


def write(lif: Partnership, text: str = "Huddle") -> None:
    with lif.work(on=date(2024, 1, 1)) as work:
        work.plan_action(text)


def noted(asked: list[str], name: str) -> Callable[..., object]:
    """Give a question to a store that notes that it was put."""
    question = getattr(MemoryStorage, name)

    def put(store: MemoryStorage, *given: object, **named: object) -> object:
        asked.append(name)
        return question(store, *given, **named)

    return put


def test_a_folder_that_never_wrote_stays_as_it_is(open_: Open, folder: Path) -> None:
    for name in ("one", "two"):
        with open_(name) as lif:
            assert lif.verify() == "0" * 64
    assert {path.name for path in folder.iterdir()} == {"framework", "partnership.toml"}


def test_the_first_commit_is_kept_in_mind_once(open_: Open, shelves: Shelves, folder: Path) -> None:
    with open_() as lif:
        write(lif)
        first = (folder / FILE).stat()
        assert begun(folder) == next(iter(lif.storage.commits())).link
        write(lif)
    with open_() as lif:
        write(lif)
        lif.verify()
    again = (folder / FILE).stat()
    assert (again.st_ino, again.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    assert [path.name for path in folder.iterdir() if path.name.endswith(".part")] == []
    held = (folder / FILE).read_text() + str(shelves["one"].kept(NOTE))
    assert "shelf" not in held


def test_an_empty_store_or_another_is_refused_with_the_cure(open_: Open, shelves: Shelves, folder: Path) -> None:
    with open_() as lif:
        write(lif)
    with pytest.raises(Refused, match=r"is empty. Correct `storage`.*`lif restore`.*begin anew.*begun\.json"):
        open_("two")
    assert shelves["two"].kept(NOTE) is None
    (folder / FILE).rename(folder / "away")
    with open_("two") as lif:
        write(lif, "Another")
    with pytest.raises(Refused, match="begins with another commit"):
        open_("one")
    (folder / FILE).unlink()
    with open_("one") as lif:  # a folder from before there was such a file, and its next commit
        write(lif)
    assert (folder / FILE).read_text() == (folder / "away").read_text()
    shutil.copytree(folder, folder.parent / "copied")
    with pytest.raises(Refused, match="is empty"):
        open_("three", folder.parent / "copied")


def test_what_no_opening_looked_at_is_not_written_into(open_: Open, folder: Path) -> None:
    with open_() as lif:
        write(lif)
    with open_("two", restoring=True) as lif, pytest.raises(Refused, match="is empty"):
        write(lif)


def test_the_same_past_comes_back_into_any_store_and_another_does_not(open_: Open, folder: Path, tmp_path: Path):
    file, other = tmp_path / "dump.jsonl", tmp_path / "other.jsonl"
    with open_() as lif:
        write(lif)
        before = lif.fingerprint
        lif.backup(file)
    stranger = Partnership(small_framework(), MemoryStorage(), settings=Settings(id="demo", by="qa-officer"))
    write(stranger)
    stranger.backup(other)
    with open_("two", restoring=True) as lif:
        with pytest.raises(Refused, match="begins with another commit"):
            lif.restore(other)
        assert lif.storage.head().position == 0
        lif.restore(file)
    with open_("two") as lif:
        assert lif.fingerprint == before
        lif.verify()
        write(lif)
    (folder / FILE).unlink()
    with open_("three", restoring=True) as lif:
        lif.restore(other)
    with open_("three") as lif:
        assert begun(folder) == next(iter(lif.storage.commits())).link


def test_opening_asks_the_store_for_a_note_and_not_for_a_commit(
    open_: Open, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_() as lif:
        write(lif)
    asked: list[str] = []
    for name in ("head", "kept", "commits", "load", "history"):
        monkeypatch.setattr(MemoryStorage, name, noted(asked, name))
    open_().close()
    assert "kept" in asked
    assert set(asked) <= {"head", "kept"}


def test_a_store_that_was_emptied_under_its_note_is_no_whole_chain(open_: Open, shelves: Shelves) -> None:
    lif = open_()
    write(lif)
    shelves["one"]._shelf.commits, shelves["one"]._shelf.rows = (), {}
    with pytest.raises(InvalidData, match="does not begin with the commit"):
        lif.verify()
    lif.close()
    with pytest.raises(Refused, match="is empty"):
        open_()


@given(st.binary(max_size=80))
def test_a_file_that_was_altered_is_told(tmp_path_factory: pytest.TempPathFactory, held: bytes) -> None:
    folder = tmp_path_factory.mktemp("area")
    (folder / FILE).write_bytes(held)
    with pytest.raises(InvalidData, match="cannot be read"):
        begun(folder)


def test_a_partnership_without_a_folder_is_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    storage = MemoryStorage()
    write(Partnership(small_framework(), storage, settings=Settings(id="demo", by="qa-officer")))
    assert list(tmp_path.iterdir()) == []
    assert storage.kept(NOTE) is None


def test_sqlite_makes_no_file_in_the_place_of_one_that_is_gone(tmp_path: Path) -> None:
    settle(tmp_path, 'id = "demo"\nby = "qa-officer"\nstorage = "sqlite:register.db"\n')
    with Partnership.open(tmp_path) as lif:
        write(lif)
        before = lif.fingerprint
        lif.backup(tmp_path / "copy.db")
    for path in tmp_path.glob("register.db*"):
        path.unlink()
    with pytest.raises(NotAStore, match=r"no store at .*register\.db.*`lif restore`"):
        Partnership.open(tmp_path)
    assert not list(tmp_path.glob("register.db*"))
    with Partnership.open(tmp_path, restoring=True) as lif:
        lif.restore(tmp_path / "copy.db")
    with Partnership.open(tmp_path) as lif:
        assert lif.fingerprint == before
