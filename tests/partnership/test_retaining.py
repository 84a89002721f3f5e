"""What may go is listed, goes only when told, and never while a hold stands."""

from datetime import UTC, date, datetime

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.partnership.keeping import dump
from lif_core.partnership.retaining import retain
from lif_core.records.parts import Hold
from lif_core.testing import MemoryStorage
from lif_core.values.when import When

TODAY = date(2024, 6, 1)
CANARY = "Canary Ffugenw of Invented Road"
LAYER = """
layer = "here"
[review.standard]
label = "Review"
path = "open > closed"
finished = ["closed"]
[finding.standard]
label = "Finding"
path = "recorded > closed"
finished = ["closed"]
[role.qa-officer]
label = "Quality assurance officer"
[disclosure.partnership]
label = "Partnership"
rank = 4
[hold.criminal]
label = "Criminal proceedings"
[retention.reviews]
of = ["review", "finding"]
keep = "6 years"
"""


@pytest.fixture
def lif() -> Partnership:
    now = datetime(2024, 6, 1, 9, tzinfo=UTC)
    framework = compose([read_document(LAYER, "here.toml")])
    return Partnership(framework, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"), clock=lambda: now)


def fill(lif: Partnership, *holds: Hold) -> str:
    with lif.work(on=date(2010, 3, 4)) as work:
        review = work.start_review("standard", label=CANARY, state="closed", happened={"closed": date(2010, 3, 4)})
        work.record_finding(CANARY, from_=review, state="closed", happened={"closed": date(2010, 3, 4)})
        if holds:
            work.amend(review, {"holds": holds})
    return review.id


def test_by_default_it_only_tells(lif: Partnership) -> None:
    fill(lif)
    before = lif.fingerprint
    assert [kept.rule for kept in retain(lif.books)] == ["reviews", "reviews"]
    assert lif.fingerprint == before


def test_told_to_it_removes_what_records_say_and_keeps_how_they_hang_together(lif: Partnership) -> None:
    review = fill(lif)
    assert len(retain(lif.books, delete=True)) == 2
    assert CANARY not in "\n".join(dump(lif.books))
    (finding,) = lif.as_of(TODAY).list("finding")
    assert (finding.text, finding.reviews, finding.state) == ("", (review,), "closed")  # type: ignore[attr-defined]
    lif.verify()
    assert retain(lif.books, delete=True) == ()


def test_what_a_hold_keeps_is_told_and_stays(lif: Partnership) -> None:
    fill(lif, Hold(kind="criminal", since=When.on(date(2011, 1, 1))))
    before = lif.fingerprint
    kept = retain(lif.books, delete=True)
    assert [one.may_go for one in kept] == [False, False]
    assert lif.fingerprint == before
    assert CANARY in "\n".join(dump(lif.books))
