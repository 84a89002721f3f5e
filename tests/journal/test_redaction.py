"""Redaction in a sealed commit: a value goes with its salt, and the chain still holds."""

from datetime import UTC, date, datetime

from lif_core.journal.chain import link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.redaction import redact, redact_each, set_whole

HEAD = "0" * 64


def sealed(**values: object):
    change = Change(record="demo/action/1", kind="create", set=values, on=date(2024, 5, 14))
    at = datetime(2024, 5, 14, 9, tzinfo=UTC)
    return seal(Commit(at=at, by="chair", changes=(change,)), lambda n: bytes(n))


def test_a_map_set_as_a_whole_goes_with_the_entry_that_goes():
    before = sealed(keys={"local": "Canary", "other": "fine"}, text="Huddle")
    after = redact(before, "demo/action/1", ["keys.local"])
    assert dict(after.commit.changes[0].set) == {"text": "Huddle"}
    assert link(HEAD, after) == link(HEAD, before)


def test_entries_set_on_their_own_go_on_their_own():
    before = sealed(**{"keys.local": "Canary", "keys.other": "fine"})
    after = redact(before, "demo/action/1", ["keys.local"])
    assert dict(after.commit.changes[0].set) == {"keys.other": "fine"}
    assert link(HEAD, after) == link(HEAD, before)


def test_only_a_map_that_holds_the_entry_goes_as_a_whole():
    assert set_whole("keys", {"local": "x"}, ["keys.local"])
    assert not set_whole("keys", {"other": "x"}, ["keys.local"])
    assert not set_whole("keys", {"local": "x"}, ["keys"])
    assert not set_whole("keys", None, ["keys.local"])
    assert not set_whole("text", {"local": "x"}, ["text.local"])


def test_of_several_records_goes_what_would_go_of_one_after_another():
    changes = tuple(
        Change(record=f"demo/note/{n}", kind="create", set={"text": "Canary", "ref": f"N{n}"}, on=date(2024, 5, 14))
        for n in (1, 2, 3, 1)
    )
    at = datetime(2024, 5, 14, 9, tzinfo=UTC)
    before = seal(Commit(at=at, by="chair", why="Canary", changes=changes), lambda n: bytes(n))
    after = redact_each(before, {"demo/note/1": ["text"], "demo/note/3": ["text", "ref"]}, reason=True)
    assert after == redact(redact(before, "demo/note/1", ["text"], reason=True), "demo/note/3", ["text", "ref"])
    assert [dict(one.set) for one in after.commit.changes] == [{"ref": "N1"}, dict(changes[1].set), {}, {"ref": "N1"}]
    assert link(HEAD, after) == link(HEAD, before)
