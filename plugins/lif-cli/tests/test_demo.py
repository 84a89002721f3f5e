"""The walk-through: at most sixty lines, every figure counted, only files named that are there."""

import hashlib
import itertools
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lif_cli import main
from lif_cli.demo import boards, screen
from lif_cli.demo.papers import FILES, START


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("walk") / "demo"
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["demo", str(folder)]) == 0
    return folder, out.getvalue()


def test_it_fits_on_a_screen(walked):
    assert len(walked[1].splitlines()) <= 60


def test_the_figures_of_the_published_sheets(walked):
    out = walked[1]
    for line in (
        r"Stockton LSCB review, Dec 2017 +9 +5 +5 recommendations, 5 actions, 5 notes +2",
        r"Slough business plan 2012 +8 +3 +3 actions, 2 milestones +4",
        r"LSCB strategic plan 2014-15 +9 +6 +3 actions; 3 lines aside +4",
        r"Norfolk DHR, 2 of 15 recommendations +3 +2 +2 recommendations +2",
        r"9\+8\+9\+3 = 29 = 16 \+ 7 \+ 4 \+ 2",
        r"rows 6, 8, 9",
        r"Read again: 0 new, 0 changed, 18 unchanged .*3 still aside",
        r"OVERDUE 258 days +3\. .*Chair / DCS +March 2017 \(read as 31 Mar 2017\)",
        r"OVERDUE 228 days +2\. .*Chair / DCS +April 2017 \(read as 30 Apr 2017\)",
        r"NO DATE +1\. ",
        r"category 2",
        r"due on Thu 23 May 2024",
        r"it is Wed 22 May 2024",
        r"2 +Closed, and no evidence.* 4, 5 ",
        r"2 +Closed, and nobody has said.* 4, 5 ",
        r"5 +Two leads are named, and nobody says which one leads\. +1, 2, 3, 4, 5 ",
        r"1 +No target date",
    ):
        assert re.search(line, out), line


def test_the_invented_part_says_so(walked):
    assert "(fictional): every word of it is invented" in walked[1]
    assert "NOT SUSTAINED" in walked[1]
    assert "Same theme came back: review 2025-02, 7 months after" in walked[1]


def test_only_files_that_are_there_are_named(walked):
    folder, out = walked
    for path in re.findall(rf"{re.escape(str(folder))}/[\w-]+\.\w+", out):
        assert Path(path).exists()
    assert (folder / "to-police.eml").exists()
    assert f"{len(list((folder / 'pages').iterdir()))} web pages" in out


def test_the_papers_of_the_meeting_are_whole(walked):
    folder, _ = walked
    assert {path.name for path in folder.iterdir() if path.is_file()} == {START, *FILES}
    for name in FILES:
        assert (folder / name).stat().st_size > 5000
    assert load_workbook(folder / "action-plan.xlsx").sheetnames[0] == "Read me"
    sheet = load_workbook(folder / "to-police.xlsx").worksheets[1]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["2024-018"]


def test_nothing_narrower_went_to_the_agency(walked):
    """The review is the partnership's own: neither its name nor its kind is in what the police get."""
    folder, _ = walked
    with zipfile.ZipFile(folder / "to-police.xlsx") as sheet:
        told = b"".join(sheet.read(name) for name in sheet.namelist()).decode("utf-8", "replace")
    assert "2024-018" in told
    for kept in ("2024-01<", "practice review", "2025-02", "files good", "2024-017"):
        assert kept not in told


def test_what_left_is_recorded(walked, lif):
    folder, out = walked
    for board in (*(one.id for one in boards.BOARDS), "example"):
        records = lif("list", "export", "-C", folder / board, "--json").json["records"]
        for record in records:
            place = folder if record["file"] in FILES else folder / "pages"
            assert hashlib.sha256((place / record["file"]).read_bytes()).hexdigest() == record["sha256"]
    assert {record["file"] for record in records} >= set(FILES)
    assert f"{len(records)} files of Example SCP" in out


def test_its_commands_work(walked, lif):
    folder, out = walked
    for words in re.findall(r"lif ((?:due|gaps|thread) .*)$", out, flags=re.M):
        assert lif(*words.split()).status == 0
    assert (
        lif("undo", *re.findall(r"lif undo (\S+) -C (\S+)", out)[0][:1], "-C", folder / "stockton", "--dry-run").status
        == 0
    )
    for board in (*(one.id for one in boards.BOARDS), "example"):
        assert lif("verify", "-C", folder / board).status == 0
        assert lif("check", folder / board).status == 0


class Reader(HTMLParser):
    """Tells what a page is made of, and whether what opens is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_pages_are_plain_and_accessible(walked):
    folder, _ = walked
    pages = [folder / "START-HERE.html", *(folder / "pages").iterdir()]
    assert len(pages) == 21
    for page in pages:
        reader = Reader()
        reader.feed(page.read_text(encoding="utf-8"))
        assert not reader.open
        tags = [tag for tag, _ in reader.seen]
        assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
        assert ("html", {"lang": "en-GB"}) in reader.seen
        assert all(attrs.get("scope") for tag, attrs in reader.seen if tag == "th")
        assert not {"script", "img", "link"} & set(tags)
        for tag, attrs in reader.seen:
            if tag == "a" and not attrs["href"].startswith("#"):
                assert (page.parent / attrs["href"]).resolve().exists()
        levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_it_can_be_walked_again_and_touches_nothing_else(walked, lif, tmp_path):
    folder, _ = walked
    assert lif("demo", folder).status == 0
    (tmp_path / "mine.txt").write_text("mine")
    answer = lif("demo", tmp_path)
    assert answer.status == 1
    assert (tmp_path / "mine.txt").read_text() == "mine"
    (folder / "mine.txt").write_text("mine")
    assert lif("demo", folder).status == 1
    (folder / "mine.txt").unlink()


def test_words_are_cut_between_words():
    assert screen.cut("one two three", 20) == "one two three"
    assert screen.cut("one two three four", 12) == "one two ..."
