"""Which rows of a scorecard speak of its year: one rule for screens, sentences and files to take away."""

import pandas as pd


def with_target(card: pd.DataFrame) -> pd.DataFrame:
    """The targets in force of the year; competitors and later milestones are left out."""
    return card[_is_target(card)]


def without_target(card: pd.DataFrame) -> pd.DataFrame:
    """The actuals of the year that no target was set for."""
    return card[card["row_kind"] == "actual"]


def of_the_year(card: pd.DataFrame) -> pd.DataFrame:
    """The rows that a year is judged by: the target in force of each series, and actuals without a target."""
    return card[_is_target(card) | (card["row_kind"] == "actual")]


def longer(card: pd.DataFrame) -> pd.DataFrame:
    """The later milestones and the targets over several years that are in force."""
    return card[card["row_kind"].isin(["milestone", "several_years"]) & _in_force(card)]


def due(card: pd.DataFrame) -> pd.DataFrame:
    """The targets in force of the year and over several years; competitors and later milestones are left out."""
    return card[card["row_kind"].isin(["year", "several_years"]) & _in_force(card)]


def in_force(card: pd.DataFrame) -> pd.DataFrame:
    """All rows but the competitors of a target in force, whatever the period."""
    return card[(card["row_kind"] == "actual") | _in_force(card)]


def _is_target(card: pd.DataFrame) -> "pd.Series[bool]":
    return (card["row_kind"] == "year") & _in_force(card)


def _in_force(card: pd.DataFrame) -> "pd.Series[bool]":
    return card["in_force"] == True  # noqa: E712 - None is neither
