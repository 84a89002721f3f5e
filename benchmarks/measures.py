"""Every measure of improvement, against a loop by hand over plain dicts that computes the same number.

    python benchmarks/ten_years.py FOLDER && python benchmarks/measures.py FOLDER [TIMES] [ROUNDS]

`TIMES` says how many copies of the decade are looked at together, 1 where left out, up to 100. What the decade lacks
(measures with readings, revised evidence, two audits of 400 returns, products, decisions to notify) is put beside it,
invented too. Both sides begin with what they hold in memory: ours with records in a register that has no index yet,
the other with plain dicts sorted by type. Whether both give the same number is checked. With `ROUNDS` 0 every call is
made once: for registers that are large.
"""

import gc
import resource
import sys
import time
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from math import sqrt
from pathlib import Path
from statistics import median
from typing import Any

from ten_years import AGENCIES, DAY
from timing import compare, explain, here
from training import copies

from lif_core import Partnership
from lif_core.framework.framework import Framework
from lif_core.framework.shape import EvidenceSort, Role, Strength
from lif_core.measures.audits import compared
from lif_core.measures.change import changes
from lif_core.measures.evidence_trail import superseded
from lif_core.measures.indicators import INDICATORS, funnel, indicators
from lif_core.measures.portfolio import portfolio
from lif_core.measures.recurring import recurred
from lif_core.measures.sustained import sustained
from lif_core.records import (
    Acknowledgement,
    Answer,
    Course,
    Decision,
    Evaluation,
    Evidence,
    Measure,
    Need,
    Party,
    Product,
    Reading,
    Record,
    Return,
    Review,
    Session,
)
from lif_core.values.spans import add
from lif_core.values.when import When
from lif_core.view.register import Register, type_name
from lif_core.view.view import View

Plain = dict[str, list[dict[str, Any]]]
Z = 1.959963984540054
YEARS = 5


def beside(records: list[Record]) -> Iterator[Record]:
    """Give what the decade lacks, invented, the same every time."""
    actions = [one for one in records if type_name(one) == "action"]
    evidence = [one for one in records if type_name(one) == "evidence"]
    findings = [one for one in records if type_name(one) == "finding"]
    day = date(2019, 4, 1)
    for number in range(300):
        id, on = f"demo/measure/m{number}", day + timedelta(days=number)
        yield Measure(id=id, of=(actions[number].id,), state="in-use", better="more", baseline=Reading(n=6, of=20))
        readings = (Reading(measure=id, n=number % 21, of=20, at=When.on(on)),)
        yield Evaluation(id=f"demo/evaluation/m{number}", state="completed", on=When.on(on), readings=readings,
                         rests_on=(evidence[number].id,))  # fmt: skip
        if number % 3 == 0:
            yield Evidence(id=f"demo/evidence/m{number}", state="offered", revises=evidence[number].id)
    for name, green in (("first", 150), ("again", 230)):
        audit = f"demo/review/{name}"
        yield Review(id=audit, kind="section-11-audit", state="closed", happened={"issued": When.on(day)})
        for number in range(400):
            grade = "Green" if number < green else "Amber" if number < 320 else "Red"
            answers = tuple(Answer(to=f"Standard {standard}", grade=grade) for standard in range(8))
            came = {"returned": When.on(day + timedelta(days=number % 60))} if number % 9 else {}
            yield Return(id=f"demo/return/{name}{number}", about=(audit,), answers=answers, happened=came,
                         state="returned" if came else "asked", due=When.on(day + timedelta(days=30)),
                         agency=Party(body=AGENCIES[number % len(AGENCIES)]))  # fmt: skip
    for number in range(200):
        on, finding = date(2022, 1, 1) + timedelta(days=number * 3), findings[number * 9].id
        to = tuple(Party(body=body) for body in AGENCIES[:3])
        yield Product(id=f"demo/product/{number}", state="published", draws_on=(finding,), to=to,
                      happened={"published": When.on(on)})  # fmt: skip
        yield Acknowledgement(id=f"demo/acknowledgement/{number}", product=f"demo/product/{number}", state="confirmed",
                              agency=Party(body=AGENCIES[number % 5]), on=When.on(on))  # fmt: skip
        yield Need(id=f"demo/need/{number}", state="found", sources=(finding,))
        yield Course(id=f"demo/course/{number}", state="offered", answers=(f"demo/need/{number}",))
        yield Session(id=f"demo/session/{number}", course=f"demo/course/{number}", state="held",
                      on=When.on(on + timedelta(days=20)))  # fmt: skip
        yield Decision(id=f"demo/decision/{number}", kind="notification", on=When.on(on),
                       state="notified" if number % 7 else "not-notified")  # fmt: skip


# -- by hand -------------------------------------------------------------------------------------------------------


def plain(records: Iterator[Record]) -> Plain:
    """Give plain dicts by type, with what the loops look at; days are days."""
    found: Plain = defaultdict(list)
    for one in records:
        name = type_name(one)
        held: dict[str, Any] = {"id": one.id, "kind": one.kind, "state": one.state}
        held["happened"] = {event: (when.first, when.last) for event, when in one.happened.items()}
        for field in _FIELDS.get(name, ()):
            value = getattr(one, field)
            if isinstance(value, When):
                value = value.last
            elif isinstance(value, Party):
                value = value.named
            elif field in ("leads", "to") and isinstance(value, tuple):
                value = tuple((party.named, party.first) for party in value)
            held[field] = value
        found[name].append(held)
    return found


_FIELDS: dict[str, tuple[str, ...]] = {
    "finding": ("themes", "sort", "reviews"),
    "recommendation": ("findings", "reviews"),
    "action": ("themes", "answers", "leads", "lead_role", "strength", "due", "rescheduled", "wanted", "how_measured"),
    "evidence": ("shows", "sort", "revises", "expires"),
    "evaluation": ("of", "by", "on", "outcome", "question", "readings", "rests_on", "judgement"),
    "measure": ("of", "baseline", "better"),
    "return": ("about", "answers", "agency", "due"),
    "decision": ("on", "about"),
    "product": ("draws_on", "to"),
    "acknowledgement": ("product", "agency"),
    "need": ("sources",),
    "course": ("answers",),
    "session": ("course", "on"),
}
DONE, WITHDRAWN = ("done", "checked", "sustained"), ("withdrawn", "superseded", "not-accepted", "cancelled")


def done_day(action: dict[str, Any]) -> date | None:
    """Tell when an action was done."""
    return next((action["happened"][state][1] for state in DONE if state in action["happened"]), None)


def evaluations_by(held: Plain) -> dict[str, list[dict[str, Any]]]:
    """Sort evaluations by what they evaluate."""
    found = defaultdict(list)
    for one in held["evaluation"]:
        made = one["on"] is not None and one["on"] <= DAY
        if one["state"] not in WITHDRAWN and (made or one["judgement"] or one["outcome"] or one["readings"]):
            for id in one["of"]:
                found[id].append(one)
    return found


def evidence_by(held: Plain) -> dict[str, list[dict[str, Any]]]:
    """Sort evidence by what it shows, without what was revised."""
    found = defaultdict(list)
    standing = [one for one in held["evidence"] if one["state"] not in WITHDRAWN]
    revised = defaultdict(set)
    for one in standing:
        for id in one["shows"]:
            revised[id].add(one["revises"])
    for one in standing:
        for id in one["shows"]:
            if one["id"] not in revised[id]:
                found[id].append(one)
    return found


def by_hand_sustained(held: Plain, framework: Framework) -> Counter[str]:
    """Count the stages of actions after they were done."""
    spans = {id: one.check_again for id, one in framework.all(Strength).items()}
    evaluations, evidence, bodies = evaluations_by(held), evidence_by(held), bodies_of(framework)
    found: Counter[str] = Counter()
    for action in held["action"]:
        if action["state"] not in DONE:
            continue
        done = done_day(action)
        every = evaluations.get(action["id"], ())
        after = sorted((one for one in every if one["on"] and done and one["on"] > done), key=lambda one: one["on"])
        owed = [add(span, done) for span in spans[action["strength"] or "standard"]] if done else []
        last = after[-1]["outcome"] if after else ""
        if last in ("did-not-hold", "worse"):
            found["did-not-hold"] += 1
        elif action["state"] == "sustained":
            found["sustained"] += 1
        elif not evidence.get(action["id"]):
            found["no-evidence"] += 1
        elif not any(another(one, action, bodies) for one in every):
            found["not-evaluated"] += 1
        elif not owed and not after:
            found["no-schedule"] += 1
        elif len(owed) > len(after):
            found["check-overdue" if owed[len(after)] < DAY else "check-ahead"] += 1
        else:
            found["held" if last in ("held", "improved") else "not-told"] += 1
    return found


def bodies_of(framework: Framework) -> dict[str, set[str]]:
    """Tell of each body and role the bodies it is part of."""
    part_of = {id: getattr(body, "part_of", "") for id, body in framework.items("body").items()}
    roles = {id: role.body for id, role in framework.all(Role).items()}
    found = {}
    for id in (*part_of, *roles):
        above, at = set(), roles.get(id, id)
        while at and at not in above:
            above.add(at)
            at = part_of.get(at, "")
        found[id] = above
    return found


def another(evaluation: dict[str, Any], action: dict[str, Any], bodies: dict[str, set[str]]) -> bool:
    """Tell whether somebody other than the lead evaluated."""
    by = evaluation["by"]
    if not by:
        return False
    leads = [name for name, _ in action["leads"]] + [one for one in (action["lead_role"],) if one]
    return not any(lead == by or lead in bodies.get(by, ()) for lead in leads)


def by_hand_changes(held: Plain, framework: Framework) -> Counter[str]:
    """Count the verdicts of measures."""
    readings = defaultdict(list)
    for one in held["evaluation"]:
        if one["state"] not in WITHDRAWN:
            for reading in one["readings"]:
                readings[reading.measure].append((reading.at.last, reading.n, reading.of))
    found: Counter[str] = Counter()
    for measure in held["measure"]:
        later = sorted(readings.get(measure["id"], ()))
        if not later:
            found["one-reading"] += 1
            continue
        _, n, of = later[-1]
        first = measure["baseline"]
        low, high = difference(n, of, first.n, first.of)
        if low <= 0 <= high:
            found["not-told"] += 1
        else:
            found["better" if n / of > first.n / first.of else "worse"] += 1
    return found


def score(n: int, of: int) -> tuple[float, float]:
    """Give Wilson's interval."""
    share, square = n / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return (0.0 if n == 0 else middle - half), (1.0 if n == of else middle + half)


def difference(n: int, of: int, before: int, before_of: int) -> tuple[float, float]:
    """Give Newcombe's interval of the difference."""
    (low, high), (first_low, first_high) = score(n, of), score(before, before_of)
    share, first = n / of, before / before_of
    return (share - first - sqrt((share - low) ** 2 + (first_high - first) ** 2),
            share - first + sqrt((high - share) ** 2 + (first - first_low) ** 2))  # fmt: skip


def by_hand_superseded(held: Plain, framework: Framework) -> int:
    """Count the evaluations that rest on evidence of which there is a newer revision."""
    newer = {one["revises"] for one in held["evidence"] if one["revises"] and one["state"] not in WITHDRAWN}
    return sum(id in newer for one in held["evaluation"] for id in one["rests_on"])


def by_hand_audits(held: Plain, framework: Framework) -> tuple[int, ...]:
    """Count green in the audit and in the re-audit, standard by standard."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    wanted = {"demo/review/first", "demo/review/again"}
    for one in held["return"]:
        for audit in wanted.intersection(one["about"]):
            for answer in one["answers"]:
                found[audit, answer.to] += answer.grade == "Green"
                found[audit, ""] += answer.grade == "Green"
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[1], key[0])))


def themes_behind(held: Plain) -> Callable[[dict[str, Any]], set[str]]:
    """Tell the themes of an action and of what it answers."""
    findings = {one["id"]: one["themes"] for one in held["finding"]}
    return lambda action: set(action["themes"]).union(*(findings.get(id, ()) for id in action["answers"]))


def finding_days(held: Plain) -> Iterator[tuple[date, dict[str, Any]]]:
    """Give the findings of something to improve with their days."""
    reviews = {one["id"]: min((first for first, _ in one["happened"].values()), default=None) for one in held["review"]}
    for one in held["finding"]:
        if one["state"] not in WITHDRAWN:
            own = min((first for first, _ in one["happened"].values()), default=None)
            known = [reviews[id] for id in one["reviews"] if reviews.get(id)]
            day = own or min(known, default=None)
            if day is not None:
                yield day, one


def by_hand_recurred(held: Plain, framework: Framework) -> tuple[int, int]:
    """Count the returns of themes, and the actions closed on them before, within 24 months."""
    ended = ended_by_theme(held)
    count = between = 0
    for day, one in finding_days(held):
        if one["sort"] == "gap" and day <= DAY:
            for theme in one["themes"]:
                days, until = ended.get(theme, ((), ()))
                last = bisect_left(days, day)
                first = bisect_left(until, day, hi=last)
                count += last > first
                between += last - first
    return count, between


def ended_by_theme(held: Plain) -> dict[str, tuple[list[date], list[date]]]:
    """Give by theme the days on which actions were closed, and until when a return is one."""
    themes, closed = themes_behind(held), defaultdict(list)
    for action in held["action"]:
        done = done_day(action)
        if done is not None and action["state"] not in WITHDRAWN:
            for theme in themes(action):
                closed[theme].append(done)
    found = {}
    for theme, days in closed.items():
        days.sort()
        found[theme] = (days, [_later(day) for day in days])
    return found


def _later(day: date) -> date:
    try:
        return day.replace(year=day.year + 2)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 2, day=28)


def by_hand_portfolio(held: Plain, framework: Framework) -> Counter[str]:
    """Count what stands out among the plans."""
    tells = {id for id, one in framework.all(Strength).items() if one.only_tells}
    reviews = {one["id"] for one in held["review"]}
    made = {one["id"]: one["reviews"] for one in held["finding"]}
    measured = {id for one in held["measure"] if one["state"] != "withdrawn" for id in one["of"]}
    plans, answered, ahead = defaultdict(list), defaultdict(list), defaultdict(list)
    for action in held["action"]:
        if action["state"] in WITHDRAWN:
            continue
        for review in {review for id in action["answers"] for review in made.get(id, ()) if review in reviews}:
            plans[review].append(action)
        for id in action["answers"]:
            answered[id].append(action)
        if action["due"] is not None and action["due"] >= DAY and action["state"] not in DONE:
            for lead in {name for name, _ in action["leads"]} or {action["lead_role"]} - {""}:
                ahead[lead].append(action["due"])
    courses = defaultdict(int)
    for course in held["course"]:
        for id in course["answers"]:
            courses[id] += 1
    found: Counter[str] = Counter()
    for review, actions in plans.items():
        if len(actions) > 1:
            found["only-tells"] += all(one["strength"] in tells for one in actions)
            said = any(one["wanted"] or one["how_measured"] for one in actions)
            found["nothing-measured"] += not said and measured.isdisjoint({review, *(one["id"] for one in actions)})
    for one in held["finding"]:
        answers = answered.get(one["id"], ())
        if one["sort"] == "gap" and one["state"] not in WITHDRAWN and (answers or courses.get(one["id"])):
            found["answered-by-training-only"] += all(action["strength"] == "training" for action in answers)
    for days in ahead.values():
        days.sort()
        at = 0
        while at < len(days):
            after = bisect_right(days, days[at] + timedelta(days=13), lo=at)
            found["crowded-fortnight"] += after - at >= 5
            at = after if after - at >= 5 else at + 1
    return +found


# -- indicators by hand --------------------------------------------------------------------------------------------


def place(day: date | None) -> int | None:
    """Tell the place of a reporting year from 1 April, of the last five."""
    if day is None:
        return None
    year = day.year - (day < date(day.year, 4, 1))
    at = year - (2024 - YEARS + 1)
    return at if 0 <= at < YEARS else None


def year_ends() -> list[date]:
    """Give the last day of each year, that of the view for the one that is not over."""
    return [min(date(2024 - YEARS + 2 + at, 3, 31), DAY) for at in range(YEARS)]


Pairs = list[tuple[int, int]]


def counted(found: Iterator[tuple[date | None, bool]]) -> Pairs:
    """Count by year."""
    n, of = [0] * YEARS, [0] * YEARS
    for day, is_so in found:
        at = place(day)
        if at is not None:
            n[at] += is_so
            of[at] += 1
    return list(zip(n, of, strict=True))


def by_hand_kept(
    held: Plain, framework: Framework, kind: str, anchor: str, met: str, span: Callable[[date], date]
) -> Any:
    """Tell the reviews of a kind whose deadline fell, with how many days late."""
    for one in held["review"]:
        if one["kind"] == kind and one["state"] != "withdrawn" and anchor in one["happened"]:
            last = span(one["happened"][anchor][0])
            ended = one["happened"][met][1] if met in one["happened"] else None
            if ended is not None or last < DAY:
                yield last, max(((ended or DAY) - last).days, 0)


def rapid(held: Plain, framework: Framework) -> Any:
    """Tell the rapid reviews whose deadline fell."""
    calendar = framework.calendar()
    every = by_hand_kept(
        held, framework, "rapid-review", "notification-sent", "sent", lambda day: calendar.add(day, 15)
    )
    ruled = date(2018, 6, 29)
    begun = {one["happened"].get("notification-sent", (date.min,))[0] for one in held["review"]}
    assert all(day >= ruled for day in begun if day > date(2018, 6, 29))
    return every


INDICATED: dict[str, Callable[[Plain, Framework], Pairs]] = {}


def indicated(id: str) -> Callable[[Callable[[Plain, Framework], Pairs]], Callable[[Plain, Framework], Pairs]]:
    """Put a loop by hand under the id of its indicator."""

    def put(loop: Callable[[Plain, Framework], Pairs]) -> Callable[[Plain, Framework], Pairs]:
        INDICATED[id] = loop
        return loop

    return put


def open_at(held: Plain) -> Iterator[tuple[int, date, dict[str, Any], date | None]]:
    """Give each action that was open at the end of a year, with the day it began."""
    found = {one["id"]: day for day, one in finding_days(held)}
    for action in held["action"]:
        own = min((first for first, _ in action["happened"].values()), default=None)
        above = [found[id] for id in action["answers"] if id in found]
        since = own or min(above, default=None)
        ended = None
        if action["state"] in (*DONE, *WITHDRAWN):
            days = [last for event, (_, last) in action["happened"].items() if event in (*DONE, *WITHDRAWN)]
            ended = min(days, default=date.min)
        for at, end in enumerate(year_ends()):
            if (ended is None or ended > end) and (since is None or since <= end):
                yield at, end, action, since


@indicated("actions-overdue")
def by_hand_overdue(held: Plain, framework: Framework) -> Pairs:
    """Count the open actions past their date."""
    n, of = [0] * YEARS, [0] * YEARS
    for at, end, action, since in open_at(held):
        if since is not None or end == DAY:
            of[at] += 1
            n[at] += action["due"] is not None and action["due"] < end
    return list(zip(n, of, strict=True))


@indicated("actions-median-age")
def by_hand_age(held: Plain, framework: Framework) -> Pairs:
    """Give the median age of open actions, in tenths of days, and how many they are."""
    ages: list[list[int]] = [[] for _ in range(YEARS)]
    for at, end, _, since in open_at(held):
        if since is not None:
            ages[at].append((end - since).days)
    return [(int(median(each) * 10) if each else 0, len(each)) for each in ages]


@indicated("closed-with-impact-evidence")
def by_hand_impact(held: Plain, framework: Framework) -> Pairs:
    """Count the actions done of which somebody else said what difference they made."""
    weakest = min(framework.all(EvidenceSort).items(), key=lambda item: item[1].rank)[0]
    evaluations, evidence, bodies = evaluations_by(held), evidence_by(held), bodies_of(framework)

    def every() -> Iterator[tuple[date | None, bool]]:
        for action in held["action"]:
            done = done_day(action)
            if done is None or action["state"] in WITHDRAWN or place(done) is None:
                continue
            asked = [one for one in evaluations.get(action["id"], ()) if one["question"] == "what-difference"]
            yield (
                done,
                any(another(one, action, bodies) for one in asked)
                and any(
                    one["sort"] not in ("", weakest) and (one["expires"] is None or one["expires"] >= DAY)
                    for one in evidence.get(action["id"], ())
                ),
            )

    return counted(every())


@indicated("actions-reopened")
def by_hand_reopened(held: Plain, framework: Framework) -> Pairs:
    """Count the actions done that were open again later."""
    opened = ("planned", "in-progress", "waiting", "not-sustained")
    return counted(
        (done, action["state"] in opened
         or any(last > done for event, (_, last) in action["happened"].items() if event in opened))
        for action in held["action"]
        if (done := done_day(action)) is not None and action["state"] not in WITHDRAWN
    )  # fmt: skip


@indicated("themes-repeated")
def by_hand_repeated(held: Plain, framework: Framework) -> Pairs:
    """Count the themes that came back."""
    ended = ended_by_theme(held)
    found, back = [set() for _ in range(YEARS)], [set() for _ in range(YEARS)]
    for day, one in finding_days(held):
        at = place(day)
        if one["sort"] == "gap" and at is not None and day <= DAY:
            found[at].update(one["themes"])
            for theme in one["themes"]:
                days, until = ended.get(theme, ((), ()))
                last = bisect_left(days, day)
                if bisect_left(until, day, hi=last) < last:
                    back[at].add(theme)
    return [(len(again), len(seen)) for again, seen in zip(back, found, strict=True)]


def handed_on(held: Plain) -> dict[str, list[date]]:
    """Give by finding the days on which products that draw on it went out."""
    found = defaultdict(list)
    for one in held["product"]:
        if one["state"] == "published" and "published" in one["happened"]:
            for id in one["draws_on"]:
                found[id].append(one["happened"]["published"][1])
    return found


def taught(held: Plain) -> dict[str, list[date]]:
    """Give by finding the days of sessions of courses that it led to, over actions and needs."""
    sessions, found = defaultdict(list), defaultdict(list)
    for one in held["session"]:
        if one["state"] not in WITHDRAWN and one["on"] is not None and one["on"] <= DAY:
            sessions[one["course"]].append(one["on"])
    above = {one["id"]: one["sources"] for one in held["need"]} | {one["id"]: one["answers"] for one in held["action"]}
    for one in held["course"]:
        waiting, seen = list(one["answers"]), set()
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen.add(id)
                waiting += above.get(id, ())
                found[id] += sessions.get(one["id"], ())
    return found


def medians(found: Iterator[tuple[date, int]]) -> Pairs:
    """Give the medians by year, in tenths of days, and over how many."""
    held: list[list[int]] = [[] for _ in range(YEARS)]
    for day, number in found:
        at = place(day)
        if at is not None:
            held[at].append(number)
    return [(int(median(each) * 10) if each else 0, len(each)) for each in held]


@indicated("finding-to-product")
def by_hand_to_product(held: Plain, framework: Framework) -> Pairs:
    """Give the median days from finding to product."""
    out = handed_on(held)
    return medians(
        (min(days), (min(days) - day).days)
        for day, one in finding_days(held)
        if (days := [later for later in out.get(one["id"], ()) if later >= day])
    )


@indicated("product-to-training")
def by_hand_from_product(held: Plain, framework: Framework) -> Pairs:
    """Give the median days from product to training."""
    out, sessions = handed_on(held), taught(held)

    def every() -> Iterator[tuple[date, int]]:
        for day, one in finding_days(held):
            first = min((later for later in out.get(one["id"], ()) if later >= day), default=None)
            days = [later for later in sessions.get(one["id"], ()) if first and later >= first]
            if first and days:
                yield min(days), (min(days) - first).days

    return medians(every())


@indicated("finding-to-training")
def by_hand_to_training(held: Plain, framework: Framework) -> Pairs:
    """Give the median days from finding to training."""
    sessions = taught(held)
    return medians(
        (min(days), (min(days) - day).days)
        for day, one in finding_days(held)
        if (days := [later for later in sessions.get(one["id"], ()) if later >= day])
    )


@indicated("rapid-reviews-in-time")
def by_hand_rapid(held: Plain, framework: Framework) -> Pairs:
    """Count the rapid reviews sent in time."""
    return counted((day, not late) for day, late in rapid(held, framework))


@indicated("rapid-reviews-days-late")
def by_hand_rapid_late(held: Plain, framework: Framework) -> Pairs:
    """Give the mean days late, in tenths, and over how many."""
    return means(rapid(held, framework))


def means(found: Iterator[tuple[date, int]]) -> Pairs:
    """Give the means by year, in tenths of days, and over how many."""
    held: list[list[int]] = [[] for _ in range(YEARS)]
    for day, number in found:
        at = place(day)
        if at is not None:
            held[at].append(number)
    return [(int(sum(each) / len(each) * 10 + 0.5) if each else 0, len(each)) for each in held]


def local(held: Plain, framework: Framework) -> Any:
    """Tell the local reviews whose deadline fell."""
    half = framework.deadline_rules("local-review-publication")[0].span
    kind = "local-child-safeguarding-practice-review"
    return by_hand_kept(held, framework, kind, "decided", "published", lambda day: add(half, day))


@indicated("local-reviews-in-time")
def by_hand_local(held: Plain, framework: Framework) -> Pairs:
    """Count the local reviews published in time."""
    return counted((day, not late) for day, late in local(held, framework))


@indicated("local-reviews-days-late")
def by_hand_local_late(held: Plain, framework: Framework) -> Pairs:
    """Give the mean days late, in tenths, and over how many."""
    return means(local(held, framework))


def asked(held: Plain) -> Iterator[tuple[date | None, date | None]]:
    """Give of each return its day and when it came."""
    for one in held["return"]:
        came = one["happened"].get("returned", (None, None))[1]
        if one["state"] not in WITHDRAWN and (came is not None or (one["due"] is not None and one["due"] < DAY)):
            yield one["due"], came


@indicated("returns-returned")
def by_hand_returned(held: Plain, framework: Framework) -> Pairs:
    """Count the returns that came."""
    return counted((due, came is not None) for due, came in asked(held))


@indicated("returns-in-time")
def by_hand_in_time(held: Plain, framework: Framework) -> Pairs:
    """Count the returns that came in time."""
    return counted((due, came is not None and came <= due) for due, came in asked(held) if due is not None)


@indicated("dissemination-confirmed")
def by_hand_confirmed(held: Plain, framework: Framework) -> Pairs:
    """Count the agencies that said that a product arrived."""
    said = defaultdict(set)
    for one in held["acknowledgement"]:
        if one["state"] == "confirmed":
            said[one["product"]].add(one["agency"])
    n, of = [0] * YEARS, [0] * YEARS
    for one in held["product"]:
        at = place(one["happened"].get("published", (None, None))[1])
        if at is not None and one["state"] == "published":
            confirmed = said.get(one["id"], set())
            n[at] += len(confirmed)
            of[at] += len({name for name, _ in one["to"]} | confirmed)
    return list(zip(n, of, strict=True))


def by_hand_funnel(held: Plain, framework: Framework) -> list[tuple[int, ...]]:
    """Count how many of what was discussed came how far."""
    steps = [[0] * 4 for _ in range(YEARS)]

    def step(day: date | None, number: int) -> None:
        at = place(day)
        if at is not None:
            steps[at][number] += 1

    for one in held["decision"]:
        if one["kind"] == "notification":
            step(one["on"], 0)
            if one["state"] == "notified":
                step(one["on"], 1)
    for one in held["review"]:
        first = min((day for day, _ in one["happened"].values()), default=None)
        sent = one["happened"].get("notification-sent")
        if one["kind"] == "rapid-review":
            if sent:
                step(sent[1], 1)
            if one["state"] != "withdrawn":
                step(sent[1] if sent else first, 2)
        if one["kind"] == "local-child-safeguarding-practice-review" and one["state"] != "withdrawn":
            step(one["happened"]["decided"][1] if "decided" in one["happened"] else first, 3)
    return [tuple(each) for each in steps]


# -- ours ----------------------------------------------------------------------------------------------------------


def told_by(id: str) -> Callable[[View], Pairs]:
    """Give the values of one indicator as the loop by hand tells them."""

    def tell(view: View) -> Pairs:
        (found,) = indicators(view, YEARS, [id])
        if found.indicator.sort == "share":
            return [(one.value.n or 0, one.value.of or 0) for one in found.years]
        return [(round((one.value.number or 0) * 10), one.value.of or 0) for one in found.years]

    return tell


def greens(view: View) -> tuple[int, ...]:
    """Give how many were graded green, by standard, again and first."""
    first, again = view.register["demo/review/first"], view.register["demo/review/again"]
    assert isinstance(first, Review)
    assert isinstance(again, Review)
    parts = sorted(compared(view, first, again, "section-11"), key=lambda one: one.about)
    return tuple(grades.counts["Green"] or 0 for one in parts for grades in (one.again, one.first))


MEASURES: dict[str, tuple[Callable[[View], Any], Callable[[Plain, Framework], Any]]] = {
    "after it was done: stages": (lambda view: Counter(one.stage for one in sustained(view)), by_hand_sustained),
    "what measures show: verdicts": (lambda view: Counter(one.verdict for one in changes(view)), by_hand_changes),
    "evidence revised and relied on": (lambda view: len(superseded(view)), by_hand_superseded),
    "audit and re-audit": (greens, by_hand_audits),
    "learning did not hold": (
        lambda view: (len(found := recurred(view)), sum(one.count for one in found)),
        by_hand_recurred,
    ),
    "portfolio": (lambda view: Counter(one.sort for one in portfolio(view)), by_hand_portfolio),
    "funnel": (lambda view: [one.counts for one in funnel(view, YEARS)], by_hand_funnel),
    **{f"indicator {one.id}": (told_by(one.id), INDICATED[one.id]) for one in INDICATORS},
}


def timed(work: Callable[[Any], Any], given: Any) -> tuple[Any, float]:
    """Do something once, and tell the CPU seconds it took; what is no longer used is collected behind it."""
    gc.collect()
    gc.disable()
    begun = time.process_time()
    found = work(given)
    taken = time.process_time() - begun
    gc.enable()
    return found, taken


def _turned(by_hand: Callable[[Plain, Framework], Any], framework: Framework, held: Plain) -> Any:
    return by_hand(held, framework)


def alone(ours: Callable[[View], Any], view: Callable[[], View]) -> float:
    """Tell the CPU seconds of a measure of ours on a register of which nothing was asked yet."""
    return timed(ours, view())[1]


def main(folder: Path, times: int = 1, rounds: int = 5) -> None:
    with Partnership.open(folder) as lif:
        now = lif.as_of(DAY)
        framework, held = now.framework, list(now.register)
    records = list(copies([*held, *beside(held)], times))
    by_type = plain(iter(records))
    gc.freeze()  # two million records that stay are not looked through again before every call
    print(f"{len(records):,} records, {times} times the decade; most memory so far: {memory()}")

    def view() -> View:
        return View(framework=framework, register=Register(records), day=DAY)

    for name, (ours, by_hand) in MEASURES.items():
        one, mine = timed(ours, view())
        other, theirs = timed(partial(_turned, by_hand, framework), by_type)
        if one != other:
            raise SystemExit(f"{name}: ours tells {one}, the loop by hand {other}.")
        del one, other
        if not rounds:
            print(f"| {name:40} | {theirs * 1000:10.1f} | {mine * 1000:10.1f} | {mine / theirs:6.1f} |", flush=True)
            continue
        fresh = partial(alone, ours, view)
        compare(name, {"by hand": here(partial(by_hand, by_type, framework)), "ours": fresh}, rounds)
    print(f"\nmost memory held: {memory()}")


def memory() -> str:
    """Tell the most memory that this process held."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"


if __name__ == "__main__":
    explain(__doc__, 1)
    main(Path(sys.argv[1]), *(int(word) for word in sys.argv[2:4]))
