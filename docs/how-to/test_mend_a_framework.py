"""The page on what a check tells: a heading for every problem there is, and each example told as it stands there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import lif_framework_england
from lif_core import InvalidFramework, compose
from lif_core.errors import Problem
from lif_core.framework.documents import Document, read_document

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "mend-a-framework.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE))
BLOCKS = {code: re.findall(r"```text\n(.*?)\n```", text, re.DOTALL) for code, text in SECTIONS.items()}
SAID = re.compile(r'(?:Misfit|problem|_say)\(\s*"([a-z0-9-]+)"|"framework\.([a-z0-9-]+)"')
ELSEWHERE = {"standard"}  # `framework.standard` is the item of the charter
HEAD = 'layer = "our-area"\ninformed-by = ["north-west"]\n'


def codes() -> set[str]:
    """Every code that the source gives to a problem of a framework."""
    sources = [*(ROOT / "src/lif_core/framework").rglob("*.py"), ROOT / "plugins/lif-cli/src/lif_cli/named.py"]
    questions = "questionnaire.py"
    texts = (path.read_text(encoding="utf-8") for path in sources if path.name != questions)
    return {one or other for text in texts for one, other in SAID.findall(text)} - ELSEWHERE


def test_every_problem_of_a_framework_has_its_heading() -> None:
    """And no heading is of a problem that there is no more."""
    found = codes()
    assert len(found) > 40
    assert found == set(SECTIONS)


def test_a_problem_names_its_heading() -> None:
    """The file and the heading are there."""
    page, anchor = Problem("framework.no-otherwise", "x", "y").see.split("#")
    assert (ROOT / page).read_text(encoding="utf-8") == PAGE
    assert anchor in SECTIONS
    assert Problem("call.wrong-words", "x", "y").see == ""


def documents(wrong: str) -> Iterator[Document]:
    """The layers of an example: those it names, else one over the North West."""
    text = wrong if wrong.startswith("layer =") else HEAD + wrong
    for part in re.split(r"\n\n(?=layer = )", text):
        named = re.match(r'layer = "([^"]+)"', part)
        yield read_document(f"{part}\n", f"{named[1] if named else 'our-area'}.toml")


@pytest.mark.parametrize("code", [code for code, blocks in BLOCKS.items() if blocks])
def test_each_example_is_told_as_it_stands_on_the_page(code: str) -> None:
    """With this problem and no other, word for word."""
    wrong, told = BLOCKS[code]
    given = [read_document(f"{wrong}\n", "our-area.toml")] if code == "no-layer" else list(documents(wrong))
    over = any(one.layer is None or one.layer.informed_by for one in given)
    above = [
        read_document(file.text, file.name) for file in lif_framework_england.layers() if file.layer != "liverpool"
    ]
    with pytest.raises(InvalidFramework) as refused:
        compose([*(above if over else ()), *given])
    assert {problem.code for problem in refused.value.problems} == {f"framework.{code}"}
    assert "\n".join(map(str, refused.value.problems)) == told
