"""The inspection pack: what happened since a day, what is missing, and what was left out, told."""

from datetime import date

from lif_core.reports.document import KeyFigures, Paragraph
from lif_core.reports.inspection_pack import inspection_pack
from lif_core.reports.telling import Asked


def texts(document) -> str:
    return "\n".join(
        str(cell.value) for table in document.tables for row in table.rows for cell in row if cell.value is not None
    )


def head_of(document) -> str:
    return "\n".join(one.text for one in document.section("pack-covers").blocks if isinstance(one, Paragraph))


def test_its_parts(now):
    document = inspection_pack(now, Asked(fingerprint="7f3a-91c2"), since=date(2024, 5, 1))
    assert [one.name for one in document.sections] == [
        "pack-covers", "pack-reviews", "pack-learnt", "pack-actions", "pack-evidence", "pack-evaluations", "pack-gaps",
        "pack-unknown",
    ]  # fmt: skip
    told = texts(document)
    assert "28 Sep 2024: done" in told
    assert "14 Jun 2024: target date moved from 31 Jul 2024, because: police rota" in told
    assert "11 of 12 huddles minuted" in told
    assert "nobody has said what changed" in told
    assert "Covers 1 May 2024 to 20 Mar 2025" in head_of(document)
    assert "7f3a-91c2" in head_of(document)


def test_every_record_it_tells_is_recorded_as_shown(now, story):
    document = inspection_pack(now)
    assert {story.review, story.finding, story.huddle, story.briefing} <= set(document.records)
    assert "Covers everything on record up to 20 Mar 2025." in head_of(document)


def test_what_was_finished_before_is_counted_and_left_out(now):
    (figures,) = [one for one in inspection_pack(now).section("pack-covers").blocks if isinstance(one, KeyFigures)]
    assert {one.name: one.value for one in figures.figures}["Done"] == 1
    later = inspection_pack(now, since=date(2025, 3, 1))
    assert "Weekly multi-agency huddle" in texts(later)  # done, and not closed: it is to be checked again
    assert "Finished before that" not in head_of(inspection_pack(now))


def test_an_audience_gets_nothing_above_its_clearance(story):
    public = inspection_pack(story.lif.as_of(date(2025, 3, 20), audience="public"))
    assert public.records == ()
    assert "huddle" not in texts(public)
