"""Who: bodies and roles by the words of the framework, and parties by their ids."""

from datetime import date

import pytest

from lif_core import compose
from lif_core.errors import Refused
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.records import Party
from lif_core.view.who import body_of, body_of_role, called, known_body, party_of

LAYER = """
layer = "here"
[body.police]
label = "Police"
[role.chair]
label = "Chair of the board"
[role.sergeant]
label = "Sergeant"
body = "police"
"""


@pytest.fixture(scope="module")
def framework() -> Framework:
    return compose([read_document(LAYER, "here.toml")]).on(date(2024, 5, 14))


def test_a_body_or_role_is_called_by_the_words_of_the_framework(framework: Framework) -> None:
    assert [called(framework, id) for id in ("police", "chair", "nobody", "")] == [
        "Police", "Chair of the board", "", "",
    ]  # fmt: skip


def test_a_party_is_a_role_or_a_body_and_else_what_was_said(framework: Framework) -> None:
    assert party_of(framework, "chair") == Party(role="chair")
    assert party_of(framework, "police") == Party(body="police")
    assert party_of(framework, "A neighbour") == Party(said="A neighbour")


def test_a_party_is_of_its_body_or_of_the_body_of_its_role(framework: Framework) -> None:
    said = (Party(body="police"), Party(role="sergeant"), Party(body="schools", role="sergeant"), Party(role="chair"))
    assert [body_of(framework, party) for party in said] == ["police", "police", "schools", ""]
    assert body_of(framework, Party(said="A neighbour", role="nobody")) == ""
    assert [body_of_role(framework, role) for role in ("sergeant", "chair", "nobody", "")] == ["police", "", "", ""]


@pytest.mark.parametrize("said", ["police", "Police"])
def test_a_body_is_known_by_its_id_and_its_words(framework: Framework, said: str) -> None:
    assert known_body(framework, said) == "police"


@pytest.mark.parametrize(("said", "code"), [("polcie", "unknown-name"), ("", "report.body-missing")])
def test_a_body_that_nobody_knows_is_refused(framework: Framework, said: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        known_body(framework, said)
    assert [problem.code for problem in refused.value.problems] == [code]
