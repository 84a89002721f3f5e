"""Agenda: the papers of a sub-group, computed as at its day: what to decide, what stands out, what changed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from lif_core.measures.challenges import open_challenges
from lif_core.measures.consultations import consultations
from lif_core.measures.due import Due, due
from lif_core.measures.gaps import gaps
from lif_core.measures.ladder import raised, raised_challenges
from lif_core.measures.meetings import last_meeting, next_meetings, number_of
from lif_core.measures.products import dissemination, products
from lif_core.measures.returns import Asked as Waited
from lif_core.measures.returns import outstanding
from lif_core.measures.training.needs import needs_without_course
from lif_core.measures.training.reach import not_reached
from lif_core.measures.training.take_up import take_up
from lif_core.records import (
    Action,
    AgendaItem,
    Course,
    Decision,
    Evaluation,
    Evidence,
    Finding,
    Meeting,
    Note,
    Recommendation,
    Review,
)
from lif_core.reports.action_plan import check_again, kept_aside
from lif_core.reports.action_rows import ActionRows, actions_of, columns_for
from lif_core.reports.agenda_items import Proposed, of_part, proposed_items
from lif_core.reports.changed import Since, changed_table
from lif_core.reports.document import Block, Cell, Column, Document, Heading, Paragraph, Section
from lif_core.reports.due_list import due_table
from lif_core.reports.figures import share
from lif_core.reports.gap_list import accepted_table
from lif_core.reports.minutes import arose_at, in_order
from lif_core.reports.standing import evaluators, exceptions, is_raised
from lif_core.reports.telling import Asked, Teller
from lif_core.reports.unverified import unverified_table
from lif_core.values.when import Between
from lif_core.view.deadlines import Deadline, deadlines_of
from lif_core.view.facts import only_training
from lif_core.view.independence import by_another
from lif_core.view.kinds import is_finished, is_withdrawn, standing
from lif_core.view.view import View
from lif_core.view.who import known_body

AHEAD = timedelta(days=92)
"""How far the forward plan looks: about three monthly meetings."""


def agenda(
    view: View,
    asked: Asked | None = None,
    *,
    body: str = "",
    since: Since | None = None,
    aside: Sequence[str] | None = None,
    chair: str = "",
) -> Document:
    """Build the agenda of a sub-group with its four appendices.

    Args:
        view: what to report on, as at the day of the meeting.
        asked: language, fingerprint, further gap rules.
        body: the group that meets, by id or words; left out, no group is named and every action is looked at.
        since: what stood at the last meeting and what was written since; left out, nothing is compared.
        aside: places kept aside by imports; left out, those the receipts of the view tell.
        chair: id of the role in the chair; left out, the chair of the group.

    Raises:
        Refused: the framework knows no such body.
    """
    return _Agenda(
        Teller(view, asked), known_body(view.framework, body) if body else "", since, aside, chair
    ).document()


def items_of(
    view: View, asked: Asked | None = None, *, body: str = "", since: Since | None = None
) -> tuple[AgendaItem, ...]:
    """Give what the agenda of a sub-group asks for, with the numbers that it prints.

    Args:
        view: what to report on, as at the day of the meeting.
        asked: language, fingerprint, further gap rules.
        body: the group that meets, by id or words.
        since: what stood at the last meeting.

    Raises:
        Refused: the framework knows no such body.
    """
    group = known_body(view.framework, body) if body else ""
    teller = Teller(view, asked)
    since_day = since.view.day if since else None
    return tuple(one.item for one in proposed_items(teller, followed(teller, group), group, since_day))


def followed(teller: Teller, body: str) -> list[Action]:
    """Give the actions that a group looks at: its own, and those that no group follows."""
    every = [one for one in actions_of(teller) if not is_withdrawn(teller.view, one)]
    return [one for one in every if not body or one.group in (body, "")]


class _Agenda:
    """One agenda being made."""

    def __init__(self, teller: Teller, body: str, since: Since | None, aside: Sequence[str] | None, chair: str) -> None:
        self._chair = chair
        self._teller, self._view, self._body, self._since, self._aside = teller, teller.view, body, since, aside
        self._actions = followed(teller, body)
        every = sum(1 for one in actions_of(teller) if not is_withdrawn(self._view, one))
        self._elsewhere = every - len(self._actions)
        self._rows = ActionRows(teller)
        self._gaps = gaps(self._view, teller.asked.gap_rules)
        self._items = proposed_items(teller, self._actions, body, since.view.day if since else None)

    def document(self) -> Document:
        """Put the agenda together."""
        teller = self._teller
        title = teller.words("agenda-of", body=teller.body(self._body)) if self._body else teller.words("agenda")
        return teller.document("sub-group-agenda", title, tuple(self._sections()))

    def _sections(self) -> Iterator[Section]:
        parts: tuple[tuple[str, Callable[[], Sequence[Block]]], ...] = (
            ("apologies", self._apologies),
            ("last-meeting", self._last_meeting),
            ("decisions", self._decisions),
            ("live-reviews", self._live_reviews),
            ("by-exception", self._by_exception),
            ("for-closure", self._for_closure),
            ("difference", self._difference),
            ("training", self._training),
            ("products", self._products),
            ("national", self._national),
            ("challenge", self._challenge),
            ("voice", self._voice),
            ("executive", self._executive),
            ("forward-plan", self._forward_plan),
        )
        yield Section(name="head", title=self._teller.words("this-meeting"), blocks=self._head())
        for number, (name, make) in enumerate(parts, 1):
            title = f"{number}. {self._teller.words(f'agenda-{name}')}"
            yield Section(name=name, title=title, blocks=tuple(make()))
        appendices: tuple[tuple[str, Callable[[], Sequence[Block]]], ...] = (
            ("appendix-a", self._changes),
            ("appendix-b", self._reckonings),
            ("appendix-c", lambda: (unverified_table(self._teller),)),
            ("appendix-d", lambda: kept_aside(self._teller, self._aside)),
        )
        for name, make in appendices:
            yield Section(name=name, title=self._teller.words(name), blocks=tuple(make()))

    def _says(self, key: str, **parts: object) -> Paragraph:
        return Paragraph(self._teller.words(key, **parts))

    def _head(self) -> tuple[Block, ...]:
        teller = self._teller
        told = [self._says("meeting-day", day=teller.day(self._view.day))]
        if self._body:
            chair = teller.item("role", self._chair) if self._chair else teller.words("chair-by-role")
            told.insert(0, self._says("meeting-group", body=teller.body(self._body), chair=chair))
            told += self._quorum()
        covers = (
            self._says("covers-since", day=teller.day(self._since.view.day))
            if self._since
            else self._says("covers-all")
        )
        told.append(covers)
        if self._elsewhere:
            told.append(self._says("followed-elsewhere", n=self._elsewhere))
        return tuple(told)

    def _quorum(self) -> Iterator[Paragraph]:
        """Tell the quorum rule as the framework has it: a number, words of its own, or that it holds none."""
        body = self._view.framework.item("body", self._body)
        needed, note = getattr(body, "quorum", 0), body.note
        if needed:
            yield self._says("quorum-of", n=needed)
        if note:
            yield Paragraph(note)
        elif not needed:
            yield self._says("no-quorum-rule")

    # -- the parts -----------------------------------------------------------------------------------------------

    def _apologies(self) -> Sequence[Block]:
        return (self._says("apologies-note"),)

    def _last_meeting(self) -> Sequence[Block]:
        """Tell what the last meeting decided, what became of the actions that arose there, and its lines of minutes."""
        last = last_meeting(self._view, self._body) if self._body else None
        return (*(self._log_of(last) if last is not None else ()), self._kept_in_words())

    def _log_of(self, last: Meeting) -> Iterator[Block]:
        teller, view = self._teller, self._view
        teller.shows(last)
        yield self._says("last-met", day=teller.read(last.on), status=teller.status(last))
        decisions = (
            teller.column("number", 8), teller.column("decided-about", 40), teller.column("what-was-decided", 50),
        )  # fmt: skip
        made = view.register.sources(last.id, Decision)
        told = [
            (number_of(one), one.question, one.outcome)
            for one in sorted(made, key=lambda one: (in_order(number_of(one)), one.id))
            if one.meeting == last.id and one.outcome and not is_withdrawn(view, one)
        ]
        teller.shows(*(one for one in made if one.outcome))
        if told:
            yield teller.table("last-decisions", decisions, told)
        names = ("ref", "action", "lead-agency", "target-date", "status")
        arose = [one for one in actions_of(teller) if arose_at(one, last)]
        if arose:
            rows = [self._rows.row(one, names) for one in arose]
            yield teller.table("last-actions", columns_for(teller, names), rows)

    def _kept_in_words(self) -> Block:
        since = self._since.view.day if self._since else None
        columns = (self._teller.column("when", 16), self._teller.column("what", 70))
        told = []
        for note in standing(self._view, Note):
            if note.sort != "minute":
                continue
            day = note.on.last if note.on else None
            if since is None or day is None or day >= since:
                self._teller.shows(note)
                told.append((self._teller.read(note.on), note.text))
        return self._teller.table("last-meeting", columns, told, nothing="no-minutes")

    def _decisions(self) -> Sequence[Block]:
        teller = self._teller
        columns = (
            teller.column("number", 8),
            teller.column("proposed", 46),
            teller.column("who-decides", 22),
            teller.column("not-met", 34),
            teller.column("options", 28),
        )
        told = [self._decision(one) for one in of_part(self._items, 3)]
        return (teller.table("decisions", columns, told, nothing="no-decisions"),)

    def _decision(self, one: Proposed) -> tuple[str, ...]:
        self._teller.shows(one.record)
        says = f"{one.says} {one.why}" if one.why else one.says
        return one.number, says, one.who, "; ".join(one.unmet), "; ".join(one.options)

    def _live_reviews(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (
            teller.column("review", 26),
            teller.column("status", 14),
            teller.column("next-date", 13, "day"),
            teller.column("worked-out", 50),
            teller.column("holds", 28),
            teller.column("not-returned-by", 28),
        )
        told = []
        for review in view.register.of_type(Review):
            if is_finished(view, review):
                continue
            upcoming = _next(deadlines_of(view, review))
            day = (
                Cell(upcoming.last, note=teller.words("overdue") if upcoming.status == "overdue" else "")
                if upcoming
                else ""
            )
            how = f"{teller.label(upcoming.rule.says)}: {teller.reckoning(upcoming.reckoning)}" if upcoming else ""
            told.append(
                (teller.name(review), teller.status(review), day, how, self._holds(review), self._not_in(review.id))
            )
        return (teller.table("live-reviews", columns, told, nothing="no-live-reviews"), *self._other_returns())

    def _not_in(self, review: str) -> str:
        """Tell who has not returned what was asked for a review."""
        return "; ".join(self._waiting(one) for one in outstanding(self._view, about=review))

    def _waiting(self, one: Waited) -> str:
        self._teller.shows(one.record)
        late = f" ({self._teller.words('days-overdue', n=one.days)})" if one.days else ""
        return f"{self._teller.body(one.agency) if one.agency else self._teller.words('not-said')}{late}"

    def _other_returns(self) -> Iterator[Block]:
        """Tell what else was asked for and has not come: self-assessments, updates, training returns."""
        teller, view = self._teller, self._view
        live = {one.id for one in view.register.of_type(Review) if not is_finished(view, one)}
        rest = [one for one in outstanding(view) if not live & set(one.about)]
        columns = (
            teller.column("what", 34),
            teller.column("agency", 26),
            teller.column("by-when", 13, "day"),
            teller.column("standing", 20),
        )
        told = [
            (
                teller.item("return", one.kind),
                self._waiting(one),
                teller.when(one.due),
                teller.words("asked-again-times", n=len(one.chased)) if one.chased else "",
            )
            for one in rest
        ]
        if told:
            yield Heading(teller.words("returns-waited-for"))
            yield teller.table("returns", columns, told)

    def _holds(self, review: Review) -> str:
        told = []
        for hold in review.holds:
            if hold.stands_on(self._view.day):
                until = self._teller.read(hold.until or hold.review_by) or self._teller.words("not-said")
                told.append(f"{self._teller.item('hold', hold.kind)}: {self._teller.words('until')} {until}")
        return "; ".join(told)

    def _by_exception(self) -> Sequence[Block]:
        day = self._since.view.day if self._since else None
        names = ("ref", "action", "lead-agency", "target-date", "first-target-date", "status", "rag")
        teller, numbers = self._teller, {one.record.id: one.number for one in of_part(self._items, 5)}
        columns = _numbered(teller, columns_for(teller, names), teller.column("why", 36))
        told = []
        for action in self._actions:
            why = "; ".join(exceptions(teller, action, day))
            if why:
                ref, *rest = self._rows.row(action, names)
                told.append((ref, Cell(numbers.get(action.id, "")), *rest, Cell(why)))
        return (self._says("exception-note"), teller.table("at-risk", columns, told, nothing="nothing-at-risk"))

    def _for_closure(self) -> Sequence[Block]:
        names, teller = ("ref", "action", "lead-agency", "signed-off-by", "evidence"), self._teller
        columns = _numbered(
            teller,
            columns_for(teller, names),
            teller.column("evaluated-by", 18),
            teller.column("asked-state", 14),
            teller.column("all-met", 8),
            teller.column("not-met", 36),
        )
        told = []
        for one in of_part(self._items, 6):
            assert isinstance(one.record, Action)
            ref, *rest = self._rows.row(one.record, names)
            unmet = (Cell(teller.words("no" if one.unmet else "yes")), Cell("\n".join(one.unmet)))
            asked = (Cell(evaluators(teller, one.record)), Cell(teller.state(one.item.to)))
            told.append((ref, Cell(one.number), *rest, *asked, *unmet))
        return (teller.table("for-sign-off", columns, told, nothing="nothing-to-sign-off"),)

    def _difference(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        since = self._since.view.day if self._since else view.day - AHEAD
        columns = (teller.column("action", 40), teller.column("evaluation", 50), teller.column("evaluated-by", 24))
        told = []
        for one in view.register.of_type(Evaluation):
            day = one.on.last if one.on else None
            if day is None or day < since:
                continue
            for action in (found for id in one.of if isinstance(found := view.register.get(id), Action)):
                own = "" if by_another(view.framework, action, one) else f" ({teller.words('own-lead')})"
                name = teller.entry(action)
                told.append((name, self._rows.one_evaluation(one), f"{teller.party(one.by)}{own}".strip()))
        return (
            Heading(teller.words("check-again")),
            check_again(teller, self._actions, self._rows),
            Heading(teller.words("results")),
            teller.table("results", columns, told, nothing="no-results"),
        )

    def _training(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (teller.column("what", 40), teller.column("note", 50))
        told = []
        for course in view.register.of_type(Course):
            if course.scheduling and not is_finished(view, course):
                told.append((teller.name(course), course.scheduling))
        for finding in standing(view, Finding):
            if only_training(view, finding):
                told.append((teller.entry(finding), teller.words("only-training")))
        for need in needs_without_course(view):
            told.append((teller.entry(need), teller.words("need-without-course")))
        return (*self._taken_up(), teller.table("training", columns, told, nothing="no-training"))

    def _taken_up(self) -> Iterator[Block]:
        """Tell the take-up of the reporting year, and who is not reached; nothing where no session was held."""
        teller, view = self._teller, self._view
        first, last, year = view.framework.reporting_year(view.day)
        found = take_up(view, Between(first, last)).all
        if found.rate.of:
            teller.shows(*view.register.of_type("attendance"), *view.register.of_type("session"))
            yield Paragraph(f"{teller.words('take-up')}, {year}: {share(teller, found.rate)}")
        for one in not_reached(view, Between(first, last)):
            if one.held and not one.about:
                said = "not-known-reached" if one.unknown else "not-reached"
                yield self._says(said, who=", ".join(one.words), n=one.unknown, of=one.held)

    def _products(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (teller.column("number", 8), teller.column("proposed", 50), teller.column("not-met", 50))
        told = [(one.number, one.says, "\n".join(one.unmet)) for one in of_part(self._items, 9)]
        every = products(view)
        if not every:
            return (self._says("no-products"),)
        out = [one for one in every if one.is_out and one.received]
        whole = dissemination(view)
        used = (
            teller.column("product", 34),
            teller.column("arrived", 14),
            teller.column("use-reported", 14),
            teller.column("not-said-yet", 34),
        )
        rows = [
            (
                teller.name(view.register[one.record]),
                teller.words("n-of", n=one.confirmed.n, of=one.confirmed.of),
                teller.words("n-of", n=one.used.n, of=one.used.of),
                "; ".join(teller.body(agency.agency) for agency in one.received if not agency.confirmed),
            )
            for one in out
        ]
        for one in out:
            teller.shows(*(agency.record for agency in one.received if agency.record))
        told_whole = (self._says("confirmed-of", n=whole.n, of=whole.of),) if whole.of else ()
        return (
            teller.table("to-approve", columns, told, nothing="no-products-to-approve"),
            Heading(teller.words("handed-on")),
            *told_whole,
            teller.table("handed-on", used, rows, nothing="nothing-handed-on"),
        )

    def _national(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (teller.column("recommendation", 60), teller.column("reach", 14), teller.column("status", 16))
        told = []
        for one in view.register.of_type(Recommendation):
            if one.reach in ("regional", "national") and not is_finished(view, one):
                words = teller.entry(one)
                told.append((words, teller.words(f"reach-{one.reach}"), teller.status(one)))
        return (teller.table("national", columns, told, nothing="no-national"),)

    def _challenge(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (teller.column("question", 60), teller.column("status", 16))
        told = []
        for one in view.register.of_type(Finding):
            if one.sort == "question" and not is_finished(view, one):
                told.append((teller.entry(one), teller.status(one)))
        return (
            *self._challenges(),
            teller.table("challenge", columns, told, nothing="no-questions"),
            Heading(teller.words("in-force")),
            accepted_table(teller, self._gaps),
        )

    def _challenges(self) -> Iterator[Block]:
        teller, view = self._teller, self._view
        columns = (
            teller.column("question", 46),
            teller.column("put-by", 18),
            teller.column("put-to", 18),
            teller.column("answer-owed", 13, "day"),
            teller.column("standing", 22),
            teller.column("raised-to", 22),
        )
        told = []
        for one in open_challenges(view):
            record = view.register[one.record]
            teller.shows(record)
            asked = "; ".join(teller.party(party) for party in getattr(record, "to", ()))
            raised_to = "; ".join(
                teller.words("raised-to-on", who=teller.party(step.to), day=teller.read(step.on))
                for step in getattr(record, "raised", ())
            )
            by = teller.party(getattr(record, "by", None))
            question = getattr(record, "question", "")
            late = teller.words("days-overdue", n=one.days) if one.days else teller.words(f"answered-{one.stands}")
            told.append((question, by, asked, teller.when(one.owed), late, raised_to))
        yield teller.table("challenges", columns, told, nothing="no-challenges")

    def _voice(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        strongest = "child-and-family"
        columns = (teller.column("when", 16), teller.column("evidence", 70))
        told = []
        for one in standing(view, Evidence):
            if one.sort == strongest:
                teller.shows(one)
                told.append((teller.read(one.on), one.text or one.where))
        return (teller.table("voice", columns, told, nothing="no-voice"), *self._consultations())

    def _consultations(self) -> Iterator[Block]:
        """Tell the consultations that are open, or closed and not answered yet; comments are counted, not shown."""
        teller, view = self._teller, self._view
        columns = (
            teller.column("question", 40),
            teller.column("closes", 13, "day"),
            teller.column("comments", 12, "number"),
            teller.column("held-comments", 14, "number"),
            teller.column("lines-said-and-done", 14, "number"),
        )
        told = []
        for one in consultations(view):
            if one.stands in ("open", "closed"):
                record = view.register[one.record]
                done = sum(1 for line in one.heard if line.we_did.strip())
                teller.shows(record)
                told.append((getattr(record, "question", ""), one.closes, one.comments, one.held, done))
        if told:
            yield Heading(teller.words("consultations"))
            yield teller.table("consultations", columns, told)

    def _executive(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (teller.column("what", 60), teller.column("why", 50))
        told = []
        for action in self._actions:
            if is_raised(view, action):
                told.append((teller.entry(action), "; ".join(exceptions(teller, action))))
        for one in (*raised(view), *raised_challenges(view)):
            record = view.register[one.record]
            if one.to and (not isinstance(record, Action) or record in self._actions):
                who, day = teller.body(one.to), teller.day(one.since or view.day)
                told.append((teller.entry(record), teller.words("to-be-raised", who=who, day=day)))
        for review in view.register.of_type(Review):
            for deadline in deadlines_of(view, review):
                if deadline.status == "overdue":
                    late = teller.words("days-overdue", n=deadline.days or 0)
                    how = teller.reckoning(deadline.reckoning)
                    told.append((teller.name(review), f"{late}. {teller.label(deadline.rule.says)}: {how}"))
        return (teller.table("executive", columns, told, nothing="nothing-for-executive"),)

    def _forward_plan(self) -> Sequence[Block]:
        """Tell what falls due by each of the next three meetings; without a rule of when it meets, by three months."""
        until = self._view.day + AHEAD
        ahead = next_meetings(self._view, self._body) if self._body else ()
        last = max([until, *(one.on for one in ahead)])
        coming = [one for one in due(self._view) if one.standing == "coming" and one.last and one.last <= last]
        if not ahead:
            return (due_table(self._teller, "forward-plan", coming, nothing="nothing-ahead"),)
        blocks: list[Block] = []
        after = self._view.day
        for number, one in enumerate(ahead, 1):
            key = "by-meeting" if one.is_planned else "by-meeting-about"
            self._teller.shows(*((one.record,) if one.record else ()))
            blocks.append(Heading(self._teller.words(key, day=self._teller.day(one.on))))
            blocks.append(
                due_table(self._teller, f"forward-plan-{number}", _between(coming, after, one.on), nothing="nothing")
            )
            after = one.on
        return blocks

    # -- the appendices ------------------------------------------------------------------------------------------

    def _changes(self) -> Sequence[Block]:
        if self._since is None:
            return (self._says("not-compared"),)
        return (changed_table(self._teller, self._since),)

    def _reckonings(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (
            teller.column("review", 26),
            teller.column("what", 40),
            teller.column("by-when", 13, "day"),
            teller.column("worked-out", 60),
            teller.column("beside-it", 40),
        )
        told = []
        for review in view.register.of_type(Review):
            for one in deadlines_of(view, review) if not is_finished(view, review) else ():
                if one.status not in ("met", "not-owed"):
                    beside = "; ".join(str(other) for other in one.others)
                    says = teller.label(one.rule.says)
                    told.append((teller.name(review), says, Cell(one.last), teller.reckoning(one.reckoning), beside))
        return (teller.table("reckonings", columns, told, nothing="no-reckonings"),)


def _numbered(teller: Teller, columns: Sequence[Column], *more: Column) -> tuple[Column, ...]:
    """Put the column of the agenda's own number behind the first."""
    return (columns[0], teller.column("number", 8), *columns[1:], *more)


def _between(items: Sequence[Due], after: date, until: date) -> list[Due]:
    return [one for one in items if one.last is not None and (one.last <= until) and (one.last > after)]


def _next(deadlines: Sequence[Deadline]) -> Deadline | None:
    """Choose the deadline to look at: the one missed longest, else the next one to come."""
    owed = [one for one in deadlines if one.status in ("overdue", "coming") and one.last is not None]
    return min(owed, key=lambda one: (one.last or date.max, one.rule.id), default=None)
