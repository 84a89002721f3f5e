"""Gaps of returns, challenges, products, consultations and meetings: each where it is, and not where it is not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from lif_core.measures.gaps import gaps, known
from lif_core.records import (
    Acknowledgement,
    Challenge,
    Consultation,
    Finding,
    Heard,
    Hold,
    Meeting,
    Note,
    Party,
    Product,
    Record,
    Return,
    Review,
    Section,
)
from lif_core.values.when import When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
POLICE, SCHOOLS = Party(body="police"), Party(body="schools")
OWN = {
    *("return-overdue", "challenge-unanswered", "answer-without-evidence", "challenge-not-raised"),
    *("product-wider-than-source", "product-source-held", "product-heading-missing", "product-unacknowledged"),
    *("consultation-without-answer", "comments-not-looked-at", "meeting-without-minutes", "minutes-not-agreed"),
}


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


PAST, AHEAD = on(2024, 5, 1), on(2024, 7, 1)


def asked(**given: Any) -> Return:
    return Return(id="demo/return/1", **{"state": "asked", "agency": POLICE, "due": PAST, **given})


def challenge(**given: Any) -> Challenge:
    return Challenge(id="demo/challenge/1", **{"state": "raised", "question": "Why?", "due": PAST, **given})


def product(**given: Any) -> Product:
    own = {
        "state": "published",
        "kind": "briefing-note",
        "disclosure": "practitioners",
        "draws_on": ("demo/finding/1",),
    }
    return Product(id="demo/product/1", **{**own, **given})


def finding(**given: Any) -> Finding:
    return Finding(id="demo/finding/1", **{"state": "closed", "disclosure": "practitioners", **given})


def review(**given: Any) -> Review:
    return Review(id="demo/review/1", **{"kind": "other-review", "state": "closed", **given})


def consultation(**given: Any) -> Consultation:
    own = {"state": "closed", "question": "What do you think?", "opens": on(2024, 4, 1), "closes": PAST}
    return Consultation(id="demo/consultation/1", **{**own, **given})


def comment(state: str) -> Note:
    return Note(id="demo/note/1", kind="comment", state=state, about=("demo/consultation/1",), text="Good")


def meeting(number: int, day: When, state: str = "held") -> Meeting:
    return Meeting(id=f"demo/meeting/{number}", body="quality-assurance-group", on=day, state=state)


def acknowledged(state: str, agency: Party = POLICE) -> Acknowledgement:
    return Acknowledgement(
        id=f"demo/acknowledgement/{agency.body}", state=state, product="demo/product/1", agency=agency
    )


HELD = Hold(kind="criminal", since=on(2024, 3, 1))
ANSWERED = (Heard(you_said="More", we_did="More was done"),)
SENT = product(due=PAST, to=(POLICE, SCHOOLS))
CASES: dict[str, tuple[tuple[Record, ...], tuple[Record, ...]]] = {
    "return-overdue": ((asked(),), (asked(state="returned"),)),
    "challenge-unanswered": ((challenge(),), (challenge(due=AHEAD),)),
    "answer-without-evidence": (
        (challenge(state="answered", answer="So"),),
        (challenge(state="answered", answer="So", rests_on=("demo/finding/1",)), finding()),
    ),
    "product-wider-than-source": (
        (product(), finding(disclosure="partnership")),
        (product(cleared_by="independent-scrutineer", cleared_from="partnership"), finding(disclosure="partnership")),
    ),
    "product-source-held": (
        (product(), finding(reviews=("demo/review/1",)), review(holds=(HELD,))),
        (product(), finding(reviews=("demo/review/1",)), review(holds=(attrs.evolve(HELD, until=on(2024, 4, 1)),))),
    ),
    "product-heading-missing": (
        (product(kind="seven-minute-briefing", sections=(Section(heading="Background", text="words"),)),),
        (product(kind="seven-minute-briefing", state="draft"),),
    ),
    "product-unacknowledged": (
        (SENT, acknowledged("asked")),
        (SENT, acknowledged("confirmed"), acknowledged("confirmed", SCHOOLS)),
    ),
    "consultation-without-answer": ((consultation(),), (consultation(heard=ANSWERED),)),
    "comments-not-looked-at": (
        (consultation(heard=ANSWERED), comment("held")),
        (consultation(heard=ANSWERED), comment("accepted")),
    ),
    "meeting-without-minutes": ((meeting(1, PAST, "planned"),), (meeting(1, PAST),)),
    "minutes-not-agreed": (
        (meeting(1, on(2024, 3, 1)), meeting(2, PAST)),
        (meeting(1, on(2024, 3, 1), "minutes-agreed"), meeting(2, PAST)),
    ),
}


def codes(view: View) -> list[str]:
    return [gap.code for gap in gaps(view)]


@pytest.mark.parametrize("code", CASES)
def test_it_appears_where_something_is_missing_and_not_where_it_is_there(see: See, code: str) -> None:
    missing, there = CASES[code]
    assert codes(see(DAY, missing)).count(code) == 1
    assert code not in codes(see(DAY, there))


@pytest.mark.parametrize("code", CASES)
def test_every_gap_is_one_sentence_and_a_cure(see: See, code: str) -> None:
    (gap,) = [one for one in gaps(see(DAY, CASES[code][0])) if one.code == code]
    assert gap.says[0].isupper() or gap.says[0].isdigit()
    assert gap.says.endswith((".", "…"))
    assert gap.mend.endswith(".") or gap.mend.endswith('did".')
    assert "None" not in str(gap)


def test_a_source_that_is_made_narrower_after_the_clearing_asks_for_it_again(see: See) -> None:
    cleared = product(cleared_by="independent-scrutineer", cleared_from="partnership")
    (gap,) = [
        one
        for one in gaps(see(DAY, cleared, finding(disclosure="review-team")))
        if one.code == "product-wider-than-source"
    ]
    assert "a source was made narrower since" in gap.says


def test_a_product_is_one_gap_however_many_agencies_have_not_answered(see: See) -> None:
    (gap,) = [one for one in gaps(see(DAY, SENT)) if one.code == "product-unacknowledged"]
    assert gap.says == "2 of 2 agencies have not said by 1 May 2024 that it arrived: Police, Schools."


def test_every_code_of_ours_is_known_and_has_a_case(see: See) -> None:
    for code in OWN:
        known(code, see(DAY))
    assert OWN - set(CASES) == {"challenge-not-raised"}  # in test_ladder_of_challenges: no shipped layer has a ladder
