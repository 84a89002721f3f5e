"""New folders, checks, explanations, plug-ins, schemas."""

import json
import re
import tomllib

import pytest

from lif_core.hooks import Plugins


def test_init_makes_a_folder_that_passes_check(lif, tmp_path):
    folder = tmp_path / "Cyngor Môn"
    answer = lif("init", folder, "--framework", "england", "--by", "business-manager")
    assert answer.status == 0
    assert sorted(path.name for path in folder.iterdir()) == ["framework", "lif.db", "partnership.toml"]
    assert 'id = "cyngor-mon"' in (folder / "partnership.toml").read_text(encoding="utf-8")
    checked = lif("check", folder)
    assert checked.status == 0
    assert "0 problems" in checked.out
    assert lif("due", "-C", folder).status == 0
    layer = (folder / "framework" / "cyngor-mon.toml").read_text(encoding="utf-8")
    assert layer.splitlines()[0] == "#:schema framework.schema.json"
    schema = json.loads((folder / "framework" / "framework.schema.json").read_text(encoding="utf-8"))
    assert schema == lif("schema", "framework").json
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(tomllib.loads(layer))


def test_init_makes_the_store_that_is_named(lif, tmp_path):
    folder = tmp_path / "ours"
    assert lif("init", folder, "--framework", "england", "--storage", "sqlite:records.db").status == 0
    assert sorted(path.name for path in folder.iterdir()) == ["framework", "partnership.toml", "records.db"]
    assert lif("verify", "-C", folder).status == 0
    for wrong in ("nonsense", "duckdb:store.db", "postgresql://me:hunter2@host/name"):
        answer = lif("init", tmp_path / "theirs", "--framework", "england", "--storage", wrong)
        assert answer.status == 1
        assert "hunter2" not in answer.out + answer.err
        assert not (tmp_path / "theirs").exists()


@pytest.mark.parametrize("layer", sorted(Plugins().offers("lif_layers")))
def test_a_folder_over_every_shipped_layer_passes_check(lif, tmp_path, layer):
    assert lif("init", tmp_path / "ours", "--framework", layer).status == 0
    told = lif("check", tmp_path / "ours", "--json")
    assert (told.status, told.json["problems"]) == (0, [])


def test_init_as_json(lif, tmp_path):
    told = lif("init", tmp_path / "x", "--framework", "north-west", "--name", 'The "X"\n', "--json").json
    assert told["id"] == "x"
    assert len(told["written"]) == 4
    assert lif("check", tmp_path / "x").status == 0


def test_a_partnership_called_as_its_layer(lif, tmp_path):
    told = lif("init", tmp_path / "liverpool", "--framework", "liverpool")
    assert (told.status, "'liverpool-local', as an installed layer is called 'liverpool'" in told.out) == (0, True)
    assert lif("check", tmp_path / "liverpool", "--json").json["notices"] == []
    assert (tmp_path / "liverpool" / "framework" / "liverpool-local.toml").exists()


def test_a_layer_called_as_an_installed_one_is_told(lif, tmp_path):
    layer = tmp_path / "north-west.toml"
    layer.write_text('layer = "north-west"\ninformed-by = ["england"]\n', encoding="utf-8")
    told = lif("check", layer)
    assert told.status == 0
    assert "north-west.toml, line 1, layer: an installed layer is called 'north-west' too" in told.out
    assert "such as 'north-west-local'" in told.out


def test_what_the_starting_layer_shows_in_remarks_is_right(lif, tmp_path):
    folder = tmp_path / "x"
    lif("init", folder, "--framework", "england")
    layer = folder / "framework" / "x.toml"
    shown = re.sub(r"^# (?=\[|[a-z-]+ = |  \{|\]$)", "", layer.read_text(encoding="utf-8"), flags=re.M)
    layer.write_text(shown, encoding="utf-8")
    assert "\n[change.deadline.rapid-review]\nwithin" in shown
    answer = lif("check", folder)
    assert answer.status == 0, answer.err


def test_init_overwrites_nothing(lif, folder):
    before = (folder / "partnership.toml").read_bytes()
    answer = lif("init", folder, "--framework", "england")
    assert answer.status == 1
    assert len(answer.err.splitlines()) == 4
    assert (folder / "partnership.toml").read_bytes() == before


def test_init_with_wrong_words(lif, tmp_path):
    answer = lif("init", tmp_path / "x", "--framework", "englnd")
    assert answer.status == 1
    assert "Did you mean 'england'?" in answer.err
    assert lif("init", tmp_path / "x", "--framework", "england", "--id", "Not An Id").status == 2
    assert lif("init", tmp_path / "…", "--framework", "england").status == 2
    assert lif("init", tmp_path / "x").status == 2
    assert not (tmp_path / "x").exists()


def test_check_tells_every_problem_of_settings_and_framework(lif, folder):
    (folder / "partnership.toml").write_text('id = 3\nzork = 1\nlayers = ["liverpol"]\n')
    (folder / "framework" / "broken.toml").write_text("layer = \n")
    answer = lif("check", folder)
    assert answer.status == 1
    for word in ("partnership.toml", "zork", "framework/broken.toml"):
        assert word in answer.err


def test_check_tells_what_does_not_fit_together(lif, folder):
    settings = folder / "partnership.toml"
    text = settings.read_text().replace("qa-officer", "qa-oficer").replace("sqlite:lif.db", "zork:lif.db")
    settings.write_text(text)
    answer = lif("check", folder, "--json")
    assert answer.status == 1
    assert {problem["code"] for problem in answer.json["problems"]} == {"settings.by", "settings.storage"}


def test_check_one_file(lif, folder, tmp_path):
    layer = tmp_path / "layer.toml"
    layer.write_text(
        'layer = "x"\ninformed-by = ["liverpool"]\n[change.deadline.rapid-review]\nwithin = "20 days"\nzork = 1\n'
    )
    answer = lif("check", layer)
    assert answer.status == 1
    assert "layer.toml, line" in answer.err
    assert lif("check", folder / "framework" / "shore.toml").status == 0
    assert lif("check", folder / "partnership.toml").status == 0
    assert lif("check", tmp_path / "none.toml").status == 1


def test_a_layer_that_is_not_there_is_told_where_it_is_named(lif, folder, tmp_path):
    """In a file by itself and in a folder, with the nearest that is installed and the heading that says more."""
    alone = tmp_path / "alone.toml"
    text = 'layer = "alone"\n\ninformed-by = ["north-wst"]\n[theme.x]\nlabell = "X"\n[themes.y]\n'
    alone.write_text(text)
    (folder / "framework" / "alone.toml").write_text(text)
    for asked, place in ((alone, "alone.toml"), (folder, "framework/alone.toml")):
        answer = lif("check", asked)
        assert answer.status == 1
        assert f"{place}, line 3, informed-by: The layer 'alone' builds on 'north-wst'" in answer.err
        assert "Did you mean 'north-west'?" in answer.err
        assert "See docs/how-to/mend-a-framework.md#missing-layer." in answer.err
        assert f"{place}, line 5, theme.x.labell: There is no setting 'labell' here." in answer.err
        assert f"{place}, line 6, themes.y: A framework has no table 'themes'." in answer.err


def test_a_layer_is_checked_beside_its_sisters(lif, folder):
    own = folder / "framework" / "shore.toml"
    (folder / "framework" / "second.toml").write_text('layer = "second"\ninformed-by = ["shore"]\n')
    assert lif("check", folder / "framework" / "second.toml").status == 0
    own.write_text(own.read_text() + "zork = 1\n")
    assert lif("check", own).status == 1
    assert lif("check", folder).status == 1
    assert not lif("check", folder / "framework" / "second.toml").err


@pytest.mark.parametrize("text", ["a = ", "a = " + "[" * 500 + "]" * 500, "\x00", "layer = 1"])
def test_broken_layers_are_told(lif, folder, text):
    (folder / "framework" / "b.toml").write_text(text)
    answer = lif("check", folder)
    assert answer.status == 1
    assert "framework/b.toml" in answer.err
    assert lif("due", "-C", folder).status == 1


def test_explain(lif, folder):
    answer = lif("explain", "deadline.rapid-review.within", "-C", folder)
    assert answer.status == 0
    assert "england/deadlines.toml, line" in answer.out
    assert lif("explain", "area-start", "-C", folder, "--json").json["key"] == "area-start"
    missing = lif("explain", "deadline.rapid-revew", "-C", folder)
    assert missing.status == 1
    assert "deadline.rapid-re" in missing.err


def test_explain_lists_what_is_in_a_table(lif, folder):
    told = lif("explain", "body", "-C", folder, "--json").json
    assert {"id": "executive", "called": "Executive", "sort": "sub-group", "layer": "england", "state": ""} in told[
        "items"
    ]
    assert "seven-minute-briefing" in lif("explain", "product", "-C", folder).out
    assert "rapid-review" in lif("explain", "deadline", "-C", folder).out
    assert "Nothing stands in the table" in lif("explain", "region", "-C", folder).out


def test_plugins(lif, folder):
    answer = lif("plugins", "-C", folder)
    assert answer.status == 0
    assert "lif-storage-sqlite" in answer.out
    assert "; SQLite 3." in " ".join(answer.out.split())
    told = lif("plugins", "-C", folder, "--json").json
    assert {one["name"] for one in told["offers"]} >= {"england", "liverpool", "sqlite", "sheets"}
    settings = folder / "partnership.toml"
    settings.write_text(settings.read_text() + 'plug-ins-off = ["sheets"]\n')
    states = {one["name"]: one["state"] for one in lif("plugins", "-C", folder, "--json").json["plugins"]}
    assert states["sheets"] == "off"


def test_schema(lif):
    assert set(lif("schema").json) == {"records", "requests"}
    assert lif("schema", "action").json["$defs"]["action"]["properties"]["due"]
    assert lif("schema", "plan-action").json["$defs"]["plan-action"]
    assert lif("schema", "records").json["$defs"]["review"]
    assert lif("schema", "requests").json["$defs"]["move"]
    schema = lif("schema", "framework").json
    assert schema["$schema"].endswith("2020-12/schema")
    assert "within" in schema["$defs"]["DeadlineRule"]["properties"]
    answer = lif("schema", "acton")
    assert answer.status == 2
    assert "Did you mean 'action'?" in answer.err


def test_an_item_is_explained_with_every_setting(lif, folder):
    answer = lif("explain", "review.other-review", "-C", folder)
    assert "england:review.other-review was added by england (england/reviews.toml" in answer.out
    assert "  events = ['practitioner-event', 'published']  # set by england (england/reviews.toml" in answer.out
    assert "  decides.method-agreed = 'case-review-group'  # set by england" in answer.out
    told = lif("explain", "review.rapid-review", "-C", folder, "--json").json
    (into,) = (one for one in told["keys"] if one["key"].endswith(".converts-to"))
    assert into["changes"][-1]["layer"] == "liverpool"
    assert "..." not in answer.out + json.dumps(told)


def test_a_setting_that_no_layer_sets_is_explained(lif, tmp_path):
    folder = tmp_path / "area"
    assert lif("init", folder, "--framework", "england", "--by", "business-manager").status == 0
    for key in ("area-start", "action.standard.needs"):
        answer = lif("explain", key, "-C", folder)
        assert answer.status == 0
        assert "is set by no layer. It would say: " in answer.out
    assert lif("explain", "area-start", "-C", folder, "--json").json["default"] == "nothing"


def test_the_files_of_a_layer_are_printed(lif, folder):
    answer = lif("framework", "show", "--layer", "england")
    assert answer.status == 0
    assert "# england/reviews.toml\n" in answer.out
    assert "[review.rapid-review]" in answer.out
    assert "# liverpool/" not in answer.out
    files = lif("framework", "show", "--layer", "north-west", "--json").json["files"]
    assert all(tomllib.loads(file["text"])["layer"] == "north-west" for file in files)
    (folder / "framework").mkdir(exist_ok=True)
    (folder / "framework" / "ours.toml").write_text('layer = "ours"\ninformed-by = ["liverpool"]\n', encoding="utf-8")
    assert 'layer = "ours"' in lif("framework", "show", "--layer", "ours", "-C", folder).out
    answer = lif("framework", "show", "--layer", "englnd")
    assert answer.status == 1
    assert "Did you mean 'england'?" in answer.err
    assert lif("framework", "show", "--layer", "england", "--to", "x.md").status == 2


@pytest.mark.parametrize(
    ("record_type", "field", "request_", "called"),
    [("finding", "reviews", "record-finding", "from"), ("need", "sources", "record-need", "from")],
)
def test_the_schema_of_a_record_says_how_it_is_added(lif, record_type, field, request_, called):
    schema = lif("schema", record_type).json["$defs"][record_type]
    assert f"`lif schema {request_}`" in schema["description"]
    assert f"call it `{called}`" in schema["properties"][field]["description"]
    assert called in lif("schema", request_).json["$defs"][request_]["properties"]


def test_what_nobody_adds_has_a_schema_of_its_own(lif):
    assert "lif add" not in lif("schema", "intake").out


def test_a_storage_that_cannot_tell_what_it_runs_on(lif, folder, monkeypatch):
    def fails():
        raise ImportError("apsw")

    monkeypatch.setattr("lif_storage_sqlite.runs_on", fails)
    told = lif("plugins", "-C", folder, "--json")
    assert told.status == 0
    assert "it cannot tell what it runs on (ImportError)" in told.out


def test_a_phrase_that_nothing_shows_is_told_with_the_nearest(lif, tmp_path):
    folder = tmp_path / "x"
    lif("init", folder, "--framework", "england")
    layer = folder / "framework" / "x.toml"
    said = '[text.target-dat]\nen = "By when"\n[text.wanted]\nen = "Outcome"\n[text.framework-title]\nen = "Ours"\n'
    said += '[relabel.wording.finding]\nen = "Learning point"\n[text.event-notification-sent]\nen = "the notice"\n'
    said += '[text.under-way]\nen = "On the way"\n'
    layer.write_text(layer.read_text(encoding="utf-8") + said, encoding="utf-8")
    told = lif("check", folder, "--json")
    assert told.status == 0, told.err
    (notice,) = told.json["notices"]
    assert "text.target-dat: nothing that is printed has a phrase of this name" in notice
    assert "Did you mean 'target-date'?" in notice
    assert notice in lif("check", folder).out


def test_init_makes_the_folder_of_the_store_that_is_named(lif, tmp_path):
    """The folder is yet to be made, so the one within it is too; nothing of either stays where that fails."""
    folder = tmp_path / "ours"
    words = ["--framework", "england", "--storage", "sqlite:data/deep/x.db"]
    told = lif("init", folder, *words, "--json").json
    assert str(folder / "data" / "deep" / "x.db") in told["written"]
    assert lif("verify", "-C", folder).status == 0
    there = tmp_path / "there"
    there.mkdir()
    (there / "kept.txt").write_text("kept")
    assert lif("init", there, "--framework", "england", "--storage", "sqlite:data/deep/x?y=1").status == 1
    assert [path.name for path in there.iterdir()] == ["kept.txt"]
    outside = lif("init", tmp_path / "theirs", "--framework", "england", "--storage", "sqlite:../elsewhere/x.db")
    assert (outside.status, (tmp_path / "elsewhere").exists(), (tmp_path / "theirs").exists()) == (1, False, False)


def test_the_next_steps_can_be_copied_where_a_folder_has_a_blank(lif, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = lif("init", "Sir Fynwy", "--framework", "england")
    assert "run `lif check 'Sir Fynwy'`, then `lif import FILE -C 'Sir Fynwy'`" in answer.out


def test_what_is_not_counted_is_told_by_records(lif, folder):
    assert lif("add", "evidence", "text=Log", "shows=A1", "-C", folder).status == 0
    assert lif("list", "evidence", "-C", folder).out.startswith("1 evidence record: ")
    assert lif("list", "feedback", "-C", folder).out.startswith("0 feedback records: ")
