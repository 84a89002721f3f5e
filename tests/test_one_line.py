"""The one line that everything else widens: a published sheet goes in, and the partnership is told what it asks.

Stockton's sheet -> its records with nothing lost -> under Liverpool over the North West over England -> due with its
reckoning -> gaps -> thread -> killed in the middle of a second import -> opened again -> same fingerprint as before.
"""

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lif_core import Partnership

STOCKTON = "plan_stockton_lscb_review_2017_table.xlsx"
SLOUGH = "plan_slscb_business_2012_table.xlsx"
DAY = date(2017, 12, 14)

KILLED = """
import os, signal, sys
from datetime import date
from lif_core import Partnership

class Deadly(list):
    def __iter__(self):
        for number, row in enumerate(super().__iter__()):
            if number == 2:
                os.kill(os.getpid(), signal.SIGKILL)
            yield row

with Partnership.open(sys.argv[1]) as lif:
    append = lif.storage.append
    lif.storage.append = lambda commit, expect, rows: append(commit, expect, Deadly(rows))
    lif.import_(sys.argv[2], on=date(2017, 12, 15))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "partnership.toml").write_text(
        'id = "stockton"\nname = "As published"\nlayers = ["liverpool"]\nby = "business-manager"\n', encoding="utf-8"
    )
    return tmp_path


def test_a_sheet_goes_in_and_answers_come_out(folder: Path, examples: Path) -> None:
    with Partnership.open(folder) as lif:
        imported = lif.import_(examples / STOCKTON, on=DAY)
        assert (imported.read.total.rows, imported.read.total.lines, imported.read.total.aside) == (9, 5, 0)

        now = lif.as_of(DAY)
        counts = {
            record_type: sum(1 for _ in now.list(record_type)) for record_type in ("recommendation", "action", "note")
        }
        assert counts == {"recommendation": 5, "action": 5, "note": 5}

        overdue = {(one.days, one.said) for one in now.due() if one.standing == "overdue"}
        assert overdue == {(258, "March 2017 (read as 31 Mar 2017)"), (228, "April 2017 (read as 30 Apr 2017)")}
        gaps = now.gaps().counted()
        assert gaps["closed-without-evidence"] == 2
        assert gaps["closed-without-evaluation"] == 2
        assert gaps["action-without-first-lead"] == 5
        assert gaps["action-without-date"] == 1

        action = next(iter(now.list("action")))
        (thread,) = now.thread(action)
        assert [one.record.id.split("/")[1] for one in thread] == ["recommendation", "action", "note"]
        assert framework_of(lif) == ("england", "north-west", "liverpool")


def framework_of(lif: Partnership) -> tuple[str, ...]:
    return lif.framework(DAY).layers


def test_a_deadline_says_how_it_was_worked_out(folder: Path) -> None:
    with Partnership.open(folder) as lif:
        with lif.work(on=date(2024, 5, 2)) as work:
            work.start_review("rapid-review", label="2024-A", happened={"notification-sent": date(2024, 5, 1)})
        (due,) = [one for one in lif.as_of(date(2024, 5, 2)).due() if one.last == date(2024, 5, 23)]
        for words in ("Thursday 23 May 2024", "15 working days after notification", "Monday 6 May", "bank holiday"):
            assert words in str(due)


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by signal")
def test_killed_in_the_middle_of_an_import_it_opens_as_before(folder: Path, examples: Path) -> None:
    with Partnership.open(folder) as lif:
        lif.import_(examples / STOCKTON, on=DAY)
        before = lif.fingerprint
        held = len(lif.as_of(DAY).register)

    killed = subprocess.run([sys.executable, "-c", KILLED, folder, examples / SLOUGH], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL

    with Partnership.open(folder) as lif:
        assert lif.fingerprint == before
        lif.verify(before)
        assert len(lif.as_of(date(2017, 12, 16)).register) == held
        again = lif.import_(examples / STOCKTON, on=DAY)
        assert again.written is None or again.written.position is None
        assert lif.fingerprint == before


def test_an_import_is_taken_back_whole(folder: Path, examples: Path) -> None:
    with Partnership.open(folder) as lif:
        with lif.work(on=DAY) as work:
            kept = work.record_finding("Entered by hand")
        imported = lif.import_(examples / STOCKTON, on=DAY)
        receipt = lif.undo(imported.intake, on=DAY)
        assert receipt is not None
        assert len(receipt.withdrawn) == 15
        left = {record.id for record in lif.as_of(DAY).register}
        assert left == {kept.id, imported.intake}
