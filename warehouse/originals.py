"""The files that were sent, kept as they came and named by their SHA-256: the same file twice is kept once."""

import hashlib
import os
import re
from pathlib import Path
from typing import Final

from warehouse.store import faults_named

DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def originals_folder(folder: Path) -> Path:
    """Where the originals of a store lie."""
    return folder / "originals"


def original_path(folder: Path, sha256: str) -> Path:
    """Where the original with this SHA-256 lies or would lie; ValueError for what is none."""
    if not DIGEST.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return originals_folder(folder) / sha256


def keep_original(folder: Path, content: bytes) -> Path:
    """Keep the bytes of an upload under their SHA-256, whole and on the disk before anything refers to them."""
    kept = original_path(folder, hashlib.sha256(content).hexdigest())
    if kept.exists() and kept.stat().st_size == len(content):
        return kept
    with faults_named(folder):
        kept.parent.mkdir(parents=True, exist_ok=True)
        coming = kept.with_name(f"{kept.name}.{os.getpid()}.coming")
        try:
            _write(content, coming)
            coming.replace(kept)
        finally:
            coming.unlink(missing_ok=True)
        _sync_folder(kept.parent)
    return kept


def _write(content: bytes, path: Path) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there, and its entries are written through
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def original(folder: Path, sha256: str) -> bytes | None:
    """The bytes of an upload as they were sent; None where they are not kept or no longer what they were."""
    path = original_path(folder, sha256)
    if not path.is_file():
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
