"""Values are lifted one form at a time, and today's are left as they are."""

import pytest

from lif_core.serial import versions


def test_todays_values_are_left_alone() -> None:
    values = {"text": "x"}
    assert versions.lift("action", values, versions.FORMAT) is values


def test_older_values_go_through_every_form_between(monkeypatch: pytest.MonkeyPatch) -> None:
    said = []

    def up(form: int):
        def lift(record_type, values):
            said.append((form, record_type))
            return {**values, "text": f"{values['text']}{form}"}

        return lift

    monkeypatch.setattr(versions, "UPCASTERS", {form: up(form) for form in (1, 2, 3)})
    monkeypatch.setattr(versions, "FORMAT", 4)
    values = {"text": "x"}
    assert versions.lift("action", values, 2) == {"text": "x23"}
    assert said == [(2, "action"), (3, "action")]
    assert values == {"text": "x"}


def test_every_older_form_has_what_lifts_it() -> None:
    assert set(versions.UPCASTERS) == set(range(1, versions.FORMAT))
    assert set(versions.NEEDS) == set(range(2, versions.FORMAT + 1))
