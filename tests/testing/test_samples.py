"""The longest ids are as long as every storage keeps, and in the one order."""

from lif_core.records import TYPES
from lif_core.testing import samples
from lif_core.values.identifiers import Minter


def test_they_stand_in_the_order_of_their_bytes_and_reach_the_longest() -> None:
    ids = samples.long_ids()
    assert ids == sorted(ids, key=str.encode)
    assert ids != sorted(ids, key=lambda id: id.encode("utf-16-be"))
    assert max(len(id.encode()) for id in ids) == samples.LONGEST_ID


def test_an_id_of_every_type_has_room_for_a_partnership_of_970_letters() -> None:
    mint = Minter("p" * 970, lambda: 2**62, lambda: 2**24 - 1)
    assert max(len(mint(name)) for name in TYPES) == samples.LONGEST_ID
