"""Scrutineer: the independent scrutineer's page: what is called done, on whose word, and how much is unknown."""

import hashlib
from collections.abc import Iterable, Sequence

from lif_core.measures.gaps import gaps
from lif_core.records import Action, Intake
from lif_core.reports.action_rows import ActionRows, actions_of, columns_for
from lif_core.reports.document import Block, Cell, Document, KeyFigure, KeyFigures, Paragraph, Section
from lif_core.reports.gap_list import accepted_table, gap_table
from lif_core.reports.standing import MOVED_OFTEN, evaluators
from lif_core.reports.telling import Asked, Teller
from lif_core.reports.unverified import unverified
from lif_core.view.kinds import is_done, is_withdrawn
from lif_core.view.recurrence import returns
from lif_core.view.view import View

SAMPLE = 10
"""How many actions the random sample holds."""
_PARTS = ("closed-on-self-report", "evaluated-by-own-lead")


def scrutineer(view: View, asked: Asked | None = None) -> Document:
    """Build the scrutineer's page."""
    teller = Teller(view, asked)
    found = gaps(view, teller.asked.gap_rules)
    every = (*found.open, *found.older)
    actions = [one for one in actions_of(teller) if not is_withdrawn(view, one)]
    parts: list[Section] = []
    for code in _PARTS:
        table = gap_table(teller, code, [gap for gap in every if gap.code == code], nothing="nothing-such")
        parts.append(Section(name=code, title=teller.words(code), blocks=(table,)))
    parts += [
        Section(name="moved", title=teller.words("moved-often-column"), blocks=(_moved(teller, actions),)),
        Section(name="returned", title=teller.words("theme-returned"), blocks=(_returned(teller),)),
        Section(name="accepted", title=teller.words("in-force"), blocks=(accepted_table(teller, found),)),
        Section(name="sample", title=teller.words("sample"), blocks=_sample(teller, actions)),
        Section(name="unknown", title=teller.words("unknown"), blocks=_unknown(teller, actions, len(found.older))),
    ]
    return teller.document("scrutineer", teller.words("scrutineer"), parts)


def _moved(teller: Teller, actions: Iterable[Action]) -> Block:
    names = ("ref", "action", "lead-agency", "target-date", "first-target-date", "status")
    rows = ActionRows(teller)
    often = [one for one in actions if len(one.rescheduled) >= MOVED_OFTEN]
    told = [rows.row(action, names) for action in often]
    return teller.table("moved", columns_for(teller, names), told, nothing="nothing-such")


def _returned(teller: Teller) -> Block:
    columns = (
        teller.column("theme", 26),
        teller.column("action", 40),
        teller.column("closed-on", 13, "day"),
        teller.column("came-back", 13, "day"),
        teller.column("finding", 40),
    )
    told = []
    for one in returns(teller.view):
        teller.shows(one.closed, one.finding)
        theme = teller.item("theme", one.theme)
        told.append((theme, one.closed.text, Cell(one.on), Cell(one.found), one.finding.text))
    return teller.table("returned", columns, told, nothing="nothing-such")


def _sample(teller: Teller, actions: Sequence[Action]) -> tuple[Block, ...]:
    """Draw actions that are called done: by a hash of id, day and fingerprint, so that anybody can draw them again."""
    done = [one for one in actions if is_done(teller.view, one)]
    drawn = sorted(done, key=lambda one: _drawn(teller, one.id))[:SAMPLE]
    names = ("ref", "action", "lead-agency", "evidence")
    rows = ActionRows(teller)
    columns = (*columns_for(teller, names), teller.column("evaluated-by", 20))
    told = [(*rows.row(action, names), Cell(evaluators(teller, action))) for action in drawn]
    table = teller.table("sample", columns, told, nothing="nothing-done")
    return (Paragraph(teller.words("sample-note", n=len(drawn), of=len(done))), table)


def _drawn(teller: Teller, id: str) -> str:
    return hashlib.sha256(f"{teller.asked.fingerprint} {teller.view.day} {id}".encode()).hexdigest()


def _unknown(teller: Teller, actions: Sequence[Action], older: int) -> tuple[Block, ...]:
    intakes = [one for one in teller.view.register.of_type(Intake) if not one.undone]
    undated = sum(1 for one in actions if one.due is None or not one.due.is_dated)
    figures = (
        KeyFigure(teller.words("unknown-aside"), sum(len(one.aside) for one in intakes)),
        KeyFigure(teller.words("unknown-refused"), sum(len(one.refused) for one in intakes)),
        KeyFigure(teller.words("unknown-figures"), len(unverified(teller))),
        KeyFigure(teller.words("unknown-older"), older),
        KeyFigure(teller.words("unknown-undated"), undated, teller.words("of-all", n=len(actions))),
    )
    return (KeyFigures(figures), Paragraph(teller.words("unknown-note")))
