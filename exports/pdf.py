"""Slides and reports as PDF, by a LibreOffice that is found on the machine."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

_NAMES: Final = ("soffice", "libreoffice", "soffice.exe")
_TYPICAL: Final = (
    ("PROGRAMFILES", "LibreOffice/program/soffice.exe"),
    ("PROGRAMFILES(X86)", "LibreOffice/program/soffice.exe"),
)
_MAC: Final = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SECONDS: Final = 120


class NoLibreOffice(RuntimeError):
    """No LibreOffice is on the machine."""


class PdfFailed(RuntimeError):
    """LibreOffice gave no PDF."""


def found() -> str | None:
    """Where LibreOffice lies; None where there is none."""
    on_path = next((path for name in _NAMES if (path := shutil.which(name))), None)
    installed = [Path(os.environ[root], rest) for root, rest in _TYPICAL if root in os.environ]
    return on_path or next((str(path) for path in [*installed, _MAC] if path.is_file()), None)


def pdf(file: bytes, suffix: str) -> bytes:
    """A .pptx or .docx as PDF; NoLibreOffice, PdfFailed."""
    office = found()
    if office is None:
        raise NoLibreOffice
    with tempfile.TemporaryDirectory(prefix="export-") as name:
        folder = Path(name)
        source = folder / f"file{suffix}"
        source.write_bytes(file)
        _run(office, folder, source)
        made = folder / "file.pdf"
        if not made.is_file():
            raise PdfFailed
        return made.read_bytes()


def _run(office: str, folder: Path, source: Path) -> None:
    """Its own profile, so that an open LibreOffice neither disturbs nor is disturbed."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    try:
        subprocess.run([office, profile, *asked], check=True, capture_output=True, timeout=_SECONDS)
    except (subprocess.SubprocessError, OSError) as error:
        raise PdfFailed(str(error)) from error
