"""Headlines, chart titles, card lines and notes, composed by rule from rows of the scorecard.

Only rows in force count. With no target, no actual or nothing at all, the sentence says so in words.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from metrics.records import Row, records
from metrics.vocabulary import RUNNING
from metrics.year_rows import longer, with_target, without_target
from wording.catalogue import words
from wording.clauses import (
    GOOD,
    JUDGED,
    ON_COURSE,
    SILENT,
    actual_with_state,
    can_measure,
    capital,
    cell,
    change_text,
    clause,
    gap_text,
    good_count,
    has_actual,
    has_target,
    indicator_text,
    is_good,
    is_rate,
    most_urgent,
    on_course,
    paced,
    reason_text,
    short_parts,
    subject,
    target_text,
    values,
)
from wording.numbers import exact, number, share
from wording.periods import milestone_in_sentence, period_in_sentence, period_name
from wording.phrases import amount

#: How many targets a headline names before it counts the others.
NAMED: Final = 2
JOIN: Final = "; "
#: Letters that a headline has room for in one line of a projector's screen.
HEADLINE: Final = 125


def counted(key: str, lang: str, count: int, **filled: object) -> str:
    """The words for this many: their singular for exactly one."""
    return words(lang).text(f"{key}_one" if count == 1 else key, count=count, **filled)


def subtitle(measure: str, place: str, period: str) -> str:
    """Measure, place and period under a title; what is empty is left out."""
    return " · ".join(text for text in (measure, place, period) if text)


# Headlines


def headline_place(rows: pd.DataFrame, place_name: str, year: int, lang: str) -> str:
    """How a place stands in a year: "Hà Nội 2022: 5 trong 6 chỉ tiêu đạt hoặc vượt kế hoạch; trung cấp …"."""
    judged = records(with_target(rows))
    where = {"place": place_name, "year": year}
    if not judged:
        return headline_without_targets(rows, where, lang)
    if all(cell(r, "status") in SILENT for r in judged):
        return counted("headline.place_no_actuals", lang, len(judged), **where)
    if len(judged) == 1:
        return words(lang).text("headline.place_one", clause=clause(judged[0], lang), **where)
    told = (JOIN.join([headline_count(judged, where, lang), *headline_issues(judged, lang, n)]) for n in (NAMED, 1))
    whole = next((text for text in told if len(text) <= HEADLINE), None)
    return headline_urgent(judged, where, lang) if whole is None else whole


def headline_without_targets(rows: pd.DataFrame, where: Mapping[str, object], lang: str) -> str:
    """The headline of a place without a target of the year: with actuals or none, and its longer targets."""
    actuals, later = len(without_target(rows)), len(longer(rows))
    if actuals:
        text = counted("headline.place_no_targets", lang, actuals, **where)
    else:
        text = words(lang).text("headline.place_nothing", **where)
    return JOIN.join([text, counted("headline.longer", lang, later)]) if later else text


def headline_count(judged: Sequence[Row], where: Mapping[str, object], lang: str) -> str:
    """How many of a place's targets are met: all, some or none; in a running year without any, how many are on pace."""
    good, running = good_count(judged), paced(judged)
    if running and not good:
        return counted("headline.place_paced", lang, len(running), good=on_course(running), **where)
    key = "all" if good == len(judged) else "some" if good else "none"
    return words(lang).text(f"headline.place_{key}", count=len(judged), good=good, **where)


def headline_urgent(judged: Sequence[Row], where: Mapping[str, object], lang: str) -> str:
    """A headline that would be too long, cut: the most urgent first, all others that are not at target counted."""
    good, urgent = good_count(judged), most_urgent(judged)
    if paced(judged):
        return headline_count(judged, where, lang)
    told = [clause(row, lang, unit=False) for row in urgent[:1]]
    told += [counted("headline.rest", lang, len(urgent) - 1)] if len(urgent) > 1 else []
    if good:
        return JOIN.join([headline_count(judged, where, lang), *told])
    return words(lang).text("headline.place_one", clause=JOIN.join(told), **where)


def headline_issues(judged: Sequence[Row], lang: str, named: int = NAMED) -> list[str]:
    """What is not at target: the most urgent by name, the others and those without an actual by number."""
    silent = sum(cell(r, "status") in SILENT for r in judged)
    speaking = [r for r in most_urgent(judged) if cell(r, "status") not in SILENT | ON_COURSE]
    clauses = [clause(r, lang, unit=False) for r in speaking[:named]]
    others = len(speaking) - len(clauses)
    clauses += [counted("headline.more_running" if paced(judged) else "headline.more", lang, others)] if others else []
    return clauses + ([counted("headline.silent", lang, silent)] if silent else [])


def headline_nation(rows: pd.DataFrame, place_names: Mapping[str, str], year: int, lang: str) -> str:
    """How the places stand in a year, led by the totals of enrolment where any can be judged."""
    book, targets = words(lang), records(with_target(rows))
    judged, running = [r for r in targets if cell(r, "status") in JUDGED], paced(targets)
    pace = [counted("headline.nation_paced", lang, len(running), good=on_course(running))] if running else []
    if not judged:
        key = "nation" if pace else "nation_no_verdicts" if targets else "nation_nothing"
        return book.text(f"headline.{key}", year=year, clauses=JOIN.join(pace))
    totals = [r for r in judged if (r["indicator"], r["breakdown"]) == ("enrolment", "total")]
    if not totals:
        key = "headline.nation_rest" if good_count(judged) else "headline.nation_none"
        clauses = [counted(key, lang, len(judged), good=good_count(judged))]
    elif len(totals) <= NAMED:
        clauses = [nation_clause(r, judged, place_names.get(r["place"], r["place"]), lang) for r in totals]
    else:
        named = indicator_text("enrolment", lang)
        clauses = [counted("headline.nation_count", lang, len(totals), good=good_count(totals), subject=named)]
    return book.text("headline.nation", year=year, clauses=JOIN.join(clauses + pace))


def nation_clause(total: Row, judged: Sequence[Row], place_name: str, lang: str) -> str:
    """How one place's total stands, with the part that is short: a total never hides a part."""
    book = words(lang)
    filled = values(total, lang) | {"place": place_name, "subject": indicator_text(total["indicator"], lang)}
    if is_good(total):
        text = book.text(f"headline.nation_{total['status']}", **filled)
    elif cell(total, "reason") == "part_year" and cell(total, "attainment") is not None:
        period = period_in_sentence(total["actual_period"], lang)
        return book.text("headline.nation_part_year", period=period, **filled)
    elif cell(total, "attainment") is None or cell(total, "shortfall") is None:
        return book.text("headline.place_one", place=place_name, year=total["year"], clause=clause(total, lang))
    else:
        text = book.text("headline.nation_below", **filled)
    short = short_parts(total, judged)
    return book.text("headline.nation_part", clause=text, **part_values(short[0], lang)) if short else text


def part_values(part: Row, lang: str, unit: bool = True) -> dict[str, str]:
    """The name of a short part and what it still needs."""
    return {"name": subject(part, lang), "short": gap_text(part, "shortfall", lang, unit)}


# Chart titles


def title_counts(rows: pd.DataFrame, lang: str) -> str:
    """A count and its parts: "Tuyển sinh vượt 20.816 lượt người; trung cấp mới bằng 99,39% kế hoạch"."""
    judged = records(with_target(rows))
    if not judged:
        return title_without_target(rows, lang)
    total = next((r for r in judged if r["breakdown"] == "total"), judged[0])
    parts = [r for r in judged if r is not total and r["indicator"] == total["indicator"]]
    return capital(JOIN.join([title_count(total, lang), *title_parts(total, parts, lang)]))


def title_without_target(rows: pd.DataFrame, lang: str) -> str:
    """The title where no target of the year was set: the longer target, the actual, or that there is nothing."""
    book, later, actuals = words(lang), records(longer(rows)), records(without_target(rows))
    if later:
        return capital(title_longer(later[0], lang))
    if not actuals:
        return book.text("title.nothing")
    return capital(book.text("title.no_target", **values(actuals[0], lang)))


def title_longer(row: Row, lang: str) -> str:
    """A later or several years' target with the latest actual known, or that none is."""
    period = row["target_period"]
    by = milestone_in_sentence(period, lang) if row["kind"] == "milestone" else period_in_sentence(period, lang)
    filled = values(row, lang) | {"target": target_text(row, lang), "period": by}
    if not has_actual(row):
        return words(lang).text("title.longer", **filled)
    latest = period_in_sentence(row["actual_period"], lang)
    return words(lang).text("title.longer_known", latest=latest, **filled)


def title_count(row: Row, lang: str) -> str:
    """One count against its target as the head of a title."""
    return words(lang).text(f"title.{title_count_key(row)}", **values(row, lang))


def title_count_key(row: Row) -> str:
    """Which title fits a count's verdict and the figures it has."""
    status, above = cell(row, "status"), (cell(row, "variance") or 0) > 0
    if not has_actual(row):
        return "no_actual"
    if status in GOOD:
        return ("exceeded" if status == "exceeded" else "met_above") if above else "met"
    if cell(row, "attainment") is None or cell(row, "shortfall") is None:
        return "unknown" if cell(row, "reason") else "no_actual"
    if status == "undetermined" and cell(row, "reason") != "part_year":
        return "unknown"
    return "below" if status in ("missed", "nearly") else "so_far"


def title_parts(total: Row, parts: Sequence[Row], lang: str) -> list[str]:
    """The part furthest below its target, or that all parts are at target; nothing where unknown."""
    short = short_parts(total, parts)
    if short:
        return [words(lang).text("clause.share_short", **values(short[0], lang))]
    return [words(lang).text("title.parts_good")] if parts and all(is_good(r) for r in parts) else []


def title_rates(rows: pd.DataFrame, lang: str) -> str:
    """The message of the rates: each against its own target, in points."""
    judged = [r for r in records(with_target(rows)) if is_rate(r)]
    known = [r for r in judged if has_actual(r)]
    if not known:
        first = [words(lang).text("title.no_actual", **values(r, lang)) for r in judged[:1]]
        return capital(first[0]) if first else title_without_target(rows, lang)
    return capital(JOIN.join(title_rate(r, lang) for r in known[:NAMED]))


def title_rate(row: Row, lang: str) -> str:
    """One rate against its target: above, below, equal, or why it cannot be judged."""
    variance = cell(row, "variance")
    if cell(row, "status") == "undetermined" or variance is None:
        key = "unknown" if cell(row, "reason") else "no_actual"
    else:
        key = "rate_above" if variance > 0 else "rate_below" if variance < 0 else "rate_equal"
    return words(lang).text(f"title.{key}", **values(row, lang))


def title_trend(rows: pd.DataFrame, lang: str, breaks: Sequence[int] = ()) -> str:
    """How one series moved over the years, and in how many it met its target.

    `breaks` are first years of a new definition: what lies before the last of them is not compared.
    """
    series = one_series(rows)
    shown = since_break(yearly(series), breaks)
    if not shown:
        return trend_without_actual(records(series), lang)
    judged = [r for r in records(with_target(series)) if cell(r, "status") in JUDGED]
    clear = any(cell(r, "status") != "undetermined" for r in judged)
    verdicts = _trend_verdicts(good_count(judged), len(judged), lang) if clear else ""
    return capital(JOIN.join(text for text in (trend(shown, lang), verdicts) if text))


def _trend_verdicts(good: int, count: int, lang: str) -> str:
    """In how many of the years that can be judged the target was met; of a single one, whether."""
    if count == 1:
        return words(lang).text("title.trend_verdict_good" if good else "title.trend_verdict_short")
    return words(lang).text("title.trend_verdicts", good=good, count=count)


def one_series(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of one coverage: those that cover everything where there are any, else those of the first row."""
    whole = rows["coverage"].isna()
    return rows[whole] if whole.any() or rows.empty else rows[rows["coverage"] == rows["coverage"].iloc[0]]


def since_break(shown: Sequence[Row], breaks: Sequence[int]) -> list[Row]:
    """The years from the last break on."""
    last = max((year for year in breaks if shown and year <= shown[-1]["year"]), default=0)
    return [r for r in shown if r["year"] >= last]


def yearly(rows: pd.DataFrame) -> list[Row]:
    """One row a year with an actual of comparable length: whole years where any is known, else all."""
    known = [r for r in records(with_target(rows)) + records(without_target(rows)) if has_actual(r)]
    whole = [r for r in known if cell(r, "actual_period") == str(r["year"])]
    return sorted({r["year"]: r for r in whole or known}.values(), key=lambda r: int(r["year"]))


def trend_without_actual(rows: Sequence[Row], lang: str) -> str:
    """The title of a series of targets only, or of nothing."""
    if not rows:
        return words(lang).text("title.nothing")
    return capital(words(lang).text("title.trend_none", name=subject(rows[0], lang)))


def trend(shown: Sequence[Row], lang: str) -> str:
    """From the first year to the last; only the last where they cannot be compared."""
    book, first, last = words(lang), shown[0], shown[-1]
    filled = {"name": subject(last, lang), "first": actual_with_state(first, lang)}
    filled |= {"last": actual_with_state(last, lang), "value": actual_with_state(last, lang)}
    years = {"first_year": first["year"], "last_year": last["year"], "year": last["year"]}
    if len(shown) == 1 or not comparable(first, last):
        return book.text("title.trend_one" if len(shown) == 1 else "title.trend_latest", **filled, **years)
    rise = exact(last["actual_value"]) - exact(first["actual_value"])
    key = "rise" if rise > 0 else "fall" if rise < 0 else "level"
    return book.text(f"title.trend_{key}", **filled, **years)


def comparable(first: Row, last: Row) -> bool:
    """Whether two actuals are exact, in one unit, and cover the same part of their years (rates always do)."""
    exactly = all(cell(r, "qualifier") in (None, "exact") for r in (first, last))
    if not exactly or cell(first, "actual_unit") != cell(last, "actual_unit"):
        return False
    if cell(last, "indicator_kind") != "flow":
        return True
    return str(first["actual_period"])[4:] == str(last["actual_period"])[4:]


def title_matrix(rows: pd.DataFrame, lang: str) -> str:
    """How many places can be compared with their plans, and how many of their targets are met."""
    judged = [r for r in records(with_target(rows)) if cell(r, "status") in JUDGED]
    running = paced(records(with_target(rows)))
    places = len({r["place"] for r in judged})
    if running and not places:
        places = len({r["place"] for r in running})
        return counted("title.matrix_paced", lang, places, good=on_course(running), all=len(running))
    if not places:
        return words(lang).text("title.matrix_none")
    key = "title.matrix_one" if places == 1 else "title.matrix"
    return words(lang).text(key, places=places, good=good_count(judged), count=len(judged))


def title_tiles(rows: pd.DataFrame, indicator: str, lang: str) -> str:
    """How many places can be compared on one indicator's total, and how many of them met its target."""
    all_totals = [r for r in records(with_target(rows)) if (r["indicator"], r["breakdown"]) == (indicator, "total")]
    totals, running = [r for r in all_totals if cell(r, "status") in JUDGED], paced(all_totals)
    name = indicator_text(indicator, lang)
    if running and not totals:
        return counted("title.tiles_paced", lang, len(running), good=on_course(running), name=name)
    key = "title.tiles_one" if len(totals) == 1 else "title.tiles" if totals else "title.tiles_none"
    return words(lang).text(key, places=len(totals), good=good_count(totals), name=name)


def coverage_sentence(compared: int, half: int, total: int, lang: str) -> str:
    """How many places can be compared, have one side only, or have nothing."""
    book, silent = words(lang), total - compared - half
    texts = [book.text("title.coverage", places=compared, total=total)]
    texts += [counted("title.coverage_half", lang, half)] if half else []
    return JOIN.join(texts + ([counted("title.coverage_silent", lang, silent)] if silent else []))


# Cards and the notes column


def card_fact(row: Row, parts: Sequence[Row], lang: str) -> str:
    """What comes next: no actual, a short part, what is still needed, the estimate, change, period."""
    book = words(lang)
    if not has_actual(row):
        ended = cell(row, "reason") == "place_ended"
        return book.text("reason.place_ended" if ended else "card.no_actual")
    short = short_parts(row, parts)
    if short:
        key = "card.part_short" if len(short) == 1 else "card.parts_short"
        return book.text(key, count=len(short) - 1, **part_values(short[0], lang, unit=False))
    if cell(row, "status") in RUNNING and can_measure(row):
        return running_text(row, lang)
    if cell(row, "estimate_value") is not None and row["actual_period"] != str(row["year"]):
        return book.text("card.estimate", estimate=estimate_text(row, lang))
    return card_period(row, lang)


def running_text(row: Row, lang: str) -> str:
    """What has been done of a running count, what is lacking, and what each remaining month needs."""
    book, needed = words(lang), cell(row, "pace_needed")
    told = book.text("card.running", **values(row, lang))
    if needed is None:
        return told
    return book.text("card.needed", told=told, needed=number(exact(needed), cell(row, "target_decimals"), lang))


def estimate_text(row: Row, lang: str) -> str:
    """The official whole-year estimate with its unit."""
    unit = cell(row, "actual_unit") or row["unit"]
    return amount(cell(row, "estimate_value"), cell(row, "estimate_decimals"), unit, lang)


def card_period(row: Row, lang: str) -> str:
    """The change on the year before, else the actual's period and state."""
    book, state = words(lang), cell(row, "state")
    if cell(row, "change") is not None and cell(row, "previous_period") is not None:
        before = period_in_sentence(row["previous_period"], lang)
        return book.text("card.change", change=change_text(row, lang), period=before)
    period = period_name(row["actual_period"], lang)
    if state is None:
        return book.text("card.period", period=period)
    return book.text("card.period_state", period=period, state=book.text(f"state.{state}").lower())


def row_note(row: Row, lang: str) -> str:
    """The report table's note: official words only, "Vượt KH", "Còn thiếu 172", "Không giao KH"."""
    book, key = words(lang), row_note_key(row)
    if cell(row, "reason") == "place_ended":
        return book.text("reason.place_ended")
    if key is None:
        return book.text(f"status.{row['status']}")
    gaps = {"points": gap_text(row, "shortfall", lang), "short": gap_text(row, "shortfall", lang, unit=False)}
    return book.text(f"row.{key}", share=share(cell(row, "attainment"), lang), reason=reason_text(row, lang), **gaps)


def row_note_key(row: Row) -> str | None:
    """Which note fits the row; None where the verdict's own word does."""
    status = cell(row, "status")
    known = cell(row, "shortfall") is not None and (is_rate(row) or cell(row, "attainment") is not None)
    if not has_target(row) or status is None:
        return "no_target"
    if status in ("nearly", "missed"):
        return ("below_rate" if is_rate(row) else "below_count") if known else "below"
    if status == "undetermined" and cell(row, "reason"):
        return "short" if row["reason"] == "part_year" and (cell(row, "shortfall") or 0) > 0 else "unknown"
    if status in RUNNING:
        return "running" if can_measure(row) else "running_plain"
    return str(status) if status in GOOD else None


def row_notes(row: Row, lang: str) -> list[str]:
    """What a reader must be told beside the row's figures, in words; empty where there is nothing."""
    codes = row.get("notes")
    return [words(lang).text(f"note.{code}") for code in codes] if isinstance(codes, list) else []
