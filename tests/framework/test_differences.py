"""Differences: what two frameworks do not share, in words, with who says it."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.framework.differences import differences, spoken
from lif_core.framework.documents import Document, read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.framework.shape import DeadlineRule, Duty

Layer = Callable[..., Document]
LOCAL = """
area-start = 2019-04-10
[change.deadline.rapid-review]
within = "10 working days"
because = "Executive, 4 November 2024"
[relabel.review.rapid-review]
en = "Rapid look"
[review.near-miss]
label = "Near miss"
path = "told > closed"
[retire.review.serious-case-review]
because = "Ours ended"
"""


def test_a_framework_does_not_differ_from_itself(liverpool: FrameworkHistory) -> None:
    assert differences(liverpool.newest, liverpool.newest) == ()


def test_each_difference_reads_as_a_sentence_and_names_its_place(sample: tuple[Document, ...], layer: Layer) -> None:
    upper = compose(sample[:2]).newest
    local = compose([*sample[:2], layer("our-area", LOCAL, "england")]).newest
    told = {one.key: one for one in differences(upper, local)}

    assert set(told) == {
        "area-start", "deadline.rapid-review.tightened", "review.rapid-review.label", "review.near-miss",
        "review.serious-case-review.out-of-use",
    }  # fmt: skip
    assert str(told["review.near-miss"]) == ("Review: Near miss (review.near-miss): only the second framework has it.")
    assert str(told["area-start"]) == "The framework, area start: nothing in the first, 10 Apr 2019 in the second."
    tightened = told["deadline.rapid-review.tightened"]
    assert (tightened.first, tightened.second) == ("", "10 working days (Executive, 4 November 2024)")
    assert "our-area.toml" in told["area-start"].second_from
    assert told["review.rapid-review.label"].second == "Rapid look / Adolygiad cyflym"


@settings(max_examples=8)
@given(st.sampled_from(["deadline", "theme", "duty", "body"]), st.data())
def test_what_is_told_of_the_one_side_is_told_of_the_other(
    liverpool: FrameworkHistory, table: str, data: st.DataObject
) -> None:
    """Turned round, the same settings differ, with the sides exchanged."""
    id = data.draw(st.sampled_from(sorted(liverpool.newest.items(table))))
    local = read_document(f'layer = "x"\ninformed-by = ["liverpool"]\n[relabel.{table}.{id}]\nen = "Ours"', "x.toml")
    other = compose([liverpool, local]).newest
    there, back = differences(liverpool.newest, other), differences(other, liverpool.newest)
    assert [one.key for one in there] == [one.key for one in back]
    assert [(one.first, one.second) for one in there] == [(one.second, one.first) for one in back]
    assert len(there) == 1


def test_every_value_of_a_shipped_framework_can_be_spoken(liverpool: FrameworkHistory) -> None:
    """No value prints as Python would print it."""
    for said in _every_value(liverpool.newest):
        assert not any(sign in said for sign in ("None", "Label(", "<", "attrs", "mappingproxy", "Span("))


def _every_value(framework: Framework) -> list[str]:
    import attrs

    items = [item for table in framework.tables for item in framework.items(table).values()]
    assert any(isinstance(item, DeadlineRule | Duty) for item in items)
    return [spoken(getattr(item, field.name)) for item in items for field in attrs.fields(type(item))]
