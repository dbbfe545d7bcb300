"""The page of methods through app.py: every part in both languages, with live counts and worked sums."""

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.vocabulary import OPERATORS, REASONS, STATUSES
from scorecards.read import Clock, facts
from warehouse.serving import serving
from wording.catalogue import words

APP = Path(__file__).resolve().parents[2] / "app.py"
SECTIONS = ("formulas", "verdicts", "definitions", "choice", "sources", "coverage", "quality", "download")


@pytest.fixture(autouse=True)
def shipped(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped data."""
    monkeypatch.setenv("TVET_STORE", os.fspath(store))
    return store


def opened(**query: str) -> AppTest:
    """The page with codes in its address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, code in query.items():
        app.query_params[name] = code
    app.switch_page("pages/methods.py")
    return app.run()


def shown(app: AppTest) -> str:
    """All own HTML of a run."""
    assert [error.value for error in app.error] == []
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("section", SECTIONS)
def test_every_part_opens(section: str, lang: str) -> None:
    """Each part of the page stands without an error, under its headline."""
    html = shown(opened(section=section, lang=lang))
    assert words(lang).text("methods.headline") in html


def test_an_unknown_part_opens_the_first() -> None:
    """A wrong code in the address is mended."""
    app = opened(section="nonsense")
    assert words("vi").text("formula.attainment") in shown(app)
    assert app.query_params["section"] == "formulas"


def test_formulas_are_worked_out_on_figures() -> None:
    """The sums of the plan of 2022 and the way to its place."""
    html = shown(opened(section="formulas"))
    for text in ("245.316 ÷ 224.500 = 1,0927 = 109,27%", "61,11%", "từ 72,5% đến 73,5%"):
        assert text in html
    assert "province?place=ha-noi" in html.replace("&amp;", "&").replace("section=formulas&", "")


def test_every_verdict_reason_and_operator_has_its_meaning() -> None:
    """Sign, word and meaning of each code of the closed lists."""
    html, book = shown(opened(section="verdicts")), words("vi")
    codes = [f"status.{s}" for s in STATUSES] + [f"status_meaning.{s}" for s in STATUSES]
    codes += [f"reason_meaning.{r}" for r in REASONS] + [f"operator.{o}" for o in OPERATORS]
    assert [code for code in codes if book.text(code) not in html] == []


def test_counts_are_of_the_warehouse(store: Path) -> None:
    """The number of targets without a document is that of the rows."""
    known = facts(serving(store), None, Clock())
    count = int(known.targets["document_id"].isna().sum())
    html = shown(opened(section="quality"))
    assert f'<span class="side">{count}</span>Mức giao chưa rõ văn bản, trong {len(known.targets)} mức giao' in html
    assert "8.950 + 2.772 + 42.580 = 54.302" in html


def test_competitors_show_why_they_gave_way() -> None:
    """Hà Nội's certified targets of 2025: the plan of the year before two milestones."""
    html = shown(opened(section="choice"))
    assert "17/KH-UBND" in html
    assert html.count(words("vi").text("outranked.kind")) == 2


def test_sources_lead_to_what_was_read() -> None:
    """Shipped texts open from the server itself, and the statistics office's tables name theirs."""
    html = shown(opened(section="sources"))
    assert 'href="documents/vinh-phuc.220-kh-ubnd.2023-08-16.txt"' in html
    assert "GSO: Labour force at 15 years of age and above by province" in html
    assert "16/8/2023" in html


def test_an_earlier_day_says_so() -> None:
    """At a day before the figures the page has the banner and no sums of figures not yet known."""
    html = shown(opened(section="formulas", as_of="2021-01-01"))
    assert "Số liệu biết đến 01/01/2021" in html
    assert "245.316" not in html


@pytest.mark.parametrize("table", ["targets", "actuals", "set_aside"])
def test_a_table_is_shown_before_it_is_taken(table: str) -> None:
    """The grid of the chosen table and three files to take."""
    app = opened(section="download", table=table)
    assert shown(app)
    assert len(app.get("download_button")) == 3
    assert len(app.dataframe[0].value) > 50
