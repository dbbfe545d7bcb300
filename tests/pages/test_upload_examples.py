"""The files with the answers expected, through the screen: what it lists, what stands in the store once confirmed."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from etl.uploads.findings import SEVERITY
from tests.etl.uploads.conftest import FILES
from warehouse.serving import Serving
from web.accounts import LOCAL
from web.uploads import put

APP = str(Path(__file__).resolve().parents[2] / "app.py")
CASES = json.loads((FILES / "expected.json").read_text("utf-8"))
#: The code at the end of every problem on the screen.
CODE = re.compile(r'<div class="problem">.*?<span class="faint">([a-z-]+)</span>', re.DOTALL)
SERIES = ("place", "indicator", "breakdown", "period")


def checked(file: str) -> AppTest:
    """The screen with a file that has come in, at its check."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.switch_page("pages/upload.py")
    app.query_params["file"] = put((FILES / file).read_bytes(), file, LOCAL).id
    app.query_params["step"] = "check"
    app.run()
    assert not app.exception
    return app


def codes(app: AppTest) -> Counter[str]:
    """How often each problem is listed."""
    return Counter(CODE.findall("\n".join(element.proto.body for element in app.get("html"))))


def recorded(store: Path, places: list[str]) -> set[tuple[Any, ...]]:
    """Series, period and printed value of all that is known of some places."""
    rows = Serving(store).known_observations(places=places)
    return {(*(row[c] for c in SERIES), row["value"] / 1_000_000) for _, row in rows.iterrows()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_the_screen_gives_the_answer_of_the_command_line(case: dict[str, Any], own: Path) -> None:
    """Every problem expected is listed, no error besides; a file with one cannot be confirmed, another stands whole."""
    app = checked(case["file"])
    listed, expected = codes(app), Counter(problem["code"] for problem in case["problems"])
    assert expected - listed == Counter()
    assert [code for code in listed - expected if SEVERITY[code] == "error"] == []
    assert case["ok"] or app.button(key="confirm").disabled
    if not case["ok"]:
        return
    for number in range(len(app.checkbox)):
        app.checkbox[number].check().run()
    for text in app.text_input:
        if str(text.key).startswith("reason-"):
            text.set_value("theo báo cáo mới").run()
    app.button(key="confirm").click().run()
    asked = {(*(o[c] for c in SERIES), float(o["value"])) for o in case["observations"]}
    assert asked - recorded(own, [o["place"] for o in case["observations"]]) == set()
