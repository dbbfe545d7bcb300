"""What can go wrong with the store: each with a code for the screens and, where one helps, a command."""

from pathlib import Path
from typing import ClassVar, Final


class WarehouseError(Exception):
    """Anything the store cannot do that a planner cannot mend in a file."""

    code: ClassVar[str] = "warehouse"
    command: ClassVar[str | None] = None


class Busy(WarehouseError):
    """Another command or upload holds the lock of the store."""

    code = "busy"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"another command is writing to the store {folder}; try again when it has finished")
        self.folder = folder


class NoWarehouse(WarehouseError):
    """The store holds no warehouse yet."""

    code = "no_warehouse"
    command = "python -m etl build"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no warehouse in {folder}; build it with: {self.command}")
        self.folder = folder


class NothingKnown(WarehouseError):
    """No figure that a screen could show was known at the moment of the view."""

    code = "nothing_known"


class NewerSchema(WarehouseError):
    """The file was written by a later version of the program, which alone may open it."""

    code = "newer_schema"

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"the warehouse has schema {found}, this program knows up to {known}; upgrade the program")
        self.found, self.known = found, known


class OlderSchema(WarehouseError):
    """The file was written by an earlier version of the program and has not been migrated yet."""

    code = "older_schema"
    command = "python -m etl build"

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"the warehouse has schema {found}, not {known}; migrate it with: {self.command}")
        self.found, self.known = found, known


class StoreFault(WarehouseError):
    """The disk is full, the folder not writable or the file not readable; `detail` is the system's text."""

    code = "store_fault"

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(f"the store {folder} cannot be read or written: {detail}")
        self.folder, self.detail = folder, detail


class StoreFull(StoreFault):
    """There is no room left for what was to be written."""

    code = "store_full"


class StoreClosed(StoreFault):
    """The folder or a file in it may not be written."""

    code = "store_closed"


_SAID_BY_SYSTEMS: Final = (
    (StoreFull, ("No space left", "File too large", "quota exceeded", "not enough space", "disk is full")),
    (StoreClosed, ("Permission denied", "Read-only file system", "Access is denied", "readonly database")),
)


def store_fault(folder: Path, detail: str) -> StoreFault:
    """The fault that a system's text tells of."""
    kinds = (kind for kind, said in _SAID_BY_SYSTEMS if any(text in detail for text in said))
    return next(kinds, StoreFault)(folder, detail)


class UnknownRow(WarehouseError):
    """A correction or a withdrawal names rows that the warehouse does not hold."""

    code = "unknown_row"

    def __init__(self, identifiers: list[str]) -> None:
        super().__init__(f"no such row to supersede or withdraw: {', '.join(identifiers)}")
        self.identifiers = identifiers
