"""Plain files from lif_core: Markdown, csv, accessible HTML, e-mail drafts. Each is imported when it is first made."""

from typing import TYPE_CHECKING

from lif_core.hooks import Offer, hookimpl

if TYPE_CHECKING:
    from lif_core.reports.document import Document

__all__ = ["csv_text", "draft", "lif_api", "lif_exporters", "markdown", "web_page"]

lif_api = 1
"""The edition of the hooks that this plug-in is written for."""


def markdown(document: "Document") -> bytes:
    """Give a document as Markdown; see `lif_export_text.marked`."""
    from lif_export_text.marked import markdown as make

    return make(document).encode()


def csv_text(document: "Document") -> bytes:
    """Give the tables of a document as csv; see `lif_export_text.delimited`."""
    from lif_export_text.delimited import delimited

    return delimited(document).encode("utf-8-sig")


def web_page(document: "Document") -> bytes:
    """Give a document as one HTML file; see `lif_export_text.html`."""
    from lif_export_text.html import page

    return page(document).encode()


def draft(document: "Document", attachment: tuple[str, bytes] | None = None) -> bytes:
    """Give an e-mail draft that carries a document; see `lif_export_text.mail`."""
    from lif_export_text.mail import draft as make

    return make(document, attachment)


@hookimpl
def lif_exporters() -> list[Offer]:
    """Offer the four exporters of this distribution."""
    return [
        Offer(name="md", suffixes=(".md",), make=markdown, summary="Markdown"),
        Offer(name="csv", suffixes=(".csv",), make=csv_text, summary="The tables as comma-separated values"),
        Offer(name="html", suffixes=(".html", ".htm"), make=web_page, summary="One accessible web page"),
        Offer(name="eml", suffixes=(".eml",), make=draft, summary="An e-mail draft with the report attached"),
    ]
