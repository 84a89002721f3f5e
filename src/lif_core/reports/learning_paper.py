"""Learning paper: a seven-minute briefing or a learning summary, under the headings of the framework.

Where somebody wrote the product, it stands as written. From a finding or a review a draft is made of what is on record;
what nobody recorded is left to be written, under its heading, and the draft says that nobody has cleared it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from lif_core.errors import Problem, Refused
from lif_core.framework.shape import ProductKind
from lif_core.records import Action, Finding, Product, Recommendation, Record, Review
from lif_core.reports.document import Block, Bullets, Document, Paragraph, Section
from lif_core.reports.telling import Asked, Teller
from lif_core.view.facts import answers_to
from lif_core.view.kinds import is_done, is_withdrawn
from lif_core.view.naming import meant, too_many
from lif_core.view.view import View
from lif_core.view.width import too_wide

_ASKS = ("questions", "asks", "learnt", "review", "why")
_MEANT: Mapping[str, str] = {
    "questions": r"question|discuss|cwestiwn|cwestiynau|trafod",
    "asks": r"\bask\b|to do\b|\bdo\b|action|recommend|change|gofyn|gwneud|gweithred|argymhell|newid",
    "learnt": r"learn|finding|dysg|canfydd",
    "review": r"\breview|adolyg",
    "why": r"\bwhy\b|matter|concern|pam\b|pryder",
}
"""By what can stand under it, the words by which a heading is known to ask for it; the first that fits is taken."""


def seven_minute_briefing(view: View, asked: Asked | None = None, *, of: str = "") -> Document:
    """Build a seven-minute briefing: the one named, or a draft from a finding or a review.

    Args:
        view: what to report on, as an audience may see it.
        asked: language, fingerprint.
        of: id or ref of the product, finding or review; left out, every briefing on record.

    Raises:
        Refused: no record of the view is called so, or it is neither product, finding nor review.
    """
    return learning_paper(view, asked, kind="seven-minute-briefing", of=of)


def learning_summary(view: View, asked: Asked | None = None, *, of: str = "") -> Document:
    """Build a learning summary: the one named, or a draft from a finding or a review.

    Args:
        view: what to report on, as an audience may see it.
        asked: language, fingerprint.
        of: id or ref of the product, finding or review; left out, every summary on record.

    Raises:
        Refused: no record of the view is called so, or it is neither product, finding nor review.
    """
    return learning_paper(view, asked, kind="learning-summary", of=of)


def learning_paper(view: View, asked: Asked | None = None, *, kind: str, of: str = "") -> Document:
    """Build a paper of any kind of learning product that the framework knows.

    Args:
        view: what to report on.
        asked: language, fingerprint.
        kind: id of the kind of product, whose headings it has.
        of: id or ref of the product, finding or review; left out, every product of the kind, and where there is none
            the headings, to be filled in.

    Raises:
        Refused: no record of the view is called so, nothing of this kind can be made of it, or a product that is out
            is wider than its narrowest source.
    """
    teller = Teller(view, asked)
    paper = _Paper(teller, kind)
    if not of:
        sections = list(paper.every())
    else:
        source = found(view, of)
        if isinstance(source, Product) and is_done(view, source) and (problem := too_wide(view, source)) is not None:
            raise Refused([problem])
        sections = list(paper.written(source) if isinstance(source, Product) else paper.draft(source))
    return teller.document(kind, teller.item("product", kind), sections)


def found(view: View, said: str, where: str = "of") -> Record:
    """Give a record by its id or by what people call it; `where` is the setting of the report that names it.

    Raises:
        Refused: none is called so, or more than one.
    """
    called = meant(view, said)
    if len(called) == 1:
        return called[0]
    if called:
        raise Refused([too_many(called, where)])
    says, mend = "No record of this view is called so.", "`lif find` looks a record up by its words."
    raise Refused([Problem(code="report.record-unknown", says=says, mend=mend, where=where, found=said or None)])


@attrs.frozen
class _Paper:
    """Papers of one kind of product."""

    teller: Teller
    kind: str

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the kind, in their order; one for all of it where the framework gives none."""
        teller = self.teller
        kind = teller.view.framework.all(ProductKind).get(self.kind)
        told = tuple(teller.label(heading) for heading in kind.headings) if kind is not None else ()
        return told or (teller.words("what-we-learnt"),)

    def every(self) -> Iterator[Section]:
        """Give every product of the kind, the newest first; the headings to be filled in where there is none."""
        view = self.teller.view
        every = [one for one in view.register.of_type(Product) if one.kind == self.kind]
        of_it = [one for one in every if not is_withdrawn(view, one)]
        for number, one in enumerate(sorted(of_it, key=lambda one: (_newest(one), one.id), reverse=True), 1):
            yield from self.written(one, f"{number}. " if len(of_it) > 1 else "")
        if not of_it:
            yield from self._sections((), self.teller.words("nothing-of-this-kind"))

    def written(self, product: Product, number: str = "") -> Iterator[Section]:
        """Give a product as it was written, and what it draws on."""
        teller = self.teller
        teller.shows(product)
        yield Section(
            name=f"{number.partition('.')[0] or 'the'}-product",
            title=f"{number}{teller.name(product)}",
            blocks=tuple(self._about(product)),
        )
        for place, section in enumerate(product.sections, 1):
            title = section.heading or teller.words("what-we-learnt")
            yield Section(name=f"{number}part-{place}", title=title, blocks=(Paragraph(section.text),))

    def _about(self, product: Product) -> Iterator[Block]:
        teller, register = self.teller, self.teller.view.register
        drawn = [teller.name(register[id]) for id in product.draws_on if id in register]
        if drawn:
            yield Paragraph(teller.words("draws-on", what="; ".join(drawn)))
        if product.audience:
            readers = ", ".join(teller.item("audience", one) for one in product.audience)
            yield Paragraph(teller.words("written-for", readers=readers))
        cleared = teller.item("role", product.cleared_by)
        yield Paragraph(teller.words("cleared-by", who=cleared) if cleared else teller.words("not-cleared"))
        if product.due is not None:
            yield Paragraph(teller.words("acknowledge-by", day=teller.read(product.due)))

    # -- a draft of what is on record ------------------------------------------------------------------------------

    def draft(self, source: Record) -> Iterator[Section]:
        """Give the headings with what is on record under those that ask for it.

        Raises:
            Refused: the record is neither a finding nor a review.
        """
        if not isinstance(source, Finding | Review):
            says = "A briefing is made of a product, a finding or a review."
            mend = "Name one of these; `lif thread` tells what hangs together with a record."
            raise Refused([Problem(code="report.not-a-source", says=says, mend=mend, where="of")])
        findings = [source] if isinstance(source, Finding) else self._findings_of(source)
        reviews = [source] if isinstance(source, Review) else self._reviews_of(source)
        yield from self._sections(self._known(findings, reviews), self.teller.words("draft-note"))

    def _findings_of(self, review: Review) -> list[Finding]:
        view = self.teller.view
        return [one for one in view.register.sources(review.id, Finding) if not is_withdrawn(view, one)]

    def _reviews_of(self, finding: Finding) -> list[Review]:
        register = self.teller.view.register
        return [one for id in finding.reviews if isinstance(one := register.get(id), Review)]

    def _known(self, findings: Sequence[Finding], reviews: Sequence[Review]) -> Sequence[tuple[str, tuple[str, ...]]]:
        """Tell what is on record, by what it tells: each part once."""
        teller, view = self.teller, self.teller.view
        answers = {answer.id: answer for one in findings for answer in answers_to(view, one)}
        asks = [one for one in answers.values() if isinstance(one, Action | Recommendation)]
        told = (
            ("questions", [teller.entry(one) for one in findings if one.sort == "question"]),
            ("asks", [teller.entry(one) for one in asks]),
            ("learnt", [teller.entry(one) for one in findings if one.sort != "question"]),
            ("review", [self._review(one) for one in reviews]),
            ("why", [one.why for one in findings if one.why]),
        )
        return tuple((what, tuple(lines)) for what, lines in told)

    def _review(self, review: Review) -> str:
        teller = self.teller
        parts = (teller.name(review), review.method, teller.parties(review.agencies))
        return ". ".join(part.rstrip(".") for part in parts if part)

    def _sections(self, known: Sequence[tuple[str, tuple[str, ...]]], note: str) -> Iterator[Section]:
        left = {what: lines for what, lines in known if lines}
        yield Section(name="about", title=self.teller.words("about-this-paper"), blocks=(Paragraph(note, strong=True),))
        for place, heading in enumerate(self.headings, 1):
            lines = left.pop(_meant(heading, left), ())
            block: Block = Bullets(lines) if lines else Paragraph(self.teller.words("to-be-written"), form=True)
            yield Section(name=f"part-{place}", title=heading, blocks=(block,))
        if left:
            rest = tuple(line for lines in left.values() for line in lines)
            title = self.teller.words("also-on-record")
            yield Section(name="rest", title=title, blocks=(Bullets(rest),))


def _meant(heading: str, left: Mapping[str, tuple[str, ...]]) -> str:
    """Tell what a heading asks for, among what is not placed yet; empty where its words tell nothing."""
    words = heading.casefold()
    return next((what for what in _ASKS if what in left and re.search(_MEANT[what], words)), "")


def _newest(product: Product) -> date:
    return max((when.last for when in product.happened.values() if when.last is not None), default=date.min)
