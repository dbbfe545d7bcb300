"""Progress in a real browser: the basis of a verdict by keyboard, and a link pinned to a round after a correction."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from playwright.sync_api import Page, expect

from scorecards import rounds
from tests.browser.conftest import ROOT
from tests.browser.conftest import serving as served
from warehouse.contracts import OBSERVATION, with_added
from warehouse.serving import Serving
from warehouse.writer import now_in_vietnam, writer

Visit = Callable[[str], Page]
HA_NOI = "progress?place=ha-noi&year=2022&indicator=enrolment"


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """A store that the test may write to."""
    return Path(shutil.copytree(store, tmp_path / "own"))


@pytest.fixture
def own_server(own: Path, tmp_path: Path) -> Iterator[str]:
    """A server of that store."""
    with served(own, tmp_path / "server.log") as url:
        yield url


def correct(own: Path, value: int) -> None:
    """Hà Nội's eleven months of 2022 as somebody corrects them later."""
    known = Serving(own).known_observations(["ha-noi"], ["enrolment"])
    old = known[(known["period"] == "2022-YTD11") & (known["breakdown"] == "total")].iloc[0]
    row = {name: old[name] for name in OBSERVATION.names if name in known} | {
        "low": Decimal(value), "high": None, "printed": str(value), "decimals": 0, "source_file": None,
        "source_row": None, "supersedes": old["observation_id"], "reason": "rà soát lại",
    }  # fmt: skip
    plain = {name: None if pd.isna(cell) else cell for name, cell in row.items()}
    fields = [field for field in with_added(OBSERVATION) if field.name in plain]
    with writer(own, by="Lan") as work:
        table = pa.Table.from_pylist([plain], schema=pa.schema(fields))
        work.add_observations(table, "hand", now_in_vietnam() + timedelta(seconds=1))


def test_the_basis_opens_by_keyboard_and_reads_in_order(visit: Visit, server: str) -> None:
    """Enter on the summary opens it; the terms follow from the inputs to the data's age."""
    page = visit(f"{server}/{HA_NOI}&as_of=2022-10-15")
    panel = page.locator("details.why").first
    expect(panel).not_to_have_attribute("open", re.compile(".*"))
    panel.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(panel).to_have_attribute("open", "")
    terms = panel.locator("dt").all_inner_texts()
    expected = ["Kế hoạch", "Thực hiện", "Cách tính", "Ngưỡng", "Đến mức kế tiếp", "Tiến độ"]
    assert [term for term in terms if term in expected] == expected
    assert terms.index("Tuổi số liệu") > terms.index("Tiến độ")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.why') !== null")


def test_a_pinned_link_keeps_figure_and_verdict_after_a_correction(own: Path, own_server: str, visit: Visit) -> None:
    """The link to the round shows what was frozen and says that it is no longer the latest; the open view has moved."""
    code = rounds.freeze(own, "Chính thức 2022", "Lan")
    pinned = f"{own_server}/{HA_NOI}&round={code}"
    expect(visit(pinned).locator("h1")).to_contain_text("109,27% kế hoạch, vượt KH")
    correct(own, 200_000)
    page = visit(pinned)
    expect(page.locator("h1")).to_contain_text("109,27% kế hoạch, vượt KH")
    expect(page.locator(".banner")).to_contain_text("đã có số liệu mới hơn")
    page.locator(".banner a").click()
    expect(page.locator("h1")).to_contain_text("89,09% kế hoạch")
    expect(page.locator(".banner")).to_have_count(0)


def changed(folder: Path, threshold: str, value: str) -> Path:
    """The program beside its tests, with another threshold in its rules file."""
    own = folder / "program"
    left_out = shutil.ignore_patterns(".*", "var", "tests", "docs", "bench-results", "__pycache__", "*.duckdb")
    shutil.copytree(ROOT, own, ignore=left_out)
    shutil.copytree(ROOT / ".streamlit", own / ".streamlit")
    rules = own / "data/registry/rules.toml"
    text = rules.read_text(encoding="utf-8")
    assert f"\n{threshold} = " in text
    rules.write_text(re.sub(rf"\n{threshold} = \S+", f"\n{threshold} = {value}", text), encoding="utf-8")
    return own


def test_a_pinned_link_keeps_its_verdict_after_a_threshold_changes(visit: Visit, own: Path, tmp_path: Path) -> None:
    """109,27 % of "khoảng" is exceeded by the frozen tolerance of 5 %, met by 10 %, which only the open view uses."""
    code = rounds.freeze(own, "Chính thức 2022", "Lan")
    with served(own, tmp_path / "server.log", program=changed(tmp_path, "about_tolerance", "0.1")) as url:
        page = visit(f"{url}/{HA_NOI}&round={code}")
        expect(page.locator("h1")).to_contain_text("109,27% kế hoạch, vượt KH")
        expect(page.locator(".banner")).to_contain_text("từ đó ngưỡng đã đổi")
        expect(visit(f"{url}/{HA_NOI}").locator("h1")).to_contain_text("109,27% kế hoạch, đạt KH")
