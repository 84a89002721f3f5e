"""Newsletter: key findings for those who work with children, with what was done about them and what is on offer.

It holds what its readers may see and nothing that points at a case: themes and findings, good practice, what changed,
products to read, training to come, and questions on which one can have one's say.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from lif_core.records import Consultation, Course, Evaluation, Finding, Product, Session
from lif_core.reports.document import Block, Bullets, Document, Heading, Paragraph, Section
from lif_core.reports.telling import Asked, Teller
from lif_core.values.when import When
from lif_core.view.facts import answers_to
from lif_core.view.kinds import is_done, is_finished, standing
from lif_core.view.recurrence import day_of
from lif_core.view.view import View

_GOOD = ("improved", "held")


def newsletter(view: View, asked: Asked | None = None, *, since: date | None = None) -> Document:
    """Build a newsletter with key findings.

    Args:
        view: what to report on, made for its readers.
        asked: language, fingerprint.
        since: the day of the last newsletter; left out, everything on record is told.
    """
    return _Newsletter(Teller(view, asked), since).document()


class _Newsletter:
    """One newsletter being made."""

    def __init__(self, teller: Teller, since: date | None) -> None:
        self._teller, self._view, self._since = teller, teller.view, since

    def document(self) -> Document:
        """Put the newsletter together."""
        teller = self._teller
        parts: tuple[tuple[str, Callable[[], Iterable[Block]]], ...] = (
            ("key-findings", self._findings),
            ("good-practice", self._good_practice),
            ("what-changed", self._changed),
            ("to-read", self._products),
            ("training-ahead", self._training),
            ("have-your-say", self._consultations),
        )
        head = Section(name="this-issue", title=teller.words("this-issue"), blocks=tuple(self._head()))
        sections = [Section(name=name, title=teller.words(name), blocks=tuple(make())) for name, make in parts]
        title = teller.item("product", "newsletter") if self._view.framework.has("product", "newsletter") else ""
        return teller.document("newsletter", title or teller.words("newsletter"), (head, *sections))

    def _head(self) -> Iterator[Block]:
        teller = self._teller
        if self._since is not None:
            yield Paragraph(teller.words("covers-since", day=teller.day(self._since)))
        else:
            yield Paragraph(teller.words("newsletter-all"))
        yield Paragraph(teller.words("newsletter-note"))

    def _new(self, *whens: When | None) -> bool:
        """Tell whether something is of this issue: new since the last one, or on a day that nobody knows."""
        days = [when.last for when in whens if when is not None and when.last is not None]
        return self._since is None or not days or max(days) > self._since

    def _list(self, lines: Sequence[str], nothing: str) -> Block:
        return Bullets(tuple(lines)) if lines else Paragraph(self._teller.words(nothing))

    def _told(self, sort: str) -> list[Finding]:
        every = [one for one in standing(self._view, Finding) if one.sort == sort]
        return [one for one in every if self._since is None or (day_of(self._view, one) or date.max) > self._since]

    def _findings(self) -> Iterator[Block]:
        """Tell the findings by theme, each with what answers it."""
        teller, found = self._teller, self._told("gap")
        if not found:
            yield Paragraph(teller.words("no-key-findings"))
            return
        by_theme: dict[str, list[Finding]] = {}
        for one in found:
            by_theme.setdefault(next(iter(one.themes), ""), []).append(one)
        for theme in sorted(by_theme, key=lambda id: (-len(by_theme[id]), id)):
            yield Heading(teller.item("theme", theme) or teller.words("other-learning"))
            lines, levels = [], []
            for one in by_theme[theme]:
                teller.shows(one)
                lines.append(one.text)
                levels.append(0)
                for answer in answers_to(self._view, one):
                    teller.shows(answer)
                    lines.append(teller.words("we-answer", what=str(getattr(answer, "text", ""))))
                    levels.append(1)
            yield Bullets(tuple(lines), tuple(levels))

    def _good_practice(self) -> Iterator[Block]:
        found = self._told("good-practice")
        self._teller.shows(*found)
        yield self._list([one.text for one in found], "no-good-practice")

    def _changed(self) -> Iterator[Block]:
        lines = []
        for one in standing(self._view, Evaluation):
            if one.outcome in _GOOD and self._new(one.on):
                self._teller.shows(one)
                told = one.judgement or self._teller.words(f"outcome-{one.outcome}")
                lines.append(told)
        yield self._list(lines, "no-results")

    def _products(self) -> Iterator[Block]:
        teller, lines = self._teller, []
        for one in standing(self._view, Product):
            out = is_done(self._view, one) and one.kind != "newsletter"
            if out and self._new(one.happened.get(one.state)):
                where = f" ({one.where})" if one.where else ""
                lines.append(f"{teller.name(one)}{where}")
        yield self._list(lines, "no-products")

    def _training(self) -> Iterator[Block]:
        teller, register, told = self._teller, self._view.register, []
        for one in standing(self._view, Session):
            if one.on is not None and one.on.is_past(self._view.day):
                continue
            course = register.get(one.course)
            name = teller.name(course) if isinstance(course, Course) else teller.name(one)
            teller.shows(one)
            day = teller.read(one.on) or teller.words("no-day-yet")
            told.append((one.on.first if one.on and one.on.first else date.max, f"{day}: {name}"))
        yield self._list([line for _, line in sorted(told)], "no-sessions-ahead")

    def _consultations(self) -> Iterator[Block]:
        teller, lines = self._teller, []
        for one in standing(self._view, Consultation):
            if not is_finished(self._view, one):
                until = f" ({teller.words('until')} {teller.read(one.closes)})" if one.closes else ""
                lines.append(f"{teller.entry(one) if not one.question else one.question}{until}")
                teller.shows(one)
        yield self._list(lines, "no-consultation")
