"""Spreadsheets in, imports back, and what they kept aside."""

import json

import pytest

STOCKTON = "plan_stockton_lscb_review_2017_table.xlsx"
LSCB = "plan_lscb_strategic_2014_15_table.xlsx"


def test_import_and_again_and_undo(lif, empty, examples):
    answer = lif("import", examples / STOCKTON, "-C", empty, "--on", "2017-12-14", "--json")
    assert answer.status == 0
    told = answer.json
    assert (told["rows"], told["lines"]) == (9, 5)
    assert told["created"] == {"recommendation": 5, "action": 5, "note": 5}
    assert len(told["questions"]) == 2
    assert told["kept_aside"] == []
    again = lif("import", examples / STOCKTON, "-C", empty, "--on", "2017-12-14", "--json").json
    assert again["created"] == {}
    assert sum(again["unchanged"].values()) == 15
    assert not again["written"]
    dry = lif("undo", told["receipt"], "-C", empty, "--dry-run")
    assert "15 records would be taken back" in dry.out
    undone = lif("undo", told["receipt"].rpartition("/")[2], "-C", empty, "--json")
    assert undone.status == 0
    assert len(undone.json["taken_back"]) == 15
    twice = lif("undo", told["receipt"], "-C", empty)
    assert twice.status == 1
    assert lif("undo", "zork", "-C", empty).status == 1


def test_import_for_people(lif, empty, examples):
    answer = lif("import", examples / LSCB, "-C", empty)
    assert answer.status == 0
    assert "9 rows = 6 lines + 2 titles and banners + 1 headings" in answer.out
    assert "Became: 2 priorities, 3 actions." in answer.out
    assert "To ask you 4:" in answer.out
    assert "Taken back with: lif undo" in answer.out
    again = lif("import", examples / LSCB, "-C", empty)
    assert "the register says all of it already" in again.out


def test_a_dry_run_imports_nothing(lif, empty, examples):
    answer = lif("import", examples / STOCKTON, "-C", empty, "--dry-run")
    assert "Became: 5 recommendations, 5 actions, 5 notes." in answer.out
    assert "nothing was written" in answer.out
    assert lif("verify", "-C", empty, "--json").json["commits"] == 0


def test_aside(lif, empty, examples):
    assert "Nothing is kept aside." in lif("aside", "-C", empty).out
    lif("import", examples / LSCB, "-C", empty, "--on", "2015-01-05")
    told = lif("aside", "-C", empty, "--json", "--as-of", "2015-01-05").json["kept_aside"]
    assert told[0]["expires"] == "2015-04-05"
    assert len(told[0]["places"]) == 3
    assert lif("aside", "-C", empty, "--purge", "--as-of", "2015-01-05", "--json").json["deleted"] == []
    assert len(lif("aside", "-C", empty, "--purge", "--as-of", "2015-05-05", "--json").json["deleted"]) == 1
    assert not list((empty / "aside").glob("*.jsonl"))


def test_the_text_kept_aside_is_not_printed(lif, empty, examples):
    lines = lif("import", examples / LSCB, "-C", empty, "--show-values").out + lif("aside", "-C", empty).out
    (file,) = (empty / "aside").glob("*.jsonl")
    texts = [text for line in file.read_text().splitlines()[1:] for _, text in json.loads(line)["cells"]]
    assert texts
    assert not any(text in lines for text in texts if len(text) > 6)


def test_the_mapping_is_kept_and_given_back(lif, empty, examples, tmp_path):
    mapping = tmp_path / "mapping.toml"
    answer = lif("import", examples / LSCB, "-C", empty, "--dry-run", "--keep-mapping", mapping)
    assert answer.status == 0
    assert lif("import", examples / LSCB, "-C", empty, "--dry-run", "--keep-mapping", mapping).status == 1
    mapping.write_text('title = ["What will it do?", "What is desired outcome"]\n', encoding="utf-8")
    told = lif("import", examples / LSCB, "-C", empty, "--mapping", mapping, "--json").json
    assert told["created"]["action"] == 6
    mapping.write_text("zork = 1\n")
    assert lif("import", examples / LSCB, "-C", empty, "--mapping", mapping).status == 1
    assert lif("import", examples / LSCB, "-C", empty, "--mapping", tmp_path / "none.toml").status == 1
    assert lif("import", examples / LSCB, "-C", empty, "--as", "zork").status == 1


@pytest.mark.parametrize("name", ["none.xlsx", "broken.xlsx", "broken.ods", "text.doc", ".", "latin.csv"])
def test_files_that_cannot_be_taken_in(lif, empty, tmp_path, name):
    for broken in ("broken.xlsx", "broken.ods", "text.doc"):
        (tmp_path / broken).write_bytes(b"no sheet at all")
    (tmp_path / "latin.csv").write_bytes(b"Action,Lead\n" + b"\x00\x01\x02\xff" * 20)
    answer = lif("import", tmp_path / name, "-C", empty)
    assert answer.status == 1
    assert answer.err.startswith("lif: ")
    assert "Traceback" not in answer.err
    assert "should not have" not in answer.err
    assert lif("verify", "-C", empty, "--json").json["commits"] == 0
