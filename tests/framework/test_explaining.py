"""Explaining: every setting whole, with whoever set it; what no layer sets is told with what it would mean."""

import tomllib
from datetime import date

import pytest

import lif_framework_england
from lif_core.errors import UnknownName
from lif_core.framework.documents import Document, read_document, shown_whole
from lif_core.framework.framework import Framework
from lif_core.framework.layers import compose

OURS = """
layer = "ours"
informed-by = ["england"]

[change.review.other-review]
gates = { learning-agreed = "heard" }
events = ["practitioner-event", "published", "a-rather-long-event-name", "another-rather-long-event-name", "more"]
because = "we ask more"

[gate.heard]
label = "Somebody was heard"
requires = [{ condition = "state = under-way", mend = "Ask." }]
"""


@pytest.fixture
def framework(sample: tuple[Document, ...]) -> Framework:
    return compose(sample).on(date(2025, 6, 1))


@pytest.fixture(scope="module")
def ours() -> Framework:
    england = [read_document(text, file) for file, text in lif_framework_england.layer("england")]
    return compose([*england, read_document(OURS, "ours.toml")]).on(date(2026, 6, 1))


def test_a_list_is_never_cut(ours: Framework) -> None:
    told = ours.explain("review.other-review.events")
    assert "'a-rather-long-event-name', 'another-rather-long-event-name', 'more']" in told.value
    assert "..." not in str(ours.explain("review.rapid-review.criteria"))
    assert tomllib.loads(f"it = {told.value}")["it"][-1] == "more"


def test_an_item_is_told_with_every_setting_and_its_layer(ours: Framework) -> None:
    told = {one.key.rpartition("other-review.")[2]: one for one in ours.explain("review.other-review").keys}
    assert told["decides.method-agreed"].value == "'case-review-group'"
    assert told["decides.method-agreed"].set_by.layer == "england"
    assert told["gates.learning-agreed"].set_by.layer == "ours"
    assert [origin.layer for origin in told["events"].changes] == ["ours"]
    assert told["path"].value == ours.explain("review.other-review.path").value


def test_a_table_is_told_whole_and_key_by_key(ours: Framework) -> None:
    told = ours.explain("review.other-review.gates")
    assert told.value == "{ learning-agreed = 'heard' }"
    assert [one.key for one in told.keys] == ["england:review.other-review.gates.learning-agreed"]


def test_everything_that_is_told_of_an_item_can_be_copied(ours: Framework) -> None:
    """For every item of the shipped layer: the lines of its settings are TOML that says the same."""
    for table in ours.tables:
        for id in ours.items(table):
            whole = ours.explain(f"{table}.{id}")
            lines = [f"{one.key.removeprefix(f'{whole.key}.')} = {one.value}" for one in whole.keys]
            assert tomllib.loads("\n".join(lines)) == ours._entries[table, id].data, whole.key


@pytest.mark.parametrize(
    ("key", "means", "default"),
    [
        ("action.standard.needs", "fields that have to be filled in", "nothing"),
        ("area-start", "when the arrangements of the local area began", "nothing"),
        ("review.rapid-review.gates", "by state, the gate in front of it", "nothing"),
        ("review.rapid-review.gates.sent", "by state, the gate in front of it", "nothing"),
        ("deadline.rapid-review.counts-first-day", "whether the day of the event is day one", "false"),
    ],
)
def test_a_setting_that_no_layer_sets_is_told_with_what_it_would_mean(
    ours: Framework, key: str, means: str, default: str
) -> None:
    told = ours.explain(key)
    assert told.set_by is None
    assert told.means.startswith(means)
    assert told.default == default
    assert "is set by no layer. It would say: " in str(told)


def test_a_key_in_quotes_is_asked_for_as_it_is_told(ours: Framework) -> None:
    (told,) = (one for one in ours.explain("status-words.action").keys if "no longer required" in one.key)
    assert told.key.endswith('.words."no longer required"')
    assert ours.explain(told.key) == told
    assert ours.explain("status-words.action.words.no longer required") == told


@pytest.mark.parametrize(
    ("key", "near"), [("action.standard.neds", "action.standard.needs"), ("review.rapid-review.path.open", None)]
)
def test_what_no_item_can_have_is_no_setting(ours: Framework, key: str, near: str | None) -> None:
    with pytest.raises(UnknownName) as unknown:
        ours.explain(key)
    assert near is None or unknown.value.nearest == near


@pytest.mark.parametrize(
    "value", ["it's", 'a "word"', "two\nlines", [], {}, [{"a": 1, "b": ["x"]}], True, 3, 0.5, date(2024, 5, 1)]
)
def test_a_value_is_shown_as_a_document_says_it(value: object) -> None:
    assert tomllib.loads(f"it = {shown_whole(value)}")["it"] == value


def test_explain_tells_who_set_a_value_who_changed_it_and_why(framework: Framework) -> None:
    """With file and line, in a sentence."""
    said = str(framework.explain("deadline.rapid-review.within"))
    assert said == (
        "england:deadline.rapid-review.within is '15 working days', set by england (england/england.toml, line 17). "
        "Beside it liverpool asks for '10 working days' (liverpool/framework.toml, line 9, "
        "because: Executive, 4 November 2024): for each case the stricter one rules."
    )
    label = framework.explain("review.rapid-review.label.en")
    assert (label.set_by.layer, [origin.layer for origin in label.changes]) == ("england", ["liverpool"])
    assert "it was 'Rapid review' before" in str(label)
    assert [origin.layer for origin in framework.explain("review.serious-case-review").changes] == ["liverpool"]
    assert str(framework.explain("area-start")).startswith("area-start is 2019-09-01, set by liverpool")
    assert framework.explain("england:panel.aliases").set_by.line > 1


def test_explain_names_a_layer_that_really_sets_the_value(framework: Framework, sample: tuple[Document, ...]) -> None:
    """For every setting of the sample: the line told is in a document of that layer and says the key."""
    texts = {document.name: document.text.split("\n") for document in sample}
    for table in framework.tables:
        for id in framework.items(table):
            origin = framework.explain(f"{table}.{id}").set_by
            assert id in texts[origin.file][origin.line - 1]


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("deadline.rapid-review.witin", "deadline.rapid-review.within"),
        ("deadline.rapid", "deadline.rapid-review"),
        ("", None),
    ],
)
def test_an_unknown_setting_is_refused_with_the_nearest(framework: Framework, key: str, near: str | None) -> None:
    """Never a traceback, never nothing."""
    with pytest.raises(UnknownName) as unknown:
        framework.explain(key)
    assert unknown.value.nearest == near
