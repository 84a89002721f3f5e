"""What left: each file is recorded in a commit of its own, and found again when something is removed for good."""

import errno
import hashlib
from datetime import UTC, date, datetime

import pytest

from lif_core import InvalidData, Partnership, Refused, Settings, compose
from lif_core.errors import StorageAway, StorageFull, UnsafePlace
from lif_core.framework.documents import read_document
from lif_core.hooks import Offer, Plugins, hookimpl
from lif_core.journal.chain import fingerprint as fingerprint_of_link
from lif_core.partnership.copies.dumping import dump
from lif_core.partnership.copies.loading import restore
from lif_core.partnership.leaving.exports import back_up, dumped
from lif_core.testing import MemoryStorage
from lif_framework_england import layers

DAY = date(2024, 6, 1)
CANARY = "canary-zzz"


class Exporters:
    """A plug-in that writes text, and one format that fails."""

    lif_api = 1

    @hookimpl
    def lif_exporters(self) -> list[Offer]:
        def text(document):
            return "\n".join([document.title, *document.head]).encode()

        return [Offer(name="txt", suffixes=(".txt",), make=text, summary="Text")]


def plugins() -> Plugins:
    found = Plugins(entry_points=())
    found.register(Exporters(), "exporters")
    return found


@pytest.fixture
def lif():
    framework = compose([read_document(file.text, file.name) for file in layers()])
    lif = Partnership(
        framework,
        MemoryStorage(),
        settings=Settings(id="demo", name="Demo", by="qa-officer"),
        plugins=plugins(),
        clock=lambda: datetime(2024, 6, 3, 9, tzinfo=UTC),
    )
    with lif.work(on=date(2024, 5, 1), why="Meeting") as work:
        finding = work.record_finding(f"Told {CANARY}", disclosure="agencies")
        work.plan_action("Huddle", ref="1", answers=finding, lead="police", due=DAY)
        work.write_note("Only for us", ref="N", disclosure="review-team")
    return lif


def exports(lif):
    return list(lif.as_of().list("export"))


def test_a_file_that_left_is_a_commit_of_its_own(lif, tmp_path):
    before = lif.storage.head().position
    written = lif.as_of(DAY, audience="agencies").report("action-plan").to(tmp_path / "plan.txt")
    (record,) = exports(lif)
    assert lif.storage.head().position == before + 1
    assert (record.id, record.sha256) == (written.recorded, written.sha256)
    assert record.sha256 == hashlib.sha256((tmp_path / "plan.txt").read_bytes()).hexdigest()
    assert (record.report, record.audience, record.file) == ("action-plan", "agencies", "plan.txt")
    assert record.marking == written.marking
    assert record.shown == written.records
    assert (record.by.role, record.on.said, record.as_at.said) == ("qa-officer", "2024-06-03", "2024-06-01")
    assert record.disclosure == "agencies"  # that of the narrowest record it shows
    assert "Demo" in (tmp_path / "plan.txt").read_text(encoding="utf-8")
    lif.verify()


def test_neither_its_text_nor_where_it_went_is_recorded(lif, tmp_path):
    lif.as_of(DAY).report("gap-list").to(tmp_path / "gaps.txt")
    last = list(dump(lif.books))[-1]
    assert "gaps.txt" in last
    assert str(tmp_path) not in last
    assert CANARY not in last


def test_whoever_lets_it_go_is_named_before_anything_is_written(lif, tmp_path):
    report = lif.as_of(DAY).report("gap-list")
    with pytest.raises(Refused, match="Did you mean 'police'"):
        report.to(tmp_path / "gaps.txt", by="polic")
    lif.settings = lif.books.settings = Settings(id="demo")
    with pytest.raises(InvalidData, match="Name a role"):
        report.to(tmp_path / "gaps.txt")
    assert not list(tmp_path.iterdir())
    assert report.to(tmp_path / "gaps.txt", by="police").recorded
    assert exports(lif)[0].by.body == "police"


def test_a_look_records_nothing(lif):
    before = lif.fingerprint
    assert lif.as_of(DAY).report("gap-list").bytes_as(".txt")
    assert lif.fingerprint == before


def test_what_could_not_be_written_or_recorded_is_nowhere(lif, tmp_path, monkeypatch):
    report = lif.as_of(DAY).report("gap-list")
    with pytest.raises(Refused, match="could not be written"):
        report.to(tmp_path / "none" / "gaps.txt")
    assert exports(lif) == []

    def full(*given):
        raise Refused([])

    monkeypatch.setattr(lif.storage, "append", full)
    with pytest.raises(Refused):
        report.to(tmp_path / "gaps.txt")
    assert list(tmp_path.iterdir()) == []


def test_readers_below_its_level_do_not_see_that_it_left(lif, tmp_path):
    lif.as_of(DAY).report("scrutineer").to(tmp_path / "one.txt")
    lif.as_of(DAY, audience="agencies").report("action-plan").to(tmp_path / "two.txt")
    assert [one.file for one in lif.as_of(audience="agencies").list("export")] == ["two.txt"]
    assert list(lif.as_of(audience="public").list("export")) == []


def test_it_keeps_nobody_from_taking_a_record_back(lif, tmp_path):
    lif.as_of(DAY).report("action-plan").to(tmp_path / "plan.txt")
    (action,) = lif.as_of().list("action")
    with lif.work(why="written twice") as work:
        work.withdraw(action)
    assert not work.receipt.warnings
    assert action.id in exports(lif)[0].shown


def test_what_it_showed_cannot_be_changed_afterwards(lif, tmp_path):
    written = lif.as_of(DAY).report("action-plan").to(tmp_path / "plan.txt")
    (action,) = lif.as_of().list("action")
    for values in ({"shown": ()}, {"whole": False, "sha256": ""}):
        with pytest.raises(Refused, match="is not taken back after it left"), lif.work() as work:
            work.amend(written.recorded, values)
    assert [copy.id for copy in lif.redact(action.id, ["text"], why="asked for").copies] == [written.recorded]


def test_redacting_names_the_copies_that_went_out_before(lif, tmp_path):
    list(dumped(lif.books, file="before.jsonl"))
    lif.as_of(DAY).report("action-plan").to(tmp_path / "plan.txt")
    with lif.work() as work:
        late = work.record_finding("Later")
    (finding,) = [one for one in lif.as_of().list("finding") if one.id != late.id]
    receipt = lif.redact(finding.id, ["text"], why="asked for")
    assert [one.report for one in receipt.copies] == ["dump", "action-plan"]
    assert "Went out before, ask for it back: plan.txt (action-plan), 3 Jun 2024, let go by qa-officer." in str(receipt)
    assert lif.redact(late.id, ["text"], why="asked for").copies == ()  # nothing that left showed it
    lif.verify()


def test_a_dump_is_recorded_with_its_hash(lif):
    with pytest.raises(Refused):
        dumped(lif.books, by="zork")
    lines = list(dumped(lif.books, by="police", file="all.jsonl"))
    (record,) = exports(lif)
    assert (record.report, record.whole, record.shown, record.file) == ("dump", True, (), "all.jsonl")
    assert record.sha256 == hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    assert record.disclosure == "review-team"


def test_a_dump_that_was_stopped_left_too(lif):
    lines = dumped(lif.books)
    next(lines)
    assert [(one.whole, one.sha256) for one in exports(lif)] == [(True, "")]  # also where it is killed from here on
    lines.close()
    assert len(exports(lif)) == 1
    dumped(lif.books)  # not a line was asked for
    assert len(exports(lif)) == 1


def test_a_storage_that_makes_no_copies_is_copied_as_a_dump_of_one_moment(lif, tmp_path):
    fingerprint = lif.fingerprint
    made = back_up(lif.books, tmp_path / "copy.jsonl")
    copy = tmp_path / "copy.jsonl"
    assert copy.stat().st_mode & 0o077 == 0
    assert made.sha256 == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert exports(lif) == [made]
    again = MemoryStorage()
    restore(again, copy.read_text(encoding="utf-8").split("\n"))
    assert list(again.commits()) == list(lif.storage.commits())[:-1]
    assert fingerprint_of_link(again.head().link) == fingerprint


def test_a_copy_overwrites_nothing_and_leaves_nothing_half(lif, tmp_path, monkeypatch):
    (tmp_path / "there.jsonl").write_text("mine")
    with pytest.raises(UnsafePlace, match="left as it is"):
        back_up(lif.books, tmp_path / "there.jsonl")
    assert (tmp_path / "there.jsonl").read_text() == "mine"
    with pytest.raises(StorageAway, match="See that its folder is there"):
        back_up(lif.books, tmp_path / "nowhere" / "copy.jsonl")

    def full(descriptor):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("lif_core.partnership.leaving.exports.os.fsync", full)
    with pytest.raises(StorageFull, match="it was not written"):
        back_up(lif.books, tmp_path / "copy.jsonl")
    assert [file.name for file in tmp_path.iterdir()] == ["there.jsonl"]
    assert exports(lif) == []


def test_a_file_is_replaced_while_it_is_as_it_left(lif, tmp_path):
    plan = tmp_path / "plan.txt"
    for day in (DAY, date(2024, 6, 2)):  # the second says something else than the first
        lif.as_of(day).report("action-plan").to(plan)
    with lif.work(why="Written by mistake") as work:
        work.withdraw(exports(lif)[1])
    lif.as_of(DAY).report("gap-list").to(plan)  # also where the record that it left was taken back
    before = lif.fingerprint
    plan.write_text(plan.read_text() + "filled in")
    with pytest.raises(Refused, match="There is a file of this name") as refused:
        lif.as_of(DAY).report("action-plan").to(plan)
    assert "filled in" not in str(refused.value).removeprefix("plan.txt: ").replace("have filled it in", "")
    assert (lif.fingerprint, plan.read_text()[-9:]) == (before, "filled in")
    lif.as_of(DAY).report("action-plan").to(plan, replace=True)
    assert "filled in" not in plan.read_text()


def test_a_file_is_out_though_its_record_was_taken_back(lif, tmp_path):
    (action,) = lif.as_of(DAY).list("action")
    lif.as_of(DAY).report("action-plan").to(tmp_path / "plan.txt")
    with lif.work(why="Written by mistake") as work:
        work.withdraw(exports(lif)[0])
    assert exports(lif) == []
    receipt = lif.redact(action.id, ["text"], why="Not ours to keep")
    assert [copy.file for copy in receipt.copies] == ["plan.txt"]
    assert "ask for it back: plan.txt" in str(receipt)
