"""Documents: bounds before parsing, broken TOML with its place, everything at once."""

import sys

import pytest

from lif_core.framework.documents import DEEPEST, LARGEST, read_document


def codes(text: str | bytes) -> list[str]:
    return [problem.code for problem in read_document(text, "x.toml").problems]


def test_a_layer_is_read_with_its_statements_and_their_lines() -> None:
    """Head, operations and the line of each key."""
    document = read_document(
        'layer = "liverpool"\ninformed-by = ["north-west"]\nsince = 2024-12-31\n'
        '[change.deadline.d]\nwithin = "3 days"\n',
        "f",
    )
    assert document.problems == ()
    assert document.layer is not None
    assert document.layer.informed_by == ("north-west",)
    (statement,) = document.layer.statements
    assert (statement.operation, statement.table, statement.id) == ("change", "deadline", "d")
    assert document.where((*statement.path, "within")) == "f, line 5, change.deadline.d.within"


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 500 + "]" * 500,
        "a = " + "[" * 100_000,
        "a = " + "{ b = " * 500 + "1" + " }" * 500,
        ".".join("a" * 500) + " = 1",
        "[" + ".".join(["a"] * 100_000) + "]",
        '["a"' + ' . "b"' * 500 + "]",
    ],
)
def test_deep_nesting_is_refused_before_parsing(text: str) -> None:
    """500 nested arrays and their kin give one problem, never a RecursionError."""
    assert codes(text) == ["framework.too-deep"]


def test_brackets_within_strings_and_remarks_are_not_nesting() -> None:
    """Only brackets that nest count."""
    text = f'layer = "a"\nlabel = "{"[" * 100}" # {"[" * 100}\n'
    assert codes(text) == []
    assert DEEPEST < 100 < sys.getrecursionlimit()


def test_no_text_makes_the_scan_before_parsing_slow() -> None:
    """Escapes without an end, and half-open strings: each character is looked at once."""
    escapes = 'a = "' + '\\"' * 500_000
    for text in (escapes, '"""a"' * 300_000, "'" * 999_999, '"' * 999_999, "a = '''" + "'b" * 500_000):
        assert codes(text)


def test_a_file_too_large_or_in_another_encoding_is_refused() -> None:
    """2 MB, and a file saved as Latin-1 or with half a character."""
    assert codes(b"#" * (LARGEST + 1)) == ["framework.too-large"]
    assert codes('layer = "söd"'.encode("latin-1")) == ["framework.not-utf-8"]
    assert codes('layer = "\ud800"') == ["framework.not-utf-8"]
    assert codes(b'\xef\xbb\xbflayer = "a"') == []


def test_broken_toml_tells_line_and_column() -> None:
    """The place stands in the problem."""
    (problem,) = read_document('layer = "a"\nb = = 1\n', "liverpool/x.toml").problems
    assert problem.code == "framework.broken-toml"
    assert problem.where == "liverpool/x.toml, line 2, column 5"


def test_numbers_too_long_to_read_are_a_problem() -> None:
    """`tomllib` raises another error there."""
    assert codes("a = " + "9" * 10_000) == ["framework.broken-toml"]


def test_everything_wrong_with_a_head_is_told_at_once() -> None:
    """Five faults, five problems, each with its line."""
    text = (
        'layer = "North West"\ninformed-by = "england"\nsince = "2024"\nlable = "x"\ncolour = 3\n'
        '[theme]\nneglect = 1\n[theme."A B"]\n'
    )
    document = read_document(text, "x")
    assert [problem.code.removeprefix("framework.") for problem in document.problems] == [
        "bad-id", "wrong-type", "wrong-type", "unknown-key", "unknown-key", "no-item", "bad-id",
    ]  # fmt: skip
    assert [problem.where.split(",")[1] for problem in document.problems] == [
        " line 1", " line 2", " line 3", " line 4", " line 5", " line 7", " line 8",
    ]  # fmt: skip
    assert document.problems[3].nearest == "label"
    assert document.layer is None


def test_what_a_file_says_does_not_depend_on_remarks_or_order() -> None:
    """The canonical text is free of both."""
    one = read_document('layer = "a"\n# remark\n[theme.x]\nlabel = "X"\nnote = "n"\n', "one")
    other = read_document('[theme.x]\nnote = "n"\nlabel = "X"\n', "other")
    assert one.canonical != other.canonical
    assert one.canonical == read_document('layer = "a"\n[theme.x]\nnote = "n"\nlabel = "X"\n', "other").canonical
