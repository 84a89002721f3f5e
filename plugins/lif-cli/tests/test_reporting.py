"""Reports to files: the ending chooses the exporter, nothing above the clearance leaves, what left is recorded."""

import hashlib

from openpyxl import load_workbook


def test_the_reports_there_are(lif):
    answer = lif("report")
    assert answer.status == 0
    for name in ("action-plan", "sub-group-agenda", "inspection-pack", "gap-list"):
        assert name in answer.out
    assert ".docx" in answer.out
    told = {one["name"]: one for one in lif("report", "--json").json["reports"]}
    assert told["agency-update"]["settings"] == ["body"]


def test_a_file_without_a_report_is_refused(lif, folder, tmp_path):
    answer = lif("report", "", "--to", tmp_path / "plan.xlsx", "-C", folder)
    assert answer.status == 2
    assert "It is not said which report to write." in answer.err
    assert not list(tmp_path.glob("plan.*"))


def test_a_stretch_of_time_that_cannot_be_read_is_refused(lif, folder, tmp_path):
    for name in ("due-list", "calendar"):
        answer = lif("report", name, "--within", "nope", "--to", tmp_path / "x.md", "-C", folder)
        assert answer.status == 2
        assert "'nope' cannot be read as a stretch of time." in answer.err


def test_a_report_becomes_a_file_and_is_recorded(lif, folder, tmp_path):
    file = tmp_path / "plan.xlsx"
    words = ("--to", file, "--as-of", "2024-06-01", "--audience", "partnership", "-C", folder)
    answer = lif("report", "action-plan", *words, "--json")
    assert answer.status == 0
    assert "Action plan" in load_workbook(file).sheetnames
    assert answer.json["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    record = lif("show", answer.json["recorded"], "-C", folder, "--json").json["record"]
    assert record["file"] == "plan.xlsx"
    assert record["shown"] == answer.json["records"]
    assert str(tmp_path) not in str(record)
    assert lif("report", "action-plan", *words).out.startswith(f"Written: {file} (OFFICIAL-SENSITIVE")


def test_a_file_that_somebody_filled_in_is_not_written_over(lif, folder, tmp_path):
    file = tmp_path / "plan.xlsx"
    words = ("report", "action-plan", "--to", file, "--as-of", "2024-06-01", "-C", folder)
    assert lif(*words).status == 0
    assert lif(*words).status == 0  # as it was written: nothing is lost
    book = load_workbook(file)
    book.active["A1"] = "filled in"
    book.save(file)
    filled, before = file.read_bytes(), lif("verify", "-C", folder, "--json").json["commits"]
    answer = lif(*words)
    assert answer.status == 1
    assert "plan.xlsx: There is a file of this name" in answer.err
    assert "--replace" in answer.err
    assert file.read_bytes() == filled
    assert lif("verify", "-C", folder, "--json").json["commits"] == before
    assert lif(*words, "--replace").status == 0
    assert file.read_bytes() != filled


def test_a_report_without_a_file_is_printed_and_not_recorded(lif, folder, tmp_path):
    words = ("report", "gap-list", "--as-of", "2024-06-01", "-C", folder)
    answer = lif(*words)
    assert answer.status == 0
    assert lif(*words, "--json").json["text"].strip() == answer.out.strip()
    assert lif("list", "export", "-C", folder, "--json").json["records"] == []
    file = tmp_path / "gaps.md"
    lif(*words, "--to", file)
    assert file.read_text(encoding="utf-8").strip() == answer.out.strip()


def test_own_settings_are_given_by_their_names(lif, folder, tmp_path):
    words = ("-C", folder, "--as-of", "2024-07-01")
    agenda = tmp_path / "agenda.md"
    settings = ("--body", "quality-assurance-group", "--since", "2024-05-01")
    assert lif("report", "sub-group-agenda", "--to", agenda, *settings, *words).status == 0
    assert "Covers changes since 1 May 2024" in agenda.read_text(encoding="utf-8")
    pack = tmp_path / "pack.md"
    assert lif("report", "inspection-pack", "--since", "2024-05-01", "--to", pack, *words).status == 0
    assert "1 May 2024 to 1 Jul 2024" in pack.read_text(encoding="utf-8")
    welsh = tmp_path / "plan.md"
    assert lif("report", "action-plan", "--language", "cy", "--to", welsh, *words).status == 0
    assert "Cynllun gweithredu" in welsh.read_text(encoding="utf-8")


def test_what_cannot_be_written_is_refused_before_anything_is(lif, folder, tmp_path):
    file = tmp_path / "out.docx"
    for words, status, says in (
        (("action-plan", "--attach", ".xlsx"), 2, "not said which file"),
        (("action-plan", "--by", "qa-officer"), 2, "not said which file"),
        (("action-pln", "--to", file), 1, "Did you mean 'action-plan'? `lif report` lists"),
        (("action-plan", "--to", file, "--zork", "x"), 1, "It knows: since"),
        (("action-plan", "--to", file, "--since", "May"), 2, "--since takes a day"),
        (("action-plan", "--to", file, "--by", "zork"), 1, "There is no role or body called 'zork'"),
        (("action-plan", "--to", tmp_path / "out.zork"), 1, "Known endings"),
        (("action-plan", "--to", tmp_path / "none" / "out.docx"), 1, "could not be written"),
        (("agency-update", "--to", file, "--body", "police"), 1, "made for an audience"),
    ):
        answer = lif("report", *words, "-C", folder)
        assert (answer.status, says in answer.err) == (status, True), answer.err
    assert not file.exists()
    assert lif("list", "export", "-C", folder, "--json").json["records"] == []
