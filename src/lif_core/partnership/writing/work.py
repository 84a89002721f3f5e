"""Work: one unit of work, all or nothing. Each verb is one line that builds a public request."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from types import TracebackType
from typing import Any

import attrs

from lif_core.errors import Conflict, InvalidData, LifError, Problem, Refused, UnknownName
from lif_core.framework.framework import Framework
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.writing.committing import Still, nothing, write
from lif_core.partnership.writing.receipt import Receipt
from lif_core.partnership.writing.verbs import verb, verbs
from lif_core.records import (
    AcceptedGap,
    Acknowledgement,
    Action,
    Attendance,
    Challenge,
    Consultation,
    Course,
    Decision,
    Evaluation,
    Evidence,
    Feedback,
    Figure,
    Finding,
    Link,
    Measure,
    Meeting,
    Need,
    Note,
    Priority,
    Product,
    Recommendation,
    Record,
    Return,
    Review,
    Session,
)
from lif_core.rules import requests as ask
from lif_core.rules.case import refuse_any
from lif_core.rules.decide import Case, decide
from lif_core.rules.gates import unmet
from lif_core.rules.proposal import Proposal
from lif_core.view.register import type_name
from lif_core.view.view import View

_POINTING = (ask.To, str | Record, Iterable[Link])
"""Types of the fields in which `#handle` stands for a record."""


def begin(
    books: Books,
    *,
    by: str = "",
    why: str = "",
    on: date | None = None,
    actor: str = "",
    dry_run: bool = False,
    seen: Memory | None = None,
    looks_at_words: bool = True,
) -> "Work":
    """Begin a unit of work; see `Partnership.work`.

    With `seen` it goes on from what was looked at before: what others wrote since to the same records is a conflict.
    Without `looks_at_words` no record is looked at for what may say who somebody is: whoever begins it does so for all.
    """
    seen = seen or books.memory()
    view = books.view(on, seen=seen)
    by = writer(books, by, view.framework)
    return Work(books, view, seen, by=by, why=why, actor=actor, dry_run=dry_run, looks_at_words=looks_at_words)


def writer(books: Books, by: str, framework: Framework) -> str:
    """Give who writes: whoever is named, else the one in the settings.

    Raises:
        InvalidData: nobody is named.
        Refused: whoever is named is no role or body of the framework; one without roles and bodies takes any.
    """
    by = by or books.settings.by
    if not by:
        mend = "Name a role with `by`, or set `by` in partnership.toml."
        raise InvalidData([Problem(code="work.by-missing", says="Nobody is named who writes this.", mend=mend)])
    known = [*framework.items("role"), *framework.items("body")]
    if known and framework.find("role", by) is None and framework.find("body", by) is None:
        raise Refused([UnknownName(by, "role or body", known).as_problem("by")])
    return by


def _nobody_asked_since(seen: Memory, asked: Iterable[Record], now: Memory) -> None:
    """Refuse to ask an agency about a product that somebody else asked about it since the work began.

    Raises:
        Conflict: names what the other asked.
    """
    wanted = {(one.product, one.agency) for one in asked if isinstance(one, Acknowledgement)}
    for one in now.register.of_type(Acknowledgement):
        if (one.product, one.agency) in wanted and one.id not in seen.register:
            raise Conflict(seen.head.position, now.marks[one.id].position, one.id)


class Work:
    """One unit of work. Use it as a context manager; leaving it without an error commits.

    Attributes:
        seen: what was known of the store when it began.
        receipt: what it wrote, once it is left.
    """

    def __init__(
        self,
        books: Books,
        view: View,
        seen: Memory,
        *,
        by: str,
        why: str,
        actor: str = "",
        dry_run: bool = False,
        looks_at_words: bool = True,
    ) -> None:
        self._books = books
        self._view, self.seen = view, seen
        self._by, self._why, self._actor, self._dry_run = by, why, actor, dry_run
        self._looks_at_words = looks_at_words
        self._handles: dict[str, str] = {}
        self._proposed: list[Proposal] = []
        self._still: list[Still] = []
        self._moved: list[tuple[Record, str]] = []
        self._left = False
        self.receipt: Receipt | None = None

    def __enter__(self) -> "Work":
        if self._left:
            raise LifError("This block of work is finished. Begin another with `work()`.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left = True  # also by an error: what it proposed is given up then, and never written later
        if kind is not None:
            return
        if self._dry_run:
            self.receipt = nothing(self._books, self.proposal)
            return
        self.receipt = write(
            self._books,
            self.proposal,
            seen=self.seen,
            framework=self._view.framework,
            by=self._by,
            why=self._why,
            actor=self._actor,
            still=[*self._still, self._gates_are_open] if self._moved else self._still,
        )

    def rests_on(self, still: Still) -> None:
        """Say what the block rests on besides the records that it changes.

        Where others wrote since it began, `still` is asked right before the commit is written, and raises where that
        no longer holds; then nothing is written.
        """
        self._still.append(still)

    @property
    def proposal(self) -> Proposal:
        """What the block would write so far."""
        if len(self._proposed) != 1:
            self._proposed[:] = [Proposal().then(self._proposed)]
        return self._proposed[0]

    @property
    def view(self) -> View:
        """The records as they stand within the block."""
        return self._view

    def apply(self, requests: Iterable[ask.Request]) -> tuple[Record, ...]:
        """Decide many requests, in order; all or none.

        Raises:
            Refused: with everything that stands in the way of any of them.
        """
        before = (self._view, dict(self._handles), [*self._still], [*self._moved])
        touched: list[Record] = []
        problems: list[Problem] = []
        proposals: list[Proposal] = []
        try:
            for number, request in enumerate(requests, start=1):
                try:
                    proposal = self._decided(request)
                except Refused as refused:
                    problems += [_numbered(problem, number) for problem in refused.problems]
                else:
                    proposals.append(proposal)
                    touched += proposal.records if isinstance(request, ask.MANY) else proposal.records[:1]
            if problems:
                raise Refused(problems)
        except BaseException:
            self._view, self._handles, self._still, self._moved = before
            raise
        self._proposed += proposals  # put together when it is asked for: a block of a thousand would do so each time
        return tuple(touched)

    def _decided(self, request: ask.Request) -> Proposal:
        known = self._pointed(request)
        case = Case(
            view=self._view,
            by=self._by,
            why=self._why,
            mint=self._books.mint,
            later=self._later,
            looks_at_words=self._looks_at_words,
        )
        proposal = decide(case, known)
        if isinstance(request, ask.Create) and request.handle:
            self._handles[request.handle] = proposal.records[0].id
        if isinstance(request, ask.Move):
            self._moved.append((self._view.register[proposal.records[0].id], request.to))
        if isinstance(request, ask.AskAcknowledgements):
            self.rests_on(partial(_nobody_asked_since, self.seen, proposal.records))
        register = self._view.register.plus(proposal.records, proposal.gone)
        self._view = attrs.evolve(self._view, register=register)
        return proposal

    def _later(self, record_id: str) -> date | None:
        """Tell on which day a record begins, where that lies behind the day of the block."""
        begins = self._books.begins(record_id)
        return begins if begins is not None and begins > self._view.day else None

    def _gates_are_open(self, now: Memory) -> None:
        """Refuse a move through a gate that others have closed since the work began, as by taking evidence back.

        Raises:
            Refused: names every condition that is no longer met.
        """
        register = now.register.plus(self.proposal.records, self.proposal.gone)
        problems: list[Problem] = []
        for record, state in self._moved:
            view = attrs.evolve(self._view, register=register.plus([record]))  # as it stood before it was moved
            problems += unmet(view, record, view.framework.kind(type_name(record), record.kind), state)
        refuse_any(problems)

    def _pointed(self, request: ask.Request) -> ask.Request:
        """Put the ids that handles stand for into a request."""
        if not self._handles:
            return request
        fresh = {}
        for field in attrs.fields(type(request)):
            if field.type not in _POINTING:
                continue
            held = getattr(request, field.name)
            pointed = self._resolved(held)
            if pointed is not held:
                fresh[field.name] = pointed
        return attrs.evolve(request, **fresh) if fresh else request

    def _resolved(self, held: Any) -> Any:
        if isinstance(held, str):
            return self._handles.get(held[1:], held) if held.startswith("#") else held
        if isinstance(held, Link):
            return attrs.evolve(held, to=self._resolved(held.to)) if held.to.startswith("#") else held
        if isinstance(held, tuple | list):
            pointed = tuple(self._resolved(one) for one in held)
            return held if all(now is before for now, before in zip(pointed, held, strict=True)) else pointed
        return held

    start_review = verb(ask.StartReview, Review)
    record_decision = verb(ask.RecordDecision, Decision)
    set_priority = verb(ask.SetPriority, Priority)
    record_finding = verb(ask.RecordFinding, Finding)
    recommend = verb(ask.Recommend, Recommendation)
    plan_action = verb(ask.PlanAction, Action)
    give_evidence = verb(ask.GiveEvidence, Evidence)
    evaluate = verb(ask.Evaluate, Evaluation)
    record_figure = verb(ask.RecordFigure, Figure)
    define_measure = verb(ask.DefineMeasure, Measure)
    ask_return = verb(ask.AskReturn, Return)
    record_need = verb(ask.RecordNeed, Need)
    offer_course = verb(ask.OfferCourse, Course)
    plan_session = verb(ask.PlanSession, Session)
    record_attendance = verb(ask.RecordAttendance, Attendance)
    record_feedback = verb(ask.RecordFeedback, Feedback)
    write_product = verb(ask.WriteProduct, Product)
    acknowledge = verb(ask.Acknowledge, Acknowledgement)
    raise_challenge = verb(ask.RaiseChallenge, Challenge)
    consult = verb(ask.Consult, Consultation)
    call_meeting = verb(ask.CallMeeting, Meeting)
    write_note = verb(ask.WriteNote, Note)
    accept_gap = verb(ask.AcceptGap, AcceptedGap)
    move = verb(ask.Move, Record)
    amend = verb(ask.Amend, Record)
    reschedule = verb(ask.Reschedule, Action)
    tell_event = verb(ask.TellEvent, Record)
    place_hold = verb(ask.PlaceHold, Review)
    lift_hold = verb(ask.LiftHold, Review)
    hand_over = verbs(ask.HandOver, Action)
    ask_returns = verbs(ask.AskReturns, Return)
    chase = verbs(ask.Chase, Record)
    take_return = verb(ask.TakeReturn, Return)
    ask_acknowledgements = verbs(ask.AskAcknowledgements, Acknowledgement)
    answer_challenge = verb(ask.AnswerChallenge, Challenge)
    escalate_challenge = verb(ask.EscalateChallenge, Challenge)
    tell_heard = verb(ask.TellHeard, Consultation)

    def withdraw(self, record: str | Record, *, why: str = "") -> None:
        """Take a record back; it stays in the history. Asks for the reason."""
        self.apply((ask.Withdraw(record, why=why),))


def _numbered(problem: Problem, number: int) -> Problem:
    return attrs.evolve(problem, where=f"request {number}, {problem.where}" if problem.where else f"request {number}")
