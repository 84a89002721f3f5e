"""A sealed commit is written and read again: the same either way, and what is none says so."""

import json
import random
from datetime import UTC, date, datetime

import attrs
import pytest

from lif_core.errors import NewerFormat
from lif_core.journal.chain import link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.sealed import Sealed, decode, encode, written_on
from lif_core.serial import canonical, plain


def salts(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def commit(**values: object) -> Commit:
    change = Change(record="demo/action/1", kind="create", set=values, on=date(2024, 5, 2))
    return Commit(at=datetime(2024, 5, 1, tzinfo=UTC), by="qa-officer", why="reason", changes=(change,))


def sealed_of(**values: object) -> Sealed:
    return seal(commit(**values), salts)


def test_a_commit_comes_back_as_it_was_sealed() -> None:
    sealed = sealed_of(text="é", happened={"sent": {"said": "x"}}, n=1.5)
    assert decode(encode(sealed)) == sealed


def test_the_day_of_writing_is_read_without_the_rest() -> None:
    sealed = sealed_of(text="é", at="1999-01-01T00:00:00.000000Z")
    assert written_on(encode(sealed)) == date(2024, 5, 1)
    late = attrs.evolve(sealed.commit, at=datetime.fromisoformat("2024-05-02T00:30:00+01:00"))
    assert written_on(encode(seal(late, salts))) == date(2024, 5, 1)
    for body in (b"", b"[]", b"{}", b'{"at":1}', b'{"at":"never"}', b"\xff"):
        with pytest.raises(ValueError, match=r".+"):
            written_on(body)


@pytest.mark.parametrize("fast", [True, False])
def test_both_ways_of_reading_a_commit_give_one(fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "msgspec", plain.msgspec if fast else None)
    values = {"text": "é \ud800 \u2028", "happened": {"sent": {"said": "x"}}, "n": 1.5, "big": 10**30, "gone": None}
    for some in ({}, {"text": "ŷ"}, values):
        one = commit(**some)
        several = attrs.evolve(one, changes=(*one.changes, attrs.evolve(one.changes[0], kind="withdraw", set={})))
        sealed = seal(several, salts)
        assert decode(encode(sealed)) == sealed
        assert decode(encode(sealed)).commit.at.utcoffset() == sealed.commit.at.utcoffset()
        assert encode(decode(encode(sealed))) == encode(sealed)
    for body in (b"", b"{", b"[]", b"{}", b"null", b'{"format":1}', b"\xff\xfe", b'{"format":"1"}'):
        with pytest.raises((ValueError, KeyError)):
            decode(body)
    whole = encode(sealed_of(text="ŷ"))
    for spoilt in ("\xff".encode("latin-1"), b"\x01", b'", "', b"\\ud800"):  # nothing is left to be found out later
        with pytest.raises(ValueError, match=r".+"):
            decode(whole.replace("ŷ".encode(), spoilt + b'"'))


@pytest.mark.parametrize("fast", [True, False])
def test_a_change_whose_values_are_no_table_is_no_change(fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "msgspec", plain.msgspec if fast else None)
    body = encode(sealed_of(text="ŷ"))
    for other in (b"5", b"null", b"[]", b'"x"'):
        with pytest.raises((ValueError, AttributeError)):
            link("0" * 64, decode(body.replace('{"text":"ŷ"}'.encode(), other)))


def test_a_journal_of_a_newer_form_says_so() -> None:
    written = json.loads(encode(sealed_of(text="words")))
    written["format"] = 2
    with pytest.raises(NewerFormat, match="Install"):
        decode(canonical(written))


def test_no_word_of_a_commit_is_in_its_repr() -> None:
    whole = sealed_of(text="canary-7f3a")
    assert "canary-7f3a" not in repr(whole)
    assert all(salt not in repr(whole) for salt in whole.salts.values())
