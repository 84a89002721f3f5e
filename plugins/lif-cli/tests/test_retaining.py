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
    begun, done = map(json.loads, (long_ago / "redacted.jsonl").read_text(encoding="utf-8").splitlines())
    assert begun["redacting"] == done["redacted"]
    assert begun["fields"] == done["fields"] == ["text", "ref"]


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


def test_a_reason_that_names_whom_is_refused_before_anything_is_done(lif, long_ago):
    before = (long_ago / "lif.db").read_bytes()
    for why in ("Remove Canary Ffugenw", "remove canary ffugenw", "Ffugenw asked for it"):
        answer = lif("redact", "F9", "text", "--why", why, "-C", long_ago)
        assert answer.status == 1
        assert "Say why, not whom" in answer.err
        assert "ffugenw" not in answer.err.casefold()
    assert _in_store(long_ago, SECRET)
    assert not (long_ago / "redacted.jsonl").exists()
    assert (long_ago / "lif.db").read_bytes() == before
    assert SECRET in lif("find", "Ffugenw", "--ever", "-C", long_ago).out
    assert lif("redact", "F9", "text", "--why", "Police asked for it, article 17", "-C", long_ago).status == 0
    assert "Ffugenw" not in lif("find", "Ffugenw", "--ever", "-C", long_ago).out.replace("'Ffugenw'", "")


def test_a_dry_run_tells_what_would_go_and_removes_nothing(lif, long_ago, tmp_path):
    assert lif("backup", tmp_path / "copy.db", "-C", long_ago).status == 0
    assert lif("add", "note", f"text=Also: {SECRET}", "ref=N9", "-C", long_ago).status == 0
    commits = lif("verify", "-C", long_ago, "--json").json["commits"]
    answer = lif("redact", "F9", "text", "happened", "--dry-run", "-C", long_ago)
    assert answer.status == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[:3] == [
        "Nothing was removed: a dry run.",
        "Would be removed: happened, from 1 commit.",
        "Would be removed: text, from 1 commit.",
    ]
    assert any(line.startswith("The same words stand in shore/note/") for line in lines)
    assert any(line.startswith("Went out before, ask for it back: copy.db") for line in lines)
    told = lif("redact", "F9", "text", "--dry-run", "-C", long_ago, "--json").json
    assert (told["commit"], told["removed"], len(told["also_said"]), told["changed"]) == (None, {"text": 1}, 1, [])
    assert lif("verify", "-C", long_ago, "--json").json["commits"] == commits
    assert not (long_ago / "redacted.jsonl").exists()
    assert _in_store(long_ago, SECRET)
    for wrong in (("F9", "txt"), ("F99", "text"), ("F9", "text", "--why", "For Ffugenw")):
        assert lif("redact", *wrong, "--dry-run", "-C", long_ago).status == 1


def test_what_is_kept_aside_is_remembered(lif, empty, examples):
    sheet = "plan_lscb_strategic_2014_15_table.xlsx"
    assert lif("import", examples / sheet, "-C", empty, "--on", "2015-01-05").status == 0
    assert lif("add", "finding", "text=Entered by hand", "ref=F1", "-C", empty).status == 0
    action = lif("list", "action", "-C", empty, "--as-of", "2015-01-05", "--json").json["records"][0]["id"]
    for dry in (["--dry-run"], []):
        answer = lif("redact", action, "text", "--why", "Request for erasure", *dry, "-C", empty)
        assert f"Cells of {sheet} that are kept aside may hold it too" in answer.out
    assert "kept aside" not in lif("redact", "F1", "text", "--why", "Request", "-C", empty).out
    assert lif("aside", "--purge", "--everything", "-C", empty).status == 0
    assert "kept aside" not in lif("redact", action, "ref", "--why", "Request", "-C", empty).out


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


def _hold_asked(lif, long_ago, tmp_path):
    """Write requests that put F9 under the one review, and a hold on that; give that review too."""
    requests = tmp_path / "requests.jsonl"
    hold = {"kind": "criminal-proceedings", "since": to_wire(When.on(date(2011, 1, 1)))}
    (review,) = lif("list", "review", "-C", long_ago, "--json").json["records"]
    lines = [
        {"request": "amend", "record": "F9", "set": {"reviews": [review["id"]]}},
        {"request": "amend", "record": review["id"], "set": {"holds": [hold]}},
    ]
    requests.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return requests, review


def test_a_legal_hold_outranks_a_rule_of_retention(lif, long_ago, tmp_path):
    requests, review = _hold_asked(lif, long_ago, tmp_path)
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


class _Breaks:
    """Lets somebody press Ctrl-C, at an erasure: before the second is written, or behind the first."""

    def __init__(self, real, *, behind):
        self.real, self.behind, self.times = real, behind, 0

    def __call__(self, storage, *given):
        self.times += 1
        if self.behind:
            self.real(storage, *given)
            raise KeyboardInterrupt
        if self.times == 2:
            raise KeyboardInterrupt
        self.real(storage, *given)


@pytest.mark.parametrize("behind", [False, True])
def test_what_had_gone_when_somebody_stopped_it_is_told(lif, long_ago, tmp_path, monkeypatch, behind):
    from lif_core.partnership.removing import retaining
    from lif_storage_sqlite import SqliteStorage

    words = ["finding", f"text={SECRET}", "ref=F10", "state=closed", "happened.closed=2010-03-05"]
    assert lif("add", *words, "-C", long_ago, "--on", "2010-03-05").status == 0
    assert lif("backup", tmp_path / "copy.db", "-C", long_ago).status == 0
    with monkeypatch.context() as patch:
        patch.setattr(retaining, "AT_ONCE", 1)
        breaks = _Breaks(SqliteStorage.erase, behind=behind)
        patch.setattr(SqliteStorage, "erase", lambda *given: breaks(*given))
        answer = lif("retain", "--delete", "-C", long_ago)
    assert answer.status == 130
    assert "lif: Written: 1 record emptied for good before it was stopped." in answer.err
    assert "Went out before, ask for it back: copy.db" in answer.err
    assert answer.err.rstrip().endswith("What was not said to be written was not written.")
    left = lif("retain", "-C", long_ago, "--json").json["kept_long_enough"]
    assert [kept["name"] for kept in left] == ["Finding F10"]
    assert lif("verify", "-C", long_ago).status == 0


@pytest.mark.parametrize("behind", [False, True])
def test_a_redaction_that_somebody_stopped_says_whether_it_was_written(lif, long_ago, monkeypatch, behind):
    from lif_storage_sqlite import SqliteStorage

    with monkeypatch.context() as patch:
        breaks = _Breaks(SqliteStorage.erase, behind=behind)
        breaks.times = 1
        patch.setattr(SqliteStorage, "erase", lambda *given: breaks(*given))
        answer = lif("redact", "F9", "text", "--why", "Request 9", "-C", long_ago)
    assert answer.status == 130
    assert ("1 record emptied for good" in answer.err) is behind
    assert _in_store(long_ago, SECRET) is not behind
    assert lif("verify", "-C", long_ago).status == 0


def test_a_redaction_that_was_killed_is_not_carried_out_by_a_later_apply(lif, long_ago, tmp_path):
    (finding,) = lif("find", SECRET, "-C", long_ago, "--json").json["found"]
    line = {"redacting": finding["id"], "fields": ["text"], "on": "2024-05-14", "at": "2099-05-14T10:00:00Z"}
    (long_ago / "redacted.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    requests = tmp_path / "requests.jsonl"
    requests.write_text('{"request": "plan-action", "text": "Huddle"}\n', encoding="utf-8")
    for call in (["apply", requests], ["rebuild"], ["verify"]):
        answer = lif(*call, "-C", long_ago)
        assert answer.status == 0, answer.err
        assert "Removed again" not in answer.out
    assert f"{finding['id']}: removing text was begun on 2024-05-14" in answer.err
    assert _in_store(long_ago, SECRET)
    assert lif("redact", "F9", "text", "--why", "Request 9", "-C", long_ago).status == 0
    assert lif("verify", "-C", long_ago).err == ""


def test_what_an_older_copy_brought_back_and_a_hold_keeps_is_told_each_time(lif, long_ago, tmp_path):
    _older_copy_in_place(lif, long_ago, tmp_path)
    requests, review = _hold_asked(lif, long_ago, tmp_path)
    for call in (["apply", requests], ["rebuild"]):
        answer = lif(*call, "-C", long_ago)
        assert answer.status == 0, answer.err
        assert f"a hold on {review['id']} keeps it" in answer.err
        assert _in_store(long_ago, SECRET)
    assert lif("verify", "-C", long_ago).status == 1
    done = lif("redact", "F9", "text", "--why", "Ordered by the court", "--despite-hold", "-C", long_ago)
    assert done.status == 0, done.err
    assert not _in_store(long_ago, SECRET)
    assert lif("verify", "-C", long_ago).status == 0
