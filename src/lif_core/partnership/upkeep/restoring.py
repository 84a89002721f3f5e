"""Restoring: a file that a dump or a backup wrote, put into an empty store; what was removed since is removed again.

A storage that makes copies of its own also opens them: it offers a storage for addresses of `NAME-copy`, where `NAME`
is the scheme of its stores. So whatever `back_up` wrote can be restored into any storage.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import attrs

from lif_core.errors import Conflict, InvalidData, NotAStore, Problem, Refused
from lif_core.hooks.manager import COPY
from lif_core.hooks.offers import StorageRequest
from lif_core.hooks.ports import Head, Storage
from lif_core.partnership.books.begun import note_begun, see_same_past
from lif_core.partnership.books.books import Books
from lif_core.partnership.copies.loading import copy_in, restore
from lif_core.partnership.removing.reapplying import reapply
from lif_core.partnership.removing.redactions import Redactions
from lif_core.partnership.writing.receipt import Receipt
from lif_core.rules.reading import read_line

_DUMP = b"{"
_COMMIT = '{"commit":'


@attrs.frozen
class Restored:
    """What was restored.

    Attributes:
        head: where the copy's journal ends, and that of the store ended right after.
        removed_again: what the folder's list says was removed for good since the copy was made.
    """

    head: Head
    removed_again: tuple[Receipt, ...] = ()


def restored(books: Books, file: Path, *, by: str = "") -> Restored:
    """Put a dump or a backup into the empty store of a partnership; see `Partnership.restore`."""
    if books.folder is not None:
        Redactions(books.folder).all()  # a list that cannot be read is told before anything comes back
    try:
        head = _put_back(books, file)
    except Conflict:
        says = "This store is not empty; a dump is restored into an empty one only."
        mend = "Make a new folder with `lif init`, copy the framework there, and restore into that."
        raise Refused([Problem("restore.not-empty", says, mend)]) from None
    if books.folder is not None:
        note_begun(books.folder, books.storage)
    return Restored(head, reapply(books, by=by))


def _put_back(books: Books, file: Path) -> Head:
    with file.open("rb") as opened:
        is_dump = opened.read(1) in (_DUMP, b"")
    if is_dump:
        _see_whose(books, file)
        _see_same_past(books, _first_link(file))
        with books.lock:
            return restore(books.storage, _lines(file), file.name)
    with closing(_copy(books, file.resolve())) as copy, books.lock:
        _see_same_past(books, next((stored.link for stored in copy.commits()), ""))
        return copy_in(books.storage, copy, books.settings.id, file.name)


def _copy(books: Books, file: Path) -> Storage:
    """Open a copy with the storage that made it.

    Raises:
        InvalidData: none of those that are here knows it, each with what it says.
    """
    from urllib.parse import quote

    told = []
    for offer in books.plugins.offers("lif_storages").values():
        for scheme in (scheme for scheme in offer.schemes if scheme.endswith(COPY)):
            url = f"{scheme}:{quote(str(file))}"
            try:
                copy: Storage = offer.make(StorageRequest(url=url, partnership=books.settings.id))
            except NotAStore as error:
                told.append(f"{scheme}: {error}")
            else:
                return copy
    says = "This file is neither a dump nor a copy that any storage here opens."
    mend = "Give the file as `lif dump` or `lif backup` wrote it, and install the storage whose copy it is."
    raise InvalidData([Problem("restore.unknown-file", says, " ".join([mend, *told]), str(file))])


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8", errors="surrogatepass", newline="\n") as lines:
            yield from lines
    except UnicodeDecodeError:
        mend = "Give the file as `lif dump` wrote it."
        raise InvalidData([Problem("file.not-utf-8", "This file is not written in UTF-8.", mend, str(file))]) from None


def _see_same_past(books: Books, first: str) -> None:
    if books.folder is not None:
        see_same_past(books.folder, first)


def _first_link(file: Path) -> str:
    """Tell the link of the first commit of a dump, empty where none can be read: restoring tells what is wrong then."""
    for line in _lines(file):
        if line.startswith(_COMMIT):
            try:
                return str(read_line(line, file.name, longest=None).get("link", ""))
            except InvalidData:
                return ""
    return ""


def _see_whose(books: Books, file: Path) -> None:
    """Refuse the dump of another partnership: its ids would stand under a name that is not theirs."""
    own = books.settings.id
    try:
        head = read_line(next(_lines(file), "{}"), file.name, longest=None)
    except InvalidData:
        return  # restoring tells what is wrong with each line
    whose = head.get("partnership", own) if isinstance(head, dict) else own
    if whose != own:
        says = f"This is a dump of {str(whose)[:40]!r}, and this folder is {own!r}."
        raise Refused([Problem("restore.another", says, "Set `id` in partnership.toml, or choose the other folder.")])
