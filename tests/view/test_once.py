"""Once: an answer is kept with the records it was told of, and no longer."""

import gc
import weakref
from datetime import date

from lif_core.framework.layers import FrameworkHistory
from lif_core.records import Action
from lif_core.view.once import once
from lif_core.view.register import Register
from lif_core.view.view import View


def test_it_is_worked_out_once_for_each_day_and_forgotten_with_the_records(liverpool: FrameworkHistory) -> None:
    asked: list[date] = []

    @once
    def count(view: View) -> int:
        asked.append(view.day)
        return len(view.register)

    register = Register([Action(id="demo/action/1")])
    first, second = date(2024, 1, 1), date(2024, 1, 2)
    for day in (first, first, second, first):
        assert count(View(framework=liverpool.newest, register=register, day=day)) == 1
    assert asked == [first, second]

    gone = weakref.ref(register)
    del register
    gc.collect()
    assert gone() is None


def test_an_answer_that_holds_the_records_itself_does_not_keep_them_either(liverpool: FrameworkHistory) -> None:
    @once
    def same(view: View) -> View:
        return view

    register = Register([Action(id="demo/action/1")])
    assert same(View(framework=liverpool.newest, register=register, day=date(2024, 1, 1))).register is register
    gone = weakref.ref(register)
    del register
    gc.collect()
    assert gone() is None
