import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.errors import InvalidData
from lif_core.intake.headings import FIELDS
from lif_core.intake.mapping import ANSWERS, ROW_KINDS, Allowed, Mapping

WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
ALLOWED = st.builds(Allowed, into=WORDS, by=WORDS, because=WORDS).filter(
    lambda one: all(map(str.strip, (one.into, one.by, one.because)))
)
MAPPINGS = st.builds(
    Mapping,
    source=st.sampled_from(["", "tracker 2025", 'a "b"']),
    allowed=st.dictionaries(WORDS, ALLOWED, max_size=2),
    row=st.sampled_from(["", *ROW_KINDS]),
    rows=st.dictionaries(WORDS, st.sampled_from(ROW_KINDS), max_size=3),
    columns=st.dictionaries(WORDS, st.sampled_from(list(FIELDS)), max_size=3),
    title=st.lists(WORDS, max_size=3).map(tuple),
    fill_down=st.lists(WORDS, max_size=2).map(tuple),
    header=st.dictionaries(WORDS, st.integers(0, 9), max_size=2),
    ignore=st.lists(WORDS, max_size=2).map(tuple),
    status=st.dictionaries(WORDS, WORDS, max_size=2),
    fills=st.dictionaries(st.sampled_from(["92D050", "FF0000"]), WORDS, max_size=2),
    day_first=st.sampled_from([None, True, False]),
    struck=st.sampled_from(["", "withdrawn"]),
    review=WORDS,
    disclosure=st.sampled_from(["", "agencies"]),
    answers=st.dictionaries(WORDS, st.sampled_from(ANSWERS), max_size=2),
)


@given(MAPPINGS)
def test_written_and_read_again_it_is_the_same(mapping: Mapping) -> None:
    assert Mapping.from_toml(mapping.to_toml()) == mapping


@given(MAPPINGS, MAPPINGS)
def test_what_was_said_wins_over_what_was_guessed(said: Mapping, guessed: Mapping) -> None:
    both = said.over(guessed)
    assert both.row == (said.row or guessed.row)
    assert both.columns == {**guessed.columns, **said.columns}
    assert both.over(guessed) == both


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(InvalidData) as caught:
        Mapping.from_toml(text, "m.toml")
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_everything_wrong_is_told_at_once() -> None:
    text = """\
row = "actoin"
rwo = "action"
title = "What"
day_first = "yes"
[columns]
"Lead" = "leed"
"Due" = 3
[header]
"Sheet1" = -1
[fills]
"green" = "Complete"
[answers]
"Sheet1!B3" = "perhaps"
"""
    assert problems(text) == [
        ("mapping.unknown-value", "m.toml row"),
        ("mapping.unknown-key", "m.toml rwo"),
        ("mapping.wrong-value", "m.toml title"),
        ("mapping.wrong-value", "m.toml day_first"),
        ("mapping.unknown-value", "m.toml columns.Lead"),
        ("mapping.wrong-value", "m.toml columns.Due"),
        ("mapping.wrong-value", "m.toml header.Sheet1"),
        ("mapping.wrong-value", "m.toml fills.green"),
        ("mapping.unknown-value", "m.toml answers.Sheet1!B3"),
    ]


def test_a_tracker_has_no_slash_in_its_name() -> None:
    assert problems('source = "a/b"') == [("mapping.wrong-value", "m.toml source")]


def test_the_nearest_name_is_told() -> None:
    with pytest.raises(InvalidData) as caught:
        Mapping.from_toml('row = "actoin"\nrwo = "x"')
    assert [problem.nearest for problem in caught.value.problems] == ["action", "row"]


@pytest.mark.parametrize("text", ["row =", "[[", "x" * 1_000_001, "a = " + "[" * 500 + "]" * 500])
def test_what_is_no_mapping_file_is_told_as_such(text: str) -> None:
    assert problems(text)[0][0] in ("mapping.not-toml", "mapping.too-large", "mapping.unknown-key")


def test_an_unknown_kind_of_line_is_refused(board, book) -> None:
    with pytest.raises(InvalidData) as caught:
        board.plan(book(rows=(("Action", "Lead"), ("Do", "Police"))), as_kind="actoin")
    assert caught.value.problems[0].nearest == "action"
    assert board.plan(book(rows=(("Action", "Lead"), ("Do", "Police"))), as_kind="actions").mapping.row == "action"


def test_a_column_that_no_sheet_has_is_told_with_the_nearest(board, book) -> None:
    rows = (("Action", "When it must be finished"), ("Do", "30 September 2026"))
    slip, right = (
        board.plan(book(rows=rows), mapping=Mapping(columns={heading: "due"})).receipt.notices
        for heading in ("When it must be finishd", "When it must be finished")
    )
    (told,) = [one for one in slip if "names a column" in one]
    assert "Did you mean 'When it must be finished'?" in told
    assert not any("names a column" in one for one in right)
