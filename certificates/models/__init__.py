"""Rows of this app, a module a noun."""

from certificates.models.course_certificate import CourseCertificate
from certificates.models.qualification import (
    EARLIEST_ISSUE,
    Evidence,
    ExternalQualification,
    Issuer,
    Level,
    LookUpResult,
    LookUpSource,
    OfficialLookUp,
    QualificationEvent,
)
from certificates.models.reconciliation import Outcome, Reconciliation, ReconciliationRow

__all__ = [
    "EARLIEST_ISSUE",
    "CourseCertificate",
    "Evidence",
    "ExternalQualification",
    "Issuer",
    "Level",
    "LookUpResult",
    "LookUpSource",
    "OfficialLookUp",
    "Outcome",
    "QualificationEvent",
    "Reconciliation",
    "ReconciliationRow",
]
