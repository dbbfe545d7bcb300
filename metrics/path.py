"""The long path: four published methods, each under its own name, on whole tables at once (DOMAIN §4).

Arrays stand row by row; a ratio or score that cannot be formed is NaN, a class or reason that does not apply is None.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from metrics.figures import Bools, Floats, Ints
from metrics.registry import Rules

Texts = npt.NDArray[np.object_]

METHODS: Final = ("open_sdg", "eurostat", "unsd", "sdsn")
REASONS: Final = ("one_point", "past_target_year", "no_way_to_go", "zero_baseline", "signs_differ")

#: Classes with a target, best first; the last is movement away from it.
CLASSES: Final = {
    "open_sdg": ("substantial_progress", "moderate_progress", "limited_progress", "deterioration"),
    "eurostat": ("significant_progress", "moderate_progress", "insufficient_progress", "movement_away"),
    "unsd": ("on_track", "fair_progress", "stagnation_or_regression"),
    "sdsn": ("on_track", "moderately_improving", "stagnating", "decreasing"),
}
#: Class of a target that is reached.
REACHED: Final = {
    "open_sdg": "target_achieved", "eurostat": "significant_progress", "unsd": "on_track", "sdsn": "on_track",
}  # fmt: skip
#: Classes without a target, by the growth in the wanted direction.
GROWTH_CLASSES: Final = {
    "open_sdg": CLASSES["open_sdg"],
    "eurostat": (
        "significant_progress", "moderate_progress", "no_progress", "moderate_deterioration",
        "significant_deterioration",
    ),
    "unsd": CLASSES["unsd"],
}  # fmt: skip
#: Classes by which a method answers "yes, on this course the target is reached in time".
ENOUGH: Final = frozenset({"target_achieved", "substantial_progress", "significant_progress", "on_track"})

#: Stands for a value of 0 where a method divides by it, as Open SDG's builder does.
ALMOST_ZERO: Final = 0.001
#: Ratios are compared at ten decimals: finer differences are those of binary arithmetic, and equal is met.
_EXACT_TO: Final = 10
_LIMIT_POWER: Final = 4.44
_TOP: Final = 5.0


class Course(NamedTuple):
    """Where each series began, where it is now and where it is to be; `sign` is +1 where more is better, −1 else."""

    base: Floats
    base_year: Ints
    now: Floats
    now_year: Ints
    target: Floats
    target_year: Ints
    sign: Ints
    one_point: Bools

    @property
    def reached(self) -> Bools:
        """The latest value is at the target: equal is reached."""
        return np.asarray(self.sign * (self.now - self.target) >= 0)

    @property
    def level(self) -> Bools:
        """The target equals the baseline: there is no way to go."""
        return np.asarray(self.target == self.base)


class Assessed(NamedTuple):
    """What one method says of each row."""

    ratio: Floats
    score: Floats
    verdict: Texts
    reason: Texts


class Graded(NamedTuple):
    """Score and class of growth without a target."""

    score: Floats
    verdict: Texts


def assessed(course: Course, rules: Rules) -> dict[str, Assessed]:
    """Every method's ratio, score, class and reason, ratios and scores at four decimals half up."""
    with np.errstate(all="ignore"):
        compound = _compound_ratio(course)
        return {
            "open_sdg": _judged(course, "open_sdg", compound, open_sdg_score(compound), rules),
            "eurostat": _judged(course, "eurostat", compound, eurostat_score(compound), rules),
            "unsd": _judged(course, "unsd", _projected_share(course), None, rules),
            "sdsn": _judged(course, "sdsn", _linear_ratio(course), None, rules),
        }


def answers_differ(found: dict[str, Assessed]) -> Bools:
    """Some methods say that the course is enough to reach the target in time, others that it is not."""
    verdicts = [method.verdict for method in found.values()]
    enough = np.array([[v in ENOUGH for v in column] for column in verdicts], dtype=np.bool_)
    known = np.array([[v is not None for v in column] for column in verdicts], dtype=np.bool_)
    return np.asarray((enough & known).any(axis=0) & (~enough & known).any(axis=0))


# --- with a target ------------------------------------------------------------------------------------------


def annual_growth(first: Floats, last: Floats, years: Ints) -> Floats:
    """The compound rate of change a year, 0.01 for 1 %; NaN where the signs differ or no year has passed."""
    return np.asarray((last / first) ** (1.0 / years) - 1.0)


def _compound_ratio(course: Course) -> Floats:
    """Open SDG's and Eurostat's ratio: the observed growth a year over the required one, signed by the direction."""
    base, target = _never_zero(course.base), _never_zero(course.target)
    observed = annual_growth(base, course.now, course.now_year - course.base_year)
    required = annual_growth(base, target, course.target_year - course.base_year)
    return np.asarray(np.sign(base) * course.sign * observed / np.abs(required))


def _never_zero(value: Floats) -> Floats:
    return np.where(value == 0, ALMOST_ZERO, value)


def _projected_share(course: Course) -> Floats:
    """UNSD: the share of the way from baseline to target that the value of the target year will have covered."""
    growth = annual_growth(course.base, course.now, course.now_year - course.base_year)
    then = course.now * (1.0 + growth) ** (course.target_year - course.now_year)
    return np.asarray(course.sign * (then - course.base) / np.abs(course.target - course.base))


def _linear_ratio(course: Course) -> Floats:
    """SDSN: the change a year over the change a year that was needed, in the wanted direction."""
    observed = (course.now - course.base) * (course.target_year - course.base_year)
    required = np.abs(course.target - course.base) * (course.now_year - course.base_year)
    return np.asarray(course.sign * observed / required)


def _judged(course: Course, method: str, ratio: Floats, score: Floats | None, rules: Rules) -> Assessed:
    reason = _reasons(course, method, ratio)
    reached = course.reached & ~_silent(reason)
    graded = grades(ratio, rules.path_limits[method], CLASSES[method], strict=method == "eurostat")
    worst = np.full(len(ratio), CLASSES[method][-1], dtype=object)
    verdict: Texts = np.where(_is(reason, "no_way_to_go"), worst, graded)
    verdict[np.array([r not in (None, "no_way_to_go") for r in reason], dtype=np.bool_)] = None
    verdict[reached] = REACHED[method]
    reason[reached & _is(reason, "zero_baseline")] = None
    unknown = np.array([r is not None for r in reason], dtype=np.bool_) | (reached & (method == "unsd"))
    points = _scored(method, score, reached, unknown)
    return Assessed(four_decimals(np.where(unknown, np.nan, ratio)), points, verdict, reason)


def _scored(method: str, score: Floats | None, reached: Bools, unknown: Bools) -> Floats:
    if score is None:
        return np.full(len(reached), np.nan)
    best = np.where(reached & (method == "open_sdg"), _TOP, score)
    return four_decimals(np.where(unknown, np.nan, best))


def _reasons(course: Course, method: str, ratio: Floats) -> Texts:
    """Why a ratio is not given, the first that applies; None where it is."""
    zero = ((course.base == 0) | (course.target == 0)) & (method == "unsd")
    cases = [
        (course.one_point, "one_point"),
        (course.now_year > course.target_year, "past_target_year"),
        (course.level, "no_way_to_go"),
        (zero, "zero_baseline"),
        (~np.isfinite(ratio), "signs_differ"),
    ]
    return first_that_applies(cases, len(ratio))


def first_that_applies(cases: Sequence[tuple[npt.ArrayLike, str]], length: int, otherwise: str | None = None) -> Texts:
    """For each row the text of the first case that holds, else `otherwise`."""
    told = np.full(length, otherwise, dtype=object)
    for holds, text in reversed(cases):
        told[np.asarray(holds, dtype=np.bool_)] = text
    return told


def _is(reason: Texts, text: str) -> Bools:
    return np.asarray(reason == text, dtype=np.bool_)


def _silent(reason: Texts) -> Bools:
    """Reasons beside which not even "reached" is said."""
    return _is(reason, "one_point") | _is(reason, "past_target_year")


def grades(ratio: Floats, limits: tuple[float, ...], classes: tuple[str, ...], strict: bool) -> Texts:
    """The class of each ratio: the first whose limit it is at (or, `strict`, above), else the last."""
    near = np.round(ratio, _EXACT_TO)
    at = [near > limit if strict else near >= limit for limit in limits]
    return first_that_applies(list(zip(at, classes[:-1], strict=True)), len(ratio), classes[-1])


def open_sdg_score(ratio: Floats) -> Floats:
    """Open SDG's score from −5 to 5, with the four-decimal coefficients of its builder."""
    score = np.where(ratio >= 0.6, 7.1429 * ratio - 4.2857, 4.1667 * ratio - 2.5)
    return np.clip(score, -_TOP, _TOP)


def eurostat_score(ratio: Floats) -> Floats:
    """Eurostat's score from −5 to 5: 0 at 60 % of the way needed, 5 from 130 %, −5 from −60 %."""
    score = np.where(ratio >= 0.6, _TOP / 0.7 * (ratio - 0.6), _TOP / 1.2 * (ratio + 0.6) - _TOP)
    return np.clip(score, -_TOP, _TOP)


def four_decimals(value: Floats) -> Floats:
    """Half up at the fourth decimal, away from zero for negatives; NaN stays NaN."""
    scaled = np.round(np.abs(value) * 10_000, _EXACT_TO - 4)
    return np.sign(value) * np.floor(scaled + 0.5) / 10_000 + 0.0


# --- without a target, and aggregates -----------------------------------------------------------------------


def growth_grade(method: str, growth: Floats, rules: Rules, room: Floats | None = None) -> Graded:
    """Score and class of a growth a year in the wanted direction, where nobody set a target; SDSN has no such rule.

    `room`: Open SDG's factor of values near a limit (see `limit_factor`); 1 without.
    """
    limits, classes = rules.path_growth_limits[method], GROWTH_CLASSES[method]
    if method == "unsd":
        return Graded(np.full(len(growth), np.nan), grades(growth, limits, classes, strict=False))
    if method == "eurostat":
        return Graded(four_decimals(np.clip(250.0 * growth, -_TOP, _TOP)), _eurostat_growth(growth, limits))
    factor = np.ones(len(growth)) if room is None else room
    return Graded(_open_sdg_growth_score(growth, factor, limits), _open_sdg_growth(growth, factor, limits))


def _open_sdg_growth(growth: Floats, room: Floats, limits: tuple[float, ...]) -> Texts:
    near = np.round(growth, _EXACT_TO)
    at = [near >= np.round(limit * room, _EXACT_TO) for limit in limits]
    names = GROWTH_CLASSES["open_sdg"]
    return first_that_applies(list(zip(at, names[:-1], strict=True)), len(growth), names[-1])


def _open_sdg_growth_score(growth: Floats, room: Floats, limits: tuple[float, ...]) -> Floats:
    with np.errstate(all="ignore"):
        share = growth / room
    at_limit = (room == 0) & (growth >= 0)
    high, mid = growth >= limits[0] * room, growth >= limits[1] * room
    score = np.select(
        [at_limit, growth < 0, high, mid],
        [np.full(len(growth), _TOP), 125 * growth - 2.5, 500 * share - 5, 250 * share - 1.25],
        500 * share - 2.5,
    )
    return four_decimals(np.clip(score, -_TOP, _TOP))


def _eurostat_growth(growth: Floats, limits: tuple[float, ...]) -> Texts:
    """Strictly above 1 % and 0,1 %; down to and including −0,1 % and −1 % the milder class holds."""
    near, names = np.round(growth, _EXACT_TO), GROWTH_CLASSES["eurostat"]
    at = [near > limits[0], near > limits[1], near >= limits[2], near >= limits[3]]
    return first_that_applies(list(zip(at, names[:-1], strict=True)), len(growth), names[-1])


def limit_factor(base: Floats, limit: Floats) -> Floats:
    """Open SDG: how much of the usual growth is asked of a value that began near a limit such as 100 %; 1 without."""
    with np.errstate(all="ignore"):
        below = 1.0 - (base / limit) ** _LIMIT_POWER
        above = 1.0 - ((2.0 * limit - base) / limit) ** _LIMIT_POWER
    return np.select([np.isnan(limit), base <= limit, base < 2.0 * limit], [np.ones(len(base)), below, above], 1.0)


def aggregate(scores: Floats, all_achieved: bool) -> tuple[float, str]:
    """Open SDG's mean of several series' scores and its class: it can hide the worst, which is shown beside it."""
    mean = float(four_decimals(np.array([np.mean(scores)]))[0])
    if all_achieved:
        return mean, REACHED["open_sdg"]
    return mean, str(grades(np.array([mean]), (2.5, 0.0, -2.5), CLASSES["open_sdg"], strict=False)[0])


# --- our own reading of the way -----------------------------------------------------------------------------


def yearly_steps(first_year: int, first: float, last_year: int, last: float) -> list[tuple[int, float]]:
    """The years between two points on a straight line: our own interpolation, which no document states."""
    step = (last - first) / (last_year - first_year) if last_year > first_year else 0.0
    return [(year, first + step * (year - first_year)) for year in range(first_year + 1, last_year)]


def required_a_year(course: Course) -> Floats:
    """The change a year from now on that reaches the target in its year, in the unit; NaN without a year left."""
    left = course.target_year - course.now_year
    with np.errstate(all="ignore"):
        return np.where(left > 0, (course.target - course.now) / np.where(left > 0, left, 1), np.nan)


def observed_a_year(course: Course) -> Floats:
    """The change a year since the baseline, in the unit; NaN from one point."""
    passed = course.now_year - course.base_year
    with np.errstate(all="ignore"):
        return np.where(passed > 0, (course.now - course.base) / np.where(passed > 0, passed, 1), np.nan)
