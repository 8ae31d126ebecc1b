"""Reads across apps and writes of this app; each function is one use case."""

from insights.services.definitions import adopt_definition, current_definition
from insights.services.rates import certification_rates, people_behind, rate_of
from insights.services.snapshots import freeze_snapshot

__all__ = [
    "adopt_definition",
    "certification_rates",
    "current_definition",
    "freeze_snapshot",
    "people_behind",
    "rate_of",
]
