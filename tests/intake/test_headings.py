import pytest

from lif_core.intake.headings import FIELDS, exact_field, field_of


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("No.", "ref"),
        ("#", "ref"),
        ("Recommendation", "recommendation"),
        ("Responsibility", "lead"),
        ("Date", "due"),
        ("Progress presented to Committee\nDec 2017", "progress"),
        ("Assessment of progress Categories\n1 - 4", "status"),
        ("Specific Actions", "action"),
        ("Timescale/\nTarget", "due"),
        ("Output/Outcome\nmeasurement", "measure"),
        ("RAG\nrating", "status"),
        ("How will the LSCB\ndo this?", "objective"),
        ("What will it do?", "action"),
        ("Responsible\nlead/ group", "lead"),
        ("By when", "due"),
        ("What is desired\noutcome", "wanted"),
        ("What will impact be and how\nmeasured", "measure"),
        ("Addressed to", "to"),
        ("Areas of development", "finding"),
        ("Areas improving", "finding:good-practice"),
        ("Areas for continued development", "finding:continued"),
        ("Title/Topic", "course"),
        ("Trainers’ Agency", "trainers"),
        ("Who will lead?", "lead"),
        ("How will we know?", "evidence"),
        ("What will we do?", "action"),
        ("Target date (revised)", "due"),
        ("Date completed", "done"),
        ("Zebra", ""),
        ("", ""),
        ("x" * 400, ""),
    ],
)
def test_published_headings(heading: str, field: str) -> None:
    assert field_of(heading) == field
    assert not field or field in FIELDS


@pytest.mark.parametrize("text", ["Police", "Share what each agency knows", "March 2024", "In progress", "1"])
def test_what_stands_below_headings_is_none(text: str) -> None:
    assert exact_field(text) == ""
