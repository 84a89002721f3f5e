"""Gaps of what a kind asks for: signatures of those who sign it off, fields that are to be filled in."""

from collections.abc import Iterator

from lif_core.framework.shape import KINDS
from lif_core.measures.gap import Gap, begun, gap_of
from lif_core.serial.glances import Seen
from lif_core.values.saying import plain_day
from lif_core.view.kinds import is_done, is_finished, is_withdrawn
from lif_core.view.recurrence import done_on
from lif_core.view.signing import chain_of, signatures
from lif_core.view.view import View
from lif_core.view.who import called


def unsigned(view: View) -> Iterator[Gap]:
    """Tell what is called done, or ended, and was not signed off by all who are to sign it off."""
    for record in _to_be_signed(view):
        closed = is_done(view, record) or is_finished(view, record)
        missing = [one.body for one in signatures(view, record) if not one.is_given]
        if not closed or is_withdrawn(view, record) or not missing:
            continue
        since = done_on(view, record)
        says = f"It counts as closed, and {_named(view, missing[0])} has not signed it off."
        after = ", ".join(_named(view, body) for body in missing[1:])
        mend = (
            f"Bring it to {_named(view, missing[0])}{f', then to {after}' if after else ''}, and record the decision."
        )
        given = [one for one in signatures(view, record) if one.on is not None]
        if given and given[-1].on is not None:
            says = f"{says[:-1]}, as {_named(view, given[-1].body)} did on {plain_day(given[-1].on)}."
        yield gap_of(view, record, "closed-without-sign-off", "medium", says, mend, since.last if since else None)


def _to_be_signed(view: View) -> Iterator[Seen]:
    """Give the records that somebody is to sign off: all whose kind says so, and the actions that say so themselves."""
    for record_type in KINDS:
        if record_type == "action" or any(kind.signs_off for kind in view.framework.kinds(record_type).values()):
            yield from (one for one in view.register.glances(record_type) if chain_of(view, one))


def _named(view: View, body: str) -> str:
    return called(view.framework, body) or body.replace("-", " ")


def unfilled(view: View) -> Iterator[Gap]:
    """Tell the fields that the kind of a record asks to be filled in, and that are empty."""
    for record_type in KINDS:
        if not any(kind.needs for kind in view.framework.kinds(record_type).values()):
            continue
        for record in view.register.glances(record_type):
            needs = view.framework.kind(record_type, record.kind).needs
            if needs and not is_withdrawn(view, record):
                for name in needs:
                    if _is_empty(record, name):
                        yield _unfilled(view, record, name)


def _is_empty(record: Seen, name: str) -> bool:
    field, dot, extra = name.partition(".")
    value = record.extra.get(extra) if dot else getattr(record, field.replace("-", "_"), None)
    return value is None or value in ("", ())


def _unfilled(view: View, record: Seen, name: str) -> Gap:
    _, dot, extra = name.partition(".")
    plainly = name.replace("-", " ").capitalize()
    heading = view.framework.item("extra", extra).words if dot else str(view.framework.wording(name, plainly))
    says = f'Nothing stands under "{heading}".'
    return gap_of(view, record, "field-not-filled-in", "low", says, "Fill it in.", begun(view, record))
