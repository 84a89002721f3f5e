"""Once: what many rules ask of one view is worked out once, and forgotten together with the view's records."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from lif_core.view.view import View

T = TypeVar("T")


def once(compute: Callable[[View], T]) -> Callable[[View], T]:
    """Make a function of a view answer from what it told of the same records, day and framework before.

    Records about children are not kept alive by it: its answers are kept with the register, and go when it goes.
    """

    @wraps(compute)
    def told(view: View) -> T:
        answers = view.register.worked_out
        framework, answer = answers.get((compute, view.day), (None, None))
        if framework is not view.framework:
            answer = compute(view)
            answers[compute, view.day] = (view.framework, answer)
        return cast(T, answer)

    return told
