"""Figures as readers may see them."""

from datetime import date

import pytest

from lif_core.reports.document import Paragraph
from lif_core.reports.figures import chart, counts_table, share, tally
from lif_core.reports.telling import Teller
from lif_core.testing import canaries
from lif_core.values.rates import Rate


@pytest.fixture
def inside(liverpool) -> Teller:
    return Teller(canaries.view_of(liverpool, (), "partnership", date(2025, 3, 20)))


@pytest.fixture
def outside(liverpool) -> Teller:
    return Teller(canaries.view_of(liverpool, (), "public", date(2025, 3, 20)))


def test_a_share_has_both_numbers_and_rounds_half_up(inside):
    assert share(inside, Rate("x", 231, 280)) == "83% (231 of 280)"
    assert share(inside, Rate("x", 0, 0)) == "not known: none counted"
    assert share(inside, None) == ""


def test_a_small_share_or_count_stays_inside(inside, outside):
    assert share(inside, Rate("x", 3, 20)) == "15% (3 of 20)"
    for small in (Rate("x", 3, 20), Rate("x", 18, 20), Rate("x", 0, 4)):  # the part, the rest, the whole
        assert share(outside, small) == "not shown, fewer than 5"
    assert (tally(inside, 3), tally(outside, 3), tally(outside, 0), tally(outside, None)) == (
        3,
        "not shown, fewer than 5",
        0,
        "not reported",
    )


def test_outside_no_total_tells_what_is_hidden(inside, outside):
    counts = {"Police": {"done": 3, "overdue": 9}, "Schools": {"done": 12, "overdue": 20}}
    open_table = counts_table(inside, "t", "agency", counts, nothing="nothing")
    assert [[cell.value for cell in row] for row in open_table.rows] == [
        ["Police", 3, 9, 12],
        ["Schools", 12, 20, 32],
        ["Total", 15, 29, 44],
    ]
    hidden = [
        cell.value for row in counts_table(outside, "t", "agency", counts, nothing="nothing").rows for cell in row
    ]
    assert hidden.count("not shown") >= 4  # the small one, and what would tell it along its row and its column
    assert counts_table(inside, "t", "agency", {}, nothing="nothing") == Paragraph("Nothing.")


def test_a_chart_leaves_small_numbers_out_for_readers_outside(inside, outside):
    rows = [("A", 3), ("B", 9)]
    drawn, cut = (chart(one, "c", "needs-chart", ("theme", "weight"), rows) for one in (inside, outside))
    assert drawn.alternative.endswith("A: 3; B: 9.")
    assert cut.alternative.endswith("A: not shown; B: 9.")
    assert cut.rows == (("A", None), ("B", 9))
    assert chart(outside, "c", "needs-chart", ("theme", "weight"), [("A", 3)]) is None
