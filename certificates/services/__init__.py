"""Writes of this app; each function is one use case."""

from certificates.services.course_certificates import (
    award_link,
    issue_certificate,
    render_certificate,
    render_missing_certificates,
    revoke_certificate,
)
from certificates.services.decisions import (
    confirm_many,
    confirm_qualification,
    doubt_qualification,
    reject_qualification,
    return_for_more,
    review_qualification,
    revoke_qualification,
)
from certificates.services.evidence import attach_evidence, erase_settled_evidence
from certificates.services.journal import MISSING_CHOICES
from certificates.services.look_ups import record_look_up
from certificates.services.reconciliation import apply_reconciliation, reconcile_official_list
from certificates.services.registration import (
    mend_qualification,
    submit_qualification,
    withdraw_qualification,
)
from certificates.services.sampling import draw_sample
from certificates.services.scans import Scan, clean_scan

__all__ = [
    "MISSING_CHOICES",
    "Scan",
    "apply_reconciliation",
    "attach_evidence",
    "award_link",
    "clean_scan",
    "confirm_many",
    "confirm_qualification",
    "doubt_qualification",
    "draw_sample",
    "erase_settled_evidence",
    "issue_certificate",
    "mend_qualification",
    "reconcile_official_list",
    "record_look_up",
    "reject_qualification",
    "render_certificate",
    "render_missing_certificates",
    "return_for_more",
    "review_qualification",
    "revoke_certificate",
    "revoke_qualification",
    "submit_qualification",
    "withdraw_qualification",
]
