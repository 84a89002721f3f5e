"""Answers: a challenge is answered or raised further up, and a consultation tells what was said and done."""

import attrs

from lif_core.errors import Problem
from lif_core.records import Challenge, Consultation, Note
from lif_core.rules.amending import changed, day_given, named, refuse
from lif_core.rules.case import Case, plainly, refuse_any
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import AnswerChallenge, EscalateChallenge, TellHeard
from lif_core.rules.steps import settling_step, settling_steps, waiting_step
from lif_core.rules.taking import several
from lif_core.rules.told_twice import has_answer
from lif_core.serial.plain import Wire, to_wire
from lif_core.view.kinds import is_finished
from lif_core.view.who import party_of


def answer_challenge(case: Case, request: AnswerChallenge) -> Proposal:
    """Tell what answering a challenge would write.

    Raises:
        Refused: there is no answer, or it was answered already and nobody raised it further since.
    """
    record, kind = named(case, request.record, Challenge)
    if not request.answer.strip():
        raise refuse("answer.empty", "There is no answer.", "Give it with `answer`.", record.id)
    is_settled = record.state in settling_steps(kind) and not has_answer(record)  # moved there, and nobody answered
    state = record.state if is_settled else settling_step(kind, record.state)
    if is_finished(case.view, record) or (record.answer and record.state not in kind.waiting) or not state:
        says = f"It is {plainly(record.state)} already."
        mend = "Raise it further where the answer does not settle it, or amend the answer."
        raise refuse("answer.given", says, mend, record.id)
    taker = case.taker(record.id)
    by = list(several(request.by)) or [party_of(case.view.framework, case.by)]
    values: dict[str, Wire] = {
        "answer": request.answer,
        "answered_by": taker.wire(Challenge, "answered_by", by),
        "rests_on": [*record.rests_on, *(taker.wire(Challenge, "rests_on", request.rests_on) or ())],
    }
    day = day_given(case, taker, record, state, request.when)
    refuse_any(taker.problems)
    values["answered"] = day
    if is_settled:
        proposal = changed(case, record, {**values, f"happened.{state}": day})
    else:
        proposal = changed(case, record, values, state, day)
    if values["rests_on"]:
        return proposal
    warning = "The answer rests on nothing that is on record: name evidence with `rests_on`."
    return attrs.evolve(proposal, warnings=(*proposal.warnings, warning))


def escalate_challenge(case: Case, request: EscalateChallenge) -> Proposal:
    """Tell what raising a challenge further up would write.

    Raises:
        Refused: nobody is named, no reason is given, or nothing is open about it.
    """
    record, kind = named(case, request.record, Challenge)
    taker = case.taker(record.id)
    to = taker.wire(Challenge, "to", request.to) or []
    why = request.why or case.why
    if not to and not taker.problems:
        taker.problems.append(
            Problem("raised.to-nobody", "It is not said to whom it is raised.", "Name them with `to`.", record.id)
        )
    if not why:
        says = "A challenge is raised further only with a reason."
        taker.problems.append(Problem("reason-missing", says, "Give it with `why`.", record.id))
    state = waiting_step(kind, record.state)
    if not state and record.state not in kind.waiting:
        says = f"It is {plainly(record.state)}, and nothing of it is raised further from there."
        taker.problems.append(Problem("raised.not-open", says, "Raise a new challenge instead.", record.id))
    day = day_given(case, taker, record, state or record.state, request.when)
    refuse_any(taker.problems)
    fresh = [{"to": one, "on": day, "why": why} for one in to]
    proposal = changed(case, record, {"raised": [*to_wire(record.raised), *fresh]}, state, day)
    return attrs.evolve(proposal, reasons=(why,))


def tell_heard(case: Case, request: TellHeard) -> Proposal:
    """Tell what one more line of "you said, we did" would write.

    Raises:
        Refused: it says nothing, or names a comment that is none of this consultation or is still held.
    """
    record, _ = named(case, request.record, Consultation)
    if not request.you_said.strip() and not request.we_did.strip():
        raise refuse("heard.nothing", "It says neither what was said nor what was done.", "Give one.", record.id)
    taker = case.taker(record.id)
    notes = taker.wire(Note, "about", request.notes) if several(request.notes) else []
    refuse_any(taker.problems)
    line = {"you_said": request.you_said, "we_did": request.we_did, "notes": notes}
    fresh = {key: held for key, held in line.items() if held}
    return changed(case, record, {"heard": [*to_wire(record.heard), fresh]})
