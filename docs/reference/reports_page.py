"""Writes the reference of reports and files from the code; `generate.py` calls it."""

import inspect
from collections.abc import Iterator
from datetime import date
from functools import cache

from lif_core.framework.documents import read_document
from lif_core.framework.layers import compose
from lif_core.hooks import Plugins
from lif_core.reports.catalogue import REPORTS, ReportKind
from lif_core.reports.document import Document
from lif_core.testing import canaries, documents
from lif_core.view.view import View
from lif_framework_england import layers

_DAY = date(2025, 3, 20)
_WORDS = (
    "`title` · `top` (the lines below the title) · `as-at` · `audience` · `marking` · `fingerprint` · `whose` · "
    "`everything`"
)


def reports() -> Iterator[str]:
    """Give the lines of the page."""
    yield "Every report is built from what its audience may see, says for whom it is made and how it is marked, and is"
    yield "written in English or, with `--language cy`, in Welsh: `lif report NAME --audience LEVEL --to FILE`."
    yield "That a file left is recorded: which records it shows, for whom, who let it go, the hash of the file."
    yield from ("", "## Reports", "", "| report | what it tells | what it can be told |", "|---|---|---|")
    for kind in REPORTS.values():
        settings = " ".join(f"`--{name}`" for name in _settings(kind))
        yield f"| `{kind.name}` | {kind.summary} | {settings} |"
    yield from ("", "## Files", "", "| ending | what is written |", "|---|---|")
    for ending, summary in sorted(_endings()):
        yield f"| `{ending}` | {summary} |"
    yield from ("", "## Blocks for a template", "")
    yield "Names that a template of your own may place. Every report has the words"
    yield f"{_WORDS}."
    yield "Its parts are below; a part that there is once for each record, such as a sheet for each review, is left out"
    yield "here and comes with `everything`. Each table can be placed by its own name too."
    yield from ("", "| report | parts |", "|---|---|")
    for kind in REPORTS.values():
        names = " · ".join(f"`{name}`" for name in _parts(kind))
        yield f"| `{kind.name}` | {names} |"


def _settings(kind: ReportKind) -> list[str]:
    known = list(inspect.signature(kind.make).parameters.values())[2:]
    return [one.name.replace("_", "-") for one in known if "Sequence" not in str(one.annotation)]


def _endings() -> Iterator[tuple[str, str]]:
    for offer in Plugins().offers("lif_exporters").values():
        for ending in offer.suffixes:
            yield ending, offer.summary


def _parts(kind: ReportKind) -> list[str]:
    """Tell the parts that a report has whatever is on record: those of records and of none."""
    full, empty = _views()
    told = _names(kind.make(full, **documents.given(kind.name, full.audience)))
    always = told if kind.name in documents.ASKING else _names(kind.make(empty))
    return [name for name in told if name in always and not name[-1].isdigit()]


@cache
def _views() -> tuple[View, View]:
    """Give a view with records of every sort, and one with none."""
    framework = compose([read_document(file.text, file.name) for file in layers()]).on(_DAY)
    full, none = canaries.planted(framework), ()
    return canaries.view_of(framework, full, "public", _DAY), canaries.view_of(framework, none, "public", _DAY)


def _names(document: Document) -> list[str]:
    return [section.name for section in document.sections]
