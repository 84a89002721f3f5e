"""No call prints a password that somebody wrote into an address, however the address is misspelt."""

import pytest

SECRET = "hunter2-Ffug"

SAID = [
    'storage = "postgresql://lif:{}@nohost.invalid/lif"',
    'storage = "postgresql:lif:{}@nohost.invalid/lif"',
    'storage = "postgres:///lif:{}@localhost:1/lif"',
    'storage = "postgresql://lif:9/{}@nohost.invalid/lif"',
    'storage = "postgresql://localhost:1/lif:{}"',
    'storage = "postgresql://lif%3A{}@localhost:1"',
    'storage = "postgresql://localhost:1/lif?application_name={}"',
    'storage = "postgresql:host=localhost port=1 password={}"',
    'storage = "mysql://lif:{}@nohost.invalid/lif"',
    'storage = "lif:{}@nohost.invalid/lif"',
    'storage = "{}@nohost.invalid"',
    'storage = "sqlite:lif:{}@host/x.db"',
    'storage = "sqlite:x.db?key={}"',
    'storage = ["postgresql://lif:{}@nohost.invalid/lif"]',
    'storages = "postgresql://lif:{}@nohost.invalid/lif"',
    'storage = "postgresql://lif:{}@nohost.invalid/lif',
    "storage = postgresql://lif:{}@nohost.invalid/lif",
    '[storage]\npassword = "{}"',
    '[secrets]\npassword = "{}"\n',
    '[secrets]\npassword = ["{}"]\n',
    'notifier = "{}"',
]


@pytest.mark.parametrize("said", SAID)
def test_no_call_prints_a_secret_that_stands_in_the_settings(lif, empty, said, monkeypatch):
    path = empty / "partnership.toml"
    kept = [line for line in path.read_text().splitlines() if not line.startswith("storage")]
    path.write_text("\n".join([*kept, said.format(SECRET)]) + "\n")
    monkeypatch.setenv("LIF_DEBUG", "1")  # tells whatever would be a mistake of ours with its traceback
    for words in (["check", "--json"], ["plugins"], ["verify"], ["due", "--json"]):
        answer = lif(*words, "-C", empty)
        assert SECRET not in answer.out + answer.err


@pytest.mark.parametrize("said", [line for line in SAID if line.startswith('storage = "') and line.endswith('"')])
def test_init_prints_no_secret_of_the_address_that_it_is_given(lif, tmp_path, said):
    address = said.removeprefix('storage = "').removesuffix('"').format(SECRET)
    answer = lif("init", tmp_path / "ours", "--framework", "england", "--storage", address)
    assert answer.status == 1
    assert SECRET not in answer.out + answer.err
    assert not (tmp_path / "ours").exists()
