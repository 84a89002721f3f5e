"""View: the one argument of every rule, measure, report and share."""

from datetime import date

import attrs

from lif_core.framework.framework import Framework
from lif_core.view.register import Register


@attrs.frozen(kw_only=True)
class View:
    """What somebody sees: this framework, these records, on this day.

    Attributes:
        framework: the framework in force on `day`.
        register: the records; what the audience may not see is already gone.
        day: the day it is looked at.
        known_by: last day on which something counts as written, None for everything written.
        audience: id of the audience it is made for, empty for the partnership's own work.
        baseline: day before which gaps are counted in one line instead of listed, None for no such day.
    """

    framework: Framework
    register: Register
    day: date
    known_by: date | None = None
    audience: str = ""
    baseline: date | None = None
