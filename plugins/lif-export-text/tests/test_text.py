"""Markdown, csv, HTML and e-mail drafts."""

import csv
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lif_core.hooks import Plugins
from lif_core.reports import Paragraph, Section
from lif_core.values.sent import normal
from lif_export_text import csv_text, draft, lif_exporters, markdown, web_page
from lif_export_text.delimited import harmless
from lif_export_text.html import page
from lif_export_text.marked import escaped


class Reader(HTMLParser):
    """Reads a page: its elements with their attributes, whether they nest, what the words are."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, values: list) -> None:
        self.elements.append((tag, dict(values)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def read(document) -> Reader:
    return Reader(page(document))


def test_the_host_finds_the_exporters():
    assert {"md", "csv", "html", "eml"} <= set(Plugins().offers("lif_exporters"))


# -- html ----------------------------------------------------------------------------------------------------------


def test_elements_nest_and_the_language_is_set(read, document):
    assert read.open == []
    assert ("html", {"lang": "en-GB"}) in read.elements
    assert '<html lang="cy">' in page(attrs.evolve(document, language="cy"))


def test_headings_go_down_one_step_at_a_time(read):
    levels = [int(tag[1]) for tag, _ in read.elements if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_table_has_a_caption_and_header_cells(read, form, drawn):
    heads = [values for tag, values in read.elements if tag == "th"]
    shown = [column for column in form.columns if column.locked and not column.key]  # a page cannot be filled in
    assert sum(1 for values in heads if values["scope"] == "col") == len(shown) + len(drawn.columns)
    assert sum(1 for values in heads if values["scope"] == "row") == len(form.rows) + len(drawn.rows)
    assert any(tag == "caption" for tag, _ in read.elements)
    assert ("time", {"datetime": "2025-03-31"}) in read.elements


def test_nothing_is_fetched_and_nothing_runs(read):
    tags = {tag for tag, _ in read.elements}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "form", "a"})
    assert not any({"src", "href", "onclick"} & values.keys() for _, values in read.elements)


def test_keys_are_not_on_a_page(document):
    assert "example/action/" not in page(document)


@given(st.text())
def test_words_stay_words(text):
    section = Section(name="a", title="A", blocks=(Paragraph(f"x{text}x"),))
    document = attrs.evolve(_bare(), sections=(section,))
    before, after = Reader(page(attrs.evolve(document, sections=()))), Reader(page(document))
    new = [tag for tag, _ in after.elements if tag not in ("br",)]
    assert len(new) == len([tag for tag, _ in before.elements if tag != "br"]) + 3  # section, h2, p
    assert after.open == []


def _bare():
    from datetime import date

    from lif_core.reports import Document, Footer

    return Document(
        name="x",
        title="X",
        as_at=date(2025, 3, 20),
        audience="A",
        marking="M",
        footer=Footer(as_at="As at", marking="M"),
        sections=(),
    )


# -- markdown ------------------------------------------------------------------------------------------------------


def test_markdown_has_headings_lists_and_tables(document):
    lines = markdown(document).decode().split("\n")
    assert lines[0] == "# Example \\& more"
    assert "## Read me" in lines
    assert "### Below" in lines
    assert "- Undated: **2** of 7" in lines
    assert "  - inner" in lines
    assert "1. one" in lines
    row = next(line for line in lines if "HYPERLINK" in line)
    assert row == "| 0 | =HYPERLINK(A1) | 31 Mar 2025 | 12 | R (late) |  |  |"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# not a heading", "\\# not a heading"),
        ("- no item", "\\- no item"),
        ("1. no item", "1\\. no item"),
        ("a | b", "a \\| b"),
        ("<script>", "\\<script\\>"),
        ("[x](y) *z*", "\\[x\\](y) \\*z\\*"),
        ("two\nlines", "two lines"),
        ("=== no underline", "\\=== no underline"),
    ],
)
def test_what_people_wrote_becomes_no_markup(text, told):
    assert escaped(text) == told


# -- csv -----------------------------------------------------------------------------------------------------------


def test_csv_holds_the_tables_with_days_as_iso(document, form):
    made = csv_text(document)
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(made.decode("utf-8-sig"))))
    assert rows[:3] == [["Actions by quarter"], ["Quarter", "Open", "Done"], ["Q1 & before", "7", "2"]]
    first = rows.index(["Actions"]) + 1
    assert rows[first] == [column.heading for column in form.columns]
    assert rows[first + 1][:5] == ["0", "'=HYPERLINK(A1)", "2025-03-31", "12", "R"]
    assert rows[first + 1][-1] == "example/action/0"
    assert ["OFFICIAL-SENSITIVE: R&D"] in rows


@given(st.text())
def test_no_text_begins_like_a_formula(text):
    assert not harmless(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    "before", ["", " ", "\n", "\r\n", "\t", "\u00a0", "\ufeff", "\u200b", "\u2028", "\x01", "\u202e", " \u00ad "]
)
@pytest.mark.parametrize("sign", "=+-@\uff1d\uff0b\uff0d\uff20")
def test_nothing_that_cannot_be_seen_hides_a_formula(before, sign):
    text = f"{before}{sign}HYPERLINK(1)"
    assert harmless(text) == f"'{text}"
    assert normal(harmless(text)) == normal(text)  # a sheet that comes back is known as it was sent


@given(st.text())
def test_what_goes_out_is_known_when_it_comes_back(text):
    assume(not text.startswith("'"))
    assert normal(harmless(text)) == normal(text)


# -- mail ----------------------------------------------------------------------------------------------------------


def test_a_draft_tells_nothing_in_its_subject_and_carries_the_file(document):
    made = draft(document, (".xlsx", b"PK-bytes"))
    assert draft(document, (".xlsx", b"PK-bytes")) == made
    mail = message_from_bytes(made, policy=default)
    assert mail["Subject"] == "example 2025-03-20"
    assert mail["From"] is None
    assert mail["To"] is None
    assert mail["X-Unsent"] == "1"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "example-2025-03-20.xlsx"
    assert attached.get_content() == b"PK-bytes"
    assert "OFFICIAL-SENSITIVE" in mail.get_body().get_content()


def test_a_draft_without_a_file_carries_the_report_as_a_page(document):
    (attached,) = message_from_bytes(draft(document), policy=default).iter_attachments()
    assert attached.get_filename() == "example-2025-03-20.html"
    assert attached.get_content().replace("\r\n", "\n").startswith("<!DOCTYPE html>")


def test_pages_and_texts_of_one_document_are_the_same_bytes(document):
    for make in (markdown, csv_text, web_page, draft):
        assert make(document) == make(document)


def test_what_is_offered_stays_so_after_it_was_used(document):
    """A module of the name of an offered function would take its place in the package once it is imported."""
    for _ in range(2):
        assert all(isinstance(offer.make(document), bytes) for offer in lif_exporters())


# -- charts --------------------------------------------------------------------------------------------------------


def test_a_chart_is_drawn_with_words_for_those_who_cannot_see_it(read, drawn, document):
    (image,) = [values for tag, values in read.elements if tag == "svg"]
    assert image["role"] == "img"
    assert image["aria-label"] == drawn.alternative
    bars = [values for tag, values in read.elements if tag == "rect" and values.get("height") == "16"]
    assert len(bars) == 5  # of six figures one is not known
    assert len({values["fill"] for values in bars}) == 2
    assert "url(#stripes)" in {values["fill"] for values in bars}  # a pattern, not a colour alone
    assert drawn.alternative in page(document)


def test_a_chart_of_nothing_is_its_sentence(document, drawn):
    empty = attrs.evolve(drawn, rows=(("Q1", None, None),))
    changed = attrs.evolve(document, sections=(attrs.evolve(document.sections[0], blocks=(empty,)),))
    assert "<svg" not in page(changed)
    assert drawn.alternative in page(changed)


def test_a_chart_in_markdown_is_its_sentence_and_its_figures(document, drawn):
    made = markdown(document).decode()
    assert escaped(drawn.alternative) in made
    assert f"| {escaped('Q1 & before')} | 7 | 2 |" in made
