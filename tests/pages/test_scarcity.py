"""A full disk or a closed folder met at the screen: said in a plain sentence, nothing recorded, all well afterwards."""

import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from etl.uploads import corrections
from tests.pages.framed import opened, said
from tests.scarcity import CLOSED, POSIX, WITHOUT_RIGHTS, full_disk
from warehouse.errors import StoreFull
from warehouse.originals import originals_folder
from warehouse.serving import Serving
from web.accounts import LOCAL
from web.uploads import UploadRefused, put
from wording.catalogue import words

ROOT = Path(__file__).resolve().parents[2]
FIGURE = "Địa phương;Chỉ tiêu;Năm;Kỳ;Giá trị;ĐVT\nNghệ An;Tuyển sinh;2024;6 tháng;29.400;người\n"
PLAN = (
    "Địa phương;Chỉ tiêu;Năm;Kế hoạch;ĐVT;Số văn bản;Ngày văn bản;Cơ quan ban hành\n"
    "Nghệ An;Tuyển sinh;2026;khoảng 60.000;lượt người;15/KH-UBND;10/02/2026;UBND tỉnh Nghệ An\n"
)
SEPARATOR = "-- open again --"
#: Confirms a file while its store is closed, prints the screen and what is kept, and confirms it there once more.
CONFIRMED = f"""
import sys
from etl.uploads import corrections
from tests.pages.framed import opened, said
from tests.pages.test_scarcity import kept
from tests.scarcity import closed_folder
from warehouse import store
app = opened(sys.argv[1], file=sys.argv[2], step="check", section=sys.argv[3])
with closed_folder(store.folder()):
    app.button(key="confirm").click().run()
print(said(app), kept(store.folder()), "{SEPARATOR}")
print(said(app.button(key="confirm").click().run()))
"""


def kept(store: Path) -> tuple[int, int, int, list[str]]:
    """How many uploads, figures and targets stand in a store, and which original files it holds."""
    reads, originals = Serving(store), originals_folder(store).rglob("*")
    counts = (len(reads.query("uploads")), len(reads.known_observations()), len(reads.known_targets()))
    return (*counts, sorted(path.name for path in originals if path.is_file()))


@POSIX
@pytest.mark.parametrize(
    ("screen", "section", "text"), [("upload", "", FIGURE), ("plans", "add", PLAN)], ids=["figures", "targets"]
)
def test_a_file_confirmed_on_a_full_disk(own: Path, screen: str, section: str, text: str) -> None:
    """The screen says so, nothing is recorded; confirmed again there once there is room, it is one upload."""
    before = kept(own)
    app = opened(screen, file=put(text.encode(), "a.csv", LOCAL).id, step="check", section=section)
    with full_disk():
        app.button(key="confirm").click().run()
    assert words("vi").text("error.store_full") in said(app)
    assert kept(own) == before
    app.button(key="confirm").click().run()
    assert words("vi").text("error.store_full") not in said(app)
    assert len(Serving(own).query("uploads")) == 1


@CLOSED
@pytest.mark.parametrize(
    ("screen", "section", "text"), [("upload", "", FIGURE), ("plans", "add", PLAN)], ids=["figures", "targets"]
)
def test_a_file_confirmed_in_a_closed_folder(own: Path, screen: str, section: str, text: str) -> None:
    """The same where nobody may write, in a process that has no more rights than others."""
    before = kept(own)
    file = put(text.encode(), "a.csv", LOCAL).id
    ran = subprocess.run(
        [*(WITHOUT_RIGHTS if os.geteuid() == 0 else []), sys.executable, "-c", CONFIRMED, screen, file, section],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=120,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    closed, _, afterwards = ran.stdout.partition(SEPARATOR)
    assert words("vi").text("error.store_closed") in closed
    assert str(before) in closed
    assert words("vi").text("error.store_closed") not in afterwards
    assert len(Serving(own).query("uploads")) == 1


@pytest.mark.parametrize(
    ("screen", "section", "text"), [("upload", "", FIGURE), ("plans", "add", PLAN)], ids=["figures", "targets"]
)
def test_a_disk_that_fills_after_the_file_is_recorded(
    own: Path, monkeypatch: pytest.MonkeyPatch, screen: str, section: str, text: str
) -> None:
    """What cannot be remembered of the form any more does not make a recorded file look unrecorded."""
    monkeypatch.setattr(corrections, "remember", Mock(side_effect=StoreFull(own, "No space left on device")))
    app = opened(screen, file=put(text.encode(), "a.csv", LOCAL).id, step="check", section=section)
    app.button(key="confirm").click().run()
    assert words("vi").text("error.store_full") not in said(app)
    assert app.query_params["upload"] == str(Serving(own).query("uploads")["upload_id"].iloc[0])


@POSIX
def test_an_undo_on_a_full_disk(own: Path) -> None:
    """The screen says so, and the figures stay."""
    app = opened("upload", file=put(FIGURE.encode(), "a.csv", LOCAL).id, step="check")
    app.button(key="confirm").click().run()
    receipt = str(Serving(own).query("uploads")["upload_id"].iloc[0])
    shown = len(Serving(own).known_observations(places=["nghe-an"]))
    app = opened("upload", upload=receipt)
    app.text_input(key=f"undo-reason-{receipt}").set_value("gửi nhầm").run()
    with full_disk():
        app.button(key=f"undo-{receipt}").click().run()
    assert words("vi").text("error.store_full") in said(app)
    assert len(Serving(own).known_observations(places=["nghe-an"])) == shown


@POSIX
def test_a_file_sent_to_a_full_disk(own: Path) -> None:
    """A file that finds no room on arrival is refused by that name, and nothing of it lies there."""
    with full_disk(), pytest.raises(UploadRefused, match="no_room"):
        put(FIGURE.encode(), "a.csv", LOCAL)
    assert [path for path in own.rglob("*") if path.suffix in (".part", ".coming")] == []
