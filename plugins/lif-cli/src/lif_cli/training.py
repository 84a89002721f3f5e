"""Training: what has to be learnt, what is planned, who came, whom it did not reach, and what it changed."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from typing import Any, Literal

import attrs
from cyclopts import Parameter

from lif_cli.opening import heading_of, of_view, opened, view_of
from lif_cli.options import VIEWING, Day, Flag, Viewing
from lif_cli.printing import plural, say, table, tell
from lif_cli.refusals import FINE, wrong_words
from lif_core import AsOf, Partnership
from lif_core.measures.suppression import shows_small, threshold_of
from lif_core.measures.training.attendance import attendance as attended
from lif_core.measures.training.book import Stated
from lif_core.measures.training.charges import charges as charged
from lif_core.measures.training.charges import whose
from lif_core.measures.training.coverage import WHY
from lif_core.measures.training.coverage import coverage as covered
from lif_core.measures.training.current import NAME, current_attendances
from lif_core.measures.training.effect import Asked, Effect, Learnt, effects, effects_by_theme
from lif_core.measures.training.needs import needs_by_theme
from lif_core.measures.training.non_attendance import money, non_attendance
from lif_core.measures.training.per_head import attendances_per_head
from lif_core.measures.training.plan import TrainingPlan, training_plan
from lif_core.measures.training.reach import not_reached
from lif_core.measures.training.shown import has_small, shown, shown_attendance, shown_counts
from lif_core.measures.training.take_up import take_up as taken_up
from lif_core.measures.training.waiting import waiting as queues
from lif_core.values.codes import draw_codes
from lif_core.values.rates import Rate
from lif_core.values.saying import plain_day, say_between
from lif_core.values.when import Between

NOT_SHOWN = "not shown, few"
MOST_CODES = 1000


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Time:
    """Of which time something is asked.

    Attributes:
        since: from this day on; left out, from the first day of the reporting year.
        until: up to this day; left out, to the last day of the reporting year, or to the day it is looked at.
        all_time: of all time that is on record.
    """

    since: Day | None = None
    until: Day | None = None
    all_time: Flag = False


THIS_YEAR = Time()
"""The reporting year in which the day lies that is looked at."""


@contextmanager
def _looking(view: Viewing, time: Time) -> Iterator[tuple[Partnership, AsOf, Between | None]]:
    """Open the partnership, and give what is looked at, and of which time."""
    with opened(view) as lif:
        now = view_of(lif, view)
        yield lif, now, _period(now, time)


def _period(now: AsOf, time: Time) -> Between | None:
    if time.all_time:
        return None
    year = now.framework.reporting_year(now.day)
    first = time.since or (year.first if time.until is None or time.until >= year.first else date.min)
    last = time.until or (year.last if time.since is None else max(now.day, time.since))
    if last < first:
        mend = "Give --since a day before --until."
        raise wrong_words("no-period", "The time ends before it begins.", mend)
    return Between(first, last)


def _heading(lif: Partnership, now: AsOf, what: str, period: Between | None) -> str:
    return heading_of(lif, now, f"{what}, {say_between(period)}" if period else what)


def _of(now: AsOf, period: Between | None) -> dict[str, Any]:
    told: dict[str, Any] = of_view(now)
    if period is not None:
        told["period"] = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return told


def _told(rate: Rate | None) -> str:
    if rate is None:
        return NOT_SHOWN
    percent = rate.percent()
    return "not known" if percent is None else f"{percent}% ({rate.n} of {rate.of})"


def _plain(rate: Rate | None, name: str = "") -> dict[str, Any]:
    if rate is None:
        return {"name": name, "suppressed": True}
    percent = rate.percent()
    return {"name": rate.name, "n": rate.n, "of": rate.of, "percent": None if percent is None else int(percent)}


def _stated(one: Stated, rate: Rate | None) -> dict[str, Any]:
    return {**_plain(rate, one.rate.name), "sessions": one.sessions, "sessions_not_told": one.unknown}


# -- needs and plan ------------------------------------------------------------------------------------------------


def plan(*, time: Time = THIS_YEAR, view: Viewing = VIEWING) -> int:
    """Tell the training plan of a year: what has to be learnt, what meets it, which sessions, and what is missing.

    Args:
        time: of which time; left out, the reporting year.
        view: of whom, of which day, for whom, and how it is told.
    """
    with _looking(view, time) as (lif, now, period):
        found = training_plan(now, period)
        if view.json:
            tell(
                {
                    **_of(now, period),
                    "needs": [attrs.asdict(one) for one in found.needs],
                    "courses": [attrs.asdict(one) for one in found.courses],
                    "needs_without_course": list(found.unmet),
                    "courses_without_need": list(found.unasked),
                    "courses_without_session": list(found.without_session),
                }
            )
            return FINE
        say(_heading(lif, now, "Training plan", period))
        say(*str(found).splitlines()[1:])
        if not found.needs and not found.courses:
            say("No need and no course is on record.")
            return FINE
        say("", _missing(found))
    return FINE


def _missing(found: TrainingPlan) -> str:
    undated = f"{plural(len(found.without_session), 'course')} without a session"
    if not found.needs:
        return f"No need is on record; {undated}."
    unasked = f"{plural(len(found.unasked), 'course')} that nobody asked for"
    return f"{plural(len(found.unmet), 'need')} without a course, {unasked}, {undated}."


def needs(*, view: Viewing = VIEWING) -> int:
    """Tell how much each theme weighs among what has to be learnt.

    Args:
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found = needs_by_theme(now)
        if view.json:
            tell({**of_view(now), "themes": [attrs.asdict(one) for one in found]})
            return FINE
        say(heading_of(lif, now, "What has to be learnt, by theme"))
        rows = [(one.name or "no theme", one.weight, len(one.needs), one.findings, one.without_course) for one in found]
        if rows:
            table(("Theme", "Weight", "Needs", "Findings", "Without a course"), rows, whole=(1, 2, 3, 4))
        else:
            say("No need is open.")
    return FINE


# -- who came ------------------------------------------------------------------------------------------------------


def take_up(*, time: Time = THIS_YEAR, view: Viewing = VIEWING) -> int:
    """Tell how many of the places there were somebody came to, by course.

    Args:
        time: of which time; left out, the reporting year.
        view: of whom, of which day, for whom, and how it is told.
    """
    with _looking(view, time) as (lif, now, period):
        found = taken_up(now, period)
        may = shown(now, {one.course: one.stated.rate for one in found.by_course})
        every = found.all.rate if may.total else None
        if view.json:
            courses = [
                {"course": one.course, "name": one.name, **_stated(one.stated, may.rates[one.course])}
                for one in found.by_course
            ]
            tell({**_of(now, period), "all": _stated(found.all, every), "courses": courses})
            return FINE
        say(_heading(lif, now, "Take-up of places", period))
        if found.by_course:
            rows = [
                (one.name or "no course named", _told(may.rates[one.course]), one.stated.sessions, one.stated.unknown)
                for one in found.by_course
            ]
            table(("Course", "Take-up", "Sessions", "Not told of"), rows, whole=(1, 2, 3))
        say(f"All together: {_told(every)}{found.all.beside}.")
    return FINE


def attendance(
    *,
    by: Literal["all", "course", "agency", "group"] = "all",
    time: Time = THIS_YEAR,
    view: Viewing = VIEWING,
) -> int:
    """Tell who came, of those who were registered; each share under a name of its own.

    Args:
        by: apart by course, agency or role group; left out, all together.
        time: of which time; left out, the reporting year.
        view: of whom, of which day, for whom, and how it is told.
    """
    with _looking(view, time) as (lif, now, period):
        found = attended(now, period, by)
        names = [one.rate.name for one in found[0].shares] if found else []
        may = shown_attendance(now, found)
        given = shown_counts(now, {one.key: one.certificates for one in found})
        if view.json:
            rows = [
                {
                    by: one.key,
                    "name": one.name,
                    "sessions": one.sessions,
                    "certificates": given[one.key],
                    "shares": [_stated(one.share(name), may[name].rates[one.key]) for name in names],
                }
                for one in found
            ]
            tell({**_of(now, period), "by": by, "attendance": rows})
            return FINE
        say(_heading(lif, now, "Who came", period))
        for one in found:
            if one.name:
                say("", one.name)
            table(
                ("Share", "Of those registered"),
                [(name, f"{_told(may[name].rates[one.key])}{one.share(name).beside}") for name in names],
            )
        if not found:
            say("Nothing was held, or nobody told who came.")
    return FINE


def cost(*, time: Time = THIS_YEAR, view: Viewing = VIEWING) -> int:
    """Tell who did not come or cancelled late, and what that costs by the policy of the charge.

    Args:
        time: of which time; left out, the reporting year.
        view: of whom, of which day, for whom, and how it is told.
    """
    with _looking(view, time) as (lif, now, period):
        found = non_attendance(now, period)
        absent, late = found.did_not_attend, found.cancelled_late
        every = [(one.did_not_attend, one.cancelled_late) for one in found.costs]
        few = has_small(now, absent, late, *chain.from_iterable(every), *(one.n for one in found.unpriced))
        costs, totals, unpriced = ((), {}, ()) if few else (found.costs, found.totals, found.unpriced)  # amounts tell
        if view.json:
            plain = [{**attrs.asdict(one), "amount": str(one.amount)} for one in costs]
            tell(
                {
                    **_of(now, period),
                    "did_not_attend": None if has_small(now, absent) else absent,
                    "cancelled_late": None if has_small(now, late) else late,
                    "totals": {unit: str(amount) for unit, amount in totals.items()},
                    "costs": plain,
                    "suppressed": few,
                    "cost_not_known": [attrs.asdict(one) for one in unpriced],
                }
            )
            return FINE
        say(_heading(lif, now, "Non-attendance and what it costs", period))
        if few:
            say("Not shown, as some of the counts are small.")
            return FINE
        say(str(found).splitlines()[0])
        if costs:
            rows = [
                (one.name or "agency not said", one.did_not_attend, one.cancelled_late, money(one.amount, one.unit))
                for one in costs
            ]
            table(("Agency", "Did not come", "Cancelled late", "Cost"), rows, whole=(1, 2, 3))
        say(*found.unpriced)
    return FINE


def charges(*, of: str = "", group: str = "", view: Viewing = VIEWING) -> int:
    """Tell what a place costs, and what not coming costs, as the charges of the framework say.

    Args:
        of: the agency that pays, such as `schools`; left out, what is said of everybody.
        group: the role group of those who come.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        payer, of_group = _named(now, ("body", "role"), of), _named(now, ("role-group",), group)
        found = charged(now, payer, of_group)
        if view.json:
            tell({**of_view(now), "of": payer, "group": of_group, "charges": [attrs.asdict(one) for one in found]})
            return FINE
        say(heading_of(lif, now, f"What training costs: {whose(now, payer, of_group)}"))
        say(*(found or ["The framework has no charge."]))
    return FINE


def waiting(*, view: Viewing = VIEWING) -> int:
    """Tell how many wait for a course, and what lies ahead for them.

    Args:
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found = queues(now)
        if view.json:
            tell({**of_view(now), "waiting": [attrs.asdict(one) for one in found]})
            return FINE
        say(heading_of(lif, now, "Who waits"), *(found or ["Nobody waits."]))
    return FINE


def reach(*, time: Time = THIS_YEAR, view: Viewing = VIEWING) -> int:
    """Tell whose staff did not come, of those a course or a need is for.

    Args:
        time: of which time; left out, the reporting year.
        view: of whom, of which day, for whom, and how it is told.
    """
    with _looking(view, time) as (lif, now, period):
        found = not_reached(now, period)
        if view.json:
            tell({**_of(now, period), "not_reached": [attrs.asdict(one) for one in found]})
            return FINE
        say(
            _heading(lif, now, "Who was not reached", period), *(found or ["Nobody is known not to have been reached."])
        )
    return FINE


def current(*, by_agency: Flag = False, view: Viewing = VIEWING) -> int:
    """Tell how many attendances are not older than their course or level allows. This is no coverage.

    Args:
        by_agency: each agency by itself.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found, few = current_attendances(now, by_agency=by_agency), _below(now)
        shown = [one for one in found if not 0 < one.current + one.lapsed + one.undated < few]
        if view.json:
            told = [attrs.asdict(one) for one in shown]
            tell({**of_view(now), "current": told, "hidden_as_small": len(found) - len(shown)})
            return FINE
        say(heading_of(lif, now, NAME), *shown)
        if not found:
            say("No attendance at a course of a training level is told.")
        if len(found) > len(shown):
            say(f"{plural(len(found) - len(shown), 'line')} not shown: the numbers are small.")
    return FINE


# -- staff ---------------------------------------------------------------------------------------------------------


def coverage(
    *, agency: str = "", group: str = "", level: str = "", time: Time = THIS_YEAR, view: Viewing = VIEWING
) -> int:
    """Tell staff in date of staff in post, both as the agency reported them on one day; and attendances per head.

    Args:
        agency: only of this agency; its id or a word for it.
        group: only of this role group; its id or a word for it.
        level: only of this training level; its id or a word for it.
        time: of which time attendances are told; left out, the reporting year.
        view: of whom, of which day, for whom, and how it is told.
    """
    with _looking(view, time) as (lif, now, period):
        agency = _named(now, ("body", "role"), agency)
        group, level = _named(now, ("role-group",), group), _named(now, ("training-level",), level)
        found = covered(now, agency=agency, group=group, level=level)
        heads = [one for one in attendances_per_head(now, period, group) if agency in ("", one.agency)]
        may = shown(now, {str(number): one.rate for number, one in enumerate(found) if one.rate})
        below = _below(now)
        heads = [one for one in heads if one.attendances >= below and (one.staff is None or one.staff >= below)]
        if view.json:
            rows = []
            for number, one in enumerate(found):
                where = {"agency": one.agency, "group": one.group, "level": one.level, "name": one.name}
                if one.rate is None:
                    rows.append({**where, "stated": False, "why": WHY[one.why or "not-reported"]})
                else:
                    day = one.day.isoformat() if one.day else None
                    rate = _plain(may.rates[str(number)], one.rate.name)
                    rows.append({**where, "stated": True, "day": day, "return": one.record, **rate})
                    if one.passed_over:
                        rows[-1]["not_stated_since"] = [str(over) for over in one.passed_over]
            per_head = [
                {
                    "agency": one.agency,
                    "group": one.group,
                    "attendances": one.attendances,
                    "staff": one.staff,
                    "day": one.day.isoformat() if one.day else None,
                    "each": None if (each := one.each()) is None else str(each),
                }
                for one in heads
            ]
            tell({**_of(now, period), "coverage": rows, "attendances_per_head": per_head})
            return FINE
        say(heading_of(lif, now, "Coverage: staff in date of staff in post"))
        rows_ = []
        for number, one in enumerate(found):
            stated = _told(may.rates[str(number)]) if one.rate else "not stated"
            beside = plain_day(one.day) if one.rate and one.day else WHY[one.why or "not-reported"]
            beside += f"; {one.beside}" if one.beside else ""
            rows_.append((one.name, stated, beside))
        if rows_:
            table(("Whose staff", "Coverage", "Counted on, or why not stated"), rows_, whole=(1,))
        else:
            say("No agency has reported its staff.")
        if heads:
            say("", "Attendances per head, which are no coverage", *heads)
    return FINE


def _named(now: AsOf, tables: Sequence[str], said: str) -> str:
    if not said:
        return ""
    for name in tables:
        found = now.framework.find(name, said)
        if found is not None:
            return found
    what = tables[0].replace("-", " ")
    raise wrong_words("unknown-name", f"There is no {what} called {said[:60]!r}.", "`lif explain` lists the names.")


# -- effect --------------------------------------------------------------------------------------------------------


def effect(*, by: Literal["course", "theme"] = "course", time: Time = THIS_YEAR, view: Viewing = VIEWING) -> int:
    """Tell what training changed: how it was found, what was learnt, what is done differently, what it led to.

    Args:
        by: by course, or by theme.
        time: of which time; left out, the reporting year.
        view: of whom, of which day, for whom, and how it is told.
    """
    with _looking(view, time) as (lif, now, period):
        found = effects(now, period) if by == "course" else effects_by_theme(now, period)
        below = _below(now)
        if view.json:
            tell({**_of(now, period), "by": by, "effects": [_plain_effect(one, below) for one in found]})
            return FINE
        say(_heading(lif, now, "What training changed", period))
        for one in found:
            say("", *_effect_lines(one, below))
        if not found:
            say("Nothing was held.")
    return FINE


def _below(now: AsOf) -> int:
    return 0 if shows_small(now) else threshold_of(now)


def _few(rate: Rate, below: int) -> bool:
    return below > 0 and rate.is_small(below)


def _effect_lines(one: Effect, below: int) -> list[str]:
    if below and (_asked_few(one.reaction, below) or _asked_few(one.behaviour, below) or _learnt_few(one, below)):
        levels = ", ".join(map(str, one.levels))
        return [f"{one.name}: heard at levels {levels}; the numbers are not shown, as some of them are small"]
    return str(one).splitlines()


def _asked_few(one: Asked | None, below: int) -> bool:
    return one is not None and any(_few(rate, below) for rate in (one.response, *one.said))


def _learnt_few(one: Effect, below: int) -> bool:
    return any(_few(learnt.better, below) or 0 < learnt.alone < below for learnt in (*one.learning, *one.kept))


def _plain_effect(one: Effect, below: int) -> dict[str, Any]:
    told: dict[str, Any] = {"id": one.about, "name": one.name, "levels": list(one.levels)}
    if below and (_asked_few(one.reaction, below) or _asked_few(one.behaviour, below) or _learnt_few(one, below)):
        return {**told, "suppressed": True}
    return {
        **told,
        "held": one.held,
        "attended": one.attended,
        "reaction": _plain_asked(one.reaction),
        "learning": [_plain_learnt(learnt) for learnt in one.learning],
        "behaviour": _plain_asked(one.behaviour),
        "kept": [_plain_learnt(learnt) for learnt in one.kept],
        "results": list(one.results),
        "outcomes": dict(one.outcomes),
    }


def _plain_asked(one: Asked | None) -> dict[str, Any] | None:
    if one is None:
        return None
    said = [_plain(rate) for rate in one.said]
    return {"response": _plain(one.response), "replies": one.replies, "few": one.is_few, "said": said}


def _plain_learnt(one: Learnt) -> dict[str, Any]:
    means = {"before": str(one.before), "then": str(one.after)}
    return {"question": one.question, "better": _plain(one.better), "worse": one.worse, **means, "alone": one.alone}


# -- codes ---------------------------------------------------------------------------------------------------------


def codes(number: int = 30, /, *, json: Flag = False) -> int:
    """Draw codes at random that pair the answers of one person and stand for nobody; nothing is kept of them.

    Hand one to each who comes, who writes it on the sheet before and on the sheet after.

    Args:
        number: how many.
        json: print one JSON document and nothing else.
    """
    if not 1 <= number <= MOST_CODES:
        mend = f"Ask for a number of them from 1 to {MOST_CODES}."
        raise wrong_words("number-of-codes", "So many codes cannot be drawn.", mend)
    drawn = draw_codes(number, secrets.randbelow)
    if json:
        tell({"codes": list(drawn)})
    else:
        say(*drawn)
    return FINE
