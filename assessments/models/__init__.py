"""Rows of this app, a module a noun."""

from assessments.models.attempt import AnswerLogEntry, Attempt, AttemptItem, AttemptState
from assessments.models.bank import Difficulty, Item, ItemBank, ItemState, ItemType, ItemVersion
from assessments.models.blueprint import Blueprint, BlueprintSection, ScoringScheme
from assessments.models.exam import CourseQuiz, Exam, ExamKind, ReleasePolicy
from assessments.models.syllabus import ExamSubject, KnowledgePoint, SyllabusVersion

__all__ = [
    "AnswerLogEntry",
    "Attempt",
    "AttemptItem",
    "AttemptState",
    "Blueprint",
    "BlueprintSection",
    "CourseQuiz",
    "Difficulty",
    "Exam",
    "ExamKind",
    "ExamSubject",
    "Item",
    "ItemBank",
    "ItemState",
    "ItemType",
    "ItemVersion",
    "KnowledgePoint",
    "ReleasePolicy",
    "ScoringScheme",
    "SyllabusVersion",
]
