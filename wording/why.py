"""The basis of a verdict in words: path, pace, what is needed, distances, rounds compared (Căn cứ đánh giá)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from wording.catalogue import words
from wording.dates import date_text
from wording.numbers import MISSING, number, share
from wording.periods import period_in_sentence
from wording.phrases import actual_phrase, amount, series_name, target_phrase, unit_name, variance_phrase
from wording.running import last_month, month_text, running_target_text
from wording.sentences import row_notes

Told = Mapping[str, Any]
INDENT: Final = "  "


# --- the long path ------------------------------------------------------------------------------------------


def of_path(told: Told, lang: str) -> list[str]:
    """What each method says, for each dated target, and whether they answer differently."""
    if "milestones" not in told:
        return methods_lines(told["methods"], lang)
    if not told["milestones"]:
        return [words(lang).text("path_text.none")]
    lines = [line for milestone in told["milestones"] for line in of_milestone(milestone, lang)]
    return lines + steps_lines(told, lang)


def steps_lines(told: Told, lang: str) -> list[str]:
    """The yearly steps between the milestones, marked as this program's own; none where there are none."""
    if not told["steps"]:
        return []
    target = told["milestones"][-1]["target"]
    places = (target["decimals"] or 0) + (1 if target["unit"] == "percent" else 0)
    years = "; ".join(f"{s['year']}: {amount(s['value'], places, target['unit'], lang)}" for s in told["steps"])
    return [words(lang).text("path_text.ours"), INDENT + years]


def of_milestone(told: Told, lang: str) -> list[str]:
    """One dated target: where the series began, is and is to be; the change a year; the methods."""
    book, target = words(lang), told["target"]
    head = book.text(
        "path_text.target",
        series=series_name(told["indicator"], told["breakdown"], told["coverage"], lang),
        target=target_phrase(
            target["operator"], target["value"], target["high"], target["decimals"], target["unit"], lang, True
        ),
        year=target["year"],
    )
    if told["reason"]:
        return [head, INDENT + book.text(f"path_reason.{told['reason']}")]
    lines = [head, INDENT + course_text(told, lang), *methods_lines(told["methods"], lang)]
    return [*lines, INDENT + book.text("path_text.differ")] if told["differ"] else lines


def course_text(told: Told, lang: str) -> str:
    """From where to where, and how much a year was and is needed."""
    target, base, now = told["target"], told["baseline"], told["now"]
    unit = target["unit"]
    values = {
        "base": amount(base["value"], base["decimals"], unit, lang),
        "now": amount(now["value"], now["decimals"], unit, lang),
        "observed": variance_phrase(told["observed_a_year"], 2, unit, lang, long=True),
        "required": variance_phrase(told["required_a_year"], 2, unit, lang, long=True),
    }
    key = "path_text.course_over" if told["required_a_year"] is None else "path_text.course"
    return words(lang).text(key, base_year=base["year"], now_year=now["year"], **values)


def methods_lines(methods: Sequence[Told], lang: str) -> list[str]:
    """One line a method: its ratio, score and class, or why none."""
    return [INDENT + method_text(method, lang) for method in methods]


def method_text(told: Told, lang: str) -> str:
    """One method's answer: "Open SDG: tiến triển khá, cần đẩy nhanh (tỷ số 0,9147; điểm 2,2478)"."""
    book = words(lang)
    name = book.text(f"path_method.{told['method']}")
    parts = [book.text(f"path_text.{k}", value=number(told[k], 4, lang)) for k in ("ratio", "score")
             if told[k] is not None]  # fmt: skip
    parts += [book.text(f"path_reason.{told['reason']}")] if told["reason"] else []
    verdict = book.text(f"path_class.{told['class']}") if told["class"] else book.text("path_text.not_assessed")
    return book.text("path_text.method", method=name, verdict=verdict, details="; ".join(parts)) if parts else (
        book.text("path_text.method_bare", method=name, verdict=verdict)
    )  # fmt: skip


# --- the year in progress -----------------------------------------------------------------------------------


def of_pace(told: Told, lang: str) -> list[str]:
    """Each part of an indicator: status, pace with its basis, what is needed a month, the forecast."""
    if not told["rows"]:
        return [words(lang).text("pace_text.none")]
    return [line for row in told["rows"] for line in pace_lines(row, lang)]


def pace_lines(row: Told, lang: str) -> list[str]:
    """One target of a running year in sentences."""
    book = words(lang)
    name = series_name(row["indicator"], row["breakdown"], row["coverage"], lang)
    status = book.text(f"status.{row['status']}") if row["status"] else MISSING
    head = book.text("pace_text.head", series=name, status=status)
    told = [standing_text(row, lang), basis_text(row, lang), needed_text(row, lang), forecast_text(row, lang)]
    gaps = [book.text("pace_text.contradiction", period=period_in_sentence(c["period"], lang)) for c in _own(row)]
    return [head, *(INDENT + text for text in [*told, *gaps] if text)]


def _own(row: Told) -> list[Told]:
    return [c for c in row["contradictions"] if c["breakdown"] == row["breakdown"]]


def standing_text(row: Told, lang: str) -> str:
    """What has happened of the target by which month; empty without a figure."""
    last = last_month(row)
    if row["actual"] is None or row["target"] is None or last is None:
        return ""
    values = {"actual": month_text(last, row["unit"], lang), "target": running_target_text(row, lang)}
    ratio = row["actual"] / row["target"] if row["target"] else None
    return words(lang).text("pace_text.standing", months=row["month"], share=share(ratio, lang), **values)


def basis_text(row: Told, lang: str) -> str:
    """What was due by then and on what basis, or that history is too thin; empty where nothing is lacking."""
    book = words(lang)
    if not row["shortfall"]:
        return ""
    if row["basis"] is None:
        return book.text("pace_text.too_thin")
    basis = book.text(f"pace_basis.{row['basis']}", years=row["basis_years"])
    expected = amount(row["expected"], 0, row["unit"], lang)
    ratio = number(row["ratio"], 4, lang)
    return book.text("pace_text.basis", share=share(row["expected_share"], lang), basis=basis, expected=expected,
                     ratio=ratio)  # fmt: skip


def needed_text(row: Told, lang: str) -> str:
    """What is still lacking, and what each remaining month must bring, rounded up."""
    if not row["shortfall"]:
        return ""
    short = amount(row["shortfall"], 0, row["unit"], lang)
    if not row["months_left"] or row["needed_a_month"] is None:
        return words(lang).text("pace_text.short", short=short)
    needed = amount(row["needed_a_month"], 0, row["unit"], lang)
    return words(lang).text("pace_text.needed", short=short, needed=needed, months=row["months_left"])


def forecast_text(row: Told, lang: str) -> str:
    """The forecast of the year end with its interval and method; or that none can be made."""
    book, made = words(lang), row["forecast"]
    if made is None:
        return book.text("forecast_text.too_thin") if row["forecast_reason"] and row["shortfall"] else ""
    unit = row["unit"]
    places = 1 if unit == "percent" else 0
    return book.text(
        "forecast_text.made", value=amount(made["value"], places, unit, lang), low=number(made["low"], places, lang),
        high=number(made["high"], places, lang), level=share(made["level"], lang),
        method=book.text(f"forecast_method.{made['method']}", years=made["years"]),
    )  # fmt: skip


# --- the basis of a verdict ---------------------------------------------------------------------------------


def of_why(told: Told, lang: str) -> list[str]:
    """Every row of a series in a year, each with its inputs, sum, limits, distances, other methods and age."""
    if not told["rows"]:
        return [words(lang).text("why.none")]
    return [line for row in told["rows"] for line in why_lines(row, lang)]


def why_lines(row: Told, lang: str) -> list[str]:
    """One verdict and what it rests on, in the order in which it is read."""
    book = words(lang)
    name = series_name(row["indicator"], row["breakdown"], row["coverage"], lang)
    status = book.text(f"status.{row['status']}") if row["status"] else book.text("why.no_verdict")
    reason = f" ({book.text('reason.' + row['reason'])})" if row["reason"] else ""
    lines = [book.text("why.head", series=name, year=row["year"], status=status + reason)]
    told = [target_text(row, lang), source_text(row, "target", lang), actual_text(row, lang)]
    told += [source_text(row, "actual", lang), interval_text(row, lang), formula_text(row, lang)]
    told += [*threshold_texts(row, lang), *distance_texts(row, lang), age_text(row, lang), history_text(row, lang)]
    lines += [INDENT + text for text in told if text]
    if row["pace"]:
        lines += [INDENT + t for t in (basis_text(row["pace"], lang), needed_text(row["pace"], lang)) if t]
    lines += [INDENT + text for text in row_notes(row, lang)]
    return lines + [INDENT + line for way in row["other_methods"] for line in of_milestone(way, lang)]


def target_text(row: Told, lang: str) -> str:
    """The target as its document has it, with document; empty without one."""
    target = row["inputs"]["target"]
    if target is None:
        return ""
    phrase = target_phrase(target["operator"], target["target_value"], target["target_value_high"],
                           target["target_decimals"], target["unit"], lang, True)  # fmt: skip
    document = target["document"] or words(lang).text("document.unknown")
    return words(lang).text("why.target", target=phrase, document=document)


def actual_text(row: Told, lang: str) -> str:
    """The actual as printed, its period and state; that there is none otherwise."""
    actual = row["inputs"]["actual"]
    if actual is None:
        return words(lang).text("why.no_actual")
    phrase = actual_phrase(actual["qualifier"], actual["actual_value"], actual["actual_value_high"], actual["decimals"],
                           actual["actual_unit"], lang, True)  # fmt: skip
    state = words(lang).text(f"state.{actual['state']}") if actual["state"] else MISSING
    return words(lang).text("why.actual", actual=phrase, period=period_in_sentence(actual["actual_period"], lang),
                            state=state)  # fmt: skip


def source_text(row: Told, of: str, lang: str) -> str:
    """Where the target's words or the actual were read, each address or file once; empty where nothing is known."""
    found = [s["source"] or s["source_file"] for s in row["inputs"]["sources"] if s["of"] == of]
    told = "; ".join(dict.fromkeys(text for text in found if text))
    return words(lang).text("foot.source", source=told) if told else ""


def formula_text(row: Told, lang: str) -> str:
    """The quotient with its numbers: "245.316 / 224.500 = 109,27%; chênh lệch +20.816"; empty where none."""
    sum_ = row["formula"]
    if sum_ is None or sum_["name"] == "reduction":
        return ""
    unit, places = row["inputs"]["target"]["unit"], sum_["variance_decimals"]
    actual, goal = number(sum_["actual"], None, lang), number(sum_["goal"], None, lang)
    over, under = (actual, goal) if sum_["name"] == "up" else (goal, actual)
    variance = variance_phrase(sum_["variance"], places, unit, lang, long=True)
    return words(lang).text("why.formula", over=over, under=under, share=share(sum_["attainment"], lang),
                            variance=variance)  # fmt: skip


def threshold_texts(row: Told, lang: str) -> list[str]:
    """What an actual must reach for each class."""
    unit = row["inputs"]["target"]["unit"] if row["inputs"]["target"] else None
    return [
        words(lang).text(f"why.limit_{_side(limit)}", status=words(lang).text(f"status.{limit['class']}"),
                         limit=amount(limit["limit"], None, unit or "", lang))
        for limit in (*row["pace_thresholds"], *row["thresholds"])
    ]  # fmt: skip


def _side(limit: Told) -> str:
    return ("above" if limit["up"] else "below") if limit["strict"] else ("from" if limit["up"] else "to")


def distance_texts(row: Told, lang: str) -> list[str]:
    """How far the next classes are: "thiếu 0,3 điểm % để đạt kế hoạch"; of two at the same limit the lesser."""
    unit = row["inputs"]["target"]["unit"] if row["inputs"]["target"] else ""
    met = {d["distance"] for d in row["distances"] if d["class"] == "met"}
    told = [
        d for d in row["distances"] if d["distance"] > 0 and not (d["class"] == "exceeded" and d["distance"] in met)
    ]
    return [
        words(lang).text(f"why.distance_{d['class']}", distance=gap(d["distance"], unit, lang))
        for d in (*row["pace_distances"], *told)
    ]


def interval_text(row: Told, lang: str) -> str:
    """Between which values the printed figure may lie, where the verdict hangs on it; empty otherwise."""
    span = row["interval"]
    if span is None:
        return ""
    unit = row["inputs"]["target"]["unit"]
    low, high = (amount(span[k], None, unit, lang) for k in ("low", "high"))
    return words(lang).text("why.interval_open" if span["high"] is None else "why.interval", low=low, high=high)


def gap(value: float, unit: str, lang: str) -> str:
    """An amount that is lacking, in points for rates."""
    text = number(value, None, lang)
    if unit == "percent":
        return words(lang).text("variance.points_long", value=text)
    return f"{text} {unit_name(unit, value, lang)}"


def age_text(row: Told, lang: str) -> str:
    """How old the actual is; empty where its day is not known."""
    age = row["age"]
    if age is None:
        return ""
    return words(lang).text(
        "why.age", date=date_text(date.fromisoformat(age["as_of"]), lang), days=number(age["days"], 0, lang)
    )


def history_text(row: Told, lang: str) -> str:
    """How a corrected figure came about: each version with who, when and why; empty where it was never corrected."""
    versions = [_version(v, lang) for v in row["history"]]
    return words(lang).text("why.history", versions=" → ".join(versions)) if versions else ""


def _version(told: Told, lang: str) -> str:
    book = words(lang)
    value, decimals = told["value"], told["decimals"]
    figure = book.text("why.withdrawn") if value is None else number(value, decimals, lang)
    filled = {
        "figure": figure,
        "by": told["recorded_by"],
        "date": date_text(date.fromisoformat(told["recorded_on"]), lang),
    }
    text = book.text("why.version_because" if told["reason"] else "why.version", reason=told["reason"] or "", **filled)
    return book.text("why.undone", version=text) if told["undone"] else text


# --- rounds -------------------------------------------------------------------------------------------------


def of_rounds(told: Told, lang: str) -> list[str]:
    """The rounds, one a line."""
    book = words(lang)
    lines = [
        book.text("rounds.line", name=r["name"], id=r["round_id"], by=r["frozen_by"],
                  at=r["frozen_at"].isoformat(" ", "minutes"), note=r["note"] or "")
        for r in told["rounds"]
    ]  # fmt: skip
    return lines or [book.text("rounds.none")]


def of_comparison(told: Told, lang: str) -> list[str]:
    """What changed between two rounds, by whom and why, then the verdicts that flipped."""
    book = words(lang)
    changes = [change_text(c, lang) for c in told["changes"]]
    flips = [flip_text(f, lang) for f in told["flips"]]
    head = [book.text("rounds.counts", changes=len(changes), flips=len(flips))]
    return head + changes + flips + ([book.text("rounds.rules_differ")] if told["rules_differ"] else [])


def change_text(change: Told, lang: str) -> str:
    """One change: which figure, from what to what, by whom and why."""
    book = words(lang)
    values = {k: amount(change[k], None, change["unit"], lang) for k in ("before", "after")}
    who = book.text("rounds.by", by=change["by"] or MISSING, why=change["why"] or book.text("rounds.no_reason"))
    name = series_name(change["indicator"], change["breakdown"], change["coverage"], lang)
    return INDENT + book.text(f"rounds.{change['change']}", what=book.text(f"rounds.{change['subject']}"), series=name,
                              place=change["place"], period=change["period"], who=who, **values)  # fmt: skip


def judged_name(flip: Told, lang: str) -> str:
    """The series of a verdict; where the target is not the year's own, the kind and the period of the target too."""
    name = series_name(flip["indicator"], flip["breakdown"], flip["coverage"], lang)
    if flip["kind"] == "year":
        return name
    kind = words(lang).text(f"kind.{flip['kind']}")
    return f"{name} ({kind[:1].lower()}{kind[1:]}, {period_in_sentence(flip['target_period'], lang)})"


def flip_text(flip: Told, lang: str) -> str:
    """One verdict that is another one, and why."""
    book = words(lang)
    old, new = (book.text(f"status.{flip[k]}") if flip[k] else MISSING for k in ("status_before", "status_after"))
    series, cause = judged_name(flip, lang), book.text(f"rounds.cause_{flip['cause']}")
    told = {"place": flip["place"], "year": flip["year"], "old": old, "new": new}
    return INDENT + book.text("rounds.flip", series=series, cause=cause, **told)
