"""Hinting: what is typed is looked at for what may say who somebody is; it is told, never refused, and not repeated."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.records import Finding, Note
from lif_core.rules.decide import Case, decide
from lif_core.rules.hinting import hinted
from lif_core.rules.requests import Amend, GiveEvidence, PlanAction, RecordFinding, Request
from lif_core.values.personal import CAUTION

Make = Callable[..., Case]
NAMED = "The worker met Gwenllian Prydderch at home."


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (RecordFinding(NAMED), "'text'"),
        (PlanAction("Huddle", wanted=NAMED), "'wanted'"),
        (GiveEvidence("She was born there, aged 3"), "'text'"),
        (Amend("3.2", {"text": "Write to jo@example.org"}), "'text'"),
    ],
)
def test_what_may_say_who_somebody_is_is_told_and_written_all_the_same(
    case: Make, request_: Request, field: str
) -> None:
    proposal = decide(case(), request_)
    assert proposal.changes
    (told,) = [one for one in proposal.warnings if one.endswith(CAUTION)]
    assert field in told
    assert not any(word in told for word in ("Gwenllian", "Prydderch", "jo@"))


def test_what_stood_there_already_is_not_told_again(case: Make) -> None:
    before = Finding(id="demo/finding/1", text=NAMED)
    assert list(hinted(None, before))
    assert not list(hinted(before, Finding(id="demo/finding/1", text=NAMED, ref="F1")))


def test_whoever_looks_at_many_at_once_is_not_told_of_each(case: Make) -> None:
    assert not any(CAUTION in one for one in decide(case(looks_at_words=False), RecordFinding(NAMED)).warnings)


@given(st.text(st.sampled_from("Aa Bb 1éZ.'-"), max_size=60))
def test_law_no_words_of_a_text_are_repeated(text: str) -> None:
    canary = "Zzyzx Qwerty"
    for told in hinted(None, Note(id="demo/note/1", text=f"{text} {canary} {text}")):
        assert "Zzyzx" not in told
        assert "Qwerty" not in told
