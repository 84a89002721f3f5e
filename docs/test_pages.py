"""Every link of every page leads somewhere, and no page names a place on somebody's machine."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("changelog.d/*.md"), *ROOT.glob("plugins/*/*.md")]
)
INDEX = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    """A link without a scheme is a file beside the page."""
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", prose)]
    lost = [target for target in targets if target and "://" not in target and not (page.parent / target).exists()]
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_place_of_somebodys_machine(page):
    """What is written here is read on other machines."""
    assert re.findall(r"(?<![\w.])/(?:root|home|work|Users)/\S*", page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("folder", ["tutorial", "how-to", "reference", "explanation"])
def test_every_page_is_in_the_index(folder):
    """A page nobody finds is not there."""
    assert [page.name for page in (ROOT / "docs" / folder).glob("*.md") if f"{folder}/{page.name}" not in INDEX] == []


def test_every_decision_is_listed():
    """Decisions are numbered without gaps."""
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    pages = sorted(page.name for page in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert [page for page in pages if page not in listed] == []
    assert [page[:4] for page in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
