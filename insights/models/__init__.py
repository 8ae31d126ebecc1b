"""Rows of this app, a module a noun."""

from insights.models.plan import Attribute, Computed, Indicator, IndicatorTarget, PlanPeriod
from insights.models.rate import RateDefinition
from insights.models.snapshot import RateSnapshot, RateSnapshotUnit

__all__ = [
    "Attribute",
    "Computed",
    "Indicator",
    "IndicatorTarget",
    "PlanPeriod",
    "RateDefinition",
    "RateSnapshot",
    "RateSnapshotUnit",
]
