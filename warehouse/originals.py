"""The files that were sent, kept as they came and named by their SHA-256: the same file twice is kept once."""

import re
import secrets
import shutil
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


def keep_original(folder: Path, received: Path, sha256: str) -> Path:
    """Keep a copy of a received file whole or not at all, before its rows are loaded; the result is the copy."""
    kept = original_path(folder, sha256)
    with faults_named(folder):
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            coming = kept.with_name(f"{sha256}.{secrets.token_hex(4)}.part")
            shutil.copyfile(received, coming)
            coming.replace(kept)
    return kept
