"""Consulting: which consultation a comment belongs to, and when comments are taken."""

from datetime import date

from lif_core.records import Consultation, Note
from lif_core.view.kinds import is_withdrawn, kind_of
from lif_core.view.view import View


def consultation_of(view: View, note: Note) -> Consultation | None:
    """Give the consultation that a note is a comment on, None where it is none."""
    if note.sort != "comment":
        return None
    about = (view.register.get(one) for one in note.about)
    return next((one for one in about if isinstance(one, Consultation)), None)


def comments_on(view: View, consultation: Consultation) -> list[Note]:
    """Give the comments on a consultation that were not taken back, in the order of their ids."""
    notes = view.register.sources(consultation.id, Note)
    found = [one for one in notes if one.sort == "comment" and consultation.id in one.about]
    return sorted((one for one in found if not is_withdrawn(view, one)), key=lambda one: one.id)


def is_held(view: View, note: Note) -> bool:
    """Tell whether a comment still waits for somebody to look at it."""
    return note.state in kind_of(view, note).waiting


def opens_on(consultation: Consultation) -> date | None:
    """Tell the first day on which comments are taken, None where no day is known."""
    return consultation.opens.first if consultation.opens is not None else None


def closes_on(consultation: Consultation) -> date | None:
    """Tell the last day on which comments are taken, None where no day is known."""
    return consultation.closes.last if consultation.closes is not None else None


def is_taking(view: View, consultation: Consultation, day: date) -> bool:
    """Tell whether comments are taken on a day: between its two days, and while nobody has closed it."""
    path = kind_of(view, consultation).path.states
    if is_withdrawn(view, consultation) or (path and consultation.state not in path[:2]):
        return False
    opens, closes = opens_on(consultation), closes_on(consultation)
    moved_on = not path or consultation.state != path[0]
    begun = moved_on if opens is None else opens <= day
    return begun and (closes is None or day <= closes)
