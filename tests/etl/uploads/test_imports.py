"""What a command waits for before it begins."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
#: Of pandas a part: asked for in vain, its name alone is listed too.
NOT_NEEDED = {"pandas._libs", "openpyxl", "tqdm", "babel", "etl.build", "etl.uploads.ledger"}


def imported(*arguments: str) -> tuple[str, set[str]]:
    """What a command prints, and the modules that it imports."""
    command = [sys.executable, "-X", "importtime", "-m", "etl", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout, {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_a_text_file_is_checked_by_what_it_needs_alone(tmp_path: Path) -> None:
    """Checking a text file waits for no library of tables or workbooks, nor for anything that builds or loads."""
    file = tmp_path / "sent.csv"
    file.write_text("Tỉnh, thành phố;Năm;Chỉ tiêu;Giá trị\n01;2022;Tuyển sinh;1200\n", encoding="utf-8")
    said, modules = imported("check", str(file), "--today", "2026-06-30")
    assert "1 số liệu" in said
    assert "etl.uploads.receive" in modules
    assert not NOT_NEEDED & modules
