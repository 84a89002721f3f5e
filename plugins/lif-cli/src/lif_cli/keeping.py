"""Keeping: the whole register out and in again, and whether its journal is whole."""

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from lif_cli.opening import opened, role_of
from lif_cli.options import Flag, Folder, Viewing, Writing
from lif_cli.printing import plural, say, tell, warn, working
from lif_cli.refusals import FINE, wrong_words
from lif_core import Partnership
from lif_core.journal.chain import fingerprint
from lif_core.partnership.copies.dumping import marking
from lif_core.partnership.removing.reapplying import kept_again, never_carried_out, reapply
from lif_core.partnership.removing.redactions import FILE


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
        with closing(lif.dump(by=by)) as lines:
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

    A storage that makes copies of its own (SQLite does) writes one; any other the lines of a dump, as of one moment.
    Both hold everything in clear, and `lif restore` takes both, into any storage. That it was made is recorded.
    What imports keep aside, the list of what was removed for good, and the line that tells how the register began,
    stand in the partnership's folder and are to be copied on their own.

    Args:
        file: the file; there must be none of that name.
        by: role that makes it; left out, the one in partnership.toml.
        directory: the partnership's folder; left out, the folder you are in.
        json: print one JSON document and nothing else.
    """
    with opened(Viewing(directory=directory)) as lif, working("Copying"):
        made = lif.backup(_path(file), by=by)
    if json:
        tell({"file": str(file), "sha256": made.sha256, "marking": made.marking, "recorded": made.id})
    else:
        say(f"Copied to {file} ({made.marking}). That it was made is recorded: lif show {made.id}")
    return FINE


def _path(file: Path) -> Path:
    """Refuse an address: a copy is a file."""
    scheme, colon, _ = str(file).partition(":")
    if colon and len(scheme) > 1 and "/" not in scheme and "\\" not in scheme:
        raise wrong_words("no-path", "This is an address, and a copy is a file.", "Name a file, such as copy.db.")
    return file


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
    of its own. A folder whose register had begun takes only a copy that begins with the same commit.

    Args:
        file: a file that `lif dump` or `lif backup` wrote.
        by: role that restores, where something is removed again; left out, the one in partnership.toml.
        directory: the partnership's folder; left out, the folder you are in.
        json: print one JSON document and nothing else.
    """
    with Partnership.open(directory, restoring=True) as lif:
        with working("Restoring"):
            done = lif.restore(file, by=role_of(lif, Writing(by=by)))
        head, again, told = done.head, done.removed_again, fingerprint(done.head.link)
        now = again[-1].fingerprint if again else told
        listed = lif.folder is not None and (lif.folder / FILE).exists()
        warn(*kept_again(lif.books), *never_carried_out(lif.books))
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


def verify(*, head: str = "", directory: Folder = Path(), json: Flag = False) -> int:
    """Check that the journal is whole, and that the store shows what it makes.

    With a fingerprint from minutes, check that the store holds that past.

    Args:
        head: a fingerprint or link kept elsewhere, such as in minutes; whole, as it is printed.
        directory: the partnership's folder; left out, the folder you are in.
        json: print one JSON document and nothing else.
    """
    with opened(Viewing(directory=directory)) as lif:
        last = lif.verify(head)
        warn(*never_carried_out(lif.books))
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
        warn(*kept_again(lif.books), *never_carried_out(lif.books))
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
