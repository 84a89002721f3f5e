"""Grades: how they are spread, and when a re-audit is better."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from lif_core.errors import UnknownName
from lif_core.measures.audits.grades import compared, graded
from lif_core.records import Answer, Evaluation, Party, Reading, Record, Return, Review
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2025, 6, 3)


def audit(number: int, disclosure: str = "partnership") -> Review:
    id, ref = f"demo/review/{number}", f"S11 {number}"
    return Review(id=id, kind="section-11-audit", ref=ref, state="closed", disclosure=disclosure)


def returns(audit: Review, counts: Mapping[str, int], to: str = "Escalation", first: int = 1) -> list[Record]:
    grades = [grade for grade, n in counts.items() for _ in range(n)]
    return [
        Return(
            id=f"demo/return/{audit.id[-1]}{number:03}",
            about=(audit.id,),
            agency=Party(body="police"),
            state="returned",
            answers=(Answer(to=to, grade=grade),),
            disclosure=audit.disclosure,
        )
        for number, grade in enumerate(grades, first)
    ]


def test_grades_are_spread_over_the_scale_the_best_one_first(see: See) -> None:
    first = audit(1)
    view = see(DAY, first, *returns(first, {"green": 5, "AMBER": 2, "": 1, "Purple": 1}))
    together, escalation = graded(view, first, "section-11")
    assert dict(together.counts) == dict(escalation.counts) == {"Green": 5, "Amber": 2, "Red": 0}
    assert (together.ungraded, together.off_scale, together.graded, together.of) == (1, 1, 7, 9)
    assert str(escalation) == "Escalation: Green 5, Amber 2, Red 0, no grade 1, another grade 1."
    best = escalation.given("Green")
    assert best is not None
    assert (best.n, best.of) == (5, 9)
    most = escalation.at_least("Amber")
    assert most is not None
    assert (most.n, most.of) == (7, 7)


def test_the_scale_is_found_by_its_grades_and_named_where_it_is_not(see: See) -> None:
    first = audit(1)
    assert graded(see(DAY, first, *returns(first, {"Green": 1})), first)[0].scale == "section-11"
    (nothing, _) = graded(see(DAY, first, *returns(first, {"Purple": 1})), first)
    assert (nothing.scale, dict(nothing.counts), nothing.off_scale) == ("", {}, 1)
    assert str(graded(see(DAY, first), first)[0]).endswith("nothing was graded.")
    with pytest.raises(UnknownName):
        graded(see(DAY, first), first, "stars")


def test_what_was_moderated_counts_before_what_agencies_say_of_themselves(see: See) -> None:
    first = audit(1)
    moderated = Evaluation(
        id="demo/evaluation/1", of=(first.id,), state="completed",
        readings=tuple(Reading(measure="Escalation", grade=one, n=n, of=9) for one, n in (("Green", 3), ("Red", 6))),
    )  # fmt: skip
    (together, _) = graded(see(DAY, first, moderated, *returns(first, {"Green": 9})), first)
    assert (together.source, dict(together.counts)) == ("evaluations", {"Green": 3, "Amber": 0, "Red": 6})


@pytest.mark.parametrize(
    ("before", "after", "verdict", "why"),
    [
        (
            {"Green": 4, "Amber": 12, "Red": 10},
            {"Green": 20, "Amber": 4, "Red": 2},
            "better",
            "Green or better: 15% to 77% (4 of 26, 20 of 26), +62 points (between +35 points and +77 points).",
        ),
        (
            {"Green": 20, "Amber": 4, "Red": 2},
            {"Green": 4, "Amber": 12, "Red": 10},
            "worse",
            "Green or better: 77% to 15% (20 of 26, 4 of 26), -62 points (between -77 points and -35 points).",
        ),
        (
            {"Green": 4, "Amber": 4, "Red": 1},
            {"Green": 6, "Amber": 2, "Red": 1},
            "not-told",
            "Green or better: 44% to 67% (4 of 9, 6 of 9), +22 points (between -20 points and +55 points); so few can "
            "differ by chance, no change is shown.",
        ),
        (
            {"Green": 5, "Amber": 45, "Red": 0},
            {"Green": 25, "Amber": 5, "Red": 20},
            "mixed",
            "Green or better: 10% to 50% (5 of 50, 25 of 50), +40 points (between +22 points and +55 points).",
        ),
        ({"Green": 4}, {}, "not-told", "the grades of the two are not of one scale of the framework, so nothing can be "
         "told in numbers."),
    ],
)  # fmt: skip
def test_a_re_audit_is_better_where_every_cut_is_and_one_by_more_than_chance(
    see: See, before: dict[str, int], after: dict[str, int], verdict: str, why: str
) -> None:
    first, again = audit(1), audit(2)
    scale = "section-11" if after else ""
    found = compared(see(DAY, first, again, *returns(first, before), *returns(again, after)), first, again, scale)
    if not after:
        first_only = compared(see(DAY, first, again, *returns(first, {"Purple": 3})), first, again)
        assert (first_only[0].verdict, first_only[0].why) == (verdict, why)
        return
    assert [one.about for one in found] == ["", "Escalation"]
    assert {(one.verdict, one.why) for one in found} == {(verdict, why)}
    assert str(found[0]) == f"All together: {why}"


def test_an_audit_without_grades_is_compared_with_nothing(see: See) -> None:
    first, again = audit(1), audit(2)
    (found,) = compared(see(DAY, first, again, *returns(first, {"Green": 3})), first, again, "section-11")
    assert found.why == "one of the two has no grades, so whether anything changed cannot be told."


def test_a_wider_audience_gets_no_small_counts_nor_what_tells_them(see: See) -> None:
    first = audit(1, disclosure="public")
    records = returns(first, {"Green": 20, "Amber": 3, "Red": 6}) + returns(
        first, {"Green": 9, "Red": 8}, "Referral", 50
    )
    together, escalation, referral = graded(see(DAY, first, *records, audience="public"), first)
    assert dict(escalation.counts) == {"Green": 20, "Amber": None, "Red": None}
    assert escalation.graded is None
    assert escalation.at_least("Green") is None
    assert sum(n is None for one in (together, escalation, referral) for n in one.counts.values()) >= 4
    one = compared(see(DAY, first, *records, audience="public"), first, first)[1]
    assert one.why == "too few for it to be shown."
