"""When feedback was asked, as its instrument or its words say."""

from datetime import date

import pytest

from lif_core.records import Feedback
from lif_core.view.moments import moment_of
from lif_core.view.register import Register
from lif_core.view.view import View


@pytest.mark.parametrize(
    ("instrument", "time_point", "moment"),
    [
        ("", "before", "before"),
        ("", "Pre-course", "before"),
        ("", "Right after", "after"),
        ("", "", "after"),
        ("", "3 months later", "later"),
        ("", "Line manager", "later"),
        ("before-and-after", "before", "before"),
        ("before-and-after", " Right  after ", "after"),
        ("three-stages", "Weeks later, with the line manager", "later"),
        ("three-month-follow-up", "Three months later", "later"),
        ("no-such-instrument", "Before", "before"),
        ("before-and-after", "", "after"),
    ],
)
def test_moments(liverpool, instrument, time_point, moment):
    day = date(2024, 6, 3)
    view = View(framework=liverpool.on(day), register=Register(), day=day)
    asked = Feedback(id="demo/feedback/1", instrument=instrument, time_point=time_point)
    assert moment_of(view, asked) == moment
