"""What files are read with: words, places, registry, limits; read from data/ once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from etl.known import known_years
from etl.uploads.figures import Figures
from etl.uploads.gazetteer import Gazetteer
from etl.uploads.lexicon import Lexicon, lexicon
from etl.uploads.xlsx import Limits
from metrics.registry import Registry, Rules, registry, rules

DATA: Final = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that a file is read and judged with."""

    lexicon: Lexicon
    gazetteer: Gazetteer
    figures: Figures
    registry: Registry
    rules: Rules
    years: range
    report_from_day: int
    limits: Limits
    unusual_ratio: float
    unusual_points: float

    def known(self, text: str) -> bool:
        """Whether a cell's text is a word that is understood."""
        return self.lexicon.known(text) or self.gazetteer.known(text)


@cache
def knowledge(data: Path = DATA) -> Knowledge:
    """The knowledge of one data folder."""
    table = tomllib.loads((data / "registry/rules.toml").read_text("utf-8"))
    upload = table["upload"]
    words = lexicon(data / "registry")
    return Knowledge(
        lexicon=words,
        gazetteer=Gazetteer(data / "places"),
        figures=Figures(words),
        registry=registry(data / "registry/indicators.toml"),
        rules=rules(data / "registry/rules.toml"),
        years=known_years(data / "registry/rules.toml"),
        report_from_day=int(table["reporting"]["report_from_day"]),
        limits=Limits(int(upload["max_megabytes"]) << 20, int(upload["max_rows"]), int(upload["max_columns"])),
        unusual_ratio=float(upload["unusual_ratio"]),
        unusual_points=float(upload["unusual_points"]),
    )
