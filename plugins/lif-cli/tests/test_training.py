"""Training on the command line: the plan, who came, whom it did not reach, what it changed; the published tables."""

import json

import pytest

YEAR = ("--as-of", "2024-12-01", "--since", "2024-04-01", "--until", "2025-03-31")
LINES = [
    {"request": "record-finding", "handle": "f", "text": "Home was not asked about", "themes": ["neglect"]},
    {"request": "record-need", "handle": "need", "text": "Ask about home", "from": "#f", "weight": 3,
     "agencies": ["police", "childrens-services"]},
    {"request": "record-need", "text": "Write it down"},
    {"request": "offer-course", "handle": "course", "label": "Neglect", "answers": "#need"},
    {"request": "offer-course", "label": "E-safety", "scheduling": "Dates to be confirmed"},
    {"request": "plan-session", "handle": "s1", "course": "#course", "on": "2024-05-13", "places": 20, "state": "held"},
    {"request": "plan-session", "handle": "s2", "course": "#course", "on": "2024-09-09", "places": 20, "state": "held"},
    {"request": "plan-session", "course": "#course", "waiting_list": 6},
    {"request": "record-attendance", "session": "#s1", "agency": "childrens-services", "booked": 18, "attended": 14,
     "did_not_attend": 3, "cancelled": 1, "cancelled_late": 0, "walked_in": 0},
    {"request": "record-attendance", "session": "#s2", "agency": "childrens-services", "booked": 16, "attended": 17,
     "did_not_attend": 1, "cancelled": 0, "cancelled_late": 0, "walked_in": 2},
    {"request": "record-feedback", "session": "#s1", "time_point": "Right after", "asked": 14, "replies": 12,
     "readings": [{"measure": "Useful", "n": 11, "of": 12}]},
    {"request": "ask-return", "agency": "childrens-services", "as_at": "2024-09-30",
     "headcount": [{"in_post": 20, "in_date": 12}]},
]  # fmt: skip


@pytest.fixture
def trained(lif, empty, tmp_path):
    """A folder in which training was needed, planned and held."""
    requests = tmp_path / "training.jsonl"
    requests.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    answer = lif("apply", requests, "-C", empty, "--on", "2024-10-01", "--why", "Training")
    assert answer.status == 0, answer.err
    return empty


def test_the_plan(lif, trained):
    answer = lif("training", "plan", "-C", trained, *YEAR)
    told = answer.out.splitlines()
    assert told[0].startswith("Training plan, 1 Apr 2024 to 31 Mar 2025: ")
    assert told[1:] == [
        'Need "Ask about home" (weight 3)',
        "  Course Neglect: 2 dated (2 held), 1 without a date, 40 places, places of 1 not told",
        'Need "Write it down" (weight 1)',
        "  no course meets it",
        "Further courses",
        "  Course E-safety: Dates to be confirmed (nobody asked for it)",
        "",
        "1 need without a course, 1 course that nobody asked for, 0 courses without a session.",
    ]
    plain = lif("training", "plan", "-C", trained, *YEAR, "--json").json
    assert plain["period"] == {"first": "2024-04-01", "last": "2025-03-31"}
    assert [one["weight"] for one in plain["needs"]] == [3, 1]
    assert len(plain["needs_without_course"]) == 1


def test_needs(lif, trained):
    told = lif("training", "needs", "-C", trained, *YEAR[:2], "--json").json["themes"]
    assert [(one["theme"], one["weight"], one["findings"]) for one in told] == [("neglect", 3, 1), ("", 1, 0)]
    assert "Neglect" in lif("training", "needs", "-C", trained).out


def test_take_up(lif, trained):
    answer = lif("training", "take-up", "-C", trained, *YEAR)
    assert "All together: 78% (31 of 40)." in answer.out  # 77.5, half up
    told = lif("training", "take-up", "-C", trained, *YEAR, "--json").json
    assert told["all"] == {
        "name": "Take-up of places", "n": 31, "of": 40, "percent": 78, "sessions": 2, "sessions_not_told": 0
    }  # fmt: skip


def test_the_reporting_year_is_meant_where_no_time_is_said(lif, trained):
    assert "31 of 40" in lif("training", "take-up", "-C", trained, "--as-of", "2024-12-01").out
    assert "All together: not known." in lif("training", "take-up", "-C", trained, "--as-of", "2025-12-01").out
    assert "31 of 40" in lif("training", "take-up", "-C", trained, "--as-of", "2025-12-01", "--all-time").out
    assert lif("training", "take-up", "-C", trained, "--since", "2024-02-01", "--until", "2024-01-01").status == 2


def test_attendance_has_its_names(lif, trained):
    answer = lif("training", "attendance", "-C", trained, *YEAR)
    text = " ".join(answer.out.split())
    assert "Attendance, those without a booking counted in 91% (31 of 34)" in text
    assert "Attendance of those registered 85% (29 of 34)" in text
    assert "Did not attend, of those registered 12% (4 of 34)" in text
    (row,) = lif("training", "attendance", "-C", trained, *YEAR, "--by", "agency", "--json").json["attendance"]
    assert row["agency"] == "childrens-services"
    assert [share["n"] for share in row["shares"]] == [31, 29, 4, 1, 0]


@pytest.fixture
def told_outside(lif, empty, tmp_path):
    """The same training, with nothing in it that only the partnership may read."""
    requests = tmp_path / "outside.jsonl"
    lines = [{**line, "disclosure": "public"} for line in LINES]
    requests.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    answer = lif("apply", requests, "-C", empty, "--on", "2024-10-01", "--why", "Training")
    assert answer.status == 0, answer.err
    return empty


def test_an_audience_sees_no_small_numbers(lif, told_outside):
    given = ("-C", told_outside, *YEAR, "--audience", "public")
    text = " ".join(lif("training", "attendance", *given).out.split())
    assert "Did not attend, of those registered not shown, few" in text
    (row,) = lif("training", "attendance", *given, "--by", "agency", "--json").json["attendance"]
    assert row["shares"][2]["suppressed"]
    assert "n" not in row["shares"][2]
    assert "the numbers are not shown" in lif("training", "effect", *given).out


def test_cost(lif, trained):
    told = lif("training", "cost", "-C", trained, *YEAR, "--json").json
    assert (told["did_not_attend"], told["totals"], told["cost_not_known"]) == (4, {}, [{"n": 4, "why": "no-charge"}])
    assert "no charge is named for the session" in lif("training", "cost", "-C", trained, *YEAR).out


def test_charges_tell_what_a_place_costs_whom(lif, tmp_path):
    folder = tmp_path / "x"
    lif("init", folder, "--framework", "england")
    layer = folder / "framework" / "x.toml"
    charge = (
        '[charge.full-day]\nlabel = "A full day"\nplace = 50\nno-show = 60\nnotice = "3 working days"\n'
        'free-for = "relevant-agency"\nprices = [{ for = "schools", place = "full-cost" }]\n'
    )
    layer.write_text(layer.read_text(encoding="utf-8") + charge, encoding="utf-8")
    rest = "not coming: 60 pounds; to be given up 3 working days before"
    for of, told in ((), "50 pounds"), (("--of", "Schools"), "full cost"), (("--of", "probation"), "free of charge"):
        assert f"A full day: a place: {told}; {rest}" in lif("training", "charges", "-C", folder, *of).out
    told = lif("training", "charges", "-C", folder, "--of", "schools", "--json").json
    assert told["charges"][0]["amounts"]["place"] == "full-cost"
    assert "Schools (relevant agency)" in lif("training", "charges", "-C", folder, "--of", "schools").out


def test_waiting(lif, trained):
    assert "Course Neglect: 6 waiting; planned without a date" in lif("training", "waiting", "-C", trained).out


def test_reach(lif, trained):
    out = lif("training", "reach", "-C", trained, *YEAR).out
    assert 'Need "Ask about home": nobody came from Police' in out
    assert lif("training", "reach", "-C", trained, *YEAR, "--json").json["not_reached"][0]["agencies"] == ["police"]


def test_coverage_is_what_was_reported(lif, trained):
    answer = lif("training", "coverage", "-C", trained, *YEAR)
    text = " ".join(answer.out.split())
    assert "60% (12 of 20) 30 Sep 2024" in text
    assert "not stated the agency has reported no staff in post" in text
    assert "1.55 attendances per head (31 attendances, 20 staff in post on 30 Sep 2024), more than 1" in text
    told = lif("training", "coverage", "-C", trained, *YEAR, "--agency", "police", "--json").json
    assert [one["stated"] for one in told["coverage"]] == [False]
    assert lif("training", "coverage", "-C", trained, "--agency", "nobody at all").status == 2


def test_effect(lif, trained):
    out = lif("training", "effect", "-C", trained, *YEAR).out
    assert "1 reaction: Replies, of those asked: 86% (12 of 14); Useful: 92% (11 of 12)." in out
    (told,) = lif("training", "effect", "-C", trained, *YEAR, "--by", "theme", "--json").json["effects"]
    assert (told["id"], told["levels"], told["attended"]) == ("neglect", [1], 31)


def test_codes(lif):
    drawn = lif("training", "codes", "5", "--json").json["codes"]
    assert len(set(drawn)) == 5
    assert len(lif("training", "codes", "2").out.split()) == 2
    assert lif("training", "codes", "0").status == 2


def test_counts_that_do_not_add_up_are_refused(lif, trained):
    held = lif("list", "session", "-C", trained, "--json").json["records"][0]["id"]
    words = (f"session={held}", "booked=10", "attended=11", "walked_in=0", "cancelled=0")
    answer = lif("add", "attendance", *words, "-C", trained, "--on", "2024-10-01")
    assert answer.status == 1
    assert "10 had booked" in answer.err


# ---- the published tables ----


@pytest.fixture
def published(lif, empty, examples):
    """Northumberland's report and Redcar's programme, as they were published."""
    for name in ("training_northumberland_2014_15_table.xlsx", "training_plan_redcar_2015_16_table.xlsx"):
        assert lif("import", examples / name, "-C", empty, "--on", "2015-04-20").status == 0
    return empty


def test_northumberland_has_courses_and_figures_and_no_invented_session(lif, published):
    year = ("--as-of", "2015-06-01", "--since", "2014-04-01", "--until", "2015-03-31")
    out = lif("training", "plan", "-C", published, *year).out
    assert "  Course Neglect: as published: Frequency 4, Delegates 68" in out
    assert "No need is on record; 5 courses without a session." in out
    assert "not known" in lif("training", "take-up", "-C", published, "--as-of", "2015-06-01", "--all-time").out


def test_redcar_is_a_programme_with_what_was_said_of_its_dates(lif, published):
    told = lif("training", "plan", "-C", published, "--as-of", "2015-06-01", "--json").json
    assert len(told["courses"]) == 24
    assert [one["scheduling"] for one in told["courses"] if one["scheduling"]] == [
        "Dates to be confirmed",
        "Details to be confirmed",
        "Dates to be arranged",
        "Additional dates to be confirmed",
    ]
    assert lif("gaps", "-C", published, "--as-of", "2016-01-20", "--json").json["gaps"] == []


def test_attendances_still_current(lif, trained):
    assert "No attendance at a course of a training level" in lif("training", "current", "-C", trained, *YEAR[:2]).out
    words = ("label=Level three", "levels=health-3", "currency=3 years", "ref=L3")
    assert lif("add", "course", *words, "-C", trained, "--on", "2024-10-02").status == 0
    course = lif("list", "course", "--where", "ref=L3", "-C", trained, "--json").json["records"][0]["id"]
    for ref, day, came in (("S1", "2024-10-03", 9), ("S2", "2020-10-03", 4)):
        session = ("add", "session", f"course={course}", f"on={day}", f"ref={ref}", "state=held")
        assert lif(*session, "-C", trained, "--on", "2024-10-04").status == 0
        id_ = lif("list", "session", "--where", f"ref={ref}", "-C", trained, "--json").json["records"][0]["id"]
        counts = ("add", "attendance", f"session={id_}", "agency=police", f"attended={came}")
        assert lif(*counts, "-C", trained, "--on", "2024-10-05").status == 0
    told = lif("training", "current", "--by-agency", "-C", trained, *YEAR[:2], "--json").json
    levels = [(one["agency"], one["current"], one["lapsed"]) for one in told["current"] if one["level"] == "health-3"]
    assert levels == [("police", 9, 4)]
    assert "this is no coverage" in lif("training", "current", "-C", trained, *YEAR[:2]).out


def test_an_audience_is_not_told_what_a_few_cost(lif, told_outside):
    """Four did not come: neither that nor an amount that would tell it leaves."""
    given = ("-C", told_outside, *YEAR, "--audience", "public")
    told = lif("training", "cost", *given, "--json").json
    assert (told["did_not_attend"], told["totals"], told["costs"], told["cost_not_known"]) == (None, {}, [], [])
    assert told["suppressed"] is True
    assert "Not shown, as some of the counts are small." in lif("training", "cost", *given).out
