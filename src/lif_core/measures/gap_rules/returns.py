"""Gaps of returns: what was asked for by a day and has not come."""

from collections.abc import Iterator

from lif_core.measures.gap import Gap, gap_of
from lif_core.measures.returns import outstanding
from lif_core.values.saying import how_read
from lif_core.view.view import View


def returns(view: View) -> Iterator[Gap]:
    """Tell the returns that are past their day."""
    for one in outstanding(view):
        if one.came != "overdue" or one.due is None:
            continue
        again = f" It was asked for again {len(one.chased)} times." if len(one.chased) > 1 else ""
        again = " It was asked for again once." if len(one.chased) == 1 else again
        says = f"{one.who} was asked for it by {how_read(one.due)}, and it has not come.{again}"
        mend = "Ask for it again, or say why it is not needed any more."
        yield gap_of(view, view.register[one.record], "return-overdue", "medium", says, mend, one.due.last)
