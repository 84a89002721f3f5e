"""Thread page: how one record hangs together, from where it came to what came of it, on one page."""

from collections.abc import Iterator

from lif_core.measures.thread import Thread, thread
from lif_core.reports.document import Block, Bullets, Document, Paragraph, Section
from lif_core.reports.learning_paper import found
from lif_core.reports.telling import Asked, Teller
from lif_core.view.view import View


def thread_page(view: View, asked: Asked | None = None, *, record: str) -> Document:
    """Build the page of one record's threads.

    Args:
        view: what to report on.
        asked: language, fingerprint.
        record: the record, by its id or by what people call it.

    Raises:
        Refused: no record in the view is called so.
    """
    teller = Teller(view, asked)
    threads = thread(view, found(view, record, "record").id)
    sections = []
    for number, one in enumerate(threads, 1):
        lines = [(depth, _line(teller, step)) for depth, step in _steps(one)]
        blocks: list[Block] = [Bullets(tuple(text for _, text in lines), tuple(depth for depth, _ in lines))]
        if any(step.again for step in one):
            blocks.append(Paragraph(teller.words("again-note")))
        title = teller.words("thread-number", n=number)
        sections.append(Section(name=f"thread-{number}", title=title, blocks=tuple(blocks)))
    return teller.document("thread", teller.words("thread"), sections)


def _steps(one: Thread) -> Iterator[tuple[int, Thread]]:
    """Tell every step with its depth, from above to below: chains may be longer than calls may be deep."""
    waiting = [(0, one)]
    while waiting:
        depth, step = waiting.pop()
        yield depth, step
        waiting += [(depth + 1, below) for below in reversed(step.below)]


def _line(teller: Teller, step: Thread) -> str:
    record = step.record
    named = bool(record.label or record.ref)
    told = teller.name(record)
    if named and step.says:
        told = f"{told}: {step.says}"
    state = f" [{teller.status(step.record)}]" if step.state else ""
    return f"{told}{state}{' ' + teller.words('see-above') if step.again else ''}"
