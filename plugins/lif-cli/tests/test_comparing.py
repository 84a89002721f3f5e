"""Two frameworks compared, another one planned and taken over, one's own written out."""

import tomllib

import pytest

NEXT = """
layer = "shore"
informed-by = ["liverpool"]
[theme.sharing-what-we-know]
label = "Sharing what we know"
[body.learning-service]
label = "Learning Service"
sort = "partner"
[retire.theme.information-sharing]
because = "We say it otherwise"
[retire.body.childrens-services]
because = "It was split"
"""
WHOLE = '"theme.information-sharing" = "sharing-what-we-know"\n[body]\nchildrens-services = "learning-service"\n'


@pytest.fixture
def new(tmp_path):
    file = tmp_path / "next.toml"
    file.write_text(NEXT, encoding="utf-8")
    return file


@pytest.fixture
def mapping(tmp_path):
    file = tmp_path / "mapping.toml"
    file.write_text(WHOLE, encoding="utf-8")
    return file


# --- diff -----------------------------------------------------------------------------------------------------------


def test_what_differs_between_two_layers(lif):
    answer = lif("framework", "diff", "england", "liverpool")
    assert answer.status == 0
    told = " ".join(answer.out.split())
    assert "What Setting england liverpool" in told
    assert "does not have it" in told
    assert "differences." in told
    assert "0 differences" in lif("framework", "diff", "england", "england").out


def test_a_layer_a_folder_and_a_file_may_be_compared(lif, folder, tmp_path):
    own = folder / "framework" / "shore.toml"
    text = '\n[change.deadline.rapid-review]\nwithin = "10 working days"\nbecause = "Executive"\n'
    own.write_text(own.read_text(encoding="utf-8") + text, encoding="utf-8")
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "one.toml").write_text(own.read_text(encoding="utf-8"), encoding="utf-8")
    for said in (folder, own, plain):
        told = lif("framework", "diff", "liverpool", said, "--json").json
        assert told["first"]["layers"][-1] == "liverpool"
        (found,) = [each for each in told["differences"] if each["key"].startswith("deadline")]
        assert "10 working days" in found["second"]
        assert "line" in found["second_from"]
        assert found["sentence"].startswith("Deadline: Complete the rapid review")


def test_a_folder_called_as_a_layer_is_meant_by_its_path(lif, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert lif("init", "liverpool", "--framework", "north-west").status == 0
    told = lif("framework", "diff", "liverpool", "./liverpool", "--json").json
    assert told["first"]["layers"][-1] == "liverpool"
    assert told["second"]["layers"][-1] == "liverpool-local"


def test_what_is_no_framework_is_refused(lif, tmp_path):
    answer = lif("framework", "diff", "england", "liverpol")
    assert answer.status == 1
    assert "Did you mean 'liverpool'?" in answer.err
    broken = tmp_path / "broken.toml"
    broken.write_text('layer = "x"\ninformed-by = ["england"]\n[review.y]\nlabell = "Y"\npath = "a > b"\n')
    answer = lif("framework", "diff", "england", broken, "--json")
    assert answer.status == 1
    assert any("broken.toml, line 4" in problem["where"] for problem in answer.json["problems"])
    assert lif("framework", "diff", "england", tmp_path / "none.toml").status == 1
    assert lif("framework", "diff", "england", tmp_path).status == 1  # the broken file is all it holds
    assert lif("framework", "diff", "england").status == 2
    (tmp_path / "empty").mkdir()
    assert lif("framework", "diff", "england", tmp_path / "empty").status == 1


@pytest.mark.parametrize("said", [".", "./area", "area"])
def test_a_fault_of_a_folder_is_told_with_its_file(lif, tmp_path, monkeypatch, said):
    assert lif("init", tmp_path / "area", "--framework", "england").status == 0
    (tmp_path / "area" / "framework" / "x.toml").write_text('layer = "x"\n[review.y]\nlabell = "Y"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path / "area" if said == "." else tmp_path)
    (problem, *_) = lif("framework", "diff", "england", said, "--json").json["problems"]
    assert problem["where"].startswith(f"{said}/framework/x.toml, line ")


# --- plan-upgrade, upgrade ------------------------------------------------------------------------------------------


def test_a_plan_tells_what_would_be_lost_and_writes_nothing(lif, folder, new):
    before = lif("verify", "-C", folder, "--json").json["fingerprint"]
    answer = lif("framework", "plan-upgrade", new, "-C", folder)
    assert answer.status == 1
    told = " ".join(answer.out.split())
    assert "F1" in told
    assert "2 of them are not mapped yet" in told
    lines = [line for line in answer.out.splitlines() if line.startswith('"')]
    guessed = tomllib.loads("\n".join(lines))
    assert set(guessed) == {"theme.information-sharing", "body.childrens-services"}
    assert guessed["theme.information-sharing"] != "information-sharing"  # what is out of use takes no place
    told = lif("framework", "plan-upgrade", new, "-C", folder, "--json")
    assert told.status == 1
    assert told.json["ready"] is False
    assert set(told.json["needed"]) == {"theme.information-sharing", "body.childrens-services"}
    assert {problem["code"] for problem in told.json["problems"]} == {"upgrade.unmapped"}
    assert lif("verify", "-C", folder, "--json").json["fingerprint"] == before


def test_nothing_is_upgraded_while_anything_is_unmapped(lif, folder, new):
    answer = lif("framework", "upgrade", new, "-C", folder, "--why", "New words", "--json")
    assert answer.status == 1
    assert len(answer.json["problems"]) == 2
    assert lif("verify", "-C", folder, "--json").json["commits"] == 1


def test_an_upgrade_with_a_whole_mapping(lif, folder, new, mapping):
    words = (new, "--mapping", mapping, "-C", folder)
    planned = lif("framework", "plan-upgrade", *words)
    assert planned.status == 0
    assert "all are mapped" in planned.out
    dry = lif("framework", "upgrade", *words, "--why", "New words", "--dry-run", "--json")
    assert dry.status == 0
    assert dry.json["written"] is False
    assert lif("verify", "-C", folder, "--json").json["commits"] == 1
    answer = lif("framework", "upgrade", *words, "--why", "New words", "--json")
    assert answer.status == 0
    assert answer.json["commit"] == 2
    assert len(answer.json["changed"]) == 2
    (folder / "framework" / "shore.toml").write_text(NEXT, encoding="utf-8")
    assert lif("check", folder).status == 0
    (finding,) = lif("list", "finding", "-C", folder, "--json").json["records"]
    assert finding["themes"] == ["sharing-what-we-know"]
    again = lif("framework", "upgrade", new, "-C", folder)
    assert again.status == 0
    assert "Every record keeps its meaning" in again.out


def test_what_was_entered_ahead_stands_in_the_way(lif, folder, new, mapping):
    words = ["finding", "text=Later", "ref=F2", "themes=information-sharing", "-C", folder, "--on", "2999-01-01"]
    assert lif("add", *words).status == 0
    called = (new, "--mapping", mapping, "-C", folder)
    planned = lif("framework", "plan-upgrade", *called, "--json")
    assert planned.status == 1
    assert planned.json["ready"] is False
    assert [problem["code"] for problem in planned.json["problems"]] == ["upgrade.ahead"]
    refused = lif("framework", "upgrade", *called)
    assert refused.status == 1
    assert "entered ahead" in refused.err
    assert lif("verify", "-C", folder, "--json").json["commits"] == 2
    assert lif("framework", "upgrade", *called, "--on", "2999-01-01").status == 0


def test_a_mapping_that_leads_nowhere_is_told(lif, folder, new, mapping, tmp_path):
    mapping.write_text(WHOLE.replace('"sharing-what-we-know"', '"sharing-what-we-no"') + 'zork = "x"\n')
    answer = lif("framework", "plan-upgrade", new, "--mapping", mapping, "-C", folder)
    assert answer.status == 1
    assert "Did you mean 'sharing-what-we-know'?" in answer.err
    assert "body.zork" in answer.err
    for text in (b"a = ", b"\xff\xfe", b"a = " + b"[" * 5000, b'"theme.information-sharing" = 3'):
        mapping.write_bytes(text)
        answer = lif("framework", "upgrade", new, "--mapping", mapping, "-C", folder, "--json")
        assert answer.status == 1
        assert "mapping.toml" in answer.json["problems"][0]["where"]
    assert lif("framework", "plan-upgrade", new, "--mapping", tmp_path / "none.toml", "-C", folder).status == 1


def test_an_upgrade_names_who_does_it(lif, folder, new, mapping):
    settings = folder / "partnership.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('by = "qa-officer"', ""), encoding="utf-8")
    answer = lif("framework", "upgrade", new, "--mapping", mapping, "-C", folder)
    assert answer.status == 1
    assert "Nobody is named" in answer.err
    assert lif("framework", "upgrade", new, "--mapping", mapping, "-C", folder, "--by", "zork").status == 1


# --- show -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_the_framework_writes_its_own_document(lif, folder, tmp_path, ending):
    file = tmp_path / f"framework.{ending}"
    answer = lif("framework", "show", "--to", file, "-C", folder)
    assert answer.status == 0
    assert "PUBLIC" in answer.out
    assert file.stat().st_size > 1000
    assert lif("verify", "-C", folder, "--json").json["commits"] == 1


def test_the_document_without_a_file_and_as_json(lif, folder, tmp_path):
    assert "# Local Learning and Improvement Framework" in lif("framework", "show", "-C", folder).out
    assert lif("-C", folder, "framework", "show").status == 0
    told = lif("framework", "show", "-C", folder, "--json", "--as-of", "2016-02-01").json
    assert told["as_of"] == "2016-02-01"
    assert "Serious case review" in told["text"]
    told = lif("framework", "show", "-C", folder, "--json", "--to", tmp_path / "x.md").json
    assert len(told["sha256"]) == 64
    assert lif("framework", "show", "--to", tmp_path / "x.zork", "-C", folder).status == 1
    assert lif("framework", "show", "--to", tmp_path / "none" / "x.md", "-C", folder).status == 1
    assert lif("framework", "zork").status == 2
