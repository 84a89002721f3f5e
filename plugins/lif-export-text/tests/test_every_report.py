"""Every report as Markdown, read by a strict parser, and as a page, csv and draft: they say the same."""

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from functools import cache

import pytest
from markdown_it import MarkdownIt

from lif_core.reports import Chart, Document, Heading, Table
from lif_core.reports.catalogue import REPORTS
from lif_core.reports.telling import Asked
from lif_core.testing import canaries, documents
from lif_export_text import csv_text, draft, markdown, web_page

STRICT = MarkdownIt("commonmark").enable("table")
MARKUP = {"link_open", "image", "code_inline", "code_block", "fence", "html_block", "em_open", "hr", "blockquote_open"}


@pytest.fixture(scope="module")
def made(liverpool) -> Callable[[str, str], Document]:
    """Gives a report of planted records in a language; each is built once."""
    view = canaries.view_of(liverpool, canaries.planted(liverpool), "agencies", documents.DAY)

    @cache
    def make(name: str, language: str) -> Document:
        return REPORTS[name].make(view, Asked(language=language), **documents.given(name, "agencies"))

    return make


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_strict_parser_finds_the_headings_and_tables_and_no_other_markup(made, name, language):
    document = made(name, language)
    tokens = STRICT.parse(markdown(document).decode())
    blocks = [block for section in document.sections for block in section.blocks]
    headings = 1 + len(document.sections) + sum(isinstance(block, Heading) for block in blocks)
    assert sum(token.type == "heading_open" for token in tokens) == headings
    tables = [block for block in blocks if isinstance(block, Table | Chart)]
    assert sum(token.type == "table_open" for token in tokens) == len(tables)
    inside = [child for token in tokens if token.children for child in token.children]
    captions = sum(bool(block.caption) for block in tables)
    assert sum(token.type == "em_open" for token in inside) == captions  # the captions, and nothing that was written
    assert {token.type for token in inside} & MARKUP <= {"em_open"}
    assert {token.content for token in inside if token.type == "html_inline"} <= {"<br>"}
    rows = sum(token.type == "tr_open" for token in tokens)
    assert rows == sum(len(block.rows) + 1 for block in tables)


@pytest.mark.parametrize("name", REPORTS)
def test_every_file_says_for_whom_it_is_and_how_it_is_marked(made, name):
    document = made(name, "cy")
    mail = message_from_bytes(draft(document), policy=default)
    body = mail.get_body(("plain",)).get_content()
    for told in (web_page(document).decode(), csv_text(document).decode("utf-8-sig"), body):
        assert document.marking in told
        assert document.audience in told.replace("&#x27;", "'")
        assert document.footer.as_at in told
    assert mail["Subject"] == f"{document.name} {document.as_at}"
