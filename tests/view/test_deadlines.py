"""Deadlines: every sense, both directions, holds, suspensions, regimes, and sentences that can be read aloud."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.records import Hold, Review
from lif_core.values.labels import Label
from lif_core.values.reading import read_when
from lif_core.values.when import Between, When
from lif_core.view.deadlines import Deadline, deadlines_of
from lif_core.view.register import Register
from lif_core.view.view import View

See = Callable[..., View]

SMALL = """
layer = "small"
[calendar.days]
label = "Days"
from = 2023
to = 2025
days = [
  { day = 2024-03-29, name = "Good Friday" }, { day = 2024-04-01, name = "Easter Monday" },
  { day = 2024-05-06, name = "Early May bank holiday" }, { day = 2024-12-25, name = "Christmas Day" },
]
[body.panel]
label = "Panel"
[hold.criminal]
label = "Criminal"
[review.visit]
label = "Visit"
path = "open > seen > told > closed"
also = ["any > withdrawn"]
withdrawn = ["withdrawn"]
events = ["notified", "renewed", "taken-down"]
"""


def rule(text: str, name: str = "rule") -> str:
    return f'[deadline.{name}]\nsays = "Do it"\n{text}\n'


def framework(*rules: str, local: str = "") -> Framework:
    documents = [
        read_document('layer = "small"\ncalendar = "days"\n', "heading.toml"),  # TOML cannot say both in one file
        read_document(SMALL + "".join(rules), "small.toml"),
    ]
    if local:
        documents.append(read_document(f'layer = "local"\ninformed-by = ["small"]\n{local}', "local.toml"))
    return compose(documents).newest


def asked(rules: Framework, day: date, **given: object) -> tuple[Deadline, ...]:
    review = Review(id="demo/review/1", label=Label("A"), kind="visit", **{"state": "open", **given})  # type: ignore[arg-type]
    return deadlines_of(View(framework=rules, register=Register([review]), day=day), review)


def one(rules: Framework, day: date, **given: object) -> Deadline:
    (deadline,) = asked(rules, day, **given)
    return deadline


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


# --- every sense ------------------------------------------------


@pytest.mark.parametrize(
    ("said", "anchor", "answer"),
    [
        ('within = "5 working days"', date(2024, 4, 26), date(2024, 5, 3)),
        ('within = "5 working days"', date(2024, 5, 1), date(2024, 5, 9)),
        ('within = "5 working days"', date(2024, 5, 4), date(2024, 5, 13)),
        ('within = "5 working days"\ncounts-first-day = true', date(2024, 5, 1), date(2024, 5, 8)),
        ('within = "5 days"', date(2024, 5, 1), date(2024, 5, 6)),
        ('within = "2 weeks"', date(2024, 5, 1), date(2024, 5, 15)),
        ('within = "6 months"', date(2023, 8, 31), date(2024, 2, 29)),
        ('at-least = "1 year"', date(2024, 2, 29), date(2025, 2, 28)),
        ('every = "12 months"', date(2024, 1, 31), date(2025, 1, 31)),
    ],
)
def test_the_day_of_each_sense(said: str, anchor: date, answer: date) -> None:
    deadline = one(framework(rule(f'{said}\nafter = "visit.notified"')), anchor, happened={"notified": When.on(anchor)})
    assert deadline.first == deadline.last == answer


def test_no_later_than_is_coming_overdue_met_late_or_not_owed() -> None:
    rules = framework(rule('within = "5 days"\nafter = "visit.notified"\nmet-by = "visit.seen"'))
    begun = {"notified": on(2024, 5, 1)}
    assert (one(rules, date(2024, 5, 6), happened=begun).status, one(rules, date(2024, 5, 6), happened=begun).days) == (
        "coming",
        0,
    )
    assert (one(rules, date(2024, 5, 7), happened=begun).status, one(rules, date(2024, 5, 7), happened=begun).days) == (
        "overdue",
        1,
    )
    met = one(rules, date(2024, 6, 1), happened={**begun, "seen": on(2024, 5, 6)})
    assert (met.status, met.days) == ("met", 0)
    late = one(rules, date(2024, 6, 1), happened={**begun, "seen": on(2024, 5, 8)})
    assert (late.status, late.days) == ("met-late", 2)
    assert "done on Wednesday 8 May 2024, 2 days late" in str(late)
    for state in ("closed", "withdrawn"):  # nobody said which states are finished: those that lead nowhere are
        assert one(rules, date(2024, 6, 1), happened=begun, state=state).status == "not-owed"


def test_at_least_runs_is_met_or_ended_too_early() -> None:
    rules = framework(rule('at-least = "1 year"\nafter = "visit.told"\nmet-by = "visit.taken-down"'))
    begun = {"told": on(2024, 1, 10)}
    assert one(rules, date(2025, 1, 9), happened=begun).status == "running"
    assert one(rules, date(2025, 1, 10), happened=begun).status == "met"
    ended = one(rules, date(2024, 9, 1), happened={**begun, "taken-down": on(2024, 8, 1)})
    assert ended.status == "too-early"
    assert "until at least Friday 10 January 2025, ended on Thursday 1 August 2024" in str(ended)
    assert one(rules, date(2025, 3, 1), happened={**begun, "taken-down": on(2025, 2, 1)}).status == "met"


def test_every_counts_from_when_it_was_last_done() -> None:
    rules = framework(rule('every = "12 months"\nafter = "visit.told"\nmet-by = "visit.renewed"'))
    told = {"told": on(2023, 1, 10)}
    assert one(rules, date(2024, 1, 11), happened=told).status == "overdue"
    again = one(rules, date(2024, 1, 11), happened={**told, "renewed": on(2023, 12, 1)})
    assert (again.status, again.last) == ("coming", date(2024, 12, 1))
    assert str(again) == (
        "Visit A: do it again by Sunday 1 December 2024 "
        "(12 months after renewed on Friday 1 December 2023). Local rule of small."
    )


def test_before_moves_with_the_planned_day_and_stays_with_what_happened() -> None:
    rules = framework(rule('within = "7 working days"\nbefore = "visit.told"\nmet-by = "visit.seen"'))
    deadline = one(rules, date(2024, 4, 1), planned={"told": on(2024, 5, 10)})
    assert deadline.last == date(2024, 4, 30)
    assert str(deadline) == (
        "Visit A: do it by Tuesday 30 April 2024 (7 working days before told, planned for Friday 10 May; "
        "Monday 6 May is a bank holiday). Local rule of small."
    )
    assert one(rules, date(2024, 4, 1), planned={"told": on(2024, 6, 14)}).last == date(2024, 6, 5)
    happened = one(rules, date(2024, 6, 1), planned={"told": on(2024, 6, 14)}, happened={"told": on(2024, 5, 10)})
    assert (happened.last, happened.status) == (date(2024, 4, 30), "overdue")


def test_several_rules_are_told_in_the_order_of_the_framework() -> None:
    rules = framework(
        rule('within = "5 days"\nafter = "visit.notified"', "b"),
        rule('within = "1 day"\nafter = "visit.notified"', "a"),
    )
    assert [deadline.rule.id for deadline in asked(rules, date(2024, 5, 1), happened={"notified": on(2024, 5, 1)})] == [
        "b",
        "a",
    ]


# --- what cannot be told ----------------------------------------


def test_an_imprecise_anchor_gives_a_pair_of_days() -> None:
    rules = framework(rule('within = "5 working days"\nafter = "visit.notified"'))
    deadline = one(rules, date(2024, 5, 20), happened={"notified": read_when("April 2024")})
    assert (deadline.first, deadline.last) == (date(2024, 4, 8), date(2024, 5, 8))
    assert "by a day between Monday 8 April 2024 and Wednesday 8 May 2024, now 12 days overdue" in str(deadline)
    assert "April 2024 (read as" in str(deadline)
    assert one(rules, date(2024, 5, 8), happened={"notified": read_when("April 2024")}).status == "coming"


def test_an_anchor_that_can_be_read_in_two_ways_has_no_day() -> None:
    rules = framework(rule('within = "5 days"\nafter = "visit.notified"'))
    deadline = one(
        rules,
        date(2024, 5, 20),
        happened={
            "notified": When(
                "4/5/24",
                reading="ambiguous",
                options=(Between(date(2024, 5, 4), date(2024, 5, 4)), Between(date(2024, 4, 5), date(2024, 4, 5))),
            )
        },
    )
    assert (deadline.status, deadline.last, deadline.days) == ("no-anchor", None, None)
    assert str(deadline) == (
        "Visit A: do it: no day can be told (5 days after notified: that day is not known; "
        "it was said to be 4/5/24 (4 May 2024 or 5 Apr 2024)). Local rule of small."
    )


def test_a_status_that_lies_ahead_has_no_day_to_miss() -> None:
    rules = framework(rule('within = "5 days"\nafter = "visit.told"'))
    assert one(rules, date(2024, 5, 20), state="open").status == "not-begun"
    assert one(rules, date(2024, 5, 20), state="told").status == "no-anchor"
    assert one(rules, date(2024, 5, 20), state="closed").status == "not-owed"
    assert one(framework(rule('within = "5 days"\nafter = "visit.notified"')), date(2024, 5, 20)).status == "no-anchor"


def test_beyond_the_calendars_last_year_it_says_so() -> None:
    rules = framework(rule('within = "15 working days"\nafter = "visit.notified"'))
    deadline = one(rules, date(2025, 12, 31), happened={"notified": on(2025, 12, 20)})
    assert (deadline.status, deadline.last) == ("beyond-calendar", None)
    assert "The calendar 'Days' does not hold all the days of 2026" in str(deadline)
    assert "Add the bank holidays of 2026" in str(deadline)
    far = framework(rule('within = "100 years"\nafter = "visit.notified"'))
    assert one(far, date(2025, 1, 1), happened={"notified": on(9950, 1, 1)}).status == "beyond-calendar"


# --- holds and suspensions --------------------------------------


def hold(since: date, until: date | None = None) -> Hold:
    return Hold(kind="criminal", since=When.on(since), until=When.on(until) if until else None, why="canary")


def counted_one_by_one(anchor: date, days: int, still: set[date], *, working: bool) -> date:
    """The day reached by counting each day that counts, as a person with a calendar would."""
    off = {date(2024, 3, 29), date(2024, 4, 1), date(2024, 5, 6), date(2024, 12, 25)}
    day = anchor
    while days:
        day += timedelta(days=1)
        days -= day not in still and not (working and (day.weekday() > 4 or day in off))
    return day


starts = st.integers(-20, 40)


@given(
    st.integers(0, 120), st.lists(st.tuples(starts, st.integers(0, 15)), max_size=4), st.integers(1, 20), st.booleans()
)
@settings(max_examples=150)
def test_a_pause_is_united_and_moves_the_day_by_what_it_held_up(
    begin: int, stretches: list[tuple[int, int]], amount: int, working: bool
) -> None:
    anchor = date(2024, 1, 15) + timedelta(days=begin)
    holds = tuple(
        hold(since := anchor + timedelta(days=start), since + timedelta(days=length)) for start, length in stretches
    )
    still = {h.since.first + timedelta(days=n) for h in holds for n in range((h.until.last - h.since.first).days + 1)}  # type: ignore[union-attr,operator]
    unit = "working days" if working else "days"
    rules = framework(rule(f'within = "{amount} {unit}"\nafter = "visit.notified"\nholds = "pause"'))
    deadline = one(rules, date(2024, 12, 1), happened={"notified": When.on(anchor)}, holds=holds)
    assert deadline.last == counted_one_by_one(anchor, amount, still, working=working)
    ends = [(stop.first, stop.last) for stop in deadline.reckoning.paused]
    assert all(last + timedelta(days=1) < first for (_, last), (first, _) in itertools.pairwise(ends))


def test_what_a_hold_does_is_the_rules_business() -> None:
    text = 'within = "10 days"\nafter = "visit.notified"\nholds = "{}"'
    given = {"happened": {"notified": on(2024, 5, 1)}, "holds": (hold(date(2024, 5, 3), date(2024, 5, 5)),)}
    paused = one(framework(rule(text.format("pause"))), date(2024, 5, 8), **given)
    assert paused.last == date(2024, 5, 14)
    assert "the clock stood still from Friday 3 May to Sunday 5 May" in str(paused)
    explained = one(framework(rule(text.format("explain"))), date(2024, 5, 8), **given)
    assert explained.last == date(2024, 5, 11)
    assert "a hold (criminal) from Friday 3 May 2024 to Sunday 5 May 2024 is a reason for delay" in str(explained)
    ignored = one(framework(rule(text.format("none"))), date(2024, 5, 8), **given)
    assert (ignored.last, ignored.reckoning.explained, ignored.reckoning.paused) == (date(2024, 5, 11), (), ())
    assert "canary" not in f"{paused}{paused!r}{explained}{explained!r}"


def test_a_hold_that_stands_moves_the_day_along_and_one_of_other_years_does_nothing() -> None:
    rules = framework(rule('within = "10 days"\nafter = "visit.notified"\nholds = "pause"'))
    begun = {"happened": {"notified": on(2024, 5, 1)}, "holds": (hold(date(2024, 5, 3)),)}
    assert one(rules, date(2024, 5, 8), **begun).last == date(2024, 5, 17)
    assert one(rules, date(2024, 6, 8), **begun).last == date(2024, 6, 17)
    ahead = {**begun, "holds": (hold(date(2024, 6, 3)),)}
    assert one(rules, date(2024, 5, 8), **ahead).last == date(2024, 5, 11)
    explaining = framework(rule('within = "10 days"\nafter = "visit.notified"\nholds = "explain"'))
    old = {**begun, "holds": (hold(date(2020, 1, 1), date(2020, 2, 1)),)}
    assert one(explaining, date(2024, 5, 8), **old).reckoning.explained == ()


def test_a_suspension_stops_the_clock_with_its_authority_and_only_then() -> None:
    rules = framework(
        rule('within = "10 days"\nafter = "visit.notified"'),
        '[suspension.covid]\nof = "rule"\nsince = 2024-05-05\nuntil = 2024-05-20\nauthority = "DfE, March 2020"\n',
    )
    inside = one(rules, date(2024, 6, 1), happened={"notified": on(2024, 5, 1)})
    assert (inside.last, inside.reckoning.explained) == (date(2024, 5, 27), ("suspended by DfE, March 2020",))
    outside = one(rules, date(2024, 9, 1), happened={"notified": on(2024, 8, 1)})
    assert (outside.last, outside.reckoning.explained) == (date(2024, 8, 11), ())


# --- local tightening -------------------------------------------

UPPER = {
    "no-later": ('within = "15 working days"\nafter = "visit.notified"', 'within = "{} {}"'),
    "before": ('within = "7 working days"\nbefore = "visit.notified"', 'within = "{} {}"'),
    "at-least": ('at-least = "6 months"\nafter = "visit.notified"', 'at-least = "{} {}"'),
    "every": ('every = "6 months"\nafter = "visit.notified"', 'every = "{} {}"'),
}
TIGHTER = {
    "no-later": [(10, "working days"), (2, "weeks"), (18, "days"), (15, "working days")],
    "before": [(10, "working days"), (9, "days"), (2, "weeks")],
    "at-least": [(8, "months"), (200, "days"), (1, "year")],
    "every": [(3, "months"), (150, "days"), (26, "weeks")],
}


@pytest.mark.parametrize(("sense", "amount", "unit"), [(s, a, u) for s, several in TIGHTER.items() for a, u in several])
def test_with_a_local_layer_a_day_is_never_less_strict(sense: str, amount: int, unit: str) -> None:
    """For every anchor day that the calendar holds: not later; an at-least day not earlier."""
    upper, local = UPPER[sense]
    source = '\nmay = "tighten"\nsource = { title = "An Act", authority = "statute", verified = true }'
    change = f'[change.deadline.rule]\n{local.format(amount, unit)}\nbecause = "Executive, 4 November 2024"\n'
    alone, both = framework(rule(upper + source)), framework(rule(upper + source), local=change)
    for number in range(0, 900, 3):
        anchor = date(2023, 2, 1) + timedelta(days=number)
        happened = {"happened": {"notified": When.on(anchor)}}
        law, ruling = one(alone, anchor, **happened), one(both, anchor, **happened)
        assert law.last is not None
        assert ruling.last is not None
        assert ruling.last >= law.last if sense == "at-least" else ruling.last <= law.last
        assert {ruling.last, *(other.last for other in ruling.others)} >= {law.last}
        assert len(ruling.others) == 1


def test_both_reckonings_stand_in_the_sentence() -> None:
    source = '\nsource = { title = "Panel guidance", authority = "panel", verified = true }\nmay = "tighten"'
    rules = framework(
        rule('within = "15 working days"\nafter = "visit.notified"' + source),
        local='[change.deadline.rule]\nwithin = "10 working days"\nbecause = "Executive, 4 November 2024"\n',
    )
    assert str(one(rules, date(2024, 5, 2), happened={"notified": on(2024, 5, 1)})) == (
        "Visit A: do it by Thursday 16 May 2024 (10 working days after notified on Wednesday 1 May; "
        "Monday 6 May is a bank holiday). Executive, 4 November 2024. Beside it: by Thursday 23 May 2024 "
        "(15 working days after notified on Wednesday 1 May; Monday 6 May is a bank holiday). Panel guidance."
    )


# --- the field: England, Liverpool ------------------------------


def of(see: See, day: date, kind: str, **given: object) -> dict[str, Deadline]:
    review = Review(id="demo/review/1", label=Label("2024-A"), kind=kind, **given)  # type: ignore[arg-type]
    return {deadline.rule.id: deadline for deadline in deadlines_of(see(day, [review]), review)}


def test_the_sentence_of_the_rapid_review(see: See) -> None:
    found = of(see, date(2024, 5, 14), "rapid-review", state="open", happened={"notification-sent": on(2024, 5, 1)})
    assert str(found["rapid-review"]) == (
        "Rapid review 2024-A: complete the rapid review and send it to the Panel by Thursday 23 May 2024 "
        "(15 working days after notification on Wednesday 1 May; Monday 6 May is a bank holiday). Panel guidance."
    )
    assert str(found["rapid-review"].reckoning) == (
        "15 working days after notification on Wednesday 1 May; Monday 6 May is a bank holiday. Panel guidance."
    )
    weekends = [one for one in found["rapid-review"].reckoning.skipped if one.why == "weekend"]
    assert len(weekends) == 6
    assert found["rapid-review"].reckoning.calendar == "england-and-wales"


def test_devon_counts_the_first_day(see: See, liverpool: FrameworkHistory) -> None:
    devon = read_document(
        'layer = "devon"\ninformed-by = ["england"]\n[change.deadline.rapid-review]\n'
        'counts-first-day = true\nbecause = "Devon"',
        "devon.toml",
    )
    framework = compose([*liverpool.documents, devon]).newest
    review = Review(
        id="demo/review/1", kind="rapid-review", state="open", happened={"notification-sent": on(2024, 5, 1)}
    )
    view = see(date(2024, 5, 14), [review], framework=framework)
    found = {deadline.rule.id: deadline for deadline in deadlines_of(view, review)}
    assert found["rapid-review"].last == date(2024, 5, 22)
    assert "that day itself counts as day 1" in str(found["rapid-review"])
    assert found["rapid-review"].others[0].last == date(2024, 5, 23)


def test_between_two_editions_old_reviews_have_the_new_notification(see: See) -> None:
    """Liverpool began in September 2019: until then its board kept its reviews, and notified the new Panel."""
    before = of(see, date(2018, 3, 20), "serious-case-review", state="referred", happened={"aware": on(2018, 3, 12)})
    assert {"notify-ofsted-of-incident"} <= set(before)
    assert "notify-panel-of-incident-before-serious-case-review" not in before
    window = of(
        see,
        date(2019, 1, 20),
        "serious-case-review",
        state="initiated",
        happened={"aware": on(2019, 1, 7), "initiated": on(2019, 1, 15)},
    )
    assert "notify-ofsted-of-incident" not in window
    assert window["notify-panel-of-incident-before-serious-case-review"].last == date(2019, 1, 14)
    assert window["serious-case-review-completion"].last == date(2019, 7, 15)
    assert window["serious-case-review-completion"].reckoning.regimes == ("wt2015",)


def test_an_old_review_is_met_by_completing_it(see: See) -> None:
    given = {"initiated": on(2016, 1, 4), "completed": on(2016, 6, 30), "published": on(2016, 12, 1)}
    found = of(see, date(2017, 1, 1), "serious-case-review", state="published", happened=given)
    assert found["serious-case-review-completion"].status == "met"
    assert found["serious-case-review-kept-public"].status == "running"


def test_a_month_on_both_sides_of_an_edition_shows_both(see: See) -> None:
    found = of(
        see, date(2015, 6, 1), "serious-case-review", state="decided", happened={"decided": read_when("March 2015")}
    )
    told = found["serious-case-review-decision-told"]
    assert told.reckoning.regimes == ("wt2013", "wt2015")
    assert "it is not certain which edition rules, Working Together 2013 or Working Together 2015" in str(told)


def test_where_no_edition_is_held_nothing_falls_through(see: See) -> None:
    assert (
        of(
            see,
            date(2011, 6, 1),
            "serious-case-review",
            state="decided",
            happened={"decided": on(2011, 3, 1), "initiated": on(2011, 3, 1)},
        )
        == {}
    )


def test_seven_days_before_publication_and_a_year_after(see: See) -> None:
    kind = "local-child-safeguarding-practice-review"
    found = of(
        see,
        date(2024, 5, 1),
        kind,
        state="actions-agreed",
        happened={"decided": on(2023, 11, 30)},
        planned={"published": on(2024, 5, 10)},
    )
    assert found["local-review-copy"].last == date(2024, 4, 30)
    assert found["local-review-publication"].last == date(2024, 5, 30)
    assert found["local-review-kept-public"].last == date(2025, 5, 10)
    assert "SI 2018/789 and Working Together 2018 (not verified)." in str(found["local-review-copy"])
    early = of(see, date(2024, 5, 1), kind, state="decided")
    assert early["local-review-publication"].status == "no-anchor"  # decided, and nobody knows when
    assert early["local-review-kept-public"].status == "not-begun"
    assert str(early["local-review-publication"]) == (
        "Local child safeguarding practice review 2024-A: complete and publish the "
        "local child safeguarding practice review, "
        "as soon as possible: no day can be told (6 months after the decision: that day is not known). "
        "Working Together 2018 and 2023 (not verified)."
    )


def test_a_draft_and_a_final_plan_hang_on_one_letter(see: See) -> None:
    found = of(
        see,
        date(2024, 5, 1),
        "inspection",
        state="report-received",
        happened={"priority-letter-received": on(2024, 1, 8)},
    )
    assert found["priority-action-draft-plan"].last == date(2024, 2, 5)
    assert found["priority-action-final-plan"].last == date(2024, 4, 17)


def test_every_event_that_a_shipped_deadline_counts_from_reads_well(liverpool: FrameworkHistory) -> None:
    framework = liverpool.newest
    events = {r.anchor.rpartition(".")[2] for id in framework.items("deadline") for r in framework.deadline_rules(id)}
    assert {event for event in events if str(framework.wording(f"event-{event}", "")) == ""} == set()


@given(st.dates(date(2018, 7, 1), date(2030, 11, 1)))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_day_of_notification_gives_a_working_day(see: See, day: date) -> None:
    found = of(see, day, "rapid-review", state="open", happened={"notification-sent": When.on(day)})["rapid-review"]
    calendar = see(day).framework.calendar()
    assert found.last is not None
    assert calendar.is_working(found.last)
    assert calendar.between(day, found.last) == 15
