"""Agenda: the papers of a sub-group, computed as at its day: what to decide, what stands out, what changed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from lif_core.measures.due import due
from lif_core.measures.gaps import gaps
from lif_core.records import Action, Course, Decision, Evaluation, Evidence, Finding, Note, Recommendation, Review
from lif_core.reports.action_plan import at_risk, check_again, for_sign_off, kept_aside
from lif_core.reports.action_rows import ActionRows, actions_of
from lif_core.reports.agency_update import known_body
from lif_core.reports.changed import Since, changed_table
from lif_core.reports.document import Block, Cell, Document, Heading, Paragraph, Section
from lif_core.reports.due_list import due_table
from lif_core.reports.gap_list import accepted_table
from lif_core.reports.standing import exceptions, is_not_sustained, is_raised
from lif_core.reports.telling import Asked, Teller
from lif_core.reports.unverified import unverified_table
from lif_core.view.deadlines import Deadline, deadlines_of
from lif_core.view.facts import by_lead, only_training
from lif_core.view.kinds import is_finished, is_withdrawn, kind_of
from lif_core.view.view import View

AHEAD = timedelta(days=92)
"""How far the forward plan looks: about three monthly meetings."""


def agenda(
    view: View,
    asked: Asked | None = None,
    *,
    body: str = "",
    since: Since | None = None,
    aside: Sequence[str] | None = None,
) -> Document:
    """Build the agenda of a sub-group with its four appendices.

    Args:
        view: what to report on, as at the day of the meeting.
        asked: language, fingerprint, further gap rules.
        body: the group that meets, by id or words; left out, no group is named and every action is looked at.
        since: what stood at the last meeting and what was written since; left out, nothing is compared.
        aside: places kept aside by imports; left out, those the receipts of the view tell.

    Raises:
        Refused: the framework knows no such body.
    """
    return _Agenda(Teller(view, asked), known_body(view, body) if body else "", since, aside).document()


class _Agenda:
    """One agenda being made."""

    def __init__(self, teller: Teller, body: str, since: Since | None, aside: Sequence[str] | None) -> None:
        self._teller, self._view, self._body, self._since, self._aside = teller, teller.view, body, since, aside
        every = [one for one in actions_of(teller) if not is_withdrawn(self._view, one)]
        self._actions = [one for one in every if not body or one.group in (body, "")]
        self._elsewhere = len(every) - len(self._actions)
        self._rows = ActionRows(teller)
        self._gaps = gaps(self._view, teller.asked.gap_rules)

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
            ("for-closure", lambda: (for_sign_off(self._teller, self._actions, self._rows),)),
            ("difference", self._difference),
            ("training", self._training),
            ("products", lambda: (self._says("no-products"),)),
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
            chair = teller.words("chair-by-role")
            told.insert(0, self._says("meeting-group", body=teller.body(self._body), chair=chair))
            note = self._view.framework.item("body", self._body).note
            told.append(Paragraph(note) if note else self._says("no-quorum-rule"))
        covers = (
            self._says("covers-since", day=teller.day(self._since.view.day))
            if self._since
            else self._says("covers-all")
        )
        told.append(covers)
        if self._elsewhere:
            told.append(self._says("followed-elsewhere", n=self._elsewhere))
        return tuple(told)

    # -- the parts -----------------------------------------------------------------------------------------------

    def _apologies(self) -> Sequence[Block]:
        return (self._says("apologies-note"),)

    def _last_meeting(self) -> Sequence[Block]:
        since = self._since.view.day if self._since else None
        columns = (self._teller.column("when", 16), self._teller.column("what", 70))
        told = []
        for note in self._view.register.of_type("note"):
            if not isinstance(note, Note) or note.sort != "minute" or is_withdrawn(self._view, note):
                continue
            day = note.on.last if note.on else None
            if since is None or day is None or day >= since:
                self._teller.shows(note)
                told.append((self._teller.read(note.on), note.text))
        return (self._teller.table("last-meeting", columns, told, nothing="no-minutes"),)

    def _decisions(self) -> Sequence[Block]:
        teller = self._teller
        columns = (
            teller.column("number", 8),
            teller.column("proposed", 46),
            teller.column("who-decides", 22),
            teller.column("not-met", 34),
            teller.column("options", 28),
        )
        told = [(f"3.{number}", *row) for number, row in enumerate(self._to_decide(), 1)]
        return (teller.table("decisions", columns, told, nothing="no-decisions"),)

    def _to_decide(self) -> Iterator[tuple[str, str, str, str]]:
        teller, view = self._teller, self._view
        for one in view.register.of_type("decision"):
            if isinstance(one, Decision) and not is_finished(view, one):
                teller.shows(one)
                unmet = "; ".join(f"{c.text}: {teller.words(f'met-{c.met}')}" for c in one.criteria if c.met != "met")
                yield one.question, teller.party(one.by), unmet, self._options(one)
        for action in self._actions:
            if is_not_sustained(action):
                told = teller.words("propose-reopen", action=teller.entry(action))
                yield told, teller.body(action.group or self._body), "", self._options(action)

    def _options(self, record: Decision | Action) -> str:
        states = kind_of(self._view, record).moves.get(record.state, ())
        return "; ".join(map(self._teller.state, states))

    def _live_reviews(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (
            teller.column("review", 26),
            teller.column("status", 14),
            teller.column("next-date", 13, "day"),
            teller.column("worked-out", 50),
            teller.column("holds", 28),
        )
        told = []
        for review in view.register.of_type("review"):
            if not isinstance(review, Review) or is_finished(view, review):
                continue
            upcoming = _next(deadlines_of(view, review))
            day = (
                Cell(upcoming.last, note=teller.words("overdue") if upcoming.status == "overdue" else "")
                if upcoming
                else ""
            )
            how = f"{teller.label(upcoming.rule.says)}: {upcoming.reckoning}" if upcoming else ""
            told.append((teller.name(review), teller.status(review), day, how, self._holds(review)))
        note = self._says("no-returns-yet")
        table = teller.table("live-reviews", columns, told, nothing="no-live-reviews")
        return (table, note) if told else (table,)

    def _holds(self, review: Review) -> str:
        told = []
        for hold in review.holds:
            if hold.until is None or hold.until.last is None or hold.until.last >= self._view.day:
                until = self._teller.read(hold.until or hold.review_by) or self._teller.words("not-said")
                told.append(f"{self._teller.item('hold', hold.kind)}: {self._teller.words('until')} {until}")
        return "; ".join(told)

    def _by_exception(self) -> Sequence[Block]:
        day = self._since.view.day if self._since else None
        return (self._says("exception-note"), at_risk(self._teller, self._actions, self._rows, day))

    def _difference(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        since = self._since.view.day if self._since else view.day - AHEAD
        columns = (teller.column("action", 40), teller.column("evaluation", 50), teller.column("evaluated-by", 24))
        told = []
        for one in view.register.of_type("evaluation"):
            day = one.on.last if isinstance(one, Evaluation) and one.on else None
            if not isinstance(one, Evaluation) or day is None or day < since:
                continue
            for action in (found for id in one.of if isinstance(found := view.register.get(id), Action)):
                own = f" ({teller.words('own-lead')})" if by_lead(view, action, one) else ""
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
        for course in view.register.of_type("course"):
            if isinstance(course, Course) and course.scheduling and not is_finished(view, course):
                told.append((teller.name(course), course.scheduling))
        for finding in view.register.of_type("finding"):
            if isinstance(finding, Finding) and not is_withdrawn(view, finding) and only_training(view, finding):
                told.append((teller.entry(finding), teller.words("only-training")))
        return (teller.table("training", columns, told, nothing="no-training"),)

    def _national(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (teller.column("recommendation", 60), teller.column("reach", 14), teller.column("status", 16))
        told = []
        for one in view.register.of_type("recommendation"):
            if isinstance(one, Recommendation) and one.reach in ("regional", "national") and not is_finished(view, one):
                words = teller.entry(one)
                told.append((words, teller.words(f"reach-{one.reach}"), teller.status(one)))
        return (teller.table("national", columns, told, nothing="no-national"),)

    def _challenge(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (teller.column("question", 60), teller.column("status", 16))
        told = []
        for one in view.register.of_type("finding"):
            if isinstance(one, Finding) and one.sort == "question" and not is_finished(view, one):
                told.append((teller.entry(one), teller.status(one)))
        return (
            teller.table("challenge", columns, told, nothing="no-questions"),
            Heading(teller.words("in-force")),
            accepted_table(teller, self._gaps),
        )

    def _voice(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        strongest = "child-and-family"
        columns = (teller.column("when", 16), teller.column("evidence", 70))
        told = []
        for one in view.register.of_type("evidence"):
            if isinstance(one, Evidence) and one.sort == strongest and not is_withdrawn(view, one):
                teller.shows(one)
                told.append((teller.read(one.on), one.text or one.where))
        return (teller.table("voice", columns, told, nothing="no-voice"),)

    def _executive(self) -> Sequence[Block]:
        teller, view = self._teller, self._view
        columns = (teller.column("what", 60), teller.column("why", 50))
        told = []
        for action in self._actions:
            if is_raised(view, action):
                told.append((teller.entry(action), "; ".join(exceptions(teller, action))))
        for review in view.register.of_type("review"):
            for deadline in deadlines_of(view, review):
                if deadline.status == "overdue":
                    late = teller.words("days-overdue", n=deadline.days or 0)
                    told.append(
                        (teller.name(review), f"{late}. {teller.label(deadline.rule.says)}: {deadline.reckoning}")
                    )
        return (teller.table("executive", columns, told, nothing="nothing-for-executive"),)

    def _forward_plan(self) -> Sequence[Block]:
        until = self._view.day + AHEAD
        coming = [one for one in due(self._view) if one.standing == "coming" and one.last and one.last <= until]
        return (due_table(self._teller, "forward-plan", coming, nothing="nothing-ahead"),)

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
        for review in view.register.of_type("review"):
            for one in deadlines_of(view, review) if not is_finished(view, review) else ():
                if one.status not in ("met", "not-owed"):
                    beside = "; ".join(str(other) for other in one.others)
                    says = teller.label(one.rule.says)
                    told.append((teller.name(review), says, Cell(one.last), str(one.reckoning), beside))
        return (teller.table("reckonings", columns, told, nothing="no-reckonings"),)


def _next(deadlines: Sequence[Deadline]) -> Deadline | None:
    """Choose the deadline to look at: the one missed longest, else the next one to come."""
    owed = [one for one in deadlines if one.status in ("overdue", "coming") and one.last is not None]
    return min(owed, key=lambda one: (one.last or date.max, one.rule.id), default=None)
