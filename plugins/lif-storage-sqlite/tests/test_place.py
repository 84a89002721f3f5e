"""A store stands on a disk of this machine, or says why not and what to do."""

import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lif_storage_sqlite
from lif_core.errors import StorageAway, StorageError, UnsafePlace
from lif_core.hooks import Head, Plugins, StorageRequest
from lif_core.partnership.opening import storage_of
from lif_core.partnership.settings import Settings
from lif_storage_sqlite import open_store, place

MOUNTS = r"""
/dev/vda / ext4 rw,relatime 0 0
tmpfs /dev/shm tmpfs rw 0 0
//fileserver/childrens /mnt/childrens\040services cifs rw,vers=3.0 0 0
C:\134 /mnt/c 9p rw 0 0
fileserver:/export /srv/shared nfs4 rw 0 0
/dev/vdb /srv/shared/local ext4 rw 0 0
qa@host: /remote/qa fuse.sshfs rw 0 0
gdrive: /mnt/gdrive fuse.rclone rw 0 0
/dev/vdc /over ext4 rw 0 0
fileserver:/over /over nfs rw 0 0
""".strip().splitlines()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/qa/lif.db", "ext4"),
        ("/dev/shm/lif.db", "tmpfs"),
        ("/mnt/childrens services/lif/lif.db", "cifs"),
        ("/mnt/childrens/lif.db", "ext4"),
        ("/mnt/c/Users/qa/lif.db", "9p"),
        ("/srv/shared/lif.db", "nfs4"),
        ("/srv/shared/local/lif.db", "ext4"),
        ("/remote/qa/lif.db", "fuse.sshfs"),
        ("/mnt/gdrive/lif.db", "fuse.rclone"),
        ("/over/lif.db", "nfs"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="Only Linux keeps a mount table.")
def test_the_mount_table_tells_the_file_system(path: str, kind: str) -> None:
    assert place.file_system(Path(path), MOUNTS) == kind


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "davfs"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked another way.")
def test_a_network_folder_is_refused_with_the_cure(tmp_path: Path, monkeypatch, kind: str) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path / 'net'} {kind} rw 0 0\n")
    monkeypatch.setattr(place, "MOUNTS", table)
    (tmp_path / "net").mkdir()
    with pytest.raises(UnsafePlace, match=rf"network or shared folder \({kind}\).*Put it on a disk of this machine"):
        open_store(StorageRequest(url=f"sqlite://{tmp_path}/net/lif.db", partnership="demo"))
    assert list((tmp_path / "net").iterdir()) == []
    open_store(StorageRequest(url=f"{tmp_path}/lif.db", partnership="demo")).close()


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "apfs", "tmpfs", "overlay", "fuseblk", "fuse.ntfs-3g"])
def test_a_disk_of_this_machine_is_no_network(kind: str) -> None:
    assert not place.NETWORK.fullmatch(kind)


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive",
        "OneDrive - Liverpool City Council",
        "onedrive-personal",
        "Dropbox",
        "Dropbox (Partnership)",
        "Google Drive",
        "GoogleDrive-qa@example.org",
        "My Drive",
        "iCloud Drive",
        "com~apple~CloudDocs",
        "CloudStorage",
        "SharePoint",
        "Safeguarding - SharePoint",
        "Nextcloud",
        "ownCloud",
    ],
)
def test_a_synced_folder_is_refused_with_the_cure(tmp_path: Path, folder: str) -> None:
    deep = tmp_path / folder / "Board" / "liverpool"
    deep.mkdir(parents=True)
    with pytest.raises(UnsafePlace, match=r"copies files while they change.*copy it elsewhere with a backup"):
        open_store(StorageRequest(url=str(deep / "lif.db"), partnership="demo"))
    assert list(deep.iterdir()) == []


@pytest.mark.parametrize("folder", ["one drive test", "dropboxes", "boxes", "test_onedrive0", "sharepoints-of-view"])
def test_a_folder_that_only_sounds_so_is_fine(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    store = open_store(StorageRequest(url=str(tmp_path / folder / "lif.db"), partnership="demo"))
    assert store.head() == Head()
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="Links need a right on Windows.")
def test_a_link_into_a_synced_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Nextcloud").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Nextcloud")
    with pytest.raises(UnsafePlace, match="Nextcloud"):
        open_store(StorageRequest(url=str(tmp_path / "plain" / "lif.db"), partnership="demo"))


def test_what_the_syncing_program_leaves_behind_tells_too(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / ".nextcloudsync.log").touch()
    with pytest.raises(UnsafePlace, match="the program that keeps"):
        open_store(StorageRequest(url=str(tmp_path / "work" / "lif.db"), partnership="demo"))


def test_where_windows_says_onedrive_is(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    with pytest.raises(UnsafePlace, match="OneDrive"):
        open_store(StorageRequest(url=str(tmp_path / "lif.db"), partnership="demo"))


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///srv/liverpool/lif.db", "/srv/liverpool/lif.db"),
        ("sqlite:////srv/lif.db", "/srv/lif.db"),
        ("sqlite:///srv/our%20board/lif.db", "/srv/our board/lif.db"),
        ("SQLite:/srv/lif.db", "/srv/lif.db"),
        ("/srv/100%20/lif.db", "/srv/100%20/lif.db"),
        ("/srv/me@work/a:b?.db", "/srv/me@work/a:b?.db"),
        ("sqlite:///srv/me%40work/a%3Ab%3F.db", "/srv/me@work/a:b?.db"),
        ("sqlite:lif.db", os.path.abspath("lif.db")),
        ("lif.db", os.path.abspath("lif.db")),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="Paths are written so on POSIX.")
def test_an_address_names_a_file(url: str, path: str) -> None:
    assert place.path_of(url) == Path(path)


FOLDERS = st.one_of(
    st.sampled_from(
        ["q%41z", "in%43it", "100%25", "a?b#c", "me@work", "a:b", "C:", "%2e%2e", "%00", "file:x", "..%2f.."]
    ),
    st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=40),
).filter(lambda name: name not in ("", ".", "..") and not place.SYNCED.fullmatch(name))


@pytest.mark.skipif(os.name != "posix", reason="Windows takes fewer characters.")
@settings(deadline=None, max_examples=60)
@given(FOLDERS, st.sampled_from([("sqlite:lif.db", "lif.db"), ("sqlite:our%20b%3Fd.db", "our b?d.db")]))
def test_a_relative_address_stays_in_its_folder_whatever_that_is_called(name: str, said: tuple[str, str]) -> None:
    url, file = said
    plugins = Plugins(())
    plugins.register(lif_storage_sqlite, "sqlite")
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / name
        folder.mkdir()
        storage_of(folder, Settings(id="demo", storage=url), plugins).close()
        assert [found.relative_to(above) for found in Path(above).rglob("*")] == [Path(name), Path(name, file)]


@pytest.mark.skipif(sys.platform != "linux", reason="Others take only text.")
def test_a_folder_whose_name_is_no_text_is_told(tmp_path: Path) -> None:
    plugins = Plugins(())
    plugins.register(lif_storage_sqlite, "sqlite")
    folder = tmp_path / os.fsdecode(b"board-\xff")
    folder.mkdir()
    with pytest.raises(UnsafePlace, match=r"no text in UTF-8.*Rename it"):
        storage_of(folder, Settings(id="demo", storage="sqlite:lif.db"), plugins)
    assert list(folder.iterdir()) == []


@settings(deadline=None)
@given(
    st.sampled_from(
        [
            "sqlite:lif:{}@host/x.db",
            "sqlite:/lif:{}@host/x.db",
            "sqlite://lif:{}@host/x.db",
            "sqlite:///lif:{}@host/x.db",
            "sqlite://host/lif:{}",
            "sqlite:x.db?key={}",
            "sqlite-copy:///srv/lif:{}@host/x.db",
        ]
    ),
    st.text("abcxyz019 /@:?#&=%.-_é", min_size=1, max_size=8).map(lambda some: f"{some}Ffug{some}"),
)
def test_whatever_address_is_built_around_a_secret_it_is_never_told(address: str, secret: str) -> None:
    plugins = Plugins(())
    plugins.register(lif_storage_sqlite, "sqlite")
    settings = Settings(id="demo", storage=address.format(secret))
    with tempfile.TemporaryDirectory() as folder, pytest.raises(StorageError) as refused:
        storage_of(Path(folder), settings, plugins)
    assert "Ffug" not in "".join(traceback.format_exception(refused.value)) + repr(settings)


@pytest.mark.parametrize("url", ["sqlite://server/share/lif.db", r"\\server\share\lif.db", "sqlite:", ":memory:", ""])
def test_an_address_that_names_no_file_here_is_refused(url: str) -> None:
    with pytest.raises(UnsafePlace, match="address names"):
        place.path_of(url)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageAway, match=r"is missing. Make it"):
        open_store(StorageRequest(url=str(tmp_path / "nowhere" / "lif.db"), partnership="demo"))


@pytest.mark.skipif(os.name != "posix", reason="Rights are set otherwise on Windows.")
@pytest.mark.parametrize("there", ["nothing", "a store", "a read-only store"])
def test_a_read_only_folder_is_refused(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "board"
    folder.mkdir()
    if there != "nothing":
        open_store(StorageRequest(url=str(folder / "lif.db"), partnership="demo")).close()
        os.chmod(folder / "lif.db", 0o444 if "read-only" in there else 0o666)
    os.chmod(folder, 0o755 if "read-only" in there else 0o555)
    # Root may write anywhere, so a child that is nobody tries.
    script = (
        "import os, sys, apsw\n"
        "from lif_core.hooks import Head, StorageRequest\n"
        "from lif_storage_sqlite import open_store, storage\n"
        "os.chdir(sys.argv[1])\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: open_store(StorageRequest(url='lif.db', partnership='demo'))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    parents = [tmp_path, *list(tmp_path.parents)[:2]]
    rights = [parent.stat().st_mode for parent in parents]
    try:
        for parent in parents:
            os.chmod(parent, 0o755)
        said = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    finally:
        for parent, mode in zip(parents, rights, strict=True):
            os.chmod(parent, mode)
        os.chmod(folder, 0o755)
    assert said.stdout.startswith("UnsafePlace")
    assert "read-only" in said.stdout
