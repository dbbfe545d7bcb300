"""What stands at the foot of a figure: the documents of its targets, where and as of when its actuals were read."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from metrics.records import Record, records
from wording.catalogue import Words, words
from wording.numbers import is_missing
from wording.periods import period_in_sentence
from wording.phrases import document_phrase, source_name

JOIN = "; "


def source_line(rows: pd.DataFrame, lang: str) -> str:
    """The foot of a figure of scorecard rows with `sources`; empty where they have neither target nor actual."""
    book = words(lang)
    told = (("foot.targets", target_documents(rows, lang)), ("foot.actuals", actual_sources(rows, book)))
    return " ".join(book.text(key, sources=JOIN.join(found)) for key, found in told if found)


def target_documents(rows: pd.DataFrame, lang: str) -> list[str]:
    """The documents of the rows' targets, each once."""
    return _once(document_of(row, lang) for row in records(rows) if not is_missing(row["target_id"]))


def document_of(row: Record, lang: str) -> str:
    """The document of a row's target with its date, as printed, and issuer as far as known."""
    return document_phrase(row["document"], row.get("document_date_printed"), row.get("issuer"), lang)


def actual_sources(rows: pd.DataFrame, book: Words) -> list[str]:
    """Where the rows' actuals were read, with their period and state, each once."""
    found = (source for sources in rows.get("sources", []) for source in sources if source["of"] == "actual")
    return _once(_read_at(source, book) for source in found)


def _read_at(source: dict[str, Any], book: Words) -> str:
    parts = [source_name(source["source"], book.lang), period_in_sentence(source["period"], book.lang)]
    state = source["state"]
    return ", ".join([*parts, book.text(f"state.{state}").lower()] if state else parts)


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
