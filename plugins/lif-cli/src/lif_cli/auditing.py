"""Auditing: grades of an audit beside those of its re-audit and what staff say, and returns that roll over."""

from typing import Annotated

from cyclopts import Parameter

from lif_cli.opening import heading_of, of_view, opened, record_asked, view_of, work_of
from lif_cli.options import VIEWING, WRITING, Viewing, Writing
from lif_cli.printing import say, table, tell
from lif_cli.refusals import FINE, wrong_words
from lif_cli.requesting import told_of
from lif_cli.telling import full_name
from lif_core import AsOf
from lif_core.errors import UnknownName
from lif_core.measures.audits import beside_survey, compared, graded, rolled, taken_up
from lif_core.measures.audits import roll_over as rolled_over
from lif_core.records import Record, Return, Review
from lif_core.serial.plain import to_wire

_BECAME = {
    "improving": "gets better",
    "to-go-on-with": "to go on with",
    "both": "gets better, and to go on with",
    "nothing-said": "nothing is said of it",
}


def audits(
    id_: Annotated[str, Parameter(name="ID")],
    /,
    *,
    again: str = "",
    survey: str = "",
    scale: str = "",
    view: Viewing = VIEWING,
) -> int:
    """Tell how the grades of an audit are spread, how its re-audit differs, and what staff say beside it.

    Of a return that rolled over it tells which answers changed since the cycle before.

    Args:
        id_: the audit, or a return: its id, the end of its id, or what people call it.
        again: the re-audit, named alike.
        survey: the review that the staff survey is, where it is not the audit itself, named alike.
        scale: id of the scale; left out, the one that the framework's tool for this audit or the grades tell.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        record = record_asked(now, id_)
        if isinstance(record, Return):
            found = rolled(now, record, scale=scale)
            if view.json:
                tell({**of_view(now), "answers": [to_wire(one) for one in found]})
                return FINE
            say(heading_of(lif, now, f"Since the cycle before: {full_name(now, record)}"))
            table(
                ("Asked", "Before", "Now", ""),
                [(one.to, one.before, one.now, one.fate.replace("-", " ")) for one in found],
            )
            return FINE
        audit = _review(record)
        later = _review(record_asked(now, again)) if again else None
        staff = record_asked(now, survey) if survey else None
        told = _Told(now, audit, later, staff, scale)
        if view.json:
            tell({**of_view(now), **told.plain()})
            return FINE
        say(heading_of(lif, now, f"Grades: {full_name(now, audit)}"))
        told.say()
    return FINE


def _review(record: Record) -> Review:
    if not isinstance(record, Review):
        raise wrong_words("no-audit", "This is no review.", "Name the audit by its id; `lif list review` lists them.")
    return record


class _Told:
    """What there is to tell of one audit."""

    def __init__(self, now: AsOf, audit: Review, later: Review | None, staff: Record | None, scale: str) -> None:
        try:
            self.grades = graded(now, audit, scale)
            self.compared = compared(now, audit, later, scale) if later is not None else ()
            self.beside = beside_survey(now, audit, staff, scale=scale)
        except UnknownName as error:
            raise wrong_words("no-scale", str(error), "Name a scale of the framework with --scale.") from None
        self.findings = taken_up(now, audit, later) if later is not None else ()

    def plain(self) -> dict[str, object]:
        """Give it as plain data."""
        parts = {
            "grades": self.grades,
            "compared": self.compared,
            "findings": self.findings,
            "beside_survey": self.beside,
        }
        return {name: [to_wire(one) for one in several] for name, several in parts.items()}

    def say(self) -> None:
        """Tell it to people."""
        say(*self.grades)
        if self.compared:
            say("", "The re-audit beside it")
            table(("", "What", "So"), [(one.verdict.replace("-", " "), one.about or "All together", one.why)
                                       for one in self.compared], whole=(0,))  # fmt: skip
        if self.findings:
            say("", "What became of what it found")
            table(("Found at first", "Later"), [(one.name, _BECAME[one.became]) for one in self.findings])
        asked = [one for one in self.beside if one.verdict != "staff-not-asked"]
        if asked:
            say("", "How agencies rate themselves, beside what their staff say", *asked)


def roll_over(
    id_: Annotated[str, Parameter(name="RETURN")],
    /,
    *,
    due: str = "",
    about: str = "",
    ref: str = "",
    write: Writing = WRITING,
) -> int:
    """Ask an agency again, beginning from its answers of last time, each marked as carried over.

    Args:
        id_: the return of the last cycle: its id, the end of its id, or what people call it.
        due: by when it is asked for.
        about: the review or other record it is now about, named alike.
        ref: what people call the new return.
        write: who writes, why, and on which day it takes effect.
    """
    with opened(write) as lif:
        with work_of(lif, write) as work:
            last = record_asked(work.view, id_)
            if not isinstance(last, Return):
                raise wrong_words("no-return", "This is no return.", "`lif list return` lists them.")
            on = record_asked(work.view, about) if about else ()
            touched = work.apply([rolled_over(last, due=due or None, about=on, ref=ref)])
        told_of(work, touched, write)
    return FINE
