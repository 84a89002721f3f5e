"""Children: processes that the storage contract starts, so that it may kill them.

    python -m lif_core.testing.children append|count OPENER URL PARTNERSHIP [NUMBER TURNS]

`append` writes commits one behind the other until it is killed, and tells each position once it was acknowledged.
`count` raises one number by one, as often as it is told, however often others are quicker.
"""

import importlib
import sys

from lif_core.errors import Conflict
from lif_core.hooks.offers import StorageRequest
from lif_core.hooks.ports import Head, Row, Storage, StoredCommit

COUNTED = "demo/measure/1"
"""The record that `count` raises."""


def numbered(position: int) -> tuple[StoredCommit, Row]:
    """Give the commit that `append` writes at a position, and its row."""
    body = b"%d" % position
    commit = StoredCommit(position, f"{position:064x}", (f"demo/action/{position:08d}",), body)
    return commit, Row(commit.touches[0], "action", position, "2024-05-14", {"state": "open"}, body)


def append(store: Storage) -> None:
    """Write commit after commit, for ever."""
    head = store.head()
    while True:
        commit, row = numbered(head.position + 1)
        store.append(commit, head, [row])
        head = Head(commit.position, commit.link)
        print(commit.position, flush=True)


def count(store: Storage, name: str, turns: int) -> None:
    """Raise the number by one, `turns` times."""
    for turn in range(turns):
        while not _raised(store, name, turn):
            pass


def _raised(store: Storage, name: str, turn: int) -> bool:
    head = store.head()
    rows = list(store.load(ids=[COUNTED]))
    if store.head() != head:
        return False  # what was read may be newer than the head that would be expected
    number = int(rows[0].body) + 1 if rows else 1
    position = head.position + 1
    commit = StoredCommit(position, f"{position:060x}{name:0>4}", (COUNTED,), f"{name} {turn}".encode())
    try:
        store.append(commit, head, [Row(COUNTED, "measure", position, "2024-05-14", {}, b"%d" % number)])
    except Conflict:
        return False
    return True


def main(what: str, opener: str, url: str, partnership: str, *more: str) -> None:
    """Open the store and do what was asked."""
    module, _, function = opener.partition(":")
    store = getattr(importlib.import_module(module), function)(StorageRequest(url=url, partnership=partnership))
    if what == "append":
        append(store)
    else:
        count(store, more[0], int(more[1]))
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
