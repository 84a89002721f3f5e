"""Who: bodies and roles by the words of the framework, and parties by their ids."""

from datetime import date

import pytest

from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.records import Party
from lif_core.view.who import called, party_of

LAYER = """
layer = "here"
[body.police]
label = "Police"
[role.chair]
label = "Chair of the board"
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
