"""Place: where a store may stand. SQLite needs a disk of this machine: its locks and its log do not hold elsewhere."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from lif_core.errors import StorageAway, UnsafePlace

MOUNTS = Path("/proc/mounts")

NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ncpfs|glusterfs|ceph|lustre|gpfs|beegfs|davfs|vboxsf|vmhgfs|prl_fs"
    r"|fuse\.(sshfs|rclone|davfs2?|s3fs|gcsfuse|glusterfs|ceph|ceph-fuse|vmhgfs-fuse|gvfsd-fuse|goofys|blobfuse2?)"
)
"""File systems that another machine (or a host machine) serves."""

SYNCED = re.compile(
    r"onedrive( ?-.*)?|dropbox( \(.*\))?|google ?drive( .*)?|googledrive.*|my drive|icloud ?drive|icloud~.*"
    r"|com~apple~clouddocs|cloudstorage|sharepoint( .*)?|.* - sharepoint|nextcloud|owncloud|box sync",
    re.IGNORECASE,
)
"""Names of folders that a synchronising program keeps."""

MARKERS = (".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log")
"""Files that synchronising programs leave at the top of what they keep."""

_MORE = re.compile("[?@:]")
_DRIVE = re.compile(r"^/*[A-Za-z]:(?=[/\\])")
_DRIVE_REMOTE = 4

_CURE = (
    "Put it on a disk of this machine, for example in a folder of your own outside any synchronised one, "
    "and copy it elsewhere with a backup."
)


def path_of(url: str) -> Path:
    """Tell the file an address names: `sqlite:///srv/lif.db`, `sqlite:lif.db` or a plain path.

    In an address %25 stands for a %, and so on; a plain path is taken as it is.

    Raises:
        UnsafePlace: the address names another machine, or no file.
    """
    text = url
    if url.casefold().startswith("sqlite:"):
        written = url[len("sqlite:") :]
        if _MORE.search(_DRIVE.sub("", written)) and written != ":memory:":
            raise UnsafePlace(
                "The address of the store says more than a file (what stands behind ? or : or before @ may be a "
                "secret, and SQLite needs none). Write it as sqlite:///folder/lif.db; inside a name ? is written %3F, "
                "@ %40 and : %3A."
            )
        text = unquote(written, errors=sys.getfilesystemencodeerrors())
        if text.startswith("///"):
            text = "/" + text.lstrip("/")
        if re.match(r"/[A-Za-z]:[/\\]", text):
            text = text[1:]
    if text.startswith(("//", "\\\\")):
        raise UnsafePlace(f"This address names another machine, where a SQLite store is not safe. {_CURE}")
    if not text or text == ":memory:" or "\0" in text:
        raise UnsafePlace("This address names no file. Write it as sqlite:///folder/lif.db or as a path.")
    path = os.path.abspath(text)
    try:
        path.encode()
    except UnicodeEncodeError:
        raise UnsafePlace(
            "The name of the store's folder or file is no text in UTF-8, and SQLite cannot open it. Rename it."
        ) from None
    return Path(path)


def check(path: Path) -> None:
    """Let a store stand at `path`, or say why not.

    Raises:
        UnsafePlace: the folder is synced, on a network, or read-only.
        StorageAway: the folder is missing.
    """
    folder = path.parent
    if not folder.is_dir():
        raise StorageAway(f"The folder {folder} is missing. Make it, or correct the address of the store.")
    resolved = path.resolve()
    if keeper := next(synced(path), None) or next(synced(resolved), None):
        raise UnsafePlace(
            f"The store may not stand in {folder}: {keeper} copies files while they change, and a store copied so "
            f"loses what was written. {_CURE}"
        )
    if kind := network(resolved):
        raise UnsafePlace(
            f"The store may not stand in {folder}: it is a network or shared folder ({kind}), whose locks do not "
            f"keep two writers apart. {_CURE}"
        )
    if not os.access(folder, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise UnsafePlace(
            f"The store in {folder} cannot be written: the folder or the file is read-only. "
            "Ask for the right to write there, or choose another folder."
        )


def synced(path: Path) -> Iterator[str]:
    """Tell which parts of `path` a synchronising program keeps."""
    for folder in path.parents:
        if SYNCED.fullmatch(folder.name):
            yield folder.name
        elif any((folder / marker).exists() for marker in MARKERS):
            yield f"the program that keeps {folder.name}"
    for name, value in os.environ.items():
        # Windows tells where OneDrive keeps its folders, whatever they are called.
        if name.casefold().startswith("onedrive") and value and Path(value) in path.parents:
            yield "OneDrive"


def network(path: Path) -> str | None:
    """Tell the network file system that `path` stands on, or None. macOS does not tell."""
    if sys.platform == "win32":
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE
        return "a network drive" if remote or path.anchor.startswith("\\\\") else None
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    kind = file_system(path, mounts)
    return kind if kind and NETWORK.fullmatch(kind) else None


def file_system(path: Path, mounts: Iterable[str]) -> str | None:
    """Tell the file system type of the mount that holds `path`; of two at one point the later hides the earlier."""
    best, kind = -1, None
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_unescaped(fields[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _unescaped(text: str) -> str:
    """Undo the octal escapes of a mount table, where 040 stands for a space."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
