"""Dump, backup, restore, verify, rebuild."""

import hashlib
import json

import pytest


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


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("4821e19b", "only a part of a fingerprint"),
        ("4821-e19b-0000", "only a part of a fingerprint"),
        ("0123-4567-89AB-CDEF", "only a part of a fingerprint"),
        ("nonsense", "no fingerprint at all"),
        ("commit 1 (4821e19b)", "no fingerprint at all"),
    ],
)
def test_what_is_no_whole_fingerprint_is_said_to_be_none(lif, folder, head, says):
    answer = lif("verify", "--head", head, "-C", folder)
    assert answer.status == 1
    assert says in answer.err
    assert "Give it whole" in answer.err
    assert "cut off" not in answer.err


def test_every_fingerprint_that_is_printed_is_taken(lif, folder):
    told = lif("verify", "-C", folder, "--json").json
    for head in (told["fingerprint"], told["link"]):
        assert lif("verify", "--head", head, "-C", folder).status == 0


def test_a_store_that_is_gone_or_another_is_no_new_register(lif, folder, tmp_path):
    copy, settings = tmp_path / "copy.db", folder / "partnership.toml"
    before = lif("verify", "-C", folder, "--json").json["fingerprint"]
    said = settings.read_text(encoding="utf-8")
    assert lif("backup", copy, "-C", folder).status == 0
    settings.write_text(said.replace("sqlite:lif.db", "sqlite:liff.db"), encoding="utf-8")
    for words in (("due",), ("verify",), ("list", "action"), ("add", "action", "text=x"), ("dump", "--in-clear")):
        answer = lif(*words, "-C", folder)
        assert (answer.status, answer.out) == (1, "")
        assert "the register of this folder had begun" in answer.err
        assert "`lif restore`" in answer.err
    assert not list(folder.glob("liff.db*"))
    settings.write_text(said, encoding="utf-8")
    for path in folder.glob("lif.db*"):
        path.unlink()
    assert lif("due", "-C", folder).status == 1
    assert lif("restore", copy, "-C", folder).status == 0
    assert lif("verify", "--head", before, "-C", folder).status == 0
    assert "Weekly multi-agency huddle" in lif("list", "action", "-C", folder).out


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


def _alter(folder, statement):
    import apsw

    db = apsw.Connection(str(folder / "lif.db"))
    db.execute(statement)
    db.close()


def test_a_table_of_rows_altered_by_hand_is_found_and_mended(lif, folder):
    before = lif("list", "action", "-C", folder, "--lines").out
    fingerprint = lif("verify", "-C", folder, "--json").json["fingerprint"]
    _alter(folder, "update rows set body = cast(replace(cast(body as text), 'huddle', 'hurdle') as blob)")
    assert lif("list", "action", "-C", folder, "--lines").out != before
    answer = lif("verify", "-C", folder, "--json")
    assert answer.status == 1
    assert {problem["code"] for problem in answer.json["problems"]} == {"rows.altered"}
    assert "hurdle" not in answer.err + answer.out
    told = lif("rebuild", "-C", folder, "--json")
    assert told.status == 0
    assert told.json["mended"] == sorted({problem["where"] for problem in answer.json["problems"]})
    assert told.json["fingerprint_now"] == fingerprint
    assert lif("verify", "-C", folder).status == 0
    assert lif("list", "action", "-C", folder, "--lines").out == before
    assert "0 of them said something else before" in lif("rebuild", "-C", folder).out


def test_tables_taken_away_are_made_again_and_commits_are_not(lif, folder):
    before = lif("list", "action", "-C", folder, "--lines").out
    _alter(folder, "drop table rows; drop table keys")
    refused = lif("list", "action", "-C", folder)
    assert refused.status == 1
    assert "`lif rebuild` makes those again" in refused.err
    assert lif("rebuild", "-C", folder).status == 0
    assert lif("list", "action", "-C", folder, "--lines").out == before
    _alter(folder, "drop table commits")
    for command in ("verify", "rebuild"):
        refused = lif(command, "-C", folder)
        assert (refused.status, refused.out) == (1, "")
        assert "restore the last backup" in refused.err


def test_a_backup_is_restored_into_an_empty_store(lif, folder, empty, tmp_path):
    copy = tmp_path / "copy.db"
    before = lif("verify", "-C", folder, "--json").json["fingerprint"]
    assert lif("backup", copy, "-C", folder).status == 0
    written = copy.read_bytes()
    answer = lif("restore", copy, "-C", empty, "--json")
    assert answer.status == 0
    assert copy.read_bytes() == written
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]
    assert answer.json["fingerprint"] == before
    assert lif("list", "action", "-C", empty, "--lines").out == lif("list", "action", "-C", folder, "--lines").out
    copy.write_bytes(b"SQLite format 3\0 and then something else" * 9)
    answer = lif("restore", copy, "-C", empty)
    assert (answer.status, answer.out) == (1, "")


def test_the_backup_of_another_partnership_is_refused(lif, folder, empty, tmp_path):
    copy = tmp_path / "copy.db"
    assert lif("backup", copy, "-C", folder).status == 0
    settings = empty / "partnership.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('id = "shore"', 'id = "beach"'), encoding="utf-8")
    answer = lif("restore", copy, "-C", empty)
    assert answer.status == 1
    assert "another partnership" in answer.err
    assert lif("verify", "-C", empty, "--json").json["commits"] == 0


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://lif:S3cr3t-Ffugw@127.0.0.1:9/lif",
        "postgresql://lif@127.0.0.1:9/lif?password=S3cr3t-Ffugw",
        "user=lif password=S3cr3t-Ffugw",
        "sqlite:lif.db?key=S3cr3t-Ffugw",
        "sqlite://lif:S3cr3t-Ffugw@host/lif.db",
        "S3cr3t-Ffugw@host:lif",
    ],
)
def test_an_address_with_a_secret_is_refused_and_the_secret_never_told(lif, folder, address):
    settings = folder / "partnership.toml"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("storage")]
    settings.write_text("\n".join([f'storage = "{address}"', *lines]), encoding="utf-8")
    before = sorted(path.name for path in folder.iterdir())
    for command in (["due"], ["verify"], ["rebuild"], ["plugins"], ["check"], ["backup", folder / "copy.db"]):
        answer = lif(*command, "-C", folder)
        assert "S3cr3t" not in answer.out + answer.err
        assert answer.status == 1 or command in (["plugins"], ["check"])
        assert "Traceback" not in answer.err
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize(
    "content", [b"", b"plain text, long enough to be a header of its own" * 9, b"SQLite format 3\0"]
)
def test_a_store_that_is_none_is_refused_and_left_alone(lif, folder, content):
    for path in folder.glob("lif.db*"):
        path.unlink()
    (folder / "lif.db").write_bytes(content)
    for command in ("verify", "due", "rebuild"):
        answer = lif(command, "-C", folder)
        assert (answer.status, answer.out) == (1, "")
        assert answer.err.startswith("lif: ")
        assert answer.err.rstrip().endswith(".")
    assert [path.name for path in folder.glob("lif.db*")] == ["lif.db"]
    assert (folder / "lif.db").read_bytes() == content
