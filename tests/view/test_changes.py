"""What differs between two views is told whole, and nothing else is."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import attrs
from hypothesis import given
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.records import Action, Note, Record
from lif_core.testing import MemoryStorage
from lif_core.values.when import When
from lif_core.view.changes import changed_between
from lif_core.view.register import Register

DAY = date(2024, 5, 14)
IDS = [f"demo/action/{number}" for number in range(4)]


def view(*records: Record) -> Any:
    return cast(Any, SimpleNamespace(register=Register(records)))


def test_new_changed_and_gone_are_told_in_the_order_of_ids() -> None:
    stays, moves, goes = (Action(id=id, state="planned") for id in IDS[:3])
    fresh = Action(id=IDS[3])
    moved = attrs.evolve(moves, state="done", happened={"done": When.on(DAY)})
    told = changed_between(view(stays, moves, goes), view(fresh, moved, stays))
    assert [(one.record, one.turn) for one in told] == [(IDS[1], "changed"), (IDS[2], "gone"), (IDS[3], "new")]
    assert [(one.field, one.was, one.now) for one in told[0].fields] == [
        ("state", "planned", "done"),
        ("happened.done", None, When.on(DAY)),
    ]
    assert str(told[0]) == f"{IDS[1]} changed in state, happened.done."
    assert str(told[1]) == f"{IDS[2]} is no longer there."


def test_one_record_is_told_alone() -> None:
    before, after = view(*(Action(id=id) for id in IDS)), view(*(Action(id=id, state="done") for id in IDS))
    assert [one.record for one in changed_between(before, after, IDS[2])] == [IDS[2]]
    assert changed_between(before, after, "demo/action/unknown") == ()


def test_no_text_of_a_record_stands_in_what_is_told() -> None:
    before = view(Note(id="demo/note/1", text="Canary Ffugenw"))
    (told,) = changed_between(before, view(Note(id="demo/note/1", text="another")))
    assert "Canary" not in f"{told} {told!r} {told.fields!r}"


@given(st.lists(st.sampled_from(["", "planned", "done"]), min_size=4, max_size=4), st.data())
def test_what_is_told_makes_the_later_register_of_the_earlier(states: list[str], data: st.DataObject) -> None:
    def some() -> Register:
        chosen = data.draw(st.lists(st.sampled_from(IDS), unique=True))
        return Register(Action(id=id, state=data.draw(st.sampled_from(states))) for id in chosen)

    one, other = some(), some()
    told = changed_between(cast(Any, SimpleNamespace(register=one)), cast(Any, SimpleNamespace(register=other)))
    made = one.plus([change.now for change in told if change.now], [c.record for c in told if c.turn == "gone"])
    assert {record.id: record for record in made} == {record.id: record for record in other}
    back = changed_between(cast(Any, SimpleNamespace(register=other)), cast(Any, SimpleNamespace(register=one)))
    assert [change.record for change in back] == [change.record for change in told]


def test_what_did_not_change_is_not_replayed(liverpool: Any) -> None:
    class Counting(MemoryStorage):
        asked = 0

        def history(self, id: str) -> Any:
            Counting.asked += 1
            return super().history(id)

    lif = Partnership(liverpool, Counting(), settings=Settings(id="demo", by="qa-officer"))
    with lif.work(on=date(2024, 1, 2)) as work:
        actions = [work.plan_action(f"Action {number}") for number in range(20)]
    with lif.work(on=date(2024, 6, 3)) as work:
        work.amend(actions[7], {"wanted": "fewer surprises"})
    now, before = lif.as_of(date(2024, 7, 1)), lif.as_of(date(2024, 5, 1))
    (told,) = changed_between(before, now)
    assert (told.record, [one.field for one in told.fields]) == (actions[7].id, ["wanted"])
    assert Counting.asked == 1
