"""Clashing: words that two items claim are told where they were written; what they might mean is never guessed."""

from datetime import date

import pytest

from lif_core.errors import InvalidFramework, Refused, SeveralFit
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import compose
from lif_core.rules.decide import Case, decide
from lif_core.rules.requests import PlanAction, Request, StartReview
from lif_core.values.identifiers import counting
from lif_core.view.register import Register
from lif_core.view.view import View

UPPER = """\
layer = "upper"
[review.local-review]
label = "Local review"
aliases = ["Learning review"]
path = "open > closed"
[body.qa-group]
label = "QA Group"
"""
LOWER = 'layer = "lower"\ninformed-by = ["upper"]\n'


def told(text: str) -> list[str]:
    with pytest.raises(InvalidFramework) as refused:
        compose([read_document(UPPER, "upper.toml"), read_document(LOWER + text, "lower.toml")])
    assert {problem.code for problem in refused.value.problems} == {"framework.same-words"}
    return [str(problem) for problem in refused.value.problems]


def made(text: str) -> Framework:
    return compose([read_document(UPPER, "upper.toml"), read_document(LOWER + text, "lower.toml")]).newest


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[review.our-review]\nlabel = "Our review"\naliases = ["Local Review"]\npath = "a > b"\n', 5),
        ('[review.our-review]\nlabel = "LOCAL  REVIEW"\npath = "a > b"\n', 4),
        ('[review.our-review]\nlabel = { en = "Ours", cy = "Local review" }\npath = "a > b"\n', 4),
        ('[review.our-review]\nlabel = "Our review"\naliases = ["Local-review"]\npath = "a > b"\n', 5),
        ('[body.other-group]\nlabel = "Other"\nnames = [{ label = "QA Group", until = 2019-01-01 }]\n', 5),
        ('[body.other-group]\nlabel = "Other"\n[change.body.qa-group]\naliases = ["Other"]\n', 6),
    ],
)
def test_the_same_words_for_two_things_are_told_where_they_were_written_later(text: str, line: int) -> None:
    (problem,) = told(text)
    assert problem.startswith(f"lower.toml, line {line}, ")
    assert "nobody can tell which of them is meant. Give one of them other words," in problem


def test_where_the_other_one_stands_is_told_too() -> None:
    (problem,) = told('[review.our-review]\nlabel = "Our review"\naliases = ["Learning review"]\npath = "a > b"\n')
    assert (
        "review.our-review is called 'Learning review', and so is review.local-review (upper.toml, line 4)" in problem
    )


@pytest.mark.parametrize(
    "text",
    [
        '[body.new-group]\nlabel = "QA Group"\nsince = 2025-04-01\n[change.body.qa-group]\nuntil = 2025-03-31\n',
        '[body.new-group]\nlabel = "QA Group"\n[retire.body.qa-group]\nsuccessor = "new-group"\n',
        '[body.new-group]\nlabel = "QA Group"\nsince = 2025-04-01\n'
        '[retire.body.qa-group]\nsince = 2025-04-01\nsuccessor = "new-group"\n',
        '[role.qa-lead]\nlabel = "QA Group"\n',
        '[review.our-review]\nlabel = "Learning review"\npath = "a > b"\n',
        '[taxonomy.a]\n[taxonomy.b]\n[theme.one]\nlabel = "Neglect"\ntaxonomy = "a"\nmaps-to = "two"\n'
        '[theme.two]\nlabel = "Neglect"\ntaxonomy = "b"\n',
    ],
)
def test_names_of_different_times_tables_and_lists_do_not_clash(text: str) -> None:
    assert made(text)


def test_themes_of_two_lists_clash_where_neither_maps_to_the_other() -> None:
    themes = '[theme.one]\nlabel = "X"\ntaxonomy = "a"\n[theme.two]\nlabel = "X"\ntaxonomy = "b"\n'
    assert len(told(f"[taxonomy.a]\n[taxonomy.b]\n{themes}")) == 1


DATED = """\
[change.body.qa-group]
until = 2025-03-31
[body.new-group]
label = "QA Group"
since = 2025-04-01
[change.review.local-review]
until = 2025-03-31
[review.new-review]
label = "Local review"
aliases = ["Learning review"]
since = 2025-04-01
path = "open > closed"
[action.standard]
path = "planned > done"
"""


def test_words_that_fit_several_are_refused_with_all_that_fit() -> None:
    framework = made(DATED)
    assert framework.find_body("qa group") is None
    assert framework.find_body("qa-group") == "qa-group"
    misnamed = framework.misnamed("QA Group", "body")
    assert isinstance(misnamed, SeveralFit)
    assert (
        str(misnamed)
        == "Several are called 'QA Group' (body): qa-group, new-group. Name the one that is meant by its id."
    )


def test_a_retired_one_does_not_stand_in_the_way_of_what_follows_it() -> None:
    framework = made('[body.new-group]\nlabel = "QA Group"\n[retire.body.qa-group]\nsuccessor = "new-group"\n')
    assert framework.find_body("QA Group") == "new-group"


@pytest.mark.parametrize("request_", [StartReview("Local review"), PlanAction("Do it", lead="QA group")])
def test_a_request_that_several_fit_is_refused_and_an_id_is_taken(request_: Request) -> None:
    view = View(framework=made(DATED), register=Register(()), day=date(2025, 6, 1))
    case = Case(view=view, by="x", mint=counting("demo"))
    with pytest.raises(Refused) as refused:
        decide(case, request_)
    assert [problem.code for problem in refused.value.problems] == ["several-fit"]
    assert decide(case, StartReview("new-review")).records[0].kind == "new-review"


def test_what_a_layer_calls_its_own_takes_the_words_over_from_an_alias_above() -> None:
    framework = made('[review.our-review]\nlabel = "Learning review"\npath = "a > b"\n')
    assert framework.find("review", "learning review") == "our-review"
