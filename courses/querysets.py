"""Reads of this app: adjectives and prepositions, no rule about users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from accounts.models import Person
    from courses.models import CourseEdition, Enrolment  # noqa: F401  (named in strings below)


class CoursePageQuerySet(PageQuerySet):
    """Course pages."""

    def offered(self) -> Self:
        """Published, with a code; also those in preparation."""
        return self.live().filter(code__isnull=False).order_by("code")

    def with_words(self) -> Self:
        """The controlled words, in a fixed number of queries."""
        return self.prefetch_related("scenes", "tasks", "shifts", "stubborn_issues")


CoursePageManager = PageManager.from_queryset(CoursePageQuerySet)


class CourseEditionQuerySet(models.QuerySet["CourseEdition"]):
    """Editions."""

    def current(self) -> Self:
        """The edition of each course that one enrols in now."""
        return self.filter(is_current=True)

    def with_lesson_count(self) -> Self:
        """Annotate ``lesson_count``: required lessons."""
        return self.annotate(lesson_count=models.Count("lessons", filter=models.Q(lessons__required=True)))

    def of_course(self, course_code: str) -> Self:
        """Editions of one course, the newest first."""
        return self.filter(course_code=course_code).order_by("-number")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments."""

    def for_person(self, person: Person) -> Self:
        """One person's enrolments."""
        return self.filter(person=person)

    def active(self) -> Self:
        """Begun, neither completed nor withdrawn."""
        return self.filter(state="active")

    def completed(self) -> Self:
        """Completed ones."""
        return self.filter(state="completed")

    def not_withdrawn(self) -> Self:
        """Active and completed ones."""
        return self.exclude(state="withdrawn")

    def in_course(self, course_code: str) -> Self:
        """Enrolments in any edition of a course."""
        return self.filter(course_code=course_code)

    def last_opened_first(self) -> Self:
        """What one worked at last comes first."""
        return self.order_by("-last_opened_at", "-pk")

    def with_progress(self) -> Self:
        """Everything that ``enrolment.progress`` reads, in a fixed number of queries."""
        return self.select_related("edition").prefetch_related(
            models.Prefetch("edition__lessons", queryset=_lessons_without_body()),
            "edition__requirements",
            "lesson_progress",
            "requirements_met",
        )


def _lessons_without_body() -> models.QuerySet[models.Model]:
    from django.apps import apps

    return apps.get_model("courses", "EditionLesson")._default_manager.defer("body")
