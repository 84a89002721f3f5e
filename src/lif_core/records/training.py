"""Need, Course, Session, Attendance and Feedback: what has to be learnt, what is taught, who came, what it did.

Nobody who learns is named: attendance is counts by agency and role group, feedback is scores under codes that mean
nothing.
"""

import attrs

from lif_core.records.fields import counted, named, named_many, refers, refers_many, said
from lif_core.records.parts import Party, Reading
from lif_core.records.record import Record
from lif_core.values.spans import Span
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Need(Record):
    """Something that has to be learnt, and where that was seen.

    Attributes:
        sources: ids of the findings, recommendations, actions, reviews, returns or challenges it comes from.
        source: words for another source, such as a request of an agency.
        text: what has to be learnt.
        audience: ids of the role groups that need it; empty where nobody said.
        agencies: whose staff need it; empty for all.
        levels: ids of the training levels it asks for.
        weight: how much it weighs against other needs, 1 where nobody weighed it.
    """

    sources: tuple[str, ...] = refers_many()
    source: str = said()
    text: str = said()
    audience: tuple[str, ...] = named_many("role-group")
    agencies: tuple[Party, ...] = ()
    levels: tuple[str, ...] = named_many("training-level")
    weight: int = 1


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Course(Record):
    """Something that is taught, planned or given.

    Attributes:
        answers: ids of the needs, findings, recommendations or actions that ask for it.
        aims: what it is for.
        levels: ids of the training levels it satisfies; each names its scheme.
        audience: ids of the role groups it is for.
        currency: after how long it is to be taken again, where the course itself says so.
        period: the programme year it belongs to.
        duration: how long it takes, as published ("1 day", "0.5").
        trainers: whose trainers give it.
        scheduling: what was said of its dates where none are set ("Dates to be confirmed").
    """

    answers: tuple[str, ...] = refers_many()
    aims: str = said()
    levels: tuple[str, ...] = named_many("training-level")
    audience: tuple[str, ...] = named_many("role-group")
    currency: Span | None = None
    period: When | None = None
    duration: str = ""
    trainers: tuple[Party, ...] = ()
    scheduling: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Session(Record):
    """One time a course is given: dated, or planned without a date yet.

    Attributes:
        course: id of the course.
        on: when it is given, None while no date is set.
        days: how many days of teaching it takes, None where nobody said.
        where: words for the place.
        mode: how it is given (face to face, online), in words of the framework.
        places: how many can come.
        waiting_list: how many wait for a place.
        trainers: whose trainers give it.
        in_kind: whether a partner gives the trainer in kind.
        charge: id of the charge that applies, which also holds its policy for those who do not come.
    """

    course: str = refers("course")
    on: When | None = None
    days: float | None = None
    where: str = said()
    mode: str = ""
    places: int | None = counted()
    waiting_list: int | None = counted()
    trainers: tuple[Party, ...] = ()
    in_kind: bool = False
    charge: str = named("charge")


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Attendance(Record):
    """How many of one agency and role group came to a session. None where a number was not reported.

    Where a report tells only sums of several sessions, no session is named but the time they cover, and the course
    where it is one course's sum. Such sums and what is known of single sessions are never counted together.

    Attributes:
        session: id of the session; empty where the counts are of several sessions together.
        course: id of the course, where no one session is named.
        period: the time the counts cover, where no one session is named.
        sessions: of how many sessions the counts are, where no one session is named.
        places: how many could have come to them, where no one session is named.
        agency: whose staff; None for all agencies together.
        group: id of their role group, empty for all together.
        booked: how many had booked.
        attended: how many came, those without a booking included.
        did_not_attend: how many had booked, did not cancel and did not come.
        cancelled: how many cancelled in time; all who cancelled, where late ones were not told apart.
        cancelled_late: how many cancelled later than the policy allows.
        walked_in: how many came without a booking.
        certificates: how many certificates were given.
    """

    session: str = refers("session")
    course: str = refers("course")
    period: When | None = None
    sessions: int | None = counted()
    places: int | None = counted()
    agency: Party | None = None
    group: str = named("role-group")
    booked: int | None = counted()
    attended: int | None = counted()
    did_not_attend: int | None = counted()
    cancelled: int | None = counted()
    cancelled_late: int | None = counted()
    walked_in: int | None = counted()
    certificates: int | None = counted()


@attrs.frozen(weakref_slot=False)
class Score:
    """One answer under a code: the code was drawn at random and stands for nobody who can be found.

    Attributes:
        code: the code that pairs the answers of one person before and after.
        question: which question, as the instrument words it or by its number.
        value: the answer on the scale of the instrument.
    """

    code: str
    question: str
    value: int = 0


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Feedback(Record):
    """What those who attended, or their managers, said of a session at one time point.

    Attributes:
        session: id of the session.
        instrument: id of the instrument that asked.
        time_point: before, right after, weeks later, line manager: in words of the instrument.
        on: when it was asked.
        asked: how many were asked.
        replies: how many replied.
        scores: single answers, paired by code; empty where only sums are known.
        readings: sums as reported: so many of so many, or a grade.
        text: what was said beside, without names.
    """

    session: str = refers("session")
    instrument: str = named("instrument")
    time_point: str = ""
    on: When | None = None
    asked: int | None = counted()
    replies: int | None = counted()
    scores: tuple[Score, ...] = attrs.field(default=(), repr=False)
    readings: tuple[Reading, ...] = ()
    text: str = said()
