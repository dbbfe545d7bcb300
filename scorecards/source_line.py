"""What stands at the foot of a figure: the documents of its targets, where and as of when its actuals were read."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from metrics.records import Record, records
from wording.catalogue import Words, words
from wording.numbers import is_missing
from wording.periods import period_in_sentence
from wording.phrases import document_name, document_phrase, source_name

JOIN = "; "
#: How many documents or sources a foot names; the table of a figure's data names all.
MOST = 10


def source_line(rows: pd.DataFrame, lang: str) -> str:
    """The foot of a figure of scorecard rows with `sources`; empty where they have neither target nor actual."""
    book = words(lang)
    told = (("foot.targets", target_documents(rows, lang)), ("foot.actuals", actual_sources(rows, book)))
    return " ".join(book.text(key, sources=listed(found, lang)) for key, found in told if found)


def source_line_of_years(rows: pd.DataFrame, lang: str) -> str:
    """The foot of a figure over the years, whose rows carry `source_text`; empty where nothing is known of any year."""
    book = words(lang)
    targets, actuals = rows[rows["target_value"].notna()], rows[rows["actual_value"].notna()]
    documents = _once(named_document(document, book) for document in targets["document"])
    sources = _once(str(text) for text in actuals["source_text"] if not is_missing(text))
    told = (("foot.targets", documents), ("foot.actuals", sources))
    return " ".join(book.text(key, sources=listed(found, lang)) for key, found in told if found)


def named_document(document: Any, book: Words) -> str:
    """A document by its number alone; without one "chưa rõ văn bản"."""
    return book.text("document.unknown") if is_missing(document) else document_name(document, book.lang)


def listed(texts: Sequence[str], lang: str) -> str:
    """Sources in a row; of very many the first, and how many more the table of data names."""
    if len(texts) <= MOST:
        return JOIN.join(texts)
    shown = JOIN.join(texts[: MOST - 1])
    return words(lang).text("figure.more", shown=shown, count=len(texts) - MOST + 1)


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
