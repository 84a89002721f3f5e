"""Scrutiny: challenges and their answers, what people were asked, and samples that nobody could have picked."""

from typing import Annotated, Any

from cyclopts import Parameter

from lif_cli.opening import heading_of, item_asked, of_view, opened, record_asked, role_of, view_of
from lif_cli.options import VIEWING, WRITING, Day, Viewing, Writing
from lif_cli.printing import plural, say, table, tell
from lif_cli.refusals import FINE, wrong_words
from lif_cli.requesting import write_one
from lif_cli.telling import full_name
from lif_core.measures.challenges import Challenged
from lif_core.measures.challenges import challenges as every_challenge
from lif_core.measures.consultations import Consulted
from lif_core.measures.consultations import consultations as every_consultation
from lif_core.measures.ladder import raised_challenges
from lif_core.records import Record
from lif_core.rules.requests import AnswerChallenge, EscalateChallenge
from lif_core.view.view import View


def challenges(*, to: str = "", kind: str = "", view: Viewing = VIEWING) -> int:
    """Tell every challenge and question of the scrutineer: answered or not, on what evidence, raised how far.

    Args:
        to: only those put or raised to this body or role.
        kind: only those of this kind, such as `scrutiny-question`.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        every = every_challenge(now)
        wanted = item_asked(now, ("body", "role"), to, {name for one in every for name in (*one.to, *one.raised)})
        found = every_challenge(now, to=wanted, kind=item_asked(now, ("challenge",), kind, {one.kind for one in every}))
        if view.json:
            tell({**of_view(now), "challenges": [_plain(one) for one in found]})
            return FINE
        say(heading_of(lif, now, f"Challenges: {sum(1 for one in found if one.is_open)} open of {len(found)}"))
        if found:
            rows = [(_stands(one), str(one), one.record.rpartition("/")[2]) for one in found]
            table(("Standing", "What", "Id"), rows, whole=(0, 2))
    return FINE


def _stands(one: Challenged) -> str:
    words = {
        "overdue": "OVERDUE",
        "open": "open",
        "settled-without-answer": "NO ANSWER",
        "answered-without-evidence": "NO EVIDENCE",
        "answered": "answered",
    }
    return f"{words[one.stands]} {plural(one.days, 'day')}" if one.stands == "overdue" else words[one.stands]


def _plain(one: Challenged) -> dict[str, Any]:
    return {
        "id": one.record,
        "kind": one.kind,
        "by": one.by,
        "to": list(one.to),
        "on": one.on.said if one.on else None,
        "owed": one.owed.last.isoformat() if one.owed and one.owed.last else None,
        "standing": one.stands,
        "days": one.days,
        "answered": one.answered.said if one.answered else None,
        "rests_on": list(one.rests_on),
        "raised": list(one.raised),
        "ladder": str(one.ladder) if one.ladder else None,
        "sentence": one.sentence,
    }


def answer(
    id_: Annotated[str, Parameter(name="ID")],
    text: Annotated[str, Parameter(name="ANSWER")],
    /,
    *,
    rests_on: str = "",
    answered_by: str = "",
    when: Day | None = None,
    write: Writing = WRITING,
) -> int:
    """Answer a challenge or a question of the scrutineer.

    Args:
        id_: the challenge.
        text: the answer.
        rests_on: what the answer rests on, by commas: evidence, evaluations or other records.
        answered_by: who answers; left out, who writes.
        when: the day; left out, the day given by --on.
        write: who writes, why, and on which day it takes effect.
    """

    def asked(now: View) -> AnswerChallenge:
        rests = [record_asked(now, said) for part in rests_on.split(",") if (said := part.strip())]
        return AnswerChallenge(record_asked(now, id_), text, by=answered_by or (), when=when, rests_on=rests)

    return write_one(write, asked)


def escalate(
    id_: Annotated[str, Parameter(name="ID")],
    /,
    *,
    to: str = "",
    when: Day | None = None,
    write: Writing = WRITING,
) -> int:
    """Raise a challenge further up: to whom is said, or else to whom the framework's ladder says by now.

    Args:
        id_: the challenge.
        to: to whom it is raised; left out, as the ladder of the framework says.
        when: the day; left out, the day given by --on.
        write: who writes, why (which is asked for), and on which day it takes effect.
    """

    def asked(now: View) -> EscalateChallenge:
        record = record_asked(now, id_)
        return EscalateChallenge(record, to=to or _by_ladder(now, record), when=when, why=write.why)

    return write_one(write, asked)


def _by_ladder(view: View, record: Record) -> str:
    steps = [one for one in raised_challenges(view) if one.record == record.id]
    found = [one.to if one.to and not one.told else one.next_to for one in steps]
    if not any(found):
        says = "No ladder of the framework says to whom it goes now."
        raise wrong_words("nobody-named", says, "Name them with --to.")
    return next(one for one in found if one)


def consultations(*, view: Viewing = VIEWING) -> int:
    """Tell what people were asked: until when, how many comments came and wait, and what was done about them.

    Args:
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found = every_consultation(now)
        if view.json:
            tell({**of_view(now), "consultations": [_plain_consulted(one) for one in found]})
            return FINE
        say(heading_of(lif, now, "Have your say"))
        for one in found:
            say(str(one))
            for line in one.heard:
                say(f"  You said: {line.you_said or 'not told'}", f"  We did: {line.we_did or 'not told yet'}")
        if not found:
            say("Nobody was asked.")
    return FINE


def _plain_consulted(one: Consulted) -> dict[str, Any]:
    return {
        "id": one.record,
        "on": list(one.on),
        "opens": one.opens.isoformat() if one.opens else None,
        "closes": one.closes.isoformat() if one.closes else None,
        "standing": one.stands,
        "comments": one.comments,
        "held": one.held,
        "heard": [{"you_said": line.you_said, "we_did": line.we_did} for line in one.heard],
        "unanswered": list(one.unanswered),
        "sentence": one.sentence,
    }


def sample(
    of: Annotated[str, Parameter(name="OF")] = "closed",
    /,
    *,
    n: int = 10,
    seed: str = "",
    write: Writing = WRITING,
) -> int:
    """Draw some of the closed actions by chance, and put the sample on record with its seed.

    The same seed on the same register draws the same sample, so that anybody can see that nobody picked.

    Args:
        of: what is drawn from: `closed`.
        n: how many.
        seed: the seed, any words; left out, one is drawn by chance and told.
        write: who picks, and on which day it is looked at; --dry-run draws and records nothing.
    """
    with opened(write) as lif:
        drawn = lif.sample(of, n=n, seed=seed, by=role_of(lif, write), day=write.on, keep=not write.dry_run)
        now = lif.as_of(write.on)
        found = drawn.sample
        if write.json:
            told = {"of": found.of, "seed": found.seed, "n": found.n, "drawn": list(found.drawn)}
            tell({**told, "population": found.population, "left_out": dict(found.left_out), "record": drawn.record})
            return FINE
        say(str(drawn))
        rows = [(id.rpartition("/")[2], full_name(now, now.register[id])) for id in found.drawn]
        if rows:
            table(("Id", "What"), rows, whole=(0,))
        say(f"On record: lif show {drawn.record}" if drawn.record else "Not put on record.")
    return FINE
