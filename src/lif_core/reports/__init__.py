"""Floor 8, reports: one module a report, each building a format-neutral document from a view; renders nothing."""

from lif_core.reports.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Dated,
    Document,
    Footer,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Table,
    plain,
)

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Chart",
    "Column",
    "Dated",
    "Document",
    "Footer",
    "Heading",
    "KeyFigure",
    "KeyFigures",
    "Paragraph",
    "Section",
    "Table",
    "plain",
]
