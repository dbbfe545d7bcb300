"""Copies of the store and the way back: figures, accounts, originals, and what readers see meanwhile."""

import hashlib
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.rows import NOW, observations
from warehouse import accounts, sessions
from warehouse import backup as backups
from warehouse.backup import BackupRefused, accounts_beside, backup, restore
from warehouse.errors import Busy, NoWarehouse, StoreFault
from warehouse.originals import keep_original, original_path
from warehouse.serving import Serving
from warehouse.store import backups_folder, database_path, has_backup, lock_held, log_path
from warehouse.writer import writer

PASSWORD = "mật khẩu đủ dài"


def load(store: Path, persons: int) -> None:
    """Bring the facts to one figure."""
    with writer(store, "etl") as work:
        work.sync_observations(observations({"low": Decimal(persons), "printed": str(persons)}), NOW)


def persons(serving: Serving) -> list[int]:
    """The figures on screen."""
    return [value // 1_000_000 for value in serving.known_observations()["value"]]


def test_there_and_back(store: Path, serving: Serving) -> None:
    """What was loaded after the copy is gone, readers see it at once, and the state before is a copy itself."""
    load(store, 1)
    made = backup(store)
    assert (made.rows, made.version, made.originals) == (1, serving.version, 0)
    assert has_backup(store)
    load(store, 2)
    assert persons(serving) == [2]
    before = restore(store, made.path)
    assert persons(serving) == [1]
    assert before is not None
    restore(store, before)
    assert persons(serving) == [2]


def test_a_restored_version_is_never_taken_for_the_one_it_replaced(store: Path, serving: Serving) -> None:
    """Two histories after one copy have different versions: a reader that slept through the restore sees the second."""
    load(store, 1)
    made = backup(store)
    load(store, 2)
    assert persons(serving) == [2]
    seen = serving.version
    restore(store, made.path)
    load(store, 3)
    assert persons(serving) == [3]
    assert serving.version > seen


def test_the_copy_holds_what_the_log_holds(store: Path, serving: Serving) -> None:
    """A store whose last writer died before its checkpoint is copied with what it had committed."""
    load(store, 1)
    held = duckdb.connect(str(database_path(store)))
    held.execute("UPDATE warehouse_meta SET data_version = 40")
    shutil.copyfile(database_path(store), store / "as-left")
    shutil.copyfile(log_path(store), store / "log-as-left")
    held.close()
    (store / "as-left").replace(database_path(store))
    (store / "log-as-left").replace(log_path(store))
    assert backup(store).version == 40


def test_accounts_come_back_and_everybody_is_signed_out(store: Path) -> None:
    """Accounts made after the copy are gone, those of the copy are back, and no session outlives a restore."""
    load(store, 1)
    accounts.add(store, "lan", "viewer", [], PASSWORD)
    made = backup(store)
    assert accounts_beside(made.path).exists()
    accounts.add(store, "nam", "administrator", None, PASSWORD)
    token = sessions.start(store, "lan")
    restore(store, made.path)
    assert [found.user.name for found in accounts.identities(store)] == ["lan"]
    assert sessions.who(store, token) is None
    assert sessions.checked(store, "lan", PASSWORD, "10.0.0.1") is not None


def test_accounts_can_be_left_as_they_are(store: Path) -> None:
    """Asked so, a restore touches the figures only."""
    load(store, 1)
    accounts.add(store, "lan", "viewer", [], PASSWORD)
    made = backup(store)
    accounts.set_disabled(store, "lan", True)
    restore(store, made.path, keep_accounts=True)
    assert accounts.identities(store)[0].disabled


def test_originals_come_back_under_their_content(store: Path, tmp_path: Path) -> None:
    """An original that was lost is put back, under the SHA-256 of its content."""
    load(store, 1)
    sha = hashlib.sha256(b"hello").hexdigest()
    keep_original(store, b"hello")
    made = backup(store)
    assert made.originals == 1
    original_path(store, sha).unlink()
    restore(store, made.path)
    assert original_path(store, sha).read_bytes() == b"hello"


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 20_000])
def test_a_broken_copy_changes_nothing(store: Path, serving: Serving, tmp_path: Path, content: bytes) -> None:
    """A file that is no copy is refused before anything is touched."""
    load(store, 1)
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(content)
    with pytest.raises(BackupRefused) as refused:
        restore(store, broken)
    assert refused.value.code == "unreadable"
    assert persons(serving) == [1]
    assert not list(store.glob("restoring-*"))
    with pytest.raises(BackupRefused) as refused:
        restore(store, tmp_path / "absent.duckdb")
    assert refused.value.code == "no_file"


def test_broken_accounts_beside_a_copy_change_nothing(store: Path, serving: Serving) -> None:
    """A copy whose accounts cannot be read is refused whole."""
    load(store, 1)
    accounts.add(store, "lan", "viewer", [], PASSWORD)
    made = backup(store)
    load(store, 2)
    accounts_beside(made.path).write_bytes(b"no accounts" * 1000)
    with pytest.raises(BackupRefused):
        restore(store, made.path)
    assert persons(serving) == [2]
    assert len(accounts.identities(store)) == 1


def test_a_damaged_store_is_restored_and_kept_as_it_stands(store: Path, serving: Serving) -> None:
    """What cannot be opened any more is put aside byte for byte, and the copy takes its place."""
    load(store, 1)
    made = backup(store)
    database_path(store).write_bytes(b"damaged")
    before = restore(store, made.path)
    assert before is not None
    assert before.read_bytes() == b"damaged"
    assert persons(serving) == [1]


def test_a_new_machine_is_filled_from_a_copy(store: Path, tmp_path: Path) -> None:
    """A copy fills a folder that never held a store."""
    load(store, 1)
    made = backup(store, tmp_path / "elsewhere" / "bản sao")
    assert made.path.name == "bản sao.duckdb"
    assert restore(tmp_path / "new", made.path) is None
    assert persons(Serving(tmp_path / "new")) == [1]


def test_a_name_is_not_overwritten(store: Path) -> None:
    """A copy never takes the place of another."""
    load(store, 1)
    made = backup(store)
    with pytest.raises(BackupRefused) as refused:
        backup(store, made.path)
    assert refused.value.code == "exists"


def test_a_full_disk_leaves_no_half_copy(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room, nothing stands under the copy's name and the store is as it was."""
    load(store, 1)

    def full(source: Path, target: Path) -> None:
        Path(target).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups.shutil, "copyfile", full)
    with pytest.raises(StoreFault):
        backup(store)
    assert list(backups_folder(store).iterdir()) == []


def test_writers_wait_and_are_waited_for(store: Path) -> None:
    """Neither a copy nor a restore goes on while somebody writes."""
    load(store, 1)
    made = backup(store)
    with lock_held(store, 1):
        with pytest.raises(Busy):
            backup(store, timeout=0)
        with pytest.raises(Busy):
            restore(store, made.path, timeout=0)


def test_nothing_to_copy(store: Path) -> None:
    """A store that was never built has no copy."""
    with pytest.raises(NoWarehouse):
        backup(store)
