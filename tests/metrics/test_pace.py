"""The year in progress: parts put together, seasons, pace and what is needed, boundaries first."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import pace
from metrics.figures import micros
from metrics.lines import contradictions, lines
from metrics.periods import period
from metrics.registry import Registry, Rules, registry, rules
from metrics.vocabulary import PACES
from scorecards.read import REGISTRY

Part = tuple[str, str]


@pytest.fixture(scope="module")
def shipped() -> Rules:
    """The thresholds of the shipped rules file."""
    return rules(REGISTRY / "rules.toml")


@pytest.fixture(scope="module")
def indicators() -> Registry:
    """The shipped registry."""
    return registry(REGISTRY / "indicators.toml")


def observations(parts: list[Part], **changed: Any) -> pd.DataFrame:
    """Known figures of one series, by period key and printed number."""
    usual = {
        "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "coverage": "", "unit": "turns",
        "qualifier": "exact", "decimals": 0, "state": "final", "origin": "fact", "source_rank": 1,
        "known_from": pd.Timestamp("2022-01-01"), "recorded_at": pd.Timestamp("2022-01-01", tz="UTC"),
    }  # fmt: skip
    rows = []
    for i, (key, value) in enumerate(parts):
        span = period(key)
        rows.append(usual | changed | {
            "observation_id": f"o{i}", "period": span.key, "period_start": pd.Timestamp(span.start),
            "period_end": pd.Timestamp(span.end), "cumulation": span.cumulation, "value": micros(value),
            "value_high": micros(value),
        })  # fmt: skip
    return pd.DataFrame(rows)


def line(parts: list[Part], shipped: Rules, indicators: Registry) -> list[int | None]:
    """What is known by the end of each month, in units."""
    made = lines(pace.parts(observations(parts), indicators))
    assert len(made.keys) == 1
    return [int(v) // 10**6 if k else None for v, k in zip(made.value[0][1:], made.known[0][1:], strict=True)]


N = None
LINES: list[tuple[list[Part], list[int | None]]] = [
    # months alone, quarter after quarter, a half and a quarter, a year to date with months after it
    ([("2022-M01", "5"), ("2022-M02", "7"), ("2022-M03", "1")], [5, 12, 13, N, N, N, N, N, N, N, N, N]),
    ([("2022-Q1", "10"), ("2022-Q2", "20")], [N, N, 10, N, N, 30, N, N, N, N, N, N]),
    ([("2022-H1", "30"), ("2022-Q3", "5")], [N, N, N, N, N, 30, N, N, 35, N, N, N]),
    ([("2022-YTD08", "100"), ("2022-M09", "8"), ("2022-M10", "2")], [N, N, N, N, N, N, N, 100, 108, 110, N, N]),
    # nothing is counted twice: the printed year to date stands, the quarter inside it adds nothing
    ([("2022-YTD09", "90"), ("2022-H1", "50"), ("2022-Q3", "40")], [N, N, N, N, N, 50, N, N, 90, N, N, N]),
    ([("2022-Q1", "10"), ("2022-M04", "1"), ("2022-Q2", "9")], [N, N, 10, 11, N, 19, N, N, N, N, N, N]),
    # a gap stays a gap: October without September
    ([("2022-YTD08", "100"), ("2022-M10", "2")], [N, N, N, N, N, N, N, 100, N, N, N, N]),
    # what is left over of later figures: nine months less the third quarter
    ([("2022-YTD09", "90"), ("2022-Q3", "40")], [N, N, N, N, N, 50, N, N, 90, N, N, N]),
    ([("2022", "200"), ("2022-H2", "150")], [N, N, N, N, N, 50, N, N, N, N, N, 200]),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "expected"), LINES)
def test_parts_make_one_line(
    parts: list[Part], expected: list[int | None], shipped: Rules, indicators: Registry
) -> None:
    """Year to date, in period, quarters and halves combine without counting a month twice; gaps stay gaps."""
    assert line(parts, shipped, indicators) == expected


@settings(deadline=None, max_examples=60)
@given(data=st.data(), months=st.lists(st.integers(0, 9_999), min_size=12, max_size=12))
def test_true_parts_make_a_true_line(data: st.DataObject, months: list[int]) -> None:
    """Whatever parts of a year are known: no month counted twice, nothing contradicted, every told month true."""
    keys = ["YTD08", "YTD09", "YTD11", "H1", "H2", "Q1", "Q2", "Q3", "Q4", *(f"M{m:02d}" for m in range(1, 13)), ""]
    chosen = data.draw(st.lists(st.sampled_from(keys), unique=True, min_size=1))
    spans = {f"2022-{key}" if key else "2022": period(f"2022-{key}" if key else "2022") for key in chosen}
    parts = [(key, str(sum(months[p.start.month - 1 : p.end.month]))) for key, p in spans.items()]
    by_rules, indicators = rules(REGISTRY / "rules.toml"), registry(REGISTRY / "indicators.toml")
    pieces = pace.parts(observations(parts), indicators)
    made = lines(pieces)
    told = {m: int(made.value[0][m]) // 10**6 for m in range(13) if made.known[0][m]}
    assert told == {m: sum(months[:m]) for m in told}
    assert {p.end.month for p in spans.values() if p.start.month == 1} <= set(told)
    assert contradictions(pieces, made, by_rules).empty


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([("2022-Q1", "10"), ("2022-Q2", "20"), ("2022-H1", "30")], {}),
        ([("2022-Q1", "10"), ("2022-Q2", "25"), ("2022-H1", "30")], {"2022-Q2": "differs"}),
        ([("2022-YTD08", "100"), ("2022-YTD09", "90")], {"2022-YTD09": "falls"}),
        ([("2022-YTD08", "100"), ("2022-YTD09", "100")], {}),
        ([("2022", "100"), ("2022-YTD11", "120")], {"2022": "falls"}),
    ],
)
def test_contradictions_are_flagged(
    parts: list[Part], found: dict[str, str], shipped: Rules, indicators: Registry
) -> None:
    """A part that is not what the line rises by, and a line that falls; equal figures agree."""
    pieces = pace.parts(observations(parts), indicators)
    against = contradictions(pieces, lines(pieces), shipped)
    assert dict(zip(against["period"], against["why"], strict=True)) == found


def test_rough_figures_contradict_only_beyond_their_reach(shipped: Rules, indicators: Registry) -> None:
    """ "Gần 198.000" at nine months stands beside 189.000 at eight, not beside 199.000."""
    for eight, contradicted in (("189000", 0), ("199000", 1)):
        rough = observations([("2022-YTD09", "198000")], qualifier="nearly").assign(observation_id="rough")
        both = pd.concat([observations([("2022-YTD08", eight)]), rough], ignore_index=True)
        pieces = pace.parts(both, indicators)
        assert len(contradictions(pieces, lines(pieces), shipped)) == contradicted


def test_units_are_never_added(shipped: Rules, indicators: Registry) -> None:
    """Persons of one quarter and turns of the next make two lines."""
    persons = observations([("2022-Q1", "10")], unit="persons")
    turns = observations([("2022-Q2", "20")], unit="turns").assign(observation_id="other")
    made = lines(pace.parts(pd.concat([persons, turns]), indicators))
    assert sorted(made.keys["unit"]) == ["persons", "turns"]
    assert made.known[:, 6].sum() == 0


def test_estimates_have_not_happened(indicators: Registry) -> None:
    """An estimate is no part of a line."""
    assert pace.parts(observations([("2022-YTD09", "1")], state="estimate"), indicators).empty


# --- season and basis ---------------------------------------------------------------------------------------


def past(years: list[tuple[str, str, str]], **changed: Any) -> pd.DataFrame:
    """Years with a figure of one part and of the whole."""
    parts = [(f"{year}-{part}", value) for year, part, value in years] + [(year, "100") for year, _, _ in years]
    return observations(parts, **changed)


@pytest.mark.parametrize(
    ("own", "nation", "breakdown", "share", "basis"),
    [
        (["40", "50"], [], "total", 0.45, "own"),
        (["40"], ["20", "30"], "total", 0.25, "nation"),
        (["40", "50"], ["20", "30"], "total", 0.45, "own"),
        (["40"], ["20"], "total", 0.5, "even_months"),
        ([], [], "so_cap", 0.5, "even_months"),
        ([], [], "cao_dang", None, None),
        ([], [], "trung_cap", None, None),
        ([], [], "trung_hoc_nghe", None, None),
        (["10", "20"], [], "trung_cap", 0.15, "own"),
        ([], ["10", "20"], "cao_dang", 0.15, "nation"),
    ],
)
def test_the_season_and_its_basis(
    own: list[str], nation: list[str], breakdown: str, share: float | None, basis: str | None,
    shipped: Rules, indicators: Registry,
) -> None:  # fmt: skip
    """Two own years, else the nation's two, else even months, never those for levels that enrol in autumn."""
    known = [past([(str(2018 + i), "H1", v) for i, v in enumerate(own)], breakdown=breakdown)] if own else []
    known += [
        past([(str(2018 + i), "H1", v) for i, v in enumerate(nation)], breakdown=breakdown, place="viet-nam")
    ] if nation else []  # fmt: skip
    rows = pd.DataFrame(
        [{"place": "ha-noi", "indicator": "enrolment", "breakdown": breakdown, "coverage": "", "month": 6}]
    )
    empty = observations([("2001", "1")])
    made = lines(pace.parts(pd.concat([empty, *known], ignore_index=True), indicators))
    found = pace.expected(rows, pace.season(pace.shares(made), 2022, shipped), indicators)
    assert found.basis[0] == basis
    assert found.share[0] == pytest.approx(np.nan if share is None else share, nan_ok=True)


def test_later_years_are_no_past(shipped: Rules, indicators: Registry) -> None:
    """The season of 2022 knows nothing of 2022 and 2023."""
    known = past([("2021", "H1", "40"), ("2022", "H1", "50"), ("2023", "H1", "50")])
    shares = pace.shares(lines(pace.parts(known, indicators)))
    assert len(pace.season(shares, 2022, shipped)) == 0
    assert len(pace.season(shares, 2023, shipped)) == 1


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [(1.05, "ahead"), (1.0499, "on_pace"), (0.94996, "on_pace"), (0.94994, "behind"), (0.95, "on_pace"),
     (0.9499, "behind"), (0.85, "behind"), (0.8499, "far_behind"), (0.0, "far_behind"), (np.nan, None)],
)  # fmt: skip
def test_pace_boundaries(ratio: float, expected: str | None, shipped: Rules) -> None:
    """Equal is in the better class; unknown is none."""
    assert pace.paces(np.array([ratio]), shipped)[0] == expected


@pytest.mark.parametrize(
    ("actual", "goal", "share", "expected"), [(84, 100, 0.8, 1.05), (10, 100, np.nan, None), (0, 100, 0.5, 0.0)]
)
def test_ratio_of_actual_to_what_was_due(actual: int, goal: int, share: float, expected: float | None) -> None:
    """A / (T × share)."""
    found = pace.ratios([actual], [goal], np.array([share]))[0]
    assert found == pytest.approx(np.nan if expected is None else expected, nan_ok=True)


@pytest.mark.parametrize(
    ("short", "month", "decimals", "needed"),
    [("74833", 8, 0, "18709"), ("74832", 8, 0, "18708"), ("4", 8, 0, "1"), ("1", 8, 0, "1"), ("172", 11, 0, "172"),
     ("172", 12, 0, "172"), ("1", 8, 1, "0.3")],
)  # fmt: skip
def test_what_is_needed_rounds_up(short: str, month: int, decimals: int, needed: str) -> None:
    """74.833 over four months is 18.709 a month."""
    found = pace.needed_a_month(np.array([micros(short)]), np.array([month]), np.array([decimals]))
    assert found[0] == micros(needed)


@pytest.mark.parametrize("due", [168_375.0, 157_208.33, 1.0, 333.3333, 8_834.5])
def test_from_each_limit_on_its_pace_holds_and_one_less_is_short_of_it(due: float, shipped: Rules) -> None:
    """A limit is the least whole figure of its pace or, where those coincide, of a better one, as it is judged."""
    for name, limit in pace.limits(due, 1.0, shipped):
        at, below = pace.paces(np.array([limit / due, (limit - 1) / due]), shipped)
        assert PACES.index(at) <= PACES.index(name)
        assert PACES.index(below) > PACES.index(name)
