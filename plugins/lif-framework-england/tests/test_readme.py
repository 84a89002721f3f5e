"""The README: its examples compose, and its list of what is not verified is the one the command prints."""

import re
from pathlib import Path

import pytest

from lif_framework_england import figures

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_composes_over_england(composed, example):
    assert composed("england", added=example).fingerprint != composed("england").fingerprint


def test_there_are_examples():
    assert len(EXAMPLES) == 3


def test_the_list_of_what_is_not_verified_is_the_one_the_command_prints(capsys):
    figures.main()
    listed = README.split("<!-- unverified -->\n")[1].split("<!-- end of unverified -->")[0]
    assert listed.strip() == capsys.readouterr().out.strip()


def test_a_figure_that_is_not_verified_says_what_it_asks_and_where_it_comes_from():
    (one,) = [one for one in figures.unverified() if one.key == "deadline.local-review-copy"]
    assert one.figure == "7 working days"
    assert str(one).endswith("7 working days. SI 2018/789 and Working Together 2018 (deadline.local-review-copy)")
