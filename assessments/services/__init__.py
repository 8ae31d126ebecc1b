"""Writes of this app; each function is one use case."""

from assessments.services.answers import Saved, flag_question, save_answer, save_response
from assessments.services.attempts import start_attempt
from assessments.services.items import draft_of, revise_item
from assessments.services.loading import LoadReport, load_items
from assessments.services.quizzes import REQUIREMENT, quiz_link, set_up_quiz
from assessments.services.submission import expire_attempts, expire_if_overdue, submit_attempt

__all__ = [
    "REQUIREMENT",
    "LoadReport",
    "Saved",
    "draft_of",
    "expire_attempts",
    "expire_if_overdue",
    "flag_question",
    "load_items",
    "quiz_link",
    "revise_item",
    "save_answer",
    "save_response",
    "set_up_quiz",
    "start_attempt",
    "submit_attempt",
]
