"""Day sheet page: the working days of each rapid review with their dates: what is due, who was asked, who returned."""

from collections.abc import Iterator, Sequence
from datetime import date

from lif_core.errors import Refused
from lif_core.measures.day_sheet import DaySheet, SheetDay, day_sheet
from lif_core.measures.returns import Asked as AskedFor
from lif_core.records import Record, Review
from lif_core.reports.document import Block, Bullets, Cell, Document, Heading, Paragraph, Section
from lif_core.reports.learning_paper import found
from lif_core.reports.telling import Asked, Teller
from lif_core.values.saying import DAYS
from lif_core.view.kinds import is_finished, is_withdrawn
from lif_core.view.view import View

RAPID_REVIEW = "rapid-review"


def rapid_review_day_sheet(view: View, asked: Asked | None = None, *, review: str = "") -> Document:
    """Build the day sheet of a rapid review, or of every one that is live.

    Args:
        view: what to report on.
        asked: language, fingerprint.
        review: its id or ref; left out, every live rapid review.

    Raises:
        Refused: no record is called so, it is no review, or no day of it can be told, with the reason.
    """
    teller = Teller(view, asked)
    sections: list[Section] = []
    if review:
        one = found(view, review)
        sections.append(_section(teller, day_sheet(view, one), "sheet"))
    else:
        for number, live in enumerate(_live(view), 1):
            sections.append(_some(teller, live, f"sheet-{number}"))
    if not sections:
        none = Paragraph(teller.words("no-live-rapid-reviews"))
        sections.append(Section(name="none", title=teller.words("day-sheet"), blocks=(none,)))
    return teller.document("rapid-review-day-sheet", teller.words("day-sheet"), sections, "a3-landscape")


def _live(view: View) -> list[Review]:
    every = [one for one in view.register.of_type(Review) if one.kind == RAPID_REVIEW]
    return [one for one in every if not is_finished(view, one) and not is_withdrawn(view, one)]


def _some(teller: Teller, review: Review, name: str) -> Section:
    """Give the sheet of a live review, or why there is none: one review without a day leaves the others theirs."""
    try:
        return _section(teller, day_sheet(teller.view, review), name)
    except Refused as refused:
        told = tuple(Paragraph(f"{problem.says} {problem.mend}") for problem in refused.problems)
        return Section(name=name, title=teller.name(review), blocks=told)


def _section(teller: Teller, sheet: DaySheet, name: str) -> Section:
    return Section(
        name=name, title=teller.name(teller.view.register[sheet.record]), blocks=tuple(_blocks(teller, sheet, name))
    )


def _blocks(teller: Teller, sheet: DaySheet, name: str) -> Iterator[Block]:
    yield Paragraph(f"{teller.label(sheet.deadline.rule.says)}: {teller.reckoning(sheet.reckoning)}", strong=True)
    columns = (
        teller.column("day-number", 8, "number"),
        teller.column("weekday", 12),
        teller.column("when", 13, "day"),
        teller.column("happened", 40),
        teller.column("due-today", 50),
        teller.column("asked-and-returned", 50),
    )
    review = teller.view.register[sheet.record]
    rows = [_row(teller, review, day) for day in sheet.days]
    yield teller.table(f"{name}-days", columns, rows)
    if sheet.skipped:
        off = ", ".join(f"{teller.day(one.day)} ({one.why})" for one in sheet.skipped)
        yield Paragraph(teller.words("days-not-counted", days=off))
    yield Heading(teller.words("not-returned"))
    yield _outstanding(teller, name, sheet.outstanding)
    if sheet.undated:
        yield Paragraph("; ".join(_told(teller, "has-returned-undated", one) for one in sheet.undated))
    yield Heading(teller.words("deadlines"))
    yield Bullets(tuple(str(one) for one in sheet.deadlines))


def _row(teller: Teller, review: Record, day: SheetDay) -> tuple[Cell, ...]:
    due = "; ".join(teller.label(one.rule.says) for one in day.due)
    moved = [
        *(_told(teller, "was-asked", one) for one in day.asked),
        *(_told(teller, "is-wanted", one) for one in day.wanted),
        *(_told(teller, "has-returned", one) for one in day.returned),
        *(_told(teller, "asked-again", one) for one in day.chased),
    ]
    today = f" ({teller.words('today')})" if day.is_today else ""
    return (
        Cell(day.number),
        Cell(f"{DAYS[teller.language][day.day.weekday()]}{today}"),
        Cell(day.day),
        Cell("; ".join(teller.event(event) for event, when in review.happened.items() if when.exact == day.day)),
        Cell(due),
        Cell("; ".join(moved)),
    )


def _told(teller: Teller, key: str, one: AskedFor) -> str:
    teller.shows(one.record)
    return teller.words(key, who=teller.named(one.agency, one.who))


def _outstanding(teller: Teller, name: str, asked: Sequence[AskedFor]) -> Block:
    columns = (
        teller.column("agency", 30),
        teller.column("what", 34),
        teller.column("by-when", 13, "day"),
        teller.column("days", 10, "number"),
        teller.column("asked-again-on", 24),
    )
    told = []
    for one in asked:
        teller.shows(one.record)
        last: date | None = one.due.last if one.due is not None else None
        again = ", ".join(teller.read(when) for when in one.chased)
        told.append(
            (
                teller.named(one.agency, one.who),
                teller.item("return", one.kind),
                Cell(last),
                Cell(one.days or None),
                again,
            )
        )
    return teller.table(f"{name}-outstanding", columns, told, nothing="everything-returned")
