"""What was kept long enough, what is removed for good, and what a restored copy loses again."""

import json
from datetime import date

import pytest

from lif_core.serial.plain import to_wire
from lif_core.values.when import When

SECRET = "Canary Ffugenw of Invented Road"
RULE = """
[retention.findings]
label = "Findings"
of = ["finding"]
keep = "6 years"
source = { title = "Our own schedule", authority = "local", verified = true }
"""


@pytest.fixture
def long_ago(lif, folder, tmp_path):
    """A folder with a finding that was closed in 2010, and one that says how long findings are kept."""
    layer = folder / "framework" / "shore.toml"
    layer.write_text(layer.read_text(encoding="utf-8") + RULE, encoding="utf-8")
    words = ["finding", f"text={SECRET}", "ref=F9", "state=closed", "happened.closed=2010-03-04"]
    answer = lif("add", *words, "-C", folder, "--on", "2010-03-04")
    assert answer.status == 0, answer.err
    return folder


def _in_store(folder, text):
    return any(text.encode() in path.read_bytes() for path in folder.glob("lif.db*"))


def test_what_was_kept_long_enough_is_only_told(lif, long_ago):
    answer = lif("retain", "-C", long_ago, "--as-of", "2024-06-01")
    assert answer.status == 0
    assert "F9" in answer.out
    assert "lif retain --delete" in answer.out
    told = lif("retain", "-C", long_ago, "--as-of", "2024-06-01", "--json").json
    (kept,) = told["kept_long_enough"]
    assert (kept["rule"], kept["may_go"], kept["removed"]) == ("findings", True, False)
    assert lif("retain", "-C", long_ago, "--as-of", "2012-06-01", "--json").json["kept_long_enough"] == []
    assert _in_store(long_ago, SECRET)


def test_what_was_kept_long_enough_goes_when_told(lif, long_ago, tmp_path):
    assert lif("backup", tmp_path / "copy.db", "-C", long_ago).status == 0
    told = lif("retain", "--delete", "-C", long_ago, "--as-of", "2024-06-01", "--json")
    assert told.status == 0
    assert told.json["kept_long_enough"][0]["removed"] is True
    assert [copy["file"] for copy in told.json["copies"]] == ["copy.db"]
    assert not _in_store(long_ago, SECRET)
    assert lif("verify", "-C", long_ago).status == 0


def test_nothing_goes_before_its_time_or_by_nobody(lif, long_ago):
    assert lif("retain", "--delete", "--as-of", "2999-01-01", "-C", long_ago).status == 2
    assert lif("retain", "--delete", "--by", "zork", "-C", long_ago).status == 1
    assert _in_store(long_ago, SECRET)
    answer = lif("retain", "--delete", "-C", long_ago)
    assert answer.status == 0
    assert "1 record emptied for good" in answer.out


def test_redact_removes_for_good_and_tells_what_went_out(lif, long_ago, tmp_path):
    assert lif("backup", tmp_path / "copy.db", "-C", long_ago).status == 0
    answer = lif("redact", "F9", "text", "ref", "--why", "Request for erasure", "-C", long_ago)
    assert answer.status == 0
    assert "Went out before, ask for it back: copy.db" in answer.out
    assert not _in_store(long_ago, SECRET)
    listed = lif("list", "finding", "-C", long_ago, "--json")
    assert SECRET not in listed.out
    assert json.loads((long_ago / "redacted.jsonl").read_text(encoding="utf-8"))["fields"] == ["text", "ref"]


def test_redact_as_json_and_what_ages_out(lif, long_ago, monkeypatch):
    from lif_storage_sqlite import SqliteStorage

    monkeypatch.setattr(SqliteStorage, "ages_out", "It ages out of the log.", raising=False)
    (record,) = lif("find", SECRET, "-C", long_ago, "--json").json["found"]
    answer = lif("redact", record["id"], "text", "--why", "Request for erasure", "-C", long_ago, "--json")
    assert answer.status == 0
    assert answer.json["changed"] == [record["id"]]
    assert answer.json["ages_out"] == "It ages out of the log."
    assert answer.json["copies"] == []
    assert "It ages out" in lif("redact", "F9", "ref", "--why", "Request", "-C", long_ago).out


def test_redact_is_refused(lif, long_ago):
    assert lif("redact", "F9", "--why", "x", "-C", long_ago).status == 2
    assert lif("redact", "F9", "text", "-C", long_ago).status == 2
    assert lif("redact", "F9", "text", "--why", " ", "-C", long_ago).status == 2
    assert lif("redact", "F9", "texxt", "--why", "x", "-C", long_ago).status == 1
    assert lif("redact", "F99", "text", "--why", "x", "-C", long_ago).status == 1
    assert lif("redact", "shore/finding/0000000000000", "text", "--why", "x", "-C", long_ago).status == 1
    assert lif("redact", "F9", "text", "--why", "x", "--by", "zork", "-C", long_ago).status == 1
    assert not (long_ago / "redacted.jsonl").exists()
    assert _in_store(long_ago, SECRET)


def test_what_was_removed_since_a_dump_is_removed_again_after_it_is_restored(lif, lif_alone, long_ago, empty, tmp_path):
    file = tmp_path / "dump.jsonl"
    file.write_text(lif_alone("dump", "--in-clear", "-C", long_ago).out, encoding="utf-8")
    assert SECRET in file.read_text(encoding="utf-8")
    assert lif("redact", "F9", "text", "--why", "Request for erasure", "-C", long_ago).status == 0
    removed = (long_ago / "redacted.jsonl").read_bytes()
    (empty / "redacted.jsonl").write_bytes(b"zork\n")
    assert lif("restore", file, "-C", empty).status == 1
    assert "redacted.jsonl, line 1" in lif("verify", "-C", empty).err
    assert lif("list", "finding", "-C", empty, "--json").json["records"] == []
    (empty / "redacted.jsonl").write_bytes(removed)
    answer = lif("restore", file, "-C", empty, "--json")
    assert answer.status == 0
    assert len(answer.json["removed_again"]) == 1
    assert answer.json["fingerprint_now"] == lif("verify", "-C", empty, "--json").json["fingerprint"]
    assert answer.json["fingerprint"] != answer.json["fingerprint_now"]
    assert not _in_store(empty, SECRET)


def test_where_somebody_holds_the_log_open_it_is_said(lif, long_ago, monkeypatch):
    import apsw

    from lif_storage_sqlite import storage

    monkeypatch.setattr(storage.SqliteStorage.__init__, "__kwdefaults__", {"patience": 0.2, "vfs": None})
    other = apsw.Connection(str(long_ago / "lif.db"))
    other.execute("begin")
    other.execute("select count(*) from sqlite_master").fetchall()
    assert lif("backup", long_ago.parent / "copy.db", "-C", long_ago).status == 0
    answer = lif("redact", "F9", "text", "--why", "Request for erasure", "-C", long_ago)
    other.close(True)
    assert answer.status == 1
    assert answer.err.startswith("lif: ")
    assert "Went out before, ask for it back: copy.db" in answer.err
    assert SECRET not in answer.err
    assert lif("verify", "-C", long_ago).status == 0  # opening the store once more finishes what was owed
    assert not _in_store(long_ago, SECRET)


def _older_copy_in_place(lif, long_ago, tmp_path):
    """Remove something for good, and put a copy of the store made before in its place."""
    assert lif("backup", tmp_path / "older.db", "-C", long_ago).status == 0
    assert lif("redact", "F9", "text", "--why", "Request for erasure", "-C", long_ago).status == 0
    for path in long_ago.glob("lif.db*"):
        path.unlink()
    (tmp_path / "older.db").rename(long_ago / "lif.db")
    assert _in_store(long_ago, SECRET)
    answer = lif("verify", "-C", long_ago)
    assert answer.status == 1
    assert "stands in this store again" in answer.err
    assert SECRET not in answer.err


def test_apply_removes_again_what_an_older_copy_brought_back(lif, long_ago, tmp_path):
    _older_copy_in_place(lif, long_ago, tmp_path)
    requests = tmp_path / "requests.jsonl"
    requests.write_text('{"request": "plan-action", "text": "Huddle"}\n', encoding="utf-8")
    assert lif("apply", requests, "--dry-run", "-C", long_ago).status == 0
    assert _in_store(long_ago, SECRET)
    answer = lif("apply", requests, "-C", long_ago)
    assert answer.status == 0
    assert "Removed again what had been removed for good: 1 commit." in answer.out
    assert not _in_store(long_ago, SECRET)
    assert lif("verify", "-C", long_ago).status == 0


def test_rebuild_removes_it_again_too(lif, long_ago, tmp_path):
    _older_copy_in_place(lif, long_ago, tmp_path)
    answer = lif("rebuild", "-C", long_ago, "--json")
    assert answer.status == 0
    assert len(answer.json["removed_again"]) == 1
    assert not _in_store(long_ago, SECRET)
    assert lif("verify", "-C", long_ago).status == 0


def test_a_backup_that_is_restored_loses_it_again(lif, long_ago, empty, tmp_path):
    assert lif("backup", tmp_path / "older.db", "-C", long_ago).status == 0
    assert lif("redact", "F9", "text", "--why", "Request for erasure", "-C", long_ago).status == 0
    (empty / "redacted.jsonl").write_bytes((long_ago / "redacted.jsonl").read_bytes())
    answer = lif("restore", tmp_path / "older.db", "-C", empty, "--json")
    assert answer.status == 0
    assert len(answer.json["removed_again"]) == 1
    assert not _in_store(empty, SECRET)


def test_a_legal_hold_outranks_a_rule_of_retention(lif, long_ago, tmp_path):
    requests = tmp_path / "requests.jsonl"
    hold = {"kind": "criminal-proceedings", "since": to_wire(When.on(date(2011, 1, 1)))}
    (review,) = lif("list", "review", "-C", long_ago, "--json").json["records"]
    lines = [
        {"request": "amend", "record": "F9", "set": {"reviews": [review["id"]]}},
        {"request": "amend", "record": review["id"], "set": {"holds": [hold]}},
    ]
    requests.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    answer = lif("apply", requests, "-C", long_ago)
    assert answer.status == 0, answer.err
    told = lif("retain", "--delete", "-C", long_ago, "--json")
    assert told.status == 0
    (kept,) = told.json["kept_long_enough"]
    assert (kept["may_go"], kept["removed"]) == (False, False)
    assert kept["held_by"]
    assert _in_store(long_ago, SECRET)
    refused = lif("redact", "F9", "text", "--why", "Request for erasure", "-C", long_ago)
    assert refused.status == 1
    assert f"A hold on {review['id']} keeps this record" in refused.err
    assert _in_store(long_ago, SECRET)
    done = lif("redact", "F9", "text", "--why", "Ordered by the court", "--despite-hold", "-C", long_ago)
    assert done.status == 0, done.err
    assert not _in_store(long_ago, SECRET)


def test_a_restore_without_the_list_of_what_was_removed_says_so(lif, lif_alone, long_ago, empty, tmp_path):
    file = tmp_path / "dump.jsonl"
    file.write_text(lif_alone("dump", "--in-clear", "-C", long_ago).out, encoding="utf-8")
    assert lif("redact", "F9", "text", "--why", "Request for erasure", "-C", long_ago).status == 0
    answer = lif("restore", file, "-C", empty)
    assert "no redacted.jsonl in this folder" in answer.out
    assert _in_store(empty, SECRET)
    (empty / "redacted.jsonl").write_bytes((long_ago / "redacted.jsonl").read_bytes())
    assert lif("rebuild", "-C", empty).status == 0
    assert not _in_store(empty, SECRET)
