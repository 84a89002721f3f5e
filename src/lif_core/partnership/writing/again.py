"""Again: what is done anew, with what stands then, where somebody else wrote in between."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from lif_core.errors import Conflict

Done = TypeVar("Done")


def anew(once: Callable[[], Done], tries: int) -> Done:
    """Do something until nobody else is quicker.

    Args:
        once: looks at what stands, and does it.
        tries: how often, the first time counted.

    Raises:
        Conflict: others were quicker every time.
    """
    for _ in range(tries - 1):
        with suppress(Conflict):
            return once()
    return once()
