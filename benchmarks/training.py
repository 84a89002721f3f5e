"""Every measure of training, against a loop by hand over plain dicts that computes the same number.

    python benchmarks/ten_years.py FOLDER training && python benchmarks/training.py FOLDER [TIMES] [ROUNDS] [ONLY]

`TIMES` says how many copies of the decade are looked at together, 1 where left out, up to 100; `ONLY` is a word in the
names of the measures to look at. Both sides begin with what they hold in memory: ours with records in a register, the
other with plain dicts sorted by type. That both give the same number is checked before anything is timed. `first`
gathers what is on record of training for this view, `again` has it gathered already; the loop by hand keeps nothing.
"""

import gc
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
from ten_years import DAY
from timing import compare, explain, here

from lif_core import Partnership
from lif_core.framework.shape import TrainingLevel
from lif_core.measures.training import (
    attendance,
    coverage,
    current,
    effect,
    needs,
    non_attendance,
    per_head,
    plan,
    reach,
    take_up,
    waiting,
)
from lif_core.records import Record
from lif_core.records.fields import TO, metadata
from lif_core.serial.plain import to_wire
from lif_core.values.spans import add
from lif_core.view import once
from lif_core.view.register import Register, type_name
from lif_core.view.view import View

Plain = dict[str, list[dict[str, Any]]]
"""Plain dicts by record type."""
LOOKED_AT = ("finding", "need", "course", "session", "attendance", "feedback", "return")
"""Types of which plain dicts are held; the register holds all."""


def copies(records: list[Record], times: int) -> Iterator[Record]:
    """Give the records, and copies of them under ids of their own that point at one another."""
    yield from records
    for number in range(1, times):
        for record in records:
            moved = {"id": f"{record.id}-{number}"}
            for name in metadata(type(record), TO):
                held = getattr(record, name)
                if held:
                    many = isinstance(held, tuple)
                    moved[name] = tuple(f"{one}-{number}" for one in held) if many else f"{held}-{number}"
            yield attrs.evolve(record, **moved)


# -- by hand -------------------------------------------------------------------------------------------------------


def held(plain: Plain, today: str) -> dict[str, dict[str, Any]]:
    return {
        one["id"]: one
        for one in plain["session"]
        if one["state"] not in ("cancelled", "withdrawn") and one.get("on") and one["on"]["last"] <= today
    }


def hand_take_up(plain: Plain, today: str) -> tuple[int, int]:
    sessions, came = held(plain, today), defaultdict(int)
    for one in plain["attendance"]:
        if one["state"] != "withdrawn":
            came[one["session"]] += one["attended"]
    places = attended = 0
    for id, session in sessions.items():
        if session.get("places") is not None and id in came:
            places += session["places"]
            attended += came[id]
    return attended, places


def hand_attendance(plain: Plain, today: str) -> tuple[int, ...]:
    sessions = held(plain, today)
    booked = attended = walked = gone = cancelled = late = 0
    for one in plain["attendance"]:
        if one["state"] != "withdrawn" and one["session"] in sessions:
            booked += one["booked"]
            attended += one["attended"]
            walked += one["walked_in"]
            gone += one["did_not_attend"]
            cancelled += one["cancelled"]
            late += one["cancelled_late"]
    return booked, attended, attended - walked, gone, cancelled + late, late


def hand_cost(plain: Plain, today: str) -> tuple[Decimal, int]:
    sessions, total, unpriced = held(plain, today), Decimal(0), 0
    for one in plain["attendance"]:
        if one["state"] != "withdrawn" and one["session"] in sessions:
            gone, late = one["did_not_attend"], one["cancelled_late"]
            if not sessions[one["session"]].get("charge"):
                unpriced += gone + late
            else:
                total += gone * (50 if one["agency"]["body"] == "general-practice" else 35) + late * 20
    return total, unpriced


def hand_coverage(plain: Plain, today: str) -> dict[tuple[str, str], tuple[int, int]]:
    newest: dict[tuple[str, str], tuple[str, int, int]] = {}
    for one in plain["return"]:
        if one["state"] != "withdrawn" and one["as_at"]["last"] <= today:
            for count in one["headcount"]:
                key, day = (one["agency"]["body"], count.get("group", "")), one["as_at"]["last"]
                if key not in newest or newest[key][0] < day:
                    newest[key] = (day, count["in_date"], count["in_post"])
    return {key: (in_date, in_post) for key, (_, in_date, in_post) in newest.items()}


def hand_covered(plain: Plain, today: str) -> tuple[dict[tuple[str, str], tuple[int, int]], int]:
    """Tell the coverage, and count the agencies that came or are needed and reported nothing."""
    found = hand_coverage(plain, today)
    known = {one["agency"]["body"] for one in plain["attendance"] if one["state"] != "withdrawn"}
    known |= {agency["body"] for one in plain["need"] for agency in one["agencies"]}
    return found, len(known - {agency for agency, _ in found})


def hand_per_head(plain: Plain, today: str) -> dict[str, tuple[int, int]]:
    sessions, came = held(plain, today), defaultdict(int)
    for one in plain["attendance"]:
        if one["state"] != "withdrawn" and one["session"] in sessions:
            came[one["agency"]["body"]] += one["attended"]
    staff = hand_coverage(plain, today)
    return {agency: (count, staff[agency, ""][1]) for agency, count in came.items()}


def hand_waiting(plain: Plain, today: str) -> dict[str, tuple[int, int]]:
    queues: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    sessions = held(plain, today)
    for one in plain["session"]:
        if one["state"] not in ("cancelled", "withdrawn"):
            queues[one["course"]][one["id"] in sessions] += one["waiting_list"]
    return {course: (ahead, left) for course, (ahead, left) in queues.items() if ahead or left}


def hand_reach(plain: Plain, today: str) -> int:
    """Count the pairs of course or need and agency or role group that were not reached."""
    sessions, agencies, groups = held(plain, today), defaultdict(set), defaultdict(set)
    courses = {one["course"] for one in sessions.values()}
    for one in plain["attendance"]:
        if one["state"] != "withdrawn" and one["session"] in sessions and one["attended"]:
            course = sessions[one["session"]]["course"]
            agencies[course].add(one["agency"]["body"])
            if one.get("group"):
                groups[course].add(one["group"])
    wanted = {one["id"]: [agency["body"] for agency in one["agencies"]] for one in plain["need"]}
    answering, missing = defaultdict(list), 0
    for course in plain["course"]:
        for answer in course.get("answers", ()):
            answering[answer].append(course["id"])
        if course["id"] in courses:
            asked = {agency for answer in course.get("answers", ()) for agency in wanted.get(answer, ())}
            missing += len(asked - agencies[course["id"]]) + len(set(course["audience"]) - groups[course["id"]])
    for need in plain["need"]:
        if need["state"] in ("found", "planned"):
            by = {course for answered in (need["id"], *need["sources"]) for course in answering[answered]}
            reached = {agency for course in by for agency in agencies[course]}
            met = {group for course in by for group in groups[course]}
            missing += len(set(wanted[need["id"]]) - reached) + len(set(need["audience"]) - met)
    return missing


def hand_needs(plain: Plain, _: str) -> dict[str, int]:
    themes, weights = {one["id"]: one["themes"] for one in plain["finding"]}, defaultdict(int)
    for need in plain["need"]:
        if need["state"] in ("found", "planned"):
            for theme in {theme for source in need["sources"] for theme in themes[source]}:
                weights[theme] += need.get("weight", 1)
    return dict(weights)


def hand_unmet(plain: Plain, _: str) -> int:
    answered = {answer for course in plain["course"] for answer in course.get("answers", ())}
    open_ = [need for need in plain["need"] if need["state"] in ("found", "planned")]
    return sum(answered.isdisjoint((need["id"], *need["sources"])) for need in open_)


def hand_effect(plain: Plain, today: str) -> tuple[int, int]:
    sessions, first, second = held(plain, today), {}, {}
    for one in plain["feedback"]:
        if one["state"] != "withdrawn" and one["session"] in sessions:
            answers = first if one["time_point"] == "Before" else second
            for score in one.get("scores", ()):
                answers[one["session"], score["code"], score["question"]] = score["value"]
    pairs = [(value, second[key]) for key, value in first.items() if key in second]
    return sum(after > before for before, after in pairs), len(pairs)


def hand_current(plain: Plain, today: str, lasts: dict[str, Any]) -> dict[str, int]:
    sessions, levels, found = (
        held(plain, today),
        {one["id"]: one["levels"] for one in plain["course"]},
        defaultdict(int),
    )
    until: dict[tuple[str, str], bool] = {}
    for one in plain["attendance"]:
        if one["state"] != "withdrawn" and one["session"] in sessions:
            session = sessions[one["session"]]
            for level in levels[session["course"]]:
                if lasts.get(level) is None:
                    continue
                key = (level, session["on"]["last"])
                if key not in until:
                    until[key] = add(lasts[level], date.fromisoformat(key[1])).isoformat() >= today
                if until[key]:
                    found[level] += one["attended"]
    return {level: count for level, count in found.items() if count}


def hand_plan(plain: Plain, today: str) -> tuple[int, int, int, int]:
    dated, undated, places = 0, 0, 0
    for one in plain["session"]:
        if one["state"] not in ("cancelled", "withdrawn"):
            dated += bool(one.get("on"))
            undated += not one.get("on")
            places += one.get("places") or 0
    return dated, undated, places, hand_unmet(plain, today)


# -- ours ----------------------------------------------------------------------------------------------------------


def our_attendance(view: View) -> tuple[int, ...]:
    (one,) = attendance.attendance(view)
    shares = [share.rate for share in one.shares]
    return shares[0].of, *(rate.n for rate in shares)


def our_cost(view: View) -> tuple[Decimal, int]:
    found = non_attendance.non_attendance(view)
    return found.totals["pounds"], sum(one.n for one in found.unpriced)


def our_coverage(view: View) -> tuple[dict[tuple[str, str], tuple[int, int]], int]:
    every = coverage.coverage(view)
    stated = {(one.agency, one.group): (one.rate.n, one.rate.of) for one in every if one.rate}
    return stated, sum(one.why == "not-reported" for one in every)


def our_effect(view: View) -> tuple[int, int]:
    learnt = [one.better for course in effect.effects(view) for one in course.learning]
    return sum(rate.n for rate in learnt), sum(rate.of for rate in learnt)


def our_plan(view: View) -> tuple[int, int, int, int]:
    found = plan.training_plan(view)
    dated = sum(len(one.dates) for one in found.courses)
    sums = (sum(one.undated for one in found.courses), sum(one.places for one in found.courses))
    return dated, *sums, len(found.unmet)


Pair = tuple[Callable[[View], object], Callable[[Plain, str], object]]


def measures(lasts: dict[str, Any]) -> dict[str, Pair]:
    return {
        "take-up": (lambda view: (rate := take_up.take_up(view).all.rate) and (rate.n, rate.of), hand_take_up),
        "attendance, all its shares": (our_attendance, hand_attendance),
        "non-attendance with its cost": (our_cost, hand_cost),
        "coverage": (our_coverage, hand_covered),
        "attendances per head": (
            lambda view: {one.agency: (one.attendances, one.staff) for one in per_head.attendances_per_head(view)},
            hand_per_head,
        ),
        "attendances still current": (
            lambda view: {one.level: one.current for one in current.current_attendances(view) if one.current},
            lambda plain, today: hand_current(plain, today, lasts),
        ),
        "waiting": (
            lambda view: {one.course: (one.waiting, one.left_waiting) for one in waiting.waiting(view)},
            hand_waiting,
        ),
        "who is not reached": (
            lambda view: sum(len(one.agencies) + len(one.groups) for one in reach.not_reached(view)),
            hand_reach,
        ),
        "needs by theme": (
            lambda view: {one.theme: one.weight for one in needs.needs_by_theme(view)},
            hand_needs,
        ),
        "needs without a course": (lambda view: len(needs.needs_without_course(view)), hand_unmet),
        "effect, paired answers": (our_effect, hand_effect),
        "training plan": (our_plan, hand_plan),
    }


def main(folder: Path, times: int, rounds: int, only: str) -> None:
    with Partnership.open(folder) as lif:
        now = lif.as_of(DAY)
        records = list(copies(list(now.register), times))
    framework = now.framework
    del now, lif
    plain: Plain = defaultdict(list)
    for record in records:
        if type_name(record) in LOOKED_AT:
            plain[type_name(record)].append(to_wire(record))
    register = Register(records)
    view = View(framework=framework, register=register, day=DAY)
    gc.collect()
    gc.freeze()  # what both sides hold is not walked through again before every run
    today = DAY.isoformat()
    print(f"{len(records):,} records, {len(plain['attendance']):,} of them attendances")
    for _ in register.of_type("attendance"):
        break  # records lie by type on both sides
    lasts = {id: level.refresh for id, level in framework.all(TrainingLevel).items()}
    for name, (ours, by_hand) in measures(lasts).items():
        if only not in name:
            continue
        one, other = ours(view), by_hand(plain, today)
        if one != other:
            raise SystemExit(f"{name}: the two differ.")

        def first(ours: Callable[[View], object] = ours) -> object:
            once._kept.clear()
            return ours(view)

        def by_loop(by_hand: Callable[[Plain, str], object] = by_hand) -> object:
            return by_hand(plain, today)

        def again(ours: Callable[[View], object] = ours) -> object:
            return ours(view)

        compare(name, {"by hand": here(by_loop), "again": here(again), "first": here(first)}, rounds)
    print(f"\nmost memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    explain(__doc__, 1)
    main(Path(sys.argv[1]), int((*sys.argv[2:3], "1")[0]), int((*sys.argv[3:4], "7")[0]), "".join(sys.argv[4:5]))
