"""Places against their own plans for one indicator: a row a place, in the order given."""

from typing import Unpack

import pandas as pd
import plotly.graph_objects as go

from charts.bullet_counts import bullet_counts
from charts.bullet_rates import bullet_rates
from charts.frame import Around


def attainment_bars(rows: pd.DataFrame, **around: Unpack[Around]) -> go.Figure:
    """One scorecard row a place, named by its `label`; places with neither figure are left to the foot."""
    drawn = rows[rows["target_value"].notna() | rows["actual_value"].notna()].assign(level=1)
    figure = bullet_rates if (drawn["unit"] == "percent").any() else bullet_counts
    return figure(drawn, **around)
