"""Words: what counts where two texts are compared."""

from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.words import folded

BLANKS = st.text(" \n\t\u00a0", min_size=1, max_size=3)
WORDS = st.lists(st.text("abcÄß-ẞİ7", min_size=1, max_size=6), max_size=5)


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(WORDS, st.lists(BLANKS, min_size=6, max_size=6))
def test_blanks_between_and_around_words_do_not_count(words: list[str], blanks: list[str]) -> None:
    spaced = blanks[-1] + "".join(word + blank for word, blank in zip(words, blanks, strict=False))
    assert folded(spaced) == folded(" ".join(words))


def test_capitals_do_not_count_and_all_else_does() -> None:
    assert folded("  Information\nSHARING ") == folded("information sharing")
    assert folded("info-sharing") != folded("info sharing")
    assert folded(" \n") == ""
