"""The empty map that records share stays empty."""

import copy
import pickle

import pytest

from lif_core.records import Action


@pytest.mark.parametrize(
    "put",
    [
        lambda held: held.__setitem__("done", 1),
        lambda held: held.update(done=1),
        lambda held: held.setdefault("done", 1),
        lambda held: held.__ior__({"done": 1}),
    ],
)
def test_nothing_can_be_put_into_it(put):
    action = Action(id="demo/action/1")
    with pytest.raises(TypeError, match="never changes"):
        put(action.happened)
    assert action.happened == {}


def test_a_record_can_be_copied_and_pickled():
    action = Action(id="demo/action/1")
    assert copy.deepcopy(action) == pickle.loads(pickle.dumps(action)) == action
