"""python -m exports: the same bytes as the rooms make, sentences and exit codes for what cannot be made."""

import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports import __main__ as command
from exports import pdf, picture
from exports.deck import deck
from exports.report import report
from exports.workbook import of_material, workbook
from scorecards import rounds
from warehouse.writer import VIETNAM


@pytest.fixture
def run(store: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a command on the shipped facts; its code and what it said."""

    def ran(*arguments: str) -> tuple[int, str]:
        code = command.main([*arguments, "--store", str(store)])
        told = capsys.readouterr()
        return code, told.out + told.err

    return ran


HA_NOI = ("--place", "ha-noi", "--year", "2022", "--as-of", "2026-06-30")


@pytest.mark.parametrize(
    ("name", "suffix", "make"),
    [("deck", "pptx", deck), ("report", "docx", report), ("workbook", "xlsx", lambda m: workbook(of_material(m)))],
)
def test_the_file_is_the_screens(name, suffix, make, run, material, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The command writes what the screen gives, to the byte."""
    path = tmp_path / f"file.{suffix}"
    assert run(name, *HA_NOI, "-o", str(path)) == (0, f"Đã ghi {path}\n")
    assert path.read_bytes() == make(material("ha-noi", 2022, day=date(2026, 6, 30)))


#: Makes a file of each kind and prints the SHA-256 of each.
DIGESTS = """
import sys, hashlib
from pathlib import Path
from exports.__main__ import main
store, folder, *asked = sys.argv[1:]
for name, file in (("deck", "a.pptx"), ("report", "b.docx"), ("workbook", "c.xlsx"), ("picture", "d.svg")):
    path = Path(folder, file)
    if main([name, *asked, "--store", store, "-o", str(path)]) == 0:
        print(hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_two_processes_give_the_same_bytes(store: Path, tmp_path: Path) -> None:
    """Neither the order of sets nor the hour nor the time zone of a machine reaches a file."""
    told = []
    for seed, zone in (("1", "Asia/Ho_Chi_Minh"), ("2", "America/Los_Angeles")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command_line = [sys.executable, "-c", DIGESTS, str(store), str(tmp_path), *HA_NOI]
        told.append(subprocess.run(command_line, env=environment, check=True, capture_output=True, text=True).stdout)
    digests = [line for line in told[0].splitlines() if len(line) == 64]
    assert told[0] == told[1]
    assert len(digests) == (4 if picture.found() else 3)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("deck", "--place", "nowhere", "--year", "2022", "-o", "x.pptx"), "Không nhận ra địa phương: nowhere"),
        (("deck", "--place", "ha-noi", "--year", "2022", "-o", "x.docx"), "Tên tệp phải kết thúc bằng .pptx."),
        (("deck", "--place", "ha-noi", "--year", "năm nay", "-o", "x.pptx"), "Năm không hợp lệ: năm nay"),
        (("deck", "--place", "ha-noi", "--year", "2023-2022", "-o", "x.pptx"), "Năm không hợp lệ: 2023-2022"),
        (("deck", "--place", "ha-noi", "--year", "2021-2022", "-o", "x.pptx"), "Chỉ tệp Excel nhận nhiều"),
        (("report", "--place", "ha-noi", "--year", "2022", "--period", "2022-YTD05", "-o", "x.docx"),
         "Năm 2022 không có kỳ 2022-YTD05"),
        (("picture", "--place", "ha-noi", "--year", "2022", "--block", "x", "-o", "x.png"), "Không có hình x."),
        (("picture", "--place", "an-giang", "--year", "2011", "-o", "x.png"), "chưa có số liệu nào để vẽ hình"),
        (("deck", "--place", "ha-noi", "--year", "2022", "--template", "none.potx", "-o", "x.pptx"),
         "Không dùng được mẫu none.potx"),
        (("workbook", "--place", "ha-noi", "--year", "2022", "-o", "no/such/x.xlsx"), "Không ghi được"),
        (("deck", "--place", "ha-noi", "--year", "2022", "--round", "x", "-o", "x.pptx"),
         "Không có đợt chốt số liệu: x"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_said(arguments, said, run, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """One sentence and 2; nothing is written."""
    monkeypatch.chdir(tmp_path)
    code, told = run(*arguments)
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert said in told


def test_a_period_of_the_year_counts_alone(run, material, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The review of nine months knows nothing of the eleventh."""
    path = tmp_path / "nine.docx"
    assert run("report", *HA_NOI, "--period", "2022-YTD09", "-o", str(path))[0] == 0
    assert path.read_bytes() == report(material("ha-noi", 2022, period="2022-YTD09"))
    assert material("ha-noi", 2022, period="2022-YTD09").period == "2022-YTD09"


def test_without_libreoffice_the_file_is_still_written(run, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The PDF is refused with what is needed and 3; the report stands."""
    monkeypatch.setattr(pdf, "found", lambda: None)
    path = tmp_path / "file.docx"
    code, told = run("report", *HA_NOI, "--pdf", "-o", str(path))
    assert (code, path.exists(), path.with_suffix(".pdf").exists()) == (3, True, False)
    assert "Cần LibreOffice" in told


def test_without_a_chromium_a_picture_is_refused(run, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """One sentence that says what is needed and what works without, and 3."""
    monkeypatch.setattr(picture._BROWSER, "running", False)
    monkeypatch.setattr(picture, "found", lambda: None)
    code, told = run("picture", *HA_NOI, "-o", str(tmp_path / "x.png"))
    assert code == 3
    assert told.startswith("Cần Chromium")


def test_a_program_that_fails_gives_no_pdf(monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What is no LibreOffice, or gives nothing back, is said to have failed."""
    monkeypatch.setattr(pdf, "found", lambda: str(tmp_path / "none"))
    with pytest.raises(pdf.PdfFailed):
        pdf.pdf(b"", ".pptx")


@pytest.mark.parametrize("places", ["ha-noi", "ha-noi,vinh-phuc"])
def test_a_round_decides_what_is_known(places: str, store: Path, tmp_path: Path) -> None:
    """Files of a round from before the first figure hold none, by its name or identifier."""
    own = Path(shutil.copytree(store, tmp_path / "own"))
    code = rounds.freeze(own, "Trước", "lan", now=datetime(2020, 1, 1, tzinfo=VIETNAM))
    held = {}
    for name, pinned in (("round", ["--round", code]), ("name", ["--round", "trước"]), ("now", [])):
        file = tmp_path / f"{name}.xlsx"
        arguments = ["workbook", "--place", places, "--year", "2022", *pinned, "--store", str(own), "-o", str(file)]
        assert command.main(arguments) == 0
        held[name] = max(sheet.max_row for sheet in load_workbook(file))
    assert held["round"] == held["name"] < held["now"]
