"""A full disk met at the screen: nothing recorded, and all well once there is room (what is said: test_frame)."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.scarcity import POSIX, full_disk
from warehouse.serving import Serving
from web.accounts import LOCAL
from web.uploads import UploadRefused, put

APP = str(Path(__file__).resolve().parents[2] / "app.py")
FIGURE = "Địa phương;Chỉ tiêu;Năm;Kỳ;Giá trị;ĐVT\nNghệ An;Tuyển sinh;2024;6 tháng;29.400;người\n"
PLAN = (
    "Địa phương;Chỉ tiêu;Năm;Kế hoạch;ĐVT;Số văn bản;Ngày văn bản;Cơ quan ban hành\n"
    "Nghệ An;Tuyển sinh;2026;khoảng 60.000;lượt người;15/KH-UBND;10/02/2026;UBND tỉnh Nghệ An\n"
)


@pytest.fixture
def own(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of this test's own."""
    folder = Path(shutil.copytree(store, tmp_path / "store"))
    monkeypatch.setenv("TVET_STORE", str(folder))
    return folder


def opened(screen: str, **params: str) -> AppTest:
    """A screen at an address."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.switch_page(f"pages/{screen}.py")
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


@POSIX
@pytest.mark.parametrize(
    ("screen", "section", "text"), [("upload", "", FIGURE), ("plans", "add", PLAN)], ids=["figures", "targets"]
)
def test_a_file_confirmed_on_a_full_disk(own: Path, screen: str, section: str, text: str) -> None:
    """Nothing is recorded; confirmed again once there is room, it is one upload."""
    at = {"file": put(text.encode(), "a.csv", LOCAL).id, "step": "check", "section": section}
    app = opened(screen, **at)
    with full_disk():
        app.button(key="confirm").click().run()
    assert len(Serving(own).query("uploads")) == 0
    opened(screen, **at).button(key="confirm").click().run()
    assert len(Serving(own).query("uploads")) == 1


@POSIX
def test_an_undo_on_a_full_disk(own: Path) -> None:
    """The figures stay."""
    app = opened("upload", file=put(FIGURE.encode(), "a.csv", LOCAL).id, step="check")
    app.button(key="confirm").click().run()
    receipt = str(Serving(own).query("uploads")["upload_id"].iloc[0])
    shown = len(Serving(own).known_observations(places=["nghe-an"]))
    app = opened("upload", upload=receipt)
    app.text_input(key=f"undo-reason-{receipt}").set_value("gửi nhầm").run()
    with full_disk():
        app.button(key=f"undo-{receipt}").click().run()
    assert len(Serving(own).known_observations(places=["nghe-an"])) == shown


@POSIX
def test_a_file_sent_to_a_full_disk(own: Path) -> None:
    """A file that finds no room on arrival is refused by that name, and nothing of it lies there."""
    with full_disk(), pytest.raises(UploadRefused, match="no_room"):
        put(FIGURE.encode(), "a.csv", LOCAL)
    assert [path for path in own.rglob("*") if path.suffix in (".part", ".coming")] == []
