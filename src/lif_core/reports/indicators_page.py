"""Indicators page: how the framework itself works, year by year: each number with its n and N and what it counts."""

from collections.abc import Iterator, Mapping, Sequence

from lif_core.errors import Problem, Refused
from lif_core.measures.indicators import Funnel, Step, Told, Value, funnel, indicators
from lif_core.measures.indicators.indicator import Indicator
from lif_core.reports.document import Block, Cell, Document, Heading, Paragraph, Section
from lif_core.reports.figures import chart, counts_as_shown, share
from lif_core.reports.telling import Asked, Teller
from lif_core.values.rates import Rate
from lif_core.view.view import View

_RESTS_ON = (
    "review",
    "decision",
    "finding",
    "action",
    "evaluation",
    "evidence",
    "product",
    "return",
    "figure",
    "session",
)
"""The types of records that indicators count: what is counted is shown."""


def indicators_page(view: View, asked: Asked | None = None, *, years: int | str = 5) -> Document:
    """Build the page of indicators.

    Args:
        view: what to report on, as at its day.
        asked: language, fingerprint.
        years: how many reporting years, that of the day last; 1 to 20.

    Raises:
        Refused: so many cannot be told on a page.
    """
    teller = Teller(view, asked)
    count = _count(years)
    counts_as_shown(teller, *_RESTS_ON)
    told = indicators(view, count)
    parts = (
        ("indicators-how", tuple(_how(teller))),
        ("indicators-by-year", (_by_year(teller, told),)),
        ("indicators-by-agency", tuple(_by_agency(teller, told))),
        ("how-far", tuple(_funnel(teller, funnel(view, count)))),
        ("what-is-counted", (_definitions(teller, told),)),
    )
    sections = [Section(name=name, title=teller.words(name), blocks=blocks) for name, blocks in parts]
    return teller.document("indicators", teller.words("indicators"), sections, "a3-landscape")


def _count(years: int | str) -> int:
    said = str(years).strip()
    if said.isdecimal() and len(said) < 4 and 1 <= int(said) <= 20:
        return int(said)
    says, mend = "The page tells 1 to 20 reporting years.", "Give a number from 1 to 20."
    raise Refused([Problem("report.years", says, mend, "years", said[:40])])


def _how(teller: Teller) -> Iterator[Block]:
    yield Paragraph(teller.words("indicators-note"), strong=True)
    if not teller.shows_small:
        yield Paragraph(teller.words("small-note"))


def _by_year(teller: Teller, told: Sequence[Told]) -> Block:
    """Set the years side by side; a year that is not over says so, and what was published of it stands beside."""
    years = told[0].years if told else ()
    columns = (
        teller.column("indicator", 50),
        *(
            teller.column(
                f"year-{number}", 24, heading=one.year if one.is_over else teller.words("year-so-far", year=one.year)
            )
            for number, one in enumerate(years, 1)
        ),
        teller.column("better-is", 14),
    )
    rows = []
    for one in told:
        values = [_with_published(teller, one.indicator, year.value, year.published) for year in one.years]
        better = teller.words(f"better-{one.indicator.better}") if one.indicator.better else ""
        rows.append((teller.label(one.indicator.label), *values, better))
    return teller.table("indicators", columns, rows)


def _with_published(teller: Teller, indicator: Indicator, value: Value, published: Sequence[str]) -> str:
    told = value_in_words(teller, indicator, value)
    return f"{told} ({teller.words('published-as', said='; '.join(published))})" if published else told


def value_in_words(teller: Teller, indicator: Indicator, value: Value) -> str:
    """Tell a value with its n and N in the language of the document."""
    if value.hidden:
        return teller.words("not-shown")
    unknown = f"; {teller.words('unknown-of-it', n=value.unknown)}" if value.unknown else ""
    if indicator.sort == "count":
        return f"{value.n if value.n is not None else ''}{unknown}"
    if indicator.sort == "share":
        rate = value.rate()
        told = share(teller, rate) if rate is not None and rate.of else teller.words("none-in-year")
        return f"{told}{unknown}"
    if value.number is None:
        return f"{teller.words('none-in-year')}{unknown}"
    number = f"{value.number:.1f}".removesuffix(".0")
    return f"{teller.words('days-over', days=number, n=value.of)}{unknown}"


def _by_agency(teller: Teller, told: Sequence[Told]) -> Iterator[Block]:
    some = False
    for one in told:
        if one.parts:
            some = True
            yield Heading(teller.label(one.indicator.label))
            yield _parts(teller, one.indicator.id, one.parts)
    if not some:
        yield Paragraph(teller.words("nothing"))


def _parts(teller: Teller, name: str, parts: Mapping[str, Rate | None]) -> Block:
    columns = (teller.column("agency", 40), teller.column("share", 30))
    rows = []
    for body, rate in sorted(parts.items()):
        who = teller.named(body, teller.words("no-lead"))
        rows.append((who, share(teller, rate) if rate is not None else teller.words("not-shown")))
    return teller.table(f"parts-{name}", columns, rows)


def _funnel(teller: Teller, funnels: Sequence[Funnel]) -> Iterator[Block]:
    """Tell how many of what was discussed came how far; the last year is drawn."""
    if not funnels:
        yield Paragraph(teller.words("nothing"))
        return
    last = funnels[-1]
    columns = (
        teller.column("year", 22),
        *(
            teller.column(f"step-{number}", 22, "number", heading=teller.label(step.label))
            for number, step in enumerate(last.steps, 1)
        ),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in funnels:
        rows.append((Cell(one.year), *(_counted(teller, step) for step in one.steps)))
        if one.as_published:
            known = {step.id: step for step in one.as_published}
            said = (_printed(teller, known.get(step.id)) for step in one.steps)
            rows.append((Cell(teller.words("as-published-in", year=one.year)), *said))
    yield teller.table("funnel", columns, rows)
    drawn = chart(
        teller, "funnel-chart", "funnel-chart", ("step", "count"),
        [(teller.label(step.label), step.n) for step in last.steps],
    )  # fmt: skip
    if drawn is not None:
        yield drawn


def _counted(teller: Teller, step: Step) -> Cell:
    if step.n is not None:
        return Cell(step.n)
    return Cell(teller.words("not-shown" if step.recorded else "not-recorded"))


def _printed(teller: Teller, step: Step | None) -> Cell:
    """Give what was published of a step; blank where nothing was."""
    return Cell() if step is None else Cell(step.published or teller.words("not-shown"))


def _definitions(teller: Teller, told: Sequence[Told]) -> Block:
    columns = (teller.column("indicator", 50), teller.column("counted-how", 90))
    return teller.table(
        "definitions", columns, [(teller.label(one.indicator.label), one.indicator.says) for one in told]
    )
