"""The screen that takes a file: who may, what it says of the file, and that one confirmation records once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.uploads.receive import check
from etl.uploads.template import template
from pages.ui import shell, upload_steps, upload_typing
from pages.ui.typed_file import as_file
from warehouse.accounts import User
from warehouse.serving import Serving
from web.accounts import LOCAL
from web.uploads import put

APP = str(Path(__file__).resolve().parents[2] / "app.py")
GOOD = "Địa phương;Chỉ tiêu;Năm;Kỳ;Giá trị;ĐVT\nNghệ An;Tuyển sinh;2024;6 tháng;29.400;người\n"
WRONG = "Địa phương;Chỉ tiêu;Năm;Giá trị\nNghệ An;Tuyển sinh;2024;12k\n"
TWICE = GOOD + "Nghệ An;Tuyển sinh;2024;6 tháng;29.400;người\n"
SCREEN = "upload"
Open = Callable[..., AppTest]


@pytest.fixture
def opened(own: Path) -> Open:
    """Opens the screen at an address."""

    def go(**params: str) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=60)
        app.switch_page(f"pages/{SCREEN}.py")
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return go


def html(app: AppTest) -> str:
    """All own HTML of a screen."""
    return "\n".join(element.proto.body for element in app.get("html"))


def sent(text: str, name: str = "bao-cao.csv", by: User = LOCAL) -> str:
    """The identifier of a file that has come in."""
    return put(text.encode(), name, by).id


def address_of(app: AppTest, name: str) -> str:
    """What the address says under a name; empty where it says nothing."""
    found = app.query_params.get(name, "")
    return found if isinstance(found, str) else found[0] if found else ""


@pytest.mark.parametrize(
    ("text", "said", "grey"),
    [(GOOD, "không có lỗi", False), (WRONG, "1 lỗi phải sửa", True), (TWICE, "1 cảnh báo cần xác nhận", True)],
)
def test_a_file_is_told_and_held_until_it_may_be_recorded(opened: Open, text: str, said: str, grey: bool) -> None:
    """The headline says what the file is; the button is grey while an error stands or a warning is not ticked."""
    app = opened(file=sent(text), step="check")
    assert said in html(app)
    assert app.button(key="confirm").disabled is grey


def test_every_warning_has_its_own_box(opened: Open) -> None:
    """Ticking the one warning frees the button; nothing ticks all at once."""
    app = opened(file=sent(TWICE), step="check")
    assert len(app.checkbox) == 1
    app.checkbox[0].check().run()
    assert not app.button(key="confirm").disabled


def test_one_confirmation_one_upload(opened: Open, own: Path) -> None:
    """Confirmed in one tab and in another, a file is one upload, and both tabs show its receipt."""
    file = sent(GOOD)
    first, second = opened(file=file, step="check"), opened(file=file, step="check")
    first.button(key="confirm").click().run()
    second.button(key="confirm").click().run()
    assert len(Serving(own).query("uploads")) == 1
    receipt = address_of(first, "upload")
    assert receipt
    assert address_of(second, "upload") in ("", receipt)


def test_undo_and_its_undo(opened: Open, own: Path) -> None:
    """Undoing needs a reason, takes the figures out of every view, and can be undone."""
    app = opened(file=sent(GOOD), step="check")
    before = len(Serving(own).known_observations(places=["nghe-an"]))
    app.button(key="confirm").click().run()
    receipt = address_of(app, "upload")
    assert len(Serving(own).known_observations(places=["nghe-an"])) == before + 1
    app = opened(upload=receipt)
    app.button(key=f"undo-{receipt}").click().run()
    assert [error.value for error in app.error] == ["Cần ghi lý do."]
    app.text_input(key=f"undo-reason-{receipt}").set_value("gửi nhầm").run()
    app.button(key=f"undo-{receipt}").click().run()
    assert len(Serving(own).known_observations(places=["nghe-an"])) == before
    assert "Đã hoàn tác" in html(app)
    app.text_input(key=f"redo-reason-{receipt}").set_value("đúng tệp").run()
    app.button(key=f"redo-{receipt}").click().run()
    assert len(Serving(own).known_observations(places=["nghe-an"])) == before + 1


def test_a_correction_of_the_form_is_remembered(opened: Open) -> None:
    """What was said of the decimal mark holds for the next file with the same headers, and can be left out."""
    comma = "Địa phương;Chỉ tiêu;Năm;Giá trị\nNghệ An;Tuyển sinh;2023;235,100\n"
    app = opened(file=sent(comma), step="check")
    assert "ambiguous-number" in html(app)
    app.button(key="answer-f_decimal-point").click().run()
    app.button(key="confirm").click().run()
    assert address_of(app, "upload")
    later = comma.replace("2023", "2022").replace("235,100", "240,100")
    app = opened(file=sent(later), step="check")
    assert "Đọc theo cách đã sửa" in html(app)
    assert "240.100" in html(app)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("KẾT QUẢ NĂM 2021;;\nĐịa phương;Năm;Tuyển sinh\nNghệ An;2022;5000\n", "answer-f_year-2022"),
        ("TỈNH HÀ TĨNH NĂM 2022;;\nĐịa phương;Tuyển sinh\nNghệ An;5000\n", "answer-f_place-nghe-an"),
        ("TỐT NGHIỆP NĂM 2022;;\nTỉnh;Chỉ tiêu;Giá trị\nNghệ An;Tuyển sinh;50\n", "answer-f_indicator-enrolment"),
    ],
)  # fmt: skip
def test_a_conflict_is_settled_by_what_every_row_says(opened: Open, text: str, key: str) -> None:
    """A title of another year, place or indicator: the one answer offered is the table's, and it frees the file."""
    app = opened(file=sent(text), step="check")
    assert "title-conflict" in html(app)
    assert [button.key for button in app.button if (button.key or "").startswith("answer-")] == [key]
    app.button(key=key).click().run()
    assert not app.button(key="confirm").disabled


@pytest.mark.parametrize(
    ("text", "params", "said"),
    [
        ("KẾT QUẢ NĂM 2022;\nTrường;Tuyển sinh\nTrường A;5000\n", {"w_f_place": "nghe-an"}, "Nghệ An"),
        ("Địa phương;Tuyển sinh\nNghệ An;5000\n", {"w_f_year": "2022"}, "5.000"),
        ("KẾT QUẢ NĂM 2026;\nĐịa phương;Tuyển sinh\nNghệ An;5000\n", {"w_f_period": "H1"}, "5.000"),
    ],
)
def test_what_no_column_says_is_chosen_from_a_list(opened: Open, text: str, params: dict[str, str], said: str) -> None:
    """A file without place or year, or with a running year's figures, asks beside its error and is read on."""
    app = opened(file=sent(text), step="check")
    assert app.button(key="confirm").disabled
    for key, code in params.items():
        app.selectbox(key=key).select(code).run()
    assert said in html(app)
    assert not app.button(key="confirm").disabled


@pytest.mark.parametrize(
    ("user", "said"),
    [
        (User("xem", "viewer"), "dành cho người được giao"),
        (User("lan", "editor", frozenset({"ha-noi"})), "không được ghi số liệu của: Nghệ An"),
    ],
)
def test_who_may_not_record(opened: Open, own: Path, monkeypatch: pytest.MonkeyPatch, user: User, said: str) -> None:
    """A viewer sees a sentence in place of the way in; an editor of another place sees why the button is grey."""
    monkeypatch.setattr(shell, "user", lambda: user)
    app = opened(file=sent(GOOD, by=user), step="check")
    told = html(app) + " ".join(caption.value for caption in app.caption)
    assert said in told
    assert all(button.disabled for button in app.button if button.key == "confirm")


def test_another_ones_file_is_not_shown(opened: Open) -> None:
    """An identifier in the address opens a file only for whoever sent it."""
    app = opened(file=sent(GOOD, by=User("ai-do", "editor")), step="check")
    assert "không còn ở đây" in html(app)
    assert "29.400" not in html(app)


def test_personal_data_are_not_kept(opened: Open, own: Path) -> None:
    """A file with names and identity numbers is refused, shown nowhere and deleted at once."""
    personal = "Họ và tên;Số CCCD;Tỉnh\nNguyễn Văn An;001099012345;Nghệ An\n"
    file = sent(personal)
    app = opened(file=file, step="check")
    assert "Không nhận tệp" in html(app)
    assert "001099012345" not in html(app)
    assert not (own / "incoming" / file).exists()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_first_step_in_each_language(opened: Open, lang: str) -> None:
    """Template, typing and history stand beside the place where a file is dropped."""
    app = opened(lang=lang)
    assert {"vi": "Lịch sử nhập số liệu", "en": "History of entries"}[lang] in html(app)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_typed_rows_are_judged_as_a_file(own: Path, lang: str) -> None:
    """Whatever is chosen in the grid, in each language, is read back as what was meant."""
    offered = upload_typing.grid_choices(lang)
    chosen = {"place": "nghe-an", "indicator": "enrolment", "breakdown": "cao_dang", "year": "2023", "state": "final"}
    rows = [
        upload_typing.in_codes(
            {
                name: next(text for text, code in offered[name].items() if code == wanted)
                for name, wanted in chosen.items()
            }
            | {"period": part, "value": "2.100", "source": "Sở"},
            offered,
        )
        for part in offered["period"]
    ]
    report = check(as_file(rows, upload_typing.TYPED), "go-tay.csv", today=date(2026, 11, 22))
    assert not report.findings
    assert report.observations is not None
    keys = set(report.observations.column("period").to_pylist())
    assert {"2023", "2023-H1", "2023-YTD11", "2023-Q4", "2023-M12"} <= keys


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_typed_rows_stand_in_the_grid_until_they_are_recorded(
    opened: Open, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """The first step at a typed file fills the grid with its rows in the words offered; once recorded, with none."""
    filled: list[Sequence[Mapping[str, str]]] = []
    monkeypatch.setattr(upload_typing, "typing_grid", lambda columns, offered, rows, check, key: filled.append(rows))
    row = {"place": "nghe-an", "indicator": "tot nghiep", "breakdown": "", "year": "2022", "period": "YTD09",
           "value": "2.100", "state": "final", "source": "Sở; phòng\n2"}  # fmt: skip
    file = put(as_file([row], upload_typing.TYPED), "go-tay.csv", LOCAL).id
    opened(file=file, step="choose", lang=lang)
    words = {"vi": ("Nghệ An", "Lũy kế 9 tháng", "Chính thức"), "en": ("Nghe An", "First 9 months", "Final")}[lang]
    assert filled == [[row | dict(zip(("place", "period", "state"), words, strict=True))]]
    opened(file=file, step="check").button(key="confirm").click().run()
    filled.clear()
    opened(file=file, step="choose", lang=lang)
    opened(file=sent(GOOD), step="choose", lang=lang)
    assert filled == [[], []]


def test_the_template_asks_for_what_the_place_reports(own: Path) -> None:
    """A template has the rows of the place's own targets and figures, so that few cells stay blank."""
    asked = upload_steps.asked_of("ha-noi", 2022)
    assert ("enrolment", "trung_cap") in asked
    rows = template("ha-noi", 2022, "", "csv", "vi", asked).decode("utf-8-sig").splitlines()
    assert 1 < len(rows) <= len(asked) + 1
