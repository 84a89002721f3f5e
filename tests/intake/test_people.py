import pytest

from lif_core.intake.people import looks_like_a_person


@pytest.mark.parametrize(
    "text",
    [
        "[Officer E]",
        "[Named officer]",
        "Rowan Ashdown",
        "Mrs P. Larkrise",
        "Dr K. Wintergreen",
        "J. Smith",
        "J Smith",
        "Joss Thornbury-Vale",
        "Oluwaseun Adeyemi",
        "DCI Marlpit",
        "someone@council.example",
        "Siân O’Hara",
        "Mary Jane Oxlip",
    ],
)
def test_names_of_people(text: str) -> None:
    assert looks_like_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Chair",
        "DCS",
        "Chair of SLSCB",
        "NHS England",
        "Northmere Police",
        "Early Help",
        "Public Health",
        "QEG.",
        "Police",
        "Head of Youth Justice",
        "Children's Social Care",
        "Thames Valley Police",
        "CSE Implementation group",
        "All agencies",
        "Partnership Business Unit",
        "Designated Nurse",
        "Training and Dev sub.",
        "NCC",
        "Barnardo's",
        "Mersey Care Trust",
        "Named GP",
        "Detective Superintendent",
        "LADO",
        "Principal Social Worker",
        "Housing",
    ],
)
def test_names_of_bodies_and_roles(text: str) -> None:
    assert not looks_like_a_person(text)
