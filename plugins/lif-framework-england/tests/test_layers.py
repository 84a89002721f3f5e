"""The layers as a partnership gets them: whole, without a problem, found by name, free of ambiguous words."""

import re
import tomllib

import pytest

import lif_framework_england as plugin
from lif_core.hooks import Offer

REVIEWS = {
    "serious-case-review", "rapid-review", "local-child-safeguarding-practice-review", "practice-learning-review",
    "multi-agency-audit", "single-agency-audit", "section-11-audit", "inspection", "domestic-homicide-review",
    "safeguarding-adults-review", "national-review", "other-review",
}  # fmt: skip
AMBIGUOUS = {"rag", "lscp", "scp", "nscb", "scr", "lif", "qaf", "cir", "spr", "lscb", "cig", "qeg"}
HEADING = {"informed-by", "since", "area-start", "calendar", "label", "languages", "reporting-year"}


def test_each_layer_is_offered_by_its_name_with_its_files():
    offers = plugin.lif_layers()
    assert [offer.name for offer in offers] == ["england", "north-west", "liverpool"]
    for offer in offers:
        assert isinstance(offer, Offer)
        made = offer.make()
        assert made == plugin.layer(offer.name)
        assert {tomllib.loads(text)["layer"] for _, text in made} == {offer.name}
        assert offer.summary


def test_a_layer_nobody_ships_is_not_made():
    with pytest.raises(KeyError):
        plugin.layer("atlantis")


def test_file_names_tell_their_layer_and_stand_once():
    names = [file.name for file in plugin.layers()]
    assert len(names) == len(set(names))
    assert all(file.name.startswith(f"{file.layer}/") for file in plugin.layers())


def test_heading_keys_stand_in_one_file_of_a_layer(documents):
    for layer in plugin.LAYERS:
        found = [
            key
            for name, data in documents.items()
            if name.startswith(f"{layer}/")
            for key, value in data.items()
            if key in HEADING and not isinstance(value, dict)
        ]
        assert len(found) == len(set(found))


def test_the_layers_compose_without_a_problem(composed):
    for names in (("england",), ("england", "north-west"), tuple(plugin.LAYERS)):
        assert composed(*names).newest.layers == names


def test_every_review_kind_is_there_with_path_deciders_and_outputs(liverpool):
    kinds = liverpool.kinds("review")
    assert set(kinds) == REVIEWS
    for kind in kinds.values():
        assert len(kind.states) > 3
        assert kind.finished
        assert kind.outputs


def test_every_state_can_be_reached_and_left_unless_nothing_more_is_owed(liverpool, documents):
    tables = {table for data in documents.values() for table in data} & set(_kind_tables())
    for table in tables:
        for kind in liverpool.kinds(table).values():
            reached, waiting = {kind.initial}, [kind.initial]
            while waiting:
                for after in set(kind.moves[waiting.pop()]) - reached:
                    reached.add(after)
                    waiting.append(after)
            assert reached == set(kind.states), (table, kind.id)
            named = {*kind.finished, *kind.done, *kind.sustained, *kind.withdrawn, *kind.waiting, *kind.reasons}
            assert named | set(kind.decides) | set(kind.gates) <= set(kind.states), (table, kind.id)


def test_each_record_type_has_a_standard_kind(liverpool):
    for table in _kind_tables():
        if table != "review":
            assert "standard" in liverpool.kinds(table), table


def test_the_sample_of_the_framework_comes_out(liverpool):
    rapid = liverpool.kind("review", "rapid-review")
    assert rapid.states[:7] == ("open", "summaries-in", "met", "signed-off", "sent", "answered", "closed")
    assert str(rapid.label) == "Rapid review"
    assert rapid.label.in_("cy") == "Adolygiad cyflym"
    assert rapid.decides == {"signed-off": "safeguarding-partners"}
    learning = liverpool.kind("review", "practice-learning-review")
    assert learning.states[:5] == ("referred", "method-agreed", "practitioner-event", "learning-shared", "closed")
    retired = liverpool.kind("review", "serious-case-review").retired
    assert retired.successor == "local-child-safeguarding-practice-review"
    summary = liverpool.item("product", "learning-summary")
    assert [str(heading) for heading in summary.headings] == [
        "What happened", "What we learnt", "What we ask you to do", "Questions for your team",
    ]  # fmt: skip


def test_an_action_goes_on_after_it_is_done(liverpool):
    action = liverpool.kind("action", "standard")
    assert action.may_move("done", "checked")
    assert action.may_move("sustained", "not-sustained")
    assert action.may_move("not-sustained", "in-progress")
    assert "done" not in action.finished
    assert set(action.gates) == {"checked", "sustained"}


def test_names_that_sheets_print_are_found(liverpool):
    assert liverpool.find_role("Chair") == "chair"
    assert liverpool.find_role("DCS") == "director-of-childrens-services"
    assert liverpool.find_body("NHS England") == "nhs-england"
    assert liverpool.find_body("Children's Services") == "childrens-services"
    assert liverpool.find_body("Serious Incident Review Group") == "case-review-group"
    assert liverpool.find_theme("Voice of the child") == "voice-of-the-child"
    assert liverpool.find("review", "LSCPR") == "local-child-safeguarding-practice-review"


def test_no_alias_is_an_acronym_of_several_meanings(documents):
    for name, data in documents.items():
        for table, items in data.items():
            for item in items.values() if isinstance(items, dict) else ():
                for alias in item.get("aliases", ()):
                    assert alias.lower() not in AMBIGUOUS, (name, table, alias)


def test_status_words_lead_to_states_and_say_it_plainly(england, liverpool):
    for words in england["status-words"].values():
        kind = liverpool.kind(words["on"], "standard")
        assert set(words["words"].values()) <= set(kind.states)
        assert all(word == word.lower().strip() for word in words["words"])
    action = england["status-words"]["action"]["words"]
    assert action["fully achieved"] == "done"
    assert action["update pending"] == "waiting"
    assert not {"green", "amber", "red", "blue", "closed", "embedded", "1", "2"} & set(action)
    assert "sustained" not in action.values()


def test_the_ladder_of_disclosure_has_six_steps_and_audiences_stand_on_it(liverpool):
    ladder = ["public", "region", "practitioners", "agencies", "partnership", "review-team"]
    assert [liverpool.disclosure(level) for level in ladder] == [0, 1, 2, 3, 4, 5]
    assert liverpool.clearance("scrutineer") == liverpool.disclosure("partnership")


def test_colours_leave_no_action_without_one(england):
    assert england["colours"]["action"]["first-that-fits"][-1]["when"] == "otherwise"


def test_bodies_that_ended_name_who_came_after_them(england):
    for id, body in england["body"].items():
        if "until" in body:
            assert body["successor"] in england["body"], id


def test_ids_are_plain_words(documents):
    for data in documents.values():
        for items in data.values():
            for id in items if isinstance(items, dict) else ():
                assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)


def test_a_changed_value_tells_who_changed_it_and_why(liverpool):
    explained = str(liverpool.explain("review.rapid-review.converts-to"))
    assert "liverpool" in explained.lower()


def _kind_tables():
    from lif_core.framework.shape import KINDS

    return KINDS
