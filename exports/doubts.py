"""What a reader must be told of the figures of an export, one sentence each: undocumented, contradicted, undecided."""

import pandas as pd

from exports.material import Material
from metrics.records import Record, records
from metrics.year_rows import of_the_year, with_target
from wording.clauses import actual_with_state, capital, marked, reason_text
from wording.phrases import actual_phrase, series_name


def doubts(material: Material) -> list[str]:
    """Every sentence, in the order of the rows; empty where nothing is in doubt."""
    return [*_undecided(material), *_contradicted(material), *_undocumented(material)]


def _name(row: Record, material: Material) -> str:
    return series_name(row["indicator"], row["breakdown"], row["coverage"], material.lang)


def _undecided(material: Material) -> list[str]:
    rows = with_target(material.rows)
    found = records(rows[(rows["status"] == "undetermined") & rows["reason"].notna()])
    return [
        material.book.text("export.undetermined", name=_name(row, material), reason=reason_text(row, material.lang))
        for row in found
    ]


def _contradicted(material: Material) -> list[str]:
    rows = of_the_year(material.rows)
    return [_conflict(row, material) for row in records(rows) if row["conflicts"] and row["actual_value"] is not None]


def _conflict(row: Record, material: Material) -> str:
    others = [_other(c, material.lang) for c in row["conflicts"]]
    filled = {"name": _name(row, material), "chosen": actual_with_state(row, material.lang)}
    return material.book.text("export.conflict", others="; ".join(dict.fromkeys(others)), **filled)


def _other(conflict: Record, lang: str) -> str:
    high, unit = conflict["value_high"], conflict["unit"]
    decimals = conflict["decimals"]
    text = actual_phrase(conflict["qualifier"], conflict["value"], high, decimals, unit, lang, with_unit=True)
    return marked(text, conflict["state"], lang)


def _undocumented(material: Material) -> list[str]:
    rows: pd.DataFrame = with_target(material.rows)
    found = records(rows[rows["document"].isna()])
    return [capital(material.book.text("export.undocumented", name=_name(row, material))) for row in found]
