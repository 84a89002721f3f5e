from lif_core.values.labels import Label


def test_words_in_the_readers_language_or_the_other():
    both = Label("Review", "Adolygiad")
    assert (both.in_("en"), both.in_("cy"), str(both)) == ("Review", "Adolygiad", "Review")
    assert Label("Review").in_("cy") == "Review"
    assert Label("", "Adolygiad").in_("en") == "Adolygiad"
    assert Label("").in_("cy") == ""
