"""Uploads in the store: whole or not at all, undone and redone, nothing lost and nothing double."""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.uploads.context import Options
from etl.uploads.corrections import remember
from etl.uploads.ledger import (
    LOADED,
    NO_REASON,
    REFUSED,
    UNCHANGED,
    UNTICKED,
    Receipt,
    compared_with_store,
    history,
    load,
    undo,
)
from tests.etl.uploads.conftest import FILES, TODAY, judge, long_rows
from tests.etl.uploads.loaders import started
from warehouse.errors import NoWarehouse, StoreFault, UnknownRow
from warehouse.originals import original, originals_folder
from warehouse.serving import Serving
from warehouse.writer import writer

Put = Callable[[str, str | bytes], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of its own, empty, with a name that needs quoting."""
    store = tmp_path / "kho 'A'"
    with writer(store, "test"):
        pass
    return store


def row(
    value: str, place: str = "Nghệ An", year: str = "2023", period: str = "năm", level: str = "", unit: str = ""
) -> str:
    """A row of enrolment."""
    return f"{place};{year};{period};Tuyển sinh;{level};{value};{unit};;"


def send(
    folder: Path, *rows: str, by: str = "Lan", reason: str | None = None, accepted: tuple[str, ...] = ()
) -> Receipt:
    """Load a file of these rows."""
    content = long_rows(*rows).encode()
    return load(judge(content), content, folder, by=by, reason=reason, accepted=accepted)


def shown(folder: Path) -> list[tuple[str, str, int]]:
    """What screens read: place, period and value of enrolment."""
    found = Serving(folder).known_observations()
    return sorted((r.place, r.period, r.value // 1_000_000) for r in found.itertuples())


def test_a_file_is_loaded_and_its_bytes_are_kept(folder: Path) -> None:
    """The receipt counts, the figures are there with file, row and who, the original is the same byte for byte."""
    receipt = send(folder, row("5"), row("6", place="Hà Tĩnh"))
    assert (receipt.outcome, receipt.new, receipt.changed, receipt.same) == (LOADED, 2, 0, 0)
    assert shown(folder) == [("ha-tinh", "2023", 6), ("nghe-an", "2023", 5)]
    found = Serving(folder).known_observations().iloc[0]
    assert (found["upload_id"], found["source_file"], found["recorded_by"]) == (receipt.upload_id, "a.csv", "Lan")
    content = long_rows(row("5"), row("6", place="Hà Tĩnh")).encode()
    assert original(folder, hashlib.sha256(content).hexdigest()) == content


def test_the_same_file_twice_changes_nothing_and_says_so(folder: Path) -> None:
    """No second upload, the version stays, the receipt names the first."""
    first = send(folder, row("5"))
    version = Serving(folder).version
    again = send(folder, row("5"))
    assert (again.outcome, again.upload_id, again.same) == (UNCHANGED, first.upload_id, 1)
    assert (Serving(folder).version, len(history(folder))) == (version, 1)


def test_undo_brings_the_earlier_figure_back_and_redo_the_later(folder: Path) -> None:
    """An upload over an earlier one; undone, the earlier stands; redone, the later; all of it in the history."""
    send(folder, row("5"))
    second = send(folder, row("7"), reason="đính chính")
    assert (second.changed, shown(folder)) == (1, [("nghe-an", "2023", 7)])
    assert second.upload_id is not None
    assert undo(second.upload_id, folder, by="Nam", reason="nhầm") == "undone"
    assert shown(folder) == [("nghe-an", "2023", 5)]
    assert undo(second.upload_id, folder, by="Nam") == "redone"
    assert shown(folder) == [("nghe-an", "2023", 7)]
    assert [(h["event"], h["figures"], h["reason"]) for h in history(folder)] == [
        ("redone", 1, "đính chính"),
        ("loaded", 1, None),
    ]


def test_an_undone_file_may_come_again_and_its_undoing_is_then_not_undone(folder: Path) -> None:
    """Loaded anew under another number; the old number is not restored beside it."""
    first = send(folder, row("5"))
    assert first.upload_id is not None
    undo(first.upload_id, folder, by="Nam")
    second = send(folder, row("5"))
    assert (second.outcome, second.upload_id != first.upload_id) == (LOADED, True)
    assert undo(first.upload_id, folder, by="Nam") == "unchanged"
    assert shown(folder) == [("nghe-an", "2023", 5)]


def test_an_official_figure_changes_with_a_reason_only(folder: Path) -> None:
    """A final figure needs a reason, a preliminary one none."""
    send(folder, row("5"), row("8", place="Hà Tĩnh"))
    assert send(folder, row("6")).outcome == NO_REASON
    assert send(folder, row("6"), reason="  ").outcome == NO_REASON
    assert send(folder, row("6"), reason="đính chính").outcome == LOADED
    draft = "Hà Nội;2023;năm;Tuyển sinh;;{};;Sơ bộ;"
    assert send(folder, draft.format(5)).outcome == LOADED
    assert send(folder, draft.format(6)).outcome == LOADED


def test_warnings_are_ticked_by_code(folder: Path) -> None:
    """An unticked warning keeps the whole file out; errors cannot be ticked."""
    rows = (row("5"), row("5"))
    assert send(folder, *rows).unticked == ("duplicate-row",)
    assert send(folder, *rows, accepted=("missing-value",)).outcome == UNTICKED
    assert send(folder, *rows, accepted=("duplicate-row",)).outcome == LOADED
    assert send(folder, row("12k"), accepted=("bad-number",)).outcome == REFUSED


def test_what_was_shown_is_ticked_and_nothing_else_of_its_code(folder: Path) -> None:
    """A warning that came since the file was shown, or whose stored figure moved, is asked about anew."""
    send(folder, row("100", year="2022"))
    content = long_rows(row("151"), row("160", place="Hà Tĩnh")).encode()
    report = judge(content)
    shown_then = compared_with_store(report, folder)[1]
    assert [f.code for f in shown_then] == ["unusual-change"]
    send(folder, row("100", year="2022", place="Hà Tĩnh"))
    stopped = load(report, content, folder, by="Lan", shown=shown_then)
    assert (stopped.outcome, stopped.unticked) == (UNTICKED, ("unusual-change",))
    shown_now = compared_with_store(report, folder)[1]
    assert len(shown_now) == 2
    assert load(report, content, folder, by="Lan", shown=shown_now).outcome == LOADED


def test_an_official_change_not_shown_is_not_covered_by_a_reason(folder: Path) -> None:
    """A figure that became official since the file was shown is asked about, whatever reason was typed."""
    content = long_rows(row("5")).encode()
    report = judge(content)
    assert compared_with_store(report, folder)[1] == []
    send(folder, row("6"))
    assert load(report, content, folder, by="Lan", shown=(), reason="x").outcome == UNTICKED
    shown_now = compared_with_store(report, folder)[1]
    assert load(report, content, folder, by="Lan", shown=shown_now).outcome == NO_REASON
    assert load(report, content, folder, by="Lan", shown=shown_now, reason="x").outcome == LOADED


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ([row("100", year="2022")], [row("151")], ["unusual-change"]),
        ([row("100", year="2022")], [row("150")], []),
        ([row("100", year="2022")], [row("49")], ["unusual-change"]),
        ([row("100", year="2022")], [row("50")], []),
        ([row("100", period="6 tháng")], [row("99", period="9 tháng")], ["decreasing-year-to-date"]),
        ([row("100", period="9 tháng")], [row("101", period="6 tháng")], ["decreasing-year-to-date"]),
        ([row("100", period="6 tháng")], [row("100", period="9 tháng")], []),
        (
            [row("100"), row("40", level="CĐ")],
            [row("30", level="TC"), row("31", level="SC và dưới 3 tháng")],
            ["parts-not-total"],
        ),
        ([row("100"), row("40", level="CĐ")], [row("30", level="TC"), row("30", level="SC và dưới 3 tháng")], []),
        *(
            (
                [row("khoảng 100"), row("40", level="CĐ")],
                [row("30", level="TC"), row(last, level="SC và dưới 3 tháng")],
                told,
            )
            for last, told in (("31", []), ("90", ["parts-not-total"]))
        ),
        ([row("100", unit="người")], [row("100", period="6 tháng", unit="lượt người")], ["unit-wording"]),
        ([row("100", unit="người")], [row("100", period="6 tháng", unit="người")], []),
        ([row("100")], [row("101")], ["official-change"]),
        ([row("100")], [row("100")], []),
    ],
)
def test_what_the_store_knows_is_asked(folder: Path, first: list[str], second: list[str], codes: list[str]) -> None:
    """Checks across uploads warn in the preview, each beside a near case that does not."""
    assert send(folder, *first).outcome == LOADED
    _, findings = compared_with_store(judge(long_rows(*second)), folder)
    assert [finding.code for finding in findings] == codes


def test_known_from_is_the_day_of_the_figure_else_of_its_arrival(folder: Path) -> None:
    """An as-of date in the file decides since when the figure was known."""
    text = "Tỉnh;Năm;Chỉ tiêu;Giá trị;Tính đến ngày\nNghệ An;2023;Tuyển sinh;5;15/1/2024\nHà Tĩnh;2023;Tuyển sinh;6;\n"
    load(judge(text), text.encode(), folder, by="Lan")
    found = Serving(folder).known_observations().set_index("place")
    assert found.loc["nghe-an", "known_from"].date() == date(2024, 1, 15)
    assert (
        found.loc["ha-tinh", "known_from"].date()
        == found.loc["ha-tinh", "recorded_at"].tz_convert("Asia/Ho_Chi_Minh").date()
    )


def test_nothing_of_a_refused_file_is_kept(folder: Path) -> None:
    """Personal data leave no trace in the store."""
    content = "Tỉnh;Năm;Chỉ tiêu;Giá trị;Ghi chú\nHà Nội;2023;Tuyển sinh;5;0912345678\n"
    assert load(judge(content), content.encode(), folder, by="Lan").outcome == REFUSED
    assert (history(folder), originals_folder(folder).exists()) == ([], False)


def test_unknown_uploads_and_stores_are_named(folder: Path, tmp_path: Path) -> None:
    """No such upload, no such store: said, and nothing made."""
    with pytest.raises(UnknownRow):
        undo("0" * 16, folder, by="Lan")
    with pytest.raises(NoWarehouse):
        compared_with_store(judge(long_rows(row("5"))), tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_folder_that_takes_no_files_leaves_nothing_half(folder: Path) -> None:
    """Where the bytes cannot be kept, no figure is stored."""
    originals_folder(folder).write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreFault):
        send(folder, row("5"))
    assert (shown(folder), history(folder)) == ([], [])


def test_the_command_line_loads_a_folder_and_undoes(folder: Path, put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder at once with one summary; history as JSON; undo by number; the exit code tells of what was refused."""
    put("in-1.csv", long_rows(row("5")))
    bad = put("in-2.csv", long_rows(row("12k")))
    at = ["--store", str(folder)]
    assert main(["load", str(bad.parent), *at, "--by", "Lan"]) == 1
    assert "2 tệp: nạp 1" in capsys.readouterr().out
    assert main(["history", "--json", *at]) == 0
    upload = json.loads(capsys.readouterr().out)[0]
    assert (upload["received_by"], upload["file_name"], upload["event"]) == ("Lan", "in-1.csv", "loaded")
    assert main(["undo", upload["upload_id"], *at, "--reason", "nhầm"]) == 0
    assert shown(folder) == []
    assert main(["undo", "nowhere", *at]) == 1
    assert main(["history", *at]) == 0


FORKS = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor kill -9")
PLACES = ("Nghệ An", "Hà Tĩnh", "Hà Nội", "Cà Mau", "Lai Châu", "Sơn La", "Điện Biên")


@FORKS
def test_the_command_line_follows_what_a_page_remembered(
    folder: Path, put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    """A correction of the form holds for loading and for the check beside the store, and is said; never alone."""
    text = "Địa phương;Chỉ tiêu;Năm;Giá trị\nNghệ An;Tuyển sinh;2023;235,100\n"
    remember(judge(text).signature, Options(decimal="point"), folder, "Lan")
    path, at = str(put("a.csv", text)), ["--store", str(folder)]
    assert main(["check", path, *at]) == 1
    assert "Lan" not in capsys.readouterr().out
    assert main(["check", path, "--against-store", *at]) == 0
    assert "Lan" in capsys.readouterr().out
    assert main(["check", path, "--against-store", "--decimal", "comma", *at]) == 1
    assert "Lan" not in capsys.readouterr().out
    assert main(["load", path, *at]) == 0
    assert "Lan" in capsys.readouterr().out
    assert shown(folder) == [("nghe-an", "2023", 235100)]


def test_twenty_loaders_at_once_lose_nothing_and_double_nothing(folder: Path) -> None:
    """Overlapping files by twenty processes: every figure once, each loader told the truth."""
    files = [long_rows(*(row("5", place=p) for p in PLACES[n % 5 : n % 5 + 3])).encode() for n in range(20)]
    loaders = [started(folder, f"{n}.csv", content) for n, content in enumerate(files)]
    told = [connection.recv() for _, connection in loaders]
    for loader, _ in loaders:
        loader.join()
    assert {outcome for outcome, _, _ in told} == {LOADED, UNCHANGED}
    assert [new + same for _, new, same in told] == [3] * 20
    assert sum(new for _, new, _ in told) == len(PLACES)
    assert [place for place, _, _ in shown(folder)] == sorted({place for place, _, _ in shown(folder)})
    assert len(shown(folder)) == len(PLACES)


def test_a_page_reads_while_a_file_is_loaded(folder: Path) -> None:
    """A serving copy made before sees the new figures after, without a new start."""
    serving = Serving(folder)
    assert len(serving.known_observations()) == 0
    send(folder, row("5"))
    assert len(serving.known_observations()) == 1


def test_an_example_over_the_shipped_facts(store: Path, tmp_path: Path) -> None:
    """Over the built store the preview tells new from changed, and official changes."""
    import shutil

    own = Path(shutil.copytree(store, tmp_path / "own"))
    content = (FILES / "long-utf8.csv").read_bytes()
    found, findings = compared_with_store(judge(content, today=TODAY), own)
    assert (found.new, found.changed, found.same) == (0, 4, 0) or found.new + found.changed + found.same == 4
    assert {finding.severity for finding in findings} <= {"warning"}
