"""Workbooks and papers from lif_core: xlsx and docx. Nothing heavy is imported before a file is made."""

from typing import TYPE_CHECKING

from lif_core.hooks import Offer, hookimpl

if TYPE_CHECKING:
    from lif_core.reports.document import Document

__all__ = ["lif_api", "lif_exporters", "paper", "paper_in", "workbook"]

lif_api = 1
"""The edition of the hooks that this plug-in is written for."""


def workbook(document: "Document") -> bytes:
    """Give a document as an xlsx file; see `lif_export_office.xlsx`."""
    from lif_export_office.xlsx import workbook as make

    return make(document)


def paper(document: "Document") -> bytes:
    """Give a document as a docx file; see `lif_export_office.docx`."""
    from lif_export_office.docx import paper as make

    return make(document)


def paper_in(document: "Document", template: bytes) -> bytes:
    """Give a document in a partnership's own docx; see `lif_export_office.template`."""
    from lif_export_office.template import filled

    return filled(document, template)


@hookimpl
def lif_exporters() -> list[Offer]:
    """Offer the two exporters of this distribution."""
    return [
        Offer(name="xlsx", suffixes=(".xlsx",), make=workbook, summary="Excel workbooks, one sheet a part"),
        Offer(
            name="docx",
            suffixes=(".docx",),
            make=paper,
            fill=paper_in,
            summary="Word papers with real headings and tables, in your own template too",
        ),
    ]
