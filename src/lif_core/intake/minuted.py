"""Minuted: what filled-in minutes ask of the register, or everything in them that cannot be.

Everything is looked at before anything is asked. A number that stands twice, is unknown or was altered, an answer that
nobody can read, a lead that is no agency or role: all of it is told at once.
"""

from datetime import date
from typing import Any

from lif_core.errors import Problem, Refused, nearest
from lif_core.framework.shape import Kind
from lif_core.intake.coming import coming
from lif_core.intake.minutes import ArisingRow, ItemRow, MinutesRead
from lif_core.intake.statuses import Statuses, folded
from lif_core.measures.meetings import KEY, number_of
from lif_core.records import Action, AgendaItem, Decision, Link, Meeting, Note, Party, Record
from lif_core.rules.requests import (
    Amend,
    Move,
    PlanAction,
    RecordDecision,
    Request,
    Reschedule,
    WriteNote,
)
from lif_core.rules.steps import settling_step
from lif_core.values.personal import CAUTION, hints_in, identifiers_in, listed
from lif_core.values.reading import read_when
from lif_core.values.saying import plain_day
from lif_core.values.typed import doubt_about
from lif_core.values.when import When
from lif_core.view.kinds import is_finished, kind_of, name_of
from lif_core.view.register import type_name
from lif_core.view.signing import signatures
from lif_core.view.view import View

_YES = frozenset(("yes", "y", "agreed", "agree", "approved", "signed off", "ie", "ydw", "cytunwyd"))
_NO = frozenset(("no", "n", "not agreed", "declined", "rejected", "na", "nac ydw", "ni chytunwyd"))
_THERE = frozenset((*_YES, "present", "there", "x", "yn bresennol"))
_APOLOGIES = frozenset(("apologies", "apology", "apologies sent", "ymddiheuriadau"))
_ABSENT = frozenset((*_NO, "absent", "not there", ""))


class Minuted:
    """What a minutes shell asks of the register, made ready item by item.

    Attributes:
        places: by the number of a request, the number in the minutes it comes from.
        decided: numbers that are written.
        kept: numbers whose words are written, and which move nothing.
        empty: numbers under which nothing was written.
        unchanged: numbers that say what is on record already.
        notices: sentences about what should be looked at.
        present: who was there.
        old: ids of records that an earlier reading of the minutes made.
    """

    def __init__(self, view: View, meeting: Meeting, read: MinutesRead, day: date) -> None:
        self._view, self._meeting, self._read, self._day = view, meeting, read, day
        self._items = {item.number: item for item in meeting.items}
        self._problems: list[Problem] = []
        self._requests: list[Request] = []
        self.places: dict[int, str] = {}
        self.decided: list[str] = []
        self.kept: list[str] = []
        self.empty: list[str] = []
        self.unchanged: list[str] = []
        self.notices: list[str] = []
        self.present: tuple[Party, ...] = ()
        self.old: set[str] = set()

    def requests(self) -> list[Request]:
        """Give everything that is asked.

        Raises:
            Refused: with everything in the minutes that cannot be.
        """
        self._held()
        self._numbers()
        for row in self._read.items:
            if row.number in self._items:
                self._item(row, self._items[row.number])
        for arising in self._read.arising:
            self._arising(arising)
        self._words()
        if self._problems:
            raise Refused(self._problems)
        return self._requests

    def _ask(self, number: str, *requests: Request) -> None:
        for request in requests:
            self._requests.append(request)
            self.places[len(self._requests)] = number

    def _wrong(self, code: str, number: str, says: str, mend: str, place: str = "", near: str | None = None) -> None:
        where = ", ".join(part for part in (place, number) if part)
        self._problems.append(Problem(f"minutes.{code}", says, mend, where, nearest=near))

    # -- the meeting itself --------------------------------------------------------------------------------------

    def _held(self) -> None:
        """Say who was there, and that the meeting was held."""
        there, apologies = [], []
        for row in self._read.there:
            said = row.said.casefold()
            if not row.who or said in _ABSENT:
                continue
            party = self._party(row.who, row.number, row.place)
            if said in _THERE:
                there.append(party)
            elif said in _APOLOGIES:
                apologies.append(party)
            else:
                says = "It cannot be read whether they were there."
                self._wrong("there", row.number, says, "Write yes, no or apologies.", row.place)
        self.present = tuple(there) or self._meeting.present
        meeting, values = self._meeting, dict[str, Any]()
        if there and tuple(there) != meeting.present:
            values["present"] = there
        if apologies and tuple(apologies) != meeting.apologies:
            values["apologies"] = apologies
        if values:
            self._ask("P", Amend(meeting.id, values))
        kind = kind_of(self._view, meeting)
        if not is_finished(self._view, meeting) and (state := settling_step(kind, meeting.state)):
            self._ask("M", Move(meeting.id, state, when=min(self._day, self._view.day)))

    def _party(self, said: str, number: str, place: str) -> Party:
        framework = self._view.framework
        body, role = framework.find_body(said), framework.find_role(said)
        if body is None and role is None:
            known = [item.words for table in ("body", "role") for item in framework.items(table).values()]
            says = "This is no agency and no role that the framework knows."
            mend = "Name an agency or a role, never a person; a layer adds those that are missing."
            self._wrong("unknown-party", number, says, mend, place, nearest(said[:120], known))
            return Party()
        return Party(body=body) if body is not None else Party(role=role or "")

    # -- numbers -------------------------------------------------------------------------------------------------

    def _numbers(self) -> None:
        """See that each number of the agenda stands there once, with what it was sent with."""
        seen = dict[str, int]()
        for row in self._read.items:
            seen[row.number] = seen.get(row.number, 0) + 1
            if row.number not in self._items:
                says = "No item of this meeting has this number."
                near = nearest(row.number, self._items)
                self._wrong("unknown-number", row.number, says, "Put the number back as it was sent.", row.place, near)
            elif row.key and row.key != self._key(row.number):
                says = "The number of this row was altered, or the row was pasted from elsewhere."
                self._wrong("number-altered", row.number, says, "Put the number back as it was sent.", row.place)
        for number, count in seen.items():
            if count > 1:
                says = f"This number stands there {count} times."
                self._wrong("number-twice", number, says, "Keep the row that holds; delete the other.")
        for number in self._items:
            if number not in seen:
                says = "This item is not in the file: its row was deleted, or its number altered."
                self._wrong(
                    "number-missing", number, says, "Put the row back; leave it empty where nothing was decided."
                )

    def _key(self, number: str) -> str:
        return f"{self._meeting.id} {number} {self._items[number].about}"

    # -- items ---------------------------------------------------------------------------------------------------

    def _item(self, row: ItemRow, item: AgendaItem) -> None:
        if row.is_empty:
            self.empty.append(row.number)
            return
        record = self._view.register.get(item.about)
        if record is None:
            says = "What this item is about is no longer on record."
            self._wrong("gone", row.number, says, "Take the answer out, and say in words what was decided.", row.place)
            return
        if item.asks == "decision":
            self._decision(row, record)
        elif item.asks == "date":
            self._date(row, record)
        else:
            self._step(row, item, record)

    def _decision(self, row: ItemRow, record: Record) -> None:
        """A question that was prepared: the words are the decision."""
        assert isinstance(record, Decision)
        self._no_date(row)
        if not row.decided:
            self._wrong(
                "no-outcome", row.number, "A reason is given and no decision.", "Write the decision.", row.place
            )
            return
        if is_finished(self._view, record):
            self._once(row, record)
            return
        kind = kind_of(self._view, record)
        values: dict[str, Any] = {
            "outcome": _joined(row.decided, row.because),
            "by": self._group(),
            "on": self._day,
            "meeting": self._meeting.id,
            "keys.agenda": row.number,
        }
        values |= {"dissent": row.dissent} if row.dissent else {}
        values |= {"ref": row.number} if not record.ref else {}
        state = settling_step(kind, record.state)
        moves = (Move(record.id, state, when=self._reached, why=row.because),) if state else ()
        self._ask(row.number, Amend(record.id, values), *moves)
        self.decided.append(row.number)

    def _step(self, row: ItemRow, item: AgendaItem, record: Record) -> None:
        """Something that goes to another status, or does not: yes, no, or a status it could go to."""
        self._no_date(row)
        kind = kind_of(self._view, record)
        answer = self._answer(row, item, record, kind)
        if answer is None:
            return
        before = self._decided_before(row.number)
        outcome = _outcome(answer, row.because)
        if before is not None:
            self._once(row, before, outcome)
            return
        signs = item.asks == "sign-off" and self._signs(record)
        state = self._signed(signs, answer) if signs else self._made()
        self._ask(row.number, self._recorded(row, record, outcome, state, signs or ""))
        if answer and not self._waits_for_others(record, item, row.number) and record.state != answer:
            self._ask(row.number, Move(record.id, answer, when=self._reached, why=row.because))
        self.decided.append(row.number)

    def _answer(self, row: ItemRow, item: AgendaItem, record: Record, kind: Kind) -> str | None:
        """Tell the status that was decided on, empty for no; None where it cannot be read, which is told."""
        said = " ".join(row.decided.casefold().replace("-", " ").split()).rstrip(".!")
        if said in _YES:
            return item.to
        if said in _NO:
            if not row.because:
                says = "It was declined and no reason is given."
                self._wrong("no-reason", row.number, says, "Write the reason beside it.", row.place)
                return None
            return ""
        states = self._following(record, kind)
        if said in states:
            return states[said]
        says = "It cannot be read what was decided." if said else "Something is written, and no decision."
        mend = f"Write yes, no, or one of: {', '.join(states)}; put everything else under the reason."
        self._wrong("no-answer", row.number, says, mend, row.place, nearest(said[:60], states) if said else None)
        return None

    def _following(self, record: Record, kind: Kind) -> dict[str, str]:
        """Give the statuses that a record could go to, by the words for them."""
        states = {state.replace("-", " "): state for state in kind.moves.get(record.state, ())}
        framework = self._view.framework
        for state in kind.moves.get(record.state, ()):
            if framework.has("wording", state):
                words = framework.wording(state)
                states |= {word.casefold(): state for word in (words.en, words.cy) if word}
        return states

    def _date(self, row: ItemRow, record: Record) -> None:
        """Another target date, which asks for a reason; or a status; or words that are kept as a decision."""
        assert isinstance(record, Action)
        if row.new_date is None:
            self._undated(row, record)
            return
        doubt = doubt_about(row.new_date) if isinstance(row.new_date, str) else None
        if doubt is not None:
            self._wrong("date-in-doubt", row.number, doubt.says, doubt.mend, row.place)
            return
        when = self._day_said(row.new_date, row.number)
        if not when.is_certain:
            says = "No day can be told from the new date."
            self._wrong("no-day", row.number, says, "Write one day, such as 30 Sep 2024.", row.place)
            return
        if self._status_said(row, record) not in ("", record.state):
            says = "A status is written, and a new date: it cannot be read which of them holds."
            mend = "Keep the one that was decided; write the reason of a new date beside it."
            self._wrong("two-answers", row.number, says, mend, row.place)
            return
        if record.due is not None and (record.due.first, record.due.last) == (when.first, when.last):
            self.unchanged.append(row.number)
            return
        reason = row.because or row.decided
        if not reason:
            says = "A new date is given and no reason."
            self._wrong("no-reason", row.number, says, "Write the reason beside it.", row.place)
            return
        self._ask(row.number, Reschedule(record.id, when, why=reason))
        self.decided.append(row.number)

    def _day_said(self, given: str | date, number: str) -> When:
        """Read a day; words without a year mean the one that comes next after the meeting, and that is told."""
        if isinstance(given, date):
            return When.on(given)
        when = coming(given, self._day)
        if when is None or when.last is None:
            return read_when(given)
        self.notices.append(
            f"{number}: no year is written; read as {plain_day(when.last)}, the next after the meeting."
        )
        return when

    def _status_said(self, row: ItemRow, record: Record) -> str:
        """Tell the status that the words of an item name; empty where they name none."""
        said = " ".join(row.decided.split())
        state = self._following(record, kind_of(self._view, record)).get(folded(said).replace("-", " "), "")
        return state or Statuses.of(self._view.framework, type_name(record), {}).read(said, {}).state

    def _undated(self, row: ItemRow, record: Record) -> None:
        """Words under an item that asks for a date: a status moves it; a sentence is kept, and told to move nothing."""
        state = self._status_said(row, record)
        before = self._decided_before(row.number)
        if before is not None:
            is_same = bool(state) and before.outcome == _outcome(state, row.because)
            self._once(row, before, before.outcome if is_same else "")
            return
        following = kind_of(self._view, record).moves.get(record.state, ())
        cure = f"a new date with its reason, or one of: {', '.join(following)}"
        if state in following:
            outcome = _outcome(state, row.because)
            moved = Move(record.id, state, when=self._reached, why=row.because)
            self._ask(row.number, self._recorded(row, record, outcome, self._made()), moved)
            self.decided.append(row.number)
        elif (state and state != record.state) or (row.decided and " " not in row.decided):
            says = f"It cannot go to {state.replace('-', ' ')}." if state else "It cannot be read what was decided."
            self._wrong(
                "no-answer", row.number, says, f"Write {cure}; or a sentence, which is kept in words.", row.place
            )
        else:
            outcome = _joined(row.decided, row.because)
            self._ask(row.number, self._recorded(row, record, outcome, self._made()))
            self.kept.append(row.number)
            self.notices.append(f"{row.number}: its words are kept and nothing moves. To move it, write {cure}.")

    def _recorded(self, row: ItemRow, record: Record, outcome: str, state: str, kind: str = "") -> RecordDecision:
        return RecordDecision(
            name_of(self._view, record),
            kind=kind,
            state=state,
            ref=row.number,
            about=record.id,
            outcome=outcome,
            by=self._group(),
            on=self._day,
            dissent=row.dissent,
            meeting=self._meeting.id,
            keys={"agenda": row.number},
        )

    def _no_date(self, row: ItemRow) -> None:
        if row.new_date is not None:
            says = "A new date stands under an item that asks for none."
            self._wrong("date-not-asked", row.number, says, "Take it out, or write it as an action arising.", row.place)

    def _once(self, row: ItemRow, before: Decision, outcome: str = "") -> None:
        """What was decided already is left alone where the file says the same; told where it says something else."""
        if before.outcome == (outcome or _joined(row.decided, row.because)):
            self.unchanged.append(row.number)
            return
        says = "Something else was decided under this number already."
        mend = f"Correct the decision itself ({before.id}), or bring it to the next meeting."
        self._wrong("decided-already", row.number, says, mend, row.place)

    def _decided_before(self, number: str) -> Decision | None:
        every: list[Decision] = self._view.register.sources(self._meeting.id, "decision")
        return next((one for one in every if one.meeting == self._meeting.id and number_of(one) == number), None)

    @property
    def _reached(self) -> date:
        return min(self._day, self._view.day)

    def _group(self) -> Party:
        return Party(body=self._meeting.body)

    def _made(self) -> str:
        kind = self._view.framework.kind("decision", "standard")
        return settling_step(kind, kind.initial) if kind.states else ""

    # -- signing -------------------------------------------------------------------------------------------------

    def _signs(self, record: Record) -> str:
        """Tell the kind of decision by which a group signs off; empty where nobody is to sign this record off."""
        if not signatures(self._view, record):
            return ""
        kinds = self._view.framework.kinds("decision")
        return next((id for id, kind in kinds.items() if kind.signs), "")

    def _signed(self, kind_id: str, answer: str) -> str:
        kind = self._view.framework.kind("decision", kind_id)
        if answer:
            return kind.done[0] if kind.done else kind.initial
        declined = [state for state in kind.finished if state not in (*kind.done, *kind.withdrawn)]
        return declined[0] if declined else kind.initial

    def _waits_for_others(self, record: Record, item: AgendaItem, number: str) -> bool:
        """Whether others of the chain are still to sign, so that the record stays where it is for now."""
        if item.asks != "sign-off":
            return False
        missing = [one.body for one in signatures(self._view, record) if not one.is_given]
        others = [body for body in missing if body != self._meeting.body]
        if others and self._signs(record):
            self.notices.append(f"{number}: {others[0].replace('-', ' ')} is still to sign it off.")
            return True
        return False

    # -- what arose ----------------------------------------------------------------------------------------------

    def _arising(self, row: ArisingRow) -> None:
        if not row.text:
            if row.lead or row.due or row.item:
                says = "A lead, a date or an item is given, and not what is to be done."
                self._wrong("no-action", row.number, says, "Write what is to be done.", row.place)
            return
        key = f"{self._meeting.id}#{row.number}"
        before = next(iter(self._view.register.keyed(KEY, key)), None)
        if isinstance(before, Action):
            self.old.add(before.id)
            if before.text == row.text:
                self.unchanged.append(row.number)
            else:
                says = "Another action arose under this number already."
                self._wrong("arose-already", row.number, says, "Write it in an empty row.", row.place)
            return
        self._personal(row.number, row.text, row.place)
        due = self._day_said(row.due, row.number) if row.due is not None else None
        if due is not None and due.reading in ("undated", "ambiguous"):
            says = "No day can be told from the date by when it is to be done."
            mend = "Write one day, such as 30 Sep 2024, or leave it empty."
            self._wrong("no-day", row.number, says, mend, row.place)
        lead = self._party(row.lead, row.number, row.place) if row.lead else None
        answers, links = self._from(row)
        body = self._meeting.body
        role = lead.role if lead is not None and lead.role else ""
        self._ask(
            row.number,
            PlanAction(
                row.text,
                lead=lead if lead is not None and lead.body else None,
                lead_role=role,
                group=body,
                due=due,
                answers=answers,
                links=links,
                keys={KEY: key},
            ),
        )
        self.decided.append(row.number)

    def _from(self, row: ArisingRow) -> tuple[tuple[str, ...], tuple[Link, ...]]:
        """Give what an action arising answers, and what it arose from, by the number of the item it came from."""
        if not row.item:
            return (), ()
        item = self._items.get(row.item)
        if item is None:
            says = "The item that this action comes from has a number that is not on the agenda."
            self._wrong("unknown-number", row.number, says, "Correct the number, or leave it out.", row.place)
            return (), ()
        record = self._view.register.get(item.about)
        if record is None:
            return (), ()
        return tuple(getattr(record, "answers", ())), (Link("arose-from", record.id),)

    def _words(self) -> None:
        for row in self._read.words:
            if not row.text:
                continue
            key = f"{self._meeting.id}#{row.number}"
            before = next(iter(self._view.register.keyed(KEY, key)), None)
            if isinstance(before, Note):
                self.unchanged.append(row.number)
                continue
            self._personal(row.number, row.text, row.place)
            item = self._items.get(row.item) if row.item else None
            if row.item and item is None:
                says = "What is to be kept is about a number that is not on the agenda."
                self._wrong("unknown-number", row.number, says, "Correct the number, or leave it out.", row.place)
                continue
            about = [self._meeting.id, *([item.about] if item is not None else [])]
            note = WriteNote(about=about, sort="minute", text=row.text, by=self._group(), on=self._day, keys={KEY: key})
            self._ask(row.number, note)
            self.decided.append(row.number)

    def _personal(self, number: str, text: str, place: str) -> None:
        found = identifiers_in(text)
        if found:
            says = f"There is {listed(found)} in it; minutes are kept without what tells who somebody is."
            self._wrong("identifies", number, says, "Take that out.", place)
        elif hints := hints_in(text):
            self.notices.append(
                f"{number} may say who somebody is: it looks as if {listed(hints)} stood in it. {CAUTION}"
            )


def _joined(decided: str, because: str) -> str:
    if decided and because:
        return f"{decided} Because: {because}"
    return decided or because


def _outcome(answer: str, because: str) -> str:
    told = f"Agreed: {answer.replace('-', ' ')}." if answer else "Not agreed."
    return f"{told} Because: {because}" if because else told
