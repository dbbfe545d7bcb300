"""The closed lists of the domain: one word per idea, the same in columns, TOML keys, word keys and addresses."""

from typing import Final

STATUSES: Final = (
    "exceeded", "met", "nearly", "missed", "undetermined", "no_data", "not_due", "in_progress",
    "ahead", "on_pace", "behind", "far_behind",
)  # fmt: skip
#: The statuses of a running year that its pace gives, best first.
PACES: Final = ("ahead", "on_pace", "behind", "far_behind")
#: The statuses of a running year whose target is not reached yet.
RUNNING: Final = frozenset({"in_progress", *PACES})
REASONS: Final = (
    "rounded", "qualified", "part_year", "no_baseline", "no_actual", "missing_years",
    "place_ended", "conflict", "no_direction", "too_thin", "unit_differs",
)  # fmt: skip
OPERATORS: Final = (
    "eq", "about", "at_least", "more_than", "at_most", "less_than", "range",
    "reduce_by_at_least", "increase_by_at_least",
)  # fmt: skip
TARGET_KINDS: Final = ("year", "milestone", "cumulative", "average_per_year")
STANDINGS: Final = ("issued", "draft")
STATES: Final = ("estimate", "preliminary", "final")
QUALIFIERS: Final = ("exact", "more_than", "about", "nearly", "range")
UNITS: Final = ("persons", "turns", "percent", "institutions", "occupations", "places_offered")
CUMULATIONS: Final = ("whole_year", "year_to_date", "in_period")
INDICATOR_KINDS: Final = ("flow", "stock", "rate")
DIRECTIONS: Final = ("up", "down", "none")
ROLL_UPS: Final = ("sum", "weighted", "none")
ORIGINS: Final = ("fact", "upload", "hand")

#: Units that differ in wording only: judged against each other with a note, never added, no growth between them.
WORDING_VARIANTS: Final = frozenset({"persons", "turns"})
