"""Layers: the seven rules of merging, order, locks, history, and the laws of overlay."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.errors import InvalidFramework, Problem
from lif_core.framework.documents import Document, read_document
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.framework.merging import overlay
from lif_core.framework.shape import Colours, Theme
from lif_core.values.spans import Span

Layer = Callable[..., Document]
TODAY = date(2025, 6, 1)
STATUTORY = """
[review.r]
path = "open > closed"
[deadline.d]
says = "Do it"
within = "15 days"
after = "r.open"
met-by = "r.closed"
source = { title = "Act", authority = "statute", verified = true }
"""


def problems(*documents: Document) -> tuple[Problem, ...]:
    with pytest.raises(InvalidFramework) as refused:
        compose(documents)
    return refused.value.problems


def codes(*documents: Document) -> list[str]:
    return [problem.code.removeprefix("framework.") for problem in problems(*documents)]


# -- the sample ----------------------------------------------------------------------------------------------------


def test_the_sample_composes_and_every_operation_does_what_it_says(sample: tuple[Document, ...]) -> None:
    """Add, change, relabel and retire, with ids that never change."""
    framework = compose(sample).on(TODAY)

    assert framework.layers == ("england", "north-west", "liverpool")
    rapid = framework.kind("review", "rapid-review")
    assert (rapid.label.en, rapid.label.cy) == ("Rapid review meeting", "Adolygiad cyflym")  # type: ignore[union-attr]
    assert rapid.initial == "open"
    assert framework.full_id("review", "rapid-review") == "england:review.rapid-review"
    assert framework.full_id("review", "practice-learning-review") == "liverpool:review.practice-learning-review"
    retired = framework.kind("review", "serious-case-review")
    assert retired.retired is not None
    assert retired.retired.successor == "local-child-safeguarding-practice-review"
    assert (retired.in_use(date(2019, 8, 31)), retired.in_use(date(2019, 9, 1))) == (True, False)
    colours = framework.item("colours", "action")
    assert isinstance(colours, Colours)
    assert [colour.colour for colour in colours.first_that_fits] == ["1", "3", "2"]


def test_a_local_tightening_stands_beside_the_rule_above(sample: tuple[Document, ...]) -> None:
    """Both are computed for a case; the statutory rule is never replaced."""
    upper, local = compose(sample).on(TODAY).deadline_rules("rapid-review")

    assert (upper.layer, upper.within, str(upper.source)) == ("england", Span(15, "working-days"), "Panel guidance")
    assert (local.layer, local.within) == ("liverpool", Span(10, "working-days"))
    assert local.source is not None
    assert (local.source.title, local.source.authority) == ("Executive, 4 November 2024", "local")
    assert (local.after, local.met_by, local.owed) == (upper.after, upper.met_by, upper.owed)


def test_before_its_since_the_layers_above_rule(sample: tuple[Document, ...]) -> None:
    """Both stretches of time keep their own framework."""
    history = compose(sample)

    assert [since for since, _ in history.editions] == [date.min, date(2024, 12, 31)]
    assert history.on(date(2024, 12, 30)).layers == ("england", "north-west")
    assert len(history.on(date(2024, 12, 30)).deadline_rules("rapid-review")) == 1
    assert history.on(date(2024, 12, 31)) == history.newest


def test_one_small_layer_is_enough(layer: Layer) -> None:
    """No regime, no calendar, no bodies."""
    framework = compose([layer("tiny", '[action.standard]\npath = "open > done"\n')]).on(TODAY)

    assert framework.kind("action", "anything").states == ("open", "done")
    assert framework.kind("note", "standard").states == ()
    assert framework.regime("review", TODAY).regimes == ()


# -- what is refused -----------------------------------------------------------------------------------------------


def test_adding_what_is_there_says_change(layer: Layer) -> None:
    """A bare heading for an item of a layer above, or of another file of the same layer."""
    (problem,) = problems(layer("a", "[theme.x]"), layer("b", "[theme.x]", "a"))
    assert problem.code == "framework.exists"
    assert "[change.theme.x]" in problem.mend
    assert problem.where == "b.toml, line 3, theme.x"
    assert codes(layer("a", "[theme.x]"), layer("a", "[theme.x]\nnote = 'n'", file="more.toml")) == ["exists"]


def test_changing_relabelling_and_retiring_want_something_there(layer: Layer) -> None:
    """Each with the nearest name."""
    local = layer(
        "b", "[change.theme.neglct]\nnote = 'n'\n[relabel.theme.q]\nen = 'x'\n[retire.theme.z]\nbecause = 'y'", "a"
    )
    found = problems(layer("a", "[theme.neglect]"), local)
    assert [problem.code for problem in found] == ["framework.unknown-item"] * 3
    assert found[0].nearest == "neglect"


def test_a_circle_is_named_with_all_its_layers(layer: Layer) -> None:
    """a on b on c on a."""
    (problem,) = problems(layer("a", "", "b"), layer("b", "", "c"), layer("c", "", "a"))
    assert problem.code == "framework.circle"
    assert "a -> b -> c -> a" in problem.says
    assert codes(layer("a", "", "a")) == ["circle"]


def test_a_missing_parent_and_opposite_orders_are_faults(layer: Layer) -> None:
    """The nearest layer is told; C3 refuses two orders of the same parents."""
    (problem,) = problems(layer("england"), layer("b", "", "englnd"))
    assert (problem.code, problem.nearest) == ("framework.missing-layer", "england")
    two = (layer("a"), layer("b"), layer("x", "", "a", "b"), layer("y", "", "b", "a"), layer("z", "", "x", "y"))
    assert codes(*two) == ["two-orders"]


def test_two_unrelated_parents_may_not_differ_unless_a_layer_below_decides(layer: Layer) -> None:
    """Equal values are no dispute; a layer on both settles one."""
    top = layer("top", "[theme.x]\nnote = 'n'")
    one = layer("one", "[change.theme.x]\nnote = '1'", "top")
    other = layer("other", "[change.theme.x]\nnote = '2'", "top")
    (problem,) = problems(top, one, other)
    assert problem.code == "framework.dispute"
    assert "theme.x.note" in problem.says
    assert codes(top, one, other, layer("low", "", "one", "other")) == ["dispute"]
    settled = compose([top, one, other, layer("low", "[change.theme.x]\nnote = '3'", "one", "other")])
    assert settled.newest.item("theme", "x").note == "3"
    same = layer("other", "[change.theme.x]\nnote = '1'", "top")
    assert compose([top, one, same]).newest.item("theme", "x").note == "1"


def test_a_reason_is_asked_for_where_an_item_has_a_lock(layer: Layer) -> None:
    """And nowhere else."""
    top = layer("top", "[theme.x]\nmay = 'open'\n[theme.y]")
    low = layer("low", "[change.theme.x]\nnote = '1'\n[change.theme.y]\nnote = '1'", "top")
    assert codes(top, low) == ["no-reason"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ('within = "20 days"', "loosened"),
        ('within = "20 working days"', "loosened"),
        ('within = "1 month"', "loosened"),
        ('at-least = "1 day"', "loosened"),
        ('holds = "pause"', "loosened"),
        ('may = "open"', "loosened"),
    ],
)
def test_a_loosened_statutory_deadline_is_refused(layer: Layer, change: str, code: str) -> None:
    """A statutory source locks without `may` being written."""
    low = layer("low", f'[change.deadline.d]\n{change}\nbecause = "we"', "top")
    (problem,) = problems(layer("top", STATUTORY), low)
    assert problem.code == f"framework.{code}"
    assert problem.where.startswith("low.toml, line 4, change.deadline.d.")


def test_a_statutory_deadline_cannot_be_retired_below(layer: Layer) -> None:
    """That would loosen it entirely; its own layer may."""
    low = layer("low", '[retire.deadline.d]\nbecause = "we"', "top")
    assert codes(layer("top", STATUTORY), low) == ["locked"]
    own = layer("top", '[retire.deadline.d]\nbecause = "repealed"', since="2024-01-01", file="new.toml")
    assert compose([layer("top", STATUTORY), own]).newest.item("deadline", "d").retired is not None


def test_the_layer_itself_changes_its_own_deadline(layer: Layer) -> None:
    """Locks bind layers below: a later edition of the same layer replaces its figure."""
    later = layer("top", '[change.deadline.d]\nwithin = "20 days"', since="2024-01-01", file="new.toml")
    history = compose([layer("top", STATUTORY), later])
    assert [str(rule.within) for rule in history.on(date(2023, 1, 1)).deadline_rules("d")] == ["15 days"]
    assert [str(rule.within) for rule in history.on(date(2024, 1, 1)).deadline_rules("d")] == ["20 days"]


def test_fixed_allows_words_only_and_extend_lets_lists_grow(layer: Layer) -> None:
    """The other two locks."""
    top = layer("top", "[theme.f]\nmay = 'fixed'\n[theme.e]\nmay = 'extend'\naliases = ['a', 'b']")
    words = layer(
        "low", "[relabel.theme.f]\nen = 'F'\n[change.theme.e]\naliases = ['a', 'b', 'c']\nbecause = 'x'", "top"
    )
    framework = compose([top, words]).newest
    assert str(framework.item("theme", "f").label) == "F"
    assert framework.item("theme", "e").aliases == ("a", "b", "c")
    shrunk = layer("low", "[change.theme.e]\naliases = ['a']\nbecause = 'x'", "top")
    assert codes(top, shrunk) == ["locked"]
    assert codes(top, layer("low", "[change.theme.f]\nnote = 'n'\nbecause = 'x'", "top")) == ["locked"]


def test_relabel_touches_words_only_and_retire_wants_a_reason(layer: Layer) -> None:
    """Each fault with the key it stands at."""
    low = layer("low", "[relabel.theme.x]\nen = 'X'\nmaps-to = ['y']\n[retire.theme.x]", "top")
    assert codes(layer("top", "[theme.x]"), low) == ["not-words", "no-reason"]


def test_everything_wrong_is_told_at_once_with_its_place(layer: Layer) -> None:
    """Unknown tables, keys, words and types of two files, in one refusal."""
    one = layer("a", "[them.x]\n[theme.y]\nlable = 'Y'\nmaps-to = 3\n[body.z]\nsort = 'parner'\n[gate.g]\n")
    other = layer("b", "[calendar.c]\ndays = [{ day = 2024-01-01, name = 'x' }, { day = 'soon', name = 'y' }]", "a")
    found = {problem.where: problem for problem in problems(one, other)}
    assert {where: problem.code.removeprefix("framework.") for where, problem in found.items()} == {
        "a.toml, line 2, them.x": "unknown-table",
        "a.toml, line 4, theme.y.lable": "unknown-key",
        "a.toml, line 5, theme.y.maps-to": "wrong-type",
        "a.toml, line 7, body.z.sort": "unknown-word",
        "a.toml, line 8, gate.g": "missing-key",
        "b.toml, line 4, calendar.c.days": "wrong-type",
    }
    assert found["a.toml, line 2, them.x"].nearest == "theme"
    assert found["a.toml, line 4, theme.y.lable"].nearest == "label"
    assert found["a.toml, line 7, body.z.sort"].nearest == "partner"


def test_a_broken_file_does_not_hide_the_faults_of_another(layer: Layer) -> None:
    """Both are told."""
    assert codes(read_document("a = = 1", "x"), layer("North")) == ["broken-toml", "bad-id"]
    assert codes() == ["empty"]


# -- laws ----------------------------------------------------------------------------------------------------------

_LEAVES = st.one_of(st.integers(0, 3), st.lists(st.integers(0, 3), max_size=2))
_SHAPED = st.fixed_dictionaries(
    {},
    optional={
        "a": _LEAVES,
        "b": st.fixed_dictionaries(
            {}, optional={"c": _LEAVES, "d": st.fixed_dictionaries({}, optional={"e": _LEAVES})}
        ),
    },
)


@given(_SHAPED, _SHAPED, _SHAPED)
def test_overlay_is_associative(a: dict[str, object], b: dict[str, object], c: dict[str, object]) -> None:
    """For data of one shape it does not matter which two are laid together first; nothing is the identity."""
    assert overlay(overlay(a, b), c) == overlay(a, overlay(b, c))
    assert overlay(a, {}) == a == overlay({}, a) == overlay(a, a)


def themed(name: str, ids: set[str], *parents: str) -> Document:
    head = f'layer = "{name}"\n' + (f"informed-by = [{', '.join(map(repr, parents))}]\n" if parents else "")
    return read_document(head + "".join(f"[theme.{id}]\nnote = '{name}'\n" for id in sorted(ids)), f"{name}.toml")


def meaning(history: FrameworkHistory) -> dict[str, Theme]:
    return dict(history.newest.all(Theme))


_IDS = st.sets(st.sampled_from([f"t{n}" for n in range(9)]), max_size=6)


@given(_IDS, _IDS, _IDS, st.booleans())
def test_layers_group_as_one_likes_and_on_disjoint_keys_commute(
    a: set[str], b: set[str], c: set[str], related: bool
) -> None:
    """Composing part of the stack first gives the same; so does any order of the files; a layer twice is one."""
    base = themed("base", {"base"})
    one = themed("one", a, "base")
    other = themed("other", b - a, "base", *(["one"] if related else []))
    third = themed("third", c - a - b, "base")
    whole = compose([base, one, other, third])

    assert compose([compose([base, one]), other, third]).fingerprint == whole.fingerprint
    assert (
        compose([compose([base, one, other]), third]).newest
        == compose([base, one, compose([base, one, other, third])]).newest
    )
    for order in ([third, other, one, base], [other, base, third, one]):
        assert compose(order).fingerprint == whole.fingerprint
        assert meaning(compose(order)) == meaning(whole)
    assert meaning(compose([base, one, one, other, third, base])) == meaning(whole)
    assert compose([base, one, other, third, one]).fingerprint == whole.fingerprint


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(["days", "working days", "weeks", "months"]))
def test_a_tightening_is_taken_and_a_loosening_refused(upper: int, local: int, unit: str) -> None:
    """In one unit, exactly those that ask for more are refused."""
    head = '[review.r]\npath = "open > closed"\n[calendar.c]\ndays = [{ day = 2024-01-01, name = "x" }]\n'
    top = read_document(
        f'layer = "top"\ncalendar = "c"\n[deadline.d]\nsays = "x"\nwithin = "{upper} {unit}"\n'
        'after = "r.open"\nmay = "tighten"\n',
        "top",
    )
    rest = read_document(f'layer = "top"\n{head}', "rest")
    low = read_document(
        f'layer = "low"\ninformed-by = ["top"]\n[change.deadline.d]\nwithin = "{local} {unit}"\nbecause = "x"\n', "low"
    )
    if local > upper:
        assert codes(top, rest, low) == ["loosened"]
    else:
        assert [rule.within.amount for rule in compose([top, rest, low]).newest.deadline_rules("d") if rule.within] == [
            upper,
            local,
        ]


def test_a_framework_is_made_again_from_its_document(sample: tuple[Document, ...]) -> None:
    """Same fingerprint, same meaning, for one day's framework and for the history."""
    history = compose(sample)
    again = FrameworkHistory.from_document(history.document)
    assert again.fingerprint == history.fingerprint
    assert again.document == history.document
    early = history.on(date(2020, 1, 1))
    assert (
        FrameworkHistory.from_document(early.document).newest.fingerprint
        == early.fingerprint
        != history.newest.fingerprint
    )
    assert str(FrameworkHistory.from_document(early.document).newest.explain("review.rapid-review")) == str(
        early.explain("review.rapid-review")
    )


@pytest.mark.parametrize(
    "document", [b"", b"[]", b'{"format": 9}', b'{"format": 1, "layers": 3}', b"\xff", b'{"format":1}']
)
def test_bytes_that_are_no_framework_are_refused(document: bytes) -> None:
    """With a problem, as everything else."""
    with pytest.raises(InvalidFramework):
        FrameworkHistory.from_document(document)


def test_of_an_item_that_fits_in_part_the_rest_is_checked(layer: Layer) -> None:
    """What it names elsewhere is told with what does not fit; what its own keys say of one another is not guessed."""
    text = (
        '[review.mine]\npath = 3\ndone = ["closed"]\nunder = ["nowhere"]\nholds = ["zork"]\n'
        '[theme.t]\nlabel = "T"\nsince = "soon"\nmaps-to = ["neglekt"]\n'
    )
    told = [(problem.code.partition(".")[2], problem.found) for problem in problems(layer("a", text))]
    unknown = [("unknown-name", f"'{name}'") for name in ("nowhere", "zork", "neglekt")]
    assert sorted(told, key=str) == sorted([("wrong-type", "3"), ("wrong-type", "'soon'"), *unknown], key=str)


def test_what_does_not_fit_hides_nothing_of_what_cannot_be_meant(layer: Layer) -> None:
    """Shape and meaning are told at once, and what hangs on a broken item is not told twice."""
    text = (
        '[review.whole]\npath = "open > closed"\ndecides = { closed = "bord" }\n'
        '[review.broken]\npath = "open >> closed"\n[body.board]\n'
        '[deadline.on-broken]\nsays = "Do it"\nwithin = "3 days"\nafter = "broken.open"\nmet-by = "broken.closed"\n'
        '[deadline.nowhere]\nsays = "Do it"\nwithin = "3 days"\nafter = "whole.opend"\n'
        '[suspension.s]\nof = ["no-such", "on-broken"]\nauthority = "x"\n'
    )
    assert codes(layer("a", text)) == ["bad-path", "unknown-name", "never-happens", "unknown-name"]
