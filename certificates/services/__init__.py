"""Writes of this app; each function is one use case."""

from certificates.services.decisions import (
    confirm_many,
    confirm_qualification,
    doubt_qualification,
    reject_qualification,
    return_for_more,
    review_qualification,
    revoke_qualification,
)
from certificates.services.journal import MISSING_CHOICES
from certificates.services.look_ups import record_look_up
from certificates.services.registration import (
    mend_qualification,
    submit_qualification,
    withdraw_qualification,
)

__all__ = [
    "MISSING_CHOICES",
    "confirm_many",
    "confirm_qualification",
    "doubt_qualification",
    "mend_qualification",
    "record_look_up",
    "reject_qualification",
    "return_for_more",
    "review_qualification",
    "revoke_qualification",
    "submit_qualification",
    "withdraw_qualification",
]
