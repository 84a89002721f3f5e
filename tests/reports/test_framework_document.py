"""Framework document: a reader of the seed document finds every sentence of it answered."""

import re
from datetime import date
from pathlib import Path

import attrs
import pytest

from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.framework.shape import DeadlineRule
from lif_core.reports.document import Block, Bullets, Document, Heading, Paragraph, Table, plain
from lif_core.reports.framework_document import framework_document
from lif_core.reports.framework_phrases import FRAMEWORK_PHRASES
from lif_core.reports.telling import Asked
from lif_core.view.register import Register
from lif_core.view.view import View
from lif_framework_england import layer

DAY = date(2024, 6, 1)
ANSWERS = {
    "be clear about their responsibilities": ("responsibilities", "clear about their responsibilities"),
    "learn from experience and improve services": ("about", "learn from experience and improve our local services"),
    "Working Together to Safeguard Children 2015": ("about", "Working Together 2015"),
    "learning organisation": ("about", "We are a learning organisation"),
    "provision, scrutiny and challenge functions": ("responsibilities", "a challenge is raised with a body"),
    "Learning and Improvement Sub Group members meet regularly": (
        "responsibilities",
        "Learning and Improvement Sub Group | Meet regularly",
    ),
    "identifies and makes available relevant training": (
        "training",
        "makes available relevant training for all agencies",
    ),
    "evaluate the effectiveness of any multi-agency training": ("training", "monitor and evaluate its effectiveness"),
    "sets out clearly how we will fulfil our responsibilities": ("about", "how we fulfil our responsibilities"),
    "what needs to be learnt": ("reviews", "What needs to be learnt"),
    "where services and practice require improvement": ("reviews", "where services and practice require improvement"),
    "lead to sustainable improvements": ("follow-up", "improvements that last"),
    "sharing of learning on a wide area basis": ("sharing", "Learning is shared on a wide area basis"),
    "transparency, accountability and consistent improvement": (
        "sharing",
        "for transparency, accountability and consistent improvement",
    ),
    "informed by the North West Safeguarding Steering Group": ("sources", "England > North West > Liverpool"),
    "procedures for undertaking review": ("reviews", "Steps: "),
    "share the learning and key findings identified during local reviews": (
        "sharing",
        "Share learning and key findings from local reviews",
    ),
    "multi agencies resources which agencies may find useful": ("sharing", "Learning summary"),
    "key findings from reviews are included in our newsletters": ("sharing", "Newsletter"),
    "Have your say": ("sharing", "Have your say"),
    "Comments are closed for this article": ("sharing", "opens and closes on days that are told"),
}


def document_of(framework: Framework, day: date = DAY, asked: Asked | None = None) -> Document:
    return framework_document(View(framework=framework, register=Register(), day=day), asked)


def lines(block: Block) -> list[str]:
    if isinstance(block, Heading | Paragraph):
        return [block.text]
    if isinstance(block, Bullets):
        return list(block.items)
    assert isinstance(block, Table)
    return [" | ".join(plain(cell) for cell in row) for row in block.rows]


def text_of(document: Document, section: str = "") -> str:
    sections = [document.section(section)] if section else document.sections
    return "\n".join(line for part in sections for block in part.blocks for line in lines(block))


@pytest.mark.parametrize("said", ANSWERS)
def test_every_sentence_of_the_seed_is_answered(liverpool: Framework, examples: Path, said: str) -> None:
    seed = " ".join((examples / "seed.txt").read_text(encoding="utf-8").split())
    section, answer = ANSWERS[said]
    assert said in seed
    assert answer in text_of(document_of(liverpool), section)


def test_no_sentence_of_the_seed_is_left_out(examples: Path) -> None:
    seed = (examples / "seed.txt").read_text(encoding="utf-8")
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", seed) if part.strip()]
    assert len(paragraphs) == 10
    for paragraph in paragraphs[1:]:  # the first is its title
        assert any(said in paragraph for said in ANSWERS), paragraph


def test_each_deadline_in_force_stands_with_its_source_and_says_where_it_is_not_verified(
    liverpool: Framework,
) -> None:
    framework = liverpool
    told = text_of(document_of(framework), "reviews")
    rapid = framework.item("deadline", "rapid-review")
    assert isinstance(rapid, DeadlineRule)
    assert f"{rapid.words} | within 15 working days | after notification |" in told
    assert "within 6 months | after the decision" in told
    assert "Working Together 2018 and 2023 (not verified)" in told
    assert "serious case review (normally)" not in told  # of an edition that no longer rules
    assert "Serious case review (Working Together 2013, Working Together 2015; followed by" in told


def test_a_tightening_stands_beside_the_rule_above(liverpool: Framework) -> None:
    local = read_document(
        'layer = "x"\ninformed-by = ["liverpool"]\n[change.deadline.rapid-review]\nwithin = "10 working days"\n'
        'because = "Executive, 4 November 2024"\n',
        "x.toml",
    )
    told = text_of(document_of(compose([liverpool, local]).newest), "reviews")
    assert "within 15 working days" in told
    assert "within 10 working days" in told
    assert "Executive, 4 November 2024" in told


def test_it_holds_nothing_of_any_record_and_may_be_read_by_all(liverpool: Framework) -> None:
    document = document_of(liverpool)
    assert document.marking == document.footer.marking == "PUBLIC"
    assert document.records == ()
    assert document.title == "Local Learning and Improvement Framework"


def test_it_is_written_in_welsh_too(liverpool: Framework) -> None:
    document = document_of(liverpool, asked=Asked(language="cy"))
    assert document.section("training").title == "Hyfforddiant"
    assert "Adolygiad cyflym" in text_of(document, "reviews")


def test_a_framework_that_says_little_still_has_a_document() -> None:
    tiny = compose([read_document('layer = "tiny"\n[action.standard]\npath = "open > done"\n', "tiny.toml")]).newest
    document = document_of(tiny)
    assert document.title == "Local learning and improvement framework"
    assert "Steps: Open > Done." in text_of(document, "follow-up")


def test_every_phrase_is_there_in_both_languages_with_the_same_places() -> None:
    for key, label in FRAMEWORK_PHRASES.items():
        assert label.cy, key
        assert set(re.findall(r"\{\w+\}", label.en)) == set(re.findall(r"\{\w+\}", label.cy)), key


def test_it_never_prints_an_id_or_what_python_would_print(liverpool: Framework) -> None:
    told = text_of(document_of(liverpool))
    assert not re.search(r"\bNone\b|Label\(|Span\(|[a-z]+-[a-z]+-group\b", told)
    assert attrs.asdict(document_of(liverpool).footer)


CHARGES = """\
layer = "x"
informed-by = ["liverpool"]
[charge.full-day]
label = "A full day"
place = 50
no-show = 60
free-for = ["partner", "relevant-agency"]
not-free-for = ["early-years"]
prices = [{ for = "schools", place = "full-cost" }, { for = "outside", place = 80 }]
source = { title = "Our policy", authority = "local" }
[charge.online]
label = "Online check"
length = "online"
[charge.whole]
label = "For everybody alike"
place = 10
"""


def test_of_charges_only_what_counts_is_told_and_for_whom(liverpool: Framework) -> None:
    document = document_of(compose([liverpool, read_document(CHARGES, "x")]).newest)
    rows = text_of(document, "training").splitlines()
    policy = "Our policy (not verified)"
    assert [row for row in rows if row.startswith("A full day")] == [
        f"A full day | all the others | a place: 50 pounds; not coming: 60 pounds | {policy}",
        "A full day | partners, relevant agencies; but not Early years settings, Schools | a place is free of charge"
        f" | {policy}",
        f"A full day | Schools | a place: full cost | {policy}",
        f"A full day | others, from outside the partnership | a place: 80 pounds | {policy}",
    ]
    assert "Online check | everybody | the amount is not told | " in rows
    assert "For everybody alike | everybody | a place: 10 pounds | " in rows


def test_charges_that_nobody_compared_stand_among_the_figures_not_verified(liverpool: Framework) -> None:
    document = document_of(compose([liverpool, read_document(CHARGES, "x")]).newest)
    assert "A full day | 50, 60, 80 pounds | Our policy" in text_of(document, "sources")


OWN = """\
layer = "x"
label = "Our Area"
informed-by = ["north-west"]
area-start = 2019-09-01
[framework.standard]
label = "Our framework"
source = { title = "Executive, 3 March 2025", authority = "local", verified = true }
[body.learning-committee]
label = "Learning Committee"
sort = "sub-group"
[relabel.body.case-review-group]
en = "Case Committee"
[retire.body.exploitation-group]
because = "It never met here"
[principle.one]
label = "We learn from good practice"
[principle.two]
label = "Numbers are asked of every action"
section = "Impact measures and evaluation"
[review.significant-incident]
label = "Significant incident review"
path = "referred > decided > held > closed"
finished = ["closed"]
criteria = ["It was grave"]
called-for-by = "any"
decides = { decided = "executive", held = "executive", closed = "learning-committee" }
recommends = { decided = "learning-committee" }
"""


@pytest.fixture(scope="module")
def own() -> Document:
    above = [read_document(text, name) for one in ("england", "north-west") for name, text in layer(one)]
    return document_of(compose([*above, read_document(OWN, "x")]).newest)


def test_what_is_taken_over_is_told_from_what_is_ones_own(own: Document) -> None:
    rows = text_of(own, "responsibilities").splitlines()
    assert "Learning Committee |  |  | our own" in rows
    assert "Case Committee | Executive |  | England, adapted by us" in rows
    assert [row.rpartition(" | ")[2] for row in rows if row.startswith("Policy and Procedures Group")] == [
        "taken over from England"
    ]
    assert not [row for row in rows if row.startswith("Exploitation Group")]
    assert "What is taken over stands here as the layer above has it: nobody said here that it is so with us." in rows


def test_a_framework_of_one_layer_takes_nothing_over() -> None:
    one = read_document('layer = "x"\n[body.executive]\nsort = "sub-group"\n', "x")
    document = document_of(compose([one]).newest)
    assert "Executive |  |  | our own" in text_of(document)
    assert "taken over" not in text_of(document)


def test_a_kind_of_review_says_who_decides_its_criteria_and_that_no_law_asks_for_it(own: Document) -> None:
    told = text_of(own, "reviews").splitlines()
    at = told.index("Significant incident review")
    assert told[at + 1 : at + 8] == [
        "Steps: Referred > Decided > Held > Closed.",
        "Recommended by Learning Committee, decided by Executive: Decided.",
        "Decided by Executive: Held.",
        "Decided by Learning Committee: Closed.",
        "Called for where any one of these is met:",
        "It was grave",
        "No law or guidance is named for this kind of review (our own).",
    ]
    statutory = told[told.index("Rapid review") :][:12]
    assert not any("No law or guidance" in line for line in statutory)
    assert "Called for where all of these are met:" in statutory


def test_the_framework_tells_its_source_its_beginning_and_principles_by_section(own: Document) -> None:
    told = text_of(own, "about").splitlines()
    assert "Source: Executive, 3 March 2025." in told
    assert "Our arrangements began on 1 Sep 2019." in told
    at = told.index("Impact measures and evaluation")
    assert told[at + 1] == "Numbers are asked of every action"
    assert told.index("We learn from good practice") < at
