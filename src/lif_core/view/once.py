"""Once: what many rules ask of one view is worked out once, and forgotten together with the view's records."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from lif_core.view.register import Register
from lif_core.view.view import View

T = TypeVar("T")

_kept: "WeakKeyDictionary[Register, dict[tuple[object, date], tuple[object, Any]]]" = WeakKeyDictionary()


def once(compute: Callable[[View], T]) -> Callable[[View], T]:
    """Make a function of a view answer from what it told of the same records, day and framework before.

    Records about children are not kept alive by it: when nobody holds the register any more, its answers go too.
    """

    @wraps(compute)
    def told(view: View) -> T:
        answers = _kept.setdefault(view.register, {})
        framework, answer = answers.get((compute, view.day), (None, None))
        if framework is not view.framework:
            answer = compute(view)
            answers[compute, view.day] = (view.framework, answer)
        return cast(T, answer)

    return told
