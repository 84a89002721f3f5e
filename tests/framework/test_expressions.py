"""Expressions: the closed language of conditions, parsed once, checked against types, fast to ask."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.framework.expressions import All, Either, Name, Not, Otherwise, Test, Tree, check, compiled, parse
from lif_core.framework.misfits import Misfit
from lif_core.values.when import When

Test.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a class of tests

NAMES = {
    "state": Name("text", ("open", "done", "not-begun")),
    "late": Name("yes-no"),
    "days-late": Name("days"),
    "moved-count": Name("number"),
    "themes": Name("words"),
    "due": Name("day"),
    "evidence-strength": Name("grade", order=("self-report", "document", "observation")),
    "milestones": Name("things"),
}
RECORD = {
    "state": "done",
    "late": False,
    "days-late": 12,
    "moved-count": 2,
    "themes": ("neglect", "information-sharing"),
    "due": When.on(date(2024, 3, 31)),
    "evidence-strength": "document",
    "milestones": (),
}


def holds(said: object, **other: object) -> bool:
    tree = parse(said).tree
    assert not check(tree, NAMES, "an action")
    return compiled(tree, NAMES)({**RECORD, **{key.replace("_", "-"): value for key, value in other.items()}}.get)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("state = done and not late", True),
        ("state != done", False),
        ("state in (open, done)", True),
        ("state not in (open, done)", False),
        ("late or moved-count >= 2 and state = open", False),
        ("(late or moved-count >= 2) and state = done", True),
        ("days-late > 10 days", True),
        ("days-late > 2 weeks", False),
        ("days-late <= 12", True),
        ("themes = neglect", True),
        ("themes != neglect", False),
        ("themes in (coercion, neglect)", True),
        ("themes = coercion", False),
        ("due < 2024-04-01", True),
        ("due > 2024-03-31", False),
        ("due = 2024-03-31", True),
        ("evidence-strength >= document", True),
        ("evidence-strength > document", False),
        ("evidence-strength < observation", True),
        ("has milestones", False),
        ("has themes and has due", True),
        ("late = no", True),
        ("otherwise", True),
        ("not not late", False),
        ({"all": ["state = done", {"not": "late"}]}, True),
        ({"any": ["late", "state = open"]}, False),
    ],
)
def test_conditions_hold_as_they_read(said: object, expected: bool) -> None:
    """Each sign on each type, in words and as a tree."""
    assert holds(said) is expected


def test_what_is_missing_equals_nothing() -> None:
    """None is neither more nor less, and differs from everything."""
    assert not holds("due < 2030-01-01", due=None)
    assert not holds("due >= 2000-01-01", due=None)
    assert not holds("days-late < 5", days_late=None)
    assert not holds("evidence-strength < observation", evidence_strength=None)
    assert holds("state != open", state=None)
    assert not holds("themes = neglect", themes=None)


def test_a_date_told_in_part_is_before_a_day_only_where_all_of_it_is() -> None:
    """September 2024 is neither before nor after its 15th; a conditional date is never before anything."""
    month = When("Sept 2024", date(2024, 9, 1), date(2024, 9, 30), "month")
    assert not holds("due < 2024-09-15", due=month)
    assert not holds("due > 2024-09-15", due=month)
    assert holds("due < 2024-10-01", due=month)
    maybe = When(
        "Sept 2024 (website permitting)", date(2024, 9, 1), date(2024, 9, 30), "condition", "website permitting"
    )
    assert not holds("due < 2030-01-01", due=maybe)


@pytest.mark.parametrize(
    ("said", "code", "near"),
    [
        ("stat = done", "unknown-fact", "state"),
        ("state = dome", "unknown-word", "done"),
        ("late > 3", "wrong-comparison", None),
        ("days-late > soon", "wrong-type", None),
        ("days-late > 3 months", None, None),
        ("due < tomorrow", "wrong-type", None),
        ("evidence-strength >= documents", "unknown-word", "document"),
        ("milestones = 3", "wrong-comparison", None),
        ("themes", "wrong-comparison", None),
        ("late = perhaps", "wrong-type", None),
    ],
)
def test_wrong_names_and_types_are_told_with_the_nearest(said: str, code: str | None, near: str | None) -> None:
    """Never a silent false. Months have no fixed number of days, so they are not even read."""
    if code is None:
        with pytest.raises(Misfit):
            parse(said)
        return
    (misfit,) = check(parse(said).tree, NAMES, "an action")
    assert (misfit.code, misfit.nearest) == (code, near)


@pytest.mark.parametrize(
    "said",
    [
        "", "and", "state =", "state = done and", "(late", "late)", "state in done", "state in ()", "not", "has",
        "a ? b = c d", "!", "late late", "(" * 100 + "late" + ")" * 100, "not " * 100 + "late",
        "late or " * 1000 + "late",
        {"all": []}, {"some": ["late"]}, 3, ["late"], {"not": {"not": 3}}, "state = and",
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused(said: object) -> None:
    """With a misfit, however deep or long."""
    with pytest.raises(Misfit):
        parse(said)


_TESTS = st.one_of(
    st.builds(Test, st.sampled_from(["late", "state", "x.y-z"]), st.just("is")),
    st.builds(Test, st.sampled_from(["late", "due"]), st.just("has")),
    st.builds(
        Test,
        st.sampled_from(["state", "days-late"]),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.sampled_from([("done",), ("30 days",), ("two words",), ("and",), ("a,b",), ("",)]),
    ),
    st.builds(
        Test, st.just("state"), st.sampled_from(["in", "not in"]), st.sampled_from([("a",), ("a", "not", "c d")])
    ),
)
_TREES = st.recursive(
    _TESTS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: All(tuple(some))),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: Either(tuple(some))),
    ),
    max_leaves=8,
)


@given(_TREES)
def test_a_condition_written_out_is_read_as_the_same_tree(tree: Tree) -> None:
    """Writing and reading again is identity, for whatever tree."""
    assert parse(str(tree)).tree == tree


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_a_misfit(text: str) -> None:
    """Never another exception; what is read can be written out and read again."""
    try:
        tree = parse(text).tree
    except Misfit as misfit:
        assert str(misfit)  # noqa: PT017 - either end is right, and each is looked at
    else:
        assert parse(str(tree)).tree == tree


def test_otherwise_is_told_apart() -> None:
    """Chains end in it."""
    assert parse("otherwise").is_otherwise
    assert parse("otherwise").tree == Otherwise()
    assert not parse("late").is_otherwise
