"""Keeping: the whole register out and in again, and whether its journal is whole."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from cyclopts import Parameter

from lif_cli.opening import opened, role_of
from lif_cli.options import Flag, Folder, Viewing, Writing
from lif_cli.printing import plural, say, tell, working
from lif_cli.refusals import FINE, of_file, wrong_words
from lif_core import Partnership
from lif_core.errors import Conflict, InvalidData, Problem, Refused
from lif_core.hooks import Head, StorageRequest
from lif_core.journal.chain import fingerprint
from lif_core.partnership.erasing import reapply
from lif_core.partnership.keeping import copy_in, marking
from lif_core.partnership.keeping import restore as restored
from lif_core.partnership.leaving import back_up, dumped
from lif_core.partnership.redactions import FILE, Redactions
from lif_core.rules.reading import read_line

_SQLITE = b"SQLite format 3\0"


def dump(*, in_clear: Flag = False, by: str = "", directory: Folder = Path()) -> int:
    """Write the whole register to standard output as JSON Lines: every record of every disclosure level, in clear.

    That it left is recorded before its first line, and its hash behind its last; the dump itself has neither.

    Args:
        in_clear: say that you know that the output is not encrypted, holds everything, and is yours to keep safe.
        by: role that lets it go; left out, the one in partnership.toml.
        directory: the partnership's folder; left out, the folder you are in.
    """
    with opened(Viewing(directory=directory)) as lif:
        if not in_clear:
            mark = marking(lif.framework(lif.today))
            raise wrong_words(
                "not-in-clear",
                f"A dump holds everything, unencrypted, and is marked {mark!r}.",
                "Say --in-clear if you will keep it where only those may look who may see all of it.",
            )
        with closing(dumped(lif.books, by=by)) as lines:
            for line in lines:
                _write(line)
    return FINE


def backup(
    file: Annotated[Path, Parameter(name="FILE")],
    /,
    *,
    by: str = "",
    directory: Folder = Path(),
    json: Flag = False,
) -> int:
    """Write a consistent copy of the store to a new file, while others write.

    SQLite writes a store that can be opened; any other storage the lines of a dump, as of one moment. Both hold
    everything in clear, and `lif restore` takes both. That it was made is recorded behind it.
    What imports keep aside, and the list of what was removed for good, stand in the partnership's folder and are to be
    copied on their own.

    Args:
        file: the file; there must be none of that name.
        by: role that makes it; left out, the one in partnership.toml.
        directory: the partnership's folder; left out, the folder you are in.
        json: print one JSON document and nothing else.
    """
    with opened(Viewing(directory=directory)) as lif, working("Copying"):
        made = back_up(lif.books, file, by=by)
    if json:
        tell({"file": str(file), "sha256": made.sha256, "marking": made.marking, "recorded": made.id})
    else:
        say(f"Copied to {file} ({made.marking}). That it was made is recorded: lif show {made.id}")
    return FINE


def _write(line: str) -> None:
    """Write one line as UTF-8, whatever the terminal speaks: a dump is read again by programs."""
    out = getattr(sys.stdout, "buffer", None)
    if out is None:
        sys.stdout.write(f"{line}\n")
    else:
        out.write(line.encode("utf-8", "surrogatepass") + b"\n")


def restore(
    file: Annotated[Path, Parameter(name="FILE")],
    /,
    *,
    by: str = "",
    directory: Folder = Path(),
    json: Flag = False,
) -> int:
    """Put a dump or a backup into the empty store of a partnership folder; the fingerprint is then the same.

    What the folder's list says was removed for good since the dump was made is removed again at once, each in a commit
    of its own.

    Args:
        file: a file that `lif dump` or `lif backup` wrote.
        by: role that restores, where something is removed again; left out, the one in partnership.toml.
        directory: the partnership's folder; left out, the folder you are in.
        json: print one JSON document and nothing else.
    """
    with opened(Viewing(directory=directory)) as lif:
        if not _is_store(file):
            _is_its_own(lif, file)
        if lif.folder is not None:
            Redactions(lif.folder).all()  # a list that cannot be read is told before anything comes back
        try:
            with working("Restoring"):
                head = _put_back(lif, file)
        except Conflict:
            says = "This store is not empty; a dump is restored into an empty one only."
            mend = "Make a new folder with `lif init`, copy the framework there, and restore into that."
            raise Refused([Problem("restore.not-empty", says, mend)]) from None
        told = fingerprint(head.link)
        again = reapply(lif.books, by=role_of(lif, Writing(by=by)))
        now = again[-1].fingerprint if again else told
        listed = lif.folder is not None and (lif.folder / FILE).exists()
    if json:
        removed = [record for one in again for record in one.changed]
        copy = {"commits": head.position, "fingerprint": told, "link": head.link}
        tell({**copy, "list_of_removed": listed, "removed_again": removed, "fingerprint_now": now})
        return FINE
    say(f"Restored {plural(head.position, 'commit')}. Fingerprint {told}.")
    if again:
        say(f"Removed again what had been removed for good: {plural(len(again), 'commit')}. Fingerprint now {now}.")
    if not listed:
        say(f"There is no {FILE} in this folder: what was removed for good after the copy was made stands here again.")
        say("Where there was such a list, copy it here and run `lif rebuild`.")
    return FINE


def _put_back(lif: Partnership, file: Path) -> Head:
    if not _is_store(file):
        return restored(lif.storage, _lines(file), file.name)
    url = f"sqlite-copy:{quote(str(file.resolve()))}"
    copy = lif.plugins.for_scheme(url).make(StorageRequest(url=url, partnership=lif.id))
    with closing(copy):
        return copy_in(lif.storage, copy, lif.id, file.name)


def _is_store(file: Path) -> bool:
    """Tell whether a file is what `lif backup` writes of a SQLite store."""
    try:
        with file.open("rb") as opened_:
            return opened_.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False  # told by whoever reads it


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8", errors="surrogatepass", newline="\n") as lines:
            yield from lines
    except OSError as error:
        raise InvalidData([of_file(error, file)]) from None
    except UnicodeDecodeError:
        mend = "Give the file as `lif dump` wrote it."
        raise InvalidData([Problem("file.not-utf-8", "This file is not written in UTF-8.", mend, str(file))]) from None


def _is_its_own(lif: Partnership, file: Path) -> None:
    """Refuse the dump of another partnership: its ids would stand under a name that is not theirs."""
    try:
        head = read_line(next(_lines(file), "{}"), file.name)
    except InvalidData:
        return  # restoring tells what is wrong with each line
    whose = head.get("partnership", lif.id) if isinstance(head, dict) else lif.id
    if whose != lif.id:
        says = f"This is a dump of {str(whose)[:40]!r}, and this folder is {lif.id!r}."
        raise Refused([Problem("restore.another", says, "Set `id` in partnership.toml, or choose the other folder.")])


def verify(*, head: str = "", directory: Folder = Path(), json: Flag = False) -> int:
    """Check that the journal is whole, and that the store shows what it makes.

    With a fingerprint from minutes, check that the store holds that past.

    Args:
        head: a fingerprint or link kept elsewhere, such as in minutes.
        directory: the partnership's folder; left out, the folder you are in.
        json: print one JSON document and nothing else.
    """
    with opened(Viewing(directory=directory)) as lif:
        last = lif.verify(head)
        count = lif.storage.head().position
    if json:
        tell({"whole": True, "commits": count, "fingerprint": fingerprint(last), "link": last})
        return FINE
    say(f"The chain is whole: {plural(count, 'commit')}, fingerprint {fingerprint(last)}.")
    say("What the store shows of each record is what its commits make.")
    if head:
        say(f"It contains the past that ended on {head}.")
    else:
        say("That the newest commits were cut off shows only against a fingerprint kept elsewhere: --head FINGERPRINT.")
    return FINE


def rebuild(*, by: str = "", directory: Folder = Path(), json: Flag = False) -> int:
    """Make the records as they stand again from the journal, after the store's tables were altered by hand.

    The journal itself is checked first, and stays as it is. What the folder's list says was removed for good, and
    stands in the store again, is removed again, each in a commit of its own.

    Args:
        by: role that does it, where something is removed again; left out, the one in partnership.toml.
        directory: the partnership's folder; left out, the folder you are in.
        json: print one JSON document and nothing else.
    """
    with opened(Viewing(directory=directory)) as lif:
        with working("Rebuilding"):
            made = lif.rebuild()
            again = reapply(lif.books, by=role_of(lif, Writing(by=by)))
        now = lif.fingerprint
    if json:
        removed = [record for one in again for record in one.changed]
        tell({"records": made.records, "mended": list(made.mended), "removed_again": removed, "fingerprint_now": now})
        return FINE
    say(f"{plural(made.records, 'record')} made again, {len(made.mended)} of them said something else before.")
    say(*(f"Mended: {record}" for record in made.mended))
    if again:
        say(f"Removed again what had been removed for good: {plural(len(again), 'commit')}.")
    say(f"Fingerprint {now}.")
    return FINE
