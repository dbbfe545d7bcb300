"""The store under crashes, locks, full disks, other versions of the program and readers at work."""

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from tests.warehouse.rows import NOW, observations
from warehouse import store as places
from warehouse.errors import Busy, NewerSchema, NoWarehouse, OlderSchema, StoreFault
from warehouse.migrations import SCHEMA, known_schema
from warehouse.serving import Serving
from warehouse.serving import serving as serving_of
from warehouse.writer import Changes, writer

Sync = Callable[..., Changes]
ROOT = Path(__file__).resolve().parents[2]
WRITE = """
import sys, time, pathlib
from tests.warehouse.rows import NOW, observations
from warehouse.writer import writer
with writer(pathlib.Path(sys.argv[1]), "child") as work:
    work.sync_observations(observations({"note": "child"}), NOW)
    print("inside", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def child(store: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that is inside its transaction and stays there for so many seconds."""
    command = [sys.executable, "-c", WRITE, str(store), str(seconds)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "inside\n"
    return process


def test_killed_writer_leaves_what_was(sync: Sync, store: Path, serving: Serving) -> None:
    """A writer killed inside its transaction leaves the state before it, and the next writer proceeds."""
    sync({})
    with child(store, 60) as process:
        process.send_signal(signal.SIGKILL)
    assert serving.known_observations()["note"].isna().all()
    assert sync({"note": "sau sự cố"}) == (0, 1, 0)
    assert serving.known_observations()["note"].tolist() == ["sau sự cố"]


COMMIT_AND_DIE = """
import os, pathlib, signal, sys
import warehouse.writer
from tests.warehouse.rows import NOW, observations

def die(folder: pathlib.Path, version: int) -> None:
    if version > 1:
        os.kill(os.getpid(), signal.SIGKILL)

warehouse.writer.write_version = die
with warehouse.writer.writer(pathlib.Path(sys.argv[1]), "child") as work:
    work.sync_observations(observations({"note": "child"}), NOW)
"""


def test_writer_killed_after_commit_is_seen(sync: Sync, store: Path, serving: Serving) -> None:
    """A change committed before the crash, still in the log and absent from the version file, is served."""
    sync({})
    assert serving.version == 1
    subprocess.run([sys.executable, "-c", COMMIT_AND_DIE, str(store)], cwd=ROOT, check=False)
    assert places.log_path(store).exists()
    assert places.version_path(store).read_text() == "1"
    assert serving.known_observations()["note"].tolist() == ["child"]
    assert Serving(store).version == 2
    assert sync({"note": "child"}) == (0, 0, 0)
    assert (serving.version, places.version_path(store).read_text()) == (2, "2")


def test_held_lock_is_busy(sync: Sync, store: Path) -> None:
    """A second writer is told that the store is busy, and changes nothing."""
    sync({})
    with child(store, 1) as process:
        with pytest.raises(Busy), writer(store, "second", timeout=0.1):
            pass
        process.wait()
    assert sync({"note": "child"}) == (0, 0, 0)


def test_reader_keeps_its_copy_while_another_writes(sync: Sync, store: Path, serving: Serving) -> None:
    """A screen answers from its copy during another's transaction, and from the new version after it."""
    sync({})
    assert serving.version == 1
    with child(store, 1) as process:
        assert serving.known_observations()["note"].isna().all()
        process.wait()
    assert serving.known_observations()["note"].tolist() == ["child"]


def test_reading_inside_own_transaction(sync: Sync, store: Path, serving: Serving) -> None:
    """A read within the writer's own block sees the version before it and does not wait for ever."""
    sync({})
    assert serving.version == 1
    with writer(store, "etl") as work:
        work.sync_observations(observations(), NOW)
        assert len(serving.known_observations()) == 1
    assert serving.known_observations().empty


def test_first_reader_of_a_busy_store_is_told(sync: Sync, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any copy yet a reader waits for the lock, then says that the store is busy."""
    sync({})
    monkeypatch.setattr("warehouse.serving.FIRST_WAIT", 0.05)
    with FileLock(places.lock_path(store)), pytest.raises(Busy):
        Serving(store).counts()


def test_readers_see_whole_versions(sync: Sync, serving: Serving, store: Path) -> None:
    """Threads that read during writes see rows of one version only, never fewer and never mixed."""
    rounds, size = 6, 40

    def write(number: int) -> None:
        rows = [{"note": str(number), "source_row": row, "period": f"P{row}"} for row in range(size)]
        sync(*rows)

    write(0)
    seen: list[tuple[int, set[str]]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            notes = serving.known_observations()["note"]
            seen.append((len(notes), set(notes)))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, rounds):
        write(number)
    done.set()
    for reader in readers:
        reader.join()
    assert {count for count, _ in seen} == {size}
    assert all(len(notes) == 1 for _, notes in seen)
    assert set(serving.known_observations()["note"]) == {str(rounds - 1)}


def test_snapshot_stays_at_its_version(sync: Sync, serving: Serving) -> None:
    """A snapshot answers from its version after the warehouse has moved on."""
    sync({})
    held = serving.snapshot()
    sync()
    assert (held.version, len(held.known_observations())) == (1, 1)
    assert (serving.version, len(serving.known_observations())) == (2, 0)


@pytest.mark.parametrize("left", ["1", None, "77"])
def test_version_file_out_of_step_is_mended(sync: Sync, store: Path, serving: Serving, left: str | None) -> None:
    """After a crash between commit and version file the change is seen, and the next writer mends the file."""
    sync({})
    assert serving.version == 1
    sync({"note": "mới"})
    path = places.version_path(store)
    path.write_text(left) if left else path.unlink()
    assert serving.version == 2
    assert Serving(store).version == 2
    sync({"note": "mới"})
    assert path.read_text() == "2"


def test_failed_block_changes_nothing(sync: Sync, store: Path, serving: Serving) -> None:
    """An error inside the block undoes all of it and comes out as it is, one of files included."""
    sync({})

    def fail() -> None:
        with writer(store, "etl") as work:
            work.sync_observations(observations(), NOW)
            Path(store, "absent.csv").read_text()

    with pytest.raises(FileNotFoundError):
        fail()
    assert (serving.version, len(serving.known_observations())) == (1, 1)


def test_no_warehouse_names_the_command(serving: Serving) -> None:
    """A store without a warehouse says which command builds it, and is read as soon as there is one."""
    with pytest.raises(NoWarehouse, match="python -m etl build") as told:
        serving.counts()
    assert (told.value.code, told.value.command) == ("no_warehouse", "python -m etl build")
    with writer(serving.folder, "etl") as work:
        work.sync_observations(observations({}), NOW)
    assert serving.counts()["observations"] == 1


def test_newer_schema_is_refused(sync: Sync, store: Path) -> None:
    """A file of a later program is refused by writer and reader alike and left as it is."""
    sync({})
    with duckdb.connect(str(places.database_path(store))) as connection:
        connection.execute("UPDATE warehouse_meta SET schema_version = 99")
    with pytest.raises(NewerSchema) as refused, writer(store, "etl"):
        pass
    assert (refused.value.code, refused.value.found) == ("newer_schema", 99)
    with pytest.raises(NewerSchema):
        Serving(store).counts()


@pytest.fixture
def next_schema(tmp_path: Path) -> Path:
    """The schema folder of a program one version on."""
    folder = tmp_path / "schema"
    shutil.copytree(SCHEMA, folder)
    (folder / "900_next.sql").write_text("ALTER TABLE round ADD COLUMN seal VARCHAR; CREATE TABLE seal (name VARCHAR);")
    return folder


def test_migration_copies_first(sync: Sync, store: Path, next_schema: Path) -> None:
    """An older file is copied, then migrated; the copy opens as what stood before."""
    sync({})
    assert not places.has_backup(store)
    with writer(store, "etl", schema=next_schema):
        pass
    [copy] = places.backups_folder(store).iterdir()
    assert copy.name.startswith("before-schema-900-")
    assert places.has_backup(store)
    with duckdb.connect(str(copy), read_only=True) as before:
        assert before.table("warehouse_meta").project("schema_version").fetchall() == [(known_schema(),)]
        assert before.table("observation").shape[0] == 1
    with duckdb.connect(str(places.database_path(store)), read_only=True) as after:
        assert after.table("warehouse_meta").project("schema_version").fetchall() == [(900,)]
        assert after.table("observation").shape[0] == 1


def test_failed_migration_changes_nothing(sync: Sync, store: Path, serving: Serving, next_schema: Path) -> None:
    """A migration that fails half way leaves the file at its old schema, still serving."""
    sync({})
    with (next_schema / "900_next.sql").open("a") as script:
        script.write("INSERT INTO nowhere VALUES (1);")
    with pytest.raises(duckdb.CatalogException), writer(store, "etl", schema=next_schema):
        pass
    assert serving.counts()["observations"] == 1


def test_older_schema_asks_for_a_build(
    sync: Sync, store: Path, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader of a later program does not guess at an older file but names the command that migrates it."""
    sync({})
    later = known_schema() + 1
    monkeypatch.setattr("warehouse.serving.known_schema", lambda: later)
    with pytest.raises(OlderSchema, match="python -m etl build"):
        serving.counts()


FULL = """
import pathlib, resource, signal, sys
from decimal import Decimal
from tests.warehouse.rows import NOW, observations
from warehouse.errors import StoreFault
from warehouse.writer import writer
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
try:
    with writer(pathlib.Path(sys.argv[1]), "child") as work:
        rows = [{"low": Decimal(row), "quotation": str(row ** 9)} for row in range(60_000)]
        work.sync_observations(observations(*rows), NOW)
except StoreFault as fault:
    sys.exit(f"{fault.code}: {fault}")
"""


def test_full_disk_is_one_clear_fault(sync: Sync, store: Path, serving: Serving) -> None:
    """A file that may not grow any more is one fault that names the store, and what stood still serves."""
    sync({})
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(store)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.stderr.startswith(f"store_full: the store {store} cannot be"), ended.stderr
    assert len(serving.known_observations()) == 1
    assert sync({"note": "lại có chỗ"}) == (0, 1, 0)


def test_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    """A store below a file is one fault that names the store."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreFault, match="file"), writer(tmp_path / "file" / "store", "etl"):
        pass


@pytest.mark.parametrize("blocked", [places.lock_path, places.database_path])
def test_file_that_cannot_be_opened_is_a_fault(store: Path, blocked: Callable[[Path], Path]) -> None:
    """A lock or warehouse file that may not be opened is one fault that names the store."""
    blocked(store).mkdir(parents=True)
    with pytest.raises(StoreFault, match="kho"), writer(store, "etl"):
        pass


def test_file_that_is_no_warehouse_is_a_fault(store: Path) -> None:
    """A file of other content is a fault for writer and reader, not a crash of another name."""
    store.mkdir()
    places.database_path(store).write_bytes(b"no warehouse" * 1000)
    with pytest.raises(StoreFault), writer(store, "etl"):
        pass
    with pytest.raises(StoreFault):
        Serving(store).counts()


def test_folder_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TVET_STORE names the store; empty or absent it is var/ of the project; one serving copy a folder."""
    monkeypatch.setenv("TVET_STORE", str(tmp_path))
    assert places.folder() == tmp_path
    assert serving_of() is serving_of(tmp_path)
    monkeypatch.setenv("TVET_STORE", " ")
    assert places.folder() == ROOT / "var"


def test_free_space_of_a_folder_not_made_yet(tmp_path: Path) -> None:
    """Free space is told before the folder exists."""
    assert places.free_bytes(tmp_path / "a" / "b") > 0
