"""Fuzz: a document, however mutated, gives a framework or a list of problems, never another exception."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.errors import InvalidFramework
from lif_core.framework.documents import HEADING, read_document
from lif_core.framework.layers import compose
from lif_core.framework.shape import TABLES, DeadlineRule, keys_of

_TOKEN = re.compile(r'"[^"\n]*"|[A-Za-z0-9-]+|\s+|.', re.DOTALL)
_OTHERS = [
    "=", "[", "]", "[[", "{", "}", ",", '"', '"""', "'", "#", "\n", ".", "0", "-1", "1e999", "nan", "true",
    "2024-02-30", "2024-01-01", "2024-01-01T00:00:00Z", "9" * 5000,
    '""', '"any"', '"a > b"', '"otherwise"', '"late and"',
    '"0 days"',
    '"99999 years"', "[]", "{}", "[1, 'a']", "\x00", "\ufeff", "é", "layer", "since", "change", "retire",
    "relabel", "may",
    '"fixed"', '"extend"', "informed-by", '"england"', '"liverpool"', "within", "label", "en", "path", "id", "retired",
]  # fmt: skip
_TOKENS = st.tuples(
    st.integers(0, 3), st.floats(0, 1), st.sampled_from(["drop", "swap", "put", "double"]), st.sampled_from(_OTHERS)
)
_BYTES = st.tuples(st.integers(0, 3), st.floats(0, 1), st.sampled_from(["flip", "cut", "add"]), st.integers(0, 255))
_FUZZ = settings(max_examples=200, suppress_health_check=list(HealthCheck), deadline=None)


def expect_framework_or_problems(texts: list[str] | list[bytes]) -> None:
    try:
        framework = compose([read_document(text, f"{place}.toml") for place, text in enumerate(texts)]).newest
    except InvalidFramework as refused:
        assert refused.problems  # noqa: PT017
        assert str(refused)  # noqa: PT017
        return
    for table in framework.tables:
        for id in framework.items(table):
            assert str(framework.explain(f"{table}.{id}"))
    assert framework.document


@_FUZZ
@given(st.lists(_TOKENS, min_size=1, max_size=6))
def test_mutated_tokens(sample_texts: tuple[str, ...], mutations: list[tuple[int, float, str, str]]) -> None:
    """Words dropped, swapped, doubled, and put in from a list of nasty ones."""
    texts = [_TOKEN.findall(text) for text in sample_texts]
    for file, where, how, other in mutations:
        tokens = texts[file]
        at = min(int(where * len(tokens)), max(len(tokens) - 1, 0))
        if how == "put" or not tokens:
            tokens.insert(at, other)
        elif how == "swap":
            tokens[at] = other
        else:
            tokens[at : at + 1] = [] if how == "drop" else [tokens[at]] * 2
    expect_framework_or_problems(["".join(tokens) for tokens in texts])


@_FUZZ
@given(st.lists(_BYTES, min_size=1, max_size=6))
def test_mutated_bytes(sample_texts: tuple[str, ...], mutations: list[tuple[int, float, str, int]]) -> None:
    """Bytes changed, added, and files cut short."""
    raws = [bytearray(text.encode()) for text in sample_texts]
    for file, where, how, byte in mutations:
        raw = raws[file]
        at = int(where * len(raw))
        if how == "add" or not raw:
            raw.insert(at, byte)
        elif how == "cut":
            del raw[at:]
        else:
            raw[min(at, len(raw) - 1)] = byte
    expect_framework_or_problems([bytes(raw) for raw in raws])


_VALUES = (
    "3", "-1.5", "true", '"words"', '""', "[]", '["a"]', "[1, [2]]", "{}", "{ en = 3 }", "{ a = { b = 1 } }",
    "[{ a = 1 }]", "2024-01-01", "2024-01-01T10:00:00", "10:00:00", "nan", '"rapid-review.sent"', "[{}]",
)  # fmt: skip
_SHAPES = {shape: table for table, shape in TABLES.items()}
_WORDS_AND_REASONS = ("en", "cy", "label", "says", "mend", "because", "since", "successor", "id")


def test_any_value_at_any_key_of_any_table() -> None:
    """Added, and changed in a layer below: each shape of a table, each key, each sort of value."""
    for shape, table in _SHAPES.items():
        for key in (*keys_of(shape), "because", "id"):
            for value in _VALUES:
                expect_framework_or_problems([f'layer = "a"\n[{table}.x]\n{key} = {value}\n'])


@pytest.mark.parametrize("table", ["review", "deadline", "wording"])
def test_any_value_at_any_key_of_a_change_a_relabelling_or_a_retirement(table: str) -> None:
    """Of a kind, a deadline and a wording, which keep their words in different keys."""
    for operation in ("change", "relabel", "retire"):
        for key in _WORDS_AND_REASONS:
            for value in _VALUES:
                below = f'layer = "b"\ninformed-by = ["a"]\n[{operation}.{table}.x]\n{key} = {value}\n'
                expect_framework_or_problems([f'layer = "a"\n[{table}.x]\n', below])


def test_any_value_at_any_key_of_a_locked_deadline_and_of_a_head(sample_texts: tuple[str, ...]) -> None:
    """A tightening, and the settings before the first table."""
    for value in _VALUES:
        for key in (*keys_of(DeadlineRule), "because"):
            change = f'layer = "low"\ninformed-by = ["england"]\n[change.deadline.rapid-review]\n{key} = {value}\n'
            expect_framework_or_problems([*sample_texts[:2], change])
        for key in HEADING:
            expect_framework_or_problems([f"{key} = {value}\n[theme.x]\n"])
            expect_framework_or_problems([f'layer = "x"\n{key} = {value}\n[theme.x]\n'])
