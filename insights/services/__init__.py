"""Reads across apps and writes of this app; each function is one use case."""

from insights.services.definitions import adopt_definition, current_definition
from insights.services.lists import (
    SHEET_TYPE,
    export_people,
    named_people,
    narrowed,
    qualifications_of,
    standing_in_words,
)
from insights.services.overviews import Overview, overview
from insights.services.rates import (
    LISTS,
    certification_rates,
    people_behind,
    rate_of,
    reason_in_words,
)
from insights.services.snapshots import freeze_snapshot
from insights.services.trends import FrozenRate, frozen_rates, month_ends, with_today
from insights.unit_rate import UnitRate
from insights.wording import card, headline, waiting_words

__all__ = [
    "LISTS",
    "SHEET_TYPE",
    "FrozenRate",
    "Overview",
    "UnitRate",
    "adopt_definition",
    "card",
    "certification_rates",
    "current_definition",
    "export_people",
    "freeze_snapshot",
    "frozen_rates",
    "headline",
    "month_ends",
    "named_people",
    "narrowed",
    "overview",
    "people_behind",
    "qualifications_of",
    "rate_of",
    "reason_in_words",
    "standing_in_words",
    "waiting_words",
    "with_today",
]
