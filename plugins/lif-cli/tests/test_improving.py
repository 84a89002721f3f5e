"""What lasted, what measures show, what came back, how the framework works, audits, and what the criteria call for."""

import json

import pytest


@pytest.fixture
def failed(lif, empty, tmp_path):
    """Give a folder in which an action was done, checked again, and did not hold; and a training-only plan."""
    lines = [
        {"request": "start-review", "handle": "r", "kind": "rapid-review", "ref": "2024-A",
         "happened": {"notification-sent": "2024-05-01"}},
        {"request": "record-finding", "handle": "f", "text": "Files were late", "from": "#r", "themes": ["neglect"],
         "happened": {"recorded": "2024-05-01"}},
        {"request": "plan-action", "handle": "a", "text": "Briefing", "ref": "3.2", "lead": "police", "answers": "#f",
         "strength": "training", "state": "done", "happened": {"done": "2024-05-10"}},
        {"request": "plan-action", "text": "Another", "lead": "police", "answers": "#f", "strength": "training"},
        {"request": "give-evidence", "shows": "#a", "text": "List of those who came", "sort": "document", "ref": "E"},
        {"request": "evaluate", "of": "#a", "by": "schools", "on": "2024-09-02", "outcome": "did-not-hold", "ref": "E1",
         "readings": [{"measure": "on time", "n": 15, "of": 20, "at": {"said": "2 Sep 2024", "first": "2024-09-02",
                                                                        "last": "2024-09-02"}}]},
        {"request": "define-measure", "of": "#a", "definition": "On time", "better": "more",
         "baseline": {"n": 6, "of": 20}},
        {"request": "record-finding", "text": "Files were late again", "from": "#r", "themes": ["neglect"],
         "happened": {"recorded": "2024-09-01"}},
    ]  # fmt: skip
    requests = tmp_path / "requests.jsonl"
    requests.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    answer = lif("apply", "-C", empty, requests, "--on", "2024-09-02")
    assert answer.status == 0, answer.err
    return empty


AT = ("--as-of", "2024-09-03")


def test_what_became_of_actions_and_what_is_proposed(lif, failed):
    answer = lif("sustained", "-C", failed, *AT)
    assert answer.status == 0
    assert "DID NOT HOLD" in answer.out
    assert "it still counts as done" in " ".join(answer.out.split())
    proposed = lif("sustained", "-C", failed, "--propose", *AT).out
    assert 'not-sustained --why "Checked again on 2 Sep 2024 (Evaluation E1): it did not hold."' in proposed
    told = lif("sustained", "-C", failed, "--json", *AT).json
    assert [one["stage"] for one in told["actions"]] == ["did-not-hold"]
    assert told["proposed"][0]["to"] == "not-sustained"


def test_a_person_reopens_it_and_only_once(lif, failed):
    assert lif("list", "action", "-C", failed, "--json").status == 0
    answer = lif("reopen", "3.2", "-C", failed, "--on", "2024-09-03", "--json")
    assert answer.status == 0
    assert answer.json["records"][0]["state"] == "not-sustained"
    taken_up = lif("reopen", "3.2", "-C", failed, "--on", "2024-09-03", "--json")
    assert taken_up.json["records"][0]["state"] == "in-progress"
    again = lif("reopen", "3.2", "-C", failed, "--on", "2024-09-03")
    assert again.status == 1
    assert "nothing is to be reopened" in again.err


def test_what_measures_show(lif, failed):
    told = lif("measures", "-C", failed, *AT).out
    assert "better" in told
    assert "15 of 20" in " ".join(told.split())
    asked = lif("measures", "-C", failed, "--of", "3.2", *AT).out
    assert "how much: nobody has said" in asked
    assert "what difference: " in asked
    answered = lif("measures", "-C", failed, "--of", "3.2", "--json", *AT).json["answered"]
    assert set(answered["by"]) == {"how-much", "how-well", "what-difference"}
    found = lif("measures", "-C", failed, "--of", "3.2", "--json", *AT).json["measures"]
    assert [one["verdict"] for one in found] == ["better"]


def test_what_came_back_and_what_stands_out(lif, failed):
    assert "Learning did not hold" in lif("recurring", "-C", failed, *AT).out
    assert lif("recurring", "-C", failed, "--json", *AT).json["recurred"][0]["theme"] == "neglect"
    assert "Only training answers it." in lif("portfolio", "-C", failed, *AT).out
    assert {one["sort"] for one in lif("portfolio", "-C", failed, "--json", *AT).json["remarks"]} >= {"only-tells"}


def test_nothing_to_tell(lif, empty):
    assert "Nothing asks for anybody." in lif("sustained", "-C", empty).out
    assert "Nothing is proposed." in lif("sustained", "-C", empty, "--propose").out
    assert "Nothing is measured." in lif("measures", "-C", empty).out
    assert "No theme came back" in lif("recurring", "-C", empty).out
    assert "Nothing stands out." in lif("portfolio", "-C", empty).out


# --- indicators -------------------------------------------------------------------------------------------------------


def test_indicators(lif, failed):
    answer = lif("indicators", "-C", failed, "--years", "2", "--define", *AT)
    assert answer.status == 0
    assert "2024-25 so far" in answer.out
    assert "Of the actions done in the year" in answer.out
    assert "From discussion to review" in answer.out
    told = lif("indicators", "-C", failed, "rapid-reviews-in-time", "--json", *AT).json
    (one,) = told["indicators"]
    assert one["years"][-1]["value"] == {"n": 0, "of": 1}
    assert told["funnel"] == []
    steps = lif("indicators", "-C", failed, "funnel", "--json", *AT).json
    assert (steps["indicators"], [step.get("n") for step in steps["funnel"][-1]["steps"]]) == ([], [None, 1, 1, 0])


def test_indicators_that_there_are_not(lif, empty):
    answer = lif("indicators", "-C", empty, "rapid-reviews-in-tme")
    assert answer.status == 2
    assert "rapid-reviews-in-time" in answer.err
    assert lif("indicators", "-C", empty, "--years", "0").status == 2


# --- audits -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def audited(lif, empty, tmp_path):
    """Give a folder with an audit of 12 returns, its re-audit of 12, and a staff survey of the same question."""
    lines = []
    for name, green in (("first", 2), ("again", 11)):
        lines.append({"request": "start-review", "handle": name, "kind": "section-11-audit", "ref": name})
        lines += [
            {"request": "ask-return", "about": f"#{name}", "agency": "police", "ref": f"{name}{number}",
             "answers": [{"to": "Escalation", "grade": "Green" if number < green else "Red"}]}
            for number in range(12)
        ]  # fmt: skip
    lines.append({"request": "evaluate", "of": "#first", "readings": [{"measure": "Escalation", "n": 40, "of": 90}]})
    requests = tmp_path / "requests.jsonl"
    requests.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    answer = lif("apply", "-C", empty, requests)
    assert answer.status == 0, answer.err
    return empty


def test_an_audit_its_re_audit_and_what_staff_say(lif, audited):
    told = " ".join(lif("audits", "first", "-C", audited, "--again", "again").out.split())
    assert "Escalation: Green 2, Amber 0, Red 10." in told
    assert "17% to 92% (2 of 12, 11 of 12)" in told
    assert "44% of their staff of 90 who replied say so" in told
    found = lif("audits", "first", "-C", audited, "--again", "again", "--json").json
    assert [one["verdict"] for one in found["compared"]] == ["better", "better"]
    assert lif("audits", "first", "-C", audited, "--scale", "stars").status == 2
    assert lif("audits", "first", "-C", audited, "--again", "first0").status == 2


def test_a_return_rolls_over(lif, audited):
    made = lif(
        "roll-over", "first0", "-C", audited, "--about", "again", "--due", "30 Sep 2026", "--ref", "next", "--json"
    )
    assert made.status == 0, made.err
    assert made.json["records"][0]["answers"] == [{"to": "Escalation", "grade": "Green", "carried": True}]
    assert "carried over" in lif("audits", "next", "-C", audited).out
    assert lif("audits", "next", "-C", audited, "--json").json["answers"][0]["fate"] == "carried-over"
    assert lif("roll-over", "first", "-C", audited).status == 2


# --- advice -----------------------------------------------------------------------------------------------------------


def test_what_is_asked_and_what_the_answers_suggest(lif, folder, tmp_path):
    asked = lif("advise", "-C", folder, *AT)
    assert asked.status == 0
    assert "notification.1: Abuse or neglect of a child is known or suspected: not answered" in asked.out
    assert "cannot be told yet" in asked.out
    draft = tmp_path / "decision.jsonl"
    answers = ("notification.1=met", "notification.2=met: seen", "notification.3=met")
    told = lif("advise", "-C", folder, *answers, "--about", "2024-A", "--out", draft, "--json", *AT).json
    assert told["advice"]["suggested"] == ["decision.notification"]
    assert lif("advise", "-C", folder, *answers, "--out", draft).status == 2
    made = lif("apply", "-C", folder, draft, "--json").json["records"][0]
    assert (made["kind"], made["state"]) == ("notification", "proposed")
    assert made["outcome"].startswith("Suggested, not decided")


def test_answers_that_are_none(lif, folder):
    assert lif("advise", "-C", folder, "notification.1").status == 2
    answer = lif("advise", "-C", folder, "notification.9=met", "notification.1=perhaps")
    assert answer.status == 1
    assert "Nothing that is asked" in answer.err
    assert "none of met, not met and unclear" in answer.err
