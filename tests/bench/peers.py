"""What others need to check the same file: `frictionless validate`, and pandas with pandera; run as processes."""

import json
import sys
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pandera.pandas as pandera

from tests.bench import sent, synthetic

NUMBER: Final = r"^\d{1,12}([.,]\d{1,6})?$"
YEAR: Final = r"^20\d\d$"
PERIOD: Final = r"^(?:M\d\d|Q[1-4]|H[12]|YTD\d\d)$"
BLANK: Final = ("period", "breakdown")
KEY: Final = ("place", "year", "period", "indicator", "breakdown")


def frictionless_command(file: Path) -> list[str]:
    """The command that holds a file against a schema of what a figure must say, written beside the file."""
    schema, dialect = file.with_suffix(".schema.json"), file.with_suffix(".dialect.json")
    schema.write_text(
        json.dumps({"fields": [_field(key, head) for key, head in sent.named().items()]}), encoding="utf-8"
    )
    dialect.write_text(json.dumps({"csv": {"delimiter": ";"}}), encoding="utf-8")
    tool = Path(sys.executable).with_name("frictionless")
    return [str(tool), "validate", file.name, "--schema", schema.name, "--dialect", dialect.name]


def known(key: str) -> list[str]:
    """The words that a column of indicators or of breakdowns may hold."""
    entries = synthetic.indicators()
    parts = {"total"}.union(*(entry.breakdowns for entry in entries.values()))
    return sorted(sent.WORDS.get(name, name) for name in (entries if key == "indicator" else parts))


def _field(key: str, head: str) -> dict[str, Any]:
    rules: dict[str, dict[str, Any]] = {
        "place": {"required": True, "enum": synthetic.province_codes()}, "year": {"required": True, "pattern": YEAR},
        "indicator": {"required": True, "enum": known("indicator")}, "breakdown": {"enum": known("breakdown")},
        "period": {"pattern": PERIOD}, "value": {"required": True, "pattern": NUMBER},
    }  # fmt: skip
    return {"name": head, "type": "string", "constraints": rules.get(key, {})}


def validate(file: str) -> int:
    """How many rows pandas and pandera find right, by the same rules and no key twice."""
    named, check = sent.named(), pandera.Check
    places = check.isin(synthetic.province_codes())
    words = {key: check.isin(known(key)) for key in ("indicator", "breakdown")}
    marks = {key: check.str_matches(rule) for key, rule in (("year", YEAR), ("period", PERIOD), ("value", NUMBER))}
    rules = {"place": places, **words, **marks}
    columns = {named[key]: pandera.Column(str, rule, nullable=key in BLANK) for key, rule in rules.items()}
    schema = pandera.DataFrameSchema(columns, unique=[named[key] for key in KEY])
    return len(schema.validate(pd.read_csv(file, sep=";", dtype=str), lazy=True))


if __name__ == "__main__":
    print(validate(sys.argv[1]))
