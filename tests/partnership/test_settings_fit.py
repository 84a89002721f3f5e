"""Settings that fit at once are what the converter makes of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core import Partnership
from lif_core.errors import InvalidData, InvalidFramework
from lif_core.partnership import settings

words = st.text(max_size=8)
tables = st.dictionaries(words, words, max_size=2)
values = st.one_of(
    words,
    st.integers(),
    st.booleans(),
    st.dates(),
    st.lists(st.one_of(words, st.integers()), max_size=2),
    tables,
    st.dictionaries(words, tables, max_size=2),
)
keys = st.sampled_from(
    ["id", "name", "storage", "by", "layers", "plug-ins-off", "baseline", "secrets", "aside-days", "notifier", "x"]
)


def told(read, plain):
    try:
        return read(plain)
    except InvalidData:
        return None


@given(st.dictionaries(keys, values))
def test_the_short_way_and_the_strict_way_agree(plain):
    assert told(settings._settings, plain) == told(settings._strictly, plain)


def test_a_folder_that_names_no_layer_opens_and_is_told_when_its_framework_is_needed(tmp_path):
    (tmp_path / "partnership.toml").write_text('id = "demo"\n')
    with Partnership.open(tmp_path) as lif, pytest.raises(InvalidFramework, match="No layer was given"):
        lif.framework(date(2024, 5, 1))
