"""Counting: the indicators of the framework itself, and how many of what was discussed came how far."""

from typing import Annotated, Any

from cyclopts import Parameter

from lif_cli.opening import heading_of, of_view, opened, view_of
from lif_cli.options import VIEWING, Flag, Viewing
from lif_cli.printing import say, table, tell
from lif_cli.refusals import FINE, unknown_word, wrong_words
from lif_core.measures.indicators import INDICATORS, YEARS, Funnel, Step, Told, in_words
from lif_core.serial.plain import to_wire
from lif_core.values.rates import Rate


def indicators(
    *only: Annotated[str, Parameter(name="ID")], years: int = YEARS, define: Flag = False, view: Viewing = VIEWING
) -> int:
    """Tell how the framework itself works, by reporting year, each number with what it counts and of how many.

    Args:
        only: ids of the indicators to tell, such as `rapid-reviews-in-time`, or `funnel`; left out, all of them.
        years: how many reporting years, the last one that of the day it is looked at.
        define: say of each what exactly it counts.
        view: of whom, of which day, for whom, and how it is told.
    """
    known = (*(one.id for one in INDICATORS), "funnel")
    for id in only:
        if id not in known:
            raise unknown_word(id, "indicator", known)
    if years < 1:
        raise wrong_words("no-years", "At least one year is told.", "Give 1 or more with --years.")
    with opened(view) as lif:
        now = view_of(lif, view)
        wanted = [id for id in only if id != "funnel"]
        found = now.indicators(years, wanted) if wanted or not only else ()
        steps = now.funnel(years) if not only or "funnel" in only else ()
        if view.json:
            tell(
                {
                    **of_view(now),
                    "indicators": [_plain(one) for one in found],
                    "funnel": [to_wire(one) for one in steps],
                }
            )
            return FINE
        say(heading_of(lif, now, "How the framework itself works"))
        if found:
            names = [one.year if one.is_over else f"{one.year} so far" for one in found[0].years]
            table(("", *names), [_row(one) for one in found])
        for one in found:
            if define:
                say(f"{one.indicator.label}: {one.indicator.says}")
        for one in found:
            if one.parts:
                say("", str(one.indicator.label), *(f"  {name}: {_share(rate)}" for name, rate in one.parts.items()))
        if steps:
            say("", "From discussion to review")
            table(
                ("", *(str(one.label) for one in steps[0].steps)), [row for one in steps for row in _funnel_rows(one)]
            )
    return FINE


def _row(one: Told) -> tuple[str, ...]:
    values = []
    for year in one.years:
        told = in_words(one.indicator, year.value)
        values.append(f"{told}; published: {', '.join(year.published)}" if year.published else told)
    return (str(one.indicator.label), *values)


def _share(rate: Rate | None) -> str:
    return "not shown" if rate is None else f"{rate.percent()}% ({rate.n} of {rate.of})" if rate.of else "none"


def _funnel_rows(one: Funnel) -> list[tuple[str, ...]]:
    rows = [(one.year, *map(_step, one.steps))]
    if one.as_published:
        known = {step.id: step for step in one.as_published}
        rows.append((f"{one.year} as published", *(_step(known.get(step.id)) for step in one.steps)))
    return rows


def _step(step: Step | None) -> str:
    if step is None:
        return "not known"
    share = f" ({step.of_before.percent()}%)" if step.of_before is not None and step.of_before.of else ""
    return f"{step.words}{share}"


def _plain(one: Told) -> dict[str, Any]:
    indicator = one.indicator
    return {
        "id": indicator.id,
        "label": to_wire(indicator.label),
        "says": indicator.says,
        "sort": indicator.sort,
        "better": indicator.better,
        "years": [to_wire(year) for year in one.years],
        "parts": {name: None if rate is None else {"n": rate.n, "of": rate.of} for name, rate in one.parts.items()},
    }
