"""The frame through app.py: what a page says when the store or the program fails, and what the log keeps."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import frame, log
from warehouse.errors import Busy, OlderSchema, StoreClosed, StoreFull, WarehouseError

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store folder without a warehouse."""
    monkeypatch.setenv("TVET_STORE", str(tmp_path))
    return tmp_path


def shown(app: AppTest) -> str:
    """All own HTML of a run."""
    return "".join(element.proto.body for element in app.get("html"))


def opened(**query: str) -> AppTest:
    """The run of the first screen with codes in its address."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, code in query.items():
        app.query_params[name] = code
    return app.run()


def test_no_warehouse_names_the_command_and_the_folder(store: Path) -> None:
    """Without a warehouse the page names the command, and its foot where the store would lie."""
    html = shown(opened())
    assert "python -m etl build" in html
    assert str(store) in html
    assert "Chưa có bản sao lưu" not in html


@pytest.mark.parametrize(
    ("lang", "word"), [("vi", "Chưa có kho dữ liệu"), ("en", "There is no warehouse"), ("xx", "Chưa có")]
)
def test_the_frame_speaks_the_language_of_the_address(lang: str, word: str) -> None:
    """An unknown language falls to Vietnamese."""
    assert word in shown(opened(lang=lang))


@pytest.mark.parametrize(
    ("error", "sentence", "command"),
    [
        (OlderSchema(1, 2), "phiên bản cũ", "python -m etl build"),
        (Busy(Path("x")), "đang được cập nhật", None),
        (StoreFull(Path("x"), "No space left on device"), "đã đầy", None),
        (StoreClosed(Path("x"), "Permission denied"), "không cho ghi", None),
        (WarehouseError("x"), "Không đọc được kho", None),
    ],
)
def test_a_store_that_cannot_answer_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, error: WarehouseError, sentence: str, command: str | None
) -> None:
    """Each failure of the store has its sentence, and its command only where one helps."""
    fail_with(monkeypatch, error)
    html = shown(opened())
    assert sentence in html
    assert ("<code>" in html) == (command is not None)


def test_an_error_of_the_program_is_one_sentence_and_a_trace_in_the_log(
    monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    """The person reads one sentence that names the log; the trace with the view stands there."""
    fail_with(monkeypatch, ZeroDivisionError("secret"))
    app = opened(place="ha-noi")
    assert [error.value for error in app.error] == [
        f"Trang này gặp lỗi. Nội dung lỗi đã được ghi vào {log.log_path()}."
    ]
    assert "secret" not in shown(app)
    written = (store / "logs" / "dashboard.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError: secret" in written
    assert "ha-noi" in written


class Failing:
    """A page whose every run ends in an error."""

    url_path = ""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def run(self) -> None:
        """End in the error."""
        raise self.error


def fail_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Put a failing page in the place of every page."""
    run = frame.run
    monkeypatch.setattr(frame, "run", lambda page, book: run(Failing(error), book))
