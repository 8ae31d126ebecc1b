"""Writes of this app; each function is one use case."""

from assessments.services.answers import Saved, flag_question, save_answer, save_response
from assessments.services.attempts import start_attempt
from assessments.services.submission import expire_attempts, expire_if_overdue, submit_attempt

__all__ = [
    "Saved",
    "expire_attempts",
    "expire_if_overdue",
    "flag_question",
    "save_answer",
    "save_response",
    "start_attempt",
    "submit_attempt",
]
