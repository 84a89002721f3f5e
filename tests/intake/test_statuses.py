import pytest

from lif_core.intake.statuses import Statuses, better_end, is_cut


@pytest.fixture
def statuses(small_framework) -> Statuses:
    return Statuses.of(small_framework.newest, "action", {"Parked": "waiting", "Lost": "no-such-state"})


@pytest.mark.parametrize(
    ("text", "key", "state"),
    [
        ("Complete", {}, "done"),
        (" COMPLETED. ", {}, "done"),
        ("in-progress", {}, "in-progress"),
        ("Parked", {}, "waiting"),
        ("Lost", {}, ""),
        ("1", {"1": "Fully Achieved"}, "done"),
        ("2", {"1": "Fully Achieved", "2": "On … [cut in the copy we saw]"}, ""),
        ("2", {}, ""),
        ("g", {"G": "on track"}, "in-progress"),
        ("Update Pending", {}, ""),
    ],
)
def test_status_words(statuses: Statuses, text: str, key: dict[str, str], state: str) -> None:
    status = statuses.read(text, key)
    assert (status.state, status.published) == (state, text)


def test_which_end_of_a_scale_is_the_better_one() -> None:
    assert better_end({"1": "Fully Achieved", "2": "On … [cut]"}) == "lower"
    assert better_end({"1": "Not started", "2": "Partly", "3": "Complete"}) == "higher"
    assert better_end({"1": "Red", "2": "Green"}) is None
    assert better_end({}) is None


@pytest.mark.parametrize(
    ("text", "cut"), [("practi… [cut]", True), ("An… [cut]", True), ("and so on...", True), ("executive", False)]
)
def test_text_that_ends_in_the_middle(text: str, cut: bool) -> None:
    assert is_cut(text) is cut
