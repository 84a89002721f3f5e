"""A term is found in every text however deep, and nowhere else."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.measures.search import plainly, search, texts_of
from lif_core.records import TYPES
from lif_core.records.fields import SAID
from lif_core.testing.canaries import planted
from lif_core.testing.strategies import records
from lif_core.view.register import Register
from lif_core.view.view import View


def test_every_planted_word_of_free_text_is_found(liverpool):
    """Each text field of each record type has a word of its own: whoever searches for it finds it there."""
    framework = liverpool.on(date(2024, 5, 14))
    everything = planted(framework)
    full = View(framework=framework, register=Register(everything), day=date(2024, 5, 14))
    for record in everything:
        for field in attrs.fields(type(record)):
            word = getattr(record, field.name)
            if field.metadata.get(SAID) and word and record.disclosure == "partnership":
                assert (record.id, field.name) in {(one.record, one.field) for one in search(full, word)}


@given(records(), st.data())
def test_whatever_stands_in_a_record_is_found_there(record, data):
    texts = [(place, text) for place, text in texts_of(record) if text.split()]
    if texts:
        place, text = data.draw(st.sampled_from(texts))
        shouted = "  ".join(text.split()).upper()
        view = View(framework=None, register=Register([record]), day=date(2024, 5, 14))
        if plainly(shouted) in " ".join(text.split()).casefold():  # some letters have no way back from capitals
            assert place in {one.field for one in search(view, shouted)}


@pytest.mark.parametrize("term", ["", "  ", "\n"])
def test_nothing_is_not_looked_for(term):
    with pytest.raises(ValueError, match="nothing to look for"):
        plainly(term)


def test_ids_and_names_it_points_at_are_not_its_words():
    action = TYPES["action"](id="demo/action/1", answers=("demo/finding/7",), strength="training", text="Huddle")
    assert [place for place, _ in texts_of(action)] == ["text"]
