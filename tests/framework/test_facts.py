"""Facts: fields and facts that conditions may name, with types drawn from the records themselves."""

import pytest

from lif_core.framework.facts import FACTS, fields_of, literals_of
from lif_core.records import TYPES


@pytest.mark.parametrize("record_type", TYPES)
def test_every_record_type_tells_its_fields(record_type: str) -> None:
    """State and kind always; maps and ids never; free text only as there or not."""
    fields = fields_of(record_type)
    assert {"state", "kind", "themes"} <= fields.keys()
    assert not {"id", "happened", "planned", "keys", "extra"} & fields.keys()
    assert all("_" not in name for name in fields)


def test_types_and_tables_come_from_the_fields() -> None:
    """Dates, names of framework items, parties, choices, free text."""
    fields = fields_of("action")
    assert (fields["due"].type, fields["leads"].type, fields["strength"].names) == ("day", "words", "strength")
    assert (fields["text"].type, fields["milestones"].type, fields["themes"].names) == ("things", "things", "theme")
    assert literals_of("evaluation", "question") == ("", "how-much", "how-well", "what-difference")
    assert literals_of("evaluation", "method") is None


def test_facts_have_one_name_each_and_never_that_of_a_field() -> None:
    """A condition never has two meanings."""
    names = [fact.name for fact in FACTS]
    assert len(set(names)) == len(names)
    for record_type in TYPES:
        asked = {fact.name for fact in FACTS if not fact.on or record_type in fact.on}
        assert not asked & fields_of(record_type).keys()
    assert all(on in TYPES for fact in FACTS for on in fact.on)
