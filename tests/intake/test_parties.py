import pytest

from lif_core.intake.parties import read_parties


@pytest.fixture
def read(small_framework):
    return lambda text, **more: read_parties(text, small_framework.newest, **more)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Chair / DCS", ["Chair", "DCS"]),
        ("Chair of SLSCB", ["Chair of SLSCB"]),
        ("CSE Implementation group/ Training and Dev sub.", ["CSE Implementation group", "Training and Dev sub."]),
        ("QEG.", ["QEG."]),
        ("NCC/NHCT/Police", ["NCC", "NHCT", "Police"]),
        ("NHS England", ["NHS England"]),
        ("Police; Health, Education", ["Police", "Health", "Education"]),
        ("Police\nPolice", ["Police"]),
        ("", []),
    ],
)
def test_published_strings(read, text: str, said: list[str]) -> None:
    parties = read(text)
    assert [party.said for party in parties.named] == said
    assert not any(party.first for party in parties.named)
    assert (parties.people, parties.parted) == (False, False)


def test_names_the_framework_knows(read) -> None:
    chair, director = read("Chair / DCS").named
    assert (chair.role, director.role) == ("chair", "director")
    assert read("nhs england").named[0].body == "nhs-england"


def test_an_and_parts_groups_and_says_so(read) -> None:
    text = "Pan-Berkshire Training Sub-Group and Early Intervention Sub Group of Children’s Partnership"
    assert len(read(text).named) == 2
    assert read(text).parted
    assert [party.said for party in read(text, one=True).named] == [text]
    assert not read(text, one=True).parted
    assert not read("Fire and Rescue").parted


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[Officer E]", []),
        ("Rowan Ashdown", []),
        ("Head of QA (Rowan Ashdown)", ["Head of QA"]),
        ("Rowan Ashdown - Police", ["Police"]),
        ("Rowan Ashdown / Health", ["Health"]),
    ],
)
def test_people_are_left_out(read, text: str, left: list[str]) -> None:
    parties = read(text)
    assert parties.people
    assert [party.said for party in parties.named] == left
