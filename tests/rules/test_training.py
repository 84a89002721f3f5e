"""Counts that contradict one another are refused, all at once; what only looks odd is told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.errors import Refused
from lif_core.records import Attendance, Feedback, Headcount, Party, Reading, Record, Return, Score, Session
from lif_core.rules.decide import Case, decide
from lif_core.rules.requests import Amend, AskReturn, Create, RecordAttendance, RecordFeedback, RecordNeed, TakeReturn
from lif_core.values.when import When
from lif_core.view.register import Register

S = "demo/session/1"
DAY = date(2024, 6, 3)
HELD = Session(id=S, state="held", on=When.on(date(2024, 5, 1)), places=20)
POLICE = Party(body="police")


@pytest.fixture
def beside(case: Callable[..., Case]) -> Callable[..., Case]:
    """Give a case in which a session was held, with further records beside it."""

    def make(*records: Record) -> Case:
        plain = case()
        return attrs.evolve(plain, view=attrs.evolve(plain.view, register=Register([HELD, *records])))

    return make


def says(case: Case, request: Create | Amend | TakeReturn) -> list[str]:
    """Tell everything that is refused of a request."""
    with pytest.raises(Refused) as caught:
        decide(case, request)
    return [problem.says for problem in caught.value.problems]


def came(number: int = 1, **given: Any) -> Attendance:
    return Attendance(id=f"demo/attendance/{number}", state="reported", session=S, **given)


COUNTS = st.integers(0, 40)
PART = st.none() | COUNTS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_counts_that_add_up_are_taken_and_no_others(beside, came_, gone, cancelled, late, walked):
    walked = min(walked, came_)
    booked = came_ + gone + cancelled + late - walked
    counts = {"attended": came_, "did_not_attend": gone, "cancelled": cancelled, "cancelled_late": late}
    record = decide(beside(), RecordAttendance(S, booked=booked, walked_in=walked, **counts)).records[0]
    assert isinstance(record, Attendance)
    assert came_ == booked - cancelled - late - gone + walked
    with pytest.raises(Refused):
        decide(beside(), RecordAttendance(S, booked=booked + 1, walked_in=walked, **counts))
    if walked:  # one more came than can have
        with pytest.raises(Refused):
            decide(beside(), RecordAttendance(S, booked=booked, walked_in=walked - 1, **counts))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.lists(st.booleans(), min_size=6, max_size=6))
def test_what_could_be_so_is_never_refused(beside, came_, gone, cancelled, late, walked, known):
    """Where some of true counts are not reported, the others stand."""
    walked = min(walked, came_)
    true = {
        "booked": came_ + gone + cancelled + late - walked,
        "attended": came_,
        "did_not_attend": gone,
        "cancelled": cancelled,
        "cancelled_late": late,
        "walked_in": walked,
    }
    told = {name: number for (name, number), is_known in zip(true.items(), known, strict=True) if is_known}
    decide(beside(), RecordAttendance(S, **told))


def test_everything_wrong_is_told_at_once(beside):
    told = says(beside(), RecordAttendance(S, booked=10, attended=5, did_not_attend=8, cancelled=4, certificates=6))
    assert told == [
        "10 had booked, and 12 did not come or cancelled: a part is more than the whole.",
        "5 came, and 6 were given a certificate: a part is more than the whole.",
    ]


def test_a_sum_that_does_not_add_up(beside):
    whole = {"did_not_attend": 2, "cancelled": 1, "cancelled_late": 1, "walked_in": 3}
    (told,) = says(beside(), RecordAttendance(S, booked=20, attended=18, **whole))
    assert told.endswith("1 cancelled, 1 cancelled late, 2 did not come, 3 came without a booking: that makes 19 who "
                         "came, not 18.")  # fmt: skip


def test_the_published_quarter_adds_up(beside):
    """Leicester, Leicestershire and Rutland, first quarter of 2016-17: 318 - 20 - 29 + 35 = 304."""
    quarter = {"period": "April to June 2016", "booked": 318, "attended": 304, "did_not_attend": 20, "cancelled": 29}
    assert decide(beside(), RecordAttendance(walked_in=35, places=393, **quarter)).records
    assert says(beside(), RecordAttendance(walked_in=34, **quarter))


def test_counts_hang_on_something_and_on_one_thing_only(beside):
    assert says(beside(), RecordAttendance(attended=3)) == ["It is not said of which session or time these counts are."]
    both = RecordAttendance(S, period="2016", attended=3)
    assert says(beside(), both) == ["It names one session and says something of several."]


def test_parts_are_not_more_than_all_together(beside):
    case = beside(came(1, attended=10))
    assert decide(case, RecordAttendance(S, agency="police", attended=10)).records
    (told,) = says(case, RecordAttendance(S, agency="police", attended=11))
    assert told == "10 in all came, and the parts that are told apart make 11."
    case = beside(came(1, agency=POLICE, attended=6), came(2, agency=POLICE, group="managers", attended=4))
    assert says(case, RecordAttendance(S, agency="police", group="practitioners", attended=3))
    assert says(case, RecordAttendance(S, attended=5))


def test_the_same_twice_is_told(beside):
    (warning,) = decide(beside(came(agency=POLICE)), RecordAttendance(S, agency="police", attended=1)).warnings
    assert warning.startswith("Another attendance of this session, agency and role group")
    assert not decide(beside(came(agency=POLICE)), RecordAttendance(S, agency="schools", attended=1)).warnings


def test_more_than_there_were_places_is_told(beside):
    (warning,) = decide(beside(), RecordAttendance(S, attended=21)).warnings
    assert warning == "More came than there were places: 21, and 20 places."


def test_nobody_came_to_a_session_that_lies_ahead(case):
    plain = case()
    ahead = attrs.evolve(HELD, on=When.on(date(2024, 7, 1)))
    later = attrs.evolve(plain, view=attrs.evolve(plain.view, register=Register([ahead])))
    (warning,) = decide(later, RecordAttendance(S, attended=2)).warnings
    assert "lies ahead" in warning


def test_an_amendment_is_checked_too(beside):
    case = beside(came(booked=10, attended=8))
    assert says(case, Amend("demo/attendance/1", {"did_not_attend": 11}))
    assert decide(case, Amend("demo/attendance/1", {"did_not_attend": 2})).changes


# ---- feedback ----


def test_only_those_asked_and_only_those_who_came_can_be_counted(beside):
    assert says(beside(), RecordFeedback(S, asked=5, replies=6)) == ["6 replied, and only 5 were asked."]
    case = beside(came(attended=9))
    assert says(case, RecordFeedback(S, time_point="Right after", replies=10)) == [
        "10 replied, and only 9 came: only those who came can be counted."
    ]
    scores = [Score(f"k{number}", "Knowledge", 3) for number in range(10)]
    assert says(case, RecordFeedback(S, scores=scores)) == [
        "10 answered under a code, and only 9 came: only those who came can be counted."
    ]
    assert decide(case, RecordFeedback(S, scores=scores[:9], replies=9)).records


def test_before_a_session_those_expected_may_answer(beside):
    case = beside(came(attended=9))
    for given_ in ({"time_point": "before"}, {"time_point": "Before", "instrument": "before-and-after"}):
        assert decide(case, RecordFeedback(S, replies=12, **given_)).records


def test_attendance_told_afterwards_is_held_against_the_feedback(beside):
    case = beside(Feedback(id="demo/feedback/1", state="received", session=S, time_point="Right after", replies=12))
    assert says(case, RecordAttendance(S, attended=11))
    assert decide(case, RecordAttendance(S, attended=12)).records
    assert decide(case, RecordAttendance(S, agency="police", attended=2)).records  # others may have come


def test_codes_that_tell_who_somebody_is(beside):
    scores = [Score("JS0407", "1", 3), Score("k7m2q9x4", "1", 4)]
    (told,) = says(beside(), RecordFeedback(S, scores=scores))
    assert told == "1 of 2 codes look as if they were made of names, initials or birthdays."
    assert "JS0407" not in told


def test_one_answer_to_one_question(beside):
    assert says(beside(), RecordFeedback(S, scores=[Score("k7m2", "1", 3), Score("k7m2", "1", 4)]))


def test_readings_are_parts(beside):
    assert says(beside(), RecordFeedback(S, readings=[Reading(measure="useful", n=5, of=4)]))
    assert says(beside(), RecordFeedback(S, replies=3, readings=[Reading(measure="useful", n=2, of=4)]))


def test_answers_stand_on_the_scale_of_the_instrument(beside):
    asked = {"instrument": "before-and-after", "time_point": "Right after"}
    scores = [Score("k7m2q9x4", "Knowledge", 6), Score("b3c8d2f9", "Knowledge", 5)]
    (told,) = says(beside(), RecordFeedback(S, scores=scores, **asked))
    assert told == "1 of 2 answers do not stand on the scale of the instrument."
    assert not decide(beside(), RecordFeedback(S, scores=scores[1:], **asked)).warnings


def test_what_the_instrument_does_not_ask_is_told(beside):
    request = RecordFeedback(
        S, instrument="before-and-after", time_point="At Easter", scores=[Score("b3c8d2f9", "Coffee", 5)]
    )
    assert [warning.split(";")[0] for warning in decide(beside(), request).warnings] == [
        "The instrument knows no such time point",
        "Some answers are to questions that the instrument does not ask",
    ]


def test_a_need_weighs_something(beside):
    assert says(beside(), RecordNeed("What", weight=-1)) == ["A need cannot weigh less than nothing."]
    assert decide(beside(), RecordNeed("What", weight=0)).records


# ---- returns ----


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(COUNTS, PART)
def test_a_reported_coverage_above_one_is_refused(beside, in_post, in_date):
    request = AskReturn(agency="police", as_at=DAY, headcount=[Headcount(in_post=in_post, in_date=in_date)])
    if in_date is not None and in_date > in_post:
        (told,) = says(beside(), request)
        assert told == f"{in_date} staff are said to be in date, and only {in_post} to be in post."
    else:
        assert not decide(beside(), request).warnings


def test_staff_are_counted_once_and_on_one_day(beside):
    twice = [Headcount(in_post=3, in_date=2), Headcount(in_post=4)]
    assert says(beside(), AskReturn(agency="police", as_at=DAY, headcount=twice))
    (warning,) = decide(beside(), AskReturn(agency="police", as_at="March 2024", headcount=twice[:1])).warnings
    assert "no coverage can be stated" in warning


def test_a_return_that_is_taken_is_checked(beside):
    asked = Return(id="demo/return/1", state="asked", agency=POLICE)
    count = [Headcount(in_post=10, in_date=11)]
    (told,) = says(beside(asked), TakeReturn("demo/return/1", headcount=count, as_at=DAY))
    assert told.startswith("11 staff are said to be in date")
