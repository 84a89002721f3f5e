"""Sheets that cannot be taken in, and files that cannot be written: told in a sentence, and nothing is lost."""

import resource
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from lif_core.errors import InvalidData, LifError, Problems, Refused, UnreadableFile
from lif_core.partnership.arriving.taking_in import NotTaken

BACK = date(2024, 7, 15)


def codes(error: Problems) -> list[str]:
    return [problem.code for problem in error.problems]


def test_a_workbook_of_another_partnership(desk, history, plugins):
    from lif_core import Partnership, Settings
    from lif_core.testing import MemoryStorage

    other = Partnership(history, MemoryStorage(), settings=Settings(id="elsewhere", by="chair"), plugins=plugins)
    with other.work(why="Ours", on=date(2024, 5, 1)) as work:
        work.plan_action("Something of theirs", answers=work.record_finding("Theirs"))
    with pytest.raises(Refused) as refused:
        other.import_(desk.send(), on=BACK)
    assert codes(refused.value) == ["returned.of-another-partnership"]
    with pytest.raises(Refused) as refused:
        Partnership(history, MemoryStorage(), settings=desk.lif.settings, plugins=plugins).import_(
            desk.folder / "plan.xlsx", on=BACK
        )
    assert codes(refused.value) == ["returned.of-another-register"]


def test_a_sheet_without_keys_is_not_taken_for_a_tracker(desk):
    def strip(book):
        del book["ids"]
        book["Action plan"].delete_cols(22)

    with pytest.raises(Refused) as refused:
        desk.take(desk.edited(desk.send(), strip))
    assert codes(refused.value) == ["returned.without-keys"]


def test_a_sheet_whose_mark_was_altered(desk):
    def alter(book):
        del book["ids"]
        book["Action plan"].cell(1, 22).value = book["Action plan"].cell(1, 22).value.replace("action-plan", "other")

    with pytest.raises(InvalidData) as refused:
        desk.take(desk.edited(desk.send(), alter))
    assert codes(refused.value) == ["returned.not-known"]


def test_a_sheet_whose_hidden_column_was_deleted_is_known_by_its_hidden_sheet(desk, at):
    def strip(book):
        at(book["Action plan"], "A1", "Your update").value = "Held"
        book["Action plan"].delete_cols(22)

    taken = desk.take(desk.edited(desk.send(), strip))
    assert desk.notes("A1") == ["Rooms found", "Held"]
    assert (taken.returned.sent, taken.returned.found, taken.returned.asked) == (84, 4, 0)


def test_nobody_says_who_sent_it_back(desk):
    path = desk.send("sent.xlsx", audience="agencies")
    with pytest.raises(Refused) as refused:
        desk.take(path)
    assert codes(refused.value) == ["returned.sender-missing"]
    with pytest.raises(Refused):
        desk.take(path, sender="Zork")
    assert desk.take(path, sender="Police").sender == "police"


def test_two_returns_of_one_agency(desk, at):
    """What both say is taken once, what they say differently is asked, whether they come together or one by one."""
    path = desk.send("police.xlsx", "agency-update", "agencies", body="police")
    folder = desk.folder / "returned"
    folder.mkdir()

    def first(book):
        at(book["Your actions"], "A1", "Your update").value = "The one"
        at(book["Your actions"], "A2", "Your update").value = "The same"

    def second(book):
        at(book["Your actions"], "A1", "Your update").value = "The other"
        at(book["Your actions"], "A2", "Your update").value = "The same"

    desk.edited(path, first, "returned/police 1.xlsx")
    desk.edited(path, second, "returned/police 2.xlsx")
    one, two = desk.lif.import_all([folder], on=BACK)
    assert [question.code for question in (*one.questions, *two.questions)] == ["several-answers", "several-answers"]
    assert (one.returned.changed, two.returned.changed) == (1, 0)
    assert (desk.notes("A1"), desk.notes("A2")) == (["Rooms found"], ["The same"])
    desk.take(folder / "police 1.xlsx")
    late = desk.take(folder / "police 2.xlsx")
    assert ([question.code for question in late.questions], desk.notes("A1")) == (
        ["answered-before"], ["Rooms found", "The one"],
    )  # fmt: skip


def test_agencies_that_disagree_on_a_date_are_both_asked(desk, at):
    folder = desk.folder / "returned"
    folder.mkdir()
    path = desk.send()
    for name, day in (("Police", date(2024, 11, 1)), ("Schools", date(2024, 12, 1))):

        def propose(book, day=day):
            at(book["Action plan"], "A2", "Proposed date").value = day
            at(book["Action plan"], "A2", "Reason").value = "Because"

        desk.edited(path, propose, f"returned/plan {name}.xlsx")
    several = desk.lif.import_all([folder], on=BACK)
    assert [one.returned.asked for one in several] == [2, 2]
    assert desk.action("A2").rescheduled == ()


def test_a_broken_file_holds_nobody_up(desk, at):
    folder = desk.folder / "returned"
    folder.mkdir()
    desk.edited(
        desk.send(),
        lambda book: setattr(at(book["Action plan"], "A1", "Your update"), "value", "Held"),
        "returned/a.xlsx",
    )
    (folder / "b.xlsx").write_bytes(b"PK no workbook at all")
    (folder / "~$a.xlsx").write_bytes(b"left by a program that has it open")

    def alter(book):
        del book["ids"]
        book["Action plan"].cell(1, 22).value = "lif-sheet of mine"

    desk.edited(desk.folder / "plan.xlsx", alter, "returned/c.xlsx")
    good, bad, altered = desk.lif.import_all([folder], on=BACK)
    assert good.returned.changed == 1
    assert isinstance(bad, NotTaken)
    assert isinstance(bad.error, UnreadableFile)
    assert codes(altered.error) == ["returned.not-known"]
    empty = folder / "empty"
    empty.mkdir()
    with pytest.raises(InvalidData, match="no file in this folder"):
        desk.lif.import_all([empty])


def test_a_file_that_another_program_holds(desk, monkeypatch):
    path, opened = desk.send(), Path.open

    def locked(self, *words, **more):
        if self == path:
            raise PermissionError(13, "in use")
        return opened(self, *words, **more)

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        desk.take(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit on Windows")
def test_a_disk_that_fills_while_a_plan_is_written_leaves_no_half_file(tmp_path):
    """The largest file this process may write is set smaller than the plan: the system stops it in the middle."""
    code = f"""
import resource, signal
from datetime import date
from lif_core import Partnership, Settings, compose
from lif_core.errors import Refused
from lif_core.framework.documents import read_document
from lif_core.hooks import Plugins
from lif_core.testing import MemoryStorage
from lif_framework_england import layers

history = compose([read_document(file.text, file.name) for file in layers()])
lif = Partnership(history, MemoryStorage(), settings=Settings(id="example", by="chair"), plugins=Plugins())
with lif.work(why="Ours", on=date(2024, 5, 1)) as work:
    work.plan_action("Something", answers=work.record_finding("Found"))
report = lif.as_of(date(2024, 7, 1)).report("action-plan")
report.to({str(tmp_path / "plan.xlsx")!r})
before = lif.fingerprint
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    lif.as_of(date(2024, 7, 2)).report("action-plan").to({str(tmp_path / "plan.xlsx")!r})
except Refused as refused:
    print(refused.problems[0].code, lif.fingerprint == before)
"""
    before = (resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.split() == ["report.not-written", "True"], done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["plan.xlsx"]
    assert openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames[1] == "Action plan"
    assert before == (resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ))


def test_whatever_is_done_to_a_sheet_nothing_but_a_sentence_comes_of_it(desk):
    """Cells swapped, blanked and scrambled at random: taken in and accounted for, or told; never another error."""
    from random import Random

    some = Random(7)
    path = desk.send()
    for number in range(12):

        def scramble(book):
            sheet = book["Action plan"]
            for _ in range(some.randint(1, 60)):
                one = sheet.cell(some.randint(1, 6), some.randint(1, 23))
                other = sheet.cell(some.randint(1, 6), some.randint(1, 23))
                one.value, other.value = other.value, some.choice([one.value, None, "x", 7, date(2024, 1, 1)])
            if some.random() < 0.5:
                del book["ids"]

        scrambled = desk.edited(path, scramble, f"scrambled-{number} Police.xlsx")
        try:
            count = desk.lif.import_(scrambled, on=BACK, dry_run=True).returned
        except LifError:
            continue
        assert count is None or count.sent == count.unchanged + count.changed + count.asked


def test_a_tracker_that_only_speaks_of_a_sheet_of_ours_is_a_tracker(desk):
    book = openpyxl.Workbook()
    for row in (("No.", "Action", "Lead"), (1, "Send the lif-sheet back", "Police"), (2, "Ask again", "Police")):
        book.active.append(row)
    book.save(desk.folder / "tracker.xlsx")
    taken = desk.take(desk.folder / "tracker.xlsx")
    assert (taken.returned, taken.read.created) == (None, {"action": 2})
