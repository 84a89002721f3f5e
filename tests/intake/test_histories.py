import pytest

from lif_core.intake.histories import done_on, entries, heading_date, period_in


def test_dated_entries() -> None:
    text = "12/3 - Draft shared. 4/5 - Comments received. 20/6/24: Signed off."
    assert entries(text) == [("12/3", "Draft shared."), ("4/5", "Comments received."), ("20/6/24", "Signed off.")]
    assert entries("March 2024 - Begun.\nMay 2024 - Ended.") == [("March 2024", "Begun."), ("May 2024", "Ended.")]
    assert entries("We met on 12/3 - and again on 4/5 - in May") == ()
    assert entries("") == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Agreed by 11th April 2012", None),
        ("(Agreement secured at joint meeting on 11th April 2012)", "2012-04-11"),
        ("Completed 14 May 2024.", "2024-05-14"),
        ("To be completed on 14 May 2024", None),
        ("Completed in May 2024", None),
        ("Agreed on 1 May 2024 and on 2 May 2024", None),
        ("Strategy in place", None),
    ],
)
def test_completions_that_a_text_reports(text: str, day: str | None) -> None:
    found = done_on(text)
    assert (found.exact.isoformat() if found and found.exact else None) == day


def test_dates_of_headings_and_periods_of_titles() -> None:
    assert str(heading_date("Progress presented to Committee\nDec 2017")) == "Dec 2017"
    assert heading_date("Progress") is None
    assert str(period_in(["Our programme", "April 2015 to March 2016"])) == "April 2015 to March 2016"
    assert period_in(["Annual Report 2014-15"]).last.isoformat() == "2015-03-31"
    assert period_in(["Meeting of 14 May 2024"]) is None
