"""Answers: challenges are answered or raised further up; comments are held, in time, and without identifiers."""

from datetime import date

import pytest

from lif_core import Partnership, Refused
from lif_core.records import Party
from lif_core.values.when import When

DAY = date(2024, 5, 14)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def challenge(lif: Partnership):
    with lif.work(by="qa-officer", on=DAY) as work:
        return work.raise_challenge("Why so late?", by="independent-scrutineer", to="police", due="28 May 2024")


@pytest.fixture
def consultation(lif: Partnership):
    with lif.work(by="qa-officer", on=date(2024, 5, 1)) as work:
        return work.consult(
            "What should change?", item="review.rapid-review", opens=date(2024, 5, 10), closes="2024-05-20"
        )


def test_a_challenge_is_put_on_a_day_and_waits(challenge) -> None:
    assert (challenge.state, challenge.on, challenge.happened) == ("raised", When.on(DAY), {"raised": When.on(DAY)})


def test_an_answer_names_who_and_what_it_rests_on(lif: Partnership, challenge) -> None:
    with lif.work(by="qa-officer", on=date(2024, 5, 20)) as work:
        shown = work.give_evidence("11 of 12 minuted", sort="document")
        one = work.answer_challenge(challenge, "Because of the rota", by="police", rests_on=shown)
    assert (one.state, one.answered_by, one.rests_on) == ("answered", Party(said="", body="police"), (shown.id,))
    assert one.answered == When.on(date(2024, 5, 20))
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=date(2024, 5, 21)) as work:
        work.answer_challenge(one, "Once more")
    assert codes(refused) == ["answer.given"]


def test_an_answer_without_evidence_is_taken_and_told(lif: Partnership, challenge) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        work.answer_challenge(challenge, "Because")
    assert "rests on nothing that is on record" in work.receipt.warnings[0]
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
        work.answer_challenge(challenge, "   ")
    assert codes(refused) == ["answer.empty"]


def test_a_challenge_climbs_with_a_reason_and_may_be_answered_again(lif: Partnership, challenge) -> None:
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
        work.escalate_challenge(challenge)
    assert codes(refused) == ["raised.to-nobody", "reason-missing"]
    with lif.work(by="qa-officer", on=date(2024, 6, 3)) as work:
        work.answer_challenge(challenge, "Because")
        one = work.escalate_challenge(challenge, to="executive", why="Not settled")
        one = work.escalate_challenge(one, to="lead-safeguarding-partner", why="Still not")
        assert [step.to.named for step in one.raised] == ["executive", "lead-safeguarding-partner"]
        assert one.state == "escalated"
        one = work.answer_challenge(one, "It was changed")
        assert (one.state, one.answer) == ("answered", "It was changed")
        one = work.move(one, "closed")
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=date(2024, 6, 4)) as work:
        work.escalate_challenge(one, to="executive", why="Again")
    assert codes(refused) == ["raised.not-open"]


def test_an_answer_is_not_owed_before_the_question(lif: Partnership) -> None:
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
        work.raise_challenge("Why?", due=date(2024, 5, 1))
    assert codes(refused) == ["challenge.days"]


def test_a_consultation_is_on_something_the_framework_has_and_closes_after_it_opens(lif: Partnership) -> None:
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
        work.consult("What do you think?", item="review.rapid-revue", opens=DAY, closes=date(2024, 5, 1))
    assert codes(refused) == ["unknown-name", "consultation.days"]
    assert refused.value.problems[0].nearest == "review.rapid-review"
    with lif.work(by="qa-officer", on=DAY) as work:
        assert work.consult("Of the whole", item="").item == ""
        assert work.consult("Of a figure", item="deadline.rapid-review.within").item == "deadline.rapid-review.within"


@pytest.mark.parametrize(("day", "code"), [(9, "comment.too-early"), (21, "comment.too-late"), (10, None), (20, None)])
def test_comments_are_taken_between_the_two_days(lif: Partnership, consultation, day: int, code: str | None) -> None:
    def comment():
        with lif.work(by="qa-officer", on=date(2024, 5, day)) as work:
            return work.write_note("More training on sharing", about=consultation)

    if code is None:
        one = comment()
        assert (one.kind, one.state, one.disclosure) == ("comment", "held", "partnership")
        return
    with pytest.raises(Refused) as refused:
        comment()
    assert codes(refused) == [code]
    assert "this one is of" in refused.value.problems[0].says


def test_a_comment_that_came_in_time_may_be_written_down_later(lif: Partnership, consultation) -> None:
    with lif.work(by="qa-officer", on=date(2024, 6, 3)) as work:
        assert work.write_note("By letter", about=consultation, on=date(2024, 5, 19)).state == "held"
    with pytest.raises(Refused), lif.work(by="qa-officer", on=date(2024, 5, 12)) as work:
        work.write_note("In May or June", about=consultation, on="May 2024")


def test_a_consultation_that_was_closed_early_takes_no_more(lif: Partnership, consultation) -> None:
    with lif.work(by="qa-officer", on=date(2024, 5, 12)) as work:
        work.move(consultation, "closed")
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=date(2024, 5, 13)) as work:
        work.write_note("Too late", about=consultation)
    assert codes(refused) == ["comment.not-open"]


def test_other_notes_about_a_consultation_are_not_comments(lif: Partnership, consultation) -> None:
    with lif.work(by="qa-officer", on=date(2024, 6, 3)) as work:
        note = work.write_note("Closed as planned", about=consultation, sort="progress")
    assert (note.kind, note.state) == ("standard", "written")


def test_a_comment_is_held_first_and_inside(lif: Partnership, consultation) -> None:
    for given, code in (
        ({"state": "accepted"}, "comment.held-first"),
        ({"disclosure": "public"}, "comment.held-first"),
    ):
        with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
            work.write_note("Words", about=consultation, **given)
        assert codes(refused) == [code]
    with lif.work(by="qa-officer", on=DAY) as work:
        note = work.write_note("Words", about=consultation)
        with pytest.raises(Refused):
            work.amend(note, {"disclosure": "public"})
        work.move(note, "accepted")
        assert work.amend(note, {"disclosure": "public"}).disclosure == "public"


def test_a_comment_of_a_public_consultation_is_not_public(lif: Partnership) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        asked = work.consult("Have your say", opens=DAY, disclosure="public")
        assert work.write_note("Words", about=asked).disclosure == "partnership"


def test_identifiers_are_refused_and_names_are_warned_about_without_being_repeated(
    lif: Partnership, consultation
) -> None:
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
        work.write_note("Write to someone@example.org", about=consultation)
    assert codes(refused) == ["comment.identifies"]
    assert "someone@example.org" not in str(refused.value)
    with lif.work(by="qa-officer", on=DAY) as work:
        work.write_note("We told Jordan Example so", about=consultation)
    (warning,) = work.receipt.warnings
    assert "it looks as if a name stood in it" in warning
    assert "cannot be relied on" in warning
    assert "Jordan" not in warning


def test_you_said_we_did_rests_on_comments_that_were_looked_at(lif: Partnership, consultation) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        note = work.write_note("Words", about=consultation)
        other = work.write_note("Words", sort="progress")
        for notes, code in ((note, "heard.held-note"), (other, "heard.other-note")):
            with pytest.raises(Refused) as refused:
                work.tell_heard(consultation, you_said="More", we_did="Done", notes=notes)
            assert codes(refused) == [code]
        with pytest.raises(Refused):
            work.tell_heard(consultation)
        work.move(note, "accepted")
        one = work.tell_heard(consultation, you_said="More", we_did="Done", notes=note)
        one = work.tell_heard(one, you_said="Less")
    assert [(line.you_said, line.we_did, line.notes) for line in one.heard] == [
        ("More", "Done", (note.id,)),
        ("Less", "", ()),
    ]
