from lif_core.values.sources import BINDING, Source


def test_an_unverified_source_says_so():
    assert str(Source("Working Together 2018, ch. 4", "guidance")) == "Working Together 2018, ch. 4 (not verified)"
    assert str(Source("SI 2018/789", "regulations", verified=True)) == "SI 2018/789"


def test_five_levels_the_strongest_first():
    assert BINDING == ("statute", "regulations", "guidance", "panel", "local")
    assert Source("our way").authority == "local"
