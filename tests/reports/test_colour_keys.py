"""Colour keys as partnerships print them: the same five actions under each, in text alone.

Green means done in one place and on track in another; a key may be numbers, letters, or have five colours.
"""

from datetime import date
from typing import Any

import pytest

from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.records import Action
from lif_core.reports.telling import Teller
from lif_core.values.when import When
from lif_core.view.register import Register
from lif_core.view.view import View

DAY = date(2024, 6, 3)


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


def action(number: int, **given: Any) -> Action:
    return Action(id=f"demo/action/{number}", **{"state": "in-progress", "due": on(2024, 9, 1), **given})


ACTIONS = (
    action(1),  # on the way, in time
    action(2, confidence="low"),  # on the way, and somebody doubts it
    action(3, due=on(2024, 5, 1)),  # late
    action(4, state="done", happened={"done": on(2024, 5, 1)}),
    action(5, state="sustained", happened={"done": on(2023, 5, 1), "sustained": on(2024, 5, 1)}),
)

KEYS = {
    # Stockton's review of its board: 1 fully achieved, 2 on track, 3 slipped; 4, not achieved, is recalled
    "Stockton": (
        ["2", "2", "3", "1", "1"],
        [("1", "done"), ("4", "days-late > 90"), ("3", "late"), ("2", "otherwise")],
    ),
    # Kensington and Chelsea: green no issues or risks, amber issues or risks, red significant ones
    "confidence": (
        ["green", "amber", "red", "green", "green"],
        [("green", "done"), ("red", "late"), ("amber", "confidence = low"), ("green", "otherwise")],
    ),
    # Green is on track here, and blue is complete
    "BRAG": (
        ["green", "amber", "red", "blue", "blue"],
        [("blue", "done"), ("red", "late"), ("amber", "confidence = low"), ("green", "otherwise")],
    ),
    # Green is done here, and blue means that it held
    "BRAG, embedded": (
        ["amber", "amber", "red", "green", "blue"],
        [("blue", "sustained"), ("green", "done"), ("red", "late"), ("amber", "otherwise")],
    ),
    # Five colours: what is not due yet is grey, what is closed purple
    "five": (
        ["grey", "amber", "red", "green", "purple"],
        [
            ("purple", "sustained"), ("green", "done"), ("red", "late"), ("amber", "confidence in (low, medium)"),
            ("grey", "otherwise"),
        ],
    ),
    "letters": (
        ["C", "D", "E", "B", "A"],
        [("A", "sustained"), ("B", "done"), ("E", "days-late >= 28"), ("D", "confidence = low"), ("C", "otherwise")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_the_same_actions_under_each_key(history, key: str) -> None:
    wanted, chain = KEYS[key]
    lines = ", ".join(f'{{ colour = "{colour}", means = "{when}", when = "{when}" }}' for colour, when in chain)
    text = f'layer = "ours"\ninformed-by = ["england"]\n[change.colours.action]\nfirst-that-fits = [{lines}]\n'
    framework = compose([history, read_document(f'{text}because = "Our key"\n', "ours.toml")]).newest
    teller = Teller(View(framework=framework, register=Register(ACTIONS), day=DAY))
    cells = [teller.colour(one) for one in ACTIONS]
    assert [cell.colour for cell in cells] == wanted
    assert all(cell.value and cell.note for cell in cells)  # a colour never stands alone: letter and meaning beside it
