"""Shape: plain data become items, and everything that does not fit is told for the whole item at once."""

import pytest

from lif_core.framework.shape import TABLES, DeadlineRule, Item, Kind, keys_of, read_item
from lif_core.values.spans import Span


def faults(shape: type[Item], data: dict[str, object]) -> dict[tuple[str | int, ...], tuple[str, str | None]]:
    found = read_item(shape, data)
    assert isinstance(found, tuple)
    return {path: (misfit.code, misfit.nearest) for path, misfit in found}


def test_a_deadline_is_read_with_its_span_source_and_parties() -> None:
    """One id or several stand alike."""
    rule = read_item(
        DeadlineRule,
        {
            "says": {"en": "Do it", "cy": "Gwnewch"},
            "within": "15 working days",
            "before": "r.published",
            "owed": {"by": "us", "to": ["them", "panel"]},
            "source": "Local custom",
        },
        id="d",
        layer="top",
    )
    assert isinstance(rule, DeadlineRule)
    assert (rule.sense, rule.span, rule.anchor) == ("no-later", Span(15, "working-days"), "r.published")
    assert (rule.owed.by, rule.owed.to) == (("us",), ("them", "panel"))
    assert (str(rule.source), rule.words) == ("Local custom (not verified)", "Do it")


def test_all_that_does_not_fit_is_told_with_its_key_path() -> None:
    """Unknown keys, wrong types, wrong words, missing keys, in nested tables and lists."""
    data: dict[str, object] = {
        "labl": "x", "path": "a > > b", "also": "any > c", "finished": ["b", 3], "decides": {"b": 4},
        "may": "tightn", "source": {"authority": "statue"},
    }  # fmt: skip
    assert faults(Kind, data) == {
        ("labl",): ("unknown-key", "label"),
        ("path",): ("bad-path", None),
        ("also",): ("wrong-type", None),
        ("finished", 1): ("wrong-type", None),
        ("decides", "b"): ("wrong-type", None),
        ("may",): ("unknown-word", "tighten"),
        ("source",): ("missing-key", None),
        ("source", "authority"): ("unknown-word", "statute"),
    }


@pytest.mark.parametrize("key", ["id", "layer", "retired"])
def test_what_only_the_reader_sets_no_document_may_say(key: str) -> None:
    """They are unknown keys."""
    assert faults(Kind, {key: "x"})[(key,)][0] == "unknown-key"


def test_every_table_may_say_what_every_item_has() -> None:
    """Label, aliases, lock, source, remark and days."""
    for shape in TABLES.values():
        assert {"label", "aliases", "may", "source", "note", "since", "until", "under"} <= set(keys_of(shape))
