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
