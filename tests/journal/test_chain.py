"""The chain: it holds as written, and tells where somebody altered it."""

import hashlib
import itertools
import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.errors import BrokenChain
from lif_core.journal.chain import commitment, commitments, digest, fingerprint, link, seal, verify
from lif_core.journal.change import Change, Commit
from lif_core.journal.redaction import redact
from lif_core.journal.sealed import Sealed, decode, encode
from lif_core.serial import canonical

GENESIS = "0" * 64
Stored = tuple[int, str, bytes]


def salts(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def commit(number: int, **values: object) -> Commit:
    change = Change(record=f"demo/action/{number}", kind="create", set=values, on=date(2024, 5, number % 28 + 1))
    return Commit(at=datetime(2024, 5, 1, tzinfo=UTC), by="qa-officer", why=f"reason {number}", changes=(change,))


def journal(count: int) -> list[Stored]:
    stored, last = [], GENESIS
    for number in range(1, count + 1):
        sealed = seal(commit(number, text=f"words {number}", due=None, themes=["neglect"]), salts)
        last = link(last, sealed)
        stored.append((number, last, encode(sealed)))
    return stored


def broken_at(stored: list[Stored]) -> int:
    with pytest.raises(BrokenChain) as raised:
        verify(stored, GENESIS)
    assert str(raised.value.position) in str(raised.value)
    return raised.value.position


@given(st.integers(0, 6))
def test_a_journal_as_written_holds(count: int) -> None:
    stored = journal(count)
    assert verify(stored, GENESIS) == (stored[-1][1] if stored else GENESIS)


EDITS: dict[str, Callable[[dict], object]] = {
    "a value": lambda plain: plain["changes"][0]["set"].update(text="other words"),
    "a value added without a salt": lambda plain: plain["changes"][0]["set"].update(leads=["police"]),
    "a value taken out": lambda plain: plain["changes"][0]["set"].pop("text"),
    "a salt": lambda plain: plain["salts"].update({"0.text": "00" * 16}),
    "a salt taken out": lambda plain: plain["salts"].pop("0.text"),
    "a salt too many": lambda plain: plain["salts"].update({"0.more": "00" * 16}),
    "the reason": lambda plain: plain.update(why="another reason"),
    "the reason taken out": lambda plain: plain.update(why=""),
    "who": lambda plain: plain.update(by="somebody-else"),
    "when": lambda plain: plain.update(at="2024-05-02T00:00:00.000000Z"),
    "the framework": lambda plain: plain.update(framework="ff"),
    "the day": lambda plain: plain["changes"][0].update(on="2024-05-30"),
    "the kind": lambda plain: plain["changes"][0].update(kind="withdraw"),
    "the record": lambda plain: plain["changes"][0].update(record="demo/action/9"),
    "a change too many": lambda plain: plain["changes"].append(
        {"record": "demo/action/9", "kind": "create", "on": "2024-05-01", "set": {}}
    ),
    "a key nobody knows": lambda plain: plain.update(more="something"),
    "the format": lambda plain: plain.update(format=0),
    "the format as text": lambda plain: plain.update(format="1"),
}


@pytest.mark.parametrize("what", EDITS)
@pytest.mark.parametrize("place", [1, 3, 4])
def test_an_edited_commit_is_found(what: str, place: int) -> None:
    stored = journal(4)
    number, last, body = stored[place - 1]
    plain = json.loads(body)
    EDITS[what](plain)
    stored[place - 1] = (number, last, canonical(plain))
    assert broken_at(stored) == place


def test_a_value_covered_by_its_own_commitment_is_found() -> None:
    """Telling a value as redacted, with the commitment that it had, must not leave room for another value."""
    stored = journal(2)
    number, last, body = stored[1]
    told, plain = commitments(decode(body)), json.loads(body)
    for place in ("0.text", "why"):
        plain["gone"][place] = told[place]
        del plain["salts"][place]
    plain["changes"][0]["set"]["text"] = plain["why"] = "other words"
    stored[1] = (number, last, canonical(plain))
    assert broken_at(stored) == 2


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b"null", b'{"format":1}', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_commit_is_found(body: bytes) -> None:
    stored = journal(3)
    stored[1] = (2, stored[1][1], body)
    assert broken_at(stored) == 2


@given(st.integers(2, 6), st.data())
@settings(max_examples=30)
def test_a_missing_a_doubled_and_a_moved_commit_are_found(count: int, data: st.DataObject) -> None:
    stored = journal(count)
    place = data.draw(st.integers(0, count - 2))
    assert broken_at(stored[:place] + stored[place + 1 :]) == place + 1
    gapless = [(n, one[1], one[2]) for n, one in enumerate(stored[:place] + stored[place + 1 :], start=1)]
    assert broken_at(gapless) == place + 1
    doubled = [(n, one[1], one[2]) for n, one in enumerate([*stored[: place + 1], *stored[place:]], start=1)]
    assert broken_at(doubled) == place + 2
    swapped = [*stored]
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    assert broken_at([(n, one[1], one[2]) for n, one in enumerate(swapped, start=1)]) == place + 1


def test_an_inserted_commit_is_found() -> None:
    stored = journal(3)
    foreign = seal(commit(9, text="inserted"), salts)
    inserted = (2, link(stored[0][1], foreign), encode(foreign))
    assert broken_at([stored[0], inserted, *((n + 1, last, body) for n, last, body in stored[1:])]) == 3


# --- redaction --------------------------------------------------

LIKELY = ["yes", "no", "Yes", "police", "neglect", "Liverpool", *(f"Child {letter}" for letter in "ABCDEFGH")]


def redacted(value: str) -> tuple[Sealed, Sealed]:
    one = Change(record="demo/action/1", kind="create", set={"text": value, "ref": "1"}, on=date(2024, 5, 1))
    other = Change(record="demo/action/2", kind="create", set={"text": value}, on=date(2024, 5, 1))
    whole = seal(Commit(at=datetime(2024, 5, 1, tzinfo=UTC), by="x", why=value, changes=(one, other)), salts)
    return whole, redact(whole, "demo/action/1", {"text"}, reason=True)


def test_a_redacted_value_and_its_salt_are_gone_and_the_link_stays() -> None:
    whole, less = redacted("Child B")
    assert digest(whole) == digest(less)
    assert link(GENESIS, whole) == link(GENESIS, less)
    assert verify([(1, link(GENESIS, whole), encode(less))], GENESIS) == link(GENESIS, whole)
    assert less.commit.changes[0].set == {"ref": "1"}
    assert less.commit.changes[1].set == {"text": "Child B"}
    assert less.commit.why == ""
    assert set(less.gone) == {"0.text", "why"}
    assert whole.salts["0.text"] not in encode(less).decode()


def test_a_dictionary_tried_on_a_redacted_commit_finds_nothing() -> None:
    whole, less = redacted("Child B")
    wanted = set(less.gone.values())
    assert commitment(whole.salts["0.text"], "Child B") in wanted  # with its salt it would be found
    known = [bytes.fromhex(salt) for salt in less.salts.values()]
    tries = {
        hashlib.sha256(salt + canonical(word)).hexdigest() for salt, word in itertools.product([b"", *known], LIKELY)
    }
    assert wanted.isdisjoint(tries)


def test_equal_values_have_unequal_commitments() -> None:
    whole, _ = redacted("yes")
    told = commitments(whole)
    assert len({told["0.text"], told["1.text"], told["why"]}) == 3


def test_redacting_twice_or_what_is_not_there_changes_nothing() -> None:
    _, less = redacted("Child B")
    assert redact(less, "demo/action/1", {"text"}, reason=True) == less
    assert redact(less, "demo/action/9", {"text"}) == less


def test_a_field_stands_for_its_entries() -> None:
    change = Change(
        record="a", kind="amend", set={"happened.sent": {"said": "x"}, "happened": {}, "ref": ""}, on=date.min
    )
    sealed = seal(Commit(at=datetime(2024, 5, 1, tzinfo=UTC), by="x", changes=(change,)), salts)
    assert redact(sealed, "a", {"happened"}).commit.changes[0].set == {"ref": ""}
    assert redact(sealed, "a", {"happened.sent"}).commit.changes[0].set == {"happened": {}, "ref": ""}


def test_a_fingerprint_is_short_enough_for_minutes() -> None:
    assert fingerprint("7f3a91c2" * 8) == "7f3a-91c2-7f3a-91c2"


def test_a_digest_hangs_on_everything() -> None:
    base = seal(commit(1, text="words"), salts)
    others = [
        attrs.evolve(base, commit=attrs.evolve(base.commit, **{field: value}))
        for field, value in (("by", "x"), ("actor", "x"), ("framework", "x"), ("why", "x"))
    ]
    assert len({digest(one) for one in (base, *others)}) == 5
