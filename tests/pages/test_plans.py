"""The screen of plans: every target under its document, added by form and file, undone, kept through a rebuild."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.build import build
from etl.plans.amounts import amount, marks, said
from etl.plans.ledger import compared, load_plan
from etl.plans.reading import check_plan
from etl.uploads.knowledge import knowledge
from etl.uploads.ledger import UNTICKED
from pages.ui import choices, plan_form, shell, upload_steps
from pages.ui.typed_file import as_file
from warehouse.accounts import User
from warehouse.serving import Serving
from web.accounts import LOCAL
from web.uploads import put
from wording.catalogue import words
from wording.phrases import series_name

ROOT = Path(__file__).resolve().parents[2]
APP, DATA = str(ROOT / "app.py"), ROOT / "data"
HEAD = "Địa phương;Chỉ tiêu;Trình độ;Năm;Kế hoạch;ĐVT;Số văn bản;Ngày văn bản;Cơ quan ban hành\n"
DOCUMENT = "15/KH-UBND;10/02/2026;UBND tỉnh Nghệ An\n"
GOOD = f"{HEAD}Nghệ An;Tuyển sinh;;2026;khoảng 60.000;lượt người;{DOCUMENT}"


def opened(**params: str) -> AppTest:
    """The screen at an address."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.switch_page("pages/plans.py")
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    """All own HTML of a screen."""
    return "\n".join(element.proto.body for element in app.get("html"))


def test_targets_stand_under_their_documents(own: Path) -> None:
    """Hà Nội's plan of 2022 with its figures in its own words, rivals in sight."""
    told = html(opened(place="ha-noi", year="2022"))
    for text in ("72/KH-UBND", "khoảng 224.500", "từ 72,2%", "Đang áp dụng"):
        assert text.lower() in told.lower()
    told = html(opened(place="ha-noi", indicator="certified_labour_rate", year="2025"))
    assert "Không áp dụng" in told
    assert "ưu tiên Kế hoạch số 17/KH-UBND tháng 01/2025: 55%" in told


def test_a_typed_target_stands_in_the_form_again(own: Path) -> None:
    """From the check back to the first step: every field as it was typed; beside a dropped file the form is blank."""
    row = {"place": "nghe-an", "indicator": "enrolment", "breakdown": "cao_dang", "period": "2026", "kind": "year",
           "operator": "at_least", "value": "6.000", "document": "15/KH-UBND", "issuer": "UBND tỉnh"}  # fmt: skip
    file = put(as_file([row], plan_form.FIELDS), "go-tay.csv", LOCAL).id
    app = opened(file=file, section="add", step="check")
    app.segmented_control(key="w_step").set_value("choose").run()
    assert {"2026", "6.000", "15/KH-UBND", "UBND tỉnh"} <= {field.value for field in app.text_input}
    chosen = {select.value for select in app.selectbox}
    assert {"Nghệ An", "at_least", series_name("enrolment", "cao_dang", None, "vi")} <= chosen
    app = opened(file=put(GOOD.encode(), "a.csv", LOCAL).id, section="add", step="choose")
    assert not any(field.value for field in app.text_input)


def test_the_list_is_shown_a_page_at_a_time(own: Path) -> None:
    """Each target stands on one page only; a page that does not exist is the first; another choice begins anew."""
    rows = [html(opened(sheet=sheet)).count(">Sửa</a>") for sheet in ("1", "2", "999", "x")]
    assert rows == [15, 15, 15, 15]
    first, second = html(opened()), html(opened(sheet="2"))
    assert first != second
    assert html(opened(sheet="999")) == first
    app = opened(sheet="2")
    app.selectbox(key="w_year").select("2022").run()
    assert "sheet" not in app.query_params


def test_filters_narrow_the_list(own: Path) -> None:
    """Place, year, kind, indicator and document each leave only what they name."""
    told = html(opened(place="ha-noi", year="2022", kind="year", indicator="enrolment"))
    assert "4 chỉ tiêu kế hoạch của Hà Nội" in told
    assert "chưa rõ văn bản" in html(opened(place="ha-noi", document="unknown")).lower()
    document = "ha-noi.72-kh-ubnd.2022-03-04"
    assert words("vi").text("plans.none") in html(opened(place="ha-noi", year="2030", document=document))


def test_a_doubtful_pair_is_asked_about(own: Path) -> None:
    """Vĩnh Phúc asks for 42 % by 2025 and 40 % by 2030: a question to the planner."""
    told = html(opened(place="vinh-phuc"))
    assert words("vi").text("methods.failed_checks") in told
    assert words("vi").text("methods.failed_checks") not in html(opened(place="nghe-an"))


@pytest.mark.parametrize(
    ("text", "rate", "operator", "low", "code"),
    [
        ("224.500", False, None, "224500", None), ("khoảng 224.500 lượt người", False, "about", "224500", None),
        ("từ 72,2% trở lên", True, "at_least", "72.2", None), ("75-80%", True, "range", "75", None),
        ("không quá 5", False, "at_most", "5", None), ("dưới 3", False, "less_than", "3", None),
        ("72.215", True, None, "None", "ambiguous-number"), ("235,100", False, None, "None", "ambiguous-number"),
        ("nhiều", False, None, "None", "bad-number"), ("giảm tối thiểu 10%", True, "reduce_by_at_least", "10", None),
    ],
)  # fmt: skip
def test_words_of_a_target(text: str, rate: bool, operator: str | None, low: str, code: str | None) -> None:
    """A target is read with the operator directly at its number, and never by guessing."""
    worded = said(text, knowledge().figures)
    read = amount(worded, rate, marks([worded], None))
    assert (worded.operator, str(read.low), read.code) == (operator, low, code)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Nghệ Ann;Tuyển sinh;;2026;60.000;;", "unknown-place"), ("Nghệ An;Số xe;;2026;60.000;;", "unknown-indicator"),
        ("Nghệ An;Tuyển sinh;Đại học;2026;60.000;;", "unknown-breakdown"),
        ("Nghệ An;Tuyển sinh;;xx;60.000;;", "bad-period"),
        ("Nghệ An;Tuyển sinh;;2026;12k;;", "bad-number"),
        ("Nghệ An;Tuyển sinh;;2026;60.000;%;", "unit-mismatch"),
        ("Nghệ An;Tỷ lệ lao động qua đào tạo;;2026;172,5;;", "rate-out-of-range"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told(row: str, code: str) -> None:
    """Every fault of a row has its code and its cell."""
    report = check_plan(f"{HEAD}{row}{DOCUMENT}".encode(), "x.csv")
    assert code in [finding.code for finding in report.findings]
    assert not report.rows


def test_a_file_of_targets_is_recorded_kept_and_undone(own: Path) -> None:
    """Confirmed, its target and document stand, also after a rebuild; undone, both are gone."""
    app = opened(section="add", file=put(GOOD.encode(), "ke-hoach.csv", LOCAL).id)
    assert "1 chỉ tiêu, không có lỗi" in html(app)
    app.button(key="confirm").click().run()
    receipt = str(Serving(own).query("uploads").iloc[0]["upload_id"])
    build(DATA, own)
    told = html(opened(place="nghe-an"))
    assert "15/KH-UBND" in told
    assert "khoảng 60.000 lượt người" in told
    app = opened(upload=receipt)
    assert "Đã ghi 1 chỉ tiêu mới từ tệp ke-hoach.csv" in html(app)
    app.text_input(key=f"undo-reason-{receipt}").set_value("nhầm").run()
    app.button(key=f"undo-{receipt}").click().run()
    assert "15/KH-UBND" not in html(opened(place="nghe-an"))


def test_parts_that_do_not_make_the_total_are_a_warning(own: Path) -> None:
    """Parts = total is asked of the file, and ticked before it is recorded."""
    rows = [("", "60.000"), ("Cao đẳng", "5.000"), ("Trung cấp", "5.000"), ("Sơ cấp và dưới 3 tháng", "40.000")]
    text = HEAD + "".join(f"Nghệ An;Tuyển sinh;{level};2026;{value};người;{DOCUMENT}" for level, value in rows)
    app = opened(section="add", file=put(text.encode(), "ke-hoach.csv", LOCAL).id)
    assert "parts-not-total" in html(app)
    assert app.button(key="confirm").disabled


def test_a_reading_is_mended_and_the_file_goes_through(own: Path) -> None:
    """60,100 is a question; the answer reads the file anew, and the confirmed target stands."""
    text = "Địa phương;Chỉ tiêu;Năm;Kế hoạch\nNghệ An;Tuyển sinh;2026;60,100\n"
    app = opened(section="add", file=put(text.encode(), "ke-hoach.csv", LOCAL).id)
    assert app.button(key="confirm").disabled
    assert app.get("download_button")
    app.button(key="answer-f_decimal-point").click().run()
    app.button(key="confirm").click().run()
    now = Serving(own).known_targets(places=["nghe-an"], indicators=["enrolment"], first_year=2026, last_year=2026)
    assert 60_100_000_000 in set(now["value"])


def test_correcting_a_target_needs_a_reason_and_hides_the_old_one(own: Path) -> None:
    """A target of git is corrected by a new one over it; the old row stays in the file of the warehouse."""
    targets = Serving(own).known_targets(places=["ha-noi"], first_year=2022, last_year=2022)
    old = targets[(targets["indicator"] == "enrolment") & (targets["value"] == 224_500_000_000)].iloc[0]
    app = opened(section="add", target=str(old["target_id"]))
    next(box for box in app.text_input if box.value == "224.500").set_value("225.000")
    app.button[0].click().run()
    app.checkbox[0].check().run()
    app.button(key="confirm").click().run()
    assert "Cần ghi lý do" in app.error[0].value
    app.text_input[0].set_value("văn bản đính chính").run()
    app.button(key="confirm").click().run()
    now = Serving(own).known_targets(places=["ha-noi"], first_year=2022, last_year=2022)
    standing = set(now[now["document_id"] == old["document_id"]]["value"])
    assert 225_000_000_000 in standing
    assert 224_500_000_000 not in standing
    told = html(opened(place="ha-noi", year="2022", indicator="enrolment"))
    assert "thay khoảng 224.500 lượt người" in told
    receipt = str(Serving(own).query("uploads").iloc[0]["upload_id"])
    assert "Đã ghi 0 chỉ tiêu mới, thay 1 chỉ tiêu" in html(opened(upload=receipt))


def test_a_warning_that_came_since_is_ticked_for_itself(own: Path) -> None:
    """One of the same code about another figure is not the one that was shown: the file waits."""
    rows = [("", "60.000"), ("Cao đẳng", "5.000"), ("Trung cấp", "5.000"), ("Sơ cấp và dưới 3 tháng", "40.000")]
    text = HEAD + "".join(f"Nghệ An;Tuyển sinh;{level};2026;{value};người;{DOCUMENT}" for level, value in rows)
    report, reads = check_plan(text.encode(), "x.csv"), Serving(own)
    (found,) = compared(report, reads).findings
    for shown in ([], [replace(found, suggestion="55000")]):
        stopped = load_plan(report, text.encode(), own, reads, by="Lan", shown=shown)
        assert (stopped.outcome, stopped.unticked) == (UNTICKED, ("parts-not-total",))
    assert load_plan(report, text.encode(), own, reads, by="Lan", shown=[found]).new == 4


@pytest.mark.parametrize(
    ("user", "place"),
    [(User("lan", "editor", frozenset({"nghe-an", "hue"})), "nghe-an"), (User("nam", "editor", None), "ha-noi"),
     (User("an", "administrator", None), "ha-noi"), (User("binh", "viewer"), "ha-noi")],
)  # fmt: skip
def test_a_template_is_for_the_editors_own_place(
    own: Path, monkeypatch: pytest.MonkeyPatch, user: User, place: str
) -> None:
    """The first place that an editor was named for, in the official order; the capital for who has all or none."""
    monkeypatch.setattr(shell, "user", lambda: user)
    assert upload_steps.own_place(choices.scopes("2026")) == place


def test_a_viewer_reads_and_may_not_add(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is open to a viewer; the way in is a sentence."""
    monkeypatch.setattr(shell, "user", lambda: User("xem", "viewer"))
    assert "72/KH-UBND" in html(opened(place="ha-noi"))
    app = opened(section="add")
    assert words("vi").text("sign_in.forbidden") in html(app)
    assert not app.text_input
