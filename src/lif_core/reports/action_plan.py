"""Action plan: the workbook a manager opens: every action with what hangs on it, then the lists for meetings."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from lif_core.records import Action, Finding, Intake
from lif_core.reports.action_rows import UPDATES, ActionRows, actions_of, columns_for
from lif_core.reports.document import Block, Cell, Document, KeyFigure, KeyFigures, Paragraph, Section, Table
from lif_core.reports.form import ids_of
from lif_core.reports.plan_tables import PlanTables
from lif_core.reports.standing import (
    days_overdue,
    evaluators,
    exceptions,
    heard_since,
    sign_offs,
    standing_of,
)
from lif_core.reports.telling import Asked, Teller
from lif_core.view.facts import next_check
from lif_core.view.kinds import is_done, is_open, is_withdrawn
from lif_core.view.recurrence import themes_of
from lif_core.view.view import View

SOON = timedelta(days=30)
"""What counts as due soon."""


def action_plan(view: View, asked: Asked | None = None, *, since: date | None = None) -> Document:
    """Build the action plan of a view.

    Args:
        view: what to report on.
        asked: language, fingerprint, further gap rules.
        since: the day of the last meeting; tells of which actions nothing was heard since.
    """
    teller = Teller(view, asked)
    actions, rows = actions_of(teller), ActionRows(teller)
    tables = PlanTables(teller, rows)
    without = tables.without_action(actions)
    plan = tables.sections((*without, *actions))
    beside = (
        Section(name="at-risk", title=teller.words("at-risk"), blocks=(at_risk(teller, actions, rows, since),)),
        Section(name="for-sign-off", title=teller.words("for-sign-off"), blocks=(for_sign_off(teller, actions, rows),)),
        Section(name="check-again", title=teller.words("check-again"), blocks=(check_again(teller, actions, rows),)),
        Section(name="by-agency", title=teller.words("by-agency"), blocks=_by_agency(teller, actions, since)),
        Section(name="by-theme", title=teller.words("by-theme"), blocks=(_by_theme(teller, actions),)),
        Section(name="kept-aside", title=teller.words("kept-aside"), blocks=kept_aside(teller)),
    )
    first = read_me(teller, actions, form=teller.inside, without=len(without))
    hidden = ids_of((table for section in plan for table in section.tables), beside)
    sections = (first, *plan, *beside)
    return teller.document("action-plan", teller.words("action-plan"), sections, "a3-landscape", hidden)


def read_me(teller: Teller, actions: Sequence[Action], *, form: bool, without: int = 0) -> Section:
    """Build the first sheet: as at, for whom, marking, counts, what letters and stars mean, which cells are to fill in.

    The marking and the fingerprint stand in the head of the document, which every exporter prints above this.

    Args:
        teller: says things.
        actions: the actions of the plan.
        form: whether there are cells to fill in.
        without: how many lines of the plan have no action.
    """
    view = teller.view
    open_ones = [action for action in actions if is_open(view, action)]
    figures = (
        KeyFigure(teller.words("count-actions"), len(actions)),
        KeyFigure(teller.words("count-open"), len(open_ones)),
        KeyFigure(teller.words("count-overdue"), sum(1 for one in open_ones if days_overdue(view, one))),
        KeyFigure(teller.words("count-done"), sum(1 for one in actions if is_done(view, one))),
        KeyFigure(teller.words("count-no-date"), sum(1 for one in open_ones if standing_of(view, one) == "no-date")),
        KeyFigure(
            teller.words("count-uncertain"), sum(1 for one in open_ones if standing_of(view, one) == "condition")
        ),
        KeyFigure(teller.words("count-sign-off"), sum(1 for one in actions if any(sign_offs(view, one)))),
        KeyFigure(teller.words("count-moved"), sum(1 for one in actions if one.rescheduled)),
        *([KeyFigure(teller.words("count-without-action"), without)] if without else ()),
    )
    blocks: list[Block] = [KeyFigures(figures), legend(teller), Paragraph(teller.words("legend-star"))]
    if form:
        headings = ", ".join(teller.words(name) for name in UPDATES)
        blocks.append(Paragraph(teller.words("how-to-fill-in", headings=headings), form=True))
    return Section(name="read-me", title=teller.words("read-me"), blocks=tuple(blocks))


def legend(teller: Teller) -> Block:
    """Build the table of letters and colours: what each means, and the rule behind it."""
    colours = teller.view.framework.colours("action")
    columns = (
        teller.column("letter", 8, "colour"),
        teller.column("colour", 14),
        teller.column("meaning", 30),
        teller.column("rule", 40),
    )
    told = [
        (
            Cell(teller.letter(one.colour), colour=one.colour),
            teller.colour_word(one.colour),
            teller.label(one.means),
            f"colours.action: {one.when.text}",
        )
        for one in (colours.first_that_fits if colours else ())
    ]
    return teller.table("legend", columns, told, caption=teller.words("legend"))


def at_risk(teller: Teller, actions: Iterable[Action], rows: ActionRows, since: date | None = None) -> Block:
    """List the actions that stand out, each with why."""
    names = ("ref", "action", "lead-agency", "target-date", "first-target-date", "status", "rag")
    columns = (*columns_for(teller, names), teller.column("why", 36))
    told = []
    for action in actions:
        why = "; ".join(exceptions(teller, action, since))
        if why:
            told.append((*rows.row(action, names), Cell(why)))
    return teller.table("at-risk", columns, told, nothing="nothing-at-risk")


def for_sign_off(teller: Teller, actions: Iterable[Action], rows: ActionRows) -> Block:
    """List the actions that are called done and that somebody is to sign off, with what the gate still asks for."""
    names = ("ref", "action", "lead-agency", "signed-off-by", "evidence")
    columns = (
        *columns_for(teller, names),
        teller.column("evaluated-by", 18),
        teller.column("asked-state", 14),
        teller.column("all-met", 8),
        teller.column("not-met", 36),
    )
    told = [
        (
            *rows.row(action, names),
            Cell(evaluators(teller, action)),
            Cell(teller.state(one.state)),
            Cell(teller.words("no" if one.unmet else "yes")),
            Cell("\n".join(problem.mend for problem in one.unmet)),
        )
        for action in actions
        for one in sign_offs(teller.view, action)
    ]
    return teller.table("for-sign-off", columns, told, nothing="nothing-to-sign-off")


def check_again(teller: Teller, actions: Iterable[Action], rows: ActionRows) -> Block:
    """List the actions that are to be checked again, the earliest day first."""
    names = ("ref", "action", "lead-agency", "evaluation")
    columns = (
        teller.column("check-again-on", 13, "day"),
        *columns_for(teller, names),
        teller.column("standing", 14),
    )
    dated = [(day, action) for action in actions if (day := next_check(teller.view, action)) is not None]
    told = [
        (Cell(day), *rows.row(action, names), Cell(teller.words("overdue" if day < teller.view.day else "coming")))
        for day, action in sorted(dated, key=lambda pair: (pair[0], pair[1].id))
    ]
    return teller.table("check-again", columns, told, nothing="nothing-to-check")


def _by_agency(teller: Teller, actions: Sequence[Action], since: date | None) -> tuple[Block, ...]:
    counts = (
        "live",
        "overdue",
        "due-soon",
        *(("not-heard",) if since else ()),
        "moved-often-column",
        "awaiting-sign-off",
    )
    columns = (teller.column("agency", 30), *(teller.column(name, 14, "number") for name in counts))
    live = [action for action in actions if not is_withdrawn(teller.view, action)]
    told: list[tuple[str | int, ...]] = []
    for named in sorted({party.named for action in live for party in action.leads}):
        of_it = [action for action in live if named in {party.named for party in action.leads}]
        words = next(teller.party(party) for party in of_it[0].leads if party.named == named)
        told.append((words, *_counted(teller, of_it, since)))
    without = [action for action in live if not action.leads]
    if without:
        told.append((teller.words("no-lead"), *_counted(teller, without, since)))
    if not told:
        return (Paragraph(teller.words("no-actions")),)
    told.append((teller.words("total-once"), *_counted(teller, live, since)))
    table = teller.table("by-agency", columns, told, total=True)
    return (table, Paragraph(teller.words("several-leads-note", n=len(live))))


def _counted(teller: Teller, actions: Sequence[Action], since: date | None) -> tuple[int, ...]:
    view = teller.view
    teller.shows(*actions)
    live = [action for action in actions if is_open(view, action)]
    soon = [
        action
        for action in live
        if standing_of(view, action) == "coming"
        and action.due
        and action.due.last
        and action.due.last <= view.day + SOON
    ]
    counts = [len(live), sum(1 for action in live if days_overdue(view, action)), len(soon)]
    if since is not None:
        counts.append(sum(1 for action in live if not heard_since(teller, action, since)))
    counts.append(sum(1 for action in live if len(action.rescheduled) > 1))
    counts.append(sum(1 for action in actions if any(sign_offs(view, action))))
    return tuple(counts)


def _by_theme(teller: Teller, actions: Sequence[Action]) -> Block:
    view = teller.view
    columns = (
        teller.column("theme", 34),
        teller.column("findings", 12, "number"),
        teller.column("live", 12, "number"),
        teller.column("done", 12, "number"),
        teller.column("overdue", 12, "number"),
    )
    findings: dict[str, int] = {}
    for finding in view.register.of_type(Finding):
        for theme in finding.themes:
            teller.shows(finding)
            findings[theme] = findings.get(theme, 0) + 1
    by_theme: dict[str, list[Action]] = {theme: [] for theme in findings}
    for action in actions:
        for theme in themes_of(view, action):
            by_theme.setdefault(theme, []).append(action)
    told = [
        (
            teller.item("theme", theme),
            findings.get(theme, 0),
            sum(1 for one in of_it if is_open(view, one)),
            sum(1 for one in of_it if is_done(view, one)),
            sum(1 for one in of_it if days_overdue(view, one)),
        )
        for theme, of_it in sorted(by_theme.items())
    ]
    return teller.table("by-theme", columns, told, nothing="no-themes")


def kept_aside(teller: Teller, places: Sequence[str] | None = None) -> tuple[Block, ...]:
    """List what imports kept aside: places, never what stood there.

    Args:
        teller: says things.
        places: the places; left out, those that the receipts of the view tell.
    """
    told: list[tuple[str, str]] = [("", place) for place in places or ()]
    if places is None:
        for intake in teller.view.register.of_type(Intake):
            if not intake.undone:
                teller.shows(intake)
                told += [(teller.words("aside-lines"), place) for place in intake.aside]
                told += [(teller.words("aside-refused"), place) for place in intake.refused]
    columns = (teller.column("what", 24), teller.column("place", 40))
    table = teller.table("kept-aside", columns, told, nothing="nothing-aside")
    return (table, Paragraph(teller.words("aside-note"))) if isinstance(table, Table) else (table,)
