"""What was answered to recommendations."""

import pytest

from lif_core.intake.replies import stance_of


@pytest.mark.parametrize(
    ("text", "heading", "stance"),
    [
        ("Accepted", "Response", "accepted"),
        ("Accepted. Training is booked.", "Response", "accepted"),
        ("Partially accepted - see plan", "Response", "accepted-in-part"),
        ("Not accepted: no power to do so", "Response", "not-accepted"),
        ("Awaiting response", "Response", "no-reply"),
        ("Yes", "Accepted?", "accepted"),
        ("N", "Accepted (Y/N)", "not-accepted"),
        ("Yes", "Response", "unclear"),
        ("Accepted in principle", "Response", "unclear"),
        ("We will look at the pathway", "Response", "unclear"),
        ("", "Response", "unclear"),
    ],
)
def test_stances(text: str, heading: str, stance: str) -> None:
    assert stance_of(text, heading) == stance


def test_answers_stand_on_the_recommendation(board, book) -> None:
    rows = (
        ("Recommendation", "Addressed to", "Accepted?"),
        ("Review the pathway", "NHS England", "Yes"),
        ("Share what is known", "NHS England", "We already do"),
        ("Write to schools", "", "No"),
        ("Tell the board", "NHS England", ""),
    )
    planned = board.take(book(rows=rows))
    replies = [recommendation.replies for recommendation in board.records("recommendation")]
    assert [[reply.stance for reply in several] for several in replies] == [
        ["accepted"],
        ["unclear"],
        ["not-accepted"],
        [],
    ]
    assert replies[0][0].body.body == "nhs-england"
    assert replies[1][0].why == "We already do"
    assert not replies[2][0].body.named
    assert {"reply-unclear", "reply-by-nobody"} <= {question.code for question in planned.questions}
    assert not planned.aside
    assert board.take(book(rows=rows)).requests == ()


def test_a_body_in_the_heading_is_whose_answer_it_is(board, book) -> None:
    rows = (("Recommendation", "NHS England response"), ("Review the pathway", "Accepted"), ("Write", "Rejected"))
    board.take(book(rows=rows))
    assert {r.replies[0].body.body for r in board.records("recommendation")} == {"nhs-england"}


def test_a_changed_answer_amends_the_recommendation(board, book) -> None:
    rows = (
        ("Recommendation", "To whom", "Response"),
        ("Review", "NHS England", "Awaited"),
        ("Write", "NHS England", "Accepted"),
    )
    board.take(book(rows=rows))
    changed = board.take(book(rows=(rows[0], ("Review", "NHS England", "Accepted"), rows[2])))
    assert [list(request.set) for request in changed.requests] == [["replies"]]


def test_a_response_to_no_recommendation_is_asked_about(board, book) -> None:
    planned = board.plan(book(rows=(("Action", "Lead", "Response"), ("Do it", "Police", "Yes"))))
    assert "column-unknown" in [question.code for question in planned.questions]
