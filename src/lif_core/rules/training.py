"""Training: counts that contradict one another, answers of people who were not there, codes that tell who they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lif_core.errors import Problem
from lif_core.framework.shape import GradeScale
from lif_core.records import Attendance, Feedback, Need, Record, Return, Session
from lif_core.rules.case import refuse_any
from lif_core.values.codes import tells_of_a_person
from lif_core.view.kinds import is_withdrawn
from lif_core.view.moments import instrument_of, is_known_point, moment_of
from lif_core.view.view import View

COUNTS = ("booked", "attended", "did_not_attend", "cancelled", "cancelled_late", "walked_in", "certificates")
"""The counts of an attendance."""

_WORDS = {
    "booked": "had booked",
    "attended": "came",
    "did_not_attend": "did not come",
    "cancelled": "cancelled",
    "cancelled_late": "cancelled late",
    "walked_in": "came without a booking",
    "certificates": "were given a certificate",
}


def sound(view: View, record: Record) -> tuple[str, ...]:
    """Check what a record says of training against itself and what stands beside it; tell what should be looked at.

    Raises:
        Refused: with everything that cannot be so.
    """
    if type(record) not in _CHECKS:
        return ()
    check, look = _CHECKS[type(record)]
    refuse_any(list(check(view, record)))
    return tuple(look(view, record))


def _cannot_be(record: Record, says: str, mend: str = "Correct the numbers.") -> Problem:
    return Problem(code="training.contradiction", says=says, mend=mend, where=record.id)


# -- attendance ----------------------------------------------------------------------------------------------------


def _attendance(view: View, one: Attendance) -> Iterator[Problem]:
    counts_something = any(getattr(one, name) is not None for name in COUNTS)
    if counts_something and not one.session and one.period is None:
        says = "It is not said of which session or time these counts are."
        yield _cannot_be(one, says, "Name the session, or the time they cover and the course where it is of one.")
    if one.session and (one.course or one.period or one.sessions is not None or one.places is not None):
        says = "It names one session and says something of several."
        yield _cannot_be(one, says, "Leave out course, period, sessions and places where a session is named.")
    yield from _parts(one)
    yield from _balance(one)
    if one.session:
        yield from _of_one_session(view, one)


_PARTS = (
    ("booked", ("did_not_attend", "cancelled", "cancelled_late")),
    ("attended", ("walked_in",)),
    ("attended", ("certificates",)),
)


def _parts(one: Attendance) -> Iterator[Problem]:
    """No part is more than the whole that it is part of."""
    for whole, parts in _PARTS:
        held, sums = getattr(one, whole), sum(getattr(one, part) or 0 for part in parts)
        if held is not None and sums > held:
            words = " or ".join(_WORDS[part] for part in parts if getattr(one, part))
            yield _cannot_be(one, f"{held} {_WORDS[whole]}, and {sums} {words}: a part is more than the whole.")


def _balance(one: Attendance) -> Iterator[Problem]:
    """Attended, did not attend and cancelled together are booked and walked in together, as far as they are known."""
    gone, come = ("attended", "did_not_attend", "cancelled", "cancelled_late"), ("booked", "walked_in")
    left, right = (sum(getattr(one, name) or 0 for name in names) for names in (gone, come))
    open_left, open_right = (any(getattr(one, name) is None for name in names) for names in (gone, come))
    come_to = (one.attended or 0) + right - left
    if come_to < 0:
        return  # more went than had booked: told already
    if (left > right and not open_right) or (left < right and not open_left):
        named = ("booked", "cancelled", "cancelled_late", "did_not_attend", "walked_in")
        of = ", ".join(f"{getattr(one, name)} {_WORDS[name]}" for name in named if getattr(one, name) is not None)
        yield _cannot_be(
            one, f"The counts do not add up: {of}: that makes {come_to} who came, not {one.attended or 0}."
        )


def _of_one_session(view: View, one: Attendance) -> Iterator[Problem]:
    others = _beside(view, one)
    for whole, parts in _scopes([one, *others]):
        for name in COUNTS:
            held, sums = getattr(whole, name), sum(getattr(part, name) or 0 for part in parts)
            if held is not None and sums > held:
                says = f"{held} in all {_WORDS[name]}, and the parts that are told apart make {sums}."
                yield _cannot_be(one, says)
    if not any(cell.agency is None and not cell.group and cell.attended is not None for cell in (one, *others)):
        return  # agencies are told one after another: how many came in all is not known yet
    everybody = attended(view, one.session, [one, *others])
    for feedback in view.register.sources(one.session, Feedback):
        if not is_withdrawn(view, feedback):
            yield from _answers_at_most(view, feedback, everybody)


def _scopes(cells: Sequence[Attendance]) -> Iterator[tuple[Attendance, list[Attendance]]]:
    """Give each count of several together, with the counts that tell its parts apart by agency."""
    for whole in cells:
        if whole.agency is None and not whole.group:
            yield whole, [one for one in cells if one.agency is not None and not one.group]
            yield whole, [one for one in cells if one.agency is None and one.group]
        elif whole.agency is not None and not whole.group:
            agency = whole.agency.named
            yield whole, [one for one in cells if one.agency and one.agency.named == agency and one.group]


def _beside(view: View, one: Attendance) -> list[Attendance]:
    """Give the other attendances of the same session."""
    found = view.register.sources(one.session, Attendance) if one.session else ()
    return [other for other in found if other.id != one.id and not is_withdrawn(view, other)]


def attended(view: View, session: str, cells: Sequence[Attendance] | None = None) -> int | None:
    """Tell how many came to a session at most, as far as anybody said; None where nobody did."""
    if cells is None:
        cells = [one for one in view.register.sources(session, Attendance) if not is_withdrawn(view, one)]
    said = [(one, one.attended) for one in cells if one.attended is not None]
    whole = [number for one, number in said if one.agency is None and not one.group]
    if whole:
        return sum(whole)
    agencies = {one.agency.named: 0 for one, _ in said if one.agency}
    for name in agencies:
        of = [(one, number) for one, number in said if one.agency and one.agency.named == name]
        agencies[name] = sum(number for one, number in of if not one.group) or sum(number for _, number in of)
    groups = sum(number for one, number in said if one.agency is None)
    return max(sum(agencies.values()), groups) if said else None


def _look_at_attendance(view: View, one: Attendance) -> Iterator[str]:
    session = view.register.get(one.session) if one.session else None
    same = (one.agency.named if one.agency else "", one.group)
    if any((other.agency.named if other.agency else "", other.group) == same for other in _beside(view, one)):
        yield "Another attendance of this session, agency and role group is on record: both are counted."
    if not isinstance(session, Session):
        return
    whole = one.agency is None and not one.group
    if whole and one.attended is not None and session.places is not None and one.attended > session.places:
        yield f"More came than there were places: {one.attended}, and {session.places} places."
    if one.attended and session.on and session.on.is_certain and session.on.first and session.on.first > view.day:
        yield "Somebody is said to have come to a session that lies ahead."


# -- feedback ------------------------------------------------------------------------------------------------------


def _feedback(view: View, one: Feedback) -> Iterator[Problem]:
    if one.replies is not None and one.asked is not None and one.replies > one.asked:
        yield _cannot_be(one, f"{one.replies} replied, and only {one.asked} were asked.")
    codes = {score.code for score in one.scores}
    if one.replies is not None and len(codes) > one.replies:
        yield _cannot_be(one, f"There are answers under {len(codes)} codes, and only {one.replies} replied.")
    yield from _answers_at_most(view, one, attended(view, one.session) if one.session else None)
    yield from _readings(one)
    if len({(score.code, score.question) for score in one.scores}) < len(one.scores):
        says = "Under one code there are two answers to one question."
        yield _cannot_be(one, says, "Keep one answer for each code and question.")
    yield from _off_the_scale(view, one)
    personal = sum(map(tells_of_a_person, codes))
    if personal:
        yield Problem(
            code="training.code-tells-a-person",
            says=f"{personal} of {len(codes)} codes look as if they were made of names, initials or birthdays.",
            mend="Hand out codes drawn at random: `lif training codes` gives them. Answers without a code count too.",
            where=one.id,
        )


def _off_the_scale(view: View, one: Feedback) -> Iterator[Problem]:
    instrument = instrument_of(view, one)
    scale = view.framework.all(GradeScale).get(instrument.scale) if instrument else None
    wrong = sum(str(score.value) not in scale.grades for score in one.scores) if scale else 0
    if scale and wrong:
        says = f"{wrong} of {len(one.scores)} answers do not stand on the scale of the instrument."
        yield _cannot_be(one, says, f"Its grades are: {', '.join(scale.grades)}.")


def _look_at_feedback(view: View, one: Feedback) -> Iterator[str]:
    instrument = instrument_of(view, one)
    if instrument is None:
        return
    points = [point.label.en for point in instrument.time_points]
    if points and one.time_point and not is_known_point(instrument, one.time_point):
        yield f"The instrument knows no such time point; it knows: {'; '.join(points)}."
    questions = {str(question).casefold() for question in instrument.questions}
    asked = {score.question for score in one.scores}
    if questions and any(question.casefold() not in questions for question in asked):
        yield "Some answers are to questions that the instrument does not ask; they are counted under their own words."


def _answers_at_most(view: View, one: Feedback, came: int | None) -> Iterator[Problem]:
    """Only those who came can be counted afterwards; before, whoever was expected may answer."""
    if came is None or moment_of(view, one) == "before":
        return
    codes = len({score.code for score in one.scores})
    for number, says in ((one.asked, "were asked"), (one.replies, "replied"), (codes, "answered under a code")):
        if number is not None and number > came:
            words = f"{number} {says}, and only {came} came: only those who came can be counted."
            yield _cannot_be(one, words, "Correct the numbers, or record first who else came.")


def _readings(one: Feedback) -> Iterator[Problem]:
    for reading in one.readings:
        if reading.n is not None and reading.of is not None and reading.n > reading.of:
            yield _cannot_be(one, f"{reading.n} of {reading.of} say so: a part is more than the whole.")
        elif reading.of is not None and one.replies is not None and reading.of > one.replies:
            yield _cannot_be(one, f"{reading.of} are said to have answered, and only {one.replies} replied.")


# -- needs ---------------------------------------------------------------------------------------------------------


def _need(_: View, one: Need) -> Iterator[Problem]:
    if one.weight < 0:
        yield _cannot_be(one, "A need cannot weigh less than nothing.", "Give a weight of 0 or more; 1 is usual.")


# -- returns -------------------------------------------------------------------------------------------------------


def _return(view: View, one: Return) -> Iterator[Problem]:
    seen = set()
    for count in one.headcount:
        if count.in_date is not None and count.in_date > count.in_post:
            yield _cannot_be(
                one,
                f"{count.in_date} staff are said to be in date, and only {count.in_post} to be in post.",
                "Ask the agency to count both on one day.",
            )
        if (count.group, count.level) in seen:
            says = "Staff of one role group and level are counted twice."
            yield _cannot_be(one, says, "Keep one count for each role group and level.")
        seen.add((count.group, count.level))


def _look_at_return(_: View, one: Return) -> Iterator[str]:
    if any(count.in_date is not None for count in one.headcount) and (one.as_at is None or one.as_at.exact is None):
        yield "It is not said on which one day staff were counted: no coverage can be stated from it."


_CHECKS: Mapping[
    type[Record], tuple[Callable[[View, Any], Iterable[Problem]], Callable[[View, Any], Iterable[str]]]
] = {
    Attendance: (_attendance, _look_at_attendance),
    Feedback: (_feedback, _look_at_feedback),
    Return: (_return, _look_at_return),
    Need: (_need, lambda *_: ()),
}
