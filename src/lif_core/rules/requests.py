"""Requests: what may be asked of a partnership's register, each a frozen value.

Every creating request has the fields of the record it makes, spelt as a person would say them. Within one block a
request may be given a `handle`, and later requests may point at what it makes by `#handle` before any id exists.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

import attrs

from lif_core.records.challenge import Heard
from lif_core.records.evidence import Better, Outcome, Question
from lif_core.records.fields import SAID
from lif_core.records.finding import Reach, Sort
from lif_core.records.intake import SheetTable
from lif_core.records.meeting import AgendaItem
from lif_core.records.note import NoteSort
from lif_core.records.parts import Criterion, Hold, Link, Milestone, Party, Reading, Reply
from lif_core.records.product import Section
from lif_core.records.record import Record, Scalar
from lif_core.records.returned import Answer, Headcount
from lif_core.records.training import Score
from lif_core.values.labels import Label
from lif_core.values.spans import Span
from lif_core.values.when import When

Day = date | When | str
"""A day as a caller may give it: a date, a When, or words that are read as a person would write them."""

To = str | Record | Iterable["str | Record"]
"""What a request points at: a record, its id, its `#handle`, or several of them."""

Who = str | Party | Iterable["str | Party"]
"""Whom a request names: a framework id, the words of a body or role, a Party, or several of them."""


def said() -> Any:
    """Give a field of free text; that it is text, and not too long, is checked with everything else of the request."""
    # A field that may come first, without its name, is spelt out below: type checkers see no `kw_only` of a helper.
    return attrs.field(default="", repr=False, metadata={SAID: True})


@attrs.frozen(weakref_slot=False, kw_only=True)
class Create:
    """What every creating request has. `type` is the record type that it makes.

    Attributes:
        ref: what people call it.
        label: words for it.
        kind: id of its kind in the framework; left out, the `standard` one.
        state: status it begins in; left out, the first of its kind's path.
        disclosure: id of its disclosure level; left out, as narrow as the narrowest record it hangs on.
        themes: ids or words of themes.
        happened: what happened when, by event.
        planned: what is planned for when, by event.
        links: links beyond those the own fields name.
        keys: keys of other systems.
        extra: typed extra fields of the framework.
        handle: a name to point at it by, within the block.
    """

    type: ClassVar[str] = ""

    ref: str = ""
    label: Label | str | None = attrs.field(default=None, repr=False)
    kind: str = ""
    state: str = ""
    disclosure: str = ""
    themes: Iterable[str] = ()
    happened: Mapping[str, Day] = attrs.field(factory=dict)
    planned: Mapping[str, Day] = attrs.field(factory=dict)
    links: Iterable[Link] = ()
    keys: Mapping[str, str] = attrs.field(factory=dict)
    extra: Mapping[str, Scalar] = attrs.field(factory=dict, repr=False)
    handle: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class StartReview(Create):
    """Start a learning activity of any kind."""

    type: ClassVar[str] = "review"

    kind: str = attrs.field(default="", kw_only=False)
    agencies: Who = ()
    subjects: Iterable[str] = attrs.field(default=(), repr=False)
    period: Day | None = None
    method: str = said()
    lead_role: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class RecordDecision(Create):
    """Record what was decided, by whom, on which criteria, and who dissented."""

    type: ClassVar[str] = "decision"

    about: To = ()
    question: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    outcome: str = said()
    criteria: Iterable[Criterion] = ()
    by: Who = ()
    on: Day | None = None
    dissent: str = said()
    meeting: To = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class SetPriority(Create):
    """Record a priority or objective of a plan."""

    type: ClassVar[str] = "priority"

    plan: str = said()
    text: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})


@attrs.frozen(weakref_slot=False, kw_only=True)
class RecordFinding(Create):
    """Record what was learnt, at any state of its source."""

    type: ClassVar[str] = "finding"

    text: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    from_: To = ()
    source: str = said()
    why: str = said()
    sort: Sort = "gap"
    agencies: Who = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Recommend(Create):
    """Record what should change, and for whom."""

    type: ClassVar[str] = "recommendation"

    text: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    findings: To = ()
    from_: To = ()
    form: str = ""
    reach: Reach = ""
    to: Who = ()
    replies: Iterable[Reply] = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class PlanAction(Create):
    """Plan who does what by when. `lead` names one lead; `leads` several of whom none is first."""

    type: ClassVar[str] = "action"

    text: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    answers: To = ()
    lead: str | Party | None = None
    leads: Who = ()
    lead_role: str = ""
    group: str = ""
    signs_off: Iterable[str] = ()
    strength: str = ""
    due: Day | None = None
    milestones: Iterable[Milestone] = ()
    wanted: str = said()
    how_measured: str = said()
    confidence: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class GiveEvidence(Create):
    """Record something that shows that an action was done or made a difference."""

    type: ClassVar[str] = "evidence"

    shows: To = ()
    sort: str = ""
    text: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    owner: Who = ()
    on: Day | None = None
    of: str = said()
    expires: Day | None = None
    where: str = said()
    sha256: str = ""
    revises: To = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Evaluate(Create):
    """Record a judgement: how much, how well, or what difference it made."""

    type: ClassVar[str] = "evaluation"

    of: To = attrs.field(default=(), kw_only=False)
    question: Question = ""
    method: str = said()
    by: Who = ()
    on: Day | None = None
    time_point: str = ""
    readings: Iterable[Reading] = ()
    rests_on: To = ()
    judgement: str = said()
    outcome: Outcome = ""
    limits: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class DefineMeasure(Create):
    """Say what exactly is measured again and again: above the line, below it, and which way is better."""

    type: ClassVar[str] = "measure"

    of: To = ()
    definition: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    numerator: str = said()
    denominator: str = said()
    better: Better = ""
    baseline: Reading | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class RecordFigure(Create):
    """Record a published aggregate as published."""

    type: ClassVar[str] = "figure"

    name: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    period: Day | None = None
    body: Who = ()
    value: str = said()
    n: float | None = None
    of: float | None = None
    source: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class AskReturn(Create):
    """Ask an agency for something: a summary, a self-assessment, an update, its staff in date."""

    type: ClassVar[str] = "return"

    about: To = ()
    agency: Who = ()
    to: Who = ()
    period: Day | None = None
    as_at: Day | None = None
    due: Day | None = None
    answers: Iterable[Answer] = ()
    headcount: Iterable[Headcount] = ()
    text: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class RecordNeed(Create):
    """Record what has to be learnt, and where that was seen."""

    type: ClassVar[str] = "need"

    text: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    from_: To = ()
    source: str = said()
    audience: Iterable[str] = ()
    agencies: Who = ()
    levels: Iterable[str] = ()
    weight: int = 1


@attrs.frozen(weakref_slot=False, kw_only=True)
class OfferCourse(Create):
    """Record a course that is planned or given."""

    type: ClassVar[str] = "course"

    answers: To = ()
    aims: str = said()
    levels: Iterable[str] = ()
    audience: Iterable[str] = ()
    currency: Span | None = None
    period: Day | None = None
    duration: str = ""
    trainers: Who = ()
    scheduling: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class PlanSession(Create):
    """Plan one time a course is given: on a day, or without a date yet."""

    type: ClassVar[str] = "session"

    course: To = attrs.field(default=(), kw_only=False)
    on: Day | None = None
    days: float | None = None
    where: str = said()
    mode: str = ""
    places: int | None = None
    waiting_list: int | None = None
    trainers: Who = ()
    in_kind: bool = False
    charge: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class RecordAttendance(Create):
    """Record how many of an agency and role group came to a session: counts, never names."""

    type: ClassVar[str] = "attendance"

    session: To = attrs.field(default=(), kw_only=False)
    course: To = ()
    period: Day | None = None
    sessions: int | None = None
    places: int | None = None
    agency: Who = ()
    group: str = ""
    booked: int | None = None
    attended: int | None = None
    did_not_attend: int | None = None
    cancelled: int | None = None
    cancelled_late: int | None = None
    walked_in: int | None = None
    certificates: int | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class RecordFeedback(Create):
    """Record what those who attended, or their managers, said of a session at one time point."""

    type: ClassVar[str] = "feedback"

    session: To = attrs.field(default=(), kw_only=False)
    instrument: str = ""
    time_point: str = ""
    on: Day | None = None
    asked: int | None = None
    replies: int | None = None
    scores: Iterable[Score] = attrs.field(default=(), repr=False)
    readings: Iterable[Reading] = ()
    text: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class WriteProduct(Create):
    """Write a learning product that draws on findings, for an audience."""

    type: ClassVar[str] = "product"

    kind: str = attrs.field(default="", kw_only=False)
    draws_on: To = ()
    sections: Iterable[Section] = ()
    audience: Iterable[str] = ()
    to: Who = ()
    due: Day | None = None
    cleared_by: str = ""
    where: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Acknowledge(Create):
    """Record what an agency says became of a product: that it arrived, whom it reached, how it was used."""

    type: ClassVar[str] = "acknowledgement"

    product: To = attrs.field(default=(), kw_only=False)
    agency: Who = ()
    on: Day | None = None
    reach: int | None = None
    of: int | None = None
    use: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class RaiseChallenge(Create):
    """Record a question or disagreement that asks for an answer."""

    type: ClassVar[str] = "challenge"

    question: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    about: To = ()
    by: Who = ()
    to: Who = ()
    on: Day | None = None
    due: Day | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class Consult(Create):
    """Ask people to have their say: on records, or on a part of the framework, between two days."""

    type: ClassVar[str] = "consultation"

    question: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    about: To = ()
    item: str = ""
    opens: Day | None = None
    closes: Day | None = None
    asked: Who = ()
    heard: Iterable[Heard] = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class CallMeeting(Create):
    """Record a meeting of a body, planned or held."""

    type: ClassVar[str] = "meeting"

    body: str = attrs.field(default="", kw_only=False)
    on: Day | None = None
    chair: str = ""
    present: Who = ()
    apologies: Who = ()
    follows: To = ()
    items: Iterable[AgendaItem] = ()
    pack: str = ""
    text: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class WriteNote(Create):
    """Write down what was said about records: a report of doing, not evidence."""

    type: ClassVar[str] = "note"

    about: To = ()
    sort: NoteSort = "comment"
    text: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    by: Who = ()
    on: Day | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class AcceptGap(Create):
    """Accept a gap for now. Asks for the reason and the last day."""

    type: ClassVar[str] = "accepted-gap"

    gap: str = attrs.field(default="", kw_only=False)
    about: To = ()
    why: str = said()
    until: Day | None = None
    by: Who = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class FileIntake(Create):
    """Record that a file was taken in. Made by imports, not by people."""

    type: ClassVar[str] = "intake"

    file: str = ""
    sha256: str = ""
    mapping: str = attrs.field(default="", repr=False)
    counts: Mapping[str, int] = attrs.field(factory=dict)
    created: To = ()
    changed: To = ()
    aside: Iterable[str] = ()
    refused: Iterable[str] = ()
    tables: Iterable[SheetTable] = ()
    answers: str = ""
    sender: Who = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class FileExport(Create):
    """Record that something left. Made by whatever lets it go, not by people."""

    type: ClassVar[str] = "export"

    report: str = ""
    audience: str = ""
    marking: str = ""
    shown: Iterable[str] = ()
    whole: bool = False
    file: str = ""
    sha256: str = ""
    by: Who = ()
    on: Day | None = None
    as_at: Day | None = None
    fingerprint: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Move:
    """Move a record to another status of its kind's path.

    Attributes:
        record: the record or its id.
        to: the status.
        when: the day it was reached; left out, the day of the block.
        why: the reason, which some moves ask for.
    """

    record: str | Record = attrs.field(kw_only=False)
    to: str = attrs.field(kw_only=False)
    when: Day | None = None
    why: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Amend:
    """Set values of a record, by field name; see `Create` and the record's own fields.

    Attributes:
        record: the record or its id.
        set: values by field; `happened.EVENT`, `planned.EVENT`, `extra.KEY` and `keys.KEY` set one entry.
        why: the reason.
    """

    record: str | Record = attrs.field(kw_only=False)
    set: Mapping[str, Any] = attrs.field(repr=False, kw_only=False)
    why: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Reschedule:
    """Move the target date of an action; the earlier date is kept and counted. Asks for the reason.

    Attributes:
        record: the action or its id.
        due: the new target date.
        why: the reason.
    """

    record: str | Record = attrs.field(kw_only=False)
    due: Day = attrs.field(kw_only=False)
    why: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class TellEvent:
    """Tell that something happened to a record, such as `notification-sent`.

    Attributes:
        record: the record or its id.
        event: what happened, by its id in the framework.
        when: the day on which it happened.
    """

    record: str | Record = attrs.field(kw_only=False)
    event: str = attrs.field(kw_only=False)
    when: Day = attrs.field(kw_only=False)


@attrs.frozen(weakref_slot=False, kw_only=True)
class PlaceHold:
    """Place a hold on a review, such as for criminal proceedings.

    Attributes:
        record: the review or its id.
        hold: of which kind it is, and since when.
    """

    record: str | Record = attrs.field(kw_only=False)
    hold: Hold = attrs.field(kw_only=False)


@attrs.frozen(weakref_slot=False, kw_only=True)
class LiftHold:
    """Lift the hold of this kind that stands on a review.

    Attributes:
        record: the review or its id.
        kind: id of the kind of hold, such as `criminal`.
        when: the day on which it is lifted.
    """

    record: str | Record = attrs.field(kw_only=False)
    kind: str = attrs.field(kw_only=False)
    when: Day = attrs.field(kw_only=False)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Withdraw:
    """Take a record back. It stays in the history and is no longer in any view. Asks for the reason.

    Attributes:
        record: the record or its id.
        why: the reason.
    """

    record: str | Record = attrs.field(kw_only=False)
    why: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class HandOver:
    """Hand every open action that one body or role leads over to another. Asks for the reason.

    Attributes:
        of: the body or role that led, by id or words.
        to: the body or role that leads from now on.
        why: the reason.
    """

    of: str | Party = attrs.field(kw_only=False)
    to: str | Party = attrs.field(kw_only=False)
    why: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class AskReturns:
    """Ask many agencies for the same at once: a return each, in one line.

    Attributes:
        agencies: whom to ask, each once.
        kind: id or words of the kind of return.
        ref: what people call each of them.
        about: the reviews, actions, courses or products they are asked about.
        to: who asks, to whom it goes back.
        period: the time it covers.
        as_at: the one day on which its counts are to hold.
        due: by when.
        when: the day they were asked; left out, the day of the block.
        text: what is asked for, in words.
        disclosure: id of the disclosure level; left out, as narrow as the narrowest record asked about.
        themes: ids or words of themes.
    """

    agencies: Who = attrs.field(kw_only=False)
    kind: str = attrs.field(default="", kw_only=False)
    ref: str = ""
    about: To = ()
    to: Who = ()
    period: Day | None = None
    as_at: Day | None = None
    due: Day | None = None
    when: Day | None = None
    text: str = said()
    disclosure: str = ""
    themes: Iterable[str] = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Chase:
    """Ask again for returns or acknowledgements that have not come: the day is kept with each.

    Attributes:
        records: the returns or acknowledgements.
        when: the day they were asked again; left out, the day of the block.
    """

    records: To = attrs.field(kw_only=False)
    when: Day | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class TakeReturn:
    """Take what an agency sent back.

    Attributes:
        record: the return that was asked for.
        when: the day it came; left out, the day of the block.
        answers: what was answered, question by question.
        headcount: staff in post and in date, both on the one day `as_at`.
        as_at: the one day on which its counts hold.
        text: anything else that was said.
    """

    record: str | Record = attrs.field(kw_only=False)
    when: Day | None = None
    answers: Iterable[Answer] = ()
    headcount: Iterable[Headcount] = ()
    as_at: Day | None = None
    text: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class AskAcknowledgements:
    """Ask agencies to say that a product arrived and how it was used: an acknowledgement each, in one line.

    Attributes:
        product: the product.
        agencies: whom to ask; left out, those the product is addressed to and nobody has asked yet.
        when: the day they were asked; left out, the day of the block.
    """

    product: str | Record = attrs.field(kw_only=False)
    agencies: Who = attrs.field(default=(), kw_only=False)
    when: Day | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class AnswerChallenge:
    """Answer a challenge or a scrutineer's question, with what the answer rests on.

    Attributes:
        record: the challenge.
        answer: what is answered.
        by: who answers; left out, who writes.
        when: the day; left out, the day of the block.
        rests_on: evidence, evaluations or other records that the answer rests on.
    """

    record: str | Record = attrs.field(kw_only=False)
    answer: str = attrs.field(default="", repr=False, kw_only=False, metadata={SAID: True})
    by: Who = ()
    when: Day | None = None
    rests_on: To = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class EscalateChallenge:
    """Raise a challenge to somebody further up. Asks for the reason.

    Attributes:
        record: the challenge.
        to: to whom it is raised.
        when: the day; left out, the day of the block.
        why: the reason.
    """

    record: str | Record = attrs.field(kw_only=False)
    to: Who = attrs.field(default=(), kw_only=False)
    when: Day | None = None
    why: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class TellHeard:
    """Tell one line of "you said, we did" of a consultation.

    Attributes:
        record: the consultation.
        you_said: what was said, in words of the partnership, without names.
        we_did: what was done about it, or why not.
        notes: the comments that said it; each has been looked at and accepted.
    """

    record: str | Record = attrs.field(kw_only=False)
    you_said: str = said()
    we_did: str = said()
    notes: To = ()


Request = (
    Create
    | Move
    | Amend
    | Reschedule
    | TellEvent
    | PlaceHold
    | LiftHold
    | Withdraw
    | HandOver
    | AskReturns
    | Chase
    | TakeReturn
    | AskAcknowledgements
    | AnswerChallenge
    | EscalateChallenge
    | TellHeard
)
"""Anything that may be asked."""

MANY = (HandOver, AskReturns, Chase, AskAcknowledgements)
"""Requests that touch several records at once, each of which is given back."""

CREATING: Mapping[str, type[Create]] = {
    made.type: made
    for made in (
        StartReview,
        RecordDecision,
        SetPriority,
        RecordFinding,
        Recommend,
        PlanAction,
        GiveEvidence,
        Evaluate,
        DefineMeasure,
        RecordFigure,
        AskReturn,
        RecordNeed,
        OfferCourse,
        PlanSession,
        RecordAttendance,
        RecordFeedback,
        WriteProduct,
        Acknowledge,
        RaiseChallenge,
        Consult,
        CallMeeting,
        WriteNote,
        AcceptGap,
        FileIntake,
        FileExport,
    )
}
"""Creating requests by the record type that they make."""

SPELT: Mapping[tuple[str, str], str] = {
    ("finding", "from_"): "reviews",
    ("recommendation", "from_"): "reviews",
    ("need", "from_"): "sources",
}
"""Fields that a request spells as a person would say them, by record type, and what the record calls them."""
