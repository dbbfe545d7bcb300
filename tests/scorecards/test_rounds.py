"""Frozen rounds: what was known stays, whatever is added or whichever threshold changes; two rounds compared."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from scorecards import rounds
from scorecards.__main__ import main
from scorecards.read import Clock, rules
from scorecards.table import scorecard_of
from warehouse.contracts import OBSERVATION, with_added
from warehouse.serving import Serving
from warehouse.writer import now_in_vietnam, writer
from wording.why import judged_name

AFTER = timedelta(seconds=1)


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """A store of this test's own with the shipped data."""
    shutil.copytree(store, tmp_path / "store")
    return tmp_path / "store"


def figure(value: str, **given: Any) -> pa.Table:
    """Hà Nội's certified rate of 2022, as an office might send it much later."""
    row = {
        "place": "ha-noi", "indicator": "certified_labour_rate", "breakdown": "total", "coverage": None,
        "period": "2022", "period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31), "cumulation": None,
        "low": Decimal(value), "high": None, "printed": value, "decimals": 1, "qualifier": "exact", "unit": "percent",
        "state": "final", "as_of": date(2023, 2, 1), "as_of_printed": "2023-02-01", "known_from": date(2023, 2, 1),
        "source": "Báo cáo của Sở", "source_rank": 1, "source_file": None, "source_row": None, "quotation": None,
        "note": None,
    } | given  # fmt: skip
    names = {*OBSERVATION.names, *given}
    return pa.Table.from_pylist([row], schema=pa.schema([f for f in with_added(OBSERVATION) if f.name in names]))


def added(own: Path, value: str, now: datetime, **given: Any) -> str:
    """The identifier of an added figure."""
    with writer(own, by="lan") as work:
        return work.add_observations(figure(value, **given), "hand", now)[0]


def shown(own: Path, pinned: rounds.Round | None) -> tuple[float, str]:
    """The figure and the verdict of Hà Nội's certified rate of 2022."""
    clock = Clock() if pinned is None else rounds.clock_of(pinned)
    known = rounds.facts_at(Serving(own), ["ha-noi"], clock, pinned)
    card = scorecard_of(known, [2022], clock)
    rows = card[(card["indicator"] == "certified_labour_rate") & (card["in_force"] == True) & (card["year"] == 2022)]  # noqa: E712
    row = rows[rows["row_kind"] == "year"].iloc[0]
    return float(row["actual_value"]), str(row["status"])


def named(own: Path, text: str) -> rounds.Round:
    """The round, which must be there."""
    found = rounds.named(Serving(own), text)
    assert found is not None
    return found


def test_a_round_keeps_what_was_recorded(own: Path) -> None:
    """A figure added a second later is not in it, whatever its date; one added before is, though dated later."""
    now = now_in_vietnam()
    added(own, "50.0", now, known_from=date(2099, 1, 1))
    rounds.freeze(own, "Chính thức 2022", "lan", date(2023, 3, 1), "chốt", now + AFTER)
    added(own, "52.9", now + 2 * AFTER, known_from=date(2023, 2, 2), as_of=date(2023, 2, 2))
    pinned = named(own, "chính thức 2022")
    assert shown(own, pinned) == (50.0, "missed")
    assert (pinned.as_of, pinned.day, pinned.note, pinned.frozen_by) == (
        date(2023, 3, 1),
        date(2023, 3, 1),
        "chốt",
        "lan",
    )
    assert shown(own, None)[0] != 50.0
    assert rounds.moved_since(Serving(own), pinned)


def test_the_latest_round_has_not_moved(own: Path) -> None:
    """Nothing recorded since: the pinned view is the latest."""
    rounds.freeze(own, "Hôm nay", "lan", now=now_in_vietnam() + AFTER)
    assert not rounds.moved_since(Serving(own), named(own, "Hôm nay"))


def test_thresholds_of_a_meeting_are_never_rewritten(own: Path) -> None:
    """A round frozen under stricter words for "gần đạt" is judged by them, though the file says otherwise now."""
    added(own, "50.8", now_in_vietnam())
    text = rules().text.replace("nearly_points = 0.5", "nearly_points = 0.3")
    assert text != rules().text
    with writer(own, by="lan") as work:
        work.add_round("Ngưỡng cũ", now_in_vietnam() + AFTER, text)
    assert shown(own, named(own, "Ngưỡng cũ")) == (50.8, "missed")
    assert shown(own, None) == (50.8, "nearly")


def test_a_round_older_than_a_threshold(own: Path) -> None:
    """Rules frozen before paths and paces were judged keep their own limits; the new ones are today's."""
    old = rules().text.partition("[pace]")[0].replace("nearly_points = 0.5", "nearly_points = 0.3")
    with writer(own, by="lan") as work:
        work.add_round("Cũ", now_in_vietnam() + AFTER, old)
    found = rounds.frozen_rules(named(own, "Cũ"))
    assert (found.nearly_points, found.pace_on, found.path_limits) == (0.3, rules().pace_on, rules().path_limits)


def test_the_latest_of_a_name_and_any_by_identifier(own: Path) -> None:
    """A name frozen twice means its last round; the first stays reachable by its identifier."""
    now = now_in_vietnam()
    first = rounds.freeze(own, "6 tháng", "lan", now=now)
    second = rounds.freeze(own, "6 tháng", "lan", now=now + AFTER)
    assert (named(own, "6 tháng").round_id, named(own, first).round_id) == (second, first)
    assert [r.round_id for r in rounds.rounds(Serving(own))] == [second, first]
    assert rounds.named(Serving(own), "9 tháng") is None


def test_two_rounds_compared(own: Path) -> None:
    """What changed, by whom and why, and which verdict flipped because of it."""
    now = now_in_vietnam()
    first_figure = added(own, "50.0", now)
    rounds.freeze(own, "A", "lan", now=now + AFTER)
    added(own, "52.9", now + 2 * AFTER, supersedes=first_figure, reason="Sở báo lại")
    rounds.freeze(own, "B", "lan", now=now + 3 * AFTER)
    found = rounds.compare(Serving(own), named(own, "A"), named(own, "B"))
    assert [(c["change"], c["before"], c["after"], c["by"], c["why"]) for c in found.changes] == [
        ("corrected", 50.0, 52.9, "lan", "Sở báo lại")
    ]
    flips = [(f["place"], f["status_before"], f["status_after"], f["cause"]) for f in found.flips]
    assert flips == [("ha-noi", "missed", "met", "figures")]
    assert not found.rules_differ


def test_withdrawn_and_undone_figures_name_who_and_why(own: Path) -> None:
    """A withdrawal and an undone upload take figures away; both say by whom and why."""
    now = now_in_vietnam()
    by_hand = added(own, "50.0", now)
    with writer(own, by="minh") as work:
        upload = work.add_upload("so-lieu.xlsx", "ab" * 32, 10, 1, now)
        year = {"period": "2021", "period_start": date(2021, 1, 1), "period_end": date(2021, 12, 31)}
        work.add_observations(figure("77.7", **year, upload_id=upload), "upload", now)
        work.add_upload_event(upload, "loaded", now)
    rounds.freeze(own, "A", "lan", now=now + AFTER)
    with writer(own, by="hoa") as work:
        work.withdraw_observation(by_hand, "nhầm địa phương", now + 2 * AFTER)
        work.add_upload_event(upload, "undone", now + 2 * AFTER, "nhầm tệp")
    found = rounds.compare(Serving(own), named(own, "A"))
    assert sorted((c["change"], c["before"], c["by"], c["why"]) for c in found.changes) == [
        ("withdrawn", 50.0, "hoa", "nhầm địa phương"), ("withdrawn", 77.7, "hoa", "nhầm tệp"),
    ]  # fmt: skip


def test_the_cause_of_a_flip_may_be_the_thresholds(own: Path) -> None:
    """Same figures, other words for "gần đạt": the flip is named after the rules."""
    now = now_in_vietnam()
    added(own, "50.8", now)
    with writer(own, by="lan") as work:
        work.add_round("Cũ", now + AFTER, rules().text.replace("nearly_points = 0.5", "nearly_points = 0.3"))
    rounds.freeze(own, "Mới", "lan", now=now + 2 * AFTER)
    found = rounds.compare(Serving(own), named(own, "Cũ"), named(own, "Mới"), ["ha-noi"])
    assert ("missed", "nearly", "rules") in [(f["status_before"], f["status_after"], f["cause"]) for f in found.flips]
    assert (found.changes, found.rules_differ) == ([], True)


def test_the_command_line(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Freeze, list, compare, and a table pinned to the round; an unknown round is refused."""
    told = ["--store", str(own)]
    assert main(["rounds", "freeze", "9", "tháng", "2026", "--by", "lan", "--note", "họp", *told]) == 0
    identifier = capsys.readouterr().out.strip()
    added(own, "11.1", now_in_vietnam())
    assert main(["rounds", "list", "--format", "json", *told]) == 0
    listed = json.loads(capsys.readouterr().out)["rounds"]
    assert [(r["round_id"], r["name"], r["note"]) for r in listed] == [(identifier, "9 tháng 2026", "họp")]
    assert main(["rounds", "compare", identifier, *told]) == 0
    assert "11,1%" in capsys.readouterr().out
    for pinned, expected in ((["--round", "9 tháng 2026"], 52.5), ([], 11.1)):
        assert main(["table", "--place", "ha-noi", "--year", "2022", "--format", "json", *pinned, *told]) == 0
        rows = json.loads(capsys.readouterr().out)
        mine = [r for r in rows if r["indicator"] == "certified_labour_rate" and r["target_period"] == "2022"]
        assert mine[0]["actual_value"] == expected
    for command in (["pace", "--indicator", "enrolment"], ["path", "--indicator", "certified_labour_rate"],
                    ["why", "--indicator", "enrolment"]):  # fmt: skip
        assert main([*command, "--place", "ha-noi", "--round", identifier, *told]) == 0
    assert main(["table", "--place", "ha-noi", "--year", "2022", "--round", "không có", *told]) == 2
    assert "không có" in capsys.readouterr().err


def test_a_round_tells_the_day_of_its_freezing_not_the_day_it_stands_on() -> None:
    """A round frozen in November 2026 that stands on a day of 2022 holds figures known in November 2026."""
    frozen = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    found = rounds.Round("r", "9 tháng 2022", frozen, date(2022, 10, 31), "Lan", None, "")
    assert rounds.clock_of(found).day == date(2022, 10, 31)
    assert rounds.clock_of(found).known_until == date(2026, 11, 25)
    assert Clock(as_of=date(2022, 10, 31)).known_until == date(2022, 10, 31)


def test_a_flip_tells_which_of_several_targets_it_is() -> None:
    """A year's own target needs no more than its series; an average and a sum over years name themselves."""
    flip = {"indicator": "enrolment", "breakdown": "total", "coverage": None, "target_period": "2021..2025"}
    assert judged_name(flip | {"kind": "year", "target_period": "2022"}, "vi") == "Tuyển sinh và đào tạo"
    told = [judged_name(flip | {"kind": kind}, "vi") for kind in ("average_per_year", "cumulative")]
    assert told == [
        "Tuyển sinh và đào tạo (bình quân mỗi năm, giai đoạn 2021-2025)",
        "Tuyển sinh và đào tạo (cộng dồn nhiều năm, giai đoạn 2021-2025)",
    ]
