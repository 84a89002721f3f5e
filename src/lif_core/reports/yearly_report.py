"""Yearly report: what the edition of the guidance asks for, item by item, each answered by a part or said not to be.

Its hardest tables come from the records: evidence of impact, little or no progress, what became of recommendations,
voice. What no register can tell (costs, signatures) is answered in the partnership's own words, written as a product of
the kind `yearly-report` under the words of the item; where nobody wrote them, the report says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from lif_core.framework.shape import Checklist
from lif_core.records import Product
from lif_core.reports.document import Block, Document, KeyFigure, KeyFigures, Paragraph, Section
from lif_core.reports.telling import Asked, Teller
from lif_core.reports.yearly_parts import YearlyParts
from lif_core.values.when import Between
from lif_core.values.words import folded
from lif_core.view.kinds import is_withdrawn
from lif_core.view.view import View

OWN_WORDS = "yearly-report"
"""The kind of product in which a partnership writes what no register can tell, and what the report itself is called."""


def yearly_report(view: View, asked: Asked | None = None, *, since: date | None = None) -> Document:
    """Build the yearly report of the year in which the day of the view lies.

    Args:
        view: what to report on, as at the last day of the year or of what is told of it.
        asked: language, fingerprint, further gap rules.
        since: its first day; left out, the first day of the framework's reporting year.
    """
    return _Report(Teller(view, asked), since).document()


@attrs.frozen
class _Ask:
    """One item of a checklist: what is asked for, by which edition, and the part that should answer it."""

    text: str
    source: str
    part: str


class _Report:
    """One yearly report being made."""

    def __init__(self, teller: Teller, since: date | None) -> None:
        self._teller, self._view = teller, teller.view
        first = since or teller.view.framework.reporting_year(teller.view.day).first
        self._year = Between(min(first, teller.view.day), teller.view.day)

    def document(self) -> Document:
        """Put the report together: what is asked and where it is answered, the parts, then what is in own words."""
        teller = self._teller
        asks, own = list(self._asks()), self._own_words()
        made = YearlyParts(teller, self._year).made()
        head = (*self._head(), *self._answers(asks, own, made))
        sections = [Section(name="answers", title=teller.words("how-it-answers"), blocks=head)]
        sections += [
            Section(name=name, title=teller.words(f"year-{name}"), blocks=blocks) for name, blocks in made.items()
        ]
        sections += [
            Section(name=f"own-{number}", title=ask.text, blocks=(Paragraph(own[folded(ask.text)]),))
            for number, ask in enumerate(asks, 1)
            if folded(ask.text) in own
        ]
        return teller.document(OWN_WORDS, teller.words("yearly-report"), sections)

    # -- the checklist ---------------------------------------------------------------------------------------------

    def _asks(self) -> Iterator[_Ask]:
        framework, teller = self._view.framework, self._teller
        regimes = frozenset(framework.regime("review", self._view.day).regimes)
        for checklist in framework.all(Checklist).values():
            if (checklist.under and regimes.isdisjoint(checklist.under)) or not checklist.in_use(self._view.day):
                continue
            source = checklist.source.title if checklist.source else teller.words("local-rule", layer=checklist.layer)
            star = "" if checklist.source and checklist.source.verified else " *"
            for number, ask in enumerate(checklist.asks):
                part = checklist.answered_by[number] if number < len(checklist.answered_by) else ""
                yield _Ask(teller.label(ask), f"{source}{star}", part)

    def _own_words(self) -> Mapping[str, str]:
        """Give what the partnership wrote itself this year, by the words of the item it stands under."""
        told: dict[str, str] = {}
        for product in self._view.register.of_type(Product):
            if product.kind == OWN_WORDS and not is_withdrawn(self._view, product):
                self._teller.shows(product)
                told |= {folded(part.heading): part.text for part in product.sections if part.text}
        return told

    def _head(self) -> Iterator[Block]:
        teller = self._teller
        first, last = teller.day(self._year.first), teller.day(self._year.last)
        yield Paragraph(teller.words("figures-from-to", first=first, last=last), strong=True)
        if not teller.shows_small:
            yield Paragraph(teller.words("small-note"))

    def _answers(
        self, asks: Sequence[_Ask], own: Mapping[str, str], made: Mapping[str, Sequence[Block]]
    ) -> Iterator[Block]:
        """Tell for each item where it is answered; one that nothing answers is told as that."""
        teller = self._teller
        columns = (teller.column("asked-for", 60), teller.column("answered-in", 40), teller.column("source", 40))
        rows = []
        answered = 0
        for ask in asks:
            parts = []
            if ask.part in made:
                parts.append(teller.words(f"year-{ask.part}"))
            if folded(ask.text) in own:
                parts.append(teller.words("in-own-words"))
            answered += bool(parts)
            rows.append((ask.text, "; ".join(parts) or teller.words("not-answered"), ask.source))
        if rows:
            yield KeyFigures(
                (KeyFigure(teller.words("items-answered"), teller.words("n-of", n=answered, of=len(asks))),)
            )
        yield teller.table("answers", columns, rows, nothing="no-checklist")
        if any(ask.source.endswith("*") for ask in asks):
            yield Paragraph(teller.words("star-not-verified"))
        if answered < len(asks):
            yield Paragraph(teller.words("write-own-words", kind=OWN_WORDS))
