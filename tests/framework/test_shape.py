"""Shape: plain data become items, and everything that does not fit is told for the whole item at once."""

import pytest

from lif_core.framework.documents import read_document
from lif_core.framework.layers import compose
from lif_core.framework.shape import TABLES, Body, DeadlineRule, Item, Kind, keys_of
from lif_core.framework.structuring import read_item
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


def test_what_other_places_say_can_be_said() -> None:
    """Names of a theme through time, a text for each grade, a rhythm, a chain of bodies, several successors."""
    text = (
        'layer = "a"\n'
        '[theme.curiosity]\nlabel = "Professional curiosity"\n'
        'names = [{ label = "Respectful uncertainty", until = 2019-12-31 }]\n'
        '[scale.met]\ngrades = ["Red", "Green"]\ndescriptors = { Green = "Met, and what amber asks" }\n'
        '[body.group]\nmeets = "1 month"\nquorum = 3\nuntil = 2024-01-01\nsuccessor = ["east", "west"]\n'
        "[body.east]\n[body.west]\n"
        '[action.standard]\npath = "open > done"\nsigns-off = ["east", "west"]\n[decision.sign-off]\nsigns = true\n'
        '[duty.strategy]\nby = "east"\nevery = "3 years"\n'
        '[training-scheme.local]\n[training-level.one]\nscheme = "local"\nrank = 1\nwithin = "3 months"\n'
        'refresh = "3 years"\n'
        '[escalation.late]\nof = "action"\nsteps = [{ to = "east", after = "2 weeks" }]\n'
        '[region.north]\nmembers = ["here", "there"]\n'
    )
    framework = compose([read_document(text, "a.toml")]).newest
    assert framework.find_theme("respectful uncertainty") == "curiosity"
    assert framework.kind("action", "standard").signs_off == ("east", "west")
    body = framework.item("body", "group")
    assert isinstance(body, Body)
    assert (str(body.meets), body.quorum, body.successor) == ("1 month", 3, ("east", "west"))
    assert str(framework.explain("escalation.late")).startswith("a:escalation.late was added by a")
