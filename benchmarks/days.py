"""Day arithmetic: a list of working days against numpy, whole deadlines against the `holidays` package.

    python benchmarks/days.py [ROUNDS]

numpy is in the dependency group `bench`, `holidays` in `dev`. All answers are checked to be equal before timing.
"""

import sys
from datetime import date
from random import Random

import holidays
import numpy
from timing import compare, explain, here

from lif_core.framework.layers import compose
from lif_core.hooks import Plugins
from lif_core.partnership.opening import layers_for
from lif_core.records import Review
from lif_core.values.when import When
from lif_core.view.deadlines import Deadline, columns_of, deadlines_in, deadlines_of
from lif_core.view.register import Register
from lif_core.view.view import View

MANY, FEW, SPAN = 100_000, 2_000, 15


def main(rounds: int = 15) -> None:
    some = Random(1)
    first = date(2019, 1, 1).toordinal()
    framework = compose(layers_for(["liverpool"], Plugins())).newest
    calendar = framework.calendar()
    days = [date.fromordinal(first + some.randrange(365 * 5)) for _ in range(MANY)]

    off = numpy.array(sorted(calendar.days_off), dtype="datetime64[D]")
    of_numpy = numpy.busdaycalendar(holidays=off)
    ready = numpy.array(days, dtype="datetime64[D]")
    england = holidays.country_holidays("GB", subdiv="ENG", years=range(2018, 2026))

    def by_numpy() -> object:
        return numpy.busday_offset(ready, SPAN, roll="backward", busdaycal=of_numpy)

    def by_numpy_and_back() -> object:
        given = numpy.array(days, dtype="datetime64[D]")
        return numpy.busday_offset(given, SPAN, roll="backward", busdaycal=of_numpy).tolist()

    assert calendar.many(days, SPAN) == by_numpy_and_back()
    assert calendar.many(days, SPAN)[:FEW] == [england.get_nth_working_day(day, SPAN) for day in days[:FEW]]
    compare(
        f"{SPAN} working days after each of {MANY:,} days",
        {
            "numpy.busday_offset, arrays ready": here(by_numpy),
            "numpy.busday_offset, from and to Python's dates": here(by_numpy_and_back),
            "Calendar.many": here(lambda: calendar.many(days, SPAN)),
            "Calendar.add, a call each": here(lambda: [calendar.add(day, SPAN) for day in days]),
        },
        rounds,
    )

    reviews = [
        Review(
            id=f"demo/review/{number}",
            kind="rapid-review",
            happened={event: When.on(day) for event in ("incident", "aware", "notification-sent")},
        )
        for number, day in enumerate(days[:FEW])
    ]
    view = View(framework=framework, register=Register(reviews), day=date(2024, 6, 28))
    whole = [deadline for review in reviews for deadline in deadlines_of(view, review)]
    told = sum(deadline.last is not None and bool(deadline.reckoning.calendar) for deadline in whole)
    print(
        f"\n{FEW:,} rapid reviews have {len(whole):,} deadlines, {told:,} of them in working days and with a day. "
        "The reference answers those only."
    )

    def by_holidays() -> object:
        return [england.get_nth_working_day(days[number % FEW], SPAN) for number in range(told)]

    def side_by_side() -> object:
        return list(columns_of(view, "review"))

    def read_from_columns() -> object:
        return [(one.last, one.status) for column in columns_of(view, "review") for one in column.standings if one]

    def day_and_status() -> object:
        return [(deadline.last, deadline.status) for deadline in deadlines_in(view, "review")]

    assert read_from_columns() == day_and_status() == [(one.last, one.status) for one in in_order(whole)]

    def reckoned() -> object:
        return [deadline.reckoning for deadline in deadlines_in(view, "review")]

    def told_aloud() -> object:
        return [str(deadline) for deadline in deadlines_in(view, "review")]

    compare(
        "Whole deadlines",
        {
            "holidays.get_nth_working_day": here(by_holidays),
            "columns_of: record, rule, day and status side by side": here(side_by_side),
            "... each day and status put into a list": here(read_from_columns),
            "deadlines_in: a Deadline each, its day and status put into a list": here(day_and_status),
            "deadlines_of, a record at a time": here(lambda: [deadlines_of(view, review) for review in reviews]),
            "the same, each with its whole reckoning": here(reckoned),
            "the same, each told in a sentence": here(told_aloud),
            "Calendar.add": here(lambda: [calendar.add(days[number % FEW], SPAN) for number in range(told)]),
        },
        rounds,
    )


def in_order(deadlines: list[Deadline]) -> list[Deadline]:
    """Give deadlines that come record by record as `deadlines_in` gives them: rule by rule."""
    rules = list(dict.fromkeys(deadline.rule.id for deadline in deadlines))
    return sorted(deadlines, key=lambda deadline: rules.index(deadline.rule.id))


if __name__ == "__main__":
    explain(__doc__, 0)
    main(*map(int, sys.argv[1:2]))
