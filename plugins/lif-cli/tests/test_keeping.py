"""Dump, restore, verify."""

import hashlib
import json


def test_a_dump_is_asked_for_by_saying_what_it_is(lif, folder):
    answer = lif("dump", "-C", folder)
    assert answer.status == 2
    assert "--in-clear" in answer.err
    assert "OFFICIAL-SENSITIVE: review team only" in answer.err
    assert not answer.out


def test_dump_and_restore(lif, lif_alone, folder, empty, tmp_path):
    dumped = lif_alone("dump", "--in-clear", "-C", folder)
    assert dumped.status == 0
    assert json.loads(dumped.out.splitlines()[0])["marking"] == "OFFICIAL-SENSITIVE: review team only"
    file = tmp_path / "dump.jsonl"
    file.write_text(dumped.out, encoding="utf-8")
    answer = lif("restore", file, "-C", empty, "--json")
    assert answer.status == 0
    head = json.loads(dumped.out.splitlines()[0])
    assert answer.json["fingerprint"] == head["fingerprint"]
    assert lif("verify", "--head", head["fingerprint"], "-C", folder).status == 0
    assert lif("list", "action", "-C", empty, "--lines").out == lif("list", "action", "-C", folder, "--lines").out
    again = lif("restore", file, "-C", empty)
    assert again.status == 1
    assert "not empty" in again.err


def test_that_a_dump_left_is_recorded(lif, lif_alone, folder):
    dumped = lif_alone("dump", "--in-clear", "--by", "business-manager", "-C", folder)
    (record,) = lif("list", "export", "-C", folder, "--json").json["records"]
    assert record["sha256"] == hashlib.sha256(dumped.out.encode()).hexdigest()
    assert (record["report"], record["whole"], record["by"]) == ("dump", True, {"role": "business-manager"})
    assert "huddle" not in json.dumps(record)
    nobody = lif("dump", "--in-clear", "--by", "zork", "-C", folder)
    assert (nobody.status, nobody.out) == (1, "")
    assert len(lif("list", "export", "-C", folder, "--json").json["records"]) == 1


def test_backup(lif, folder, empty, tmp_path):
    copy = tmp_path / "copy.db"
    before = lif("verify", "-C", folder, "--json").json["fingerprint"]
    answer = lif("backup", copy, "-C", folder, "--json")
    assert answer.status == 0
    assert answer.json["sha256"] == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert lif("show", answer.json["recorded"], "-C", folder, "--json").json["record"]["record"] == "export"
    for path in empty.glob("lif.db*"):
        path.unlink()
    copy.rename(empty / "lif.db")
    assert lif("verify", "-C", empty, "--json").json["fingerprint"] == before
    (tmp_path / "there.db").write_text("mine")
    assert lif("backup", tmp_path / "there.db", "-C", folder).status == 1
    assert (tmp_path / "there.db").read_text() == "mine"


def test_a_dump_of_another_partnership_or_an_altered_one_is_refused(lif, folder, empty, tmp_path):
    lines = lif("dump", "--in-clear", "-C", folder).out
    file = tmp_path / "dump.jsonl"
    file.write_text(lines.replace('"partnership":"shore"', '"partnership":"beach"'), encoding="utf-8")
    assert "dump of 'beach'" in lif("restore", file, "-C", empty).err
    file.write_text(lines.replace("huddle", "hurdle"), encoding="utf-8")
    answer = lif("restore", file, "-C", empty)
    assert answer.status == 1
    assert "dump.jsonl, line" in answer.err
    file.write_bytes(b"\xff\xfe\x00")
    assert lif("restore", file, "-C", empty).status == 1
    assert lif("restore", tmp_path / "none", "-C", empty).status == 1
    assert lif("verify", "-C", empty, "--json").json["commits"] == 0


def test_verify(lif, folder):
    answer = lif("verify", "-C", folder)
    assert answer.status == 0
    assert "The chain is whole: 1 commit" in answer.out
    fingerprint = lif("verify", "-C", folder, "--json").json["fingerprint"]
    lif("add", "finding", "text=x", "-C", folder)
    assert lif("verify", "--head", fingerprint, "-C", folder).status == 0
    other = lif("verify", "--head", "0123-4567-89ab-cdef", "-C", folder, "--json")
    assert other.status == 1
    assert other.json["problems"][0]["code"] == "journal.not-that-past"


def test_a_store_that_was_altered(lif, folder):
    import apsw

    db = apsw.Connection(str(folder / "lif.db"))
    tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
    changed = 0
    for table in tables:
        columns = [row[1] for row in db.execute(f"pragma table_info({table})")]
        if "link" in columns and "body" in columns:
            db.execute(f"update {table} set body = cast(replace(cast(body as text), 'huddle', 'hurdle') as blob)")
            changed += db.changes()
    db.close()
    assert changed
    answer = lif("verify", "-C", folder)
    assert answer.status == 1
    assert "does not hold at commit 1" in answer.err
