"""What is due, what is missing, how things hang together, who must do what."""


def test_due(lif, folder):
    answer = lif("due", "-C", folder, "--as-of", "2024-05-14")
    assert answer.status == 0
    assert "in 139 days" in answer.out
    assert "Weekly multi-agency huddle" in answer.out
    assert "Thursday 23 May 2024" in " ".join(answer.out.split())


def test_due_json(lif, folder):
    told = lif("due", "-C", folder, "--as-of", "2024-12-01", "--json").json
    assert told["as_of"] == "2024-12-01"
    assert told["counts"]["overdue"] == 2
    late = next(one for one in told["due"] if one["sort"] == "target date")
    assert (late["days"], late["last"], late["lead"]) == (62, "2024-09-30", ["childrens-services"])
    assert any("Monday 6 May" in one.get("reckoning", "") for one in told["due"])


def test_due_within(lif, folder):
    near = lif("due", "-C", folder, "--as-of", "2024-05-14", "--within", "30d", "--json").json
    assert "target date" not in {one["sort"] for one in near["due"]}
    far = lif("due", "-C", folder, "--as-of", "2024-05-14", "--within", "6 months", "--json").json
    assert "target date" in {one["sort"] for one in far["due"]}


def test_a_stretch_that_is_none(lif, folder):
    answer = lif("due", "-C", folder, "--within", "3x")
    assert answer.status == 2
    assert "15 working days" in answer.err


def test_nothing_is_due(lif, empty):
    assert "Nothing is due." in lif("due", "-C", empty).out


def test_gaps(lif, folder):
    answer = lif("gaps", "-C", folder, "--as-of", "2024-12-01")
    assert answer.status == 0
    assert "Its target date, 30 Sep" in answer.out
    told = lif("gaps", "-C", folder, "--as-of", "2024-12-01", "--json").json["gaps"]
    assert told[0]["says"] == "Its target date, 30 Sep 2024, passed 62 days ago."
    assert told[0]["mend"] == "Report progress, or propose another date with a reason."


def test_gaps_fail_on(lif, folder):
    assert lif("gaps", "-C", folder, "--as-of", "2024-12-01", "--fail-on", "high").status == 1
    told = lif("gaps", "-C", folder, "--as-of", "2024-12-01", "--fail-on", "low", "--json")
    assert told.status == 1
    assert told.json["gaps"]
    assert lif("gaps", "-C", folder, "--fail-on", "zork").status == 2


def test_no_gaps(lif, empty):
    answer = lif("gaps", "-C", empty, "--fail-on", "low")
    assert answer.status == 0
    assert "Nothing is missing." in answer.out


def test_older_gaps_are_one_line_until_asked_for(lif, folder):
    settings = folder / "partnership.toml"
    settings.write_text(settings.read_text() + "\nbaseline = 2024-11-01\n")
    answer = lif("gaps", "-C", folder, "--as-of", "2024-12-01")
    assert "lif gaps --older" in answer.out
    assert "Its target date, 30 Sep" not in answer.out
    listed = lif("gaps", "-C", folder, "--as-of", "2024-12-01", "--older")
    assert "Its target date, 30 Sep" in listed.out
    assert lif("gaps", "-C", folder, "--as-of", "2024-12-01", "--older", "--json").json["older"]


def test_thread(lif, folder):
    answer = lif("thread", "A1", "-C", folder)
    assert answer.status == 0
    assert "> Action A1: Weekly multi-agency huddle [planned]" in answer.out
    told = lif("thread", "A1", "-C", folder, "--json").json["threads"]
    assert told[0]["below"][0]["below"][0]["says"] == "Weekly multi-agency huddle"
    assert lif("thread", "zork", "-C", folder).status == 1


def test_bodies_are_called_by_their_words(lif, folder):
    told = " ".join(lif("responsibilities", "-C", folder).out.split())
    assert "Children's services" in told
    assert "Safeguarding Practice Review Group" in told
    assert "childrens-services" not in told
    assert "case-review-group" not in told
    assert "Children's services" in " ".join(lif("due", "-C", folder).out.split())


def test_responsibilities(lif, folder):
    answer = lif("responsibilities", "-C", folder)
    assert answer.status == 0
    assert "* nobody has compared this with its source yet." in answer.out
    every = lif("responsibilities", "-C", folder, "--json").json["responsibilities"]
    (review,) = [one for one in every if one["key"] == "deadline.rapid-review"]
    assert review["what"] == "Complete the rapid review and send it to the Panel"
    assert review["when"].startswith("15 working days after notification")
    told = lif("responsibilities", "--body", "Police", "-C", folder, "--json").json["responsibilities"]
    assert told
    assert all("police" in one["by"] for one in told)
    missing = lif("responsibilities", "--body", "polise", "-C", folder)
    assert missing.status == 1
    assert "Did you mean 'police'?" in missing.err
