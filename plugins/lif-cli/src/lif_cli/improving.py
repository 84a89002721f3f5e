"""Improving: whether what was done lasted, what measures show, what came back, and what stands out among the plans."""

from typing import Annotated

from cyclopts import Parameter

from lif_cli.opening import heading_of, of_view, opened, record_asked, view_of, work_of
from lif_cli.options import VIEWING, WRITING, Flag, Viewing, Writing
from lif_cli.printing import plural, say, table, tell
from lif_cli.refusals import FINE
from lif_cli.requesting import told_of
from lif_cli.telling import full_name
from lif_core import AsOf
from lif_core.errors import Problem, Refused
from lif_core.measures.change import answered
from lif_core.measures.evidence_trail import superseded
from lif_core.measures.portfolio import MANY
from lif_core.measures.recurring import Recurred
from lif_core.measures.sustained import Life, Proposed, reopening
from lif_core.records import Action
from lif_core.serial.plain import to_wire

_STAGES = {
    "did-not-hold": "DID NOT HOLD",
    "not-sustained": "NOT SUSTAINED",
    "no-evidence": "no evidence",
    "not-evaluated": "not evaluated",
    "check-overdue": "check overdue",
    "not-told": "not told",
    "held": "held",
    "check-ahead": "check ahead",
    "no-schedule": "no schedule",
    "sustained": "sustained",
}


def sustained(*, propose: Flag = False, every: Flag = False, view: Viewing = VIEWING) -> int:
    """Tell what became of actions after they were done: evidence, evaluation by another, checked again, held or not.

    Args:
        propose: tell only what is proposed, and the command that commits it.
        every: tell also what is sustained, and what is to be checked on a day that lies ahead.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found, revised = now.sustained(), superseded(now)
        made = now.proposed()
        if view.json:
            told = {
                "actions": [{**to_wire(one), "says": one.says} for one in found],
                "proposed": [_plain(one) for one in made],
            }
            tell({**of_view(now), **told, "superseded_evidence": [to_wire(one) for one in revised]})
            return FINE
        if propose:
            _tell_proposals(heading_of(lif, now, f"Proposed: {plural(len(made), 'move')}"), now, made)
            return FINE
        shown = [one for one in found if every or one.stage not in ("sustained", "check-ahead")]
        say(heading_of(lif, now, f"After it was done: {plural(len(found), 'action')}"))
        if shown:
            table(("Where it stands", "Action", "What is known"), [_row(now, one) for one in shown], whole=(0,))
        else:
            say("Nothing asks for anybody.")
        for one in revised:
            say(one)
        left = len(found) - len(shown)
        if left:
            say(f"{plural(left, 'action')} sustained or to be checked later: `lif sustained --every` lists them.")
        if made:
            say(f"{plural(len(made), 'move')} proposed: `lif sustained --propose` tells how to commit them.")
    return FINE


def _row(now: AsOf, one: Life) -> tuple[str, str, str]:
    return _STAGES[one.stage], full_name(now, now.register[one.action], 50), one.says


def _plain(one: Proposed) -> dict[str, object]:
    asked = {"request": "move", "record": one.request.record, "to": one.request.to, "why": one.request.why}
    return {"stage": one.life.stage, **asked, "refused": [problem.says for problem in one.refused]}


def _tell_proposals(heading: str, now: AsOf, made: tuple[Proposed, ...]) -> None:
    say(heading)
    if not made:
        say("Nothing is proposed.")
    for one in made:
        say("", f"{full_name(now, now.register[one.life.action], 50)}: {one.life.says}")
        for problem in one.refused:
            say(f"  In its way: {problem.says} {problem.mend}")
        if not one.refused:
            say(f'  lif status {one.life.action} {one.request.to} --why "{one.request.why}"')


def reopen(id_: Annotated[str, Parameter(name="ID")], /, *, write: Writing = WRITING) -> int:
    """Reopen an action that was checked again and did not hold, or take up one that fell back; with the reason.

    Args:
        id_: its id, the end of its id, or what people call it.
        write: who writes, why (left out, what the check found), and on which day it takes effect.
    """
    with opened(write) as lif:
        with work_of(lif, write) as work:
            record = record_asked(work.view, id_)
            move = reopening(work.view, record) if isinstance(record, Action) else None
            if move is None:
                says = "No check on record found that it did not hold, so nothing is to be reopened."
                mend = "Record the evaluation first, or move it with `lif status`."
                raise Refused([Problem("reopen.nothing", says, mend, record.id)])
            touched = work.apply([move])
        told_of(work, touched, write)
    return FINE


def measures(*, of: str = "", view: Viewing = VIEWING) -> int:
    """Tell what each measure showed at first and last, and whether that is more than chance.

    Args:
        of: only the measures of this record (its id, the end of its id, or what people call it), and which of the
            three questions (how much, how well, what difference) was answered of it.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        record = record_asked(now, of) if of else None
        found = now.measured(record)
        questions = answered(now, record) if record is not None else None
        if view.json:
            beside = {"answered": to_wire(questions)} if questions is not None else {}
            tell({**of_view(now), "measures": [to_wire(one) for one in found], **beside})
            return FINE
        say(heading_of(lif, now, "What measures show"))
        if questions is not None:
            say(questions)
        if not found:
            say("Nothing is measured.")
            return FINE
        rows = [
            (one.verdict.replace("-", " "), one.name, one.baseline or "", one.latest or "", one.why) for one in found
        ]
        table(("Shows", "Measure", "At first", "Last", "So"), rows, whole=(0,))
    return FINE


def recurring(*, view: Viewing = VIEWING) -> int:
    """Tell where learning did not hold: a theme that came back, both reviews, and what was done in between.

    Args:
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found = now.recurred()
        if view.json:
            tell({**of_view(now), "recurred": [_plain_recurred(one) for one in found]})
            return FINE
        say(heading_of(lif, now, f"What came back: {plural(len(found), 'time')}"))
        for one in found:
            say("", one)
        if not found:
            say("No theme came back after an action on it was closed.")
    return FINE


def _plain_recurred(one: Recurred) -> dict[str, object]:
    days = {"theme": one.theme, "finding": one.finding, "found": one.found.isoformat(), "only_told": one.only_told}
    between = [to_wire(done) for done in one.between]
    return {**days, "earlier": list(one.earlier), "later": list(one.later), "between": between, "says": one.says}


def portfolio(*, many: int = MANY, view: Viewing = VIEWING) -> int:
    """Tell what stands out where plans are seen together: only telling people, nothing measured, crowded dates.

    Args:
        many: from how many target dates of one body in a fortnight on they are told.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found = now.portfolio(many)
        if view.json:
            tell({**of_view(now), "remarks": [to_wire(one) for one in found]})
            return FINE
        say(heading_of(lif, now, f"What stands out: {plural(len(found), 'remark')}"))
        if found:
            table(("Where", "What stands out", "To ask"), [(one.name, one.says, one.ask) for one in found])
        else:
            say("Nothing stands out.")
    return FINE
