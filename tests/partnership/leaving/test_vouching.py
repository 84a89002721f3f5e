"""What a plug-in's report says of itself the host fills in; one that does not say what it shows counts as all."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.errors import PluginError
from lif_core.framework.layers import FrameworkHistory
from lif_core.framework.shape import DisclosureLevel
from lif_core.hooks import Offer, Plugins, hookimpl
from lif_core.reports.document import Document, Footer, Paragraph, Section
from lif_core.testing import MemoryStorage

DAY = date(2024, 6, 1)
MARKINGS = ["", "OFFICIAL", "OFFICIAL-SENSITIVE: partnership, confidential", "Swyddogol", "Our own words"]


class Reports:
    """A plug-in whose reports say of themselves what a test wants them to."""

    lif_api = 1

    def __init__(self) -> None:
        self.says: dict[str, Any] = {}

    @hookimpl
    def lif_reports(self) -> list[Offer]:
        return [
            Offer(name="careless", make=self.careless),
            Offer(name="no-document", make=lambda view: "text"),
        ]

    def careless(self, view: Any) -> Document:
        text = "\n".join(str(getattr(record, "text", "")) for record in view.register)
        given = {"name": "careless", "title": "All", "as_at": view.day, "audience": "", "marking": ""} | self.says
        footer = Footer(as_at="", marking=given["marking"])
        sections = (Section(name="all", title="All", blocks=(Paragraph(text),)),)
        return Document(**given, footer=footer, sections=sections)

    @hookimpl
    def lif_exporters(self) -> list[Offer]:
        def text(document: Document) -> bytes:
            told = [block.text for part in document.sections for block in part.blocks if isinstance(block, Paragraph)]
            return "\n".join([*document.head, *told]).encode()

        return [Offer(name="txt", suffixes=(".txt",), make=text)]


@pytest.fixture(scope="module")
def reports() -> Reports:
    return Reports()


@pytest.fixture
def make(reports: Reports, liverpool: FrameworkHistory) -> Callable[[], Partnership]:
    def made() -> Partnership:
        plugins = Plugins(entry_points=())
        plugins.register(reports, "careless")
        lif = Partnership(
            liverpool,
            MemoryStorage(),
            settings=Settings(id="demo", name="Demo", by="qa-officer"),
            plugins=plugins,
            clock=lambda: datetime(2024, 6, 3, 9, tzinfo=UTC),
        )
        with lif.work(on=date(2024, 5, 1)) as work:
            work.record_finding("Told to the public", ref="P", disclosure="public")
            work.record_finding("Told to agencies", ref="F", disclosure="agencies")
            work.write_note("Only for us", ref="N", disclosure="review-team")
        return lif

    return made


def rank(lif: Partnership, marking: str) -> int:
    levels = lif.framework(DAY).all(DisclosureLevel).values()
    return max(level.rank for level in levels if str(level.marking or level.words) == marking)


def test_a_report_that_names_no_record_counts_as_showing_all(
    make: Callable[[], Partnership], reports: Reports, tmp_path: Path
) -> None:
    lif, reports.says = make(), {}
    view = lif.as_of(DAY, audience="public")
    written = view.report("careless").to(tmp_path / "all.txt")
    (record,) = lif.as_of().list("export")
    assert (record.audience, record.whole, record.shown) == ("public", True, ())
    assert record.marking == written.marking != ""
    assert record.fingerprint == view.fingerprint
    assert written.whole
    printed = (tmp_path / "all.txt").read_text()
    assert all(
        one in printed for one in ("Told to the public", written.marking, view.fingerprint, "Demo", "1 Jun 2024")
    )
    (finding,) = [one for one in view.list("finding") if one.ref == "P"]
    assert [one.file for one in lif.redact(finding.id, ["text"], why="asked for").copies] == ["all.txt"]


@pytest.mark.parametrize("records", [("demo/finding/0000000000000",), ("zork",), (7,)])
def test_naming_what_is_not_in_the_view_is_naming_nothing(
    make: Callable[[], Partnership], reports: Reports, tmp_path: Path, records: tuple[Any, ...]
) -> None:
    lif, reports.says = make(), {"records": records}
    assert lif.as_of(DAY).report("careless").to(tmp_path / "all.txt").whole
    (finding, *_) = lif.as_of(DAY).list("finding")
    assert lif.redact(finding.id, ["text"], why="asked for").copies


def test_one_that_names_its_records_is_taken_at_its_word(
    make: Callable[[], Partnership], reports: Reports, tmp_path: Path
) -> None:
    lif = make()
    one, other = lif.as_of(DAY).list("finding")
    reports.says = {"records": (one.id,)}
    written = lif.as_of(DAY).report("careless").to(tmp_path / "one.txt")
    assert (written.whole, written.records) == (False, (one.id,))
    assert not lif.redact(other.id, ["text"], why="asked for").copies
    assert lif.redact(one.id, ["text"], why="asked for").copies


def test_what_is_no_document_is_a_mistake_in_the_plug_in(make: Callable[[], Partnership]) -> None:
    with pytest.raises(PluginError, match="'no-document' gave no document"):
        make().as_of(DAY).report("no-document")


@given(
    st.sampled_from(["", "public", "agencies", "partnership"]), st.sampled_from(MARKINGS), st.sets(st.integers(0, 2))
)
def test_a_marking_never_says_less_than_what_may_be_shown(
    liverpool: FrameworkHistory, reports: Reports, audience: str, marking: str, named: set[int]
) -> None:
    lif = _shared(liverpool, reports)
    view = lif.as_of(DAY, audience=audience)
    records = [record for record in view.register if record.disclosure in ("public", "agencies", "review-team")]
    claimed = [records[number] for number in sorted(named) if number < len(records)]
    reports.says = {"marking": marking, "records": tuple(one.id for one in claimed), "clearance": "review-team"}
    document = view.report("careless").document
    levels = lif.framework(DAY).all(DisclosureLevel)
    limit = view.framework.clearance(audience) if audience else max(level.rank for level in levels.values())
    least = max((view.framework.disclosure(one.disclosure) for one in claimed), default=limit)
    assert max(rank(lif, one) for one in _known(lif) if one in document.marking) >= least
    assert document.footer.marking == document.marking
    assert document.clearance == audience
    assert document.fingerprint == view.fingerprint
    assert document.footer.fingerprint.endswith(view.fingerprint)
    assert document.marking.endswith(marking) or marking in _known(lif) or marking in document.marking


def _known(lif: Partnership) -> set[str]:
    return {str(level.marking or level.words) for level in lif.framework(DAY).all(DisclosureLevel).values()}


_MADE: list[Partnership] = []


def _shared(liverpool: FrameworkHistory, reports: Reports) -> Partnership:
    if not _MADE:
        plugins = Plugins(entry_points=())
        plugins.register(reports, "careless")
        lif = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"), plugins=plugins)
        with lif.work(on=date(2024, 5, 1)) as work:
            for level in ("public", "agencies", "review-team"):
                work.record_finding(f"Told to {level}", disclosure=level)
        _MADE.append(lif)
    return _MADE[0]
