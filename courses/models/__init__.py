"""Rows of this app, a module a noun."""

from courses.models.edition import (
    CourseEdition,
    CourseRequirement,
    EditionFile,
    EditionKind,
    EditionLesson,
    EditionRequirement,
)
from courses.models.enrolment import Enrolment, EnrolmentState, LessonProgress, RequirementMet
from courses.models.loading import LoadedFile
from courses.models.pages import CoursePage, CurriculumIndexPage, LessonPage, ProgrammeType
from courses.models.words import PolicyTask, Scene, Shift, StubbornIssue

__all__ = [
    "CourseEdition",
    "CoursePage",
    "CourseRequirement",
    "CurriculumIndexPage",
    "EditionFile",
    "EditionKind",
    "EditionLesson",
    "EditionRequirement",
    "Enrolment",
    "EnrolmentState",
    "LessonPage",
    "LessonProgress",
    "LoadedFile",
    "PolicyTask",
    "ProgrammeType",
    "RequirementMet",
    "Scene",
    "Shift",
    "StubbornIssue",
]
