"""Inherited: open actions of bodies that are no more, and who takes them over.

Where one body follows, it has what was open. Where several do, as when an area is split, who takes which action is
decided by people, for each of them: nothing is handed over by itself.
"""

from datetime import date

import attrs

from lif_core.framework.framework import Framework
from lif_core.framework.shape import Body
from lif_core.records import Action
from lif_core.view.kinds import is_open, name_of
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class Inherited:
    """An open action whose lead, or following group, has ended.

    Attributes:
        record: id of the action.
        name: what people call it.
        body: id of the body that ended.
        heirs: ids of the bodies in use that follow it; none where nobody does.
        sentence: all of it in one sentence.
    """

    record: str
    name: str = attrs.field(repr=False)
    body: str
    heirs: tuple[str, ...]
    sentence: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.sentence


def heirs(framework: Framework, body: str, day: date) -> tuple[str, ...]:
    """Tell who follows a body on a day: itself while it is in use, else its successors, and theirs where they ended."""
    bodies = framework.all(Body)
    found: dict[str, None] = {}
    waiting, seen = [body], set[str]()
    while waiting:
        id = waiting.pop(0)
        if id in seen or id not in bodies:
            continue
        seen.add(id)
        one = bodies[id]
        if one.in_use(day):
            found[id] = None
        else:
            waiting += one.successor or ((one.retired.successor,) if one.retired and one.retired.successor else ())
    return tuple(found)


def inherited(view: View) -> tuple[Inherited, ...]:
    """Tell each open action that hangs on a body which has ended, with who takes it over."""
    bodies, found = view.framework.all(Body), []
    for action in view.register.of_type(Action):
        if not is_open(view, action):
            continue
        named = dict.fromkeys([*(lead.body for lead in action.leads), action.group])
        for id in named:
            if id in bodies and not bodies[id].in_use(view.day):
                found.append(_told(view, action, id))
    return tuple(found)


def _told(view: View, action: Action, body: str) -> Inherited:
    following = heirs(view.framework, body, view.day)
    name = name_of(view, action)
    gone = view.framework.item("body", body).words
    words = [view.framework.item("body", id).words for id in following]
    if not words:
        who = "nobody is named who follows it. Name a successor, or give the action to another lead."
    elif len(words) == 1:
        who = f"{words[0]} takes it over."
    else:
        who = f"{', '.join(words[:-1])} and {words[-1]} follow it. Decide which of them takes the action."
    sentence = f"{name}: {gone} is no more; {who}"
    return Inherited(record=action.id, name=name, body=body, heirs=following, sentence=sentence)
