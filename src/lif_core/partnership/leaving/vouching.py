"""Vouching: what a plug-in's report has to say of itself, the host says: marking, readers, fingerprint.

A plug-in is no party to the disclosure levels of a partnership. What its document leaves out, or says too widely, is
filled in from the view that it was given. Which records it shows only it can tell: one that names none of that view
counts as showing every one. One that names fewer than it prints is not found out.
"""

import attrs

from lif_core.errors import PluginError
from lif_core.framework.shape import DisclosureLevel
from lif_core.reports.document import Document
from lif_core.reports.telling import Asked, Teller
from lif_core.values.labels import Language
from lif_core.view.view import View

_LANGUAGES: tuple[Language, ...] = ("en", "cy")


def says_which(document: Document, view: View) -> bool:
    """Tell whether a document names a record of the view it was given: else nobody knows what it shows."""
    return any(id in view.register for id in document.records)


def vouched(document: object, name: str, view: View, asked: Asked) -> Document:
    """Give the document of a plug-in with what the host says of it in the place of what is missing or too wide.

    Args:
        document: what the plug-in gave.
        name: name of the report.
        view: the view it was given.
        asked: what was asked for: fingerprint and whose records they are.

    Raises:
        PluginError: it is no document.
    """
    if not isinstance(document, Document):
        raise PluginError(
            f"The report {name!r} gave no document. This is a mistake in the plug-in that offers it; `lif plugins` "
            "names it. Tell whoever looks after that one."
        )
    document = attrs.evolve(document, records=tuple(dict.fromkeys(filter(_is_text, document.records or ()))))
    teller = Teller(view, attrs.evolve(asked, language=document.language))
    marking = _marking(document, view, teller)
    told = teller.words("fingerprint", fingerprint=asked.fingerprint) if asked.fingerprint else ""
    has_readers = document.audience and document.clearance == view.audience
    as_at = document.footer.as_at or teller.words("as-at", day=teller.day(document.as_at))
    footer = attrs.evolve(document.footer, as_at=as_at, marking=marking, fingerprint=told)
    return attrs.evolve(
        document,
        name=document.name or name,
        audience=document.audience if has_readers else teller.audience(),
        clearance=view.audience,
        marking=marking,
        fingerprint=asked.fingerprint,
        footer=footer,
        whose=document.whose or asked.whose,
    )


def _is_text(named: object) -> bool:
    return isinstance(named, str)


def _marking(document: Document, view: View, teller: Teller) -> str:
    """Tell the marking of a document: its own where that says more, else that of the narrowest record it may show."""
    for record in (view.register[id] for id in document.records if id in view.register):
        teller.shows(record)
        for field in record.extra:
            teller.extra(record, field)  # one can be narrower than its record
    least, own, ranks = teller.marking(), document.marking, _ranks(view)
    if not own or not least:
        return own or least
    if own not in ranks:
        return own if least in own else f"{least}; {own}"
    return own if ranks[own] >= ranks.get(least, 0) else least


def _ranks(view: View) -> dict[str, int]:
    """Tell the rank of each marking that the framework has, in every language; the widest where several share one."""
    found: dict[str, int] = {}
    for level in sorted(view.framework.all(DisclosureLevel).values(), key=lambda level: level.rank):
        for words in (level.words, *(level.marking.in_(language) for language in _LANGUAGES if level.marking)):
            found.setdefault(words, level.rank)
    return found
