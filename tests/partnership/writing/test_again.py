"""What others were quicker at is done anew, and given up where they are quicker every time."""

import pytest

from lif_core.errors import Conflict
from lif_core.partnership.writing.again import anew


@pytest.mark.parametrize(("conflicts", "tries"), [(0, 1), (1, 2), (4, 5)])
def test_it_is_done_anew_until_nobody_is_quicker(conflicts: int, tries: int) -> None:
    left = iter(range(conflicts))

    def once() -> str:
        for number in left:
            raise Conflict(number, number + 1)
        return "done"

    assert anew(once, tries) == "done"


def test_who_is_beaten_every_time_is_told() -> None:
    def once() -> str:
        raise Conflict(1, 2, "demo/action/1")

    with pytest.raises(Conflict, match="was changed"):
        anew(once, 3)
